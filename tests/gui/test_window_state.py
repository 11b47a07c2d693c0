"""The window comes back as it was left; damaged settings give the usual one."""

import pytest
from PySide6.QtWidgets import QLabel

from gui.fonts import load_fonts
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings, SettingsStore
from tests.gui.conftest import delete


@pytest.fixture
def start(jobs, tmp_path):
    """A window with the settings of the store; closing it saves them."""
    store = SettingsStore(tmp_path)
    opened = []

    def make() -> MainWindow:
        window = MainWindow(Session(), jobs, store.load(), load_fonts())
        window.show()
        opened.append(window)
        return window

    def close(window: MainWindow) -> None:
        opened.remove(window)
        window.close()
        store.save(window.settings)
        delete(window)

    yield make, close
    for window in opened:
        delete(window)


def settle(window: MainWindow, qtbot) -> None:
    """Until nothing was laid out anew for a while, which a slow machine does in its own time."""
    seen: list[object] = []

    def is_still() -> bool:
        seen.append((window.size(), window._across.sizes(), window._upright.sizes()))
        return len(seen) > 5 and all(one == seen[-1] for one in seen[-5:])

    qtbot.waitUntil(is_still, timeout=10_000)


def test_that_size_columns_layout_page_and_tabs_come_back(start, qtbot):
    make, close = start
    first = make()
    first._across.setSizes([330, 600, 290])
    first._upright.setSizes([400, 250])
    first.actions_.action("layout_row").trigger()
    first.show_page("compare")
    first.maps_tabs.setCurrentIndex(2)
    first.drawer.setCurrentIndex(3)
    first.resize(first.minimumSizeHint().width(), 770)  # the screen of the tests is small, 800 x 800
    settle(first, qtbot)
    sizes, rows = first._across.sizes(), first._upright.sizes()
    width = first.width()
    close(first)
    second = make()
    settle(second, qtbot)
    assert second.height() == 770
    assert second.width() == pytest.approx(max(width, second.minimumSizeHint().width()), abs=1)
    assert second._across.sizes()[0] == pytest.approx(sizes[0], abs=2)
    assert second._across.sizes()[2] == pytest.approx(sizes[2], abs=2)
    assert second._upright.sizes() == pytest.approx(rows, abs=2)
    assert second.views.layout_name == "row"
    assert second.pages.currentWidget() is second._page_of["compare"]
    assert second.maps_tabs.currentIndex() == 2
    assert second.drawer.currentIndex() == 3


def test_that_a_closed_page_and_a_closed_drawer_stay_closed(start):
    make, close = start
    first = make()
    first.show_page("")
    first.actions_.action("drawer").trigger()
    close(first)
    second = make()
    assert not second.pages.isVisible()
    assert not second.drawer.isVisible()


def test_that_the_tab_that_was_open_is_open_when_the_plots_have_come(start):
    make, close = start
    first = make()
    first.drawer.set_plots(QLabel("course"), QLabel("seed"))
    first.drawer.setCurrentIndex(1)
    close(first)
    second = make()
    second.drawer.set_plots(QLabel("course"), QLabel("seed"))
    assert second.drawer.tabText(second.drawer.currentIndex()) == "Seed"


@pytest.mark.parametrize("bad", ["", "zz", "00ff", "x" * 3000])
def test_that_damaged_state_gives_a_window_that_can_be_used(jobs, bad):
    settings = Settings(geometry=bad, splits=[bad] * 3, page="moon", maps_tab=bad, drawer_tab=bad, layout=bad)
    window = MainWindow(Session(), jobs, settings, load_fonts())
    window.show()
    assert window.pages.isVisible()
    assert window.pages.currentWidget() is window._page_of["patient"]
    assert min(window._across.sizes()) > 100
    delete(window)
