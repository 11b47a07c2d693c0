"""Whether the demonstration patient is there already, and of this version; with the controls to compare with."""

import json
from pathlib import Path

from analysis.demo.patient import write_patient
from analysis.demo.reference_controls import ensure_controls
from analysis.demo.settings import FULL, DemoSettings
from analysis.demo.sidecars import PERSON_COLUMNS, dataset_description
from analysis.progress import Progress, part, silent


def is_current(folder: Path) -> bool:
    """Whether a folder holds a demonstration patient that this version of Algoscope wrote.

    A dataset that has its description is complete, because `write_patient` renames the whole folder last.
    """
    try:
        found = json.loads((folder / "dataset_description.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(found == dataset_description()) and _tells_age(folder)


def _tells_age(folder: Path) -> bool:
    """An earlier one of the same version told nothing of the person, which a comparison needs."""
    try:
        header = (folder / "participants.tsv").read_text(encoding="utf-8").partition("\n")[0]
    except OSError:
        return False
    return tuple(header.rstrip("\r").split("\t")) == PERSON_COLUMNS


def ensure_patient(
    folder: Path, settings: DemoSettings = FULL, *, seed: int = 0, force: bool = True, progress: Progress = silent
) -> Path:
    """Write the demonstration patient unless the folder holds the current one.

    Parameters
    ----------
    force : whether a demonstration patient of another version (and nothing else) may be replaced

    Raises
    ------
    OutputError, Cancelled
        as `write_patient`
    """
    if is_current(folder):
        progress(1.0, "The demonstration patient is there")
        return folder
    return write_patient(folder, settings, seed=seed, force=force, progress=progress)


def ensure_demonstration(folder: Path, *, seed: int = 0, force: bool = True, progress: Progress = silent) -> Path:
    """The demonstration patient and the controls to compare with, each written unless it is there.

    Raises
    ------
    FileFormatError
        if the controls that ship with the application are damaged
    OutputError, Cancelled
        as `write_patient`
    """
    ensure_patient(folder, seed=seed, force=force, progress=part(progress, 0.0, 0.93))
    ensure_controls(folder, progress=part(progress, 0.93, 1.0))
    return folder
