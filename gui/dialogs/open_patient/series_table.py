"""The series that were found: a picture, what each is used for, how sure that is and why, and its grid."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from analysis.importing.glance import GlanceSlice
from analysis.importing.look_through import FoundSeries, SeriesUse
from gui.commands.intake_answers import Answers
from gui.dialogs.open_patient.words import use_in_words, volumes_in_words, why_in_words
from gui.qt_safe import QtSafe
from gui.widgets.styled import named

PICTURE, SERIES, USE, WHY, GRID = range(5)
_PICTURE_LINES = 2.6  # height of a row in lines of text
_USE_DIGITS = 17  # width of the box with the role


class SeriesTable(QtSafe, QTableWidget):
    """``use_chosen(place, use)`` when a role was chosen, ``place_chosen(place)`` when another row is looked at."""

    use_chosen = Signal(int, object)
    place_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 5, parent)
        self.setHorizontalHeaderLabels(
            [self.tr("Picture"), self.tr("Series"), self.tr("Used as"), self.tr("Why"), self.tr("Volumes and grid")]
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)  # Tab leaves the table
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(WHY, QHeaderView.ResizeMode.Stretch)
        self.setAccessibleName(self.tr("Series that were found"))
        self.boxes: list[QComboBox] = []
        self.currentCellChanged.connect(self._on_cell)

    def begin(self, n_series: int) -> None:
        """Make room for series; `add` fills it, one after the other, and then `choose` is called."""
        self.blockSignals(True)
        self.setRowCount(n_series)
        self.blockSignals(False)
        self.boxes = []

    def choose(self, answers: Answers, place: int) -> None:
        """Choose a row when all are filled; nobody is told which."""
        self.blockSignals(True)
        self.setCurrentCell(place, SERIES)
        self.blockSignals(False)
        self.show_answers(answers)
        self._set_sizes()

    def add(self, series: FoundSeries) -> None:
        """Fill the next row."""
        place = len(self.boxes)
        picture = QTableWidgetItem()
        if series.glance is not None:
            picture.setIcon(QIcon(picture_of(series.glance.thumbnail)))
        texts = (f"{series.number}  {series.caption}", why_in_words(series), volumes_in_words(series))
        for column, text in zip((SERIES, WHY, GRID), texts, strict=True):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            self.setItem(place, column, item)
        self.setItem(place, PICTURE, picture)
        self.setItem(place, USE, QTableWidgetItem(""))
        self.setCellWidget(place, USE, self._box(place, series))

    def _box(self, place: int, series: FoundSeries) -> QComboBox:
        box = named(QComboBox(), "")
        for use in SeriesUse:
            box.addItem(use_in_words(use), use)
        box.setProperty("place", place)
        box.setEnabled(series.scan is not None)
        box.setAccessibleName(self.tr("Series {n} is used as").format(n=series.number))
        box.activated.connect(self._on_use)
        self.boxes.append(box)
        return box

    def show_answers(self, answers: Answers) -> None:
        """Show the roles as they are now."""
        for box, use in zip(self.boxes, answers.uses, strict=True):
            box.setCurrentIndex(box.findData(use))

    def _on_use(self) -> None:
        box = self.sender()
        assert isinstance(box, QComboBox)
        place, use = int(box.property("place")), box.currentData()
        self.setCurrentCell(place, SERIES)  # shows the old role again
        self.use_chosen.emit(place, use)

    def _on_cell(self, row: int, _column: int, old_row: int, _old_column: int) -> None:
        if row >= 0 and row != old_row:
            self.place_chosen.emit(row)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_sizes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Columns as wide as their texts want, but where the reason would have no room, less."""
        digit, picture = self.fontMetrics().horizontalAdvance("0"), self.verticalHeader().defaultSectionSize() + 8
        room = self.viewport().width() - picture - _USE_DIGITS * digit
        for column, digits, share in ((SERIES, 28, 0.28), (GRID, 36, 0.32)):
            self.setColumnWidth(column, min(digits * digit, round(share * room)))
        self.setColumnWidth(PICTURE, picture)
        self.setColumnWidth(USE, _USE_DIGITS * digit)

    def _set_sizes(self) -> None:
        line = self.fontMetrics().height()
        height = round(_PICTURE_LINES * line)
        self.setIconSize(QSize(height - 4, height - 4))
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self._share_width()
        rows = min(max(self.rowCount(), 2), 5)
        self.setMinimumHeight(rows * height + self.horizontalHeader().sizeHint().height() + 14)
        self.setMaximumHeight(self.minimumHeight())


def picture_of(piece: GlanceSlice) -> QPixmap:
    """A slice in gray."""
    rows, columns = piece.pixels.shape
    image = QImage(piece.pixels.data, columns, rows, columns, QImage.Format.Format_Grayscale8)
    picture = QPixmap.fromImage(image.copy())
    side = max(rows, columns)
    return picture.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
