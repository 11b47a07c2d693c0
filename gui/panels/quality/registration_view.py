"""Registrations as large as the screen has room for: two images in one place, squares of both, outlines.

Keys as the hint below says; the buttons do the same. The picture shows the other image as long as Space, or the mouse
on it, is held.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from analysis.plane import Convention
from gui.figures.quality_figures import Look, Make, Registration, side_sentence
from gui.figures.quality_sheet import Sheet
from gui.language import in_window
from gui.panels.quality.figure_view import FigureView
from gui.qt_safe import QtSafe
from gui.widgets.styled import Paragraph, named, tool_button

_SIZE = (1360, 940)
_SPARE = 60  # pixels of the screen that are left free around the window
_TURN_MS = 700
_TILE = 235.0  # least width of a slice, 1/96 inch


class HeldView(FigureView):
    """A figure that shows another while the mouse is held on it."""

    def __init__(self, owner: "RegistrationView") -> None:
        super().__init__(owner.make_of(Look.ONE))
        self._owner = owner
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip("")
        self.unsetCursor()

    def sheet(self, width: int) -> Sheet:
        """Fewer slices than on the page, but large ones."""
        return replace(super().sheet(width), tile=_TILE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._owner.hold(True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._owner.hold(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._owner.takes(event):
            event.ignore()  # the others scroll, or close the window

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._owner.hold(False)  # the key is released elsewhere


class RegistrationView(QtSafe, QDialog):
    """All registrations of a patient; ``show_registration`` and ``look_at`` choose what is seen."""

    def __init__(self, found: Sequence[Registration], convention: Convention, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Registrations"))
        self._found, self._place, self._look, self._is_held = tuple(found), 0, Look.ONE, False
        self._timer = QTimer(self, interval=_TURN_MS)
        self._timer.timeout.connect(self._turn)
        self.view = HeldView(self)
        self.title, self.shown = named(QLabel(), "heading"), named(QLabel(), "accent")
        self.buttons: dict[Look, QToolButton] = {}
        content = named(QFrame(), "panel")
        inside = QVBoxLayout(content)
        inside.setContentsMargins(16, 4, 16, 12)
        inside.addWidget(self.view)
        inside.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        hint = self.tr(
            "Hold Space, or the mouse on the picture: the other image. 1 to 4: the images, checkerboard, outlines. "
            "Left and right: another registration. T: both in turn."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        layout.addWidget(area, 1)
        foot = named(Paragraph(f"{hint}\n{side_sentence(convention)}"), "dim")
        foot.setContentsMargins(16, 6, 16, 8)
        layout.addWidget(foot)
        room = self.screen().availableGeometry()
        self.resize(min(_SIZE[0], room.width() - _SPARE), min(_SIZE[1], room.height() - _SPARE))
        self._follow()
        self.view.setFocus()

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 10, 16, 6)
        self.back, self.further = self._button("‹"), self._button("›")
        self.back.setAccessibleName(self.tr("The registration before"))
        self.further.setAccessibleName(self.tr("The next registration"))
        self.back.clicked.connect(self._go_back)
        self.further.clicked.connect(self._go_on)
        for part in (self.back, self.title, self.further):
            row.addWidget(part)
        row.addSpacing(12)
        row.addWidget(self.shown, 1)
        group = QButtonGroup(self)
        for look in Look:
            button = self.buttons[look] = self._button("")
            button.setCheckable(True)
            group.addButton(button)
            button.clicked.connect(self._on_look)
            row.addWidget(button)
        self.turning = self._button(self.tr("In turn"))
        self.turning.setCheckable(True)
        self.turning.toggled.connect(self._set_turning)
        row.addWidget(self.turning)
        return head

    def _button(self, text: str) -> QToolButton:
        """Keys do the same: a button that took the focus would take Space."""
        button = tool_button(text)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    # -- what is seen ----------------------------------------------------------------------------------------------

    @property
    def registration(self) -> Registration:
        """The one that is shown."""
        return self._found[self._place]

    @property
    def look(self) -> Look:
        """What is drawn now, also while Space is held."""
        if not self._is_held:
            return self._look
        return Look.ONE if self._look is Look.OTHER else Look.OTHER

    def make_of(self, look: Look) -> Make:
        """What is drawn for a way of looking."""
        return self.registration.makes[look]

    def show_registration(self, key: str, look: Look) -> None:
        """Begin with this one."""
        self._place = next((n for n, one in enumerate(self._found) if one.key == key), 0)
        self.look_at(look)

    def look_at(self, look: Look) -> None:
        """Another way of looking, where there is one."""
        if look in self.registration.makes:
            self._look = look
        self._follow()

    def step(self, by: int) -> None:
        """Another registration, looked at in the same way."""
        self._place = (self._place + by) % len(self._found)
        self.look_at(self._look if self._look in self.registration.makes else Look.ONE)

    def hold(self, held: bool) -> None:
        """Show the other image, or no longer."""
        self._is_held = held
        self._follow()

    def _follow(self) -> None:
        one, other = (in_window(name) for name in self.registration.names)
        title = self.tr("{n} of {most}: {one} and {other}")
        self.title.setText(title.format(n=self._place + 1, most=len(self._found), one=one, other=other))
        words = {
            Look.ONE: one,
            Look.OTHER: other,
            Look.SQUARES: self.tr("checkerboard"),
            Look.OUTLINES: self.tr("outlines"),
        }
        for number, (look, button) in enumerate(self.buttons.items(), start=1):
            button.setText(f"{number}  {words[look]}")
            button.setEnabled(look in self.registration.makes)
            button.setChecked(look is self._look)
        self.shown.setText(words[self.look])
        for button in (self.back, self.further):
            button.setVisible(len(self._found) > 1)
        self.view.show_make(self.registration.makes[self.look])

    # -- what the user does ------------------------------------------------------------------------------------------

    def _on_look(self) -> None:
        sender = self.sender()
        self.look_at(next(look for look, button in self.buttons.items() if button is sender))

    def _go_back(self) -> None:
        self.step(-1)

    def _go_on(self) -> None:
        self.step(1)

    def _turn(self) -> None:
        self.look_at(Look.ONE if self._look is Look.OTHER else Look.OTHER)

    def _set_turning(self, turning: bool) -> None:
        if turning:
            self._timer.start()
        else:
            self._timer.stop()

    def takes(self, event: QKeyEvent) -> bool:
        """Do what a key stands for; False for a key without a meaning here."""
        key = event.key()
        if key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.hold(True)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step(1 if key == Qt.Key.Key_Right else -1)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_4:
            self.look_at(list(Look)[key - Qt.Key.Key_1])
        elif key == Qt.Key.Key_T:
            self.turning.toggle()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.takes(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.hold(False)
        else:
            super().keyReleaseEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.turning.setChecked(False)
