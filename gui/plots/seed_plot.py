"""The seed's time course over that of the voxel at the crosshair, and one against the other."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.live_seed import LiveSeed, SeedReading
from gui.plots.time_course import dress
from gui.qt_safe import QtSafe
from gui.session import Change, Session
from gui.style import SEED_COLOUR, Theme
from gui.widgets.styled import named

_VOXEL = "#4da3ff"


class SeedPanel(QtSafe, QWidget):
    """Both courses in units of their own SD, and the scatter with r."""

    def __init__(self, session: Session, live: LiveSeed, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._live = session, live
        self._caption = named(QLabel(), "dim")
        self._plots = QWidget()
        self._courses, self._scatter_plot = pg.PlotWidget(enableMenu=False), pg.PlotWidget(enableMenu=False)
        self._voxel = self._courses.plot(pen=pg.mkPen(_VOXEL, width=1.2))
        self._seed = self._courses.plot(pen=pg.mkPen(SEED_COLOUR, width=1.5))
        self._scatter = pg.ScatterPlotItem(size=5, pen=None, brush=pg.mkBrush(_VOXEL))
        self._line = self._scatter_plot.plot(pen=pg.mkPen(SEED_COLOUR, width=1.5))
        self._scatter_plot.addItem(self._scatter)
        row = QHBoxLayout(self._plots)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._courses, 3)
        row.addWidget(self._scatter_plot, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 6)
        layout.setSpacing(2)
        layout.addWidget(self._caption)
        layout.addWidget(self._plots, 1)
        layout.addStretch(0)
        self._timer = QTimer(self, singleShot=True, interval=40)
        self._timer.timeout.connect(self.show_reading)
        self.set_theme(theme)
        session.changed.connect(self.refresh)
        self.show_reading()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        dress(self._courses, theme, self.tr("Time, s"), self.tr("Signal, SD"))
        dress(self._scatter_plot, theme, self.tr("Seed, SD"), self.tr("Voxel, SD"))

    def refresh(self, change: Change) -> None:
        """Follow the session, at most 25 times a second, and only while it is seen."""
        if change & (Change.SEED | Change.VALUES | Change.CURSOR) and self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def showEvent(self, event: object) -> None:
        self.show_reading()

    def show_reading(self) -> None:
        """Draw the courses as they are now."""
        reading = self._live.reading
        self._plots.setVisible(reading is not None)
        if reading is None:
            self._caption.setText(
                self.tr("No seed yet, or no signal at the crosshair. Drag with Shift + Ctrl in a slice.")
                if self._session.seed is None
                else self.tr("The crosshair or the seed is outside the brain mask.")
            )
            return
        self._caption.setText(
            self.tr("r = {r} between the seed (pink) and the voxel at the crosshair (blue)").format(
                r=f"{reading.r:.3f}".replace("-", "−")
            )
        )
        self._draw(reading)

    def _draw(self, reading: SeedReading) -> None:
        layer = self._session.series_layer
        tr_s = getattr(layer.image, "tr_s", None) if layer is not None else None
        times = np.arange(len(reading.seed)) * (tr_s or 1.0)
        seed, voxel = (course / (course.std(ddof=1) or 1.0) for course in (reading.seed, reading.voxel))
        self._seed.setData(times, seed)
        self._voxel.setData(times, voxel)
        self._scatter.setData(seed, voxel)
        ends = np.array([seed.min(), seed.max()])
        self._line.setData(ends, reading.r * ends)
