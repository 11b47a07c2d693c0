"""A comparison read from its folder says what was saved, and nothing is shown of another version or another patient."""

import csv
import json
import math
import shutil
from dataclasses import replace

import nibabel
import numpy as np
import pytest

from analysis.errors import FileFormatError, InputError
from analysis.files.results import write_map
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.pipeline.names import Names
from analysis.provenance import Provenance, sha256_of_file
from analysis.report.comparison import kept_comparisons, read_comparison, require_patient, said_together, volume_at
from analysis.scan import StatMap
from analysis.stats.patient_regions import COLUMNS
from tests.analysis.report.made_parts import sha256_of, some_comparison

GRID = Grid((2, 1, 2), np.eye(4))
ROW = {
    "set": "prespecified", "region": "insula_L", "caption": "left insula", "n_voxels": "313", "unit": "mL/100 g/min",
    "value": "31.4", "expected": "45", "interval_low": "35.1", "interval_high": "54.9", "percentile": "0.6",
    "percentile_low": "0.01", "percentile_high": "3", "w_descriptive": "-2.9", "t": "-2.7", "dof": "29",
    "p_two_tailed": "0.0114", "p_holm": "0.16", "source": "Lin 2025",
}  # fmt: skip


def write_table(path, rows):
    with path.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter="\t")
        writer.writeheader()
        writer.writerows(rows)


def write_comparison(folder, *rows, alpha=0.05, **record):
    """A comparison as it is saved, without maps."""
    folder.mkdir(parents=True, exist_ok=True)
    provenance = {
        "parameters": {"statistic": "cbf", "alpha": alpha},
        "inputs": [{"role": "mask", "sha256": "f" * 64}, {"role": "patient", "sha256": sha256_of("cbf")}],
    }
    content = {"format": "algoscope-patient-1", "provenance": provenance, **record}
    (folder / "exchangeable.json").write_text(json.dumps(content))
    write_table(folder / "regions.tsv", [{name: row[name] for name in COLUMNS} for row in rows or (ROW,)])
    return folder


def write_corrected(folder, values):
    """Corrected p of four voxels, the last one outside the mask."""
    mask = Mask(GRID, np.array([True, True, True, False]).reshape(GRID.shape))
    volume = Volume(GRID, np.array(values, dtype=float).reshape(GRID.shape), "corrected p")
    write_map(StatMap(volume, "p_corrected", Provenance("made", {}), mask), folder)


def test_that_a_row_is_read_with_its_side_unit_and_numbers(tmp_path):
    (line,) = read_comparison(write_comparison(tmp_path)).regions
    assert (line.kind, line.key, line.caption, line.unit) == ("prespecified", "insula_L", "left insula", "mL/100 g/min")
    assert (line.n_voxels, line.p_holm) == (313, 0.16)
    assert dict(line.numbers) == {
        "value": 31.4, "expected": 45.0, "interval_low": 35.1, "interval_high": 54.9, "percentile": 0.6,
        "percentile_low": 0.01, "percentile_high": 3.0, "w_descriptive": -2.9, "t": -2.7, "p_two_tailed": 0.0114,
    }  # fmt: skip


@pytest.mark.parametrize("nothing", ["n/a", ""])
def test_that_what_has_no_value_is_no_number_and_never_nought(tmp_path, nothing):
    (line,) = read_comparison(write_comparison(tmp_path, {**ROW, "value": nothing, "p_holm": nothing})).regions
    assert math.isnan(line.numbers["value"])
    assert line.p_holm is None


def test_that_controls_belong_to_the_rows_named_beforehand_and_to_their_own_region(tmp_path):
    atlas, other = {**ROW, "set": "aal"}, {**ROW, "region": "insula_R"}
    folder = write_comparison(tmp_path, ROW, atlas, other)
    assert all(line.controls.size == 0 for line in read_comparison(folder).regions)  # saved before they were kept
    rows = [
        {"region": "insula_R", "sub-1": "50", "sub-2": "n/a"},
        {"region": "insula_L", "sub-1": "40", "sub-2": "44"},
    ]
    write_table(folder / "region_controls.tsv", rows)
    left, of_atlas, right = (line.controls.tolist() for line in read_comparison(folder).regions)
    assert left == [40.0, 44.0]
    assert of_atlas == []
    assert right[0] == 50.0
    assert math.isnan(right[1])


def test_that_a_set_and_a_claim_are_found_by_their_name(tmp_path):
    claims = [{"maximum": "cluster", "p": 0.5}, {"maximum": "voxel", "p": 0.03}]
    found = read_comparison(write_comparison(tmp_path, ROW, {**ROW, "set": "aal"}, claims=claims))
    assert [line.kind for line in found.rows("aal")] == ["aal"]
    assert found.rows("prespecified asymmetry") == ()
    assert found.claim("voxel") == {"maximum": "voxel", "p": 0.03}
    assert found.claim("regions") is None
    assert some_comparison().claim("voxel") is None


def test_that_the_map_and_the_patient_are_those_of_the_record(tmp_path):
    found = read_comparison(write_comparison(tmp_path, quality_of_controls={"mean_fd": [0.1, 0.2]}))
    assert (found.statistic, found.patient_sha256) == ("cbf", sha256_of("cbf"))
    assert found.quality_of_controls["mean_fd"].tolist() == [0.1, 0.2]
    bare = replace(found, record={})
    assert (bare.statistic, bare.patient_sha256, dict(bare.quality_of_controls)) == ("", "", {})


