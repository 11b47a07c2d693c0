"""What came out of the comparison of one patient: banners, sentences by fixed rules, the caption, and what to read."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from gui.commands import case_comparing
from gui.commands.saving import proposed_folder
from gui.compare_state import CaseShown
from gui.jobs import JobRunner
from gui.session import Change, Session
from gui.widgets import asking
from gui.widgets.card import card_column
from gui.widgets.following import Following
from gui.widgets.styled import Paragraph, named


@dataclass(frozen=True)
class _Words:
    """What a result says, computed here or read from a folder."""

    banners: tuple[str, ...]
    sentences: tuple[str, ...]
    caption: str
    notes: tuple[str, ...]
    is_opened: bool = False


class CaseResultCard(QFrame):
    """Hidden until there is a result: banners, the sentences by fixed rules, the caption, what must be read with it."""

    details_wanted = Signal(str)

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session, self._jobs = session, jobs
        self._banners = named(Paragraph(), "error")
        self._sentences, self._caption = Paragraph(), named(Paragraph(), "dim")
        self._notes = named(Paragraph(), "dim")
        self._opened = named(Paragraph(), "dim")
        self._opened.setText(
            self.tr(
                "Read from a folder, which holds no maps of the controls: the strip at the crosshair, the calibration "
                "and the parade are there after a comparison that is made here."
            )
        )
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
        for part in (self._banners, self._sentences, self._notes, self._caption, self._opened):
            layout.addWidget(part)
        for row in rows:
            row.setSpacing(6)
            layout.addLayout(row)
        Following(self, session)
        self.refresh(Change.COMPARE)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if not change & Change.COMPARE:
            return
        words = self._words()
        self.setVisible(words is not None)
        if words is None:
            return
        self._banners.setText("\n".join(words.banners))
        self._banners.setVisible(bool(words.banners))
        sentences = [sentence for sentence in words.sentences if sentence not in words.banners]
        self._sentences.setText("\n\n".join(sentences))
        self._caption.setText(words.caption)
        self._notes.setText("\n\n".join(words.notes))
        self._notes.setVisible(bool(words.notes))
        self._opened.setVisible(words.is_opened)
        newest = self._session.comparing.newest
        result = newest.result if isinstance(newest, CaseShown) else None
        self._parade.setEnabled(result is not None and result.everyone is not None)
        self._calibration.setEnabled(result is not None and result.case is not None)
        self._save.setEnabled(result is not None)

    def _words(self) -> "_Words | None":
        newest = self._session.comparing.newest
        if isinstance(newest, CaseShown):
            result = newest.result
            banners = tuple(banner.sentence for banner in result.banners)
            return _Words(banners, tuple(result.sentences), result.caption, tuple(result.notes))
        if newest is None:
            return None
        record = newest.comparison.record
        banners = tuple(str(banner["sentence"]) for banner in record.get("banners", []))
        sentences, notes = (tuple(map(str, record.get(name, []))) for name in ("sentences", "notes"))
        return _Words(banners, sentences, str(record.get("caption", "")), notes, is_opened=True)

    def _on_regions(self) -> None:
        self.details_wanted.emit("regions")

    def _on_calibration(self) -> None:
        case_comparing.start_calibration(self._session, self._jobs)
        self.details_wanted.emit("calibration")

    def _on_parade(self) -> None:
        self.details_wanted.emit("parade")

    def copy(self) -> None:
        """Copy sentences, caption and notes."""
        words = self._words()
        if words is not None:
            QGuiApplication.clipboard().setText("\n".join((*words.sentences, words.caption, *words.notes)))

    def _ask_folder(self) -> None:
        question, usual = self.tr("Save the comparison into a folder"), proposed_folder(self._session)
        folder = asking.folder(self, question, usual=usual, kind=asking.COMPARISON)
        if folder is not None:
            self.save(folder)

    def save(self, folder: Path) -> None:
        """Write maps, regions and words."""
        case = self._session.comparing.newest
        if isinstance(case, CaseShown):
            case_comparing.save_result(self._jobs, case.result, folder)
