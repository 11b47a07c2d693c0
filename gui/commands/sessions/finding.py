"""The job that looks whose session a folder is and where its files are, before anything is opened."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from analysis.errors import InputError
from analysis.files.session_folder import read_session
from analysis.files.session_places import (
    HashBook,
    Places,
    find_files,
    follow,
    look_in,
    moved_along,
    placed,
    roots_moved,
)
from analysis.files.session_record import FileEntry, SessionRecord
from analysis.progress import Progress, part, silent


@dataclass(frozen=True, eq=False)
class Examined:
    """A session and its files; ``patient`` is the folder of its processed patient, None where it is missing.

    ``skipped`` are files that the user would rather do without.
    """

    folder: Path
    record: SessionRecord
    places: Places
    patient: Path | None
    warnings: tuple[str, ...] = ()
    skipped: frozenset[FileEntry] = frozenset()

    @property
    def lacks_patient(self) -> bool:
        """Whether the folder of the processed patient is missing: without it, nothing knows where MNI space is."""
        return self.record.patient is not None and self.patient is None

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to ask."""
        left = [*self.places.missing, *self.places.changed]
        return not self.lacks_patient and all(entry in self.skipped for entry in left)


def _tr(text: str) -> str:
    return QCoreApplication.translate("sessions", text)


def examine(folder: Path, book: HashBook, progress: Progress = silent) -> Examined:
    """Read the record, require that all of it is of one patient, and look for its files.

    Raises
    ------
    FileFormatError
        if no version of the session can be read
    InputError
        if it holds results of another patient than its own
    """
    progress(0.0, folder.name)
    found = read_session(folder)
    record = found.record
    others = [layer.name for layer in record.layers if layer.case_id != record.case.id]
    if others:
        raise InputError(
            _tr(
                "This session holds results of another patient ({names}), so it was not opened: two patients must not "
                "be mixed."
            ).format(names=", ".join(others[:3]))
        )
    places = find_files(record.files, folder, book, part(progress, 0.1, 1.0))
    patient = None
    if record.patient is not None:
        there = placed(FileEntry(record.patient.folder, "", 0), folder)
        patient = there if there.is_dir() else None
    return Examined(folder, record, places, patient, found.warnings)


def look_for_missing(examined: Examined, folder: Path, book: HashBook, progress: Progress = silent) -> Examined:
    """Look for what is missing, or has changed, in another folder: by content, so that nothing wrong is taken.

    Where the folder of some has moved, what lay beside it is found with them, although nobody has shown its place.
    """
    places, record = examined.places, examined.record
    wanted = (*places.missing, *places.changed)
    more = look_in(folder, wanted, book, progress)
    more |= follow(more, [entry for entry in wanted if entry not in more], book)
    found: Mapping[FileEntry, Path] = {**places.found, **more}
    left = Places(
        found,
        tuple(entry for entry in places.missing if entry not in more),
        tuple(entry for entry in places.changed if entry not in more),
        places.same.union(more),
    )
    patient = examined.patient
    if patient is None and record.patient is not None:
        patient = _patient_in(folder, record.patient.folder, more) or _patient_along(record.patient.folder, more)
    return replace(examined, places=left, patient=patient)


def _patient_in(folder: Path, stored: str, found: Mapping[FileEntry, Path]) -> Path | None:
    """The processed patient's folder: where its images were found, or a folder of its name."""
    for entry, path in found.items():
        if entry.path.startswith(f"{stored}/"):
            below = entry.path.removeprefix(f"{stored}/").split("/")
            root = path.parents[len(below) - 1] if len(below) <= len(path.parents) else path.parent
            if (root / "dataset_description.json").is_file():
                return root
    name = stored.rsplit("/", 1)[-1]
    candidates = (folder, folder / name)
    return next((one for one in candidates if one.name == name and (one / "dataset_description.json").is_file()), None)


def _patient_along(stored: str, found: Mapping[FileEntry, Path]) -> Path | None:
    """The processed patient's folder where it moved along with files that were found."""
    candidates = moved_along(stored, roots_moved(found))
    return next((one for one in candidates if (one / "dataset_description.json").is_file()), None)
