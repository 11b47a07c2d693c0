"""Several maps over one underlay, cut at the same places, one below the other: two scans and their difference."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtGui import QPainter

from analysis.errors import OptionError
from gui.figures.export import Figure
from gui.figures.slices import SliceFigure, draw_slices

_GAP = 8.0


def draw_side_by_side(figures: Sequence[SliceFigure]) -> Figure:
    """One figure of several, all cut where the first is.

    Raises
    ------
    OptionError
        if there is none, or as `draw_slices`
    """
    if not figures:
        raise OptionError("There is no map to draw.")
    columns = len(figures[0].positions_mm)
    parts = [draw_slices(replace(figure, positions_mm=figures[0].positions_mm, columns=columns)) for figure in figures]
    height = sum(part.height for part in parts) + _GAP * (len(parts) - 1)

    def draw(painter: QPainter) -> None:
        for part in parts:
            painter.save()
            part.draw(painter)
            painter.restore()
            painter.translate(0, part.height + _GAP)

    words = " ".join(f"{figure.title}: {part.description}" for figure, part in zip(figures, parts, strict=True))
    width = max(part.width for part in parts)
    warnings = tuple(dict.fromkeys(warning for part in parts for warning in part.provenance.warnings))
    provenance = replace(parts[0].provenance, warnings=warnings)
    return Figure(width, height, draw, provenance, words, parts[0].paper)
