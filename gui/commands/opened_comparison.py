"""A comparison of the open patient that was computed elsewhere, taken from its folder: checked, shown, reported.

Whose it is the hash of the patient's map tells, which its record holds: no name of a file or folder does. Of the
controls a folder has no maps, so what needs these (the strip at the crosshair, calibration, parade) is not there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.errors import FileFormatError, InputError
from analysis.files import map_record, nifti
from analysis.image import Mask, Volume
from analysis.pipeline.derivative import read_processed
from analysis.progress import Progress, part, silent
from analysis.provenance import sha256_of_file
from analysis.report.comparison import Comparison, RegionLine, read_comparison, volume_at
from analysis.scan import StatMap
from analysis.stats.patient_regions import Region, RegionRow
from gui import log
from gui.commands.case_comparing import outline_of, show_layers
from gui.commands.sessions.loading import provenance_of
from gui.compare_state import OpenedCase
from gui.jobs import Job, JobRunner
from gui.session import Session

_SETS = {
    "regions": "prespecified",
    "asymmetries": "prespecified asymmetry",
    "atlas": "aal",
    "atlas_asymmetries": "aal asymmetry",
}


@dataclass(frozen=True)
class OpenOrder:
    """A folder, and where the maps of the patient are who is open: ``results`` of processing, and single files."""

    folder: Path
    results: Path | None
    subject: str
    files: tuple[Path, ...]


@dataclass(frozen=True, eq=False)
class Opened:
    """What the job has read."""

    comparison: Comparison
    maps: Mapping[str, StatMap]
    outline: Volume | None


def _tr(text: str) -> str:
    return QCoreApplication.translate("opened_comparison", text)


def start(session: Session, jobs: JobRunner, folder: Path) -> Job:
    """Read a comparison in the background, then show it.

    Raises
    ------
    InputError
        if no patient is open
    """
    patient = session.spaces.patient
    scans = (layer.scan for layer in session.layers if not layer.is_computed and not layer.is_series)
    files = tuple(dict.fromkeys(scan.path for scan in scans if scan is not None and scan.path is not None))
    results = None if patient is None else patient.folder
    if results is None and not files:
        raise InputError(_tr("Open the patient first whom the comparison is of."))
    log.hide(folder)
    subject = "" if patient is None else patient.name.removeprefix("sub-")
    return jobs.submit(
        _tr("Open the comparison"), read, OpenOrder(folder, results, subject, files),
        on_done=partial(_show, session, session.case.id), key="open comparison",
    )  # fmt: skip


def read(order: OpenOrder, progress: Progress = silent) -> Opened:
    """The job.

    Raises
    ------
    InputError, FileFormatError
        if the folder holds no comparison, a damaged one, or one of another patient
    """
    progress(0.0, _tr("Reading the comparison"))
    comparison = read_comparison(order.folder)
    _require_own(comparison, order, part(progress, 0.0, 0.6))
    maps = {}
    for name in ("t", "w"):
        progress(0.7, name)
        path = order.folder / f"{name}.nii.gz"
        if path.is_file():
            maps[name] = _map(path, comparison)
    inside = None if comparison.surviving is None else np.isfinite(comparison.surviving.data)
    mask = maps["w"].mask if "w" in maps else None
    outline = None
    if inside is not None and inside.any() and mask is not None:
        outline = outline_of(inside[mask.data], mask)
    return Opened(comparison, maps, outline)


def _require_own(comparison: Comparison, order: OpenOrder, progress: Progress) -> None:
    """Its record holds the hash of the patient's map: one of the maps of who is open must have it."""
    paths = list(order.files)
    if order.results is not None:
        paths = [entry.path for entry in read_processed(order.results, order.subject).maps] + paths
    for number, path in enumerate(paths):
        progress(number / len(paths), _tr("Looking whose it is"))
        if path.is_file() and sha256_of_file(path) == comparison.patient_sha256:
            return
    words = _tr(
        'The comparison in "{name}" is not of a map of the patient who is open, or that map was computed anew '
        "since. Two patients must not be mixed: open whom it is of, or compare again."
    )
    raise InputError(words.format(name=order.folder.name))


def _map(path: Path, comparison: Comparison) -> StatMap:
    record = map_record.read(path)
    provenance = provenance_of(map_record.provenance_of(path))
    if record is None or comparison.patient_sha256 not in {entry.sha256 for entry in provenance.inputs}:
        raise FileFormatError(
            _tr('"{name}" does not belong to the comparison beside it; make the comparison again.').format(
                name=path.name
            )
        )
    place = map_record.mask_path(path, record)
    mask: Mask | None = None if place is None else nifti.read_mask(place)
    return StatMap(volume_at(path), record.statistic, provenance, mask, record.dof)


def _show(session: Session, case_id: str, opened: Opened) -> None:
    if session.case.id == case_id:
        show(session, opened)


def show(session: Session, opened: Opened) -> None:
    """Show it as one that was computed here."""
    with session.batch():
        ids = show_layers(session, opened.maps, opened.outline)
        session.comparing.set_opened(
            OpenedCase(opened.comparison, ids.get("w"), ids.get("t"), ids.get("outline"))
        )  # fmt: skip


def rows_of(comparison: Comparison, name: str) -> tuple[RegionRow, ...]:
    """The rows of one set of regions, as a result has them: regions, asymmetries, atlas, or atlas_asymmetries."""
    dof = int(comparison.record.get("dof", 0))
    return tuple(_row(line, dof) for line in comparison.rows(_SETS[name]))


def _row(line: RegionLine, dof: int) -> RegionRow:
    n = line.numbers
    return RegionRow(
        Region(line.key, line.caption), line.unit, line.n_voxels, n["value"], n["expected"], n["interval_low"],
        n["interval_high"], n["percentile"], n["percentile_low"], n["percentile_high"], n["w_descriptive"], n["t"], dof,
        n["p_two_tailed"], line.p_holm, line.controls,
    )  # fmt: skip
