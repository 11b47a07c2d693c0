"""Left and right: three slices with letters, the sentence that says what they show, and the person's confirmation."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from analysis.importing.glance import GlanceSlice
from analysis.importing.look_through import FoundSeries
from gui.qt_safe import QtSafe
from gui.style import SLICE_TEXT
from gui.widgets.styled import Paragraph, named

_LETTER_POINTS = 14.0
_LEAST_PIXELS, _USUAL_PIXELS, _MOST_PIXELS = 120, 200, 230


class SliceView(QtSafe, QWidget):
    """One slice with the letters at its edges."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.letters = ("", "", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(_LEAST_PIXELS, _LEAST_PIXELS))
        self.setMaximumHeight(_MOST_PIXELS)

    def sizeHint(self) -> QSize:
        return QSize(_MOST_PIXELS, _USUAL_PIXELS)

    def show_slice(self, piece: GlanceSlice | None) -> None:
        """Draw a slice, None for none."""
        self.letters = ("", "", "", "") if piece is None else piece.letters
        self._image = QImage()
        if piece is not None:
            rows, columns = piece.pixels.shape
            self._image = QImage(piece.pixels.data, columns, rows, columns, QImage.Format.Format_Grayscale8).copy()
            left, right, top, bottom = piece.letters
            said = self.tr("Left edge {left}, right edge {right}, top {top}, bottom {bottom}")
            self.setAccessibleName(said.format(left=left, right=right, top=top, bottom=bottom))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("black"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self._image.isNull():
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            corner = QPointF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2)
            painter.drawImage(QRectF(corner.x(), corner.y(), size.width(), size.height()), self._image)
        self._draw_letters(painter)
        painter.end()

    def _draw_letters(self, painter: QPainter) -> None:
        font = QFont(self.font())
        font.setPointSizeF(_LETTER_POINTS)
        font.setBold(True)
        painter.setFont(font)
        inside = QRectF(self.rect()).adjusted(5, 2, -5, -2)
        flags = Qt.AlignmentFlag
        places = (
            flags.AlignLeft | flags.AlignVCenter, flags.AlignRight | flags.AlignVCenter,
            flags.AlignHCenter | flags.AlignTop, flags.AlignHCenter | flags.AlignBottom,
        )  # fmt: skip
        for place, letter in zip(places, self.letters, strict=True):
            painter.setPen(QColor("black"))  # an edge, where the letter stands on something bright
            for x, y in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                painter.drawText(inside.translated(x, y), int(place), letter)
            painter.setPen(SLICE_TEXT)
            painter.drawText(inside, int(place), letter)


class SidesCard(QFrame):
    """``confirmed(bool)`` when the person says that left and right are right."""

    confirmed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._title = named(QLabel(), "title")
        self.views = tuple(SliceView() for _ in range(3))
        row = QHBoxLayout()
        row.setSpacing(4)
        for view in self.views:
            row.addWidget(view)
        self._sentence = Paragraph()
        self.check = QCheckBox(self.tr("I have looked: left and right are right"))
        self.check.clicked.connect(self.confirmed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addLayout(row, 100)
        layout.addWidget(self._sentence)
        layout.addWidget(self.check)
        layout.addStretch(1)

    def show_series(self, series: FoundSeries) -> None:
        """Show the slices of a series, and where its sides come from."""
        self._title.setText(self.tr("Left and right of series {n}").format(n=series.number))
        pieces = (None, None, None) if series.glance is None else series.glance.slices
        for view, piece in zip(self.views, pieces, strict=True):
            view.show_slice(piece)
        source = "none" if series.scan is None else series.scan.affine_source
        known = self.tr(
            "The left side of the axial and coronal pictures is the patient's RIGHT (R). This comes from the header "
            "({source})."
        ).format(source=source)
        unknown = self.tr("LEFT AND RIGHT ARE NOT KNOWN: the header does not give the orientation.")
        self._sentence.setText(unknown if source == "none" else known)
        self._sentence.setObjectName("error" if source == "none" else "")
        self._sentence.style().unpolish(self._sentence)
        self._sentence.style().polish(self._sentence)

    def show_confirmed(self, confirmed: bool, *, possible: bool) -> None:
        """Show whether it is confirmed, and whether it can be."""
        self.check.setChecked(confirmed)
        self.check.setEnabled(possible)
