"""Another theme or text size while the window is in use: a few widgets a turn, those that are seen first.

A window has thousands of widgets, most on pages that nobody sees at the moment. To dress all of them takes several
times as long as a person may be held up, and so does painting a window in which everything is new. So what is seen is
dressed within a few turns of the event loop, in which the windows keep their old look; then they are painted in a few
more, part by part; the rest follows.
"""

from collections.abc import Callable
from functools import partial
from itertools import chain
from time import thread_time

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import isValid

from gui import style
from gui.style import Theme
from gui.turns import Turns

BUDGET_S = 0.005  # CPU of a turn; the layouts that follow, and a busy machine, may double or treble it
MOST_AT_ONCE = 40.0  # widgets painted in a turn; a widget that fills the window, such as a picture, counts as many


class Dressing(QObject):
    """Dresses the application anew while one of its windows is shown."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._turns = Turns(self)
        self._waiting: list[QWidget] = []  # those to be dressed next at its end, what is in a widget before it
        self._is_found = True  # what is waiting
        self._held: list[QWidget] = []  # windows that are not painted for the moment
        self._parts: list[list[QWidget]] = []  # of windows that are; not painted yet, those of a turn together
        self._when_seen: tuple[Callable[[], object], ...] | None = None

    @property
    def is_over(self) -> bool:
        """Whether everything wears what was chosen last."""
        return not self._turns.n_waiting

    def wear(self, theme: Theme, family: str, font_percent: int, *when_seen: Callable[[], object]) -> None:
        """Change theme and text size; what was chosen before and is not done yet is given up.

        Parameters
        ----------
        theme, family, font_percent : the colours, the font, its size in percent of the usual one
        when_seen : called when all that is seen is dressed, each in a turn of its own, before it is painted; at once
            while the window is hidden
        """
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        if not self._window.isVisible():
            style.apply_theme(application, theme, family, font_percent)
            for take_over in when_seen:
                take_over()
            return
        self._turns.clear()
        self._when_seen = when_seen
        self._hold(application)
        font = style.set_colours(application, theme, family, font_percent)
        self._turns.add(bool, is_last=True)  # Qt hands font and palette down first
        self._turns.add(partial(self._set_sheet, application, theme, font), is_last=True)

    def _set_sheet(self, application: QApplication, theme: Theme, font: QFont) -> None:
        if style.set_sheet(application, theme, font):  # else what waited for the one before goes on
            self._is_found = False
        self._turns.add(self._dress_some if self._is_found else self._find, is_last=True)

    def _find(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._waiting, self._is_found = style.dressed(application), True
        self._turns.add(self._dress_some)

    def _dress_some(self) -> None:
        self._waiting = [widget for widget in self._waiting if isValid(widget)]
        self._waiting.sort(key=QWidget.isVisible)  # again in each turn: another page may have been opened
        end = thread_time() + BUDGET_S
        while self._waiting and thread_time() < end and not self._is_to_be_shown():
            widget = self._waiting.pop()
            style.redress(widget)
            measure(widget)
        if self._is_to_be_shown():
            when_seen, self._when_seen = self._when_seen, None
            assert when_seen is not None
            for take_over in when_seen:
                self._turns.add(take_over, is_last=True)
            self._turns.add(self._show, is_last=True)
        elif self._waiting:
            self._turns.add(self._dress_some)

    def _is_to_be_shown(self) -> bool:
        """Whether all that is seen has been dressed just now."""
        return self._when_seen is not None and not (self._waiting and self._waiting[-1].isVisible())

    def _hold(self, application: QApplication) -> None:
        for window in application.topLevelWidgets():
            if window.isVisible() and window.updatesEnabled():
                window.setUpdatesEnabled(False)
                self._held.append(window)
        while self._parts:  # of the change that is given up; their windows hold them again
            self._paint(self._parts.pop())

    def _show(self) -> None:
        held, self._held = self._held, []
        for window in held:
            if isValid(window):
                parts = parts_of(window)
                for part in chain.from_iterable(parts):
                    part.setUpdatesEnabled(False)
                window.setUpdatesEnabled(True)
                self._parts += parts
        self._show_parts()

    def _show_parts(self) -> None:
        if self._parts:
            self._paint(self._parts.pop(0))
        if self._parts:
            self._turns.add(self._show_parts, is_last=True)
        elif self._waiting:
            self._turns.add(self._dress_some)

    @staticmethod
    def _paint(parts: list[QWidget]) -> None:
        for part in parts:
            if isValid(part):
                part.setUpdatesEnabled(True)


def measure(widget: QWidget) -> None:
    """Let text and cards find out how high they are; their page would ask all of them in one turn."""
    layout = widget.layout()
    if layout is not None and layout.hasHeightForWidth():
        layout.totalMinimumSize()
        layout.totalHeightForWidth(widget.width())
    elif isinstance(widget, QLabel) and widget.wordWrap():
        widget.sizeHint()
        widget.heightForWidth(widget.width())


def parts_of(window: QWidget) -> list[list[QWidget]]:
    """What is seen in a window, as much in each part as may be painted in one turn."""
    parts: list[list[QWidget]] = []
    room = 0.0
    for widget, weight in _divided(window, window.rect(), MOST_AT_ONCE / max(window.width() * window.height(), 1)):
        if weight > room:
            parts.append([])
            room = MOST_AT_ONCE
        parts[-1].append(widget)
        room -= weight
    return parts


def _divided(widget: QWidget, seen: QRect, per_pixel: float) -> list[tuple[QWidget, float]]:
    """The widget and its weight, or those in it where they weigh too much together; `seen` is the part of it that is.

    A widget counts as one, and by its size where none is in it.
    """
    inside: list[tuple[QWidget, float]] = []
    for child in widget.children():
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
            rest = seen.intersected(child.geometry())
            if not rest.isEmpty():
                inside += _divided(child, rest.translated(-child.pos()), per_pixel)
    weight = 1 + (sum(of_child for _, of_child in inside) or per_pixel * seen.width() * seen.height())
    return inside if inside and weight > MOST_AT_ONCE else [(widget, weight)]
