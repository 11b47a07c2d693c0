"""The wheel scrolls a page and never changes a choice on its way: combo boxes and spin boxes pass it on.

A page of controls is scrolled with the wheel; a box that happens to be under the pointer would change its value unseen.
The windows are watched, to which few events go: to watch the whole application in Python takes a fifth of all the time
that Qt needs for anything.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QTimer
from PySide6.QtGui import QWheelEvent, QWindow
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QWidget

from gui.qt_safe import QtSafe

_LOOK_MS = 500


class WheelGuard(QtSafe, QObject):
    """Watches all windows of an application, each from when it has the focus; one that never gets it, soon after."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        application.focusWindowChanged.connect(self._watch)
        self._timer = QTimer(self, interval=_LOOK_MS)  # without a window manager no window has the focus
        self._timer.timeout.connect(self._watch_all)
        self._timer.start()
        self._watch_all()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._application.focusWindowChanged.disconnect(self._watch)
        for window in self._application.topLevelWindows():
            window.removeEventFilter(self)
        self.setParent(None)

    def _watch_all(self) -> None:
        for window in self._application.topLevelWindows():
            self._watch(window)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)  # one filter for each window
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Wheel or not isinstance(event, QWheelEvent):
            return False
        box = _box_at(watched, event.position().toPoint())
        if box is None:
            return False
        _offer_around(box, event)
        return True


def _box_at(window: QObject, place: QPoint) -> QWidget | None:
    """The box under a place of a window, None where there is none or the window takes no input now."""
    top = next((one for one in QApplication.topLevelWidgets() if one.windowHandle() is window), None)
    modal = QApplication.activeModalWidget()
    if top is None or QApplication.activePopupWidget() is not None or (modal is not None and modal is not top):
        return None
    at = top.childAt(place)
    while at is not None and not at.isWindow():
        if isinstance(at, QComboBox | QAbstractSpinBox):
            return at
        at = at.parentWidget()
    return None


def _offer_around(box: QWidget, event: QWheelEvent) -> None:
    """Offer the turn of the wheel to what is around a box, as Qt does where a widget does not want it."""
    around = None if box.isWindow() else box.parentWidget()
    while around is not None:
        place = QPointF(around.mapFromGlobal(event.globalPosition()))
        turned = QWheelEvent(
            place, event.globalPosition(), event.pixelDelta(), event.angleDelta(), event.buttons(), event.modifiers(),
            event.phase(), event.inverted(), event.source(), event.pointingDevice(),
        )  # fmt: skip
        turned.ignore()
        QCoreApplication.sendEvent(around, turned)
        if turned.isAccepted() or around.isWindow():
            return
        around = around.parentWidget()
