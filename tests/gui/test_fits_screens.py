"""The window fits the screens that hospitals have, at every size of text."""

import pytest

from gui.main_window import MainWindow
from tests.gui.made_scans import add_overlay, add_t1


@pytest.mark.parametrize(("percent", "width", "height"), [(125, 1280, 720), (150, 1366, 768), (200, 1920, 1080)])
@pytest.mark.parametrize("is_open", [False, True], ids=["first page", "a patient"])
def test_that_the_window_asks_for_no_more_than_the_screen(
    window: MainWindow, session, qtbot, percent, width, height, is_open
):
    window.settings.font_percent = percent
    window.apply_theme()
    if is_open:
        add_t1(session)
        add_overlay(session)
    window.guide.guide()
    for tab in range(window.drawer.count()):
        window.drawer.setCurrentIndex(tab)
        qtbot.wait(5)
    wanted = window.minimumSizeHint()
    assert (wanted.width() <= width, wanted.height() <= height) == (True, True), wanted
