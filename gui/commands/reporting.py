"""The report of the processed patient that is open: what it is made of, and why it cannot be made yet."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from analysis.errors import OptionError
from analysis.files.session_record import ContentsEntry
from analysis.perfusion.acknowledged import ACKNOWLEDGED
from analysis.progress import Progress, part, silent
from analysis.report.assemble import report_of
from analysis.report.case import Case, read_case
from analysis.report.comparison import Comparison, comparison_of, kept_comparisons, read_comparison, said_together
from analysis.report.details import Details
from analysis.report.document import Document
from analysis.report.red_lights import require_seen
from analysis.report.regions import DrawnRegions
from analysis.stats.patient_result import PatientResult
from gui.commands.report_contents import chosen_comparisons, chosen_maps
from gui.session import Session


@dataclass(frozen=True, eq=False)
class ReportOrder:
    """Everything that a report is made of; ``seen`` are the red lights that were acknowledged on the page of perfusion.

    ``ticked`` are those that the reader has ticked for the report, in words; what the others concern is marked as not
    interpretable. ``calibrations`` are what that of each result's
    cohort says; empty where it was not asked for. ``contents`` is what a person wants to stand in it; None as usual.
    ``opened`` are comparisons that were read from folders.
    """

    folder: Path
    subject: str
    results: tuple[PatientResult, ...]
    details: Details
    seen: frozenset[str]
    made_on: str = ""
    regions: tuple[DrawnRegions, ...] = field(default=(), kw_only=True)
    ticked: frozenset[str] = frozenset()
    calibrations: tuple[tuple[str, ...], ...] = ()
    contents: ContentsEntry | None = None
    opened: tuple[Comparison, ...] = ()


def _tr(text: str) -> str:
    return QCoreApplication.translate("reporting", text)


def can_report(session: Session) -> bool:
    """Whether a processed patient is open."""
    return session.spaces.patient is not None and session.spaces.patient.folder is not None


def order_of(
    session: Session,
    details: Details,
    made_on: str = "",
    *,
    ticked: frozenset[str] = frozenset(),
    contents: ContentsEntry | None = None,
) -> ReportOrder:
    """What is open, as an order.

    Raises
    ------
    OptionError
        if no processed patient is open
    """
    patient = session.spaces.patient
    if patient is None or patient.folder is None:
        raise OptionError(_tr("A report is made of a processed patient; process the scans or open the results first."))
    order = ReportOrder(
        patient.folder,
        patient.name.removeprefix("sub-"),
        tuple(case.result for case in session.comparing.cases),
        details,
        _seen(session),
        made_on,
        ticked,
        tuple(() if case.calibration is None else case.calibration.sentences() for case in session.comparing.cases),
        contents,
        tuple(one.comparison for one in session.comparing.opened),
    )
    table = session.drawing.for_report
    return order if table is None else replace(order, regions=(table,))


def _seen(session: Session) -> frozenset[str]:
    parameters = [layer.stat_map.provenance.parameters for layer in session.layers if layer.stat_map is not None]
    return frozenset(str(key) for entry in parameters for key in entry.get(ACKNOWLEDGED, ()))


def build(order: ReportOrder, progress: Progress = silent) -> Document:
    """The document; raises as `read_case`, `report_of` and `chosen_comparisons`."""
    progress(0.0, _tr("Reading the patient"))
    contents = order.contents
    compared = () if contents is None else contents.comparisons
    case = read_case(
        order.folder, order.subject, part(progress, 0.0, 0.7), chosen=chosen_maps(contents, compared)
    )  # fmt: skip
    acknowledged = require_seen(case, also=order.seen, ticked=order.ticked, mark=True)
    said = order.calibrations or ((),) * len(order.results)
    own = (*map(comparison_of, order.results, said), *order.opened)
    left_out = () if contents is None else contents.without
    comparisons = chosen_comparisons((*own, *_kept(case, own, left_out)), contents)
    progress(0.7, _tr("Putting the report together"))
    return report_of(
        case, comparisons, order.details, regions=order.regions, acknowledged=acknowledged, made_on=order.made_on,
        together=said_together(case.folder.names, comparisons), progress=part(progress, 0.7, 1.0),
    )  # fmt: skip


def _kept(case: Case, own: tuple[Comparison, ...], left_out: tuple[str, ...]) -> tuple[Comparison, ...]:
    """What processing has compared and left beside the maps, of maps that were not compared in the window."""
    done = {comparison.statistic for comparison in own}
    folders = (folder for folder in kept_comparisons(case.folder.names) if folder.name not in left_out)
    return tuple(comparison for comparison in map(read_comparison, folders) if comparison.statistic not in done)
