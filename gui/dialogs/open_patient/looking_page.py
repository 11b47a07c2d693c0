"""The head of the window: where scans are dropped, how far looking through them is, and what was found."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gui.language import in_window
from gui.widgets.styled import ElidedLabel, Paragraph, named


class LookingPage(QFrame):
    """Large while nothing is there, one line as soon as there is."""

    folder_wanted = Signal()
    files_wanted = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._invitation = named(QLabel(self.tr("Drop a patient's folder, files or zip archive here")), "title")
        self._kinds = named(
            QLabel(self.tr("DICOM from the scanner, NIfTI with sidecars, or a BIDS subject; one patient at a time")),
            "dim",
        )
        for label in (self._invitation, self._kinds):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self.words = Paragraph()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar(minimum=0, maximum=1000, textVisible=False)
        self.bar.setFixedHeight(6)
        self.message = named(ElidedLabel(), "dim")
        self.folder = QPushButton(self.tr("&Folder…"))
        self.files = QPushButton(self.tr("F&iles or zip…"))
        self.cancel = QPushButton(self.tr("Cancel"))
        for button, signal in (
            (self.folder, self.folder_wanted), (self.files, self.files_wanted), (self.cancel, self.cancelled),
        ):  # fmt: skip
            button.setAutoDefault(False)
            button.clicked.connect(signal)
        self._buttons = buttons = QHBoxLayout()
        buttons.addWidget(self.words, 1)
        for button in (self.folder, self.files, self.cancel):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        buttons.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 10)
        self._column.setSpacing(6)
        self._column.addStretch(1)
        for part in (self._invitation, self._kinds):
            self._column.addWidget(part)
        self._column.addLayout(buttons)
        self._column.addWidget(self.bar)
        self._column.addWidget(self.message)
        self._column.addStretch(1)
        self._set_busy(False)

    def begin(self, n_paths: int, name: str) -> None:
        """Looking begins."""
        what = name or self.tr("{n} files").format(n=n_paths)
        self.words.setText(self.tr("Looking through {what} …").format(what=what))
        self._style("")
        self.show_progress(0.0, "")
        self._set_busy(True)

    def show_progress(self, fraction: float, message: str) -> None:
        """How far it is."""
        self.bar.setValue(round(1000 * fraction))
        self.message.setText(in_window(message))

    def show_outcome(self, sentence: str, *, failed: bool) -> None:
        """Why nothing is shown."""
        self.words.setText(sentence)
        self._style("error" if failed else "")
        self._set_busy(False)

    def show_found(self, n_series: int, remarks: Sequence[str]) -> None:
        """What was found, and what was left out."""
        found = (
            self.tr("1 series was found.") if n_series == 1 else self.tr("{n} series were found.").format(n=n_series)
        )
        self.words.setText("\n".join((found, *remarks)))
        self._style("")
        self._set_busy(False)

    def set_compact(self, compact: bool) -> None:
        """One line, so that the series have the room."""
        for label in (self._invitation, self._kinds):
            label.setVisible(not compact)
        alone = not compact and not self.words.text()  # then the buttons stand in the middle
        self._buttons.setStretch(self._buttons.count() - 1, 1 if alone else 0)

    def _set_busy(self, busy: bool) -> None:
        for part in (self.bar, self.message, self.cancel):
            part.setVisible(busy)
        for button in (self.folder, self.files):
            button.setVisible(not busy)

    def _style(self, name: str) -> None:
        self.words.setObjectName(name)
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)
