"""The time course of the shown series at the crosshair, and its amplitude spectrum."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from analysis.image import Series
from analysis.metrics.spectrum import amplitude_spectrum
from gui.session import Change, Layer, Session
from gui.style import Theme
from gui.widgets.styled import ElidedLabel, named

BAND_HZ = (0.01, 0.08)
_COURSE, _SPECTRUM, _NOW = "#4da3ff", "#5fcf80", "#f5c542"


class TimeCoursePanel(QWidget):
    """Two plots side by side. A click or a drag in the time course moves the timepoint."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._caption = named(ElidedLabel(), "dim")
        self._course_plot, self._spectrum_plot = pg.PlotWidget(enableMenu=False), pg.PlotWidget(enableMenu=False)
        self._course = self._course_plot.plot(pen=pg.mkPen(_COURSE, width=1.3))
        self._spectrum = self._spectrum_plot.plot(pen=pg.mkPen(_SPECTRUM, width=1.3))
        self._now = pg.InfiniteLine(movable=True, pen=pg.mkPen(_NOW, width=1.5))
        self._now.sigPositionChanged.connect(self._on_line_moved)
        self._course_plot.addItem(self._now)
        band = pg.LinearRegionItem(BAND_HZ, movable=False, brush=pg.mkBrush(95, 207, 128, 28), pen=pg.mkPen(None))
        self._spectrum_plot.addItem(band)
        self._course_plot.scene().sigMouseClicked.connect(self._on_click)
        self._plots = QWidget()
        plots = QHBoxLayout(self._plots)
        plots.setContentsMargins(0, 0, 0, 0)
        plots.setSpacing(4)
        plots.addWidget(self._course_plot, 3)
        plots.addWidget(self._spectrum_plot, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 6)
        layout.setSpacing(2)
        layout.addWidget(self._caption)
        layout.addWidget(self._plots, 1)
        layout.addStretch(0)
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
        dress(self._course_plot, theme, self.tr("Time, s"), self.tr("Signal"))
        dress(self._spectrum_plot, theme, self.tr("Frequency, Hz"), self.tr("Amplitude"))

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
        voxel = None if layer is None else layer.grid.voxel_at(self._session.cursor_mm)
        if layer is None or voxel is None or not isinstance(layer.image, Series):
            self._show_nothing(layer)
            return
        self._plots.setVisible(True)
        series = layer.image
        course = series.frames.time_course(voxel)
        times = np.arange(len(course)) * (series.tr_s or 1.0)
        self._course.setData(times, course, connect="finite")
        caption(self._course_plot, self.tr("Time, s") if series.tr_s else self.tr("Volume (TR unknown)"))
        fit(self._course_plot, (series.n_timepoints - 1) * (series.tr_s or 1.0), course)
        self._caption.setText(_caption(layer, voxel, series))
        self._place_line()
        self._shown = (course, series.tr_s)
        self._rest.start()

    def show_spectrum(self) -> None:
        """Draw the spectrum of the course that is shown."""
        values, tr_s = self._shown
        frequencies, amplitudes = amplitude_spectrum(values, tr_s) if tr_s else (np.empty(0), np.empty(0))
        self._spectrum.setData(frequencies, amplitudes)
        fit(self._spectrum_plot, float(frequencies[-1]) if frequencies.size else BAND_HZ[1], np.append(amplitudes, 0))

    def _show_nothing(self, layer: Layer | None) -> None:
        self._plots.setVisible(layer is not None)
        self._rest.stop()
        self._course.setData([], [])
        self._spectrum.setData([], [])
        if layer is None:
            self._caption.setText(self.tr("Open a series (BOLD or ASL) to see its time course at the crosshair."))
        else:
            self._caption.setText(self.tr("The crosshair is outside {name}.").format(name=layer.name))

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
        position = self._course_plot.getPlotItem().vb.mapSceneToView(event.scenePos())  # type: ignore[attr-defined]
        self._move_to(float(position.x()))

    def _move_to(self, time_s: float) -> None:
        layer = self._session.series_layer
        if layer is not None and isinstance(layer.image, Series):
            self._session.move_timepoint(round(time_s / (layer.image.tr_s or 1.0)))
            self._place_line()


def caption(plot: pg.PlotWidget, text: str) -> None:
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
    """Give a plot the colours of a theme and its captions; the mouse neither zooms nor pans it."""
    plot.setBackground(theme.panel)
    plot.showGrid(x=True, y=True, alpha=0.12)
    plot.setMenuEnabled(False)
    plot.hideButtons()
    plot.setMouseEnabled(x=False, y=False)
    for side, caption in (("bottom", bottom), ("left", left)):
        plot.setLabel(side, caption)
        axis = plot.getAxis(side)
        axis.setPen(theme.line)
        axis.setTextPen(theme.dim)
        axis.enableAutoSIPrefix(False)


def _caption(layer: Layer, voxel: tuple[int, int, int], series: Series) -> str:
    place = "voxel {} {} {}".format(*voxel)
    loaded = series.frames.n_loaded
    arrived = "" if series.is_complete else f" · {loaded} of {series.n_timepoints} volumes read"
    return f"{layer.name} · {place}{arrived}"
