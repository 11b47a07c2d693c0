"""Rows of words of hand-made records, as a paper prints them."""

from dataclasses import replace

import pytest

from analysis.stats.clinical.characteristics import CategoryCounts, Characteristic, CharacteristicsTable, Shown
from analysis.stats.clinical.characteristics_text import (
    PrintedTable,
    as_html,
    as_markdown,
    effect_in_words,
    number_in_words,
    printed,
)
from analysis.stats.clinical.describe import DescribeOptions, describe
from analysis.stats.clinical.named_test import EffectSize, NamedTest, PairTest
from analysis.stats.clinical.summaries import NumberSummary, Quantiles
from analysis.stats.clinical.variables import Kind
from tests.analysis.stats.clinical.people_tables import table_of

NAN = float("nan")
GROUP = DescribeOptions(group="group")
PAIN = NumberSummary(31, 0, 53.14, 10.2, 52.5, 46.0, 60.75, 30.0, 71.0)
CONTROL = NumberSummary(32, 1, 41.062, 9.87, 40.0, 35.5, 47.0, 22.0, 63.0)
NOBODY = NumberSummary(0, 4, NAN, NAN, NAN, NAN, NAN, NAN, NAN)
ONE = NumberSummary(1, 0, 7.0, NAN, 7.0, 7.0, 7.0, 7.0, 7.0)
T = NamedTest("independent-samples t, pooled variance", "t", 4.7781, 0.0812, (61.0,))
D = EffectSize("Cohen's d (pooled SD)", 1.204, 0.66, 1.739, "non-central t")
AGE = Characteristic(
    "age_at_scan", "years", Kind.NUMERIC, Shown.MEAN_SD, (), (PAIN, CONTROL), (), None, T, "gate", (), (D,), (), ()
)
SEXES = (CategoryCounts(31, 0, (16, 15)), CategoryCounts(30, 3, (24, 6)))
SEX = Characteristic(
    "sex", "", Kind.CATEGORICAL, None, ("F", "M"), (), SEXES, None,
    NamedTest("Fisher exact", "", NAN, 0.0004), "", (), (), (), (),
)  # fmt: skip


def table(*rows, **changed):
    whole = CharacteristicsTable("group", ("pain", "control"), (31, 33), rows, Quantiles.TYPE_6, 0.05, ())
    return replace(whole, **changed)


def test_that_a_row_of_numbers_has_unit_groups_test_p_and_effect():
    words = printed(table(AGE))
    assert words.head == (
        "Characteristic", "pain (n = 31)", "control (n = 33)", "Test", "p", "Effect size (95 % CI)",
    )  # fmt: skip
    assert words.rows == (
        (
            "age at scan, years, mean ± SD", "53.1 ± 10.2", "41.1 ± 9.9 [n = 32, 1 missing]",
            "independent-samples t, pooled variance: t(61) = 4.78", ".081", "Cohen's d (pooled SD) 1.20 (0.66 to 1.74)",
        ),
    )  # fmt: skip


def test_that_medians_stand_with_both_quartiles_and_their_type_below():
    words = printed(table(replace(AGE, shown=Shown.MEDIAN_IQR)))
    assert words.rows[0][0] == "age at scan, years, median (IQR)"
    assert words.rows[0][1:3] == ("52.5 (46.0 to 60.8)", "40.0 (35.5 to 47.0) [n = 32, 1 missing]")
    assert "Quartiles are of type 6, as SPSS (Hyndman & Fan 1996)." in words.notes
    assert not any("Quartiles" in note for note in printed(table(AGE)).notes)


def test_that_categories_have_a_row_each_with_their_share_of_those_who_have_a_value():
    head, women, men = printed(table(SEX)).rows
    assert head == ("sex, n (%)", "", "[n = 30, 3 missing]", "Fisher exact", "< .001", "–")
    assert women == ("\N{EM SPACE}F", "16 (51.6 %)", "24 (80.0 %)", "", "", "")
    assert men == ("\N{EM SPACE}M", "15 (48.4 %)", "6 (20.0 %)", "", "", "")


def test_that_a_group_without_any_value_has_no_number():
    none_of_sex = replace(SEX, counts=(SEXES[0], CategoryCounts(0, 9, (0, 0))))
    rows = printed(table(replace(AGE, numbers=(PAIN, NOBODY)), none_of_sex)).rows
    assert rows[0][2] == "–"
    assert rows[2][2] == rows[3][2] == "–"


def test_that_a_single_person_has_no_spread():
    assert number_in_words(ONE, Shown.MEAN_SD, 1) == "7.0 ± –"
    beside = printed(table(replace(AGE, numbers=(ONE, replace(CONTROL, n_missing=0))))).rows[0]
    assert beside[1:3] == ("7.00 ± –", "41.06 ± 9.87")  # the decimals are those of the other group


