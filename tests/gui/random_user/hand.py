"""The hand of a random user: events of mouse, wheel and drag and drop, as Qt sends them to a widget."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_BUTTONS = (Qt.MouseButton.LeftButton,) * 5 + (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton)
_KEYS = Qt.KeyboardModifier
_HELD = (_KEYS.NoModifier,) * 6 + (
    _KEYS.ShiftModifier, _KEYS.ControlModifier, _KEYS.AltModifier, _KEYS.ShiftModifier | _KEYS.ControlModifier,
)  # fmt: skip
NO_BUTTON = Qt.MouseButton.NoButton


def place_in(widget: QWidget, random: Random) -> QPointF:
    """A place of a widget; most are near its middle, where the brain is."""
    share = 0.5 if random.random() < 0.2 else 0.18
    return QPointF(
        widget.width() * (0.5 + random.uniform(-share, share)), widget.height() * (0.5 + random.uniform(-share, share))
    )


def drag(widget: QWidget, random: Random, *, let_go: bool = True) -> None:
    """Press, move a few times, let go."""
    button, held, at = random.choice(_BUTTONS), random.choice(_HELD), place_in(widget, random)
    _mouse(widget, QEvent.Type.MouseButtonPress, at, button, button, held)
    for _ in range(random.randrange(6)):
        at = place_in(widget, random)
        _mouse(widget, QEvent.Type.MouseMove, at, NO_BUTTON, button, held)
    if let_go:
        _mouse(widget, QEvent.Type.MouseButtonRelease, at, button, NO_BUTTON, held)


def click(widget: QWidget, random: Random, *, twice: bool = False) -> None:
    """A click, or a double click."""
    button, held, at = random.choice(_BUTTONS), random.choice(_HELD), place_in(widget, random)
    _mouse(widget, QEvent.Type.MouseButtonPress, at, button, button, held)
    _mouse(widget, QEvent.Type.MouseButtonRelease, at, button, NO_BUTTON, held)
    if twice:
        _mouse(widget, QEvent.Type.MouseButtonDblClick, at, button, button, held)
        _mouse(widget, QEvent.Type.MouseButtonRelease, at, button, NO_BUTTON, held)


def move(widget: QWidget, random: Random) -> None:
    """The mouse passes without a button."""
    _mouse(widget, QEvent.Type.MouseMove, place_in(widget, random), NO_BUTTON, NO_BUTTON, random.choice(_HELD))


def wheel(widget: QWidget, random: Random) -> None:
    """A few steps of the wheel."""
    held = random.choice(_HELD)
    for _ in range(random.randrange(1, 5)):
        at = place_in(widget, random)
        steps = QPoint(0, random.choice((-240, -120, 120, 240)))
        event = QWheelEvent(
            at, _there(widget, at), QPoint(), steps, NO_BUTTON, held, Qt.ScrollPhase.NoScrollPhase, False
        )
        if isValid(widget):
            QApplication.sendEvent(widget, event)


def drop(window: QWidget, paths: Sequence[Path]) -> None:
    """Files are dropped on a window."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at = QPoint(window.width() // 2, window.height() // 2)
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    QApplication.sendEvent(window, QDragEnterEvent(at, copy, mime, left, _KEYS.NoModifier))
    QApplication.sendEvent(window, QDropEvent(QPointF(at), copy, mime, left, _KEYS.NoModifier))


def _there(widget: QWidget, at: QPointF) -> QPointF:
    return widget.mapToGlobal(at)


def _mouse(
    widget: QWidget,
    kind: QEvent.Type,
    at: QPointF,
    button: Qt.MouseButton,
    buttons: Qt.MouseButton,
    held: Qt.KeyboardModifier,
) -> None:
    if isValid(widget):  # a click may have closed it
        QApplication.sendEvent(widget, QMouseEvent(kind, at, _there(widget, at), button, buttons, held))
