"""The time course at the crosshair: which values are drawn, over which range, and how rarely it is painted."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject
from pytestqt.qtbot import QtBot

from analysis.grid import Grid
from analysis.image import ArrayFrames, Series
from analysis.scan import Modality
from gui.plots.time_course import TimeCoursePanel
from gui.session import Layer, Role, Session
from gui.style import Themes
from tests.gui.made_scans import GRAY, add_series, grid, scan


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> TimeCoursePanel:
    made = TimeCoursePanel(session, Themes.DARK.value)
    qtbot.addWidget(made)
    made.resize(900, 180)
    made.show()
    return made


def add_sine(session: Session, hz: float, tr_s: float | None = 2.0) -> Layer:
    """Every voxel is a sine of amplitude 5 around 100."""
    on: Grid = grid()
    course = 100 + 5 * np.sin(2 * np.pi * hz * 2.0 * np.arange(100))
    series = Series(on, ArrayFrames(np.broadcast_to(course, (*on.shape, 100)).copy()), tr_s, "sine")
    return session.add_layer("sine", series, Role.UNDERLAY, GRAY, scan=scan(Modality.BOLD, series))


def test_that_the_values_of_the_voxel_under_the_crosshair_are_drawn_over_seconds(panel, session):
    add_series(session)  # frame t of voxel (i, j, k) holds 1000 t + i + 10 j + 100 k; 12 frames, 2 s
    session.move_cursor(session.layers[0].grid.to_mm(np.array([3, 4, 5])))
    panel.show_course()
    times, drawn = panel._course.getData()
    np.testing.assert_allclose(times, 2 * np.arange(12))
    np.testing.assert_allclose(drawn, 543 + 1000 * np.arange(12))
    (x_low, x_high), (y_low, y_high) = panel._course_plot.viewRange()
    assert x_low <= 0
    assert x_high >= 22
    assert y_low <= 543
    assert y_high >= 11_543


def test_that_the_spectrum_comes_when_the_crosshair_rests(panel, session, qtbot):
    add_sine(session, 0.05)
    panel.show_course()
    qtbot.waitUntil(lambda: panel._spectrum.getData()[0] is not None, timeout=2000)
    frequencies, amplitudes = panel._spectrum.getData()
    peak = int(np.argmax(amplitudes))
    assert frequencies[peak] == pytest.approx(0.05)
    assert amplitudes[peak] == pytest.approx(5, rel=0.02)
    assert panel._spectrum_plot.viewRange()[0][1] >= 0.25  # up to half the sampling rate of 0.5 Hz


def test_that_without_a_repetition_time_there_are_volumes_and_no_spectrum(panel, session):
    add_sine(session, 0.05, tr_s=None)
    panel.show_course()
    panel.show_spectrum()
    np.testing.assert_allclose(panel._course.getData()[0], np.arange(100))
    assert "TR unknown" in panel._course_plot.getAxis("bottom").labelText
    assert panel._spectrum.getData()[0] is None


def test_that_outside_the_series_nothing_is_drawn_and_no_old_spectrum_comes_late(panel, session, qtbot):
    layer = add_sine(session, 0.05)
    panel.show_course()
    session.remove_layer(layer.id)
    panel.show_course()
    qtbot.wait(200)
    assert panel._course.getData()[0] is None
    assert panel._spectrum.getData()[0] is None


def test_that_a_new_course_is_painted_once_and_the_spectrum_not_at_all_while_moving(panel, session, qtbot):
    add_series(session)
    panel.show_course()
    qtbot.wait(300)
    paints = {name: Paints(plot) for name, plot in (("course", panel._course_plot), ("spectrum", panel._spectrum_plot))}
    session.move_cursor(session.layers[0].grid.to_mm(np.array([1, 2, 3])))
    panel._timer.stop()
    panel.show_course()
    qtbot.wait(60)
    assert paints["course"].count == 1
    if panel._rest.isActive():  # on a very slow machine the rest may be over
        assert paints["spectrum"].count == 0


class Paints(QObject):
    """Counts the paint events of a plot."""

    def __init__(self, plot) -> None:
        super().__init__(plot)
        self.count = 0
        plot.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False
