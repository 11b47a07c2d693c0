"""All kinds of maps of the open patient: which are there, which can be computed now, and why the others cannot."""

from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from analysis.errors import OptionError
from analysis.files import nifti
from analysis.image import Series
from analysis.metrics.catalogue import metric as metric_named
from analysis.pipeline.derivative import read_processed
from analysis.pipeline.routes import Space
from analysis.progress import Progress, silent
from analysis.scan import Modality, Scan
from gui.commands import computing, concordance, coupling
from gui.commands.first_look import first_look, mask_look
from gui.commands.map_kinds import KINDS, MapKind, base_of, kind_of
from gui.jobs import Job, JobRunner
from gui.session import Layer, Role, Session


class State(Enum):
    """Whether a kind of map is there."""

    COMPUTED = "computed"
    COMPUTABLE = "computable"
    IMPOSSIBLE = "not possible"


@dataclass(frozen=True, eq=False)
class Entry:
    """One kind: its map where it is computed, else ``why`` it can be computed, or cannot."""

    kind: MapKind
    state: State
    layer: Layer | None = None
    why: str = ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("gallery", text)


def entries(session: Session) -> tuple[Entry, ...]:
    """One for every kind; of several maps of a kind that of the space that is shown, else that of MNI.

    Among those of one space it is the one that is seen, else the topmost.
    """
    found: dict[str, Layer] = {}
    for layer in session.layers:
        kind = kind_of(layer)
        if kind is None:
            continue
        before = found.get(kind.key)
        if (
            before is None
            or _rank(session, layer) > _rank(session, before)
            or (_rank(session, layer) == _rank(session, before) and not before.display.visible)
        ):
            found[kind.key] = layer
    return tuple(_entry(session, kind, found.get(kind.key)) for kind in KINDS)


def _rank(session: Session, layer: Layer) -> int:
    """How well a map goes with the tiles of the others: 2 in the space that is shown, 1 in MNI, 0 elsewhere."""
    home = session.spaces.home(layer)
    if home is None:  # no processed patient is open
        return int(layer.space == "MNI152")
    return 2 if home is session.spaces.current else int(home is Space.MNI)


def _entry(session: Session, kind: MapKind, layer: Layer | None) -> Entry:
    if layer is not None:
        return Entry(kind, State.COMPUTED, layer)
    reason = _why_not(session, kind)
    return Entry(kind, State.IMPOSSIBLE if reason else State.COMPUTABLE, None, reason)


def _why_not(session: Session, kind: MapKind) -> str:
    """Why a map cannot be computed now; empty if it can."""
    if kind.metric:
        if kind.metric == "seed-fc" and not session.seeds.pinned:
            return _tr("Pin a seed first: drag with Shift + Ctrl in a slice, then press P.")
        if resting_layer(session) is None and _resting_file(session) is None:
            return _tr("Needs a resting BOLD series; none of this patient is open.")
        return ""
    has_asl = any(x.scan is not None and x.scan.modality is Modality.ASL and x.is_series for x in session.layers)
    if kind.key == "cbf":
        return "" if has_asl else _tr("Needs an ASL series; none of this patient is open.")
    if kind.key == "att":
        if any(coupling.is_cbf(layer) for layer in session.layers):
            return _tr("Needs an ASL scan with several delays; this perfusion was measured with one.")
        return "" if has_asl else _tr("Needs an ASL series with several delays; none is open.")
    if kind.key == "gray":
        return _tr("Comes with processing: process the T1 of this patient.")
    if not any(coupling.is_cbf(layer) for layer in session.layers):
        return _tr("Needs a map of blood flow; compute CBF first.")
    if kind.key in ("coupling", "concordance") and concordance.activity_layer(session) is None:
        return _tr("Needs a map of activity, such as ReHo, beside CBF.")
    return ""


def show(session: Session, layer_id: int) -> None:
    """See a map alone over the anatomy, and select it."""
    with session.batch():
        for layer in session.layers:
            if layer.role is Role.OVERLAY and layer.display.visible != (layer.id == layer_id):
                session.show_layer(layer.id, visible=layer.id == layer_id)
        session.select_layer(layer_id)


# -- computing -----------------------------------------------------------------------------------------------------


def resting_layer(session: Session) -> Layer | None:
    """The resting series that is open with all of its volumes."""
    for layer in reversed(session.layers):
        is_asl = layer.scan is not None and layer.scan.modality in (Modality.ASL, Modality.M0)
        if isinstance(layer.image, Series) and not is_asl and layer.image.is_complete:
            return layer
    return None


def _resting_file(session: Session) -> Path | None:
    patient = session.spaces.patient
    if patient is None or patient.folder is None:
        return None
    found = sorted(patient.folder.glob(f"{patient.name}/func/*space-MNI152*_desc-preproc_bold.nii.gz"))
    return found[0] if len(found) == 1 else None


def compute(session: Session, jobs: JobRunner, kind: MapKind) -> Job | None:
    """Compute the map of a metric with its usual options; None where a page asks more first.

    Raises
    ------
    OptionError
        if it cannot be computed now
    """
    reason = _why_not(session, kind)
    if reason:
        raise OptionError(reason)
    if kind.key == "concordance":
        return concordance.start(session, jobs)
    if not kind.metric or kind.metric == "seed-fc":
        return None
    layer = resting_layer(session)
    if layer is not None:
        return _compute_on(session, jobs, kind, layer.id)
    patient = session.spaces.patient
    assert patient is not None
    assert patient.folder is not None
    return jobs.submit(
        _tr("Open the resting series in MNI space"),
        read_resting,
        patient.folder,
        patient.name.removeprefix("sub-"),
        on_done=partial(_resting_read, session, jobs, kind, patient),
        key="resting series",
    )


def _compute_on(session: Session, jobs: JobRunner, kind: MapKind, layer_id: int) -> Job:
    entry = metric_named(kind.metric)
    outputs = tuple(name for name in entry.outputs if base_of(name) in kind.statistics)
    best = next((name for p in ("sz", "z") for name in outputs if name.startswith(p)), outputs[0])
    chosen = (best,) if entry.key != "bands" else outputs
    return computing.compute_metric(session, jobs, entry, layer_id, entry.options_type(), outputs=chosen)


def read_resting(folder: Path, subject: str, progress: Progress = silent) -> tuple[Scan, Scan | None]:
    """The job: the series in MNI space with all of its volumes, and the brain as far as it covers it."""
    progress(0.0, _tr("Reading the resting series"))
    found = read_processed(folder, subject)
    if found.bold_mni is None:
        raise OptionError(_tr("This patient has no resting series in MNI space."))
    series = nifti.read(found.bold_mni)
    mask = None if found.bold_brain_mni is None else nifti.read(found.bold_brain_mni)
    nifti.finish(series, progress)
    first_look(series)
    return series, mask


def _resting_read(
    session: Session, jobs: JobRunner, kind: MapKind, patient: object, read: tuple[Scan, Scan | None]
) -> None:
    if session.spaces.patient is not patient:
        return
    series, mask = read
    with session.batch():
        if mask is not None:
            look = mask_look(visible=False)
            name = _tr("Brain that the series covers")
            session.add_layer(name, mask.image, look.role, look.display, scan=mask, home=Space.MNI)
        look = first_look(series, visible=False)
        layer = session.add_layer(
            _tr("Resting series in MNI"), series.image, look.role, look.display, scan=series, home=Space.MNI
        )
    _compute_on(session, jobs, kind, layer.id)
