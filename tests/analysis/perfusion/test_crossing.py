import numpy as np
import pytest

from analysis.atlas.territories import BEDS, Bed, Side, Territory
from analysis.perfusion.crossing import crossing_of


def region(border: int = 0, nowhere: int = 0, **voxels: int) -> tuple[np.ndarray, np.ndarray]:
    """Labels and border flags: ``PCA_left=80`` is 80 voxels there; voxels of a border zone are MCA left."""
    labels = [
        np.full(n, 1 + BEDS.index(Bed(Territory[k.split("_")[0]], Side(k.split("_")[1])))) for k, n in voxels.items()
    ]
    mca = 1 + BEDS.index(Bed(Territory.MCA, Side.LEFT))
    whole = np.concatenate([*labels, np.full(border, mca), np.zeros(nowhere, int)])
    flags = np.zeros(len(whole), bool)
    flags[len(whole) - nowhere - border : len(whole) - nowhere] = True
    return whole, flags


@pytest.mark.parametrize(
    ("voxels", "voxel_ml", "territories"),
    [
        ({"PCA_left": 80, "MCA_left": 20}, 0.25, 2),  # 20 % and 5 mL: both limits just met
        ({"PCA_left": 81, "MCA_left": 19}, 1.0, 1),  # 19 mL, but 19 %
        ({"PCA_left": 60, "MCA_left": 40}, 0.1, 1),  # 40 %, but 4 mL
        ({"PCA_left": 50, "MCA_left": 25, "ACA_left": 25}, 1.0, 3),
        ({"PCA_left": 60, "PCA_right": 40}, 1.0, 1),  # both sides of one artery's territory
        ({"PCA_left": 100}, 1.0, 1),
    ],
)
def test_that_a_second_territory_counts_from_20_percent_and_5_ml(
    voxels: dict[str, int], voxel_ml: float, territories: int
) -> None:
    found = crossing_of(*region(**voxels), voxel_ml)
    assert len(found.crossed) == territories
    assert found.crosses == (territories > 1)
    assert found.crossed[0] is Territory.PCA


def test_that_border_zones_are_taken_away_before_the_shares() -> None:
    """60 PCA and 40 voxels of a border zone that the rule would call MCA: nothing is left of it."""
    found = crossing_of(*region(PCA_left=60, border=40), 1.0)
    assert not found.crosses
    assert found.border_ml == 40
    assert found.sentence == (
        "The abnormality (100 mL, left): UNCERTAIN whether it stays inside one territory or crosses several: outside "
        "border zones it stays inside one territory (PCA 100 %), with the 40 mL in them it would be PCA and MCA."
    )
    assert found.is_uncertain


def test_that_border_zones_that_change_nothing_make_nothing_uncertain() -> None:
    """60 PCA, 10 MCA in a border zone: with it 14 %."""
    found = crossing_of(*region(PCA_left=60, border=10), 1.0)
    assert not found.is_uncertain
    assert found.sentence == (
        "The abnormality (70 mL, left) stays inside one territory (PCA 100 %; 10 mL lie in border zones)."
    )


def test_that_the_sentence_names_shares_and_sides() -> None:
    found = crossing_of(*region(PCA_left=60, MCA_left=30, MCA_right=10), 1.0)
    assert found.sentence == "The abnormality (100 mL, left and right) crosses 2 territories (PCA 60 %, MCA 40 %)."


def test_that_a_region_mostly_in_border_zones_is_called_uncertain_and_one_wholly_there_has_no_territory() -> None:
    assert crossing_of(*region(PCA_left=20, border=80), 1.0).sentence.endswith(
        "UNCERTAIN whether it stays inside one territory or crosses several, because most of it, 80 mL, lies in border "
        "zones (PCA 100 %)."
    )
    only = crossing_of(*region(border=30, nowhere=5), 1.0)
    assert only.crossed == ()
    assert not only.crosses
    assert only.nowhere_ml == 5
    assert "its territory cannot be told" in only.sentence