@pytest.mark.parametrize(
    ("spread", "words"),
    [(250.0, "41 ± 250"), (10.2, "41.1 ± 10.2"), (9.87, "41.06 ± 9.87"), (0.0123, "41.0620 ± 0.0123")],
)
def test_that_a_spread_is_told_with_three_digits(spread, words):
    alone = replace(AGE, numbers=(replace(CONTROL, sd=spread, n_missing=0),))
    assert printed(table(alone, groups=("all",), sizes=(32,))).rows[0][1] == words


def test_that_a_name_that_holds_its_unit_does_not_say_it_twice():
    assert printed(table(replace(AGE, name="duration_years"))).rows[0][0] == "duration years, mean ± SD"


@pytest.mark.parametrize(
    ("test", "words"),
    [
        (NamedTest("one-way ANOVA", "F", 4.8461, 0.016, (2.0, 27.0)), "one-way ANOVA: F(2, 27) = 4.85"),
        (NamedTest("Welch t", "t", -1.8608, 0.079, (17.776,)), "Welch t: t(17.8) = -1.86"),
        (NamedTest("Mann-Whitney U", "U", 25.5, 0.064, z=-1.854), "Mann-Whitney U: U = 25.50, z = -1.85"),
        (None, "–"),
    ],
)
def test_that_a_test_is_told_with_its_degrees_of_freedom(test, words):
    row = printed(table(replace(AGE, test=test))).rows[0]
    assert row[3] == words
    assert (row[4] == "–") == (test is None)


def test_that_an_effect_without_limits_has_none_in_words():
    assert effect_in_words(EffectSize("eta squared", 0.264, NAN, NAN, "")) == "eta squared 0.26"


def test_that_notes_say_how_a_test_was_chosen_what_is_doubtful_and_each_pair():
    pair = PairTest("Tukey HSD", "pain", "control", 12.1, 4, 20, "q", 5.1, (2.0,), 0.0121, None, 3)
    notes = printed(table(replace(AGE, notes=("one value is far off",), pairs=(pair,)), notes=("A copy?",))).notes
    assert notes[1] == "p is two-tailed and not corrected for the number of characteristics."
    assert notes[2:] == (
        "age at scan: test chosen by gate.",
        "age at scan: one value is far off.",
        "age at scan, pain against control: p = .012 (Tukey HSD).",
        "A copy?",
    )


def test_that_a_bar_in_a_word_does_not_break_the_table_of_markdown():
    text = as_markdown(PrintedTable("T", ("a", "b|c"), (("1", "2"),), ("note",)))
    assert text == "# T\n\n| a | b\\|c |\n| --- | --- |\n| 1 | 2 |\n\n- note\n"


def test_that_words_of_a_table_are_no_markup_in_the_page():
    page = as_html(PrintedTable("A & B", ("<b>", "x"), (("VAS < 3", '"'),), ("a > b",)))
    for words in ("<title>A &amp; B</title>", "<th>&lt;b&gt;</th>", "<td>VAS &lt; 3</td>", "<li>a &gt; b</li>"):
        assert words in page
    assert "<b>" not in page


@pytest.fixture
def sexes(tmp_path):
    """31 patients, 15 of them men, and 33 controls, 9 of them men (Zhang et al. 2025, Table 1)."""
    sex = ["M"] * 15 + ["F"] * 16 + ["M"] * 9 + ["F"] * 24
    return table_of(tmp_path, {"group": ["pain"] * 31 + ["control"] * 33, "sex": sex})


def test_that_all_groups_of_a_row_have_the_same_decimals(tmp_path):
    group, values = ["a"] * 5 + ["b"] * 5, [0.0, 0, 0.2, 0.1, 0, 5.5, 7.1, 2.0, 9.3, 4.4]
    table = table_of(tmp_path, {"group": group, "vas": values})
    words = printed(describe(table, ["vas"], DescribeOptions(group="group", shown={"vas": Shown.MEDIAN_IQR})))
    assert words.rows[0][1:3] == ("0.00 (0.00 to 0.15)", "5.50 (3.20 to 8.20)")  # type 6 by hand: positions 1.5, 4.5


def test_that_the_page_holds_what_the_table_holds(sexes):
    page = as_html(printed(describe(sexes, ["sex"], GROUP)))
    for words in ("control (n = 33)", "9 (27.3 %)", ".081", "Pearson chi-square, no continuity correction"):
        assert words in page
    assert page.count("<tr>") == 4
