"""Processing the patient that is open: which of its scans, how, where to; then a job, and its results as layers."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import platformdirs
from PySide6.QtCore import QCoreApplication

from analysis.errors import OptionError, OutputError
from analysis.image import Series
from analysis.pipeline.asl_choice import AslMerit, best_of, merit
from analysis.pipeline.case import Case, subject_of
from analysis.pipeline.names import Names
from analysis.pipeline.places import hashes_in
from analysis.pipeline.worker import process_in_worker
from analysis.presets import Preset
from analysis.progress import Progress, part, silent
from analysis.provenance import sha256_of_file
from analysis.scan import AslScheme, Modality
from gui import log
from gui.commands import processed
from gui.jobs import Job, JobRunner
from gui.session import Layer, Session

WORK = 0.97  # of the job; the rest reads the results
JOB_KEY = "process patient"
# Seconds on two idle cores, measured on the demonstration patient (T1 of 1 mm, 240 volumes of 64 × 64 × 43 voxels).
_SECONDS_T1, _SECONDS_A_VOLUME, _SECONDS_ASL = 60.0, 0.25, 20.0


_BEGUN = {
    "work",
    "dataset_description.json",
    ".bidsignore",
    "participants.tsv",
}  # all that a run leaves that was stopped early


@dataclass(frozen=True)
class Choice:
    """The layers of the scans that are processed, and the file of the lesion's mask; None where there is none."""

    t1: int | None = None
    bold: int | None = None
    asl: int | None = None
    m0: int | None = None
    lesion: Path | None = None


@dataclass(frozen=True)
class Plan:
    """All that a run needs; ``layer_ids`` are the layers of its scans, none where these are only being opened."""

    case: Case
    preset: Preset
    voxel_mm: float
    out: Path
    layer_ids: tuple[int, ...] = ()


def _tr(text: str) -> str:
    return QCoreApplication.translate("processing", text)


def candidates(session: Session, modality: Modality) -> tuple[Layer, ...]:
    """The open scans that can play a role, those that were recognised as it first."""
    fitting = [layer for layer in session.layers if _is_raw(layer) and _fits(layer, modality)]
    fitting.sort(key=lambda layer: layer.scan is None or layer.scan.modality is not modality)
    return tuple(fitting)


def _is_raw(layer: Layer) -> bool:
    return layer.scan is not None and layer.scan.path is not None and not layer.is_computed and layer.space != "MNI152"


def _fits(layer: Layer, modality: Modality) -> bool:
    assert layer.scan is not None
    if layer.scan.modality not in (modality, Modality.OTHER):
        return False
    needs_series = modality in (Modality.BOLD, Modality.ASL)
    return modality is Modality.M0 or needs_series == isinstance(layer.image, Series)


def open_masks(session: Session) -> dict[str, Path]:
    """Files of the open masks that can be a lesion's, by the name of their layer."""
    layers = [layer for layer in session.layers if _is_raw(layer) and _is(layer, Modality.MASK)]
    return {layer.name: layer.scan.path for layer in layers if layer.scan is not None and layer.scan.path is not None}


def recognised(session: Session) -> Choice:
    """The scans by the roles that were recognised: the first of each, of ASL series the one that tells most, its M0."""
    found = {}
    m0s = [layer for layer in candidates(session, Modality.M0) if _is(layer, Modality.M0)]
    for modality in (Modality.T1, Modality.BOLD, Modality.ASL):
        layers = [layer for layer in candidates(session, modality) if _is(layer, modality)]
        best = best_of([_merit(layer, m0s) for layer in layers]) if modality is Modality.ASL else 0
        found[modality] = layers[best or 0] if layers else None
    asl = found[Modality.ASL]
    m0 = None if asl is None else _m0_of(asl, m0s)
    t1, bold, series, m0_id = (None if layer is None else layer.id for layer in (*found.values(), m0))
    return Choice(t1, bold, series, m0_id)


def _is(layer: Layer, modality: Modality) -> bool:
    return layer.scan is not None and layer.scan.modality is modality


def _merit(layer: Layer, m0s: Sequence[Layer]) -> AslMerit:
    scheme = AslScheme() if layer.scan is None or layer.scan.asl is None else layer.scan.asl
    named = any(_start_of_name(m0) == _start_of_name(layer) for m0 in m0s)
    return merit(scheme.plds_s, scheme.m0, scheme.volume_types, has_separate_m0=named)


def _m0_of(asl: Layer, found: Sequence[Layer]) -> Layer | None:
    named = [layer for layer in found if _start_of_name(layer) == _start_of_name(asl)]
    if named or len(found) != 1:
        return named[0] if named else None
    return found[0]


def _start_of_name(layer: Layer) -> str:
    assert layer.scan is not None
    assert layer.scan.path is not None
    return layer.scan.path.name.rsplit("_", 1)[0]


