"""The prior map, the current one and their difference at the same places: what the window shows of its layers."""

from pathlib import Path

import numpy as np

from analysis.atlas.template import mni_template
from analysis.colour import two_sided
from analysis.errors import InputError
from analysis.files import nifti
from analysis.image import Series, Volume
from analysis.plane import Convention, Orientation
from analysis.scan import Scan
from analysis.stats.two_scans import NOTE, TwoScans
from gui.commands.first_look import map_look
from gui.figures.export import Figure, ensure_application
from gui.figures.side_by_side import draw_side_by_side
from gui.figures.slice_figure import FigureLayer, SliceFigure
from gui.figures.slice_plan import gray_scale
from gui.figures.slice_positions import even_positions, foreground_box_mm

_SLICES = 6
SHARE = 98.0
"""Percentile of the size of the difference at the ends of its colours."""


def draw_two_scans(prior: Scan, current: Scan, found: TwoScans, statistic: str, t1: Path | None) -> Figure:
    """Both maps in the colours of the current one, and the difference in two-sided ones.

    Parameters
    ----------
    t1 : of the patient in MNI space; None for the template

    Raises
    ------
    InputError
        if a map is a series
    """
    ensure_application()
    below = _volume(nifti.read(t1)) if t1 is not None else mni_template()
    now, before, difference = _volume(current), _volume(prior), found.difference.volume
    scale = map_look(now, statistic).display.scale
    low, high = foreground_box_mm(now, scale)[:, Orientation.AXIAL.value]
    positions = even_positions(float(low), float(high), _SLICES)
    sizes = np.abs(difference.data[np.isfinite(difference.data)])
    most = max(float(np.percentile(sizes, SHARE)), 1e-9)
    rows = (
        (before, scale, f"{statistic}, prior scan", ()),
        (now, scale, f"{statistic}, now", ()),
        (difference, two_sided(0.25 * most, most), "now less prior", (NOTE,)),
    )
    underlay, inputs = FigureLayer(below, gray_scale(below)), found.difference.provenance.inputs
    return draw_side_by_side(
        [
            SliceFigure(
                underlay, FigureLayer(volume, colours), Orientation.AXIAL, positions, Convention.RADIOLOGICAL,
                title=title, unit=volume.unit, inputs=inputs, warnings=warnings,
            )
            for volume, colours, title, warnings in rows
        ]
    )  # fmt: skip


def _volume(scan: Scan) -> Volume:
    if isinstance(scan.image, Series):
        raise InputError("Maps are compared, but one of the files is a series.")
    return scan.image
