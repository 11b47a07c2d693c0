"""Regions to and from other programs: what is asked over a window before a command does it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget

from analysis.atlas.seed_places import SeedPlace, seed_places
from analysis.errors import AlgoscopeError
from gui.commands import region_exports, region_files, region_seeds
from gui.commands.region_exports import Sources
from gui.commands.saving import proposed_folder
from gui.jobs import JobRunner
from gui.session import Session
from gui.widgets import asking


class RegionExports(QObject):
    """Each method is an action of the window; what goes wrong is told in a sentence."""

    def __init__(self, session: Session, jobs: JobRunner, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._jobs, self._window = session, jobs, window

    # -- files -------------------------------------------------------------------------------------------------

    def export_masks(self) -> None:
        """Ask for a folder, and write a mask of each region."""
        folder = self._folder(self.tr("A folder for a mask of each region"))
        if folder is not None:
            self._try(lambda: region_exports.export_masks(self._session, self._jobs, folder))

    def export_surfaces(self) -> None:
        """Ask for a kind and a folder, and write the surface of each region."""
        kinds = [self.tr("STL"), self.tr("PLY, with colours")]
        kind, ok = QInputDialog.getItem(self._window, self.tr("Surfaces"), self.tr("Kind of file"), kinds, 0, False)
        folder = self._folder(self.tr("A folder for the surface of each region")) if ok else None
        if folder is not None:
            ending = ".stl" if kind == kinds[0] else ".ply"
            self._try(lambda: region_exports.export_surfaces(self._session, self._jobs, folder, ending))

    def export_names(self) -> None:
        """Ask for a file, and write names and colours for ITK-SNAP or FreeSurfer."""
        patterns = [self.tr("ITK-SNAP label descriptions (*.label *.txt)"), self.tr("FreeSurfer colour table (*.lut)")]
        question = self.tr("Save names and colours")
        path, chosen = self._save_file(question, "regions.label", ";;".join(patterns))
        if path is not None:
            freesurfer = chosen == patterns[1] or path.name.endswith(".lut")
            self._try(lambda: region_exports.export_names(self._session, path, freesurfer=freesurfer))

    def export_dicom(self) -> None:
        """Ask for the folder of the scanner's series, and find those with the voxels of the drawing."""
        folder = self._folder(self.tr("The folder of the DICOM series that the regions are drawn on"), is_read=True)
        if folder is not None:
            self._try(lambda: region_exports.find_sources(self._session, self._jobs, folder, self._on_sources))

    def _on_sources(self, sources: Sources) -> None:
        source = sources[0]
        if len(sources) > 1:
            captions = [one.caption for one in sources]
            question = self.tr("Several series have these voxels. Which one was drawn on?")
            caption, ok = QInputDialog.getItem(self._window, self.tr("DICOM series"), question, captions, 0, False)
            if not ok:
                return
            source = sources[captions.index(caption)]
        if not self._agreed(source.identity_in_words()):
            return
        question = self.tr("Save the DICOM segmentation")
        chosen, _ = self._save_file(question, "regions.dcm", self.tr("DICOM (*.dcm)"))
        if chosen is not None:
            path = chosen if chosen.name.endswith(".dcm") else chosen.with_name(f"{chosen.name}.dcm")
            self._try(lambda: region_exports.export_dicom(self._session, self._jobs, source, path))

    def _agreed(self, sentence: str) -> bool:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Information)
        box.setText(sentence)
        box.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
        return box.exec() == QMessageBox.StandardButton.Ok

    def open_reader(self) -> None:
        """Ask for another reader's regions, which are compared and never changed."""
        pattern = self.tr("Regions (*.nii.gz *.nii *.dcm)")
        path = asking.open_file(self._window, self.tr("Open another reader's regions"), pattern, kind=asking.REGIONS)
        if path is not None:
            region_files.open_regions(self._session, self._jobs, path, is_reference=True)

    # -- seeds -------------------------------------------------------------------------------------------------

    def region_seed(self) -> None:
        """Take the region in use as a seed and compute its connectivity."""
        self._try(lambda: region_seeds.connectivity_of_region(self._session, self._jobs))

    def seed_place(self) -> None:
        """Ask for a place of the literature and put the seed there."""
        place = self._place()
        if place is not None:
            self._try(lambda: region_seeds.seed_at(self._session, place))

    def region_place(self) -> None:
        """Ask for a place of the literature and draw its sphere as a region."""
        place = self._place()
        if place is not None:
            self._try(lambda: region_seeds.region_at(self._session, place))

    def _place(self) -> SeedPlace | None:
        places = seed_places()
        captions = [region_seeds.in_words(place) for place in places]
        question = self.tr("Spheres in MNI space, with where they come from in resources/seeds")
        caption, ok = QInputDialog.getItem(self._window, self.tr("Known places"), question, captions, 0, False)
        return places[captions.index(caption)] if ok else None

    # -- within ------------------------------------------------------------------------------------------------

    def _save_file(self, question: str, name: str, pattern: str) -> tuple[Path | None, str]:
        usual = proposed_folder(self._session)
        return asking.save_file(self._window, question, name, pattern, usual=usual, kind=asking.REGIONS)

    def _folder(self, question: str, *, is_read: bool = False) -> Path | None:
        if self._session.drawing.current is None:
            self._session.tell(self.tr("No regions are drawn yet."))
            return None
        if is_read:
            return asking.folder(self._window, question, kind=asking.SCANS)
        return asking.folder(self._window, question, usual=proposed_folder(self._session), kind=asking.REGIONS)

    def _try(self, command: Callable[[], object]) -> None:
        try:
            command()
        except AlgoscopeError as error:
            self._session.tell(str(error))
