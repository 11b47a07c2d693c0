"""Where a session is saved, and whether the scans are copied into it."""

from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.widgets import asking
from gui.widgets.styled import Paragraph, named


class SaveSessionDialog(QDialog):
    """A folder, which is made, and one choice; ``n_scans`` and ``n_bytes`` are those of the scans."""

    def __init__(self, proposed: Path, n_scans: int, n_bytes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("save session")
        self.setWindowTitle(self.tr("Save session"))
        self._beside = proposed.absolute().parent
        self.path = QLineEdit(str(proposed))
        self.path.setAccessibleName(self.tr("Folder of the session"))
        self.path.setMinimumWidth(460)
        browse = QPushButton(self.tr("Browse…"))
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.addWidget(self.path, 1)
        row.addWidget(browse)
        self.copy_scans = QCheckBox(
            self.tr("Copy the %n scan(s) too ({size} MB): the folder alone then opens on another computer", "", n_scans)
            .format(size=f"{n_bytes / 1e6:.0f}")
        )  # fmt: skip
        self.copy_scans.setEnabled(n_scans > 0)
        note = self.tr(
            "Computed maps, regions and everything you have set are saved in this folder. Scans stay where they are "
            "and are found again by a relative path, unless they are copied."
        )
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(QLabel(self.tr("Save the session as a folder:")))
        layout.addLayout(row)
        layout.addWidget(self.copy_scans)
        layout.addWidget(named(Paragraph(note), "dim"))
        buttons = QDialogButtonBox()
        self._save = buttons.addButton(self.tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.path.textChanged.connect(self._allow)

    @property
    def folder(self) -> Path:
        """The folder that was chosen; a name alone lies beside the proposed one, not where the program was started."""
        return self._beside / Path(self.path.text().strip()).expanduser()

    def _browse(self) -> None:
        question = self.tr("The folder in which the session's folder is made")
        chosen = asking.folder(self, question, kind=asking.SESSION, preferred=self.folder.parent)
        if chosen is not None:
            self.path.setText(str(chosen / self.folder.name))

    def _allow(self, text: str) -> None:
        self._save.setEnabled(bool(text.strip()))
