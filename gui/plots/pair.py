"""Two plots side by side under a caption, and how plots are dressed."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QGraphicsItem, QHBoxLayout, QVBoxLayout, QWidget

from gui.style import Theme
from gui.turns import add_if_watched
from gui.widgets.styled import ElidedLabel, named


class PlotPair(QWidget):
    """A caption and two plots; the mouse neither zooms nor pans them. ``shares`` says how the width is divided."""

    def __init__(self, shares: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = named(ElidedLabel(), "dim")
        self.left, self.right = pg.PlotWidget(enableMenu=False), pg.PlotWidget(enableMenu=False)
        self._plots = QWidget()
        row = QHBoxLayout(self._plots)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.left, shares[0])
        row.addWidget(self.right, shares[1])
        policy = self.right.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.right.setSizePolicy(policy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 6)
        layout.setSpacing(2)
        layout.addWidget(self._caption)
        layout.addWidget(self._plots, 1)
        layout.addStretch(0)

    @property
    def caption(self) -> str:
        """What is said over the plots."""
        return self._caption.text()

    @property
    def plots_are_shown(self) -> bool:
        """Whether there is something to plot."""
        return not self._plots.isHidden()

    def say(self, sentence: str, *, with_plots: bool) -> None:
        """Write the caption; without plots it stands alone. Two plots that are shown anew are drawn in two turns."""
        self._caption.setText(sentence)
        if with_plots and self._plots.isHidden():
            self.right.hide()
            add_if_watched(self, self.right.show)
        self._plots.setVisible(with_plots)


def caption_axis(plot: pg.PlotWidget, text: str) -> None:
    """Say what is on the x axis; only another text is worth a new axis."""
    if plot.getAxis("bottom").labelText != text:
        plot.setLabel("bottom", text)


def fit(plot: pg.PlotWidget, x_end: float, values: np.ndarray) -> None:
    """Show x from 0 and all values. Left to find its range itself, a plot would be painted twice for each change."""
    known = values[np.isfinite(values)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
    if high <= low:
        low, high = low - 0.5, high + 0.5
    plot.setRange(xRange=(0.0, x_end or 1.0), yRange=(low, high), padding=0.03)
    plot.scene().prepareForPaint()


def dress(plot: pg.PlotWidget, theme: Theme, bottom: str, left: str) -> None:
    """Give a plot the colours of a theme and its captions."""
    plot.setBackground(theme.panel)
    plot.showGrid(x=True, y=True, alpha=0.12)
    plot.setMenuEnabled(False)
    plot.hideButtons()
    plot.setMouseEnabled(x=False, y=False)
    for side, text in (("bottom", bottom), ("left", left)):
        plot.setLabel(side, text)
        axis = plot.getAxis(side)
        axis.setPen(theme.line)
        axis.setTextPen(theme.dim)
        axis.enableAutoSIPrefix(False)
        axis.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)  # else it takes longer than all curves
