import numpy as np
import pytest

from analysis.errors import DataError, OptionError
from analysis.stats.clinical.correlate import CorrelateOptions, Family, correlate
from analysis.stats.clinical.influence import leave_one_out
from analysis.stats.clinical.partial import Method, correlate_pair, residuals
from tests.analysis.stats.clinical.people_tables import table_of
from tests.analysis.stats.clinical.r_datasets import OZONE_111, SOLAR_111, TEMP_111, WIND_111

GIVEN = CorrelateOptions(covariates=("wind", "temp"))


@pytest.fixture
def air(tmp_path):
    columns = {"ozone": OZONE_111, "solar": SOLAR_111, "wind": WIND_111, "temp": TEMP_111}
    return table_of(tmp_path, {**columns, "half": ["a"] * 55 + ["b"] * 56})


@pytest.fixture
def noise(tmp_path):
    rng = np.random.default_rng(11)
    columns = {name: rng.standard_normal(24) for name in ("x1", "x2", "y1", "y2", "age")}
    return table_of(tmp_path, {**columns, "sex": list("FM") * 12, "group": ["p"] * 12 + ["c"] * 12})


def test_that_a_row_of_the_table_is_the_partial_correlation_of_r(air):
    # R 4.2.2, airquality: see test_partial
    (row,) = correlate(air, ["solar"], ["ozone"], GIVEN).rows
    c = row.correlation
    assert (c.r, c.t, c.p) == pytest.approx((0.242002244651688, 2.5799787738168, 0.0112366354972334), abs=1e-10)
    assert (c.n, c.dof, row.corrected.m) == (111, 107, 1)
    np.testing.assert_allclose(row.x_residual, residuals(SOLAR_111, np.column_stack([WIND_111, TEMP_111])), atol=1e-9)
    np.testing.assert_array_equal(row.y, OZONE_111)


def test_that_p_is_corrected_over_the_family_and_m_is_there(noise):
    found = correlate(noise, ["x1", "x2"], ["y1", "y2"], CorrelateOptions(covariates=("age", "sex")))
    raw = np.array([row.correlation.p for row in found.rows])
    assert {row.corrected.m for row in found.rows} == {4}
    np.testing.assert_allclose([row.corrected.bonferroni for row in found.rows], np.minimum(4 * raw, 1))
    order = np.argsort(raw)
    holm = np.minimum(np.maximum.accumulate(raw[order] * [4, 3, 2, 1]), 1)
    bh = np.minimum.accumulate((raw[order] * 4 / np.arange(1, 5))[::-1])[::-1]
    np.testing.assert_allclose([found.rows[i].corrected.holm for i in order], holm)
    np.testing.assert_allclose([found.rows[i].corrected.fdr for i in order], bh)


def test_that_groups_may_be_families_of_their_own(noise):
    asked = CorrelateOptions(group="group", by_group=True)
    whole = correlate(noise, ["x1"], ["y1", "y2"], asked)
    assert [(row.group, row.correlation.n, row.corrected.m) for row in whole.rows] == [
        ("p", 12, 4), ("p", 12, 4), ("c", 12, 4), ("c", 12, 4),
    ]  # fmt: skip
    apart = CorrelateOptions(group="group", by_group=True, family=Family.GROUP)
    found = correlate(noise, ["x1"], ["y1", "y2"], apart)
    assert {(row.corrected.family, row.corrected.m) for row in found.rows} == {
        ("p: 2 correlations", 2), ("c: 2 correlations", 2),
    }  # fmt: skip
    assert any("more tests than m" in note for note in found.notes)


def test_that_people_of_two_groups_together_are_a_warning(air):
    (row,) = correlate(air, ["solar"], ["ozone"], CorrelateOptions(group="half")).rows
    assert "everyone of a, b together" in row.warnings[0]
    (row,) = correlate(air, ["solar"], ["ozone"], CorrelateOptions(group="half", covariates=("half",))).rows
    assert not any("together" in warning for warning in row.warnings)


