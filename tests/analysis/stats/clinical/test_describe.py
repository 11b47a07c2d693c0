import numpy as np
import pytest

from analysis.errors import DataError, OptionError
from analysis.stats.clinical.characteristics import Shown
from analysis.stats.clinical.characteristics_text import as_markdown, printed
from analysis.stats.clinical.describe import Choice, DescribeOptions, describe
from analysis.stats.clinical.summaries import Quantiles
from analysis.stats.clinical.variables import Kind
from tests.analysis.stats.clinical.people_tables import table_of
from tests.analysis.stats.clinical.r_datasets import OZONE, PLANT_GROWTH, SLEEP_1, SLEEP_2

GROUP = DescribeOptions(group="group")


@pytest.fixture
def sleep(tmp_path):
    return table_of(tmp_path, {"group": ["a"] * 10 + ["b"] * 10, "extra": [*SLEEP_1, *SLEEP_2]})


@pytest.fixture
def sexes(tmp_path):
    """31 patients, 15 of them men, and 33 controls, 9 of them men (Zhang et al. 2025, Table 1)."""
    sex = ["M"] * 15 + ["F"] * 16 + ["M"] * 9 + ["F"] * 24
    return table_of(tmp_path, {"group": ["pain"] * 31 + ["control"] * 33, "sex": sex})


def test_that_normal_groups_are_shown_as_means_and_compared_by_t(sleep):
    # R 4.2.2: Shapiro .408 and .351, Levene .441, so t.test(var.equal = TRUE): p = .0791867
    (row,) = describe(sleep, ["extra"], GROUP).rows
    assert (row.kind, row.shown) == (Kind.NUMERIC, Shown.MEAN_SD)
    assert row.test.name == "independent-samples t, pooled variance"
    assert row.test.p == pytest.approx(0.0791867142159382, abs=1e-10)
    assert [cell.mean for cell in row.numbers] == pytest.approx([0.75, 2.33])
    assert row.chosen_by.startswith("gate (Shapiro-Wilk a p = 0.4079, b p = 0.3511; Levene")
    assert [effect.name for effect in row.effects] == ["difference of means", "Cohen's d (pooled SD)", "Hedges' g"]


def test_that_the_tests_that_were_not_chosen_stand_beside(sleep):
    (row,) = describe(sleep, ["extra"], GROUP).rows
    assert {test.name.split(",")[0]: round(test.p, 6) for test in row.others} == {
        "Mann-Whitney U": 0.063722, "Welch t": 0.079394,
    }  # fmt: skip


def test_that_a_skewed_group_is_shown_as_median_and_compared_by_ranks(tmp_path):
    # R 4.2.2: wilcox.test(Ozone ~ Month, Month %in% c(5, 8), correct = FALSE); Shapiro of May p = 1e-5
    table = table_of(tmp_path, {"month": ["may"] * 26 + ["august"] * 26, "ozone": [*OZONE[5], *OZONE[8]]})
    (row,) = describe(table, ["ozone"], DescribeOptions(group="month")).rows
    assert row.shown is Shown.MEDIAN_IQR
    assert row.test.p == pytest.approx(0.000116377260043533, abs=1e-12)
    assert "no continuity correction" in row.test.name
    assert row.effects[0].name == "rank-biserial correlation"


def test_that_unequal_variances_lead_to_welch(tmp_path):
    first = np.linspace(-1, 1, 20) ** 3 + np.linspace(-1, 1, 20)
    table = table_of(tmp_path, {"group": ["a"] * 20 + ["b"] * 20, "x": [*first, *(7 * first + 2)]})
    (row,) = describe(table, ["x"], GROUP).rows
    assert row.gate.normal
    assert not row.gate.equal_variances
    assert row.test.name == "Welch t, unequal variances"


def test_that_a_person_overrules_the_gate(sleep):
    asked = DescribeOptions(group="group", tests={"extra": Choice.WELCH}, shown={"extra": Shown.MEDIAN_IQR})
    (row,) = describe(sleep, ["extra"], asked).rows
    assert row.test.p == pytest.approx(0.0793941401873582, abs=1e-10)
    assert row.shown is Shown.MEDIAN_IQR
    assert row.chosen_by.startswith("asked for")
    (row,) = describe(sleep, ["extra"], DescribeOptions(group="group", shown={"extra": Shown.MEDIAN_IQR})).rows
    assert row.test.symbol == "U"


