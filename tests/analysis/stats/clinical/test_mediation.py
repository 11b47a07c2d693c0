import numpy as np
import pytest

from analysis.errors import DataError, OptionError
from analysis.stats.clinical.mediation import EXPLORATORY, mediate, proportion_mediated
from analysis.stats.clinical.mediation_bootstrap import BootstrapOptions
from analysis.stats.covariates import Covariate
from tests.analysis.stats.clinical.published_data import EXAMPLE, INFLUENCE

FEW = BootstrapOptions(200)


def made(n=61, seed=3, n_covariates=4):
    """Two groups, a mediator, an outcome and covariates."""
    rng = np.random.default_rng(seed)
    z = rng.normal(size=(n, n_covariates))
    x = (np.arange(n) % 2).astype(float)
    m = 0.6 * x + 0.3 * z.sum(axis=1) + rng.normal(size=n)
    y = 0.5 * m + 0.2 * x - 0.2 * z.sum(axis=1) + rng.normal(size=n)
    return [Covariate(k, v) for k, v in zip("xmy", (x, m, y), strict=True)], [
        Covariate(f"z{i}", z[:, i]) for i in range(n_covariates)
    ]


def slopes(columns, y):
    """Estimates and standard errors by the textbook."""
    x = np.column_stack([np.ones(len(y)), *columns])
    b = np.linalg.lstsq(x, y, rcond=None)[0]
    s2 = ((y - x @ b) ** 2).sum() / (len(y) - x.shape[1])
    return b, np.sqrt(s2 * np.diag(np.linalg.inv(x.T @ x)))


def test_that_all_paths_are_those_of_separate_regressions():
    (x, m, y), z = made()
    found = mediate(x, m, y, z, options=FEW)
    zs = [v.values for v in z]
    for path, columns, end, at in (
        (found.a, [x.values, *zs], m.values, 1),
        (found.c, [x.values, *zs], y.values, 1),
        (found.c_prime, [x.values, m.values, *zs], y.values, 1),
        (found.b, [x.values, m.values, *zs], y.values, 2),
    ):
        b, error = slopes(columns, end)
        assert path.estimate == pytest.approx(b[at], abs=1e-10)
        assert path.standard_error == pytest.approx(error[at], rel=1e-10)
        assert path.dof == 61 - len(columns) - 1
        assert path.low < path.estimate < path.high


def test_that_the_indirect_effect_is_the_total_minus_the_direct_one():
    (x, m, y), z = made()
    found = mediate(x, m, y, z, options=FEW)
    assert found.indirect.estimate == pytest.approx(found.c.estimate - found.c_prime.estimate, abs=1e-12)


def test_that_paths_agree_with_r_on_the_example_of_hayes():
    """Values of lm in R 4.2.2; rounded they are those printed by Hayes: a .477, b .506, c' .254, c .496, ab .241."""
    found = mediate(*(Covariate(k, v) for k, v in INFLUENCE.items()))
    expected = {
        "a": (0.47652519893898, 0.235691307336440, 2.02181915117798, 4.54007932815489e-02),
        "b": (0.506448483428323, 0.097048297672380, 5.218520010912658, 7.65566493300431e-07),
        "c'": (0.254354190854381, 0.255822584526926, 0.994260109304811, 3.22096900083211e-01),
        "c": (0.495689655172412, 0.277545375667657, 1.78597699197831, 7.66076556942977e-02),
    }
    for path in found.paths:
        assert (path.estimate, path.standard_error, path.t, path.p) == pytest.approx(expected[path.key], rel=1e-8)
    assert found.indirect.estimate == pytest.approx(0.2413, abs=5e-5)
    assert (found.c.dof, found.b.dof) == (121, 120)


@pytest.mark.parametrize(
    ("covariates", "expected"),
    [
        ((), (0.5610153161234589, 0.39612611714674884, 0.03960392041867061, 0.35652219672807844)),
        (("W1",), (0.552222870611274, 0.4039077235491751, 0.0509786615371805, 0.3529290620119954)),
    ],
)
def test_that_paths_agree_with_pingouin(covariates, expected):
    """pingouin 0.7.0, mediation_analysis on its own example: M ~ X, Total, Direct, Indirect."""
    x, m, y = (Covariate(k, EXAMPLE[k]) for k in "XMY")
    found = mediate(x, m, y, [Covariate(k, EXAMPLE[k]) for k in covariates], options=FEW)
    estimates = (found.a.estimate, found.c.estimate, found.c_prime.estimate, found.indirect.estimate)
    assert estimates == pytest.approx(expected, abs=1e-10)


def test_that_b_holds_the_predictor_fixed():
    """pingouin's row "Y ~ M" leaves X out and prints 0.65417; b = ab / a is another number."""
    found = mediate(*(Covariate(k, EXAMPLE[k]) for k in "XMY"), options=FEW)
    assert found.b.estimate == pytest.approx(0.35652219672807844 / 0.5610153161234589, abs=1e-10)
    assert abs(found.b.estimate - 0.6541727181320518) > 0.01


