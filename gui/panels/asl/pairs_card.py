"""The differences pair by pair as a movie in the slice views; a pair is left out by hand, or shown why it was."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QSlider, QWidget

from analysis.errors import AlgoscopeError
from analysis.image import Series
from analysis.perfusion.pairs import Pair
from gui.commands import layers, pair_movie
from gui.panels.asl.scheme_card import theme_in_use
from gui.qt_safe import QtSafe
from gui.session import Change, Session
from gui.widgets.card import card_column
from gui.widgets.following import Following
from gui.widgets.styled import Paragraph, named, tool_button

_FRAME_MS = 400


class PairStrip(QtSafe, QWidget):
    """A box for each pair: filled where it is used, crossed where it is left out. ``chosen(int)`` for a click."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reasons: tuple[str, ...] = ()
        self._current = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_pairs(self, reasons: tuple[str, ...], current: int) -> None:
        """``reasons`` says of each pair why it is left out, "" where it is used."""
        self._reasons, self._current = reasons, current
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line; more where there are more pairs than fit."""
        side = 0.8 * self.fontMetrics().height()
        rows = -(-len(self._reasons) // max(self._columns(side), 1))
        return QSize(120, round(rows * (side + 3) + 2))

    def _columns(self, side: float) -> int:
        return max(1, int((max(self.width(), 120) - 2) // (side + 3)))

    def _box(self, number: int) -> QRectF:
        side = 0.8 * self.fontMetrics().height()
        columns = self._columns(side)
        return QRectF(1 + (number % columns) * (side + 3), 1 + (number // columns) * (side + 3), side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = theme_in_use()
        for number, reason in enumerate(self._reasons):
            box = self._box(number)
            painter.setPen(QPen(QColor(theme.accent if number == self._current else theme.line), 2))
            painter.setBrush(QColor(theme.raised if reason else theme.dim))
            painter.drawRect(box)
            if reason:
                painter.setPen(QPen(QColor(theme.error), 2))
                painter.drawLine(box.topLeft(), box.bottomRight())
                painter.drawLine(box.topRight(), box.bottomLeft())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number in range(len(self._reasons)):
            if self._box(number).adjusted(-1.5, -1.5, 1.5, 1.5).contains(event.position()):
                self.chosen.emit(number)
                return


class PairsCard(QtSafe, QFrame):
    """Play, scrub, and leave out; the slices show the pair, and the time course below its voxel over all pairs."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session = session
        self._pairs: tuple[Pair, ...] = ()
        self._words = Paragraph()
        self._reason = named(Paragraph(), "warning")
        self._strip = PairStrip()
        self._strip.chosen.connect(self.go_to)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setPageStep(1)
        self._slider.valueChanged.connect(self.go_to)
        self._play = tool_button("▶", self.tr("Play the pairs one after the other"), checkable=True)
        self._play.toggled.connect(self.play)
        self._out = QPushButton(self.tr("Leave this pair out"))
        self._out.clicked.connect(self.toggle_pair)
        self._timer = QTimer(self, interval=_FRAME_MS)
        self._timer.timeout.connect(self._next)
        row = QHBoxLayout()
        row.addWidget(self._play)
        row.addWidget(self._slider, 1)
        layout = card_column(self, self.tr("Control less label, pair by pair"))
        layout.addWidget(self._words)
        layout.addLayout(row)
        layout.addWidget(self._strip)
        layout.addWidget(self._reason)
        layout.addWidget(self._out)
        Following(self, session)
        self.refresh(Change.PERFUSION)

    @property
    def current(self) -> int:
        """The pair that is shown, counted from 0."""
        return int(self._slider.value())

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if change & (Change.PERFUSION | Change.LAYERS | Change.FRAMES):
            self._find_pairs()
        if change & (Change.PERFUSION | Change.LAYERS | Change.TIMEPOINT | Change.SELECTION):
            self._show()

    def _find_pairs(self) -> None:
        layer_id, state = self._session.perfusion.series_id, self._session
        self._pairs = ()
        if layer_id is not None and state.has_layer(layer_id):
            image = state.layer(layer_id).image
            try:
                ready = isinstance(image, Series) and image.is_complete
                self._pairs = pair_movie.pairs_for(state, layer_id) if ready else ()
            except AlgoscopeError:
                self._pairs = ()  # the form says what is impossible
        self.setVisible(bool(self._pairs))
        if not self._pairs:
            self._play.setChecked(False)
        self._slider.blockSignals(True)
        self._slider.setRange(0, max(len(self._pairs) - 1, 0))
        self._slider.blockSignals(False)

    def _show(self) -> None:
        layer_id = self._session.perfusion.series_id
        if layer_id is None or not self._pairs:
            return
        if self._is_shown(layer_id):
            self._slider.blockSignals(True)
            self._slider.setValue(self._session.timepoint)
            self._slider.blockSignals(False)
        elif self._play.isChecked():
            self._play.setChecked(False)  # the user has turned to another image
        pair = self._pairs[self.current]
        words = self.tr("Pair {n} of {total}: {volumes}, delay {delay}\u00a0s")
        self._words.setText(
            words.format(n=self.current + 1, total=len(self._pairs), volumes=pair.in_words(), delay=f"{pair.delay_s:g}")
        )
        reasons = pair_movie.reasons_for(self._session, layer_id, self._pairs)
        self._strip.show_pairs(reasons, self.current)
        reason = reasons[self.current]
        self._reason.setText(self.tr("Left out: {reason}.").format(reason=reason))
        self._reason.setVisible(bool(reason))
        by_hand = self.current in self._session.perfusion.case(layer_id).excluded
        self._out.setText(self.tr("Use this pair again") if by_hand else self.tr("Leave this pair out"))

    def _is_shown(self, layer_id: int) -> bool:
        selected = self._session.selected_layer
        return selected is not None and selected.id == self._session.perfusion.case(layer_id).differences_id

    # -- what the user does ------------------------------------------------------------------------------

    def go_to(self, number: int) -> None:
        """Show a pair in the slices."""
        layer_id = self._session.perfusion.series_id
        if layer_id is None:
            return
        try:
            first = not self._is_shown(layer_id)
            pair_movie.go_to_pair(self._session, layer_id, number)
            shown = self._session.perfusion.case(layer_id).differences_id
            if first and shown is not None:
                layers.show_only(self._session, shown)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def play(self, on: bool) -> None:
        """Play the pairs, or pause."""
        self._play.setText("⏸" if on else "▶")
        if on:
            self.go_to(self.current)
            self._timer.start()
        else:
            self._timer.stop()

    def _next(self) -> None:
        if self._pairs:
            self.go_to((self.current + 1) % len(self._pairs))

    def toggle_pair(self) -> None:
        """Leave the pair out of the next computation, or take it back."""
        layer_id = self._session.perfusion.series_id
        if layer_id is None:
            return
        out = self.current not in self._session.perfusion.case(layer_id).excluded
        try:
            pair_movie.leave_out(self._session, layer_id, self.current, out=out)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def hideEvent(self, event: QHideEvent) -> None:
        self._play.setChecked(False)
