"""A study analysed in the window: its table, what its columns hold, the analyses in the background, their files."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from analysis.errors import AlgoscopeError
from analysis.files.writing import write_tsv
from analysis.perfusion.group_coupling import compare_coupling
from analysis.perfusion.group_coupling_files import write_group_coupling
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord, sha256_of_file
from analysis.stats.clinical.characteristics import CharacteristicsTable
from analysis.stats.clinical.circularity import choices_on_record
from analysis.stats.clinical.correlate import CorrelationTable, correlate
from analysis.stats.clinical.correlate_files import write_correlations
from analysis.stats.clinical.describe import describe
from analysis.stats.clinical.describe_files import write_characteristics
from analysis.stats.clinical.flow_files import write_flow
from analysis.stats.clinical.mediation import Mediation
from analysis.stats.clinical.mediation_files import write_mediation
from analysis.stats.clinical.mediation_table import mediate_table
from analysis.stats.clinical.participant_flow import ParticipantFlow, participant_flow
from analysis.stats.clinical.roc_analysis import RocAnalysis
from analysis.stats.clinical.roc_files import write_roc
from analysis.stats.clinical.roc_table import roc_table
from analysis.stats.clinical.variables import Kind, column_units, kind_of
from analysis.stats.cohort_table import CohortTable
from analysis.stats.covariates import is_missing
from gui.commands.comparing import grid_of, read_table, search_volume
from gui.commands.study_state import (
    CorrelateOrder,
    CouplingOrder,
    DescribeOrder,
    FlowOrder,
    Found,
    MediateOrder,
    Order,
    Outcome,
    RocOrder,
    Study,
)
from gui.commands.study_words import StudyTable, table_of
from gui.jobs import Job, JobRunner

_MOST_GROUPS = 12


@dataclass(frozen=True)
class Variables:
    """What the columns of a table may be used for; ``refused`` are sentences of columns that cannot be read.

    ``texts`` are all columns but maps and the names of people, such as reasons of exclusion.
    """

    numeric: tuple[str, ...]
    categorical: tuple[str, ...]
    groups: dict[str, tuple[str, ...]]
    maps: tuple[str, ...]
    texts: tuple[str, ...]
    refused: dict[str, str]

    @property
    def described(self) -> tuple[str, ...]:
        """Columns that can be described, as far as their kind is known."""
        return tuple(name for name in self.texts if name in self.numeric or name in self.categorical)


def _tr(text: str) -> str:
    return QCoreApplication.translate("studying", text)


def open_study(path: Path, id_column: str = "") -> Study:
    """Read a table; its people and files stay out of the log. Raises as `read_cohort_table`."""
    table = read_table(path, id_column)
    record = InputRecord("table", sha256_of_file(path))
    return Study(path, table, column_units(path), (record,), choices_on_record(path, table.names))


def variables_of(table: CohortTable) -> Variables:
    """Columns by what they hold."""
    numeric: list[str] = []
    categorical: list[str] = []
    maps: list[str] = []
    texts: list[str] = []
    groups: dict[str, tuple[str, ...]] = {}
    refused: dict[str, str] = {}
    for name in table.names:
        cells = [cell.strip() for cell in table.column(name) if not is_missing(cell)]
        if name == table.id_column or not cells:
            continue
        if all(cell.endswith((".nii", ".nii.gz")) for cell in cells):
            maps.append(name)
            continue
        texts.append(name)
        values = tuple(dict.fromkeys(cells))
        try:
            kind = kind_of(table, name)
        except AlgoscopeError as error:
            refused[name] = str(error)
            continue
        (numeric if kind is Kind.NUMERIC else categorical).append(name)
        if 1 < len(values) <= _MOST_GROUPS and len(values) < len(cells):
            groups[name] = values
    return Variables(tuple(numeric), tuple(categorical), groups, tuple(maps), tuple(texts), refused)


def start(jobs: JobRunner, study: Study, order: Order, on_done: Callable[[Outcome], None]) -> Job:
    """Analyse in the background; the newest order of a section replaces the one before."""
    return jobs.submit(
        _tr("Study: {section}").format(section=order.section.value),
        run, study, order,
        on_done=on_done, key=f"study {order.section.value}", of_case=False,
    )  # fmt: skip


def run(study: Study, order: Order, progress: Progress = silent) -> Outcome:
    """The job: exactly what the command line computes."""
    found: Found
    match order:
        case DescribeOrder():
            found = describe(study.table, order.variables, _described(study, order).options, progress)
        case FlowOrder():
            progress(0.1, _tr("Counting"))
            found = participant_flow(study.table, order.excluded, group=order.group, analysed=order.analysed)
        case CorrelateOrder():
            found = correlate(study.table, order.x, order.y, _correlated(study, order).options, progress)
        case MediateOrder():
            asked = order.question
            columns = (asked.predictor, asked.mediator, asked.outcome)
            question = replace(asked, circular=study.circular(columns))
            found = mediate_table(study.table, question, study.inputs, options=order.options, progress=progress)
        case RocOrder():
            on_record = {name: study.chosen[name] for name in order.question.variables if name in study.chosen}
            found = roc_table(
                study.table, order.question, study.inputs, nested=order.nested, on_record=on_record, progress=progress
            )
        case CouplingOrder():
            found = _coupled(study, order, progress)
    return Outcome(study, order, found)


def _described(study: Study, order: DescribeOrder) -> DescribeOrder:
    return replace(order, options=replace(order.options, units=study.units, circular=study.circular(order.variables)))


def _correlated(study: Study, order: CorrelateOrder) -> CorrelateOrder:
    circular = study.circular((*order.x, *order.y))
    return replace(order, options=replace(order.options, units=study.units, circular=circular))


def _coupled(study: Study, order: CouplingOrder, progress: Progress) -> Found:
    progress(0.0, _tr("Reading the maps"))
    mask = search_volume(order.volume, grid_of(study.table, order.question.flow))
    return compare_coupling(
        study.table, mask, order.question, study.inputs, options=order.options, progress=part(progress, 0.02, 1.0)
    )


def write_tables(outcome: Outcome, folder: Path) -> tuple[Path, ...]:
    """Write the files that the command line writes; raises `OutputError` if one exists."""
    study, order, found = outcome.study, outcome.order, outcome.found
    if isinstance(found, CharacteristicsTable) and isinstance(order, DescribeOrder):
        return write_characteristics(found, _described(study, order).options, folder, inputs=study.inputs)
    if isinstance(found, CorrelationTable) and isinstance(order, CorrelateOrder):
        return write_correlations(found, _correlated(study, order).options, folder, inputs=study.inputs)
    if isinstance(found, ParticipantFlow):
        return write_flow(found, folder, inputs=study.inputs)
    if isinstance(found, Mediation):
        return write_mediation(found, folder)
    if isinstance(found, RocAnalysis):
        return write_roc(found, folder)
    assert not isinstance(found, CharacteristicsTable | CorrelationTable)
    return write_group_coupling(found, folder)


def export_table(jobs: JobRunner, outcome: Outcome, path: Path) -> Job:
    """Write the table that is seen as TSV; the dialog has asked whether an older file may go."""
    return jobs.submit(_tr("Export the table"), write_table, table_of(outcome), path, of_case=False)


def write_table(table: StudyTable, path: Path, progress: Progress = silent) -> Path:
    """The job."""
    progress(0.0, path.name)
    return write_tsv(table.head, list(table.rows), path, force=True)
