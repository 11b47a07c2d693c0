"""The seed's time course over that of the voxel at the crosshair, and one against the other."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from gui.live_seed import LiveSeed, SeedReading
from gui.plots.pair import PlotPair, dress
from gui.qt_safe import QtSafe
from gui.session import Change, Session
from gui.style import SEED_COLOUR, Theme

_VOXEL = "#4da3ff"
_LEAST_SD = 4.0  # noise hardly goes beyond, so that the axes stay


class SeedPanel(QtSafe, PlotPair):
    """Both courses in units of their own SD, and the scatter with r."""

    def __init__(self, session: Session, live: LiveSeed, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__((3, 1), parent)
        self._session, self._live = session, live
        self._voxel = self.left.plot(pen=pg.mkPen(_VOXEL, width=1.2))
        self._seed = self.left.plot(pen=pg.mkPen(SEED_COLOUR, width=1.5))
        self._scatter = pg.ScatterPlotItem(size=5, pen=None, brush=pg.mkBrush(_VOXEL))
        self._line = self.right.plot(pen=pg.mkPen(SEED_COLOUR, width=1.5))
        self.right.addItem(self._scatter)
        self._shown: tuple[float, float] = (0.0, 0.0)  # end of the time axis, and how many SD are seen
        self._timer = QTimer(self, singleShot=True, interval=66)
        self._timer.timeout.connect(self.show_reading)
        self.set_theme(theme)
        session.changed.connect(self.refresh)
        self.show_reading()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        dress(self.left, theme, self.tr("Time, s"), self.tr("Signal, SD"))
        dress(self.right, theme, self.tr("Seed, SD"), self.tr("Voxel, SD"))

    def refresh(self, change: Change) -> None:
        """Follow the session, at most 15 times a second, and only while it is seen."""
        if change & (Change.SEED | Change.VALUES | Change.CURSOR) and self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def showEvent(self, event: object) -> None:
        self.show_reading()

    def show_reading(self) -> None:
        """Draw the courses as they are now."""
        reading = self._live.reading
        if reading is None:
            hint = (
                self.tr("No seed yet, or no signal at the crosshair. Drag with Shift + Ctrl in a slice.")
                if self._session.seeds.current is None
                else self.tr("The crosshair or the seed is outside the brain mask.")
            )
            self.say(hint, with_plots=False)
            return
        words = self.tr("r = {r} between the seed (pink) and the voxel at the crosshair (blue)")
        self.say(words.format(r=f"{reading.r:.3f}".replace("-", "−")), with_plots=True)
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
        self._fit(float(times[-1]), float(max(_LEAST_SD, np.ceil(np.abs([seed, voxel]).max()))))

    def _fit(self, end: float, sd: float) -> None:
        """Show all values; in whole SD, so that the axes, which take longer than the curves, seldom change."""
        if self._shown != (end, sd):
            self._shown = (end, sd)
            self.left.setRange(xRange=(0.0, end or 1.0), yRange=(-sd, sd), padding=0.03)
            self.right.setRange(xRange=(-sd, sd), yRange=(-sd, sd), padding=0.03)
