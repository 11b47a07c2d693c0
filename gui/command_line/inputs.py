"""Images that a command reads; what is doubtful about them is said."""

from dataclasses import dataclass
from pathlib import Path

from analysis.errors import InputError
from analysis.files import nifti
from analysis.image import Mask, Series, Volume
from analysis.progress import Progress
from analysis.provenance import InputRecord, sha256_of_file
from analysis.scan import Scan
from gui.command_line.terminal import Terminal


@dataclass(frozen=True, eq=False)
class OpenedSeries:
    """A 4D image with all of its frames."""

    scan: Scan
    series: Series
    record: InputRecord


@dataclass(frozen=True, eq=False)
class OpenedVolume:
    """A 3D image."""

    scan: Scan
    volume: Volume
    record: InputRecord


@dataclass(frozen=True, eq=False)
class OpenedScan:
    """An image of either kind, with all of its frames."""

    scan: Scan
    record: InputRecord


def open_scan(path: Path, role: str, terminal: Terminal, progress: Progress) -> OpenedScan:
    """Read a 3D or 4D image completely, and say its warnings; raises as `nifti.read`."""
    scan = _read(path, terminal)
    nifti.finish(scan, progress)
    return OpenedScan(scan, InputRecord(role, sha256_of_file(path)))


def open_series(path: Path, role: str, terminal: Terminal, progress: Progress) -> OpenedSeries:
    """Read a 4D image completely, and say its warnings; raises as `nifti.read`, or `InputError` for a 3D one."""
    scan = _read(path, terminal)
    if not isinstance(scan.image, Series):
        raise InputError(f'"{path.name}" is a single volume, but a series of volumes over time is needed.')
    nifti.finish(scan.image, progress)
    return OpenedSeries(scan, scan.image, InputRecord(role, sha256_of_file(path)))


def open_volume(path: Path, role: str, terminal: Terminal) -> OpenedVolume:
    """Read a 3D image, and say its warnings; raises as `nifti.read`, or `InputError` for a 4D one."""
    scan = _read(path, terminal)
    if isinstance(scan.image, Series):
        raise InputError(f'"{path.name}" is a series of {scan.image.n_timepoints} volumes, but one volume is needed.')
    return OpenedVolume(scan, scan.image, InputRecord(role, sha256_of_file(path)))


def open_mask(path: Path) -> tuple[Mask, InputRecord]:
    """Read a mask; raises as `nifti.read_mask`."""
    return nifti.read_mask(path), InputRecord("mask", sha256_of_file(path))


def _read(path: Path, terminal: Terminal) -> Scan:
    scan = nifti.read(path)
    for warning in scan.warnings:
        terminal.say(f'"{path.name}": {warning}')
    return scan
