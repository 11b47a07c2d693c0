"""Regions from the command line: numbers by hand on small maps, exports read back, refusals that leave everything."""

import csv
import json
from pathlib import Path

import nibabel
import numpy as np
import pytest

from analysis.files.label_files import read_labels, read_names, save_labels
from analysis.files.results import write_volume
from analysis.grid import Grid
from analysis.image import Volume
from analysis.labels.label_map import LabelMap, Region
from analysis.report.regions import read_regions

# 10 x 6 x 6 voxels of 2 mm, symmetric to x = 0: voxel i lies at x = -9 + 2 i
GRID = Grid((10, 6, 6), np.array([[2.0, 0, 0, -9], [0, 2, 0, -5], [0, 0, 2, -5], [0, 0, 0, 1]]))
LEFT, RIGHT = np.s_[1:3, 1:3, 2:5], np.s_[7:9, 1:3, 2:5]


def regions(folder: Path, name: str = "drawn_dseg.nii.gz", *, on: Grid = GRID, space: str = "MNI152") -> Path:
    """Left thalamus (1) and right thalamus (2) of 12 voxels each, or whatever of them is on the grid."""
    folder.mkdir(parents=True, exist_ok=True)
    data = np.zeros(on.shape, np.uint16)
    data[LEFT], data[RIGHT] = 1, 2
    names = [Region(1, "Left thalamus", (230, 159, 0)), Region(2, "Right thalamus", (86, 180, 233))]
    return save_labels(LabelMap(on, data, names), folder / name, space=space)


def cbf(folder: Path, *, on: Grid = GRID, space: str = "MNI152") -> Path:
    """40 on the left, 60 on the right."""
    data = np.full(on.shape, 40.0, np.float32)
    data[on.shape[0] // 2 :] = 60.0
    return write_volume(Volume(on, data), folder / "cbf.nii.gz", space=space)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="," if path.suffix == ".csv" else "\t"))


