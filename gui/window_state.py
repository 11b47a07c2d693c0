"""How the window was left: its place, the widths of its columns, its layout, page and tabs; kept in the settings."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow, QSplitter, QTabWidget, QWidget

from gui.drawer import Drawer
from gui.settings import Settings
from gui.view_area import Layout, ViewArea

USUAL_SIZE = (1440, 900)
_TITLE_BAR = 40  # pixels that the desktop draws above a window, and which are not part of its height


class WindowState:
    """Reads and restores the parts; ``pages`` and ``show_page`` are those of the rail."""

    def __init__(
        self,
        window: QMainWindow,
        splits: Sequence[QSplitter],
        views: ViewArea,
        tabs: tuple[QTabWidget, Drawer],
        pages: Mapping[str, QWidget],
        show_page: Callable[[str], None],
    ) -> None:
        self._window, self._splits, self._views = window, tuple(splits), views
        self._maps, self._drawer = tabs
        self._pages, self._show_page = pages, show_page

    def restore(self, settings: Settings) -> None:
        """Arrange the window as it was left; what is unknown or damaged takes its usual place."""
        self._views.arrange(next((one for one in Layout if one.value == settings.layout), Layout.GRID))
        room = self._window.screen().availableGeometry()
        self._window.resize(min(USUAL_SIZE[0], room.width()), min(USUAL_SIZE[1], room.height() - _TITLE_BAR))
        if settings.geometry:
            self._window.restoreGeometry(_bytes(settings.geometry))
        if len(settings.splits) == len(self._splits):
            for split, text in zip(self._splits, settings.splits, strict=True):
                split.restoreState(_bytes(text))
                split.setChildrenCollapsible(False)  # the state that is restored may say otherwise
        tabs = [self._maps.tabText(index) for index in range(self._maps.count())]
        if settings.maps_tab in tabs:
            self._maps.setCurrentIndex(tabs.index(settings.maps_tab))
        self._drawer.setVisible(settings.drawer_visible)
        self._drawer.prefer(settings.drawer_tab)
        self._show_page(settings.page if settings.page in self._pages or not settings.page else "patient")

    def keep(self, settings: Settings) -> None:
        """Note in the settings how the window is now."""
        settings.geometry = _text(self._window.saveGeometry())
        settings.layout = self._views.layout_name
        settings.splits = [_text(split.saveState()) for split in self._splits]
        settings.page = next((key for key, page in self._pages.items() if page.isVisible()), "")
        settings.maps_tab = self._maps.tabText(self._maps.currentIndex())
        settings.drawer_tab = self._drawer.tabText(self._drawer.currentIndex())
        settings.drawer_visible = not self._drawer.isHidden()


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromHex(text.encode("ascii", "ignore"))


def _text(state: QByteArray) -> str:
    return bytes(state.toHex().data()).decode("ascii")
