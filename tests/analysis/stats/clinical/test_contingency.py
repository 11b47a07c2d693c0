import numpy as np
import pytest
from scipy import stats

from analysis.errors import DataError
from analysis.stats.clinical.contingency import association, expected, fisher, pearson, yates


@pytest.mark.parametrize(
    ("men", "n", "uncorrected", "corrected", "exact"),
    [
        (9, 33, 0.0812124400337418, 0.137446084064197, 0.121115554715221),
        (9, 32, 0.0977895989112463, 0.162655648004295, 0.123489567291338),
    ],
    ids=["9 of 33", "9 of 32"],
)
def test_that_men_in_zhang_2025_have_a_p_for_each_test(men, n, uncorrected, corrected, exact):
    # 15 of 31 patients. Zhang et al. 2025 (Front Med 12:1585799) prints p = .081, which holds for 9 of 33 without
    # correction only. R 4.2.2: chisq.test(correct = FALSE), chisq.test, fisher.test
    table = np.array([[15, men], [31 - 15, n - men]])
    tests = pearson(table), yates(table), fisher(table)
    assert [test.p for test in tests] == pytest.approx([uncorrected, corrected, exact], abs=1e-10)
    assert [test.name for test in tests] == [
        "Pearson chi-square, no continuity correction", "chi-square, Yates continuity correction", "Fisher exact",
    ]  # fmt: skip
    assert tests[0].n == (31, n)


def test_that_chi_square_of_15_of_31_against_9_of_33_is_3_040():
    test = pearson(np.array([[15, 9], [16, 24]]))
    assert test.statistic == pytest.approx(3.04046920821114, abs=1e-10)
    assert test.dof == (1.0,)


def test_that_yates_never_exceeds_the_difference_itself():
    # R reduces the correction to |O - E| where that is below 0.5: the difference is 0 here, not negative
    assert yates(np.array([[5, 5], [6, 6]])).statistic == 0
    assert yates(np.array([[5, 5], [6, 6]])).p == 1


def test_that_fisher_is_that_of_the_examples_in_r():
    # R 4.2.2, help(fisher.test): Fisher's tea drinker (two-sided), convictions of twins (Fisher 1962)
    assert fisher(np.array([[3, 1], [1, 3]])).p == pytest.approx(0.485714285714286, abs=1e-12)
    assert fisher(np.array([[2, 15], [10, 3]])).p == pytest.approx(0.000536724119143436, abs=1e-12)


def test_that_larger_tables_are_exact_after_freeman_and_halton():
    # R 4.2.2: fisher.test(matrix(c(3, 1, 5, 0, 4, 6, 7, 2, 2), 3))
    test = fisher(np.array([[3, 1, 5], [0, 4, 6], [7, 2, 2]]))
    assert test.p == pytest.approx(0.0185090617349102, abs=1e-10)
    assert test.name == "Fisher-Freeman-Halton exact"
    assert fisher(np.array([[3, 1, 5], [0, 4, 6], [7, 2, 2]]).T).p == pytest.approx(test.p)


def test_that_the_exact_test_equals_the_sum_over_all_tables():
    rng = np.random.default_rng(3)
    for _ in range(5):
        table = rng.integers(0, 6, (2, 2)) + np.eye(2, dtype=int)
        assert fisher(table).p == pytest.approx(stats.fisher_exact(table)[1])


def test_that_too_many_tables_are_refused_in_words():
    with pytest.raises(DataError, match="too many tables"):
        fisher(np.full((5, 5), 40))


def test_that_v_has_the_limits_of_the_non_central_chi_square():
    # Agresti 2007 p. 39 (help(chisq.test)): gender and party; χ² = 30.07, limits by uniroot of pchisq(x, 2, ncp)
    table = np.array([[762, 327, 468], [484, 239, 477]])
    assert pearson(table).statistic == pytest.approx(30.0701490957547, abs=1e-9)
    assert pearson(table).p == pytest.approx(2.95358918321176e-07, abs=1e-15)
    effect = association(table)
    assert (effect.value, effect.low, effect.high) == pytest.approx(
        (0.104435802356468, 0.0649074181025553, 0.140263904665686), abs=1e-8
    )


def test_that_low_expected_counts_are_noted():
    test = pearson(np.array([[3, 1], [1, 3]]))
    assert test.notes == ("4 of 4 expected counts are below 5 (the least is 2.00)",)
    np.testing.assert_allclose(expected(np.array([[3, 1], [1, 3]])), 2.0)


def test_that_a_category_without_anyone_does_not_count():
    assert pearson(np.array([[15, 9], [0, 0], [16, 24]])) == pearson(np.array([[15, 9], [16, 24]]))


def test_that_an_empty_group_and_a_single_category_are_refused():
    with pytest.raises(DataError, match="A group has no value"):
        pearson(np.array([[5, 0], [6, 0]]))
    with pytest.raises(DataError, match="same category"):
        pearson(np.array([[5, 7], [0, 0]]))
    with pytest.raises(DataError, match="2 × 2 only"):
        yates(np.array([[5, 7], [3, 4], [1, 1]]))
