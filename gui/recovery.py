"""What a program that was killed has left, offered back once: its session, and drawings that belong to no session."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, QObject, Qt, QTimeZone
from PySide6.QtWidgets import QMessageBox, QWidget

from gui.commands.region_files import Leftovers
from gui.commands.sessions import leaving
from gui.commands.sessions.leaving import Interrupted, LeftBehind
from gui.jobs import JobRunner
from gui.session import Session


class Recovery(QObject):
    """``open_folder`` opens a session; ``offer_drawings`` offers drawings where there is no session."""

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        open_folder: Callable[[Path], None],
        offer_drawings: Callable[[Leftovers], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._jobs, self._window = session, jobs, window
        self._open_folder, self._offer_drawings = open_folder, offer_drawings
        self._found: LeftBehind | None = None
        self._box: QMessageBox | None = None

    def look(self, automatic: Path, journals: Path) -> None:
        """Look for what was left, in the background."""
        self._jobs.submit(
            self.tr("Unfinished work"), leaving.find_left_behind, automatic, journals, on_done=self._on_found,
            quiet=True, of_case=False,
        )  # fmt: skip

    def _on_found(self, found: LeftBehind) -> None:
        if not found.sessions:
            self._offer_drawings(found.drawings)
            return
        self._found = found
        box = QMessageBox(self._window)
        box.setObjectName("interrupted")
        box.setWindowTitle("Algoscope")
        box.setIcon(QMessageBox.Icon.Information)
        box.setText(self.tr("The program ended without being closed. What was open then was kept."))
        lines = [self._in_words(one) for one in found.sessions]
        if found.drawings.drawings:
            n = len(found.drawings.drawings)
            lines.append(self.tr("%n other drawing(s) will be offered when the program is started again.", "", n))
        box.setInformativeText("\n".join(lines))
        self._restore = box.addButton(self.tr("Restore"), QMessageBox.ButtonRole.AcceptRole)
        later = box.addButton(self.tr("Later"), QMessageBox.ButtonRole.RejectRole)
        self._discard = box.addButton(self.tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(self._restore)
        box.setEscapeButton(later)
        self._box = box
        box.finished.connect(self._on_answer)
        box.setWindowModality(Qt.WindowModality.WindowModal)
        box.open()

    def _in_words(self, one: Interrupted) -> str:
        record = one.record
        saved = QDateTime.fromString(record.saved, Qt.DateFormat.ISODate)
        saved.setTimeZone(QTimeZone.utc())
        when = QLocale().toString(saved.toLocalTime(), QLocale.FormatType.ShortFormat)
        n_regions = sum(len(entry.regions) for entry in record.regions)
        parts = [
            record.case.pseudonym or self.tr("a patient"),
            when,
            self.tr("%n image(s) and map(s)", "", len(record.layers)),
        ]
        if n_regions:
            parts.append(self.tr("%n region(s)", "", n_regions))
        return " · ".join(parts)

    def _on_answer(self, _result: int) -> None:
        """The newest is opened; older ones are offered at the next start."""
        box, found = self._box, self._found
        self._box = None
        if box is None or found is None:
            return
        clicked = box.clickedButton()
        box.deleteLater()
        if clicked is self._restore:
            self._open_folder(found.sessions[0].folder)
        elif clicked is self._discard:
            for one in found.sessions:
                leaving.discard(one, self._session.drawing.folder)
