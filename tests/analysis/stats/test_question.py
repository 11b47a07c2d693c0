import numpy as np
import pytest

from analysis.errors import DataError, OptionError
from analysis.stats.design import Centring, Test
from analysis.stats.question import Question, make_design
from tests.analysis.stats.clinical.people_tables import table_of

COLUMNS = {
    "group": ["CM", "HC", "EM", "HC", "CM", "EM", "HC", "CM"],
    "age": [40, 31, 52, 29, 47, 35, 44, 38],
    "sex": ["F", "M", "F", "F", "M", "M", "F", "M"],
}


@pytest.fixture
def table(tmp_path):
    return table_of(tmp_path, COLUMNS)


def test_that_only_rows_of_the_two_groups_take_part_and_the_first_is_the_minuend(table):
    rows, design = make_design(table, Question(Test.TWO_SAMPLE, "group", ("HC", "CM")))
    assert rows.ids == ("sub-01", "sub-02", "sub-04", "sub-05", "sub-07", "sub-08")
    assert design.contrast.name == "HC − CM"
    # the contrast turns the means of the rows into HC minus CM
    y = np.array([10.0, 1, 2, 20, 3, 30])  # CM 10 20 30, HC 1 2 3
    beta = np.linalg.lstsq(design.matrix, y, rcond=None)[0]
    assert (design.contrast.weights @ beta)[0] == pytest.approx(2 - 20)


def test_that_covariates_are_those_of_the_rows_that_take_part(table):
    _, design = make_design(table, Question(Test.TWO_SAMPLE, "group", ("CM", "HC"), ("age", "sex")))
    age, sex = design.matrix[:, 2], design.matrix[:, 3]
    ages = np.array([40, 31, 29, 47, 44, 38])
    np.testing.assert_allclose(age, ages - ages.mean())
    assert (np.sign(sex) == [-1, 1, -1, 1, -1, 1]).all()  # F M F M F M
    assert design.covariates[1].coding == "F = 0, M = 1"
    _, plain = make_design(table, Question(Test.TWO_SAMPLE, "group", ("CM", "HC"), ("age",), centring=Centring.NONE))
    np.testing.assert_array_equal(plain.matrix[:, 2], ages)


def test_that_without_an_order_groups_come_as_they_first_occur(table):
    _, design = make_design(table, Question(Test.ANCOVA, "group"))
    assert design.groups == ("CM", "HC", "EM")
    assert design.n_per_group == (3, 3, 2)


def test_that_one_sample_takes_the_chosen_group_or_everyone(table):
    rows, design = make_design(table, Question(Test.ONE_SAMPLE, "group", ("EM",)))
    assert rows.ids == ("sub-03", "sub-06")
    assert design.n == 2
    assert make_design(table, Question(Test.ONE_SAMPLE))[1].n == 8


def test_that_a_regression_tests_the_slope_that_is_asked_for_else_the_first(table):
    covariates = ("sex", "age")
    assert make_design(table, Question(Test.REGRESSION, covariates=covariates))[1].contrast.name == "slope of sex"
    _, design = make_design(table, Question(Test.REGRESSION, covariates=covariates, interest="age"))
    assert design.contrast.name == "slope of age"
    assert design.contrast.weights.tolist() == [[0, 0, 1]]


def test_that_visits_are_paired_by_the_column_of_the_person_or_by_the_identifier(tmp_path):
    visits = {"visit": ["after", "before", "before", "after"], "person": ["a", "b", "a", "b"]}
    rows, design = make_design(table_of(tmp_path, visits), Question(Test.PAIRED, "visit", pair="person"))
    assert len(rows.rows) == 4
    assert design.pair_of.tolist() == [0, 1, 0, 1]
    assert design.contrast.name == "after − before"
    twice = table_of(tmp_path, {"participant_id": ["a", "b", "a", "b"], "visit": visits["visit"]})
    assert make_design(twice, Question(Test.PAIRED, "visit"))[1].pair_of.tolist() == [0, 1, 0, 1]


def test_that_a_person_twice_is_refused_unless_visits_are_paired(tmp_path):
    twice = table_of(tmp_path, {"participant_id": ["a", "b", "a", "c"], "group": list("xyxy")})
    with pytest.raises(DataError, match='"a" is in the table twice, in lines 2 and 4'):
        make_design(twice, Question(Test.TWO_SAMPLE, "group"))


def test_that_a_person_who_is_left_out_may_be_there_twice(tmp_path):
    rows = {"participant_id": ["a", "a", "b", "c", "d", "e"], "group": ["z", "z", "x", "x", "y", "y"]}
    kept, _ = make_design(table_of(tmp_path, rows), Question(Test.TWO_SAMPLE, "group", ("x", "y")))
    assert kept.ids == ("b", "c", "d", "e")


@pytest.mark.parametrize(
    ("question", "error", "sentence"),
    [
        (Question(Test.TWO_SAMPLE), OptionError, "The two-sample test needs the column of the groups"),
        (Question(Test.ANCOVA), OptionError, "The ancova test needs the column of the groups"),
        (Question(Test.PAIRED), OptionError, "The paired test needs the column of the groups"),
        (Question(Test.ONE_SAMPLE, order=("HC",)), OptionError, "name the column that holds them"),
        (Question(Test.REGRESSION), OptionError, "needs at least one covariate"),
        (
            Question(Test.REGRESSION, covariates=("age",), interest="sex"),
            OptionError,
            '"sex" is none of the covariates',
        ),
        (Question(Test.TWO_SAMPLE, "group"), OptionError, "needs two groups, but there are 3: CM, HC, EM"),
        (Question(Test.TWO_SAMPLE, "group", ("CM", "XX")), DataError, 'The group "XX" is empty: .* holds CM, EM, HC'),
        (Question(Test.TWO_SAMPLE, "group", ("CM", "CM")), OptionError, 'The group "CM" is chosen twice'),
        (Question(Test.TWO_SAMPLE, "diagnosis"), DataError, 'no column "diagnosis"; it has participant_id, group, age'),
        (Question(Test.ONE_SAMPLE, covariates=("iq",)), DataError, 'no column "iq"'),
    ],
)
def test_that_a_question_that_is_not_complete_is_refused(table, question, error, sentence):
    with pytest.raises(error, match=sentence):
        make_design(table, question)
