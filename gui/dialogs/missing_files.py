"""Files of a session that are not where they were, or are not what they were: where are they, or go on without?"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from analysis.files.session_record import FileEntry
from gui.commands.sessions.finding import Examined
from gui.qt_safe import QtSafe
from gui.widgets import asking
from gui.widgets.styled import Paragraph, named


class MissingFilesDialog(QtSafe, QDialog):
    """One list of all. ``look`` searches a folder and comes back through `update_found`.

    ``chosen(skipped, used)`` is sent when the session may be opened: files to do without, and changed files to use
    as they are now.
    """

    chosen = Signal(object, object)

    def __init__(self, examined: Examined, look: Callable[[Path], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("missing files")
        self.setWindowTitle(self.tr("Files of the session"))
        self._examined, self._look = examined, look
        self._words = Paragraph()
        self.table = QTableWidget(0, 2)
        self.table.setHorizontalHeaderLabels([self.tr("File"), self.tr("What is wrong")])
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.search = QPushButton(self.tr("Look in folder…"))
        self.search.clicked.connect(self._ask_folder)
        self._hint = named(Paragraph(), "dim")
        buttons = QDialogButtonBox()
        self.search.setDefault(True)
        buttons.addButton(self.search, QDialogButtonBox.ButtonRole.ActionRole)
        self.use = buttons.addButton(self.tr("Use changed files"), QDialogButtonBox.ButtonRole.ActionRole)
        self.skip = buttons.addButton(self.tr("Open without them"), QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.use.clicked.connect(self._use)
        self.skip.clicked.connect(self._skip)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        for widget in (self._words, self.table, self._hint, buttons):
            layout.addWidget(widget)
        self.resize(680, 360)
        self.update_found(examined)

    def update_found(self, examined: Examined) -> None:
        """Show what is left after a search; nothing left opens the session."""
        self._examined = examined
        places, record = examined.places, examined.record
        if examined.is_complete:
            self._finish(frozenset(), False)
            return
        rows = [(self._name(entry), self.tr("is not where it was")) for entry in places.missing]
        rows += [(self._name(entry), self.tr("has changed since the session was saved")) for entry in places.changed]
        if examined.lacks_patient and record.patient is not None:
            words = self.tr("folder of the processed patient, is not where it was; needed")
            rows.insert(0, (record.patient.folder.rsplit("/", 1)[-1], words))
        self.table.setRowCount(len(rows))
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.resizeColumnToContents(0)
        self._words.setText(
            self.tr("%n file(s) of the session of {name} cannot be used as they are.", "", len(rows)).format(
                name=record.case.pseudonym or self.tr("this patient")
            )
        )
        self._hint.setText(
            self.tr("Choose a folder: the files are known again by their content, also in its subfolders.")
        )
        self.search.setEnabled(True)
        self.use.setVisible(bool(places.changed))
        self.use.setEnabled(not examined.lacks_patient)
        self.skip.setEnabled(not examined.lacks_patient)

    def _name(self, entry: FileEntry) -> str:
        layers = [layer.name for layer in self._examined.record.layers if layer.file == entry]
        return f"{entry.name} ({layers[0]})" if layers else entry.name

    def _ask_folder(self) -> None:
        folder = asking.folder(self, self.tr("Look for the files in"))
        if folder is not None:
            self.search.setEnabled(False)
            self._hint.setText(self.tr("Looking …"))
            self._look(folder)

    def _use(self) -> None:
        """Use changed files as they are; what is missing is left out."""
        self._finish(frozenset(self._examined.places.missing), True)

    def _skip(self) -> None:
        places = self._examined.places
        self._finish(frozenset((*places.missing, *places.changed)), False)

    def _finish(self, skipped: frozenset[FileEntry], use_changed: bool) -> None:
        self.accept()
        self.chosen.emit(skipped, use_changed)