def test_that_three_groups_have_an_anova_with_tukey(tmp_path):
    # R 4.2.2: anova(lm(weight ~ group, PlantGrowth)), TukeyHSD
    names = [name for name in PLANT_GROWTH for _ in range(10)]
    table = table_of(tmp_path, {"group": names, "weight": np.concatenate(list(PLANT_GROWTH.values()))})
    (row,) = describe(table, ["weight"], GROUP).rows
    assert row.test.name == "one-way ANOVA"
    assert row.test.p == pytest.approx(0.0159099583256229, abs=1e-10)
    assert [pair.p for pair in row.pairs] == pytest.approx([0.39087114420, 0.19799599130, 0.01200642398], abs=1e-8)
    (row,) = describe(table, ["weight"], DescribeOptions(group="group", tests={"weight": Choice.RANKS})).rows
    assert row.test.p == pytest.approx(0.018423755731472, abs=1e-10)
    assert {pair.name for pair in row.pairs} == {"Dunn, Bonferroni"}


def test_that_sex_in_zhang_2025_is_081_and_names_its_test(sexes):
    (row,) = describe(sexes, ["sex"], GROUP).rows
    assert row.test.name == "Pearson chi-square, no continuity correction"
    assert row.test.p == pytest.approx(0.0812124400337418, abs=1e-10)
    assert [test.p for test in row.others] == pytest.approx([0.137446084064197, 0.121115554715221], abs=1e-10)
    men = row.categories.index("M")
    assert [cell.counts[men] for cell in row.counts] == [15, 9]
    assert row.counts[1].percents[men] == pytest.approx(27.27, abs=0.005)


def test_that_few_expected_lead_to_the_exact_test(tmp_path):
    table = table_of(tmp_path, {"group": ["a"] * 4 + ["b"] * 4, "hand": list("RRRLLLLR")})
    (row,) = describe(table, ["hand"], GROUP).rows
    assert row.test.name == "Fisher exact"
    assert row.test.p == pytest.approx(0.485714285714286, abs=1e-12)  # R 4.2.2: fisher.test of 3, 1, 1, 3
    assert row.chosen_by == "rule (least expected count 2.00, limit 5)"


def test_that_a_table_too_large_for_the_exact_test_says_so(tmp_path):
    rng = np.random.default_rng(8)
    words = [f"site{i:02}" for i in rng.integers(0, 14, 120)]
    table = table_of(tmp_path, {"group": ["a", "b", "c", "d"] * 30, "site": words})
    (row,) = describe(table, ["site"], GROUP).rows
    assert row.test.name == "Pearson chi-square, no continuity correction"
    assert row.notes[0].startswith("There are too many tables for the exact test")
    assert "expected counts are below 5" in row.notes[1]
    with pytest.raises(DataError, match="too many tables"):
        describe(table, ["site"], DescribeOptions(group="group", tests={"site": Choice.FISHER}))


def test_that_missing_values_are_counted_in_their_group(tmp_path):
    x = [1.0, 2, "n/a", 4, 9, 6, "", "NA", 7, 5]
    sex = ["F", "M", "n/a", "F", "M", "F", "F", "M", "M", "F"]
    table = table_of(tmp_path, {"group": ["a"] * 5 + ["b"] * 5, "x": x, "sex": sex})
    number, category = describe(table, ["x", "sex"], GROUP).rows
    assert [(cell.n, cell.n_missing) for cell in number.numbers] == [(4, 1), (3, 2)]
    assert [(cell.n, cell.n_missing, cell.counts) for cell in category.counts] == [(4, 1, (2, 2)), (5, 0, (3, 2))]
    words = as_markdown(printed(describe(table, ["x", "sex"], GROUP)))
    assert "[n = 4, 1 missing]" in words
    assert "[n = 3, 2 missing]" in words


def test_that_a_group_without_the_variable_is_left_out_of_its_test(tmp_path):
    duration = [1.0, 2, 4, 9, 5, 7, 9, 8, 3, 4] + ["n/a"] * 5
    table = table_of(tmp_path, {"group": ["em"] * 5 + ["cm"] * 5 + ["hc"] * 5, "duration": duration})
    (row,) = describe(table, ["duration"], GROUP).rows
    assert row.test.groups == ("em", "cm")
    assert row.notes[0] == "nobody in hc has a value: compared among em, cm"
    two = table.where("group", ["em", "hc"])
    (row,) = describe(two, ["duration"], GROUP).rows
    assert row.test is None
    assert "not compared" in row.notes[0]


def test_that_one_group_is_described_without_tests(sleep):
    found = describe(sleep, ["extra"])
    assert found.groups == ("all",)
    assert found.rows[0].test is None
    assert found.rows[0].numbers[0].n == 20


