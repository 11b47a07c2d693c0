"""The dataset's folder: a new one appears whole, or a new patient appears in it whole; or nothing changes.

``sub-X/other``, the table of the import and masks of lesions are not in BIDS's vocabulary of raw data, so
``.bidsignore`` names them.
"""

import json
import os
import shutil
import uuid
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from analysis.errors import OutputError
from analysis.files.results import write_json, write_tsv
from analysis.importing import converter
from analysis.provenance import ALGOSCOPE_VERSION

DATASET_NAME = "Scans converted by Algoscope"
_COLUMNS = ("participant_id", "age", "sex")
README = """Scans converted by Algoscope
============================

From a scanner's export (DICOM), by dcm2niix, or from NIfTI images. No name, ID, date, institution, device number or
unique identifier (UID) was copied. FACIAL FEATURES ARE NOT REMOVED: a face can be recognised from a T1 scan. Remove it
(with a defacing program) before you give the dataset away.

Each image has a sidecar (.json). ImportReason says what it was taken for and why, ImportSources where each fact comes
from, ImportWarnings what is doubtful. sub-X_import.tsv lists all series of a patient, also those not converted.
sub-X/other holds images that are none of T1, BOLD, ASL, M0 and field map. Ages stand in participants.tsv as the
scanner had them; everybody older than 89 is "n/a".
"""


def refuse_existing(folder: Path, subject: str | None, *, force: bool) -> None:
    """Raise `OutputError` if the folder holds something else, or this patient and `force` is not given."""
    if not os.path.lexists(folder) or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not folder.is_dir() or not is_ours(folder):
        raise OutputError(
            f'"{folder.name}" holds something else than converted scans; it was left as it is. Choose another folder.'
        )
    if subject is not None and (folder / subject).exists() and not force:
        raise OutputError(
            f"{subject} is in the dataset already; choose another pseudonym or allow overwriting (--force)."
        )


def subjects(folder: Path) -> set[str]:
    """The pseudonyms that a dataset holds."""
    return {path.name for path in folder.glob("sub-*")} if folder.is_dir() else set()


def is_ours(folder: Path) -> bool:
    """Whether a folder is the root of a dataset that was converted here, so that its labels are pseudonyms."""
    try:
        description = json.loads((folder / "dataset_description.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(description, dict) and description.get("Name") == DATASET_NAME


def write_frame(root: Path, rows: Sequence[Sequence[Any]]) -> None:
    """Write what stands at the root of a dataset beside its patients."""
    generators = [
        {"Name": "Algoscope", "Version": ALGOSCOPE_VERSION},
        {"Name": "dcm2niix", "Version": converter.version()},
    ]
    description = {"Name": DATASET_NAME, "BIDSVersion": "1.10.0", "DatasetType": "raw", "GeneratedBy": generators}
    write_json(description, root / "dataset_description.json")
    write_tsv(_COLUMNS, rows, root / "participants.tsv")
    (root / "README").write_text(README, encoding="utf-8")
    (root / ".bidsignore").write_text("**/other/\n**/*_import.tsv\n**/*_label-lesion_mask.*\n", encoding="utf-8")


def publish(made: Path, folder: Path, subject: str, participant: Sequence[Any], *, force: bool) -> None:
    """Put a finished dataset, or its one patient, in its place.

    Parameters
    ----------
    made : the finished dataset of one patient, on the same disk as `folder`
    folder : where it belongs
    participant : the patient's row of ``participants.tsv``
    """
    refuse_existing(folder, subject, force=force)
    try:
        if not folder.exists() or not any(folder.iterdir()):
            if folder.exists():
                folder.rmdir()  # empty; not every system replaces it
            os.replace(made, folder)
            return
        rows = [row for row in _participants(folder) if row[0] != subject]
        _swap(made / subject, folder / subject)
        everyone = sorted([*rows, list(participant)], key=lambda row: str(row[0]))
        write_tsv(_COLUMNS, everyone, folder / "participants.tsv", force=True)
    except OSError as error:
        raise OutputError(f'"{folder.name}" could not be written ({error.strerror or error}).') from None


def _participants(folder: Path) -> list[list[Any]]:
    with suppress(OSError, ValueError):
        lines = (folder / "participants.tsv").read_text("utf-8").split("\n")[1:]
        rows = [line.split("\t") for line in lines if line]
        if all(len(row) == len(_COLUMNS) for row in rows):
            return rows
    raise OutputError('"participants.tsv" of the dataset is damaged or has other columns; nothing was changed.')


def _swap(new: Path, place: Path) -> None:
    """Put a new folder in place of an old one, which is removed only afterwards."""
    old = place.with_name(f".{uuid.uuid4().hex[:8]}.old")
    if place.exists():
        os.replace(place, old)
    try:
        os.replace(new, place)
    except OSError:
        if old.exists():
            os.replace(old, place)
        raise
    shutil.rmtree(old, ignore_errors=True)
