"""Groups compared in the window: what a table offers, who takes part, and that the job is the function."""

import numpy as np
import pytest
from scipy import stats

from analysis.atlas.template import tissue_priors
from analysis.errors import InputError, OptionError
from analysis.grid import Grid
from analysis.image import Mask
from analysis.stats.compare import compare_table
from analysis.stats.compare_options import CompareOptions
from analysis.stats.corrections import Correction
from analysis.stats.design import Test
from analysis.stats.question import Question
from gui.commands import comparing
from gui.commands.comparing import BRAIN, GRAY, Mailbox, Order
from tests.gui.made_statistics import GRID, brain, save_cohort, save_mask

TWO = Question(Test.TWO_SAMPLE, "group", ("pain", "control"), ("age", "sex"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("cohort")
    save_cohort(path)
    return path


@pytest.fixture
def table(folder):
    return comparing.read_table(folder / "participants.tsv")


def test_that_each_column_is_offered_for_what_it_can_be(table):
    columns = comparing.columns_of(table)
    assert columns.maps == ("malff",)
    assert columns.groups == {"group": ("pain", "control"), "sex": ("F", "M")}
    assert columns.covariates == ("group", "age", "sex", "mean_fd")


def test_that_controls_are_known_by_how_they_are_called():
    assert all(comparing.is_control(name) for name in ("Control", "HC"))
    assert not any(comparing.is_control(name) for name in ("pain", "controlled"))


def test_that_people_are_told_with_their_overlap(table):
    people = comparing.examine(table, "malff", TWO)
    assert people.errors == {}
    assert people.design.n_per_group == (12, 12)
    assert people.design.dof == 24 - 4
    age = table.covariate("age").values
    group = np.repeat([0.0, 1.0], 12)
    assert people.overlaps[0].r == pytest.approx(abs(stats.pearsonr(age, group).statistic))


@pytest.mark.parametrize(
    ("question", "field", "words"),
    [
        (Question(Test.TWO_SAMPLE, "group", ("pain", "nobody"), ()), "group", '"nobody" is empty'),
        (Question(Test.TWO_SAMPLE, "group", ("pain", "control"), ("participant_id",)), "covariates", "holds text"),
        (Question(Test.TWO_SAMPLE, "group", ("pain", "control"), ("age", "age")), "question", "age"),
        (Question(Test.REGRESSION), "question", "at least one covariate"),
    ],
)
def test_that_an_error_is_told_beside_its_field(table, question, field, words):
    people = comparing.examine(table, "malff", question)
    assert people.design is None
    assert words in people.errors[field]


def test_that_a_missing_map_is_told_beside_the_maps(tmp_path):
    path = save_cohort(tmp_path, 4)
    (tmp_path / "maps" / "m3.nii.gz").unlink()
    table = comparing.read_table(path)
    assert (
        'line 5 (sub-03) is missing: there is no file "m3.nii.gz"'
        in comparing.examine(table, "malff", TWO).errors["maps"]
    )


def test_that_a_constant_covariate_is_named(tmp_path):
    path = save_cohort(tmp_path, 4)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0] + "\tsite", *(line + "\t1" for line in lines[1:])]) + "\n")
    question = Question(Test.TWO_SAMPLE, "group", ("pain", "control"), ("site",))
    errors = comparing.examine(comparing.read_table(path), "malff", question).errors
    assert 'The column "site" has the same value in every row' in errors["question"]


def test_that_the_job_is_the_function_and_tells_what_it_has_so_far(folder, table):
    options = CompareOptions(Correction.PERMUTATION, permutations=1000, seed=4)
    mailbox = Mailbox()
    (found,) = comparing.run(Order(table, "malff", save_mask(folder), TWO, options), mailbox)
    (expected,) = compare_table(table, "malff", Mask(GRID, brain()), TWO, options)
    np.testing.assert_array_equal(found.statistic.values, expected.statistic.values)
    assert found.caption == expected.caption
    newest = mailbox.take()
    assert newest is not None
    assert newest.corrected.permutation.n_done == 1000
    assert mailbox.take() is None


def test_that_the_search_volume_is_brought_to_the_grid_of_the_maps():
    on = Grid((61, 73, 61), np.array([[3.0, 0, 0, -90], [0, 3, 0, -126], [0, 0, 3, -72], [0, 0, 0, 1]]))
    inside = comparing.search_volume(BRAIN, on)
    gray = comparing.search_volume(GRAY, on)
    assert 1.4e6 < inside.volume_mm3 < 2.1e6  # the template's brain has 1.88 litres
    assert gray.n_voxels < inside.n_voxels
    postcentral = np.array([-45.0, -24, 54])
    voxel = on.voxel_at(postcentral)
    assert gray.data[voxel] == (tissue_priors().gray.data[tissue_priors().gray.grid.voxel_at(postcentral)] > 0.2)


def test_that_a_mask_of_another_grid_is_refused(folder):
    on = Grid((5, 5, 5), np.diag([3.0, 3, 3, 1]))
    with pytest.raises(OptionError, match="not on the grid of the maps"):
        comparing.search_volume(save_mask(folder.parent), on)
    with pytest.raises(InputError):
        comparing.search_volume(folder / "none.nii.gz", GRID)


def test_that_a_question_holds_only_what_its_test_uses():
    assert comparing.question_for(Test.ONE_SAMPLE, "group", (), (), "age", "id") == Question(Test.ONE_SAMPLE)
    assert comparing.question_for(Test.PAIRED, "visit", ("1", "2"), (), "", "id").pair == "id"
    assert comparing.question_for(Test.TWO_SAMPLE, "group", ("a", "b"), (), "age", "id").interest == ""
