"""Maps of regions to files and back, and drawings that were not finished when the program last ended."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLockFile

from analysis.errors import AlgoscopeError
from analysis.files import nifti
from analysis.files.dicom_seg import is_dicom_seg
from analysis.files.drawing_journal import Recovered, read_journal
from analysis.files.label_files import read_labels, save_labels
from analysis.files.results import space_of
from analysis.labels.frozen import FrozenLabels
from analysis.labels.label_map import LabelMap
from analysis.pipeline.routes import Space
from analysis.progress import Progress, silent
from gui import log
from gui.commands import opening, processed, region_exports
from gui.commands.drawing import add_regions
from gui.commands.opening import ReadRegions
from gui.drawing.keeping import JOURNAL, LOCK
from gui.jobs import Job, JobRunner
from gui.session import Session

DAMAGED = ".damaged"


def _tr(text: str) -> str:
    return QCoreApplication.translate("region_files", text)


def save_regions(session: Session, jobs: JobRunner, map_id: int, path: Path) -> Job:
    """Save a map as it is now; what had this name becomes a version of it."""
    drawn = session.drawing.map(map_id)
    log.hide(path)
    labels = drawn.labels
    done = partial(_note_saved, session, map_id, labels.revision)
    return jobs.submit(_tr("Save regions"), write, labels.frozen(), path, drawn.space, on_done=done)


def save_at_once(session: Session, map_id: int, path: Path) -> None:
    """Save a map before anything else happens, such as when the window closes; `OutputError` where it cannot be."""
    drawn = session.drawing.map(map_id)
    log.hide(path)
    save_labels(drawn.labels, path, space=drawn.space)
    session.drawing.note_saved(map_id, path, drawn.labels.revision)


def write(labels: FrozenLabels, path: Path, space: str, progress: Progress = silent) -> Path:
    """The job: write a map as it was; drawing goes on meanwhile."""
    progress(0.0, "")
    return save_labels(labels.map(), path, space=space)


def _note_saved(session: Session, map_id: int, revision: int, path: Path) -> None:
    if session.drawing.has_map(map_id):
        session.drawing.note_saved(map_id, path, revision)


def open_regions(session: Session, jobs: JobRunner, path: Path, *, is_reference: bool = False) -> Job:
    """Open a map of regions from a file; as a reference it can be compared, not changed."""
    log.hide(path)
    if is_dicom_seg(path):
        grids = tuple(layer.grid for layer in session.layers)
        done = partial(_add_dicom, session, path, is_reference)
        return jobs.submit(_tr("Open regions"), region_exports.read_dicom, path, grids, on_done=done)
    done = partial(_add, session, is_reference)
    return jobs.submit(_tr("Open regions"), read, path, on_done=done)


def read(path: Path, progress: Progress = silent) -> ReadRegions:
    """The job: read a map with the names beside it."""
    progress(0.0, "")
    return ReadRegions(path, read_labels(path), space_of(nifti.read(path)))


def _add(session: Session, is_reference: bool, found: ReadRegions) -> None:
    add_regions(session, found.path, found.labels, found.space, is_reference=is_reference)


def _add_dicom(session: Session, path: Path, is_reference: bool, labels: LabelMap) -> None:
    add_regions(session, path, labels, "scanner", is_reference=is_reference)


# -- what was not finished -----------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Unfinished:
    """A drawing that the program did not close: its journal, and what is in it."""

    journal: Path
    found: Recovered

    @property
    def in_words(self) -> str:
        """What it is."""
        labels = self.found.labels
        drawn = [region for region in labels.regions if labels.n_voxels(region.label)]
        names = ", ".join(region.name for region in drawn[:3]) + (" …" if len(drawn) > 3 else "")
        return f"{self.found.facts.get('name', '')}: {names or _tr('no voxel')}"


@dataclass(frozen=True, eq=False)
class Leftovers:
    """What was found, and how many journals are damaged from their beginning."""

    drawings: tuple[Unfinished, ...]
    n_damaged: int


def find_unfinished(
    folder: Path, progress: Progress = silent, *, spared: Collection[str] = (), cases: Collection[str] = ()
) -> Leftovers:
    """The job: drawings with unsaved changes in whose journal no program draws; journals that are saved are deleted.

    ``spared`` are names of journals that a session goes on with, ``cases`` the patients of sessions: what is of these
    is left alone.
    """
    found, n_damaged = [], 0
    for path in sorted(folder.glob(f"*{JOURNAL}")):
        progress(0.0, "")
        if path.name in spared or is_in_use(path):
            continue
        try:
            recovered = read_journal(path)
        except AlgoscopeError:
            path.rename(path.with_suffix(DAMAGED))
            n_damaged += 1
            continue
        if recovered.facts.get("case") in cases:
            continue
        if recovered.is_saved or (recovered.n_changes == 0 and recovered.labels.is_empty):
            path.unlink(missing_ok=True)
        else:
            found.append(Unfinished(path, recovered))
    return Leftovers(tuple(found), n_damaged)


def journals_of(case_id: str, folder: Path) -> tuple[Path, ...]:
    """The journals of a patient's drawings in which no program draws; those that cannot be read are left out."""
    found = []
    for path in sorted(folder.glob(f"*{JOURNAL}")):
        with suppress(AlgoscopeError):
            if not is_in_use(path) and read_journal(path).facts.get("case") == case_id:
                found.append(path)
    return tuple(found)


def is_in_use(journal: Path) -> bool:
    """Whether a program that runs draws in a journal."""
    lock = QLockFile(str(journal.with_suffix(LOCK)))
    lock.setStaleLockTime(0)
    free = lock.tryLock(0)
    if free:
        lock.unlock()
    return not free


def recover(session: Session, jobs: JobRunner, drawings: Sequence[Unfinished]) -> None:
    """Open drawings again as they were, with the images that they were drawn on where these are still there."""
    sources = []
    for one in drawings:
        facts, labels = one.found.facts, one.found.labels
        home = next((space for space in Space if space.value == facts.get("home")), None)
        path = Path(facts["path"]) if facts.get("path") else None
        session.drawing.add_map(
            labels, facts.get("name", ""), home=home, path=path, space=facts.get("space", "scanner"), is_saved=False,
            facts={key: facts.get(key) for key in ("source", "patient")},
        )  # fmt: skip
        one.journal.unlink(missing_ok=True)  # its new journal is on the disk
        sources.append((facts.get("patient"), facts.get("source")))
    open_paths = {layer.scan.path for layer in session.layers if layer.scan is not None}
    for patient, source in dict.fromkeys(sources):
        if patient and Path(patient).is_dir():
            processed.open_processed(session, jobs, Path(patient))
        elif source and Path(source).exists() and Path(source) not in open_paths:
            opening.open_paths(session, jobs, [Path(source)])


def discard(drawings: Sequence[Unfinished]) -> None:
    """Give drawings up for good."""
    for one in drawings:
        one.journal.unlink(missing_ok=True)