def label_file(path: Path, data: np.ndarray) -> Path:
    """A map of labels as another program may leave it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    nibabel.save(nibabel.Nifti1Image(data, GRID.affine), path)
    return path


@pytest.mark.parametrize("ending", ["tsv", "csv"])
def test_that_the_numbers_are_those_of_the_voxels_and_of_the_other_side(call, tmp_path, ending):
    out = tmp_path / "out"
    more = ["--csv"] if ending == "csv" else []
    answer = call("regions", "numbers", "--regions", regions(tmp_path), "--map", cbf(tmp_path), *more, "--out", out)
    assert answer.code == 0, answer.err
    assert answer.out.split() == [str(out / f"regions.{ending}"), str(out / "regions.json")]
    left, right = rows_of(out / f"regions.{ending}")
    assert (left["region"], left["map"], left["side"]) == ("Left thalamus", "cbf", "L")
    assert (float(left["mean"]), float(left["sd"]), float(left["mirror_mean"])) == (40.0, 0.0, 60.0)
    assert float(left["asymmetry_percent"]) == float(right["asymmetry_percent"]) == -40.0
    assert (left["n_voxels"], float(left["region_mm3"])) == ("12", 96.0)
    assert right["side"] == "R"


def test_that_the_record_holds_hashes_and_no_name_of_a_file(call, tmp_path):
    drawn, image = regions(tmp_path, "Erika_dseg.nii.gz"), cbf(tmp_path)
    assert call("regions", "numbers", "--regions", drawn, "--map", image, "--out", tmp_path / "out").code == 0
    text = (tmp_path / "out" / "regions.json").read_text()
    assert "Erika" not in text
    inputs = {one["role"]: one["sha256"] for one in json.loads(text)["provenance"]["inputs"]}
    assert set(inputs) == {"regions", "map cbf"}
    (first, *_) = read_regions(tmp_path / "out" / "regions.tsv").rows
    assert first.map_sha256 == inputs["map cbf"]


def test_that_exports_are_read_back_as_they_were_drawn(call, tmp_path):
    kinds = ("dseg", "masks", "stl", "ply", "itksnap", "freesurfer")
    drawn, out = regions(tmp_path), tmp_path / "out"
    answer = call("regions", "export", "--regions", drawn, "--as", *kinds, "--out", out)
    assert answer.code == 0, answer.err
    labels = read_labels(drawn)
    assert (read_labels(out / "regions_dseg.nii.gz").data == labels.data).all()
    assert read_names(out / "regions.label") == labels.regions
    assert [one.name for one in read_names(out / "regions.lut")] == ["Left_thalamus", "Right_thalamus"]
    mask = np.asarray(nibabel.load(out / "label-LeftThalamus_mask.nii.gz").dataobj)
    assert (mask == (labels.data == 1)).all()
    assert (out / "label-RightThalamus_surface.ply").stat().st_size > 500
    assert json.loads((out / "regions_export.json").read_text())["files"][0] == "regions_dseg.nii.gz"
    assert len(answer.out.split()) == 11


def test_that_a_dicom_segmentation_needs_its_series(call, tmp_path):
    drawn = regions(tmp_path)
    assert call("regions", "export", "--regions", drawn, "--as", "dicom", "--out", tmp_path / "out").code == 2
    (tmp_path / "empty").mkdir()
    more = ("--as", "masks", "dicom", "--dicom", tmp_path / "empty", "--out", tmp_path / "out")
    answer = call("regions", "export", "--regions", drawn, *more)
    assert answer.code == 3
    assert "no DICOM images" in answer.err
    assert not (tmp_path / "out").exists()


def test_that_two_readers_are_compared_by_name(call, tmp_path):
    mine = regions(tmp_path)
    moved = np.zeros(GRID.shape, np.uint16)
    moved[2:4, 1:3, 2:5] = 7  # half of it is in the first reader's
    other = save_labels(
        LabelMap(GRID, moved, [Region(7, "left  Thalamus", (0, 0, 0))]), tmp_path / "b_dseg.nii.gz", space="MNI152"
    )
    answer = call("regions", "compare", mine, other, "--map", cbf(tmp_path), "--out", tmp_path / "out")
    assert answer.code == 0, answer.err
    left, right = rows_of(tmp_path / "out" / "readers.tsv")
    assert (left["region"], float(left["dice"]), float(left["volume_difference_percent"])) == ("Left thalamus", 0.5, 0)
    assert float(left["mean_difference cbf"]) == 0.0
    assert (right["region"], right["dice"]) == ("Right thalamus", "n/a")
    assert (tmp_path / "out" / "readers.json").is_file()


def test_that_readers_without_a_common_name_are_refused(call, tmp_path):
    names = [Region(1, "A", (0, 0, 0))]
    other = save_labels(LabelMap(GRID, np.ones(GRID.shape), names), tmp_path / "b_dseg.nii.gz", space="MNI152")
    answer = call("regions", "compare", regions(tmp_path), other, "--out", tmp_path / "out")
    assert (answer.code, (tmp_path / "out").exists()) == (3, False)
    assert "same name" in answer.sentences[-1]


def test_that_regions_on_another_grid_say_by_how_much_they_changed(call, tmp_path):
    """Of the voxels of 4 mm the one with its centre at (-8, -4, 0) lies in the left region, and no other."""
    coarse = Grid((5, 3, 3), np.array([[4.0, 0, 0, -8], [0, 4, 0, -4], [0, 0, 4, -4], [0, 0, 0, 1]]))
    onto = write_volume(Volume(coarse, np.ones(coarse.shape)), tmp_path / "onto.nii.gz", space="MNI152")
    out = tmp_path / "out"
    answer = call("regions", "convert", "--regions", regions(tmp_path), "--onto", onto, "--out", out)
    assert answer.code == 0, answer.err
    found = read_labels(out / "regions_dseg.nii.gz", onto=coarse)
    # the left region reaches from x = -8 to -4, y = -4 to 0, z = -2 to 4 mm; a face belongs to the voxel above it
    centres = coarse.to_mm(np.moveaxis(np.indices(coarse.shape), 0, -1))
    expected = ((centres >= (-8, -4, -2)) & (centres < (-4, 0, 4))).all(axis=-1)
    assert ((found.data == 1) == expected).all()
    (left, _) = json.loads((out / "regions_dseg.json").read_text())["changes"]
    assert (left["mm3_before"], left["mm3"]) == (pytest.approx(96.0), pytest.approx(64.0))
    assert any("Left thalamus" in sentence and "drawn: 96" in sentence for sentence in answer.sentences)


def test_that_a_conversion_onto_the_same_grid_or_another_place_is_refused(call, tmp_path):
    drawn = regions(tmp_path)
    answer = call("regions", "convert", "--regions", drawn, "--onto", cbf(tmp_path), "--out", tmp_path / "out")
    assert (answer.code, "already" in answer.err) == (2, True)
    far = Grid(GRID.shape, GRID.affine + np.array([[0, 0, 0, 500.0], [0] * 4, [0] * 4, [0] * 4]))
    away = write_volume(Volume(far, np.ones(far.shape)), tmp_path / "away.nii.gz", space="MNI152")
    answer = call("regions", "convert", "--regions", drawn, "--onto", away, "--out", tmp_path / "out")
    assert (answer.code, "same place" in answer.err) == (3, True)
    answer = call("regions", "numbers", "--regions", drawn, "--map", away, "--out", tmp_path / "out")
    assert (answer.code, "same place" in answer.err) == (3, True)
    assert not (tmp_path / "out").exists()


def test_that_spaces_are_not_mixed_without_the_patient(call, tmp_path):
    shifted = Grid(GRID.shape, GRID.affine + np.array([[0, 0, 0, 1.0], [0] * 4, [0] * 4, [0] * 4]))
    image = cbf(tmp_path, on=shifted, space="scanner")
    answer = call("regions", "numbers", "--regions", regions(tmp_path), "--map", image, "--out", tmp_path / "out")
    assert answer.code == 3
    assert "--patient" in answer.sentences[-1]
    assert (
        call(
            "regions",
            "numbers",
            "--regions",
            regions(tmp_path),
            "--map",
            image,
            "--space",
            "t1",
            "--out",
            tmp_path / "out",
        ).code
        == 2
    )


_WHOLE = np.zeros(GRID.shape, np.int32)
_BAD = {
    "fractions": (_WHOLE + np.float32(0.5), "not whole numbers"),
    "negative": (_WHOLE - 1, "negative"),
    "too large": (_WHOLE + 65_536, "at most 65535"),
    "empty": (_WHOLE, "it is empty"),
    "nowhere a number": (_WHOLE + np.float32(np.nan), "holds no value"),
    "not a number": (np.where(np.arange(6) == 3, np.float32(np.nan), np.float32(1)) + 0 * _WHOLE, "not numbers"),
}


@pytest.mark.parametrize("what", _BAD)
@pytest.mark.parametrize("command", ["numbers", "export", "convert", "compare"])
def test_that_what_is_no_map_of_regions_is_refused_and_nothing_overwritten(call, tmp_path, what, command):
    data, words = _BAD[what]
    bad, out, image = label_file(tmp_path / "bad_dseg.nii.gz", data), tmp_path / "out", cbf(tmp_path)
    out.mkdir()
    names = ("regions.tsv", "regions_export.json", "regions_dseg.nii.gz", "readers.tsv")
    for name in names:
        (out / name).write_text("mine")
    rest = {
        "numbers": ("--regions", bad, "--map", image),
        "export": ("--regions", bad, "--as", "masks"),
        "convert": ("--regions", bad, "--onto", image),
        "compare": (regions(tmp_path), bad),
    }[command]
    answer = call("regions", command, *rest, "--out", out, "--force")
    assert answer.code == 3
    assert len([one for one in answer.sentences if words in one]) == 1
    assert {path.name: path.read_text() for path in out.iterdir()} == dict.fromkeys(names, "mine")


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("numbers", "regions.json"),
        ("export", "regions.label"),
        ("convert", "regions_dseg.tsv"),
        ("compare", "readers.tsv"),
    ],
)
def test_that_nothing_is_replaced_without_force(call, tmp_path, command, name):
    drawn, image, out = regions(tmp_path), cbf(tmp_path), tmp_path / "out"
    coarse = Grid((5, 3, 3), np.diag([4.0, 4, 4, 1]))
    onto = write_volume(Volume(coarse, np.ones(coarse.shape)), tmp_path / "onto.nii.gz", space="MNI152")
    out.mkdir()
    (out / name).write_text("mine")
    rest = {
        "numbers": ("--regions", drawn, "--map", image),
        "export": ("--regions", drawn, "--as", "itksnap"),
        "convert": ("--regions", drawn, "--onto", onto),
        "compare": (drawn, drawn),
    }[command]
    assert call("regions", command, *rest, "--out", out).code == 1
    assert [(path.name, path.read_text()) for path in out.iterdir()] == [(name, "mine")]


@pytest.mark.parametrize("command", ["numbers", "export", "compare", "convert"])
def test_that_each_help_has_an_example(call, command):
    answer = call("regions", command, "--help")
    assert answer.code == 0
    assert f"main.py regions {command}" in answer.out.split("example")[1]