def test_that_n_is_that_of_each_pair_and_differing_is_said(tmp_path):
    rng = np.random.default_rng(2)
    y2 = [*rng.standard_normal(17).tolist(), "n/a", "n/a", ""]
    table = table_of(tmp_path, {"x": rng.standard_normal(20), "y1": rng.standard_normal(20), "y2": y2})
    found = correlate(table, ["x"], ["y1", "y2"])
    assert [(row.correlation.n, row.n_missing) for row in found.rows] == [(20, 0), (17, 3)]
    assert any("n differs between the pairs (17 to 20)" in note for note in found.notes)
    complete = correlate(table, ["x"], ["y1", "y2"], CorrelateOptions(complete=True))
    assert [row.correlation.n for row in complete.rows] == [17, 17]
    assert complete.notes == ()


def test_that_a_correlation_that_hangs_on_one_person_says_so(tmp_path):
    rng = np.random.default_rng(5)
    x, y = rng.standard_normal((2, 20))
    x[7], y[7] = 9.0, 9.0
    table = table_of(tmp_path, {"x": x, "y": y})
    (row,) = correlate(table, ["x"], ["y"]).rows
    assert any(warning.startswith("hangs on one person: without line 9") for warning in row.warnings)
    assert any("line 9 is far from all others" in warning for warning in row.warnings)
    assert not any("sub-" in warning for warning in row.warnings)
    refit = correlate_pair(np.delete(x, 7), np.delete(y, 7)).r
    assert row.without_one[0] <= refit + 1e-12


def test_that_leaving_one_out_equals_to_correlate_without_them():
    z = np.column_stack([WIND_111, TEMP_111])
    basis = np.linalg.qr(np.column_stack([np.ones(111), z]))[0]
    r = leave_one_out(residuals(OZONE_111, z), residuals(SOLAR_111, z), (basis**2).sum(axis=1))
    for i in (0, 40, 110):
        without = correlate_pair(np.delete(OZONE_111, i), np.delete(SOLAR_111, i), np.delete(z, i, axis=0)).r
        assert r[i] == pytest.approx(without, abs=1e-12)


def test_that_few_degrees_of_freedom_are_a_warning(noise):
    asked = CorrelateOptions(covariates=("age", "sex"), group="group", by_group=True, method=Method.SPEARMAN)
    rows = correlate(noise, ["x1"], ["y1"], asked).rows
    assert all(any("only 8 degrees of freedom" in warning for warning in row.warnings) for row in rows)


@pytest.mark.parametrize(
    ("x", "y", "options", "error", "sentence"),
    [
        (["no"], ["y"], CorrelateOptions(), DataError, 'no column "no"'),
        (["x"], ["text"], CorrelateOptions(), DataError, r'"text" holds "b" for line 3 \(sub-02\)'),
        (["x"], ["flat"], CorrelateOptions(), DataError, '"flat" has the same value for everyone'),
        (["x"], ["copy"], CorrelateOptions(), DataError, "one of them is a copy"),
        (["x"], ["y"], CorrelateOptions(covariates=("copy",)), DataError, "one of them is a copy"),
        (["x"], ["x"], CorrelateOptions(), OptionError, '"x" is asked for twice'),
        (["x"], ["y"], CorrelateOptions(by_group=True), OptionError, "name the column"),
        (["x"], ["y"], CorrelateOptions(group="g", by_group=True), DataError, 'in the group "two": A correlation of 2'),
        (["x"], ["y"], CorrelateOptions(group="g", order=("three",)), DataError, 'The group "three" is empty'),
        (["x"], ["empty"], CorrelateOptions(), DataError, '"empty" has no value for anyone'),
    ],
)
def test_that_what_cannot_be_correlated_is_refused_by_name(tmp_path, x, y, options, error, sentence):
    columns = {
        "x": [1, 5, 2, 8, 3, 9, 4], "y": [2, 2, 1, 7, 5, 5, 0], "copy": [1, 5, 2, 8, 3, 9, 4], "flat": [4] * 7,
        "text": [1, "b", 3, 4, 5, 6, 7], "empty": ["n/a"] * 7, "g": ["one"] * 5 + ["two"] * 2,
    }  # fmt: skip
    with pytest.raises(error, match=sentence):
        correlate(table_of(tmp_path, columns), x, y, options)
