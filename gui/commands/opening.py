"""From files to layers: reading in the background, one bad file never stops the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from analysis.atlas.parcellation import aal, aal3
from analysis.atlas.territories import territory_atlas
from analysis.errors import AlgoscopeError, InputError
from analysis.files import bids, nifti
from analysis.files.doubts import still_open
from analysis.files.drawing_journal import pack
from analysis.files.label_files import is_label_map, read_labels
from analysis.files.results import space_of
from analysis.image import Series, Volume
from analysis.labels.label_map import LabelMap
from analysis.pipeline.case import subject_of
from analysis.progress import Progress, part, silent
from analysis.scan import Modality, Scan
from gui import log
from gui.commands.drawing import add_regions
from gui.commands.first_look import first_look
from gui.commands.typed_facts import TypedFacts, note_typed, typed_about
from gui.jobs import Job, JobRunner
from gui.session import Layer, Role, Session


@dataclass(frozen=True, eq=False)
class ReadRegions:
    """A map of regions that was read: it is drawn in, it is no layer."""

    path: Path
    labels: LabelMap
    space: str


Outcome = Scan | ReadRegions | AlgoscopeError
OnRead = Callable[[Layer], None]


def _tr(text: str) -> str:
    return QCoreApplication.translate("opening", text)


def open_paths(
    session: Session,
    jobs: JobRunner,
    paths: Sequence[Path],
    *,
    on_series_read: OnRead | None = None,
    typed: TypedFacts | None = None,
) -> Job:
    """Read images, or the images of BIDS folders, and add each as a layer.

    ``on_series_read(layer)`` is called for each series when the last of its frames has arrived. ``typed`` are facts
    that a person has typed about them already.
    """
    title = _tr("Open {name}").format(name=paths[0].name) if len(paths) == 1 else _tr("Open files")
    add = partial(add_scans, session, jobs, on_series_read, typed=typed)
    return jobs.submit(title, read_all, tuple(paths), on_done=add, opens=True)


def read_all(paths: Sequence[Path], progress: Progress = silent) -> tuple[Outcome, ...]:
    """Read every path: a scan, or the error that says why there is none, in the order given."""
    outcomes: list[Outcome] = []
    files: list[Path] = []
    for path in paths:
        log.hide(path)
    for path in paths:
        try:
            files += [found.path for found in bids.images(path)] if path.is_dir() else [path]
        except AlgoscopeError as error:
            outcomes.append(error)
    for index, path in enumerate(files):
        report = part(progress, index / len(files), (index + 1) / len(files))
        log.hide(path)
        report(0.0, path.name)
        try:
            outcomes.append(_ready(nifti.read(path)))
        except AlgoscopeError as error:
            outcomes.append(error)
    return tuple(outcomes)


def _ready(scan: Scan) -> Scan | ReadRegions:
    """What a file holds: an image, or a map of regions."""
    if scan.path is not None and isinstance(scan.image, Volume) and is_label_map(scan.image, scan.path):
        labels = read_labels(scan.path)
        pack(labels)  # for their journal, which is begun by the GUI thread
        return ReadRegions(scan.path, labels, space_of(scan))
    return _ready_to_draw(scan)


def _ready_to_draw(scan: Scan) -> Scan:
    """Find the first look, and load the atlases if they apply, here: the GUI thread must not wait for any."""
    first_look(scan)
    if space_of(scan) == "MNI152":
        aal()
        aal3()
        territory_atlas()
    return scan


def add_scans(
    session: Session,
    jobs: JobRunner,
    on_series_read: OnRead | None,
    outcomes: Sequence[Outcome],
    typed: TypedFacts | None = None,
) -> None:
    """Make layers of scans: a T1 lies at the bottom and is seen, series over it can be switched on.

    Errors and warnings are told to the user, one sentence each; so is an image of another subject than the one who is
    open, which is not opened.
    """
    outcomes = _of_one_patient(session, outcomes)
    scans = [outcome for outcome in outcomes if isinstance(outcome, Scan)]
    scans.sort(key=lambda scan: scan.modality is not Modality.T1)
    has_base = any(layer.display.visible for layer in session.layers)
    with session.batch():
        added = []
        for scan, visible in zip(scans, _seen_at_first(scans, has_base=has_base), strict=True):
            look = first_look(scan, visible=visible)
            layer = session.add_layer(scan_name(scan), scan.image, look.role, look.display, scan=scan)
            added.append(layer.id)
            note_typed(session, layer, typed or {})
            _read_rest(session, jobs, session.layer(layer.id), on_series_read)
        if len(scans) > 1:
            session.select_layer(added[0])
        brain = next((scan for scan in scans if scan.modality in (Modality.BOLD, Modality.ASL)), None)
        if brain is not None and not has_base:  # its field of view is around the brain, a T1's often reaches the neck
            session.move_cursor(brain.image.grid.centre_mm)
    for outcome in outcomes:
        if isinstance(outcome, AlgoscopeError):
            session.tell(str(outcome))
        elif isinstance(outcome, ReadRegions):
            add_regions(session, outcome.path, outcome.labels, outcome.space)
        else:
            for warning in still_open(outcome.warnings, typed_about(outcome, typed or {})):
                session.tell(f"{scan_name(outcome)}: {warning}")


def _of_one_patient(session: Session, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes, with an error for each scan whose name tells another subject than those before it."""
    paths = [layer.scan.path for layer in session.layers if layer.scan is not None and not layer.is_computed]
    here = next((label for path in paths if path is not None and (label := subject_of(path))), "")
    result: list[Outcome] = []
    for outcome in outcomes:
        path = outcome.path if isinstance(outcome, Scan) else None
        label = "" if path is None else subject_of(path)
        here = here or label
        if label and label != here:
            words = _tr(
                "{name} is of sub-{new}, and sub-{old} is open: two patients must not be mixed. Close all first."
            )
            outcome = InputError(words.format(name="" if path is None else path.name, new=label, old=here))
        result.append(outcome)
    return result


def _seen_at_first(scans: Sequence[Scan], *, has_base: bool) -> list[bool]:
    """One image of several (none if something is seen already), the first map, and every mask."""
    seen: set[Role] = {Role.UNDERLAY} if has_base and len(scans) > 1 else set()
    result = []
    for scan in scans:
        role = first_look(scan).role
        result.append(role is Role.MASK or role not in seen)
        seen.add(role)
    return result


def scan_name(scan: Scan) -> str:
    """What a layer of this scan is called at first."""
    known = scan.modality not in (Modality.OTHER, Modality.MAP, Modality.MASK)
    return f"{scan.modality.value} · {scan.image.name}" if known else scan.image.name


def _read_rest(session: Session, jobs: JobRunner, layer: Layer, on_series_read: OnRead | None) -> None:
    """Decode the frames that were not read at once, telling how many there are as they come."""
    if isinstance(layer.image, Series):
        note = partial(session.note_frames, layer.id)
        jobs.submit(
            _tr("Read {name}").format(name=layer.name),
            nifti.finish,
            layer.image,
            on_done=partial(_all_read, session, layer.id, on_series_read),
            on_progress=note,
        )


def _all_read(session: Session, layer_id: int, on_series_read: OnRead | None, _result: object) -> None:
    session.note_frames(layer_id)
    if on_series_read is not None and session.has_layer(layer_id):
        on_series_read(session.layer(layer_id))
