"""The points behind a coupling: activity against perfusion, each point a voxel, linked with the views."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from scipy.ndimage import gaussian_filter

from analysis.colour import colormap
from gui.commands import coupling
from gui.perfusion_state import CoupledPoints
from gui.plots.pair import caption_axis, dress
from gui.session import Change, Session
from gui.style import Theme
from gui.widgets.styled import ElidedLabel, named

_MOST_POINTS = 20_000
_BINS, _LEVELS, _SOFT = 60, 12, 1.5
_HERE = "#ff7ad9"
_GRAB_PX = 12.0


class CouplingPanel(QWidget):
    """A click takes the crosshair to the voxel of the nearest point; the crosshair's voxel is the ring."""

    drawn = Signal()  # another coupling is shown

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._caption = named(ElidedLabel(), "dim")
        self.plot = pg.PlotWidget(enableMenu=False)
        self._points = pg.ScatterPlotItem(size=4, pen=None)
        self._trend = pg.PlotDataItem()
        self._here = pg.ScatterPlotItem(size=13, pen=pg.mkPen(_HERE, width=2.5), brush=None)
        for item in (self._points, self._trend, self._here):
            self.plot.addItem(item)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 6)
        layout.setSpacing(2)
        layout.addWidget(self._caption)
        layout.addWidget(self.plot, 1)
        layout.addStretch(0)
        self._shown: CoupledPoints | None = None
        self._place_of: np.ndarray = np.empty(0)  # the number of the point of each voxel of the grid, -1 for none
        self._timer = QTimer(self, singleShot=True, interval=50)
        self._timer.timeout.connect(self.show_place)
        self.plot.scene().sigMouseClicked.connect(self._on_click)
        self.set_theme(theme)
        session.changed.connect(self.refresh)
        self.refresh(Change.PERFUSION)

    @property
    def caption(self) -> str:
        """What is said over the plot."""
        return self._caption.text()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        x, y = self._captions()
        dress(self.plot, theme, x, y)
        self._trend.setPen(pg.mkPen(theme.text, width=1.5, style=Qt.PenStyle.DashLine))

    def refresh(self, change: Change) -> None:
        """Follow the session; the ring at most 20 times a second."""
        if change & Change.PERFUSION and self._session.perfusion.coupled is not self._shown:
            self._show(self._session.perfusion.coupled)
        if change & (Change.CURSOR | Change.LAYERS) and self._shown is not None and not self._timer.isActive():
            self._timer.start()

    def _captions(self) -> tuple[str, str]:
        if self._shown is None:
            return "", ""
        x, y = (
            f"{name}, {unit}" if unit else name for name, unit in zip(self._shown.names, self._shown.units, strict=True)
        )
        return x, y

    def _show(self, points: CoupledPoints | None) -> None:
        self._shown = points
        self.plot.setVisible(points is not None)
        if points is None:
            self._caption.setText(self.tr("Correlate perfusion with activity on the Perfusion page to see the points."))
            for item in (self._points, self._trend, self._here):
                item.setData([], [])
            return
        number = np.full(points.grid.shape, -1, dtype=np.int64)
        number[tuple(points.ijk.T)] = np.arange(len(points.x))
        self._place_of = number
        x, y = self._captions()
        caption_axis(self.plot, x)
        self.plot.setLabel("left", y)
        self._draw(points)
        self.show_place()
        self.drawn.emit()

    def _draw(self, points: CoupledPoints) -> None:
        density = density_of(points.x, points.y)
        order = np.argsort(density, kind="stable")
        step = max(1, -(-len(order) // _MOST_POINTS))
        order = order[::step]
        table = colormap("viridis")
        brushes = [pg.mkBrush(*(int(c) for c in table[32 + level * 223 // (_LEVELS - 1)])) for level in range(_LEVELS)]
        level = np.minimum((density[order] * _LEVELS).astype(int), _LEVELS - 1)
        self._points.setData(points.x[order], points.y[order], brush=[brushes[n] for n in level])
        slope, offset = np.polyfit(points.x.astype(np.float64), points.y.astype(np.float64), 1)
        ends = np.array([points.x.min(), points.x.max()], dtype=np.float64)
        self._trend.setData(ends, slope * ends + offset)
        x_range, y_range = (tuple(np.percentile(v, (0.1, 99.9))) for v in (points.x, points.y))
        self.plot.setRange(xRange=x_range, yRange=y_range, padding=0.05)
        every = "" if step == 1 else self.tr(" · 1 of {step} points drawn").format(step=step)
        self._caption.setText(coupling.in_words(points.coupling) + every)
        self.plot.setToolTip(self.tr("Click a point to take the crosshair to its voxel"))

    def show_place(self) -> None:
        """Ring the point of the voxel at the crosshair."""
        points = self._shown
        if points is None:
            return
        spaces = self._session.spaces
        place = spaces.point(self._session.cursor_mm, spaces.current, points.space)
        voxel = points.grid.voxel_at(place)
        number = -1 if voxel is None else int(self._place_of[voxel])
        if number < 0:
            self._here.setData([], [])
        else:
            self._here.setData([points.x[number]], [points.y[number]])

    def _on_click(self, event: object) -> None:
        self.go_to(event.scenePos())  # type: ignore[attr-defined]

    def go_to(self, scene: QPointF) -> None:
        """Move the crosshair to the voxel whose point is nearest to a place of the plot, if one is near."""
        points = self._shown
        if points is None:
            return
        box = self.plot.getPlotItem().vb
        place = box.mapSceneToView(scene)
        width, height = box.viewPixelSize()
        distance = np.hypot((points.x - place.x()) / width, (points.y - place.y()) / height)
        nearest = int(np.argmin(distance))
        if distance[nearest] <= _GRAB_PX:
            spaces = self._session.spaces
            xyz_mm = points.grid.to_mm(points.ijk[nearest].astype(np.float64))
            self._session.move_cursor(spaces.point(xyz_mm, points.space, spaces.current))


def density_of(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """``(n,)`` how crowded it is around each point, from above 0 to 1 = the most crowded place; root of the density."""
    counts, x_edges, y_edges = np.histogram2d(x, y, bins=_BINS)
    column = np.clip(np.searchsorted(x_edges, x, side="right") - 1, 0, _BINS - 1)
    row = np.clip(np.searchsorted(y_edges, y, side="right") - 1, 0, _BINS - 1)
    crowd = np.sqrt(gaussian_filter(counts, _SOFT))
    return np.asarray(crowd[column, row] / max(float(crowd.max()), 1e-9))
