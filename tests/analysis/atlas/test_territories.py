"""The rule of arterial territories: every region has one, and the two hemispheres agree."""

import pytest

from analysis.atlas.parcellation import aal
from analysis.atlas.territories import Territory, territory_of


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
