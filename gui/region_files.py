"""Saving, opening and closing drawings, and offering those back that were not finished: what is asked over a window."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from analysis.errors import AlgoscopeError
from gui.commands import region_files
from gui.commands.region_files import Leftovers
from gui.commands.saving import proposed_folder
from gui.drawing import OpenLabels
from gui.jobs import JobRunner
from gui.session import Session
from gui.widgets import asking

_PATTERN_TEXTS = ("Regions (*.nii.gz *.nii)", "Regions (*.nii.gz *.nii *.dcm)")
_PATTERN, _OPENED = _PATTERN_TEXTS


class RegionFiles(QObject):
    """The questions are asked over a window; nothing that was drawn goes without one."""

    def __init__(self, session: Session, jobs: JobRunner, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._jobs, self._window = session, jobs, window
        self._offer: QMessageBox | None = None

    # -- files -------------------------------------------------------------------------------------------------

    def save_regions(self) -> None:
        """Save the regions where they came from, or ask where."""
        drawn = self._session.drawing.current
        if drawn is None:
            self._session.tell(self.tr("No regions are drawn yet."))
        elif drawn.path is None:
            self.save_regions_as()
        else:
            region_files.save_regions(self._session, self._jobs, drawn.id, drawn.path)

    def save_regions_as(self) -> None:
        """Ask where the regions are to be saved."""
        drawn = self._session.drawing.current
        path = None if drawn is None else self._ask_path(drawn)
        if drawn is not None and path is not None:
            region_files.save_regions(self._session, self._jobs, drawn.id, path)

    def open_regions(self) -> None:
        """Let the user choose a map of regions."""
        path = asking.open_file(self._window, self.tr("Open regions"), self.tr(_OPENED), kind=asking.REGIONS)
        if path is not None:
            region_files.open_regions(self._session, self._jobs, path)

    def _ask_path(self, drawn: OpenLabels) -> Path | None:
        """A file that the user agrees to write; versions of one that exists are kept."""
        chosen, _ = asking.save_file(
            self._window, self.tr("Save the regions"), "regions_dseg.nii.gz", self.tr(_PATTERN),
            usual=proposed_folder(self._session), kind=asking.REGIONS, own=drawn.path,
        )  # fmt: skip
        if chosen is None or chosen.name.endswith((".nii", ".nii.gz")):
            return chosen
        return chosen.with_name(f"{chosen.name}.nii.gz")

    # -- closing -----------------------------------------------------------------------------------------------

    def may_close(self) -> bool:
        """Ask what happens to drawings that are not saved; False if the user would rather go on."""
        return all(self._settled(drawn) for drawn in self._session.drawing.unsaved)

    def _settled(self, drawn: OpenLabels) -> bool:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("The regions drawn on {name} are not saved.").format(name=drawn.name))
        save = box.addButton(self.tr("Save…"), QMessageBox.ButtonRole.AcceptRole)
        keep = None
        if self._session.drawing.folder is not None:
            keep = box.addButton(self.tr("Keep for the next start"), QMessageBox.ButtonRole.ActionRole)
        discard = box.addButton(self.tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(save)
        box.exec()
        clicked = box.clickedButton()
        if clicked is save:
            return self._saved(drawn)
        if clicked is discard or (keep is not None and clicked is keep):
            self._session.drawing.close_map(drawn.id, keep_journal=clicked is keep)
            return True
        return False

    def _saved(self, drawn: OpenLabels) -> bool:
        path = self._ask_path(drawn)
        if path is None:
            return False
        try:
            region_files.save_at_once(self._session, drawn.id, path)
        except AlgoscopeError as error:
            self._session.tell(str(error))
            return False
        return True

    # -- what was not finished -----------------------------------------------------------------------------------

    def offer(self, found: Leftovers) -> None:
        """Offer drawings that were found."""
        if found.n_damaged:
            self._session.tell(
                self.tr("The journals of %n drawing(s) are damaged and cannot be read.", "", found.n_damaged)
            )
        if not found.drawings:
            return
        box = QMessageBox(self._window)
        box.setObjectName("unfinished")
        box.setText(self.tr("Regions were being drawn when the program ended. Nothing is lost."))
        box.setInformativeText("\n".join(one.in_words for one in found.drawings))
        recover = box.addButton(self.tr("Recover"), QMessageBox.ButtonRole.AcceptRole)
        later = box.addButton(self.tr("Later"), QMessageBox.ButtonRole.RejectRole)
        discard = box.addButton(self.tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(recover)
        box.setEscapeButton(later)
        self._recover, self._discard = recover, discard
        self._found = found
        self._offer = box
        box.finished.connect(self._on_answer)
        box.open()

    def _on_answer(self, _result: int) -> None:
        box, self._offer = self._offer, None
        if box is None:
            return
        if box.clickedButton() is self._recover:
            region_files.recover(self._session, self._jobs, self._found.drawings)
        elif box.clickedButton() is self._discard:
            region_files.discard(self._found.drawings)
        box.deleteLater()
