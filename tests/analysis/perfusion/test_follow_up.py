import numpy as np
import pytest

from analysis.errors import DataError, GeometryError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.perfusion.follow_up import Change, compare_scans
from tests.analysis.perfusion.made_asl import GRID, whole


def scan(values: np.ndarray | float, unit: str = "mL/100 g/min") -> Volume:
    return Volume(GRID, np.broadcast_to(values, GRID.shape), "CBF", unit)


def test_that_difference_and_change_are_those_of_hand() -> None:
    """50 to 35: -15, -30 %."""
    found = compare_scans(scan(50.0), scan(35.0), whole())
    assert found.difference.volume.data[0, 0, 0] == -15
    assert found.change.volume.data[0, 0, 0] == pytest.approx(-30)
    assert found.difference.volume.unit == "mL/100 g/min"
    assert (found.whole.first, found.whole.second, found.whole.percent) == pytest.approx((50, 35, -30))


def test_that_relative_maps_show_no_change_of_the_whole_brain() -> None:
    values = np.linspace(30, 70, GRID.n_voxels).reshape(GRID.shape)
    found = compare_scans(scan(values), scan(1.2 * values), whole(), relative=True)
    np.testing.assert_allclose(found.difference.volume.data, 0, atol=1e-5)
    assert found.difference.volume.unit == ""
    assert found.whole.percent == pytest.approx(20, abs=1e-4)


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (45.0, "is within what"),
        (65.0, "may still be within"),
        (80.0, "more than repeated"),
        (25.0, "more than repeated"),
    ],
)
def test_that_the_sentence_follows_2_77_times_the_coefficient_of_variation(second: float, words: str) -> None:
    """2.77 x 6.6 = 18.3 %, 2.77 x 14.8 = 41.0 %: 10, 30, 60 and 50 % of 50."""
    change = compare_scans(scan(50.0), scan(second), whole()).whole
    assert words in change.sentence
    assert "18 to 41 %" in change.sentence
    assert "no change can be given" in Change("x", 0, 1, float("nan")).sentence


def test_that_nothing_is_divided_by_almost_nothing_and_missing_values_stay_missing() -> None:
    first = np.full(GRID.shape, 50.0)
    first[0, 0, 0], first[0, 0, 1] = 1.0, np.nan
    found = compare_scans(scan(first), scan(60.0), whole())
    assert np.isnan(found.change.volume.data[0, 0, :2]).all()
    assert found.difference.volume.data[0, 0, 0] == 59
    assert np.isnan(found.difference.volume.data[0, 0, 1])


def test_that_other_units_grids_and_empty_masks_are_refused() -> None:
    with pytest.raises(DataError, match="cannot be compared"):
        compare_scans(scan(50.0), scan(1.0, ""), whole())
    other = Grid(GRID.shape, GRID.affine @ np.diag([-1, 1, 1, 1]))
    with pytest.raises(GeometryError):
        compare_scans(scan(50.0), Volume(other, np.ones(GRID.shape), unit="mL/100 g/min"), whole())
    with pytest.raises(DataError):
        compare_scans(scan(50.0), scan(50.0), Mask(GRID, np.zeros(GRID.shape)))
