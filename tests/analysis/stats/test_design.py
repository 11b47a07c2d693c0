import numpy as np
import pytest

from analysis.errors import DataError, OptionError
from analysis.stats.covariates import Covariate
from analysis.stats.design import Centring, ancova, one_sample, paired, regression, two_sample

GROUPS = ["a", "a", "a", "b", "b", "b", "b"]
AGE = Covariate("age", np.array([20.0, 30, 40, 25, 35, 45, 70]))


def test_that_two_groups_have_a_column_each_and_a_centred_covariate():
    design = two_sample(GROUPS, [AGE])
    assert design.columns == ("a", "b", "age")
    assert design.matrix[:, :2].sum(axis=0).tolist() == [3, 4]
    assert design.matrix[:, 2].sum() == pytest.approx(0, abs=1e-12)
    assert design.contrast.weights.tolist() == [[1, -1, 0]]
    assert design.n_per_group == (3, 4)
    assert design.dof == 4
    assert two_sample(GROUPS, [AGE], centring=Centring.NONE).matrix[:, 2].tolist() == AGE.values.tolist()


def test_that_three_groups_give_an_f_and_every_pair():
    design = ancova(["x", "y", "z", "x", "y", "z", "x"], [AGE])
    assert design.contrast.weights.tolist() == [[1, -1, 0, 0], [1, 0, -1, 0]]
    assert [c.name for c in design.post_hoc] == ["x − y", "x − z", "y − z"]
    assert design.post_hoc[2].weights.tolist() == [[0, 1, -1, 0]]
    assert not design.contrast.is_t
    assert not ancova(GROUPS).contrast.is_t


def test_that_the_order_of_the_groups_can_be_given():
    assert two_sample(GROUPS, order=("b", "a")).contrast.name == "b − a"


def test_that_a_pair_has_its_own_column():
    design = paired(["pre", "post", "pre", "post"], ["p", "p", "q", "q"])
    assert design.matrix.tolist() == [[0.5, 1, 0], [-0.5, 1, 0], [0.5, 0, 1], [-0.5, 0, 1]]
    assert design.pair_of.tolist() == [0, 0, 1, 1]
    with pytest.raises(DataError, match='"q" does not have each of pre and post exactly once'):
        paired(["pre", "post", "pre", "pre"], ["p", "p", "q", "q"])


@pytest.mark.parametrize(
    ("make", "error", "sentence"),
    [
        (lambda: two_sample(GROUPS, order=("a", "c")), DataError, 'Rows of the group "b"'),
        (lambda: two_sample(["a"] * 7, order=("a", "b")), DataError, 'The group "b" is empty'),
        (lambda: two_sample(["a"] * 7), OptionError, "needs two groups, but there are 1: a"),
        (lambda: two_sample(["a", "b", "c"]), OptionError, "but there are 3: a, b, c"),
        (lambda: ancova(["a"] * 7), OptionError, "at least two groups"),
        (lambda: regression([AGE], "iq"), OptionError, '"iq" is none of the covariates \\(age\\)'),
        (lambda: one_sample(7, [Covariate("site", np.ones(7))]), DataError, '"site" has the same value in every row'),
        (
            lambda: two_sample(GROUPS, [AGE, Covariate("months", AGE.values * 12)]),
            DataError,
            '"months" is a combination of a, b, age',
        ),
        (
            lambda: two_sample(GROUPS, [Covariate("ill", np.array([1.0, 1, 1, 0, 0, 0, 0]))]),
            DataError,
            '"ill" is a combination of a, b',
        ),
        (lambda: one_sample(7, [AGE, AGE]), OptionError, '"age" is in the design twice'),
        (lambda: one_sample(1), DataError, "1 rows are too few for a model of 1 columns"),
        (
            lambda: one_sample(3, [Covariate("x", np.array([1, np.nan, 2.0]))]),
            DataError,
            '"x" has a missing value',
        ),
    ],
)
def test_that_a_design_that_cannot_be_solved_is_refused_by_name(make, error, sentence):
    with pytest.raises(error, match=sentence):
        make()


def test_that_nearly_collinear_columns_show_in_the_condition_number():
    near = Covariate("near", AGE.values + np.array([1e-3, -1e-3, 0, 1e-3, 0, -1e-3, 0]))
    assert two_sample(GROUPS, [AGE]).condition < 10
    assert two_sample(GROUPS, [AGE, near]).condition > 1e3
