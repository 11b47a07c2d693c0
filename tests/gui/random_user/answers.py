"""Answers to everything that asks: dialogs, menus and popups are clicked, typed into and closed at random.

A dialog that waits has an event loop of its own, so a timer answers it. Each question is closed after some answers.
"""

from collections.abc import Callable
from random import Random
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QWidget,
)

from tests.gui.random_user.places import Places

EVERY_MS, PATIENCE = 12, 6
_TYPED = ("", "0", "1", "-3", "12,5", "1e9", "abc", "Ünïcode", "0 0 0", "10 -20 30", "a/b\\c", "x" * 60)
_MENUS_NEVER_CHOSEN = ("demonstration",)  # takes minutes of processing each time


class Answers(QObject):
    """Answers until `stop`; ``random()`` is the choice of the step that is going on."""

    def __init__(self, random: Callable[[], Random], places: Places) -> None:
        super().__init__()
        self._random, self._places = random, places
        self._asked: dict[int, int] = {}
        self._is_on, self._is_paused = True, False
        self.given = 0
        self._old = {name: getattr(QFileDialog, name) for name in _FILE_DIALOGS}
        for name, made in _FILE_DIALOGS.items():
            setattr(QFileDialog, name, staticmethod(_asked_of(self, made)))
        self._timer = QTimer(
            self, singleShot=True, interval=EVERY_MS
        )  # one object: a shot of its own each time piles up
        self._timer.timeout.connect(self._answer)
        self._wait()

    def stop(self) -> None:
        """Answer nothing any more."""
        self._is_on = False
        for name, old in self._old.items():
            setattr(QFileDialog, name, old)

    def pause(self) -> None:
        """Answer nothing for a while."""
        self._is_paused = True

    def go_on(self) -> None:
        """Answer again."""
        self._is_paused = False

    def _wait(self) -> None:
        self._timer.start()

    def _answer(self) -> None:
        if not self._is_on:
            return
        self._wait()  # first: what is answered may itself wait for an answer
        if self._is_paused:
            return
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        asking = popup or modal
        if asking is None:
            self._asked.clear()
            return
        self.given += 1
        key = id(asking)
        self._asked[key] = self._asked.get(key, 0) + 1
        if self._asked[key] > PATIENCE:
            _close(asking)
        elif isinstance(asking, QMenu):
            self._choose(asking)
        elif popup is not None:
            _close(popup)
        else:
            self._click_in(asking)

    def _choose(self, menu: QMenu) -> None:
        random = self._random()
        actions = [action for action in menu.actions() if action.isEnabled() and not action.isSeparator()]
        actions = [one for one in actions if not any(word in one.text() for word in _MENUS_NEVER_CHOSEN)]
        menu.close()
        if actions and random.random() < 0.8:
            chosen = random.choice(actions)
            if chosen.menu() is None:
                chosen.trigger()

    def _click_in(self, dialog: QWidget) -> None:
        random = self._random()
        fields = [field for field in dialog.findChildren(QLineEdit) if field.isVisible() and field.isEnabled()]
        if fields and random.random() < 0.4:
            random.choice(fields).setText(typed(random))
            return
        buttons = [
            button
            for button in dialog.findChildren(QAbstractButton)
            if button.isVisible() and button.isEnabled() and not isinstance(button.parent(), QComboBox)
        ]
        if buttons and random.random() < 0.85:
            QTest.mouseClick(random.choice(buttons), Qt.MouseButton.LeftButton)
        else:
            _close(dialog)

    def path(self, name: str) -> str:
        """What a file dialog returns; one in six is cancelled."""
        random = self._random()
        if random.random() < 0.17:
            return ""
        if name == "save":
            return str(self._places.new(random))
        return str(self._places.folder(random) if name == "folder" else self._places.anything(random))


def typed(random: Random) -> str:
    """Something that may be typed into a field."""
    return random.choice(_TYPED)


def _close(widget: QWidget) -> None:
    if isinstance(widget, QDialog):
        widget.reject()
    else:
        widget.close()


def _asked_of(answers: Answers, made: Callable[[Answers], Any]) -> Callable[..., Any]:
    def asked(*_arguments: Any, **_options: Any) -> Any:
        return made(answers)

    return asked


def _one(name: str) -> Callable[[Answers], tuple[str, str]]:
    return lambda answers: (answers.path(name), "")


def _many(answers: Answers) -> tuple[list[str], str]:
    path = answers.path("open")
    return [path] if path else [], ""


_FILE_DIALOGS: dict[str, Callable[[Answers], Any]] = {
    "getOpenFileName": _one("open"),
    "getOpenFileNames": _many,
    "getSaveFileName": _one("save"),
    "getExistingDirectory": lambda answers: answers.path("folder"),
}
