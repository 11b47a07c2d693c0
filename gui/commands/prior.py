"""The prior scan of the open patient: its map beside the current one, their difference, and a key that flicks."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.colour import two_sided
from analysis.errors import InputError, OptionError
from analysis.files import nifti
from analysis.image import Volume
from analysis.pipeline.derivative import ProcessedFolder, read_processed
from analysis.pipeline.routes import Space
from analysis.progress import Progress, silent
from analysis.provenance import InputRecord, Provenance, sha256_of_file
from analysis.scan import Scan, StatMap
from analysis.stats.map_profile import profile_of, require_alike
from analysis.stats.two_scans import TwoScans, compare_two
from analysis.stats.two_scans_files import write_change_table
from gui import log
from gui.commands.first_look import first_look
from gui.commands.map_kinds import statistic_of
from gui.jobs import Job, JobRunner
from gui.session import Layer, LayerDisplay, Role, Session
from gui.spaces import ProcessedPatient

PRIOR = "prior_"  # before the statistic of a map of the prior scan
_SHARE = 98.0  # percentile of the size of the difference at the ends of its colours


class OtherPseudonymError(InputError):
    """The folder is of another pseudonym: a person must say that it is the same patient."""


@dataclass(frozen=True, eq=False)
class PriorOrder:
    """What the job reads: one statistic of two folders."""

    patient: ProcessedPatient
    folder: Path
    prior: Path
    statistic: str
    allow_other: bool


@dataclass(frozen=True, eq=False)
class PriorFound:
    """Both maps and their difference; ``prior_name`` is the pseudonym of the prior scan's folder."""

    current: Scan
    prior: Scan
    prior_name: str
    found: TwoScans


@dataclass(frozen=True, eq=False)
class PriorShown:
    """A comparison and the layers of it."""

    statistic: str
    found: TwoScans
    prior_id: int
    current_id: int
    difference_id: int


OnDone = Callable[[PriorShown], None]


def _tr(text: str) -> str:
    return QCoreApplication.translate("prior", text)


def statistics(session: Session) -> tuple[str, ...]:
    """The maps of the open patient that can be compared, raw ones first."""
    patient = session.spaces.patient
    if patient is None or patient.folder is None:
        return ()
    names = patient.statistics
    if names is None:
        found = read_processed(patient.folder, patient.name.removeprefix("sub-"))
        names = tuple(entry.statistic for entry in found.maps)
    preferred = [n for n in ("cbf", "att", "reho", "alff", "falff", "dc_weighted", "gray_volume") if n in names]
    return (*preferred, *(name for name in names if name not in preferred))


def compare(
    session: Session, jobs: JobRunner, prior: Path, statistic: str, on_done: OnDone, *, allow_other: bool = False
) -> Job:
    """Read both maps in the background and subtract; ``on_done`` (called with `PriorShown`) when layers are there.

    Raises
    ------
    OptionError
        if no processed patient is open
    """
    patient = session.spaces.patient
    if patient is None or patient.folder is None:
        raise OptionError(_tr("Open the processed patient first, then the folder of the prior scan."))
    log.hide(prior)
    order = PriorOrder(patient, patient.folder, prior, statistic, allow_other)
    return jobs.submit(
        _tr("Prior scan: {statistic}").format(statistic=statistic), read_both, order,
        on_done=partial(_add, session, order, on_done), key="prior",
    )  # fmt: skip


def read_both(order: PriorOrder, progress: Progress = silent) -> PriorFound:
    """The job.

    Raises
    ------
    OtherPseudonymError
        if the folder is of another pseudonym, and nobody has said that it is the same patient
    InputError, DataError
        if a folder cannot be read, lacks the map, or the maps were not made alike
    """
    progress(0.1, _tr("Reading the prior scan"))
    current = read_processed(order.folder, order.patient.name.removeprefix("sub-"))
    found = subtract(current, read_processed(order.prior), order.statistic, progress, allow_other=order.allow_other)
    first_look(found.prior)  # found here, remembered for the GUI thread
    return found


