"""All maps of the patient, and the two kinds that are computed, activity and perfusion, under one task of the rail."""

from PySide6.QtWidgets import QTabWidget, QWidget

from analysis.scan import Modality
from gui.session import Change, Session


class MapsTabs(QTabWidget):
    """Opens on all maps where some are there, else on what the open series are for; then the user's choice stays."""

    def __init__(
        self,
        session: Session,
        activity: QWidget,
        perfusion: QWidget,
        gallery: QWidget | None = None,
        region: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._was_empty, self._had_patient = True, False
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self._activity, self._perfusion, self._gallery = activity, perfusion, gallery
        if gallery is not None:
            self.addTab(gallery, self.tr("All"))
        self._region = region
        if region is not None:
            self.addTab(region, self.tr("Region"))
        self.addTab(activity, self.tr("Activity"))
        self.addTab(perfusion, self.tr("Perfusion"))
        session.changed.connect(self.refresh)
        self.refresh(Change.LAYERS)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if not change & Change.LAYERS:
            return
        scans = [layer.scan for layer in self._session.layers if layer.scan is not None and not layer.is_computed]
        kinds = {scan.modality for scan in scans} & {Modality.ASL, Modality.BOLD}
        has_patient = self._session.spaces.patient is not None
        if self._was_empty and kinds and not has_patient:
            self.setCurrentWidget(self._activity if Modality.BOLD in kinds else self._perfusion)
        self._was_empty = not kinds
        if has_patient and not self._had_patient:
            self.show_gallery()
        self._had_patient = has_patient

    def show_gallery(self) -> None:
        """Show all maps."""
        if self._gallery is not None:
            self.setCurrentWidget(self._gallery)

    def show_region(self) -> None:
        """Show the card of a region."""
        if self._region is not None:
            self.setCurrentWidget(self._region)

    def show_activity(self) -> None:
        """Show the metrics of activity."""
        self.setCurrentWidget(self._activity)

    def show_perfusion(self) -> None:
        """Show perfusion."""
        self.setCurrentWidget(self._perfusion)
