import json

import nibabel
import numpy as np
import pytest

from analysis.files.results import write_mask, write_volume
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.perfusion.concordance import ConcordanceOptions, find_concordance
from analysis.perfusion.coupling import couple
from analysis.provenance import sha256_of_file
from tests.analysis.perfusion.made_asl import GRID, volume, whole
from tests.analysis.perfusion.made_brain import brain_mask, flow


@pytest.fixture
def paths(tmp_path):
    rng = np.random.default_rng(8)
    reho = rng.uniform(0.2, 0.8, GRID.shape)
    cbf = 60 * reho + rng.normal(0, 10, GRID.shape)
    folder = tmp_path / "in"
    return {
        "cbf": write_volume(volume(cbf), folder / "sub-07_cbf.nii.gz"),
        "metric": write_volume(volume(reho), folder / "reho.nii.gz"),
        "mask": write_mask(whole(), folder / "gray.nii.gz"),
    }


def words_of(paths, out):
    return ["coupling", *(word for name, path in paths.items() for word in (f"--{name}", path)), "--out", out]


def test_that_the_numbers_are_those_of_the_function(call, tmp_path, paths):
    answer = call(*words_of(paths, tmp_path / "o"))
    assert answer.code == 0, answer.err
    cbf, metric = (np.asarray(nibabel.load(paths[n]).dataobj) for n in ("cbf", "metric"))
    expected = couple(volume(cbf), volume(metric), whole())
    found = json.loads((tmp_path / "o" / "coupling.json").read_text())
    assert (found["r"], found["fisher_z"], found["n_voxels"]) == (expected.r, expected.fisher_z, 120)
    for name, stat_map in (("ratio", expected.ratio), ("zratio", expected.zratio)):
        stored = np.asarray(nibabel.load(tmp_path / "o" / f"{name}.nii.gz").dataobj)
        np.testing.assert_array_equal(stored, stat_map.volume.data)
    assert f"r = {expected.r:.4f}" in answer.out
    assert found["provenance"]["inputs"] == [{"role": n, "sha256": sha256_of_file(paths[n])} for n in paths]
    assert "sub-07" not in (tmp_path / "o" / "coupling.json").read_text()


def test_that_maps_on_other_grids_are_refused(call, tmp_path, paths):
    other = Grid(GRID.shape, GRID.affine @ np.diag([-1, 1, 1, 1]))
    paths["metric"] = write_volume(Volume(other, np.ones(GRID.shape)), tmp_path / "in" / "other.nii.gz")
    answer = call(*words_of(paths, tmp_path / "o"))
    assert answer.code == 3
    assert "not on the grid of the CBF map" in answer.sentences[-1]
    assert not (tmp_path / "o").exists()


def test_that_an_empty_mask_is_refused_and_nothing_is_overwritten(call, tmp_path, paths):
    empty = write_mask(Mask(GRID, np.zeros(GRID.shape)), tmp_path / "in" / "empty.nii.gz")
    assert call(*words_of(paths | {"mask": empty}, tmp_path / "o")).code == 3
    assert call(*words_of(paths, tmp_path / "o")).code == 0
    assert call(*words_of(paths, tmp_path / "o")).code == 1
    assert call(*words_of(paths, tmp_path / "o"), "--force").code == 0


def test_that_order_random_maps_and_seed_are_options(call, tmp_path, paths):
    words = words_of(paths, tmp_path / "o")
    answer = call(*words, "--order", "z-then-ratio", "--random-maps", 199, "--seed", 3)
    assert answer.code == 0, answer.err
    found = json.loads((tmp_path / "o" / "coupling.json").read_text())
    assert found["random_maps"]["n_surrogates"] == 199
    assert found["random_maps"]["seed"] == 3
    assert found["provenance"]["parameters"]["order"].startswith("z of each map")
    assert f"p = {found['random_maps']['p']:.4g}" in answer.out
    assert call(*words, "--random-maps", 10).code == 2


def test_that_regions_need_mni_space(call, tmp_path, paths):
    answer = call(*words_of(paths, tmp_path / "o"), "--regions")
    assert answer.code == 3
    assert "MNI space" in answer.sentences[-1]
    assert not (tmp_path / "o").exists()


def test_that_regions_are_a_table(call, tmp_path):
    grid, reho = brain_mask().grid, np.full(brain_mask().grid.shape, 0.5)
    reho[:, :, ::2] = 0.6
    folder = tmp_path / "in"
    paths = {
        "cbf": write_volume(flow(), folder / "cbf.nii.gz", space="MNI152"),
        "metric": write_volume(Volume(grid, reho), folder / "reho.nii.gz", space="MNI152"),
        "mask": write_mask(brain_mask(), folder / "gray.nii.gz", space="MNI152"),
    }
    answer = call(*words_of(paths, tmp_path / "o"), "--regions")
    assert answer.code == 0, answer.err
    header, *rows = (tmp_path / "o" / "regions.tsv").read_text().splitlines()
    assert header.split("\t") == ["region", "n_voxels", "cbf", "metric", "ratio", "z"]
    assert len(rows) == 116


def test_that_classes_are_those_of_the_function_with_their_meaning(call, tmp_path, paths):
    answer = call(*words_of(paths, tmp_path / "o"), "--concordance", "--limit", "0.5", "--metric-name", "ReHo")
    assert answer.code == 0, answer.err
    cbf, metric = (np.asarray(nibabel.load(paths[n]).dataobj) for n in ("cbf", "metric"))
    options = ConcordanceOptions(limit=0.5, activity_name="ReHo")
    expected = find_concordance(volume(cbf), volume(metric), whole(), options=options)
    stored = np.asarray(nibabel.load(tmp_path / "o" / "concordance.nii.gz").dataobj)
    np.testing.assert_array_equal(stored, expected.map.volume.data)
    assert {1, 2} <= set(np.unique(stored).tolist())
    record = json.loads((tmp_path / "o" / "concordance.json").read_text())
    assert record["provenance"]["parameters"]["values"]["4"] == "CBF low, ReHo high"
    assert expected.sentence in answer.out
    lines = (tmp_path / "o" / "concordance.tsv").read_text().splitlines()
    assert len(lines) == 5


def test_that_classes_that_exist_are_not_overwritten(call, tmp_path, paths):
    assert call(*words_of(paths, tmp_path / "o")).code == 0
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "concordance.tsv").write_text("mine")
    answer = call(*words_of(paths, tmp_path / "p"), "--concordance")
    assert answer.code != 0
    assert "exists already" in answer.err
    assert (tmp_path / "p" / "concordance.tsv").read_text() == "mine"
