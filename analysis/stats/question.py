"""From a table and a question ("pain minus control, with age and sex") to a design."""

from dataclasses import dataclass

from analysis.errors import OptionError
from analysis.stats import design
from analysis.stats.cohort_table import CohortTable
from analysis.stats.design import Centring, Design, Test


@dataclass(frozen=True)
class Question:
    """What is asked of a table, by the names of its columns.

    ``group`` is the column of groups (conditions, for a paired test) and ``order`` which of its values are compared,
    the first minus the second; all as they first occur where empty. ``interest`` is the covariate whose slope a
    regression tests, the first where empty. ``pair`` names the person of each row of a paired test.
    """

    test: Test
    group: str = ""
    order: tuple[str, ...] = ()
    covariates: tuple[str, ...] = ()
    interest: str = ""
    pair: str = ""
    centring: Centring = Centring.OVERALL


def make_design(table: CohortTable, question: Question) -> tuple[CohortTable, Design]:
    """The rows that take part, and their design.

    Raises
    ------
    OptionError
        if the question is not complete
    DataError
        if a column, row or group cannot be used; the sentence names it
    """
    if question.test in (Test.TWO_SAMPLE, Test.ANCOVA, Test.PAIRED) and not question.group:
        raise OptionError(f"The {question.test.value} test needs the column of the groups.")
    if question.order and not question.group:
        raise OptionError("To choose groups, name the column that holds them.")
    for name in question.order:
        if question.order.count(name) > 1:
            raise OptionError(f'The group "{name}" is chosen twice.')
    if question.group and question.order:
        table = table.where(question.group, question.order)
    if question.test is not Test.PAIRED:
        table.require_unique()
    return table, _design_of(table, question)


def _design_of(table: CohortTable, question: Question) -> Design:
    centring = question.centring
    covariates = [table.covariate(name) for name in question.covariates]
    if question.test is Test.ONE_SAMPLE:
        return design.one_sample(len(table.rows), covariates, centring=centring)
    if question.test is Test.REGRESSION:
        if not covariates:
            raise OptionError("A regression needs at least one covariate.")
        return design.regression(covariates, question.interest or covariates[0].name, centring=centring)
    groups = table.groups(question.group)
    if question.test is Test.TWO_SAMPLE:
        return design.two_sample(groups, covariates, order=question.order, centring=centring)
    if question.test is Test.ANCOVA:
        return design.ancova(groups, covariates, order=question.order, centring=centring)
    pairs = table.column(question.pair) if question.pair else table.ids
    return design.paired(groups, pairs, covariates, order=question.order, centring=centring)
