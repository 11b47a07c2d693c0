import numpy as np
import pytest
from scipy import stats

from analysis.errors import Cancelled, DataError, OptionError
from analysis.stats.clinical.mediation_bootstrap import (
    BootstrapOptions,
    bootstrap_indirect,
    indirect_of_resamples,
    summarised,
)
from tests.analysis.stats.clinical.published_data import EXAMPLE
from tests.stopped import stopped_after


def made(n=61, n_covariates=4, seed=5):
    rng = np.random.default_rng(seed)
    z = rng.normal(size=(n, n_covariates)) * [1, 10, 0.1, 100][:n_covariates] + 50
    x = (rng.random(n) > 0.5) * 1.0
    m = x + 0.02 * z.sum(axis=1) + rng.normal(size=n)
    return np.column_stack([x, m, 0.5 * m + rng.normal(size=n), z])


def slow(values, resamples):
    """ab of each resample by two regressions."""
    found = []
    for drawn in resamples:
        x, m, y, *z = values[drawn].T
        ones = np.ones(len(x))
        a = np.linalg.lstsq(np.column_stack([ones, x, *z]), m, rcond=None)[0][1]
        b = np.linalg.lstsq(np.column_stack([ones, x, m, *z]), y, rcond=None)[0][2]
        found.append(a * b)
    return np.array(found)


@pytest.mark.parametrize("n_covariates", [0, 1, 4])
def test_that_all_resamples_at_once_are_those_of_regressions_one_by_one(n_covariates):
    values = made(n_covariates=n_covariates)
    drawn = np.random.default_rng(0).integers(0, 61, (200, 61))
    np.testing.assert_allclose(indirect_of_resamples(values, drawn), slow(values, drawn), rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize(
    ("covariates", "first", "mean", "sd", "limits"),
    [
        (
            (),
            (0.32946311433458303, 0.48088144595102117, 0.516364741683163),
            0.3578548915569799,
            0.08331332578968316,
            (0.2198176494943622, 0.5376537077856827),
        ),
        (
            ("W1",),
            (0.3157729547166278, 0.4814916021584024, 0.5189615486776976),
            0.3535679131818356,
            0.08455483095851304,
            (0.2177250337743175, 0.5429124918662394),
        ),
    ],
)
def test_that_fixed_resamples_give_the_numbers_of_pingouin(covariates, first, mean, sd, limits):
    """pingouin 0.7.0, mediation_analysis(seed=42, n_boot=500) on its example; its limits are bias-corrected."""
    values = np.column_stack([EXAMPLE[k] for k in ("X", "M", "Y", *covariates)])
    drawn = np.random.RandomState(42).choice(np.arange(100), replace=True, size=(500, 100))
    ab = indirect_of_resamples(values, drawn)
    assert tuple(ab[:3]) == pytest.approx(first, abs=1e-10)
    estimate = float(slow(values, [np.arange(100)])[0])
    found = summarised(estimate, ab)
    assert (found.resampled.mean(), found.standard_error) == pytest.approx((mean, sd), abs=1e-10)
    assert found.bias_corrected == pytest.approx(limits, abs=1e-10)
    assert found.p_in_words == "p < 0.004"  # pingouin prints 0


def test_that_limits_are_quantiles_shifted_twice_by_the_bias():
    """Of 1..1000 with ab = 400.5: z0 = Phi^-1(0.4), limits at Phi(2 z0 -+ 1.96)."""
    found = summarised(400.5, np.arange(1.0, 1001))
    assert found.percentile == pytest.approx((25.975, 975.025))
    z0 = stats.norm.ppf(0.4)
    expected = [1 + 999 * stats.norm.cdf(2 * z0 + z) for z in (-1.959963984540054, 1.959963984540054)]
    assert found.bias_corrected == pytest.approx(expected, abs=1e-8)


def test_that_p_is_twice_the_smaller_share_and_never_zero():
    values = np.r_[np.full(3, -1.0), np.full(97, 1.0)] + np.linspace(0, 1e-3, 100)
    assert summarised(0.5, values).p == pytest.approx(0.06)
    above = summarised(1.5, np.linspace(1, 2, 5000))
    assert above.p == 2 / 5000
    assert above.p_in_words == "p < 0.0004"


def test_that_an_effect_outside_its_resamples_has_no_corrected_limits():
    found = summarised(9.0, np.linspace(1, 2, 500))
    assert found.bias_corrected is None
    assert "all resamples lie below" in found.warnings[0]


def test_that_resamples_without_one_of_the_groups_are_counted_and_told():
    values = made(20, 0)
    values[:, 0] = np.arange(20) == 0  # one person in the group: 36 % of resamples lack them
    found = bootstrap_indirect(values, 0.1, BootstrapOptions(1000))
    assert 250 < found.n_degenerate < 450
    assert len(found.resampled) == 1000 - found.n_degenerate
    assert found.warnings[0].startswith(f"{found.n_degenerate} of 1000 resamples had no indirect effect")
    drawn = np.vstack([np.arange(20), np.full(20, 3)])
    assert np.isnan(indirect_of_resamples(values, drawn)).tolist() == [False, True]


def test_that_no_interval_is_made_of_mostly_degenerate_resamples():
    with pytest.raises(DataError, match="In 300 of 500 resamples"):
        summarised(1.0, np.r_[np.full(300, np.nan), np.ones(200)])


def test_that_one_seed_gives_one_result_and_another_seed_another():
    values = made()
    first, again, other = (bootstrap_indirect(values, 0.5, BootstrapOptions(700, seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.resampled, again.resampled)
    assert not np.array_equal(first.resampled, other.resampled)
    assert first.seed == 1


def test_that_values_are_not_changed_and_can_be_read_only():
    values, before = made(), made()
    values.flags.writeable = False
    indirect_of_resamples(values, np.zeros((2, 61), dtype=np.int64))
    np.testing.assert_array_equal(values, before)


def test_that_the_work_can_be_stopped():
    with pytest.raises(Cancelled):
        bootstrap_indirect(made(), 0.5, BootstrapOptions(5000), stopped_after(0.3))


def test_that_too_few_resamples_are_refused():
    with pytest.raises(OptionError, match="At least 100 resamples"):
        BootstrapOptions(99)
