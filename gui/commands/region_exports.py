"""Regions to other programs: masks, surfaces, names, DICOM segmentations; and the latter back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from analysis.errors import DataError, OptionError
from analysis.files import dicom_seg, dicom_source, label_files, region_files
from analysis.files.dicom_source import SourceSeries
from analysis.grid import Grid
from analysis.labels.frozen import FrozenLabels
from analysis.labels.label_map import LabelMap
from analysis.progress import Progress, part, silent
from gui import log
from gui.drawing import OpenLabels
from gui.jobs import Job, JobRunner
from gui.session import Session

Sources = tuple[SourceSeries, ...]


def _tr(text: str) -> str:
    return QCoreApplication.translate("region_exports", text)


def export_masks(session: Session, jobs: JobRunner, folder: Path) -> Job:
    """Write a binary mask of each region of the current drawing."""
    drawn, copy = _current(session)
    log.hide(folder)
    done = partial(_tell_written, session)
    return jobs.submit(_tr("Masks of the regions"), _masks, copy, folder, drawn.space, on_done=done)


def export_surfaces(session: Session, jobs: JobRunner, folder: Path, ending: str) -> Job:
    """Write the surface of each region of the current drawing, ``.stl`` or ``.ply``."""
    _, copy = _current(session)
    log.hide(folder)
    done = partial(_tell_written, session)
    return jobs.submit(_tr("Surfaces of the regions"), _surfaces, copy, folder, ending, on_done=done)


def export_names(session: Session, path: Path, *, freesurfer: bool) -> Path:
    """Write names and colours as ITK-SNAP's label description, or as FreeSurfer's colour table."""
    drawn, _ = _current(session)
    log.hide(path)
    write = label_files.write_freesurfer_names if freesurfer else label_files.write_itksnap_names
    return write(drawn.labels.regions, path, force=True)  # the dialog has asked


def find_sources(session: Session, jobs: JobRunner, folder: Path, take: Callable[[Sources], None]) -> Job:
    """Look for the scanner's series that have the voxels of the current drawing."""
    drawn, _ = _current(session)
    log.hide(folder)
    return jobs.submit(_tr("Look for the DICOM series"), _sources, folder, drawn.labels.grid, on_done=take)


def export_dicom(session: Session, jobs: JobRunner, source: SourceSeries, path: Path) -> Job:
    """Write the current drawing as a DICOM segmentation of a series."""
    _, copy = _current(session)
    log.hide(path)
    done = partial(_tell_written, session)
    return jobs.submit(_tr("DICOM segmentation"), _dicom, copy, source, path, on_done=done)


def read_dicom(path: Path, grids: tuple[Grid, ...], progress: Progress = silent) -> LabelMap:
    """Read a DICOM segmentation: on the first of the grids that has its voxels, else on its own, smaller one."""
    progress(0.0, "")
    alone = dicom_seg.read_dicom_seg(path)
    for n, grid in enumerate(grids):
        progress((n + 1) / (len(grids) + 1), "")
        placed = dicom_source.laid_out(alone.data, alone.grid, grid)
        if placed is not None:
            return LabelMap(grid, placed, alone.regions)
    return alone


def _current(session: Session) -> tuple[OpenLabels, FrozenLabels]:
    """The drawing, and a copy that is written while drawing goes on."""
    drawn = session.drawing.current
    if drawn is None:
        raise OptionError(_tr("No regions are drawn yet."))
    labels = drawn.labels
    if labels.is_empty:
        raise DataError(_tr("Nothing is drawn yet, so there is nothing to save."))
    return drawn, labels.frozen()


def _masks(labels: FrozenLabels, folder: Path, space: str, progress: Progress = silent) -> int:
    return len(region_files.write_masks(labels.map(), folder, space=space, progress=progress))


def _surfaces(labels: FrozenLabels, folder: Path, ending: str, progress: Progress = silent) -> int:
    return len(region_files.write_surfaces(labels.map(), folder, ending=ending, progress=progress))


def _sources(folder: Path, grid: Grid, progress: Progress = silent) -> Sources:
    return dicom_source.series_on(folder, grid, progress)


def _dicom(labels: FrozenLabels, source: SourceSeries, path: Path, progress: Progress = silent) -> int:
    dicom_seg.write_dicom_seg(labels.map(), source, path, force=True, progress=part(progress, 0.0, 1.0))  # as was asked
    return 1


def _tell_written(session: Session, n: int) -> None:
    session.tell(QCoreApplication.translate("region_exports", "%n file(s) written, read back and compared.", "", n))
