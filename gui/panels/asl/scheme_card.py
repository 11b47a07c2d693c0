"""The acquisition as a timeline, and whether control and label are what they are called."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QSizePolicy, QWidget

from gui.commands import asl_form, asl_order
from gui.figures.asl_scheme import Scheme, draw_scheme, scheme_height, scheme_of
from gui.language import in_window
from gui.perfusion_state import OrderFinding
from gui.qt_safe import QtSafe
from gui.session import Change, Session
from gui.style import Theme, Themes
from gui.widgets.card import card_column
from gui.widgets.following import Following
from gui.widgets.styled import Paragraph, named


def theme_in_use() -> Theme:
    """The theme of the application: the palette of a card itself says nothing, because cards are styled as clear."""
    return Themes.DARK.value if QApplication.palette().window().color().lightness() < 128 else Themes.LIGHT.value


class SchemeView(QtSafe, QWidget):
    """The picture; nothing while the description is not complete."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scheme: Scheme | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_scheme(self, scheme: Scheme | None) -> None:
        """Draw another scheme."""
        self.scheme = scheme
        self.setVisible(scheme is not None)
        if scheme is not None:
            words = in_window(scheme.in_words())
            self.setAccessibleName(words)
            self.setToolTip(words)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        height = 0.0 if self.scheme is None else scheme_height(self.scheme, QFontMetricsF(self.font()))
        return QSize(200, round(height))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.scheme is None:
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        draw_scheme(painter, QRectF(self.rect()), self.scheme, theme_in_use())
        painter.end()


class SchemeCard(QFrame):
    """Timeline, suppression in words, and the order of control and label with the offer to swap."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session = session
        self._view = SchemeView()
        self._pulses = named(Paragraph(), "dim")
        self._order = Paragraph()
        self._fix = QPushButton()
        self._fix.clicked.connect(self.fix_order)
        layout = card_column(self, self.tr("Timing of each volume"))
        for part in (self._view, self._pulses, self._order, self._fix):
            layout.addWidget(part)
        Following(self, session)
        self.refresh(Change.PERFUSION)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        layer_id = self._session.perfusion.series_id
        if not change & (Change.PERFUSION | Change.LAYERS) or layer_id is None or not self._session.has_layer(layer_id):
            return
        form = asl_form.read_form(self._session, layer_id)
        scan = asl_form.scan_of(self._session.layer(layer_id))
        scheme = None if form.protocol is None else scheme_of(form.protocol, scan.facts)
        self._view.show_scheme(scheme)
        waiting = self.tr("The scheme is drawn when the questions about its times are answered.")
        self._pulses.setText(waiting if scheme is None else in_window(scheme.pulses_in_words()))
        self.setVisible(not form.is_scanner_map)
        self._show_order(self._session.perfusion.case(layer_id).order)

    def _show_order(self, order: OrderFinding | None) -> None:
        is_reversed = order is not None and order.is_reversed
        style, button = ("error", self.tr("Swap control and label")) if is_reversed else ("dim", "")
        sentence = "" if order is None else asl_order.in_words(order)
        self._order.setText(sentence)
        self._order.setObjectName(style)
        self._order.style().unpolish(self._order)
        self._order.style().polish(self._order)
        self._order.setVisible(bool(sentence))
        self._fix.setText(button)
        self._fix.setVisible(bool(button))

    def fix_order(self) -> None:
        """Swap control and label."""
        layer_id = self._session.perfusion.series_id
        if layer_id is not None:
            asl_order.swap_control_and_label(self._session, layer_id)
