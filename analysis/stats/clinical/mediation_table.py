"""A mediation asked of a table by the names of its columns: what the window and the command call."""

from dataclasses import dataclass, field

from analysis.progress import Progress, silent
from analysis.provenance import InputRecord
from analysis.stats.clinical.mediation import Mediation, mediate
from analysis.stats.clinical.mediation_bootstrap import BootstrapOptions
from analysis.stats.clinical.model_rows import RowChoice, model_rows
from analysis.stats.cohort_table import CohortTable


@dataclass(frozen=True)
class MediationQuestion:
    """Columns: the predictor, the mediator, the outcome, the covariates; and which people.

    ``circular`` are columns of regions that were chosen from a result of these very people.
    """

    predictor: str
    mediator: str
    outcome: str
    covariates: tuple[str, ...] = ()
    rows: RowChoice = field(default_factory=RowChoice)
    circular: frozenset[str] = frozenset()


def mediate_table(
    table: CohortTable,
    question: MediationQuestion,
    inputs: tuple[InputRecord, ...] = (),
    *,
    options: BootstrapOptions | None = None,
    progress: Progress = silent,
) -> Mediation:
    """Read the columns and compute; raises as `model_rows`, `CohortTable.covariate` and `mediate`."""
    columns = (question.predictor, question.mediator, question.outcome, *question.covariates)
    table, told = model_rows(table, columns, question.rows)
    predictor, mediator, outcome, *covariates = (table.covariate(name) for name in columns)
    told = (*told, *_chosen_here(columns[:3], question.circular))
    return mediate(predictor, mediator, outcome, covariates, inputs, options=options, told=told, progress=progress)


def _chosen_here(columns: tuple[str, ...], circular: frozenset[str]) -> tuple[str, ...]:
    return tuple(
        f'CIRCULAR: the region of "{name}" was chosen from a result of these very people; where that result compared '
        "what is an arrow here, the path and the indirect effect are too large by construction."
        for name in columns
        if name in circular
    )