def test_that_standardised_paths_are_those_of_standardised_columns():
    x, m, y = (EXAMPLE[k] for k in "XMY")
    found = mediate(Covariate("x", x), Covariate("m", m), Covariate("y", y), options=FEW)
    zx, zm, zy = ((v - v.mean()) / v.std(ddof=1) for v in (x, m, y))
    b, error = slopes([zx, zm], zy)
    assert found.b.standardised == pytest.approx(b[2], abs=1e-12)
    assert found.c_prime.standardised == pytest.approx(b[1], abs=1e-12)
    assert found.b.standardised_high - found.b.standardised == pytest.approx(error[2] * 1.984723, rel=1e-6)  # t(97)
    assert found.standardised_indirect == pytest.approx(slopes([zx], zm)[0][1] * b[2], abs=1e-12)


def test_that_a_step_between_two_groups_is_in_standard_deviations_of_the_end():
    (x, m, y), _ = made()
    coded = Covariate("x", 10 * x.values + 1)
    for predictor in (x, coded):
        found = mediate(predictor, m, y, options=FEW)
        groups = [m.values[x.values == k].mean() for k in (0, 1)]
        assert found.a.standardised == pytest.approx((groups[1] - groups[0]) / m.values.std(ddof=1), abs=1e-12)
        assert found.predictor_is_binary


def test_that_the_scale_of_a_variable_changes_no_t_and_no_p():
    (x, m, y), z = made()
    first = mediate(x, m, y, z, options=FEW)
    other = mediate(x, Covariate("m", 1e4 + 50 * m.values), Covariate("y", y.values / 7), z, options=FEW)
    for one, two in zip(first.paths, other.paths, strict=True):
        assert two.t == pytest.approx(one.t, rel=1e-9)
    assert other.indirect.estimate == pytest.approx(first.indirect.estimate / 7, rel=1e-9)
    assert other.indirect.p == first.indirect.p


def test_that_a_proportion_needs_one_sign():
    """Y = M - X with M = X + noise: c is about 0 and ab about 1, c' about -1."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=80)
    m = x + 0.5 * rng.normal(size=80)
    y = m - 1.3 * x + 0.1 * rng.normal(size=80)
    found = mediate(Covariate("x", x), Covariate("m", m), Covariate("y", y), options=FEW)
    assert found.indirect.estimate * found.c.estimate < 0
    assert found.proportion.value is None
    assert "do not have one sign" in found.proportion.sentence


def test_that_a_proportion_above_one_and_an_uncertain_total_are_said():
    found = mediate(*(Covariate(k, v) for k, v in INFLUENCE.items()), options=FEW)
    assert found.proportion.value == pytest.approx(0.48686806714594505, abs=1e-10)
    assert "holds 0" in found.proportion.sentence
    assert "above 100 %" in proportion_mediated(2 * found.c.estimate, found.c).sentence


def test_that_every_result_says_that_it_is_no_cause():
    (x, m, y), z = made()
    found = mediate(x, m, y, z, options=FEW)
    assert found.warnings[0] == EXPLORATORY
    assert "not causal" in EXPLORATORY
    assert found.provenance.warnings == found.warnings


def test_that_a_mediator_that_is_a_covariate_is_refused():
    (x, m, y), z = made()
    with pytest.raises(OptionError, match='"m" is the mediator and a covariate too: adjusting for it removes'):
        mediate(x, m, y, [*z, m], options=FEW)
    with pytest.raises(OptionError, match='"m" cannot be both the mediator and the outcome'):
        mediate(x, m, m, z, options=FEW)


def test_that_a_covariate_that_is_nearly_the_mediator_is_told():
    (x, m, y), _ = made()
    alike = Covariate("phq", m.values + 0.1 * np.random.default_rng(0).normal(size=61))
    assert any('"phq" is nearly the mediator' in w for w in mediate(x, m, y, [alike], options=FEW).warnings)


@pytest.mark.parametrize("part", ["mediator", "outcome"])
def test_that_two_values_are_refused_as_mediator_and_outcome(part):
    (x, m, y), z = made()
    two = Covariate("sex", (np.arange(61) % 3 == 0) * 1.0, "F = 0, M = 1")
    variables = (x, two, y) if part == "mediator" else (x, m, two)
    with pytest.raises(DataError, match=rf'The {part} "sex" has two values only \(F = 0, M = 1\)'):
        mediate(*variables, z, options=FEW)


def test_that_useless_columns_are_refused_by_name():
    (x, m, y), z = made()
    twice = Covariate("twice", z[0].values * 2 + z[1].values)
    with pytest.raises(DataError, match='"twice" is a combination of'):
        mediate(x, m, y, [*z, twice], options=FEW)
    with pytest.raises(DataError, match='"site" has the same value in every row'):
        mediate(x, m, y, [Covariate("site", np.ones(61))], options=FEW)
    with pytest.raises(DataError, match='mediator "m" has the same value'):
        mediate(x, Covariate("m", np.ones(61)), y, options=FEW)


def test_that_few_people_are_told_or_refused():
    (x, m, y), z = made(30)
    assert any("30 people are few for 6 slopes" in w for w in mediate(x, m, y, z, options=FEW).warnings)
    (x, m, y), z = made(7)
    with pytest.raises(DataError, match="too few"):
        mediate(x, m, y, z, options=FEW)
