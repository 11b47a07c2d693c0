import pytest
from scipy import stats

from analysis.errors import DataError
from analysis.stats.clinical.proportion import proportion


def test_that_both_intervals_are_those_of_published_tables():
    """81 of 263: Wilson .2553 to .3662, exact .2527 to .3676 (Newcombe 1998, Stat Med 17:857, table I)."""
    found = proportion(81, 263)
    assert found.wilson == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert found.exact == pytest.approx((0.2527, 0.3676), abs=5e-5)


@pytest.mark.parametrize(("count", "n"), [(0, 20), (1, 29), (15, 148), (20, 20), (26, 41)])
def test_that_both_intervals_are_those_of_scipy(count, n):
    found, theirs = proportion(count, n), stats.binomtest(count, n)
    for mine, method in ((found.exact, "exact"), (found.wilson, "wilson")):
        interval = theirs.proportion_ci(0.95, method)
        assert mine == pytest.approx((interval.low, interval.high), abs=1e-10)
    assert found.value == count / n


def test_that_a_share_of_nobody_is_refused():
    with pytest.raises(DataError, match="0 of 0 people is no share"):
        proportion(0, 0)
    with pytest.raises(DataError, match="3 of 2"):
        proportion(3, 2)