@pytest.mark.parametrize(("alpha", "survive"), [(0.05, [1.0, 1.0]), (0.01, [1.0, math.nan])])
def test_that_voxels_survive_at_the_level_that_was_chosen_and_never_outside_the_mask(tmp_path, alpha, survive):
    folder = write_comparison(tmp_path, alpha=alpha)
    assert read_comparison(folder).surviving is None
    write_corrected(folder, [0.01, 0.05, 0.0501, 0.0])  # outside the mask the file holds 0, which is not significant
    np.testing.assert_array_equal(read_comparison(folder).surviving.data.ravel(), [*survive, math.nan, math.nan])


def test_that_every_file_that_was_read_is_known_by_its_hash(tmp_path):
    folder = write_comparison(tmp_path)
    (folder / "notes.txt").write_text("of nobody")
    names = ("exchangeable.json", "regions.tsv")
    assert read_comparison(folder).hashes == {name: sha256_of_file(folder / name) for name in names}


@pytest.mark.parametrize("content", ["[]", "{}", '{"format": "algoscope-patient-2"}'])
def test_that_a_comparison_of_another_version_is_refused(tmp_path, content):
    folder = write_comparison(tmp_path / "cbf")
    (folder / "exchangeable.json").write_text(content)
    with pytest.raises(FileFormatError, match='The comparison in "cbf" is of another version; make it again'):
        read_comparison(folder)


def test_that_a_folder_without_the_table_is_no_comparison(tmp_path):
    folder = write_comparison(tmp_path / "cbf")
    (folder / "regions.tsv").unlink()
    with pytest.raises(InputError, match=r'"cbf" holds no comparison of one patient; make it with main.py patient'):
        read_comparison(folder)


def lose_alpha(folder):
    record = json.loads((folder / "exchangeable.json").read_text())
    del record["provenance"]["parameters"]["alpha"]
    (folder / "exchangeable.json").write_text(json.dumps(record))


DAMAGES = {
    "no level": lose_alpha,
    "a word for a number": lambda folder: write_comparison(folder, {**ROW, "value": "many"}),
    "a quote that never ends": lambda folder: (folder / "regions.tsv").write_text('set\n"' + 200_000 * "x"),
    "no column of t": lambda folder: write_table(folder / "regions.tsv", [{"set": "aal", "region": "insula_L"}]),
    "controls without names": lambda folder: write_table(folder / "region_controls.tsv", [{"a": "1"}]),
    "a record cut short": lambda folder: (folder / "exchangeable.json").write_text('{"format": '),
    "a record in no encoding": lambda folder: (folder / "exchangeable.json").write_bytes(b"\xff"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_that_a_damaged_comparison_is_refused_by_name(tmp_path, damage):
    folder = write_comparison(tmp_path / "cbf")
    damage(folder)
    with pytest.raises(FileFormatError, match='The comparison in "cbf" is damaged; make it again'):
        read_comparison(folder)


def test_that_a_map_is_nothing_outside_its_mask_and_a_series_is_no_map(tmp_path):
    write_corrected(tmp_path, [0.5, 0.25, 0.0, 0.125])
    np.testing.assert_array_equal(volume_at(tmp_path / "p_corrected.nii.gz").data.ravel(), [0.5, 0.25, 0.0, math.nan])
    nibabel.save(nibabel.Nifti1Image(np.zeros((2, 2, 2, 3), np.float32), np.eye(4)), tmp_path / "bold.nii.gz")
    with pytest.raises(FileFormatError, match=r'"bold.nii.gz" is a series, not a map'):
        volume_at(tmp_path / "bold.nii.gz")


def test_that_a_comparison_of_another_patient_is_refused_with_the_name_of_the_map():
    own = some_comparison(statistic="cbf")
    require_patient((own,), {"cbf": sha256_of("cbf")})
    require_patient((), {})
    with pytest.raises(InputError, match="comparison of malff was not made of a map of this patient"):
        require_patient((own, some_comparison(statistic="malff")), {"cbf": sha256_of("cbf")})
    nobody = replace(own, record={})
    with pytest.raises(InputError, match="comparison of a map was not made of a map of this patient"):
        require_patient((nobody,), {"cbf": sha256_of("cbf")})


def test_that_a_map_that_is_not_usual_comes_after_the_usual_ones(tmp_path):
    names = Names(tmp_path, "p1")
    for statistic in ("alff", "gray_volume", "cbf"):
        write_comparison(names.compared / statistic)
    assert [folder.name for folder in kept_comparisons(names)] == ["cbf", "gray_volume", "alff"]
    shutil.rmtree(names.compared)
    assert kept_comparisons(names) == ()


@pytest.mark.parametrize("content", ["{", "[]", '{"provenance": [], "claims": []}', '{"provenance": [{}]}'])
def test_that_a_damaged_test_of_all_maps_is_refused(tmp_path, content):
    names = Names(tmp_path, "p1")
    names.compared.mkdir(parents=True)
    (names.compared / "exchangeable_over_metrics.json").write_text(content)
    both = (some_comparison(statistic="cbf"), some_comparison(statistic="malff"))
    with pytest.raises(FileFormatError, match="test of all maps together is damaged"):
        said_together(names, both)
    assert said_together(names, both[:1]) == ""
