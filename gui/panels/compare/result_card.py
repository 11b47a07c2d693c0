"""The result in words that can be copied, with what must be read with it, and its way into a folder."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from gui.commands import comparing, comparing_layers
from gui.jobs import JobRunner
from gui.panels.compare.fields import choice_box, fill
from gui.session import Change, Session
from gui.widgets import asking
from gui.widgets.card import card_column
from gui.widgets.following import Following
from gui.widgets.styled import Paragraph, named


class GroupResultCard(QFrame):
    """Hidden until there is a result; ``clusters_wanted`` when the table is to be seen."""

    clusters_wanted = Signal()

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session, self._jobs = session, jobs
        self._seen = 0
        self._contrast = choice_box()
        self._contrast.setToolTip(self.tr("Which contrast is shown"))
        self._contrast.activated.connect(self._on_contrast)
        self._state = named(Paragraph(), "accent")
        self._caption = Paragraph()
        self._caption.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._notes = named(Paragraph(), "warning")
        self._notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._clusters = QPushButton(self.tr("Clusters"))
        self._clusters.clicked.connect(self.clusters_wanted)
        self._copy = QPushButton(self.tr("Copy text"))
        self._copy.clicked.connect(self.copy)
        self._save = QPushButton(self.tr("Save…"))
        self._save.setToolTip(self.tr("Maps, table and text into an empty folder"))
        self._save.clicked.connect(self._ask_folder)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self._clusters, self._copy, self._save):
            buttons.addWidget(button)
        layout = card_column(self, self.tr("Result"), spacing=6)
        for part in (self._contrast, self._state, self._caption, self._notes):
            layout.addWidget(part)
        layout.addLayout(buttons)
        Following(self, session)
        self.refresh(Change.COMPARE)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if not change & Change.COMPARE:
            return
        result = self._session.comparing.group
        self.setVisible(result is not None)
        if result is None:
            self._seen = 0
            return
        if result.surviving_id != self._seen:  # a new one, not one that was refined
            self._seen = result.surviving_id
            self.clusters_wanted.emit()
        fill(self._contrast, [(found.contrast.name, index) for index, found in enumerate(result.comparisons)])
        self._contrast.setCurrentIndex(result.shown)
        self._contrast.setVisible(len(result.comparisons) > 1)
        permutation = result.comparison.corrected.permutation
        self._state.setVisible(not result.is_final)
        if not result.is_final and permutation is not None:
            self._state.setText(
                self.tr("So far, after {done} of {planned} permutations.").format(
                    done=permutation.n_done, planned=permutation.n_planned
                )
            )
        self._caption.setText(result.comparison.caption)
        self._notes.setText("\n".join(result.comparison.notes))
        self._notes.setVisible(bool(result.comparison.notes))
        self._save.setEnabled(result.is_final)

    def _on_contrast(self, index: int) -> None:
        comparing_layers.show_contrast(self._session, index)

    def copy(self) -> None:
        """Copy the caption with its notes."""
        result = self._session.comparing.group
        if result is not None:
            QGuiApplication.clipboard().setText("\n".join((result.comparison.caption, *result.comparison.notes)))

    def _ask_folder(self) -> None:
        folder = asking.folder(self, self.tr("Save the comparison into a folder"), kind=asking.COMPARISON)
        if folder is not None:
            self.save(folder)

    def save(self, folder: Path) -> None:
        """Write maps, table and text."""
        result = self._session.comparing.group
        if result is not None:
            comparing.save_results(self._jobs, result.comparisons, folder)