def subtract(
    current: ProcessedFolder,
    prior: ProcessedFolder,
    statistic: str,
    progress: Progress = silent,
    *,
    allow_other: bool = False,
) -> PriorFound:
    """One map of two processed folders, and the current one less the prior one; raises as `read_both`."""
    name, own = f"sub-{prior.subject}", f"sub-{current.subject}"
    if name != own and not allow_other:
        raise OtherPseudonymError(
            _tr("The folder is of {prior}, the open patient is {own}: are they one person?").format(prior=name, own=own)
        )
    paths = []
    for found in (prior, current):
        path = next((entry.path for entry in found.maps if entry.statistic == statistic), None)
        if path is None:
            words = _tr("{name} has no map {statistic}; process both scans with the same preset.")
            raise InputError(words.format(name=f"sub-{found.subject}", statistic=statistic))
        paths.append(path)
    if paths[0].resolve() == paths[1].resolve():
        raise InputError(_tr("This is the folder that is open; choose the folder of the prior scan."))
    first, second = (nifti.read(path) for path in paths)
    profiles = [profile_of(scan, path) for scan, path in zip((first, second), paths, strict=True)]
    require_alike(profiles[0], profiles[1], _tr("the prior scan"), _tr("the current scan"))
    inputs = tuple(InputRecord(role, sha256_of_file(p)) for role, p in zip(("first", "second"), paths, strict=True))
    progress(0.7, _tr("Difference of two scans"))
    assert isinstance(first.image, Volume)
    assert isinstance(second.image, Volume)
    return PriorFound(second, first, name, compare_two(first.image, second.image, inputs))


def _add(session: Session, order: PriorOrder, on_done: OnDone, read: PriorFound) -> None:
    if session.spaces.patient is not order.patient:
        return
    difference = read.found.difference.volume
    sizes = np.abs(difference.data[np.isfinite(difference.data)])
    most = max(float(np.percentile(sizes, _SHARE)), 1e-9)
    caption = read.found.difference.volume.unit or order.statistic
    with session.batch():
        for layer in session.layers:
            if layer.role is Role.OVERLAY and layer.display.visible:
                session.show_layer(layer.id, visible=False)
        current = _current_layer(session, order.statistic) or _add_map(
            session, _tr("{name}, now").format(name=order.statistic), read.current
        )
        prior = _add_prior(session, order, read)
        session.show_layer(current.id, visible=False)
        scale = session.layer(current.id).display.scale
        session.scale_layer(prior.id, low=scale.low, high=scale.high, gap=scale.gap, colormap=scale.colormap)
        made = session.add_layer(
            _tr("Now less prior: {name} ({unit})").format(name=order.statistic, unit=caption), difference, Role.OVERLAY,
            LayerDisplay(two_sided(0.25 * most, most)), stat_map=read.found.difference, home=Space.MNI,
        )  # fmt: skip
    on_done(PriorShown(order.statistic, read.found, prior.id, current.id, made.id))


def _current_layer(session: Session, statistic: str) -> Layer | None:
    found = [x for x in session.layers if x.role is Role.OVERLAY and statistic_of(x) == statistic and not x.is_series]
    return found[0] if found else None


def _add_prior(session: Session, order: PriorOrder, read: PriorFound) -> Layer:
    """The prior map under a statistic of its own: it must never be taken for the patient's map of today."""
    look = first_look(read.prior, visible=False)
    assert isinstance(read.prior.image, Volume)
    provenance = Provenance(
        "gui.commands.prior.read_both", {"statistic": order.statistic}, read.found.difference.provenance.inputs[:1]
    )
    stat_map = StatMap(read.prior.image, f"{PRIOR}{order.statistic}", provenance)
    name = _tr("{name}, prior scan").format(name=order.statistic)
    return session.add_layer(name, read.prior.image, look.role, look.display, stat_map=stat_map, home=Space.MNI)


def _add_map(session: Session, name: str, scan: Scan) -> Layer:
    look = first_look(scan, visible=False)
    return session.add_layer(name, scan.image, look.role, look.display, scan=scan, home=Space.MNI)


def flick(session: Session, shown: PriorShown) -> str:
    """See the prior map where the current one is seen, and the other way round; says which one it is now."""
    ids = (shown.current_id, shown.prior_id)
    if not all(session.has_layer(layer_id) for layer_id in ids):
        raise OptionError(_tr("A map of the comparison was closed; compare with the prior scan again."))
    show_prior = session.layer(shown.current_id).display.visible
    with session.batch():
        for layer in session.layers:
            if layer.role is Role.OVERLAY and layer.display.visible:
                session.show_layer(layer.id, visible=False)
        session.show_layer(ids[show_prior], visible=True)
        session.select_layer(ids[show_prior])
    return _tr("prior scan") if show_prior else _tr("current scan")


def save_table(jobs: JobRunner, shown: PriorShown, path: Path) -> Job:
    """Write every region of a comparison with the record beside it; a dialog has asked about files that are there."""
    log.hide(path)
    return jobs.submit(_tr("Save the table"), write_table, shown, path)


def write_table(shown: PriorShown, path: Path, progress: Progress = silent) -> tuple[Path, ...]:
    """The job."""
    progress(0.0, "")
    return write_change_table(shown.found, shown.statistic, path, force=True)