def case_of(session: Session, choice: Choice) -> Case:
    """The case of the chosen layers.

    Raises
    ------
    OptionError
        if nothing was chosen, one layer twice, or scans of two patients
    """
    ids = [i for i in (choice.t1, choice.bold, choice.asl, choice.m0) if i is not None]
    if choice.t1 is None and choice.bold is None and choice.asl is None:
        raise OptionError(_tr("Choose a T1, a resting series or an ASL series to process."))
    if len(set(ids)) != len(ids):
        raise OptionError(_tr("One scan was chosen for two roles."))
    paths = {i: _path(session, i) for i in ids}
    if choice.lesion is not None and choice.t1 is None:
        raise OptionError(_tr("A mask of a lesion belongs to a T1; choose the T1 too, or no mask."))
    everything = [*paths.values(), *([choice.lesion] if choice.lesion is not None else [])]
    labels = list(dict.fromkeys(label for label in map(subject_of, everything) if label))
    if len(labels) > 1:
        raise OptionError(
            _tr("There are images of sub-{one} and of sub-{other}: images of two patients must not be mixed.").format(
                one=labels[0], other=labels[1]
            )
        )
    t1, bold, asl, m0 = (None if i is None else paths[i] for i in (choice.t1, choice.bold, choice.asl, choice.m0))
    facts = {} if choice.asl is None else dict(session.perfusion.case(choice.asl).typed)
    return Case(labels[0] if labels else "patient", t1, bold, asl, m0, choice.lesion, facts)


def _path(session: Session, layer_id: int) -> Path:
    scan = session.layer(layer_id).scan
    assert scan is not None
    assert scan.path is not None
    return scan.path


def suggested_folder(case: Case) -> Path:
    """A folder of its own in the user's data, by the pseudonym; a second patient of that label gets another."""
    first = next(path for path in (case.t1, case.bold, case.asl) if path is not None)
    mark = hashlib.sha256(str(first.absolute()).encode()).hexdigest()[:6]
    return Path(platformdirs.user_data_dir("algoscope", appauthor=False)) / "processed" / f"sub-{case.subject}_{mark}"


def expected_s(session: Session, choice: Choice) -> float:
    """About how many seconds a run takes on two idle cores."""
    seconds = 0.0
    if choice.t1 is not None:
        seconds += _SECONDS_T1
    if choice.bold is not None:
        image = session.layer(choice.bold).image
        seconds += 5 + _SECONDS_A_VOLUME * (image.n_timepoints if isinstance(image, Series) else 0)
    if choice.asl is not None:
        seconds += _SECONDS_ASL
    return seconds


def start(session: Session, jobs: JobRunner, plan: Plan, on_shown: Callable[[Plan], None] | None = None) -> Job:
    """Process in the background, then open what came out, unless the patient was closed in the meantime.

    ``on_shown(plan)`` is called when the results are open.
    """
    log.hide(plan.out)
    return jobs.submit(
        _tr("Process {name}").format(name=f"sub-{plan.case.subject}"),
        process,
        plan,
        on_done=partial(_show, session, plan, on_shown),
        key=JOB_KEY,
    )


def is_running(jobs: JobRunner) -> bool:
    """Whether a patient is being processed that nobody has stopped."""
    return any(job.key == JOB_KEY and not job.is_stopping for job in jobs.jobs)


def process(plan: Plan, progress: Progress = silent) -> processed.Opened:
    """The job: the whole chain in a process of its own; then its results are read."""
    case = plan.case
    scans = [path for path in (case.t1, case.bold, case.asl) if path is not None]
    progress(0.0, _tr("Looking at the folder"))
    require_free(plan.out, case.subject, scans)
    process_in_worker(case, plan.out, plan.preset, plan.voxel_mm, part(progress, 0.0, WORK))
    return processed.read(plan.out, case.subject, (), part(progress, WORK, 1.0))


def require_free(out: Path, subject: str, scans: Sequence[Path]) -> None:
    """Raise `OutputError` if a folder holds results of other scans of that name, or something else."""
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    begun = out.is_dir() and {entry.name for entry in out.iterdir()} <= _BEGUN
    if not begun and not processed.is_processed(out):
        raise OutputError(f'"{out.name}" holds something else; choose an empty folder, or one with earlier results.')
    known = set(hashes_in(Names(out, subject)))
    if known and not {sha256_of_file(path) for path in scans} & known:
        raise OutputError(
            f'"{out.name}" holds results of other scans under the name sub-{subject}; choose another folder, so that '
            "two patients are not mixed."
        )


def _show(session: Session, plan: Plan, on_shown: Callable[[Plan], None] | None, opened: processed.Opened) -> None:
    if is_open(session, plan):
        processed.show(session, opened)
        if on_shown is not None:
            on_shown(plan)


def is_open(session: Session, plan: Plan) -> bool:
    """Whether a scan of the plan is open."""
    if plan.layer_ids:
        return any(session.has_layer(layer_id) for layer_id in plan.layer_ids)
    paths = {plan.case.t1, plan.case.bold, plan.case.asl}
    return any(layer.scan is not None and layer.scan.path in paths for layer in session.layers if not layer.is_computed)
