"""The time course at the crosshair: the right voxel, a point for each volume, in seconds where the TR is known."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from analysis.image import ArrayFrames, Series
from gui.plots.time_course import TimeCoursePanel
from gui.session import Role, Session
from gui.style import Themes
from tests.gui.made_scans import GRAY, add_series, add_t1, grid


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> TimeCoursePanel:
    made = TimeCoursePanel(session, Themes.DARK.value)
    qtbot.addWidget(made)
    made.resize(900, 240)
    made.show()
    return made


def caption(panel: TimeCoursePanel) -> str:
    return panel.findChildren(QLabel)[0].text()


def course(panel: TimeCoursePanel) -> tuple[np.ndarray, np.ndarray]:
    panel.show_course()
    times, values = panel._course.getData()
    return np.asarray([] if times is None else times), np.asarray([] if values is None else values)


def test_that_each_volume_is_a_point_of_the_voxel_under_the_crosshair(session, panel):
    layer = add_series(session)
    session.move_cursor(layer.grid.to_mm(np.array([1, 2, 3])) + 0.4)
    times, values = course(panel)
    np.testing.assert_allclose(times, 2.0 * np.arange(12))
    np.testing.assert_allclose(values, 321 + 1000 * np.arange(12))
    assert "voxel 1 2 3" in caption(panel)


def test_that_without_a_tr_there_are_volumes_in_place_of_seconds_and_no_spectrum(session, panel):
    add_series(session, tr_s=None)
    times, _ = course(panel)
    panel.show_spectrum()
    np.testing.assert_array_equal(times, np.arange(12))
    assert panel.left.getAxis("bottom").labelText == "Volume (TR unknown)"
    frequencies, _ = panel._spectrum.getData()
    assert frequencies is None or len(frequencies) == 0


def test_that_the_spectrum_peaks_at_the_frequency_of_the_signal(session, panel):
    times = 2.0 * np.arange(100)
    signal = 500 + 10 * np.sin(2 * np.pi * 0.05 * times)
    frames = ArrayFrames(np.broadcast_to(signal, (*grid().shape, 100)))
    session.add_layer("BOLD", Series(grid(), frames, 2.0), Role.UNDERLAY, GRAY)
    course(panel)
    panel.show_spectrum()
    frequencies, amplitudes = panel._spectrum.getData()
    assert frequencies[np.argmax(amplitudes)] == pytest.approx(0.05)
    assert frequencies[-1] == pytest.approx(0.25)


def test_that_volumes_on_their_way_are_said_and_not_made_up(session, panel):
    class Arriving(ArrayFrames):
        n_loaded = 5

        def time_course(self, ijk: tuple[int, int, int]) -> np.ndarray:
            return super().time_course(ijk)[: self.n_loaded]

    frames = Arriving(np.ones((*grid().shape, 9)))
    layer = session.add_layer("BOLD", Series(grid(), frames, 2.0), Role.UNDERLAY, GRAY)
    assert len(course(panel)[0]) == 5
    assert "5 of 9 volumes read" in caption(panel)
    frames.n_loaded = 9
    session.note_frames(layer.id)
    assert len(course(panel)[0]) == 9
    assert "read" not in caption(panel)


def test_that_values_that_are_missing_leave_a_hole_and_do_not_hide_the_rest(session, panel):
    data = np.ones((*grid().shape, 9)) * np.arange(9.0)
    data[..., 4] = np.nan
    session.add_layer("BOLD", Series(grid(), ArrayFrames(data), 2.0), Role.UNDERLAY, GRAY)
    _, values = course(panel)
    assert np.isnan(values[4])
    (_, _), (low, high) = panel.left.viewRange()
    assert low <= 0
    assert high >= 8


def test_that_the_crosshair_outside_the_series_is_said(session, panel):
    add_series(session, "BOLD", on=grid((4, 4, 4)))
    add_t1(session, on=grid((20, 20, 20)))
    session.move_cursor(np.array([15, 15, 15]))
    assert len(course(panel)[0]) == 0
    assert caption(panel) == "The crosshair is outside BOLD."


def test_that_without_a_series_the_panel_says_what_to_open(session, panel):
    add_t1(session)
    panel.show_course()
    assert "Open a series" in caption(panel)


def test_that_the_plot_follows_the_crosshair(session, panel, qtbot):
    layer = add_series(session)
    session.move_cursor(layer.grid.to_mm(np.array([1, 1, 1])))
    qtbot.waitUntil(lambda: "voxel 1 1 1" in caption(panel), timeout=1000)
    session.move_cursor(layer.grid.to_mm(np.array([3, 4, 5])))
    qtbot.waitUntil(lambda: "voxel 3 4 5" in caption(panel), timeout=1000)


def test_that_the_line_stands_at_the_timepoint_and_dragging_it_moves_the_timepoint(session, panel):
    add_series(session)
    session.move_timepoint(4)
    panel.show_course()
    assert panel._now.value() == pytest.approx(8.0)
    panel._now.setValue(13.1)
    assert session.timepoint == 7
    assert panel._now.value() == pytest.approx(14.0)  # on a volume, not between two
    panel._now.setValue(-50)
    assert session.timepoint == 0


def test_that_a_click_in_the_plot_moves_the_timepoint(session, panel, qtbot):
    add_series(session)
    panel.show_course()
    qtbot.wait(50)
    view = panel.left.getPlotItem().vb
    scene_place = view.mapViewToScene(QPointF(10.2, 3000))

    class Click:
        def scenePos(self) -> QPointF:
            return scene_place

    panel.left.scene().sigMouseClicked.emit(Click())
    assert session.timepoint == 5


@pytest.mark.parametrize("theme", [theme.value for theme in Themes], ids=lambda theme: theme.name)
def test_that_the_plot_is_drawn_in_the_colours_of_the_theme(session, panel, pixels, qtbot, theme):
    add_series(session)
    panel.set_theme(theme)
    panel.show_course()
    qtbot.wait(30)
    picture = pixels(panel.left).astype(int)
    background = [int(theme.panel[i : i + 2], 16) for i in (1, 3, 5)]
    assert (np.abs(picture - background).max(axis=-1) < 12).mean() > 0.5
    blue = (picture[..., 2] - picture[..., 0]) > 60
    assert blue.sum() > 100  # the course itself
