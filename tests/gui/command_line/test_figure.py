import json

import numpy as np
import pytest
from PySide6.QtGui import QImage

from analysis.files.results import write_volume
from analysis.grid import Grid
from analysis.image import Volume
from analysis.provenance import sha256_of_file
from gui.command_line import figure
from gui.command_line.arguments import Parser
from gui.command_line.inputs import open_volume
from gui.command_line.terminal import Terminal
from gui.figures.slice_figure import unit_of

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def map_path(tmp_path):
    """A map of another program, in a file with a name: +4 at the patient's right, -3 at the left."""
    data = np.zeros((9, 10, 8), np.float32)
    affine = np.array([[-3.0, 0, 0, 12], [0, 3, 0, -14], [0, 0, 3, -10], [0, 0, 0, 1]])
    data[1, 5, 5], data[7, 5, 2] = 4, -3  # i runs to the left: voxel 1 is at x = +9 mm
    return write_volume(Volume(Grid(data.shape, affine), data), tmp_path / "Jane_Doe_t.nii.gz")


def words(t1_path, map_path, out, *more):
    return ["figure", "slices", "--underlay", t1_path, "--overlay", map_path, "--threshold", 2, "--out", out, *more]


def planned(t1_path, map_path, *more):
    """The plan that the words lead to."""
    parser = Parser()
    figure.add_arguments(parser)
    given = words(t1_path, map_path, "a.png", *more)[1:]
    arguments = parser.parse_args([str(word) for word in given])
    opened = [open_volume(path, role, Terminal()) for path, role in ((t1_path, "underlay"), (map_path, "overlay"))]
    return figure._plan(arguments, opened[0], opened[1], ())


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_that_a_figure_is_written_with_its_record(call, tmp_path, t1_path, map_path, ending):
    out = tmp_path / f"figure.{ending}"
    answer = call(*words(t1_path, map_path, out, "--two-sided", "--dpi", 72))
    assert answer.code == 0, answer.err
    assert answer.out == f"{out}\n"
    record = json.loads(out.with_name(f"figure.{ending}.json").read_text("utf-8"))
    assert record["provenance"]["inputs"] == [
        {"role": "underlay", "sha256": sha256_of_file(t1_path)},
        {"role": "overlay", "sha256": sha256_of_file(map_path)},
    ]
    assert record["provenance"]["parameters"]["convention"] == "radiological"
    assert "jane" not in json.dumps(record).lower()
    assert b"Jane" not in out.read_bytes()


def test_that_the_slices_go_through_both_clusters(t1_path, map_path):
    assert planned(t1_path, map_path, "--two-sided", "--slices", 2).positions_mm == (-4.0, 5.0)
    assert planned(t1_path, map_path, "--slices", 1).positions_mm == (5.0,)
    assert planned(t1_path, map_path, "--orientation", "sagittal", "--slices", 1).positions_mm == (9.0,)
    assert planned(t1_path, map_path, "--at-mm", "-6", "3.5").positions_mm == (-6.0, 3.5)


def test_that_a_negative_threshold_shows_the_negative_values(t1_path, map_path):
    plan = planned(t1_path, map_path, "--threshold", "-2", "--slices", 1)
    assert plan.positions_mm == (-4.0,)
    assert plan.overlay.scale.gap == (-2.0, float("inf"))


def test_that_the_name_of_a_file_never_gets_into_the_picture(t1_path, map_path):
    assert unit_of(planned(t1_path, map_path)) == ""
    assert unit_of(planned(t1_path, map_path, "--unit", "t")) == "t"


def test_that_an_older_figure_is_kept_without_force(call, tmp_path, t1_path, map_path):
    out = tmp_path / "a.png"
    call(*words(t1_path, map_path, out, "--dpi", 50))
    before = out.read_bytes()
    assert call(*words(t1_path, map_path, out, "--dpi", 72)).code == 1
    assert out.read_bytes() == before
    assert call(*words(t1_path, map_path, out, "--dpi", 72, "--force")).code == 0
    assert QImage(str(out)).dotsPerMeterX() == round(72 / 0.0254)


def test_that_a_map_below_its_threshold_is_drawn_and_said(call, tmp_path, t1_path, map_path):
    answer = call(*words(t1_path, map_path, tmp_path / "a.png", "--threshold", 20, "--dpi", 40))
    assert answer.code == 0
    assert "No value of the map reaches the threshold." in answer.sentences


def test_that_an_image_without_left_and_right_is_refused(call, tmp_path, t1_path, map_path):
    content = bytearray(write_volume(_plain(), tmp_path / "plain.nii").read_bytes())
    content[252:256] = bytes(4)  # qform_code and sform_code: no position
    (tmp_path / "plain.nii").write_bytes(content)
    answer = call(*words(tmp_path / "plain.nii", map_path, tmp_path / "a.png"))
    assert answer.code == 3
    assert "does not say where left and right are" in answer.err
    assert not (tmp_path / "a.png").exists()


def test_that_two_different_spaces_are_said(call, tmp_path, t1_path, map_path):
    mni = write_volume(_plain(), tmp_path / "mni.nii.gz", space="MNI152")
    answer = call(*words(mni, map_path, tmp_path / "a.png", "--dpi", 40))
    assert any("different spaces (MNI152 and scanner)" in sentence for sentence in answer.sentences)
    record = json.loads((tmp_path / "a.png.json").read_text("utf-8"))
    assert "different spaces" in record["provenance"]["warnings"][0]


def test_that_a_series_is_refused_as_an_overlay(call, tmp_path, t1_path, bold_path):
    answer = call(*words(t1_path, bold_path, tmp_path / "a.png"))
    assert answer.code == 3
    assert "is a series of 60 volumes" in answer.err


def _plain():
    return Volume(Grid((20, 20, 20), np.diag([2.0, 2, 2, 1])), np.ones((20, 20, 20)) * np.arange(1, 21))
