"""The result of an analysis: stamp, table, figure, sentences and warnings, and its way into files."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from analysis.stats.clinical.mediation import EXPLORATORY
from gui import log
from gui.commands import studying
from gui.commands.study_state import Outcome
from gui.commands.study_words import table_of, words_of
from gui.figures.study.outcome import FORMATS, write_outcome
from gui.jobs import JobRunner
from gui.language import in_window
from gui.panels.study.figure_view import FigureView
from gui.panels.study.result_table import ResultTable, words_flag
from gui.session import Session
from gui.widgets import asking
from gui.widgets.styled import Paragraph, named


class StudyResultCard(QFrame):
    """Hidden while there is no result."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session, self._jobs = session, jobs
        self.outcome: Outcome | None = None
        self.stamp = named(Paragraph(), "error")
        self.exploratory = named(Paragraph(), "warning")
        self.table = ResultTable()
        self.figure = FigureView(jobs)
        self.figure.told.connect(session.tell)
        self.sentences, self.warnings = Paragraph(), named(Paragraph(), "warning")
        for label in (self.sentences, self.warnings):
            label.setTextInteractionFlags(words_flag())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 10)
        layout.setSpacing(6)
        layout.addWidget(named(QLabel(self.tr("Result")), "title"))
        for part in (self.stamp, self.exploratory, self.table):
            layout.addWidget(part)
        layout.addLayout(self._make_buttons())
        layout.addWidget(self.figure)
        layout.addWidget(self.sentences)
        layout.addWidget(self.warnings)
        self.hide()

    def _make_buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(6)
        for at, (text, tip, slot) in enumerate((
            (self.tr("Copy table"), self.tr("All cells, for a spreadsheet"), self.copy_table),
            (self.tr("Copy text"), self.tr("The sentences and what must be read with them"), self.copy_text),
            (self.tr("Export TSV…"), self.tr("The table as it is seen"), self._ask_table),
            (self.tr("Save…"), self.tr("All tables, records and figures into a folder"), self._ask_folder),
        )):  # fmt: skip
            button = QPushButton(text)
            button.setToolTip(tip)
            button.clicked.connect(slot)
            grid.addWidget(button, at // 2, at % 2)
        return grid

    def show_outcome(self, outcome: Outcome | None) -> None:
        """Show another result, or none."""
        if outcome is self.outcome:
            return
        self.outcome = outcome
        self.setVisible(outcome is not None)
        self.figure.show_outcome(outcome)
        if outcome is None:
            return
        words = words_of(outcome)
        self.table.show_table(table_of(outcome))
        said = self.tr("{stamp}: regions chosen by comparing these very people").format(stamp=words.stamp)
        self._fill(self.stamp, (said,) if words.stamp else ())
        self._fill(self.exploratory, [one for one in words.warnings if one == EXPLORATORY])
        self._fill(self.sentences, words.sentences)
        self._fill(self.warnings, [one for one in words.warnings if one != EXPLORATORY])

    @staticmethod
    def _fill(label: QLabel, sentences: Sequence[str]) -> None:
        label.setText("\n\n".join(in_window(sentence) for sentence in sentences))
        label.setVisible(bool(sentences))

    def copy_table(self) -> None:
        """Copy all cells."""
        QGuiApplication.clipboard().setText(self.table.text())

    def copy_text(self) -> None:
        """Copy what is said, with what must be read with it."""
        if self.outcome is not None:
            words = words_of(self.outcome)
            stamp = (words.stamp,) if words.stamp else ()
            QGuiApplication.clipboard().setText("\n".join((*stamp, *words.sentences, *words.warnings)))

    def _ask_table(self) -> None:
        name = "" if self.outcome is None else f"{self.outcome.order.section.value}.tsv"
        path, _ = asking.save_file(self, self.tr("Export the table"), name, self.tr("Tables (*.tsv);;All files (*)"))
        if path is not None:
            self.export_table(path if path.suffix else path.with_suffix(".tsv"))

    def export_table(self, path: Path) -> None:
        """Write the table that is seen."""
        if self.outcome is not None:
            studying.export_table(self._jobs, self.outcome, path)

    def _ask_folder(self) -> None:
        folder = asking.folder(self, self.tr("Save the result into a folder"))
        if folder is not None:
            self.save(folder)

    def save(self, folder: Path) -> None:
        """Write the files that the command line writes; files that exist are not replaced."""
        if self.outcome is not None:
            log.hide(folder)
            self._jobs.submit(
                self.tr("Save the result"), write_outcome, self.outcome, folder, self.figure.page, FORMATS,
                on_done=self._tell, of_case=False,
            )  # fmt: skip

    def _tell(self, written: tuple[Path, ...]) -> None:
        self._session.tell(self.tr("{n} files were written.").format(n=len(written)))
