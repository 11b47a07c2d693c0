import numpy as np
import pytest

from analysis.errors import DataError, GeometryError, OptionError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.perfusion.concordance import Agreement, Basis, ConcordanceOptions, find_concordance, table_of

GRID = Grid((10, 10, 4), np.diag([2.0, 2.0, 2.0, 1.0]))


def of(values: np.ndarray) -> Volume:
    return Volume(GRID, values.reshape(GRID.shape).astype(np.float32))


def whole() -> Mask:
    return Mask(GRID, np.ones(GRID.shape, bool))


def corners() -> tuple[np.ndarray, np.ndarray]:
    """400 voxels: 40 in each corner of flow and activity, 240 at the mean of both."""
    flow, activity = np.zeros(400), np.zeros(400)
    for n, (f, a) in enumerate(((-1, -1), (1, 1), (1, -1), (-1, 1))):
        flow[40 * n : 40 * (n + 1)], activity[40 * n : 40 * (n + 1)] = f, a
    return 50 + 10 * flow, 0.4 + 0.1 * activity


def test_that_each_corner_has_its_class_and_share_by_hand() -> None:
    """SD of 80 ones, 80 minus ones and 240 zeros is sqrt(160 / 399) = 0.6332, so the corners are at z = ±1.579.

    40 of 400 voxels are 10 %, 40 x 8 mm³ = 0.32 mL; high and low are 20 % each, so 4 % would be expected of chance.
    """
    flow, activity = corners()
    found = find_concordance(of(flow), of(activity), whole())
    values = found.map.volume.data.reshape(-1)
    expected = [Agreement.BOTH_LOW, Agreement.BOTH_HIGH, Agreement.FLOW_HIGH, Agreement.FLOW_LOW]
    np.testing.assert_array_equal(values[:160], np.repeat([float(a) for a in expected], 40))
    assert (values[160:] == 0).all()
    for share, agreement in zip(found.shares, expected, strict=True):
        assert share.agreement is agreement
        assert (share.n_voxels, share.ml, share.percent) == (40, pytest.approx(0.32), pytest.approx(10.0))
        assert share.expected_percent == pytest.approx(4.0)
    assert found.map.statistic == "concordance"


def test_that_a_score_at_the_limit_is_in_and_one_below_is_out() -> None:
    scores = np.zeros(400)
    scores[:4] = [2.0, 1.999, -2.0, -1.999]
    found = find_concordance(of(scores), of(scores), whole(), options=ConcordanceOptions(Basis.COHORT))
    assert found.map.volume.data.reshape(-1)[:4].tolist() == [2, 0, 1, 0]


def test_that_scores_against_a_cohort_are_not_standardised_again() -> None:
    shifted = np.full(400, 3.0) + np.linspace(0, 0.1, 400)
    found = find_concordance(of(shifted), of(-shifted), whole(), options=ConcordanceOptions(Basis.COHORT))
    assert (found.map.volume.data == Agreement.FLOW_HIGH).all()


def test_that_scale_and_offset_of_a_map_do_not_matter_within_one_brain() -> None:
    rng = np.random.default_rng(2)
    flow, activity = rng.normal(50, 10, 400), rng.normal(0.4, 0.1, 400)
    first = find_concordance(of(flow), of(activity), whole())
    second = find_concordance(of(3 * flow - 7), of(activity), whole())
    np.testing.assert_array_equal(first.map.volume.data, second.map.volume.data)


def test_that_exchanging_flow_and_activity_exchanges_the_uncoupled_classes() -> None:
    rng = np.random.default_rng(3)
    flow, activity = of(rng.normal(size=400)), of(rng.normal(size=400))
    one, other = (find_concordance(a, b, whole()).map.volume.data for a, b in ((flow, activity), (activity, flow)))
    np.testing.assert_array_equal(one == 3, other == 4)
    np.testing.assert_array_equal(one == 1, other == 1)
    assert (one == 3).any()


def test_that_nothing_outside_grey_matter_has_a_class_or_moves_the_mean() -> None:
    flow, activity = corners()
    inside = np.ones(400, bool)
    inside[300:] = False
    wild = flow.copy()
    wild[300:] = 1e6
    gray = Mask(GRID, inside.reshape(GRID.shape))
    one, other = (find_concordance(of(f), of(activity), gray).map.volume.data for f in (flow, wild))
    np.testing.assert_array_equal(one, other)
    assert np.isnan(one.reshape(-1)[300:]).all()
    assert np.isfinite(one.reshape(-1)[:300]).all()


def test_that_a_voxel_without_one_of_the_values_has_no_class_and_is_told() -> None:
    flow, activity = corners()
    flow[:3] = np.nan
    found = find_concordance(of(flow), of(activity), whole())
    assert np.isnan(found.map.volume.data.reshape(-1)[:3]).all()
    assert any("3 of 400" in warning for warning in found.map.provenance.warnings)
    assert found.n_voxels == 397


def test_that_the_record_says_score_limit_and_the_meaning_of_each_value() -> None:
    found = find_concordance(*map(of, corners()), whole(), options=ConcordanceOptions(limit=0.5, activity_name="ALFF"))
    parameters = found.map.provenance.parameters
    assert (parameters["limit"], parameters["score"]) == (0.5, Basis.BRAIN.value)
    assert parameters["values"]["3"] == "CBF high, ALFF low"
    assert "10.0 % (4.0 % if unrelated)" in found.sentence
    columns, rows = table_of(found)
    assert len(columns) == len(rows[0])
    assert [row[0] for row in rows] == [1, 2, 3, 4]


def test_that_what_cannot_be_classified_is_refused() -> None:
    flow, activity = map(of, corners())
    with pytest.raises(DataError, match="same value"):
        find_concordance(of(np.full(400, 7.0)), activity, whole())
    few = np.zeros(GRID.shape, bool)
    few.ravel()[:99] = True
    with pytest.raises(DataError, match="Only 99 voxels"):
        find_concordance(flow, activity, Mask(GRID, few))
    with pytest.raises(GeometryError, match="grid"):
        find_concordance(flow, Volume(Grid((10, 10, 4), np.diag([3.0, 2, 2, 1])), activity.data), whole())
    with pytest.raises(OptionError, match="above 0"):
        ConcordanceOptions(limit=0.0)
