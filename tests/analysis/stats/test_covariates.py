"""The published example: ages of two groups with d = 1.12 have r = .50 and VIF 1.33 (Zhang et al. 2025, Table 1)."""

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.stats.covariates import Covariate, overlap, read_covariate

PEOPLE = ["row 2 (sub-01)", "row 3 (sub-02)", "row 4 (sub-03)", "row 5 (sub-04)"]


def test_that_numbers_are_read_and_two_words_are_coded_in_alphabetical_order():
    assert read_covariate("age", ["30", "4.5e1", " 50 ", "61"], PEOPLE).values.tolist() == [30, 45, 50, 61]
    sex = read_covariate("sex", ["M", "F", "F", "M"], PEOPLE)
    assert sex.values.tolist() == [1, 0, 0, 1]
    assert sex.coding == "F = 0, M = 1"


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (["30", "old", "50", "61"], 'The column "age" holds "old" for row 3 (sub-02), which is no number.'),
        (["30", "n/a", "50", "61"], 'The column "age" has no value for row 3 (sub-02); complete it'),
        (["30", "inf", "50", "61"], 'The column "age" holds "inf"'),
        (["30", "4_5", "50", "61"], 'The column "age" holds "4_5"'),  # 45 to Python
        (["a", "b", "c", "d"], 'The column "age" holds text (a, b, c …)'),
    ],
)
def test_that_a_cell_that_is_no_covariate_is_named(cells, sentence):
    with pytest.raises(DataError) as error:
        read_covariate("age", cells, PEOPLE)
    assert sentence in str(error.value)


def test_that_overlap_is_the_correlation_with_the_group():
    rng = np.random.default_rng(3)
    groups = ["pain"] * 31 + ["control"] * 32
    member = np.array([g == "pain" for g in groups], dtype=float)
    age = Covariate("age", 50 + 12 * member + rng.normal(0, 10, 63))
    sex = Covariate("sex", (rng.random(63) > 0.5).astype(float))
    found = overlap([age, sex], groups)[0]
    assert found.r == pytest.approx(abs(np.corrcoef(age.values, member)[0, 1]), abs=1e-12)
    x = np.column_stack([member, sex.values, np.ones(63)])
    residual = age.values - x @ np.linalg.lstsq(x, age.values, rcond=None)[0]
    assert found.vif == pytest.approx(age.values.var() / residual.var(), rel=1e-12)
    assert found.means == pytest.approx((age.values[:31].mean(), age.values[31:].mean()))
    assert (found.lows[1], found.highs[1]) == (age.values[31:].min(), age.values[31:].max())


def test_that_a_difference_of_1_12_sd_is_a_correlation_of_a_half():
    # exact by construction: two groups of 31 and 32, unit pooled variance, means 1.12 apart
    parts = [np.random.default_rng(s).normal(size=n) for s, n in ((1, 31), (2, 32))]
    parts = [(p - p.mean()) / p.std(ddof=1) for p in parts]
    age = Covariate("age", np.concatenate([parts[0] + 1.12, parts[1]]))
    found = overlap([age], ["pain"] * 31 + ["control"] * 32)[0]
    assert found.r == pytest.approx(0.50, abs=0.01)
    assert found.vif == pytest.approx(1.33, abs=0.01)
