import json

import nibabel
import numpy as np
import pytest
from scipy import stats

from analysis.atlas.parcellation import aal
from analysis.files.results import write_volume
from analysis.grid import Grid
from analysis.image import Volume

GRID = Grid((61, 73, 61), np.array([[3.0, 0, 0, -90], [0, 3, 0, -126], [0, 0, 3, -72], [0, 0, 0, 1]]))


@pytest.fixture
def t_map(tmp_path):
    data = np.zeros(GRID.shape)
    data[10:50, 10:60, 10:50] = 0.1
    i, j, k = GRID.voxel_at(np.array([-39, -24, 51]))
    data[i : i + 3, j : j + 2, k] = 4.0
    data[i + 1, j, k] = 5.0
    i, j, k = GRID.voxel_at(np.array([30, -75, -36]))
    data[i, j, k] = -6.0
    return write_volume(Volume(GRID, data), tmp_path / "in" / "t.nii.gz", space="MNI152")


def table_of(folder):
    lines = (folder / "clusters.tsv").read_text().splitlines()
    return [dict(zip(lines[0].split("\t"), line.split("\t"), strict=True)) for line in lines[1:]]


def test_that_the_table_holds_both_signs_with_their_places(call, tmp_path, t_map):
    out = tmp_path / "o"
    answer = call("clusters", "--stat", t_map, "--kind", "t", "--dof", 59, "--height", 0.001, "--out", out)
    assert answer.code == 0, answer.err
    first, second = table_of(out)
    assert (first["n_voxels"], first["value"], first["side"]) == ("6", "5", "L")
    assert (first["peak_x"], first["peak_y"], first["peak_z"]) == ("-36", "-24", "51")
    assert (second["value"], second["side"], second["region"]) == ("-6", "R", aal().name_at(np.array([30, -75, -36])))
    record = json.loads((out / "clusters.json").read_text())
    assert record["provenance"]["parameters"]["height"] == pytest.approx(stats.t.isf(0.0005, 59))
    kept = np.asarray(nibabel.load(out / "thresholded.nii.gz").dataobj)
    assert np.count_nonzero(kept) == 7


def test_that_one_tail_and_the_extent_are_obeyed(call, tmp_path, t_map):
    words = ("clusters", "--stat", t_map, "--kind", "z", "--tails", 1, "--extent", 6)
    assert call(*words, "--out", tmp_path / "a").code == 0
    assert [row["value"] for row in table_of(tmp_path / "a")] == ["5"]
    assert call(*words[:-1], 7, "--out", tmp_path / "b").code == 0
    assert table_of(tmp_path / "b") == []


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--kind", "t"), 2, "degrees of freedom of the map are not known"),
        (("--kind", "f", "--dof", "3"), 2, "--dof must be N1,N2"),
        (("--kind", "f", "--dof", "2,57", "--tails", "2"), 2, "An F map has one tail"),
    ],
)
def test_that_what_has_no_meaning_is_refused(call, tmp_path, t_map, words, code, sentence):
    answer = call("clusters", "--stat", t_map, *words, "--out", tmp_path / "o")
    assert answer.code == code
    assert sentence in answer.sentences[-1]
    assert not (tmp_path / "o").exists()


def test_that_a_map_in_the_scanners_space_has_no_names(call, tmp_path, t_map):
    scanner = write_volume(Volume(GRID, np.ones(GRID.shape) * 5), tmp_path / "in" / "s.nii.gz", space="scanner")
    answer = call("clusters", "--stat", scanner, "--kind", "z", "--out", tmp_path / "o")
    assert answer.code == 3
    assert "bring it into MNI space" in answer.sentences[-1]


def test_that_nothing_is_overwritten_unasked(call, tmp_path, t_map):
    words = ("clusters", "--stat", t_map, "--kind", "z", "--out", tmp_path / "o")
    assert call(*words).code == 0
    assert call(*words).code == 1
    assert call(*words, "--force").code == 0
