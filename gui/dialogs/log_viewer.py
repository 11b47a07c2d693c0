"""The log: what the program did and what failed; filtered, and copied for a bug report without anybody's name."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from analysis.progress import Progress
from gui import log
from gui.bug_report import Entry, at_least, bug_report, entries, read_log
from gui.jobs import JobRunner
from gui.widgets.styled import Paragraph, named

Ask = Callable[[Progress], str]
Names = Callable[[], list[str]]


class LogDialog(QDialog):
    """``computer`` tells what this computer can do; ``names()`` are the texts that must not leave it."""

    def __init__(self, jobs: JobRunner, computer: Ask, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("log")
        self.setWindowTitle(self.tr("Log"))
        self._jobs, self._names, self._computer = jobs, names, self.tr("not known yet")
        self._entries: tuple[Entry, ...] = ()
        self._path: Path | None = log.log_file()
        self._make_parts()
        self._assemble()
        self._jobs.submit(
            self.tr("What this computer can do"), computer, on_done=self._on_computer, quiet=True, of_case=False
        )
        self.refresh()

    def _make_parts(self) -> None:
        self.level = QComboBox()
        for caption, level in (
            (self.tr("Everything"), "DEBUG"),
            (self.tr("Warnings and errors"), "WARNING"),
            (self.tr("Errors only"), "ERROR"),
        ):
            self.level.addItem(caption, level)
        self.level.setToolTip(self.tr("Which entries are shown"))
        self.level.currentIndexChanged.connect(self._show)
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(self.tr("Entries of the log"))
        self.state = named(Paragraph(), "dim")
        self.copy = named(QPushButton(self.tr("Copy for a bug report")), "primary")
        self.copy.setToolTip(
            self.tr("Versions, system, graphics and the last lines of the log; without names and places of patients")
        )
        self.copy.clicked.connect(self._copy)
        self.folder = QPushButton(self.tr("Open the folder"))
        self.folder.setToolTip(self.tr("The folder in which the log is written"))
        self.folder.setEnabled(self._path is not None)
        self.folder.clicked.connect(self._open_folder)
        self.again = QPushButton(self.tr("Read again"))
        self.again.clicked.connect(self.refresh)

    def _assemble(self) -> None:
        top = QHBoxLayout()
        shown = QLabel(self.tr("&Show"))
        shown.setBuddy(self.level)
        top.addWidget(shown)
        top.addWidget(self.level)
        top.addStretch(1)
        top.addWidget(self.again)
        bottom = QHBoxLayout()
        bottom.addWidget(self.copy)
        bottom.addWidget(self.folder)
        bottom.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        bottom.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.state)
        layout.addLayout(bottom)
        self.resize(860, 560)

    def refresh(self) -> None:
        """Read the log again."""
        self._jobs.submit(
            self.tr("Reading the log"),
            read_log,
            self._path,
            on_done=self._on_read,
            quiet=True,
            key="log",
            of_case=False,
        )

    def _on_read(self, text: str) -> None:
        if isValid(self):  # the dialog may have been closed meanwhile
            self._entries = entries(text)
            self._show()

    def _on_computer(self, sentence: str) -> None:
        self._computer = sentence

    def _show(self) -> None:
        shown = at_least(self._entries, self.level.currentData())
        self.text.setPlainText("\n".join(entry.text for entry in shown))
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.maximum())
        if self._path is None:
            self.state.setText(self.tr("No log is written: its folder cannot be written to."))
        else:
            self.state.setText(
                self.tr("{n} of {all} entries. Names of patients and files are codes.").format(
                    n=len(shown), all=len(self._entries)
                )
            )

    def report(self) -> str:
        """What is copied for a bug report."""
        return bug_report(self._entries, self._computer, self._names())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report())
        self.state.setText(self.tr("Copied. Paste it into your report; please read it once before you send it."))

    def _open_folder(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))
