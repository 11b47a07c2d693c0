"""A result at the size of a window of its own: its table, the figure as large as there is room, and its export."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QScrollArea, QSplitter, QVBoxLayout, QWidget

from gui.commands.study_words import StudyTable
from gui.panels.study.picture import Picture
from gui.panels.study.result_table import ResultTable

_SIZE = (1100, 800)
_NO_LIMIT = 16_777_215  # what Qt takes as none


class LargeView(QDialog):
    """The table above, the figure below; both can be made larger. ``export`` is the button for the file."""

    def __init__(self, table: StudyTable, image: QImage, description: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Result, large"))
        self.table = ResultTable()
        self.table.show_table(table)
        self.table.resizeColumnsToContents()  # there is room for all words
        self.table.setMinimumHeight(4 * self.fontMetrics().height())  # here it may be made larger, and smaller
        self.table.setMaximumHeight(_NO_LIMIT)
        self.picture = Picture()
        self.picture.setAccessibleName(description)
        self.picture.setToolTip(description)
        self.picture.show_image(image)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(self.picture)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(area)
        parts.setStretchFactor(1, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.export = buttons.addButton(self.tr("Figure…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.export.setToolTip(self.tr("This figure into a file: PDF, PNG, SVG or TIFF"))
        self.export.setAutoDefault(False)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(parts, 1)
        layout.addWidget(buttons)
        room = self.screen().availableGeometry()
        self.resize(min(_SIZE[0], room.width() - 40), min(_SIZE[1], room.height() - 80))
