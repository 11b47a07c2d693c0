"""A ROC analysis asked of a table by the names of its columns: what the window and the command call."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from analysis.errors import DataError, OptionError
from analysis.progress import Progress, silent
from analysis.provenance import InputRecord
from analysis.stats.clinical.circularity import Circularity, circularity_of
from analysis.stats.clinical.model_rows import RowChoice, matching_columns, model_rows
from analysis.stats.clinical.nested_roc import NestedOptions
from analysis.stats.clinical.roc import Direction, Groups
from analysis.stats.clinical.roc_analysis import RocAnalysis, RocOptions, analyse_roc
from analysis.stats.cohort_table import CohortTable


@dataclass(frozen=True)
class RocQuestion:
    """Columns and words.

    ``variables`` are to tell apart the two groups in the column ``outcome``: ``positive`` and ``negative`` (which may
    be empty where there are only two). ``lower`` are variables whose low values mean positive. ``candidates`` may hold
    patterns (``malff_*``). ``said`` is how the variables were chosen.
    """

    variables: tuple[str, ...]
    outcome: str
    positive: str
    negative: str = ""
    covariates: tuple[str, ...] = ()
    lower: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    said: Circularity = Circularity.UNKNOWN
    rows: RowChoice = field(default_factory=RowChoice)


def roc_table(
    table: CohortTable,
    question: RocQuestion,
    inputs: tuple[InputRecord, ...] = (),
    *,
    nested: NestedOptions | None = None,
    on_record: Mapping[str, bool] | None = None,
    progress: Progress = silent,
) -> RocAnalysis:
    """Read the columns and compute.

    Parameters
    ----------
    table : one row a person
    question : by names of columns
    nested : how candidates are cross-validated
    on_record : what is known of the choice of columns, see `choices_on_record`

    Raises
    ------
    OptionError, DataError
        as `model_rows`, `groups_of`, `CohortTable.covariate` and `analyse_roc`
    """
    candidates = matching_columns(table, question.candidates)
    table, who = model_rows(table, (question.outcome,), question.rows)
    table, groups = groups_of(table, question.outcome, question.positive, question.negative)
    columns = (*question.variables, *question.covariates, *candidates)
    kept, left_out = model_rows(table, columns, RowChoice(complete=question.rows.complete))
    kept, groups = groups_of(kept, question.outcome, question.positive, groups.negative)
    asked = circularity_of(question.said, on_record or {}, question.variables)
    options = RocOptions(dict.fromkeys(question.lower, Direction.LOWER), asked, nested or NestedOptions())
    variables, covariates, choosable = (
        [kept.covariate(name) for name in names] for names in (question.variables, question.covariates, candidates)
    )
    return analyse_roc(
        variables, groups, covariates, choosable, inputs, options=options, told=(*who, *left_out), progress=progress
    )


def groups_of(table: CohortTable, column: str, positive: str, negative: str = "") -> tuple[CohortTable, Groups]:
    """The rows of two groups, and who is positive.

    Raises
    ------
    OptionError
        if there are more than two groups and none is said to be negative, or both are the same
    DataError
        if a group is empty, or a person has none
    """
    others = [word for word in dict.fromkeys(table.groups(column)) if word != positive]
    if not negative and len(others) > 1:
        raise OptionError(
            f'The column "{column}" holds {len(others) + 1} groups ({", ".join((positive, *others))}); say which one '
            "is negative."
        )
    if negative == positive:
        raise OptionError(f'"{positive}" cannot be both positive and negative.')
    if not negative and not others:
        raise DataError(f'The column "{column}" holds one group only ("{positive}").')
    negative = negative or others[0]
    table = table.where(column, (positive, negative))
    return table, Groups(positive, negative, np.array([word == positive for word in table.column(column)]))
