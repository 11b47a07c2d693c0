"""Another reader's regions beside one's own: overlap, volumes, and the difference of each map's mean."""

import numpy as np
from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from gui.commands import second_reader
from gui.commands.second_reader import ReaderRow
from gui.jobs import Job, JobRunner
from gui.models.region_number_rows import value_text
from gui.qt_safe import QtSafe
from gui.session import Change, Session
from gui.widgets.following import Following
from gui.widgets.styled import ElidedLabel, tool_button

_WANTED = Change.ROIS | Change.LAYERS | Change.VALUES | Change.SPACE
_SOON_MS = 150


class SecondReaderPanel(QtSafe, QWidget):
    """A tab of the drawer while another reader's regions are open; nothing is computed while it is not seen."""

    wanted = Signal(bool)  # whether there is another reader

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._job: Job | None = None
        self._rows: tuple[ReaderRow, ...] = ()
        self._is_wanted = False
        self._words = ElidedLabel()
        self._copy = tool_button(self.tr("Copy"), self.tr("Copy the table, with tabs"))
        self._copy.clicked.connect(self.copy)
        self._close = tool_button(self.tr("Close"), self.tr("Close the other reader's regions"))
        self._close.clicked.connect(self._close_reference)
        self._table = QTableWidget()
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setAlternatingRowColors(True)
        self._table.setShowGrid(False)
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setHighlightSections(False)
        bar = QHBoxLayout()
        bar.setSpacing(6)
        bar.addWidget(self._words, 1)
        bar.addWidget(self._copy)
        bar.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.setSpacing(4)
        layout.addLayout(bar)
        layout.addWidget(self._table, 1)
        self._timer = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._timer.timeout.connect(self.show_comparison)
        Following(self, session)
        session.closed.connect(self._forget)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if change & Change.ROIS:
            is_wanted = second_reader.reference(self._session) is not None
            if is_wanted != self._is_wanted:
                self._is_wanted = is_wanted
                self.wanted.emit(is_wanted)
        if change & _WANTED and self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def _forget(self) -> None:
        """The comparison goes with its patient, also while nobody looks."""
        self._take(())
        self._words.setText("")

    def showEvent(self, event: QShowEvent) -> None:
        self._timer.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_table"):
            self._table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 6)

    @property
    def rows(self) -> tuple[ReaderRow, ...]:
        """What is shown now."""
        return self._rows

    def show_comparison(self) -> None:
        """Compare the regions as they are now; while others are compared, once these are there."""
        if not self.isVisible():
            return
        if self._job is not None and not self._job.is_over:
            self._timer.start()
            return
        asked = second_reader.ask(self._session)
        if asked is None:
            self._take(())
            self._words.setText(self.tr("Draw regions of your own, with the same names, to compare them."))
            return
        self._words.setText(self.tr("Your regions beside those of {name}").format(name=asked.name))
        self._job = self._jobs.submit(
            self.tr("Second reader"), second_reader.compute, asked, on_done=self._take, quiet=True
        )

    def _take(self, rows: tuple[ReaderRow, ...]) -> None:
        self._rows = rows
        maps = [f"{one.name}, {one.unit}" if one.unit else one.name for one in rows[0].means] if rows else []
        titles = [self.tr("Region"), self.tr("Dice"), self.tr("Yours, mm³"), self.tr("Other, mm³"), self.tr("Volume")]
        titles += [self.tr("Δ {name}").format(name=name) for name in maps]
        self._table.setColumnCount(len(titles))
        self._table.setHorizontalHeaderLabels(titles)
        self._table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            percent = row.difference_percent
            cells = [
                row.name,
                f"{row.dice:.3f}" if np.isfinite(row.dice) else self.tr("one reader only"),
                f"{row.own_mm3:.0f}" if row.own_mm3 else "–",
                f"{row.other_mm3:.0f}" if row.other_mm3 else "–",
                f"{percent:+.1f} %".replace("-", "−") if np.isfinite(percent) else "–",
                *(value_text(one.difference) for one in row.means),
            ]
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                self._table.setItem(number, column, item)
        self._table.resizeColumnsToContents()
        self._copy.setEnabled(bool(rows))

    def copy(self) -> None:
        """Copy the table."""
        QGuiApplication.clipboard().setText(second_reader.as_text(self._rows))

    def _close_reference(self) -> None:
        one = second_reader.reference(self._session)
        if one is not None:
            self._session.drawing.close_map(one.id)