def test_that_copies_are_flagged_and_name_no_person(tmp_path):
    x = [3.1, 2.5, 4.4, 8.9, 2.2, 3.1]
    z = [1, 5, 7, 2, 4, 1]
    table = table_of(tmp_path, {"group": list("aabbba"), "x": x, "copy": x, "z": z})
    found = describe(table, ["x", "copy", "z"], GROUP)
    assert found.notes == (
        'The columns "x" and "copy" hold the same values; is one of them a copy?',
        "Lines 2 and 7 of the table have the same values in all 3 numeric columns; is it one person twice?",
    )


def test_that_whole_numbers_of_few_values_may_be_codes(tmp_path):
    table = table_of(tmp_path, {"group": list("aaabbb"), "stage": [1, 2, 3, 3, 2, 2]})
    (row,) = describe(table, ["stage"], GROUP).rows
    assert "if they are codes, declare it categorical" in row.notes[-1]
    (row,) = describe(table, ["stage"], DescribeOptions(group="group", kinds={"stage": Kind.CATEGORICAL})).rows
    assert row.categories == ("1", "2", "3")


def test_that_the_type_of_quartiles_stands_under_the_table(sleep):
    shown = {"extra": Shown.MEDIAN_IQR}
    quartiles = {Quantiles.TYPE_6: (-0.45, 2.35), Quantiles.TYPE_7: (-0.175, 1.7)}  # R 4.2.2: quantile(type = 6), 7
    for kind, words in ((Quantiles.TYPE_6, "type 6, as SPSS"), (Quantiles.TYPE_7, "type 7, as R")):
        found = describe(sleep, ["extra"], DescribeOptions(group="group", quantiles=kind, shown=shown))
        assert any(words in note for note in printed(found).notes)
        cell = found.rows[0].numbers[0]
        assert (cell.lower_quartile, cell.upper_quartile) == pytest.approx(quartiles[kind])
        assert (kind is Quantiles.TYPE_6) == ("0.35 (-0.45 to 2.35)" in as_markdown(printed(found)))


@pytest.mark.parametrize(
    ("columns", "variables", "sentence"),
    [
        ({"group": list("aabb"), "x": [1, 2, 3, 4]}, ["y"], 'no column "y"; it has participant_id, group, x'),
        ({"group": list("aabb"), "x": [1, 2, "?", 4]}, ["x"], r'"x" holds "\?" for line 4 \(sub-03\)'),
        ({"group": ["a", "a", "b", "n/a"], "x": [1, 2, 3, 4]}, ["x"], r'no group for line 5 \(sub-04\)'),
        ({"group": list("aaab"), "x": [1, 2, 3, 4]}, ["x"], 'The group "b" has one person only'),
        ({"group": list("aaaa"), "x": [1, 2, 3, 4]}, ["x"], "holds one group only"),
        ({"group": list("aAbb"), "x": [1, 2, 3, 4]}, ["x"], 'both "a" and "A"'),
        ({"group": list("aabb"), "x": ["n/a"] * 4}, ["x"], '"x" has no value for anyone'),
        ({"group": list("aaabb"), "x": [1, 2, 3, 4, "n/a"]}, ["x"], 'one value only in the group "b"'),
        (
            {"participant_id": ["p", "q", "p", "r"], "group": list("aabb"), "x": [1, 2, 3, 4]},
            ["x"],
            '"p" is in the table twice, in lines 2 and 4',
        ),
    ],
)  # fmt: skip
def test_that_a_bad_table_is_refused_by_row_and_column(tmp_path, columns, variables, sentence):
    with pytest.raises(DataError, match=sentence):
        describe(table_of(tmp_path, columns), variables, GROUP)


def test_that_a_constant_and_an_impossible_choice_are_refused(sleep, sexes, tmp_path):
    same = table_of(tmp_path, {"group": list("aabb"), "x": [3, 3, 3, 3]})
    with pytest.raises(DataError, match="same value for everyone"):
        describe(same, ["x"], DescribeOptions(group="group", kinds={"x": Kind.NUMERIC}))
    with pytest.raises(OptionError, match='"extra" is numeric'):
        describe(sleep, ["extra"], DescribeOptions(group="group", tests={"extra": Choice.FISHER}))
    with pytest.raises(OptionError, match='"other", which is not among'):
        describe(sleep, ["extra"], DescribeOptions(group="group", tests={"other": Choice.T}))
    with pytest.raises(OptionError, match="cannot be described by them"):
        describe(sleep, ["group"], GROUP)
