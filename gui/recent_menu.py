"""The menu of the patients who were open last, and the list of them on the first page."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from gui import recent
from gui.jobs import JobRunner
from gui.recent import RecentPatient
from gui.settings import Settings


class RecentMenu(QObject):
    """``wanted`` is sent with the paths of a patient who was chosen; ``changed`` with all, and those still there."""

    wanted = Signal(object)
    changed = Signal(object, object)

    def __init__(self, jobs: JobRunner, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._jobs, self._settings = jobs, settings
        self._there: frozenset[RecentPatient] = frozenset()
        self.menu = QMenu(self.tr("Recent patients"), window)
        self.menu.triggered.connect(self._on_triggered)
        self.menu.aboutToShow.connect(self.look)
        self._clear = QAction(self.tr("Clear this list"), self)
        self._remember = QAction(self.tr("Remember patients"), self, checkable=True)
        self._fill()

    def note(self, name: str, paths: list[Path], instead_of: Sequence[Path] = ()) -> None:
        """Remember a patient who was opened, as `recent.note_patient`."""
        before = list(self._settings.recent_patients)
        recent.note_patient(self._settings, name, paths, instead_of)
        if self._settings.recent_patients != before:
            self._there |= frozenset(recent.recent_patients(self._settings)[:1])
            self._fill()

    def look(self) -> None:
        """Find out, in the background, of whom something is still there."""
        patients = recent.recent_patients(self._settings)
        if patients:
            self._jobs.submit(
                self.tr("Recent patients"), recent.existing, patients, on_done=self._on_looked, quiet=True,
                key="recent patients", of_case=False,
            )  # fmt: skip

    def remember(self, remember: bool) -> None:
        """Remember patients from now on, or forget them all and remember nobody."""
        self._settings.remember_patients = remember
        if not remember:
            recent.forget_patients(self._settings)
        self._fill()

    def choose(self, patient: RecentPatient) -> None:
        """Open a patient of the list."""
        self.wanted.emit([Path(path) for path in patient.paths])

    def _on_looked(self, there: frozenset[RecentPatient]) -> None:
        self._there = there
        self._fill()

    def _fill(self) -> None:
        patients = recent.recent_patients(self._settings)
        self.menu.clear()
        for patient in patients:
            text = f"{patient.name} · {patient.day}"
            is_there = patient in self._there
            action = self.menu.addAction(text if is_there else self.tr("{name} (missing)").format(name=text))
            action.setData(patient)
            action.setEnabled(is_there)
        self.menu.addSeparator()
        self._clear.setEnabled(bool(patients))
        self._remember.setChecked(self._settings.remember_patients)
        self.menu.addActions([self._clear, self._remember])
        self.changed.emit(patients, self._there)

    def _on_triggered(self, action: QAction) -> None:
        if action is self._clear:
            recent.forget_patients(self._settings)
        elif action is self._remember:
            self.remember(action.isChecked())
            return
        elif isinstance(action.data(), RecentPatient):
            self.choose(action.data())
            return
        self._fill()
