"""The rule of arterial territories: every region has one, and the two hemispheres agree."""

import numpy as np
import pytest

from analysis.atlas.parcellation import aal
from analysis.atlas.template import mni_brain_mask
from analysis.atlas.territories import BEDS, BORDER_ZONES, Side, Territory, territory_atlas, territory_of


# Textbook anatomy (Tatu et al. 1998): medial wall ACA, convexity MCA, calcarine cortex PCA, cerebellum VB.
@pytest.mark.parametrize(
    ("name", "territory"),
    [
        ("Supp_Motor_Area_L", Territory.ACA),
        ("Paracentral_Lobule_R", Territory.ACA),
        ("Precentral_L", Territory.MCA),
        ("Angular_R", Territory.MCA),
        ("Calcarine_R", Territory.PCA),
        ("Thalamus_L", Territory.PCA),
        ("Cerebelum_9_R", Territory.VB),
        ("Vermis_10", Territory.VB),
    ],
)
def test_that_a_region_has_its_textbook_territory(name: str, territory: Territory) -> None:
    assert territory_of(name) is territory


def test_that_left_and_right_belong_to_the_same_territory() -> None:
    for name in aal().names.values():
        if name.endswith("_L"):
            assert territory_of(name) is territory_of(name.removesuffix("_L") + "_R")


def test_that_every_name_of_the_rule_is_a_region_of_aal() -> None:
    """A misspelt name in the rule would silently become MCA."""
    from analysis.atlas import territories

    roots = {name.removesuffix("_L").removesuffix("_R") for name in aal().names.values()}
    assert roots >= territories._ACA | territories._PCA


def at(x: float, y: float, z: float) -> str:
    number = int(territory_atlas().labels_at(np.array([[x, y, z]]))[0])
    return BEDS[number - 1].in_words() if number else ""


# Places of the standard brain: precentral hand knob, calcarine, medial frontal, cerebellum, pons, deep white matter.
@pytest.mark.parametrize(
    ("place", "bed"),
    [
        ((-38, -20, 58), "MCA left"),
        ((38, -20, 58), "MCA right"),
        ((-10, -85, 4), "PCA left"),
        ((6, 50, 5), "ACA right"),
        ((24, -60, -40), "VB right"),
        ((-5, -26, -34), "VB left"),
        ((5, -26, -34), "VB right"),
        ((-34, -20, 24), "MCA left"),
        ((0, 0, 95), ""),
        ((np.nan, 0, 0), ""),
    ],
)
def test_that_a_place_has_its_textbook_territory_and_side(place: tuple[float, float, float], bed: str) -> None:
    assert at(*place) == bed


def test_that_no_side_reaches_across_the_midline() -> None:
    atlas = territory_atlas()
    x = atlas.grid.to_mm(np.moveaxis(np.indices(atlas.grid.shape), 0, -1))[..., 0]
    for number, bed in enumerate(BEDS, start=1):
        own = x[atlas.labels == number]
        assert (own < 0).all() if bed.side is Side.LEFT else (own >= 0).all()
        assert own.size > 5000


def test_that_white_matter_far_from_every_region_has_no_territory_and_the_brain_is_mostly_covered() -> None:
    atlas = territory_atlas()
    assert 0.97 < np.mean(atlas.labels_at(brain_points()) > 0) <= 1
    assert not (atlas.border & (atlas.labels == 0)).any()


def brain_points() -> np.ndarray:
    mask = mni_brain_mask()
    return mask.grid.to_mm(np.argwhere(mask.data)[::50])


def test_that_the_precuneus_is_a_border_zone_and_the_motor_cortex_is_not() -> None:
    atlas = territory_atlas()
    np.testing.assert_array_equal(atlas.border_at(np.array([[-8.0, -62, 46], [-38, -20, 58]])), [True, False])
    roots = {name.removesuffix("_L").removesuffix("_R") for name in aal().names.values()}
    assert roots >= BORDER_ZONES


def test_that_the_point_itself_and_not_its_voxel_tells_the_side() -> None:
    """The voxel at x = 0 holds -1 to 1 mm."""
    assert at(-0.7, 50, 5) == "ACA left"
    assert at(0.7, 50, 5) == "ACA right"
    assert at(0.0, 50, 5) == ""
