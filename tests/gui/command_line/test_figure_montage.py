import numpy as np
import pytest

from analysis.files.results import write_volume
from analysis.grid import Grid
from analysis.image import Volume
from analysis.provenance import sha256_of_file
from gui.figures.recipe import read_recipe

pytestmark = pytest.mark.usefixtures("qapp")

AFFINE = np.array([[4.0, 0, 0, -88], [0, 4, 0, -124], [0, 0, 4, -70], [0, 0, 0, 1]])


@pytest.fixture
def maps(tmp_path):
    """Two maps in MNI space in files with a name, zero outside: a cluster at the left, and one at the right."""
    paths = []
    for number, voxel in enumerate(((12, 30, 20), (32, 30, 30))):
        data = np.zeros((45, 54, 45), np.float32)
        data[10:36, 10:46, 8:38] = 0.5
        data[tuple(slice(v - 1, v + 2) for v in voxel)] = 4.5 if number == 0 else -3.5
        paths.append(tmp_path / f"Jane_Doe_{number}.nii.gz")
        write_volume(Volume(Grid(data.shape, AFFINE), data), paths[-1], space="MNI152")
    return paths


def test_that_a_map_over_the_template_is_drawn_from_the_first_to_the_last_slice_of_the_head(call, tmp_path, maps):
    out = tmp_path / "a.png"
    answer = call(
        "figure", "montage", "--overlay", maps[0], "--threshold", 2, "--step-mm", 20, "--out", out, "--dpi", 50
    )
    assert answer.code == 0, answer.err
    recipe = read_recipe(out)["provenance"]
    assert recipe["parameters"]["positions_mm"] == [-70, -50, -30, -10, 10, 30, 50, 70]
    assert recipe["inputs"][1] == {"role": "overlay", "sha256": sha256_of_file(maps[0])}
    assert recipe["parameters"]["overlay"]["hidden_between"] == ["-inf", "2.0"]
    assert b"Jane" not in out.read_bytes()


def test_that_two_maps_share_bar_slices_and_page(call, tmp_path, maps):
    out = tmp_path / "a.svg"
    answer = call(
        "figure", "montage", "--overlay", *maps, "--caption", "ALFF", "ReHo", "--threshold", 2, "--two-sided", "--unit",
        "t", "--slices", 4, "--outlines", "--faint", "--n", "31+32", "--out", out, "--dpi", 50,
    )  # fmt: skip
    assert answer.code == 0, answer.err
    text = out.read_text("utf-8")
    assert ">(a)</text>" in text
    assert ">ReHo</text>" in text
    panels = read_recipe(out)["provenance"]["parameters"]["panels"]
    assert panels[0]["parameters"]["positions_mm"] == panels[1]["parameters"]["positions_mm"]
    assert panels[0]["parameters"]["overlay"]["high"] == 4.5
    assert panels[1]["parameters"]["overlay"]["facts"] == {"n": "31+32"}


def test_that_a_map_without_a_threshold_hides_what_has_no_value(call, tmp_path, maps):
    out = tmp_path / "a.png"
    answer = call("figure", "montage", "--overlay", maps[0], "--slices", 3, "--out", out, "--dpi", 40)
    assert answer.code == 0, answer.err
    assert "Voxels of exactly 0 are taken as no value." in answer.sentences
    assert read_recipe(out)["provenance"]["parameters"]["overlay"]["hidden_between"] is None


def test_that_captions_must_be_as_many_as_maps(call, tmp_path, maps):
    answer = call("figure", "montage", "--overlay", *maps, "--caption", "one", "--out", tmp_path / "a.png")
    assert answer.code == 2
    assert "2 maps and 1 captions" in answer.err
