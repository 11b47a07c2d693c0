"""What came out of the comparison of one patient: banners, sentences by fixed rules, the caption, and what to read."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from gui.commands import case_comparing
from gui.commands.saving import proposed_folder
from gui.jobs import JobRunner
from gui.session import Change, Session
from gui.widgets import asking
from gui.widgets.card import card_column
from gui.widgets.styled import named


class CaseResultCard(QFrame):
    """Hidden until there is a result: banners, the sentences by fixed rules, the caption, what must be read with it."""

    details_wanted = Signal(str)

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session, self._jobs = session, jobs
        self._banners = named(QLabel(wordWrap=True), "error")
        self._sentences, self._caption = QLabel(wordWrap=True), named(QLabel(wordWrap=True), "dim")
        self._notes = named(QLabel(wordWrap=True), "dim")
        for label in (self._banners, self._sentences, self._caption, self._notes):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._regions, self._parade = QPushButton(self.tr("Regions")), QPushButton(self.tr("Parade"))
        self._calibration = QPushButton(self.tr("Calibration"))
        self._parade.setToolTip(self.tr("Flip the slices through the controls, with the contour of the patient"))
        self._copy, self._save = QPushButton(self.tr("Copy text")), QPushButton(self.tr("Save…"))
        for button, slot in (
            (self._regions, self._on_regions),
            (self._calibration, self._on_calibration),
            (self._parade, self._on_parade),
            (self._copy, self.copy),
            (self._save, self._ask_folder),
        ):
            button.clicked.connect(slot)
        rows = [QHBoxLayout(), QHBoxLayout()]
        for button in (self._regions, self._calibration):
            rows[0].addWidget(button)
        for button in (self._parade, self._copy, self._save):
            rows[1].addWidget(button)
        layout = card_column(self, self.tr("Result"), spacing=6)
        for part in (self._banners, self._sentences, self._notes, self._caption):
            layout.addWidget(part)
        for row in rows:
            row.setSpacing(6)
            layout.addLayout(row)
        session.changed.connect(self.refresh)
        self.refresh(Change.COMPARE)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if not change & Change.COMPARE:
            return
        case = self._session.comparing.case
        self.setVisible(case is not None)
        if case is None:
            return
        result = case.result
        banners = [banner.sentence for banner in result.banners]
        self._banners.setText("\n".join(banners))
        self._banners.setVisible(bool(banners))
        self._sentences.setText("\n\n".join(sentence for sentence in result.sentences if sentence not in banners))
        self._caption.setText(result.caption)
        self._notes.setText("\n\n".join(result.notes))
        self._notes.setVisible(bool(result.notes))
        self._parade.setEnabled(result.everyone is not None)
        self._calibration.setEnabled(result.case is not None)

    def _on_regions(self) -> None:
        self.details_wanted.emit("regions")

    def _on_calibration(self) -> None:
        case_comparing.start_calibration(self._session, self._jobs)
        self.details_wanted.emit("calibration")

    def _on_parade(self) -> None:
        self.details_wanted.emit("parade")

    def copy(self) -> None:
        """Copy sentences, caption and notes."""
        case = self._session.comparing.case
        if case is not None:
            words = (*case.result.sentences, case.result.caption, *case.result.notes)
            QGuiApplication.clipboard().setText("\n".join(words))

    def _ask_folder(self) -> None:
        folder = asking.folder(self, self.tr("Save the comparison into a folder"), usual=proposed_folder(self._session))
        if folder is not None:
            self.save(folder)

    def save(self, folder: Path) -> None:
        """Write maps, regions and words."""
        case = self._session.comparing.case
        if case is not None:
            case_comparing.save_result(self._jobs, case.result, folder)
