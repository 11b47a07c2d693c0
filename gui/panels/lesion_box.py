"""A choice of a mask of the lesion: none, a mask that is open, or a file."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from gui import log
from gui.commands import processing
from gui.session import Session

_ASK = "ask"


class LesionBox(QComboBox):
    """What is chosen is a file, because a run reads it in a process of its own."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._file: Path | None = None  # chosen by the user, not open
        self._shown = 0
        self.activated.connect(self._on_activated)
        self.refresh()

    @property
    def path(self) -> Path | None:
        """The chosen mask."""
        found = self.currentData()
        return found if isinstance(found, Path) else None

    def use_file(self, path: Path) -> None:
        """Take a file."""
        log.hide(path)
        self._file = path
        self.refresh(path)

    def refresh(self, wanted: Path | None = None) -> None:
        """Offer the masks that are open now, and keep the choice unless another one is wanted."""
        keep = wanted or self.path
        if not self._session.layers:
            self._file = keep = None
        self.clear()
        self.addItem(self.tr("none"), None)
        masks = processing.open_masks(self._session)
        for layer_name, path in masks.items():
            self.addItem(layer_name, path)
        if self._file is not None and self._file not in masks.values():
            self.addItem(self._file.name, self._file)
        self.addItem(self.tr("Choose a file…"), _ASK)
        paths = [self.itemData(row) for row in range(self.count())]
        self._shown = paths.index(keep) if keep in paths else 0
        self.setCurrentIndex(self._shown)

    def _on_activated(self, row: int) -> None:
        if self.itemData(row) != _ASK:
            self._shown = row
            return
        self.setCurrentIndex(self._shown)
        question, pattern = self.tr("A mask of the lesion, on the grid of the T1"), self.tr("Images (*.nii *.nii.gz)")
        name, _ = QFileDialog.getOpenFileName(self, question, "", pattern)
        if name:
            self.use_file(Path(name))
