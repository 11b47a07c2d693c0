"""Whether a simulated cohort is there already, and of this version."""

import json
from pathlib import Path

from analysis.demo.controls import CohortSettings, cohort_description, write_cohort
from analysis.progress import Progress, silent


def ensure_cohort(folder: Path, settings: CohortSettings, *, seed: int = 0, progress: Progress = silent) -> Path:
    """Write a simulated cohort unless the folder holds one of this version with these settings and this seed.

    Returns
    -------
    Path
        of ``participants.tsv``

    Raises
    ------
    OutputError, Cancelled
        as `write_cohort`
    """
    table = folder / "participants.tsv"
    try:
        found = json.loads((folder / "dataset_description.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if found == cohort_description(settings, seed) and table.is_file():
        progress(1.0, "The simulated cohort is there")
        return table
    return write_cohort(folder, settings, seed=seed, force=True, progress=progress)
