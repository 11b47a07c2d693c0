"""The controls that the demonstration patient is compared with: unpacked beside the patient, as processing leaves them.

They are people who do not exist. Their scans were simulated as the patient's are (`person`, without the patient's
changes) and processed by the chain that processes the patient's, so that the maps may be compared by the rules that
hold for everyone; see `reference_making` and `reference_archive`.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from analysis.demo.reference_archive import KeptControls, read_archive
from analysis.demo.sidecars import BIDS_VERSION, DATASET_NAME
from analysis.demo.whole_folder import whole_folder
from analysis.files.results import write_json
from analysis.progress import Progress, silent
from analysis.provenance import ALGOSCOPE_VERSION, sha256_of_file

ARCHIVE = Path(__file__).resolve().parents[2] / "resources" / "demo" / "simulated_controls.zip"
NAME = "Algoscope demonstration controls"
FOLDER, TABLE = Path("derivatives", "simulated_controls"), "simulated_controls.tsv"
_LEVELS_ABOVE = 4  # of a dataset's folder above an image: datatype, session, subject, dataset
_README = """Simulated controls
==================

Nobody was scanned. Each control has a T1, a resting BOLD series and a multi-delay pCASL series that were simulated as
those of the demonstration patient beside them, with another anatomy, age, sex, motion and perfusion, and without the
patient's changes. The scans were processed as the patient's are (preset spinal_pain_zhang2025); only the maps are
here. Their values were rounded to 1/50 of the SD between the controls at each voxel.

{table} is the table to compare with. The maps must not be taken for those of people.
"""


def ensure_controls(dataset: Path, *, archive: Path = ARCHIVE, progress: Progress = silent) -> Path:
    """Unpack the controls into the demonstration patient's dataset, unless they are there.

    Parameters
    ----------
    dataset : root of the demonstration patient
    archive : what is unpacked

    Returns
    -------
    Path
        of their table

    Raises
    ------
    FileFormatError
        if the archive is damaged
    OutputError, Cancelled
        if they cannot be written, or it was cancelled; then nothing was changed
    """
    folder = dataset / FOLDER
    described = _description(archive)
    if _is_there(folder, described):
        progress(1.0, "The demonstration's controls are there")
        return folder / TABLE
    kept = read_archive(archive)
    with whole_folder(folder, NAME, "folder of the demonstration's controls", force=True) as temporary:
        _unpack(kept, temporary, progress)
        (temporary / TABLE).write_text(kept.table, encoding="utf-8", newline="")
        (temporary / "README").write_text(_README.format(table=TABLE), encoding="utf-8")
        write_json(described, temporary / "dataset_description.json")
    progress(1.0, "Controls unpacked")
    return folder / TABLE


def _unpack(kept: KeptControls, folder: Path, progress: Progress) -> None:
    for number, subject in enumerate(kept.subjects):
        for place, statistic in enumerate(kept.maps):
            done = (number + place / len(kept.maps)) / len(kept.subjects)
            progress(done, f"Simulated control {number + 1} of {len(kept.subjects)}")
            kept.write_map(subject, statistic, folder / subject / "maps")


def table_for(paths: tuple[Path, ...]) -> Path | None:
    """The table of the controls that belong to scans of the demonstration patient; None for scans of anyone else."""
    for path in paths:
        for folder in (path, *list(path.absolute().parents)[:_LEVELS_ABOVE]):
            if _named(folder) == DATASET_NAME:
                table = folder / FOLDER / TABLE
                return table if table.is_file() and _named(folder / FOLDER) == NAME else None
    return None


def _named(folder: Path) -> str:
    return str(_read(folder).get("Name", ""))


def _read(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / "dataset_description.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_there(folder: Path, described: Mapping[str, Any]) -> bool:
    """A folder with its description is complete, because it was renamed last."""
    return _read(folder) == described and (folder / TABLE).is_file()


def _description(archive: Path) -> dict[str, Any]:
    return {
        "Name": NAME,
        "BIDSVersion": BIDS_VERSION,
        "DatasetType": "derivative",
        "GeneratedBy": [{"Name": "Algoscope", "Version": ALGOSCOPE_VERSION}],
        "Archive": {"SHA256": _digest(archive, archive.stat().st_mtime_ns) if archive.is_file() else ""},
    }


@cache
def _digest(archive: Path, _: int) -> str:
    return sha256_of_file(archive)
