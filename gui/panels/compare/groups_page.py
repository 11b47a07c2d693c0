"""Groups of people compared, step by step: what is asked, who takes part, how it is corrected, what came out."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from analysis.errors import AlgoscopeError
from analysis.stats.cohort_table import CohortTable
from gui.commands import comparing
from gui.commands.comparing import Order
from gui.jobs import JobRunner
from gui.panels.compare.correction_card import CorrectionCard
from gui.panels.compare.people_card import PeopleCard
from gui.panels.compare.question_card import QuestionCard
from gui.panels.compare.result_card import GroupResultCard
from gui.session import Change, Session
from gui.widgets.following import Following
from gui.widgets.styled import named


class GroupsPage(QScrollArea):
    """The cards, top to bottom in the order of the work."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session, self._jobs = session, jobs
        self._path: Path | None = None
        self.question = QuestionCard(session)
        self.people = PeopleCard()
        self.correction = CorrectionCard()
        self.result = GroupResultCard(session, jobs)
        self.button = named(QPushButton(self.tr("Compare")), "primary")
        self.button.clicked.connect(self.compare)
        self._why = named(QLabel(self.tr("Choose a table with one row a person and the paths of their maps.")), "dim")
        self._why.setWordWrap(True)
        content = named(QFrame(), "panel")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(8)
        parts = (self._why, self.question, self.people, self.correction, self.button, self.result)
        for part in parts:
            layout.addWidget(part)
        layout.addStretch(1)
        self.setWidget(content)
        self.question.table_chosen.connect(self.open_table)
        self.question.changed.connect(self._examine)
        self.correction.changed.connect(self._examine)
        Following(self, session)
        self._show_steps()

    @property
    def path(self) -> Path | None:
        """The table that is open."""
        return self._path

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if change & Change.LAYERS:
            self.question.fill_masks()

    def open_table(self, path: Path) -> None:
        """Read a table, or say why it cannot be used."""
        try:
            table = comparing.read_table(path)
        except AlgoscopeError as error:
            self.question.show_error(str(error))
            return
        self.show_table(path, table)

    def show_table(self, path: Path, table: CohortTable) -> None:
        """Offer the columns of a table."""
        self._path = path
        self.question.show_table(table, path.name)
        self._show_steps()

    def _show_steps(self) -> None:
        has_table = self.question.table is not None and bool(self.question.column)
        self._why.setVisible(self.question.table is None)
        for part in (self.correction, self.button):
            part.setVisible(has_table)

    def _examine(self) -> None:
        """Show who takes part, and allow the comparison only if nothing speaks against it."""
        table = self.question.table
        if table is None or not self.question.column:
            return
        people = comparing.examine(table, self.question.column, self.question.question)
        self.question.show_errors(people.errors)
        self.people.show_people(people)
        options_error = ""
        try:
            _ = self.correction.options
        except AlgoscopeError as error:
            options_error = str(error)
        self.correction.tell(options_error)
        self.button.setEnabled(people.design is not None and not people.errors and not options_error)
        self._show_steps()

    def compare(self) -> None:
        """Start the job, or say why not."""
        table = self.question.table
        if table is None:
            return
        try:
            order = Order(
                table,
                self.question.column,
                self.question.search_volume,
                self.question.question,
                self.correction.options,
            )
            comparing.start(self._session, self._jobs, order)
        except AlgoscopeError as error:
            self._session.tell(str(error))
