"""The figures of a result of a study, and all of its files: tables, figures and captions."""

from collections.abc import Sequence
from pathlib import Path

from analysis.files import writing
from analysis.perfusion.group_coupling import GroupCoupling
from analysis.progress import Progress, silent
from analysis.stats.clinical.characteristics import CharacteristicsTable
from analysis.stats.clinical.correlate import CorrelationTable
from analysis.stats.clinical.mediation import Mediation
from analysis.stats.clinical.participant_flow import ParticipantFlow
from analysis.stats.clinical.roc_analysis import RocAnalysis
from gui.commands import studying
from gui.commands.study_state import Outcome
from gui.figures.export import Figure
from gui.figures.page import Page
from gui.figures.study.files import characteristic_figures, correlation_figures, write_figures
from gui.figures.study.flow_chart import draw_flow
from gui.figures.study.group_values import draw_coupling
from gui.figures.study.path_diagram import draw_path_diagram
from gui.figures.study.roc_curves import draw_roc

FORMATS = ("pdf", "png")


def figures_of(outcome: Outcome, page: Page, progress: Progress = silent) -> dict[str, Figure]:
    """The figures of a result by the names that the command line gives their files."""
    progress(0.0, "")
    found, inputs = outcome.found, outcome.study.inputs
    if isinstance(found, CharacteristicsTable):
        return characteristic_figures(outcome.study.table, found, page, inputs=inputs)
    if isinstance(found, CorrelationTable):
        return correlation_figures(found, page, inputs=inputs)
    if isinstance(found, ParticipantFlow):
        return {"flow_chart": draw_flow(found, page, inputs=inputs)}
    if isinstance(found, Mediation):
        return {"path_diagram": draw_path_diagram(found, page)}
    if isinstance(found, RocAnalysis):
        return {"roc_curves": draw_roc(found, page)}
    assert isinstance(found, GroupCoupling)
    return {"coupling_by_group": draw_coupling(found, page)}


def write_outcome(
    outcome: Outcome, folder: Path, page: Page, endings: Sequence[str] = FORMATS, progress: Progress = silent
) -> tuple[Path, ...]:
    """The job: the files that the command line writes; raises `OutputError` if one of them exists."""
    figures = figures_of(outcome, page)
    with writing.whole(folder) as place:
        tables = studying.write_tables(outcome, place)
        written = (*tables, *write_figures(figures, place, endings, dpi=page.dpi, progress=progress))
    return tuple(folder / path.name for path in written)
