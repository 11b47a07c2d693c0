"""Whether the demonstration patient is there already, and of this version."""

import json
from pathlib import Path

from analysis.demo.patient import write_patient
from analysis.demo.settings import FULL, DemoSettings
from analysis.demo.sidecars import dataset_description
from analysis.progress import Progress, silent


def is_current(folder: Path) -> bool:
    """Whether a folder holds a demonstration patient that this version of Algoscope wrote.

    A dataset that has its description is complete, because `write_patient` renames the whole folder last.
    """
    try:
        found = json.loads((folder / "dataset_description.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(found == dataset_description())


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
