"""The whole window: it follows the session, remembers what it should, and its keys do what the menus say."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from analysis.errors import DataError
from analysis.plane import Convention
from gui.dialogs.palette import CommandPalette
from gui.fonts import load_fonts
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import FONT_PERCENTS, Settings
from gui.view_area import Layout
from tests.gui.conftest import delete
from tests.gui.made_files import save_t1
from tests.gui.made_scans import add_overlay, add_series, add_t1


def trigger(window: MainWindow, key: str) -> None:
    window.actions_.action(key).trigger()
    QApplication.processEvents()


def refuse(progress: object = None) -> None:
    raise DataError("The mask is empty.")


def test_that_the_first_page_gives_way_to_the_views_and_comes_back(window, session, qtbot):
    assert window.centre.currentWidget() is window.first_run
    add_t1(session)
    qtbot.waitUntil(lambda: window.centre.currentWidget() is window.views)
    session.close_all()
    qtbot.waitUntil(lambda: window.centre.currentWidget() is window.first_run)


def test_that_files_that_are_dropped_on_an_open_patient_are_opened(window, session, finish, tmp_path):
    path, first = save_t1(tmp_path), add_t1(session)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(100, 100), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)
    assert event.isAccepted()
    finish()
    session.remove_layer(first.id)
    assert [layer.scan.path for layer in session.layers] == [path]


def test_that_a_sentence_of_the_session_and_of_a_failed_job_is_shown(window, session, jobs, qtbot):
    session.tell("The header contradicts itself.")
    jobs.submit("ReHo", refuse)
    qtbot.waitUntil(lambda: not jobs.jobs)
    assert window.notices.sentences == ("The header contradicts itself.", "The mask is empty.")
    assert window.notices.isVisible()


@pytest.mark.parametrize("layout", Layout)
def test_that_the_keys_of_layouts_arrange_the_views(window, session, layout):
    add_t1(session)
    trigger(window, f"layout_{layout.value}")
    assert window.views.layout_name == layout.value


def test_that_pages_open_and_close_from_the_rail_and_metrics_open_theirs(window, session):
    add_series(session)
    window.rail.chosen.emit("quality")
    assert window.pages.currentWidget() is window._page_of["quality"]
    window.rail.chosen.emit("")
    assert not window.pages.isVisible()
    trigger(window, "metric alff")
    assert window.pages.isVisible()
    assert window.pages.currentWidget() is window.maps_tabs


def test_that_the_drawer_goes_and_comes(window):
    assert window.drawer.isVisible()
    trigger(window, "drawer")
    assert not window.drawer.isVisible()
    trigger(window, "drawer")
    assert window.drawer.isVisible()


def test_that_the_theme_flips_is_told_and_is_remembered(window):
    seen = []
    window.theme_changed.connect(lambda theme: seen.append(theme.name))
    trigger(window, "theme")
    trigger(window, "theme")
    assert seen == ["light", "dark"]
    assert window.settings.theme == "dark"


def test_that_text_grows_and_shrinks_by_steps_within_its_limits(window):
    before = QApplication.font().pointSizeF()
    trigger(window, "larger")
    assert window.settings.font_percent == 110
    assert QApplication.font().pointSizeF() == pytest.approx(1.1 * before)
    for _ in range(len(FONT_PERCENTS)):
        trigger(window, "larger")
    assert window.settings.font_percent == FONT_PERCENTS[-1]
    for _ in range(len(FONT_PERCENTS) + 1):
        trigger(window, "smaller")
    assert window.settings.font_percent == FONT_PERCENTS[0]


def test_that_the_coordinate_can_be_typed_at_once(window, session, qtbot):
    add_t1(session)
    trigger(window, "coordinate")
    field = window.statusBar().coordinate
    assert field.selectedText() == field.text()
    field.setText("2 2 2")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    np.testing.assert_allclose(session.cursor_mm, (2, 2, 2))


def test_that_single_letters_act_on_the_picture_but_not_while_typing(window, session, qtbot):
    add_t1(session)
    overlay = add_overlay(session)
    window.activateWindow()
    axial = next(iter(window.views.slices.values()))
    axial.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_W)
    assert not session.layer(overlay.id).display.visible
    field = window.statusBar().coordinate
    field.setFocus()
    field.clear()
    qtbot.keyClicks(field, "w1")
    assert field.text() == "w1"
    assert not session.layer(overlay.id).display.visible


def test_that_peeking_ends_when_the_window_loses_the_keyboard(window, session, qtbot, monkeypatch):
    session.hide_overlays(True)
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert not session.overlays_hidden


@pytest.mark.parametrize("key", ["palette", "shortcuts", "about"])
def test_that_a_dialog_opens_over_the_window_and_is_gone_when_closed(window, qtbot, key):
    trigger(window, key)
    (dialog,) = [d for d in window.findChildren(QDialog) if d.isVisible()]
    dialog.close()
    qtbot.waitUntil(lambda: window.findChildren(QDialog) == [], timeout=1000)


def test_that_the_palette_offers_what_can_be_done_now(window, session):
    trigger(window, "palette")
    palette = window.findChild(CommandPalette)
    assert any("Open files" in caption for caption in palette.captions)
    assert not any("Close layer" in caption for caption in palette.captions)
    palette.close()


def test_that_layout_convention_theme_and_size_are_there_at_the_next_start(session, jobs):
    settings = Settings()
    first = MainWindow(session, jobs, settings, load_fonts())
    first.show()
    first.resize(780, 640)  # wider than the screen of the tests, which is 800 × 800, but not higher
    height = first.height()
    trigger(first, "layout_row")
    trigger(first, "convention")
    trigger(first, "theme")
    delete(first)
    assert (settings.layout, settings.convention, settings.theme) == ("row", "neurological", "light")
    later = Session()
    second = MainWindow(later, jobs, settings, load_fonts())
    try:
        assert later.convention is Convention.NEUROLOGICAL
        assert second.views.layout_name == "row"
        assert second.height() == height == 640
    finally:
        delete(second)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(layout="no such", convention="up", theme="pink", geometry="zz"),
        Settings(geometry="00ff" * 20, font_percent=90),
    ],
    ids=["words", "geometry"],
)
def test_that_settings_that_mean_nothing_still_give_a_window(session, jobs, settings):
    window = MainWindow(session, jobs, settings, load_fonts())
    window.show()
    try:
        assert session.convention is Convention.RADIOLOGICAL
        assert window.views.layout_name == "grid"
        assert window.width() > 600
    finally:
        delete(window)


def test_that_the_files_that_are_open_are_the_next_last_session(window, session, finish, tmp_path):
    path = save_t1(tmp_path)
    window.open_paths([path])
    finish()
    session.close_all()
    assert window.settings.last_session == [str(path)]


def test_that_the_published_example_is_drawn_and_shown_in_the_brain(window, jobs, finish):
    from gui.dialogs.figure_dialog import FigureDialog

    window.actions_.action("published").trigger()
    finish()
    (dialog,) = window.findChildren(FigureDialog)
    assert dialog.form.options().kind == "published"
    assert len(window.session.graphs.graph.nodes) == 6
    dialog.reject()
    finish()


def test_that_the_window_asks_before_closing_stops_a_run_of_processing(window, jobs, finish, monkeypatch):
    from gui.commands.processing import JOB_KEY
    from tests.gui.test_jobs import loop_until_stopped

    job = jobs.submit("Process sub-01", loop_until_stopped, key=JOB_KEY)
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr(QMessageBox, "question", lambda *_: answers.pop(0))
    assert not window.close()
    assert window.isVisible()
    assert window.close()
    assert answers == []
    job.cancel()
    finish()
