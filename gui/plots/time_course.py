"""The time course of the shown series at the crosshair, and its amplitude spectrum."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from analysis.image import Series
from analysis.metrics.spectrum import amplitude_spectrum
from gui.plots.pair import PlotPair, caption_axis, dress, fit
from gui.session import Change, Layer, Session
from gui.style import Theme

BAND_HZ = (0.01, 0.08)
_COURSE, _SPECTRUM, _NOW = "#4da3ff", "#5fcf80", "#f5c542"


class TimeCoursePanel(PlotPair):
    """Two plots side by side. A click or a drag in the time course moves the timepoint."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__((3, 2), parent)
        self._session = session
        self._course = self.left.plot(pen=pg.mkPen(_COURSE, width=1.3))
        self._spectrum = self.right.plot(pen=pg.mkPen(_SPECTRUM, width=1.3))
        self._now = pg.InfiniteLine(movable=True, pen=pg.mkPen(_NOW, width=1.5))
        self._now.sigPositionChanged.connect(self._on_line_moved)
        self.left.addItem(self._now)
        band = pg.LinearRegionItem(BAND_HZ, movable=False, brush=pg.mkBrush(95, 207, 128, 28), pen=pg.mkPen(None))
        self.right.addItem(band)
        self.left.scene().sigMouseClicked.connect(self._on_click)
        self._shown: tuple[np.ndarray, float | None] = (np.empty(0), None)
        self._timer = QTimer(self, singleShot=True, interval=66)
        self._timer.timeout.connect(self.show_course)
        self._rest = QTimer(self, singleShot=True, interval=120)  # a spectrum is read at rest, a course while moving
        self._rest.timeout.connect(self.show_spectrum)
        self.set_theme(theme)
        session.changed.connect(self.refresh)
        self.show_course()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        dress(self.left, theme, self.tr("Time, s"), self.tr("Signal"))
        dress(self.right, theme, self.tr("Frequency, Hz"), self.tr("Amplitude"))

    def refresh(self, change: Change) -> None:
        """Follow the session, at most 15 times a second."""
        wanted = Change.LAYERS | Change.SELECTION | Change.CURSOR | Change.FRAMES
        if change & wanted and not self._timer.isActive():
            self._timer.start()
        if change & Change.TIMEPOINT:
            self._place_line()

    def show_course(self) -> None:
        """Draw the course of the voxel under the crosshair."""
        layer = self._session.series_layer
        voxel = None if layer is None else layer.grid.voxel_at(self._session.place_in(layer))
        if layer is None or voxel is None or not isinstance(layer.image, Series):
            self._show_nothing(layer)
            return
        series = layer.image
        course = series.frames.time_course(voxel)
        times = np.arange(len(course)) * (series.tr_s or 1.0)
        self._course.setData(times, course, connect="finite")
        caption_axis(self.left, self.tr("Time, s") if series.tr_s else self.tr("Volume (TR unknown)"))
        fit(self.left, (series.n_timepoints - 1) * (series.tr_s or 1.0), course)
        self.say(_caption(layer, voxel, series), with_plots=True)
        self._place_line()
        self._shown = (course, series.tr_s)
        self._rest.start()

    def show_spectrum(self) -> None:
        """Draw the spectrum of the course that is shown."""
        values, tr_s = self._shown
        frequencies, amplitudes = amplitude_spectrum(values, tr_s) if tr_s else (np.empty(0), np.empty(0))
        self._spectrum.setData(frequencies, amplitudes)
        fit(self.right, float(frequencies[-1]) if frequencies.size else BAND_HZ[1], np.append(amplitudes, 0))

    def _show_nothing(self, layer: Layer | None) -> None:
        self._rest.stop()
        self._course.setData([], [])
        self._spectrum.setData([], [])
        if layer is None:
            hint = self.tr("Open a series (BOLD or ASL) to see its time course at the crosshair.")
            self.say(hint, with_plots=False)
        else:
            self.say(self.tr("The crosshair is outside {name}.").format(name=layer.name), with_plots=True)

    def _place_line(self) -> None:
        layer = self._session.series_layer
        self._now.setVisible(layer is not None)
        if layer is not None and isinstance(layer.image, Series):
            self._now.blockSignals(True)
            self._now.setValue(self._session.timepoint * (layer.image.tr_s or 1.0))
            self._now.blockSignals(False)

    def _on_line_moved(self) -> None:
        self._move_to(float(self._now.value()))

    def _on_click(self, event: object) -> None:
        position = self.left.getPlotItem().vb.mapSceneToView(event.scenePos())  # type: ignore[attr-defined]
        self._move_to(float(position.x()))

    def _move_to(self, time_s: float) -> None:
        layer = self._session.series_layer
        if layer is not None and isinstance(layer.image, Series):
            self._session.move_timepoint(round(time_s / (layer.image.tr_s or 1.0)))
            self._place_line()


def _caption(layer: Layer, voxel: tuple[int, int, int], series: Series) -> str:
    place = "voxel {} {} {}".format(*voxel)
    loaded = series.frames.n_loaded
    arrived = "" if series.is_complete else f" · {loaded} of {series.n_timepoints} volumes read"
    return f"{layer.name} · {place}{arrived}"
