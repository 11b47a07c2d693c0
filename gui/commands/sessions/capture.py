"""What is open as one snapshot: taken at once in the GUI thread, written by a job that needs nothing else.

Layers, maps and seeds never change once they are made, so the snapshot holds them as they are; only the voxels of
regions are copied, because drawing goes on: what has changed since the copy before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from analysis.files.session_record import ReportEntry, ViewEntry
from analysis.labels.frozen import FrozenLabels
from analysis.metrics.seeds import Seed, SphereSeed
from analysis.network.graph import Graph
from analysis.pipeline.case import subject_of
from analysis.preprocess.preparation import Preparation
from analysis.presets import Preset
from analysis.report.regions import DrawnRegions as RegionTable
from gui.commands.study_state import StudyNow
from gui.compare_state import CaseShown, FormsNow, GroupResult, OpenedCase
from gui.drawing import OpenLabels
from gui.perfusion_state import AslCase
from gui.seeds import LiveLook
from gui.session import Layer, Session
from gui.spaces import ProcessedPatient


@dataclass(frozen=True, eq=False)
class DrawnRegions:
    """A map of regions as it was."""

    map_id: int
    labels: FrozenLabels
    name: str
    original: Path | None
    journal: str
    space: str
    home: str
    is_reference: bool
    is_visible: bool
    is_current: bool


@dataclass(frozen=True, eq=False)
class SeedsNow:
    """The seeds, and the layers of those that are masks."""

    current: SphereSeed | None
    pinned: tuple[Seed, ...]
    layers: Mapping[str, int]
    radius_mm: float
    tool: bool
    compared: str
    look: LiveLook | None


@dataclass(frozen=True, eq=False)
class Snapshot:
    """All that a session keeps."""

    case_id: str
    pseudonym: str
    layers: tuple[Layer, ...]
    homes: Mapping[int, str]
    patient: ProcessedPatient | None
    regions: tuple[DrawnRegions, ...]
    seeds: SeedsNow
    graph: Graph | None
    asl: Mapping[int, AslCase]
    asl_chosen: int | None
    group: GroupResult | None
    cases: tuple[CaseShown | OpenedCase, ...]
    preparation: Preparation
    preset: Preset | None
    regions_in_report: RegionTable | None
    view: ViewEntry
    report: ReportEntry = field(default_factory=ReportEntry)
    study: StudyNow = field(default_factory=StudyNow)
    belongs_to: Path | None = None
    forms: FormsNow = field(default_factory=FormsNow)


def capture(
    session: Session,
    view: ViewEntry,
    report: ReportEntry,
    study: StudyNow | None = None,
    *,
    belongs_to: Path | None = None,
    forms: FormsNow | None = None,
) -> Snapshot:
    """A snapshot of what is open; ``view``, ``report``, ``study`` and ``forms`` tell what the window knows.

    ``belongs_to`` is the folder of the user's own session, where this becomes the automatic one.

    It takes milliseconds: no file is read or written here.
    """
    layers = tuple(layer for layer in session.layers if layer.id != session.seeds.live_layer_id)
    said = {layer.id: session.spaces.said(layer.id) for layer in layers}
    return Snapshot(
        case_id=session.case.id,
        pseudonym=pseudonym(session),
        layers=layers,
        homes={layer_id: home.value for layer_id, home in said.items() if home is not None},
        patient=session.spaces.patient,
        regions=tuple(_regions(session, drawn) for drawn in session.drawing.maps),
        seeds=_seeds(session),
        graph=session.graphs.graph,
        asl={layer.id: session.perfusion.case(layer.id) for layer in layers},
        asl_chosen=session.perfusion.series_id,
        group=session.comparing.group,
        cases=session.comparing.patient,
        preparation=session.preparation,
        preset=session.preset,
        regions_in_report=session.drawing.for_report,
        view=_view(session, view),
        report=report,
        study=study or StudyNow(),
        belongs_to=belongs_to,
        forms=forms or FormsNow(),
    )


def pseudonym(session: Session) -> str:
    """What the patient who is open is called: as processing called it, or by the names of its scans; or nothing."""
    if session.spaces.patient is not None:
        return session.spaces.patient.name
    labels = subjects_of(session)
    return f"sub-{labels[0]}" if labels else ""


def subjects_of(session: Session) -> tuple[str, ...]:
    """The subjects that the names of the open scans tell, each once."""
    paths = [layer.scan.path for layer in session.layers if layer.scan is not None and not layer.is_computed]
    return tuple(dict.fromkeys(label for path in paths if path is not None and (label := subject_of(path))))


def _regions(session: Session, drawn: OpenLabels) -> DrawnRegions:
    return DrawnRegions(
        drawn.id,
        drawn.labels.frozen(),
        drawn.name,
        drawn.path,
        "" if drawn.keeper is None else drawn.keeper.journal_name,
        drawn.space,
        "" if drawn.home is None else drawn.home.value,
        drawn.is_reference,
        drawn.is_visible,
        drawn is session.drawing.current,
    )


def _seeds(session: Session) -> SeedsNow:
    seeds = session.seeds
    found = {seed.name: seeds.layer_of(seed.name) for seed in seeds.pinned}
    layers = {name: layer_id for name, layer_id in found.items() if layer_id is not None}
    compared = "" if seeds.compared is None else seeds.compared.name
    look = _look(session)
    return SeedsNow(seeds.current, seeds.pinned, layers, seeds.radius_mm, seeds.follow_mouse, compared, look)


def _look(session: Session) -> LiveLook | None:
    """How the live map is shown; it is not kept itself, as it is made again from its seed."""
    seeds = session.seeds
    if seeds.live_layer_id is None or not session.has_layer(seeds.live_layer_id):
        return seeds.live_look
    display = session.layer(seeds.live_layer_id).display
    return LiveLook(display.scale, display.visible)


def _view(session: Session, view: ViewEntry) -> ViewEntry:
    x, y, z = (float(v) for v in session.cursor_mm)
    return replace(
        view,
        cursor_mm=(x, y, z),
        timepoint=session.timepoint,
        convention=session.convention.value,
        space="" if session.spaces.current is None else session.spaces.current.value,
        crosshair=session.crosshair_visible,
        selected=0 if session.selected_layer is None else session.selected_layer.id,
    )


def sizes_of_scans(session: Session) -> list[int]:
    """Bytes of each file with a scan that can be read now, each file once."""
    scans = {layer.scan.path for layer in session.layers if layer.scan is not None and not layer.is_computed}
    return [size for path in scans if path is not None and (size := _size_of(path)) is not None]


def _size_of(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
