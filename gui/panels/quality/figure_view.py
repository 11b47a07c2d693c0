"""A figure of quality in the window: laid out for the width that there is, in the colours and text size of the theme.

A click, or Enter, opens it larger; of a registration that view has all ways to look at it. Two images are compared in
one place here too: by a press (Space or an arrow key while the figure has the focus), or in turn by themselves.
"""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.figures.export import Figure
from gui.figures.quality_figures import Make, PageFigure
from gui.figures.quality_sheet import Sheet
from gui.qt_safe import QtSafe
from gui.style import USUAL_POINTS, Themes
from gui.turns import Turns
from gui.widgets.styled import Paragraph, named

_TURN_MS = 700
_FLICK_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right)
_LARGE = QSize(1060, 800)


def sheet_for(widget: QWidget, width: int) -> Sheet:
    """A sheet in the colours of the application and the text size that a widget wears."""
    # the application's palette: that of a widget on a card says only that its background is transparent
    dark = QApplication.palette().window().color().lightness() < 128
    theme = Themes.DARK.value if dark else Themes.LIGHT.value
    text = max(0.7, widget.font().pointSizeF() / USUAL_POINTS)
    return Sheet(
        float(max(120, width)), text, theme.panel, theme.text, theme.dim, theme.line, theme.good, theme.warning,
        theme.error,
    )  # fmt: skip


class FigureView(QtSafe, QWidget):
    """The drawing alone; ``opened`` is sent when the user wants it larger."""

    opened = Signal()

    def __init__(self, make: Make, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._laid: dict[Make, tuple[Sheet, Figure]] = {}  # of all that was shown: a flick must not wait
        self._pixels: dict[Make, tuple[Figure, float, QPixmap]] = {}
        self._turns = Turns(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Click or Enter: larger"))

    def show_make(self, make: Make) -> None:
        """Draw something else in the same place."""
        if make is not self._make:
            self._make = make
            self._fit()

    @property
    def figure(self) -> Figure:
        """The figure as it is laid out now."""
        return self._at(self.width())

    def sheet(self, width: int) -> Sheet:
        """What it is laid out on."""
        return sheet_for(self, width)

    def _at(self, width: int) -> Figure:
        sheet = self.sheet(width)
        laid = self._laid.get(self._make)
        if laid is None or laid[0] != sheet:
            laid = self._laid[self._make] = (sheet, self._make(sheet))
        if self.accessibleName() != laid[1].description:
            self.setAccessibleName(laid[1].description)
        return laid[1]

    def _fit(self) -> None:
        """As high as the figure is at this width; a layout in a scroll area asks for no height by itself."""
        height = ceil(self.figure.height)
        if height != self.height():
            self.setFixedHeight(height)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        figure, ratio = self.figure, self.devicePixelRatioF()
        drawn = self._pixels.get(self._make)
        if drawn is None or drawn[0] is not figure or drawn[1] != ratio:
            if self._pixels or not self.window().isVisible():
                self._draw()
            elif not self._turns.n_waiting:
                self._turns.add(
                    self._draw_and_show, is_last=True
                )  # of several that come into sight one after the other
            drawn = self._pixels.get(self._make)
        painter = QPainter(self)
        if drawn is not None:
            painter.drawPixmap(0, 0, drawn[2])
        if self.hasFocus():
            painter.setPen(QPen(self.palette().highlight().color(), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _draw(self) -> None:
        figure, ratio = self.figure, self.devicePixelRatioF()
        self._pixels[self._make] = (figure, ratio, _pixels_of(figure, ratio))

    def _draw_and_show(self) -> None:
        self._draw()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        is_dressed = event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange)
        if is_dressed and self.isVisible():
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # it may have been dressed anew while nobody saw it

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # for the release to come here

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()  # it is open already where the first click was seen

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


def _pixels_of(figure: Figure, ratio: float) -> QPixmap:
    pixels = QPixmap(ceil(figure.width * ratio), ceil(figure.height * ratio))
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    figure.draw(painter)
    painter.end()
    return pixels


class FigureCard(QtSafe, QWidget):
    """Title, caption and drawing; where there are two images, the buttons that change between them."""

    def __init__(
        self, figure: PageFigure, parent: QWidget | None = None, *, open_large: Callable[[], QWidget] | None = None
    ) -> None:
        super().__init__(parent)
        self._figure, self._open_large = figure, open_large
        self._large: QWidget | None = None
        self._shows_other = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(3)
        head = QHBoxLayout()
        head.addWidget(named(Paragraph(figure.title), "title"), 1)
        self.larger = named(QPushButton(self.tr("Larger")), "flat")
        self.larger.setAccessibleName(self.tr("Larger: {title}").format(title=figure.title))
        self.larger.clicked.connect(self.open_large)
        head.addWidget(self.larger, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        layout.addWidget(named(Paragraph(figure.caption), "dim"))
        self._timer = QTimer(self, interval=_TURN_MS)
        self._timer.timeout.connect(self.flick)
        if figure.other is not None:
            layout.addLayout(self._buttons())
        self.view = FigureView(figure.make)
        self.view.opened.connect(self.open_large)
        if figure.other is not None:
            self.view.setToolTip(self.tr("Click or Enter: larger. Space: the other image"))
        layout.addWidget(self.view)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self._name = named(QLabel(self._figure.names[0]), "accent")
        self._other = QPushButton(self.tr("Flick"))
        self._other.clicked.connect(self.flick)
        self._turn = QPushButton(self.tr("In turn"))
        self._turn.setCheckable(True)
        self._turn.toggled.connect(self.turn)
        for widget in (self._name, self._other, self._turn):
            row.addWidget(widget)
        row.setStretch(0, 1)
        return row

    @property
    def shown_name(self) -> str:
        """The name of the image that is drawn, empty where there is only one."""
        return self._figure.names[1 if self._shows_other else 0]

    def flick(self) -> None:
        """Draw the other image."""
        if self._figure.other is not None:
            self._shows_other = not self._shows_other
            self.view.show_make(self._figure.other if self._shows_other else self._figure.make)
            self._name.setText(self.shown_name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that the drawing leaves: the same place in the other image."""
        if self._figure.other is not None and event.key() in _FLICK_KEYS:
            self.flick()
        else:
            super().keyPressEvent(event)

    def turn(self, by_itself: bool) -> None:
        """Change between both images by itself, or no longer."""
        if by_itself:
            self._timer.start()
        else:
            self._timer.stop()

    @property
    def is_turning(self) -> bool:
        """Whether the images change by themselves."""
        return self._timer.isActive()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._figure.other is not None:
            self._turn.setChecked(False)  # nothing runs that nobody sees

    def open_large(self) -> None:
        """Show the figure in a window of its own, one at a time."""
        if isinstance(self.window(), LargeFigure):
            return
        if self._large is None:
            self._large = LargeFigure(self._figure, self.window()) if self._open_large is None else self._open_large()
            self._large.destroyed.connect(self._on_closed)
            self._large.show()
        self._large.raise_()

    def _on_closed(self) -> None:
        self._large = None


class LargeFigure(QDialog):
    """A figure in a window whose size the user chooses."""

    def __init__(self, figure: PageFigure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(figure.title)
        self.resize(_LARGE)
        content = named(QFrame(), "panel")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 8, 16, 16)
        self.card = FigureCard(figure)
        self.card.larger.hide()
        self.card.view.unsetCursor()
        self.card.view.setToolTip("")
        layout.addWidget(self.card)
        layout.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
