import numpy as np
import pytest

from analysis.errors import DataError
from analysis.stats.clinical.adjusted_groups import compare_adjusted
from analysis.stats.covariates import Covariate


def made(n_groups=3, n=45, seed=1):
    rng = np.random.default_rng(seed)
    groups = [f"g{i % n_groups}" for i in range(n)]
    age = rng.normal(40, 10, n)
    values = 0.03 * age + 0.4 * (np.arange(n) % n_groups) + rng.normal(size=n)
    return values, groups, Covariate("age", age)


def sse(columns, y):
    x = np.column_stack(columns)
    left = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
    return left @ left


def test_that_f_compares_the_models_with_and_without_groups():
    values, groups, age = made()
    dummies = [np.array([g == name for g in groups], dtype=float) for name in ("g0", "g1", "g2")]
    full, small = sse([*dummies, age.values], values), sse([np.ones(45), age.values], values)
    found = compare_adjusted(values, groups, [age])
    assert found.test.statistic == pytest.approx(((small - full) / 2) / (full / 41), rel=1e-10)
    assert found.test.dof == (2.0, 41.0)
    assert found.partial_f2 == pytest.approx((small - full) / full, rel=1e-10)
    assert "covariates age" in found.test.name


def test_that_two_groups_are_compared_by_the_t_whose_square_is_f():
    values, groups, age = made(2)
    found = compare_adjusted(values, groups, [age])
    dummies = [np.array([g == name for g in groups], dtype=float) for name in ("g0", "g1")]
    full, small = sse([*dummies, age.values], values), sse([np.ones(45), age.values], values)
    assert found.test.symbol == "t"
    assert found.test.statistic**2 == pytest.approx((small - full) / (full / 42), rel=1e-10)
    assert found.pairs[0].p == pytest.approx(found.test.p)
    assert found.pairs[0].difference == pytest.approx(found.means[0].mean - found.means[1].mean)


def test_that_an_adjusted_mean_is_that_at_the_mean_age():
    values, groups, age = made(2)
    x = np.column_stack([*(np.array([g == name for g in groups], dtype=float) for name in ("g0", "g1")), age.values])
    b = np.linalg.lstsq(x, values, rcond=None)[0]
    found = compare_adjusted(values, groups, [age])
    for mean, intercept in zip(found.means, b[:2], strict=True):
        assert mean.mean == pytest.approx(intercept + b[2] * age.values.mean(), rel=1e-10)
        assert mean.low < mean.mean < mean.high


def test_that_pairs_are_corrected_by_holm():
    values, groups, age = made()
    pairs = compare_adjusted(values, groups, [age]).pairs
    raw = sorted(pair.p_raw for pair in pairs)
    assert min(pair.p for pair in pairs) == pytest.approx(min(3 * raw[0], 1))
    assert len(pairs) == 3


def test_that_the_order_turns_the_sign_and_an_overlap_is_told():
    values, groups, _ = made(2)
    apart = Covariate("age", np.array([40.0 + 20 * (g == "g1") for g in groups]) + np.linspace(0, 9, 45))
    one = compare_adjusted(values, groups, [apart], order=("g0", "g1"))
    other = compare_adjusted(values, groups, [apart], order=("g1", "g0"))
    assert other.test.statistic == pytest.approx(-one.test.statistic)
    assert '"age" differs between the groups' in one.notes[0]


def test_that_a_covariate_that_is_the_group_is_refused():
    values, groups, _ = made(2)
    with pytest.raises(DataError, match='"site" is a combination of'):
        compare_adjusted(values, groups, [Covariate("site", np.array([float(g == "g0") for g in groups]))])
