"""The figures of the demonstration patient: slices over the patient's own T1, each with its recipe and its caption."""

from pathlib import Path

import numpy as np

from analysis.colour import two_sided
from analysis.files import map_record, nifti
from analysis.image import Volume
from analysis.plane import Orientation
from analysis.provenance import InputRecord, sha256_of_file
from analysis.report.comparison import Comparison, volume_at
from analysis.report.findings import W_SHOWN
from gui.commands.first_look import map_look
from gui.figures.export import ensure_application, save_figure
from gui.figures.page import Page
from gui.figures.slice_figure import FigureLayer, SliceFigure
from gui.figures.slice_plan import gray_scale, plan_cuts
from gui.figures.slices import draw_slices

_SLICES, _DPI = 12, 200
_LOWEST_END = 4.0  # |W| at the end of the colours, at least
_SYNTHETIC = "synthetic demonstration patient"


def draw_map(path: Path, t1: Path, out: Path) -> Path:
    """A computed map in MNI space over the T1 there, coloured as the window first shows it."""
    volume, record = volume_at(path), map_record.read(path)
    statistic = volume.name if record is None else record.statistic
    above = FigureLayer(volume, map_look(volume, statistic).display.scale)
    title = f"{volume.name} of the {_SYNTHETIC}, computed from the scans"
    return _draw(above, t1, title, (InputRecord("overlay", sha256_of_file(path)),), out)


def draw_w(comparison: Comparison, t1: Path, out: Path) -> Path:
    """W where it is 2 or more; descriptive."""
    assert comparison.w is not None
    known = np.abs(comparison.w.data[np.isfinite(comparison.w.data)])
    end = min(max(_LOWEST_END, float(np.ceil(known.max()))), 3 * W_SHOWN)  # as on the report
    above = FigureLayer(comparison.w, two_sided(W_SHOWN, end))
    title = f"W of the {comparison.statistic} map of the {_SYNTHETIC} against simulated controls; descriptive"
    return _draw(above, t1, title, (InputRecord("overlay: patient's map", comparison.patient_sha256),), out)


def _draw(above: FigureLayer, t1: Path, title: str, inputs: tuple[InputRecord, ...], out: Path) -> Path:
    ensure_application()
    image = nifti.read(t1).image
    assert isinstance(image, Volume)
    below = FigureLayer(image, gray_scale(image))
    cuts = plan_cuts(below, above, Orientation.AXIAL, _SLICES)
    figure = SliceFigure(
        below,
        above,
        Orientation.AXIAL,
        cuts.positions_mm,
        title=title,
        unit=above.volume.unit,
        page=Page(180, 8.25, dpi=_DPI),
        inputs=(InputRecord("underlay", sha256_of_file(t1)), *inputs),
        warnings=cuts.warnings,
    )
    return save_figure(draw_slices(figure), out, dpi=_DPI, force=True).absolute()
