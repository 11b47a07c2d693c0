"""Sides and regions from a coordinate alone, on a made atlas whose distances are counted by hand."""

import numpy as np
import pytest

from analysis.atlas.parcellation import Parcellation, aal
from analysis.errors import OptionError
from analysis.grid import Grid
from analysis.stats.place import (
    Nearest,
    Side,
    claimed_side,
    distance_to_region,
    nearest_region,
    side_of,
    voxel_width_mm,
)


def made_atlas(first_to_left: bool = False) -> Parcellation:
    """Voxels of 2 mm from x = -10: a cube of 3³ voxels with centres at x = -8, -6, -4, and one voxel at x = 6."""
    labels = np.zeros((10, 9, 9), dtype=np.int16)
    labels[1:4, 3:6, 3:6] = 1
    labels[8, 4, 4] = 2
    affine = np.diag([2.0, 2.0, 2.0, 1.0])
    affine[:3, 3] = (-10, -8, -8)
    if first_to_left:
        labels, affine = labels[::-1].copy(), affine.copy()
        affine[0, 0], affine[0, 3] = -2.0, 8.0
    return Parcellation("made", Grid(labels.shape, affine), labels, {1: "Cube_L", 2: "Dot_R"})


@pytest.mark.parametrize(
    ("x_mm", "side"),
    [(-1.5, Side.LEFT), (-1.49, Side.MIDLINE), (0, Side.MIDLINE), (1.49, Side.MIDLINE), (1.5, Side.RIGHT)],
)
def test_that_the_midline_reaches_half_a_voxel_to_both_sides(x_mm: float, side: Side) -> None:
    assert side_of(x_mm, 3.0) is side


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("Precentral_L", Side.LEFT),
        ("Insula R", Side.RIGHT),
        ("thalamus left", Side.LEFT),
        ("Vermis_3", None),
        ("", None),
        ("L", Side.LEFT),
        ("Cerebelum_Crus1_R", Side.RIGHT),
        ("Lingual", None),
    ],
)
def test_that_a_name_claims_a_side_by_its_last_word_only(name: str, side: Side | None) -> None:
    assert claimed_side(name) is side


def test_that_the_width_is_that_of_the_axis_from_left_to_right() -> None:
    turned = Grid((4, 4, 4), np.array([[0, 3, 0, 0], [2, 0, 0, 0], [0, 0, 5, 0], [0, 0, 0, 1]]))
    assert voxel_width_mm(turned) == 3


@pytest.mark.parametrize("first_to_left", [False, True])
def test_that_the_nearest_voxel_centre_decides_whatever_way_the_file_runs(first_to_left: bool) -> None:
    atlas = made_atlas(first_to_left)
    assert nearest_region(atlas, np.array([-6.0, 0, 0])) == Nearest("Cube_L", 0.0)
    assert nearest_region(atlas, np.array([0.0, 0, 0])) == Nearest("Cube_L", 4.0)  # centre at x = -4; the dot is 6 away
    assert nearest_region(atlas, np.array([2.0, 0, 0])) == Nearest("Dot_R", 4.0)
    assert nearest_region(atlas, np.array([-4.0, 5, 6])).distance_mm == pytest.approx(5)  # (0, 3, 4) from (-4, 2, 2)


def test_that_the_distance_to_a_region_is_to_its_nearest_centre_and_nothing_inside() -> None:
    atlas = made_atlas()
    assert distance_to_region(atlas, "Cube_L", np.array([-6.0, 0.4, 0])) == 0
    assert distance_to_region(atlas, "Cube_L", np.array([6.0, 0, 0])) == 10
    assert distance_to_region(atlas, "Dot_R", np.array([-6.0, 0, 0])) == 12
    with pytest.raises(OptionError):
        distance_to_region(atlas, "Nowhere", np.zeros(3))


def test_that_the_left_hand_knob_is_left_in_the_atlas() -> None:
    """Yousry et al. 1997 (Brain 120:141): the hand knob, about (-38, -25, 55) in MNI."""
    found = nearest_region(aal(), np.array([-38.0, -25, 55]))
    assert claimed_side(found.name) is Side.LEFT
    assert found.distance_mm < 3
