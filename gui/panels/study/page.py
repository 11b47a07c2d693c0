"""The Study page: a table of people, values of regions, and six analyses, each a form, a button and its result."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from analysis.errors import AlgoscopeError
from gui.commands import study_regions, studying
from gui.commands.study_regions import RegionOrder, WithRegions
from gui.commands.study_state import Outcome, Section, Study, StudyState
from gui.commands.studying import variables_of
from gui.jobs import Job, JobRunner, JobState
from gui.language import in_window
from gui.panels.compare.fields import choice_box
from gui.panels.study.describe_form import DescribeForm, FlowForm
from gui.panels.study.group_forms import CouplingForm, RocForm
from gui.panels.study.regions_card import RegionsCard
from gui.panels.study.relation_forms import CorrelateForm, MediateForm
from gui.panels.study.result_card import StudyResultCard
from gui.qt_safe import QtSafe
from gui.session import Change, Session
from gui.widgets import asking
from gui.widgets.empty_state import EmptyState
from gui.widgets.styled import ElidedLabel, Paragraph, named

_TABLES = (".tsv", ".csv", ".txt")
_OFFER_FRAME = 54  # pixels beside the text of the button: its own frame and the margins of the page
AnyForm = DescribeForm | FlowForm | CorrelateForm | MediateForm | RocForm | CouplingForm


class StudyPage(QtSafe, QScrollArea):
    """A table is chosen, dropped, or taken from Compare."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self._session, self._jobs = session, jobs
        self._job: Job | None = None
        self.state = StudyState(self._show)
        self.forms: dict[Section, AnyForm] = {
            Section.DESCRIBE: DescribeForm(),
            Section.FLOW: FlowForm(),
            Section.CORRELATE: CorrelateForm(),
            Section.MEDIATE: MediateForm(),
            Section.ROC: RocForm(),
            Section.COUPLING: CouplingForm(),
        }
        self._make_parts()
        self._assemble()
        jobs.changed.connect(self._follow)
        session.changed.connect(self._refresh)
        self._show()

    def _make_parts(self) -> None:
        self.choose_button = QPushButton(self.tr("Choose table…"))
        self.choose_button.clicked.connect(self._ask_table)
        self.offer = QPushButton()
        self.offer.clicked.connect(self._take_offer)
        self._offered: Path | None = None
        self._name = named(ElidedLabel(), "dim")
        self.error = named(Paragraph(), "error")
        self.regions = RegionsCard(self._session)
        self.regions.wanted.connect(self.add_regions)
        self.section = choice_box()
        self.section.setToolTip(self.tr("What is computed of the study"))
        self.section.setAccessibleName(self.tr("Analysis"))
        for text, section in (
            (self.tr("Describe: characteristics"), Section.DESCRIBE),
            (self.tr("Flow of participants"), Section.FLOW),
            (self.tr("Correlate"), Section.CORRELATE),
            (self.tr("Mediate"), Section.MEDIATE),
            (self.tr("ROC"), Section.ROC),
            (self.tr("Coupling between groups"), Section.COUPLING),
        ):
            self.section.addItem(text, section)
        self.section.activated.connect(self._show)
        self.run_button = named(QPushButton(self.tr("Run")), "primary")
        self.run_button.clicked.connect(self.run)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.cancel)
        self.bar = QProgressBar(minimum=0, maximum=1000, textVisible=False)
        self.bar.setFixedHeight(6)
        self.message = named(ElidedLabel(), "dim")
        self.wrong = named(Paragraph(), "error")
        self.result = StudyResultCard(self._session, self._jobs)

    def _assemble(self) -> None:
        content = named(QFrame(), "panel")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(8)
        self.empty = EmptyState(
            self.tr("No table of people"),
            self.tr("One row a person, a header line: scores, groups, and paths of maps. Choose it, or drop it here."),
            self.tr("Choose table…"),
            self._ask_table,
        )
        self._top = QWidget()
        top = QVBoxLayout(self._top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(4)
        top.addWidget(self.choose_button)
        top.addWidget(self._name)
        self._card = named(QFrame(), "card")
        card = QVBoxLayout(self._card)
        card.setContentsMargins(10, 8, 10, 10)
        card.setSpacing(6)
        card.addWidget(self.section)
        for form in self.forms.values():
            card.addWidget(form)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.run_button, 1)
        buttons.addWidget(self.cancel_button)
        card.addLayout(buttons)
        for part in (self.bar, self.message, self.wrong):
            card.addWidget(part)
        for widget in (self.empty, self._top, self.offer, self.error, self.regions, self._card, self.result):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.setWidget(content)

    # -- the table --------------------------------------------------------------------------------------------

    def offer_table(self, path: Path | None) -> None:
        """Offer the table that is open in Compare."""
        self._offered = path
        self._show_offer()

    def _show_offer(self) -> None:
        study = self.state.study
        is_new = self._offered is not None and (study is None or study.path != self._offered)
        self.offer.setVisible(is_new)
        if self._offered is not None:
            words, name = self.tr("Take {name} from Compare"), self._offered.name
            metrics = self.offer.fontMetrics()
            room = self.viewport().width() - _OFFER_FRAME - metrics.horizontalAdvance(words.format(name=""))
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, max(room, metrics.horizontalAdvance("…")))
            self.offer.setText(words.format(name=shown))
            self.offer.setToolTip(words.format(name=name) if shown != name else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_offer()

    def _take_offer(self) -> None:
        if self._offered is not None:
            self.open_table(self._offered)

    def _ask_table(self) -> None:
        pattern = self.tr("Tables (*.tsv *.csv *.txt);;All files (*)")
        path = asking.open_file(self, self.tr("Choose a table"), pattern, kind=asking.TABLE)
        if path is not None:
            self.open_table(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A table may be dropped."""
        if _dropped(event) is not None:
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the table that was dropped."""
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.open_table(path)

    def open_table(self, path: Path) -> None:
        """Read a table, or say why it cannot be used."""
        self.wrong.hide()
        self.regions.tell(())
        try:
            study = studying.open_study(path)
        except AlgoscopeError as error:
            self._say(self.error, str(error))
            return
        self._say(self.error, "\n".join(variables_of(study.table).refused.values()))
        self.state.open(study)
        self._fill()

    def show_study(self, study: Study) -> None:
        """Show a study that was read already."""
        self._say(self.error, "")
        self.state.open(study)
        self._fill()

    def _fill(self) -> None:
        study = self.state.study
        if study is not None:
            self._name.setText(self.tr("{name}, {n} rows").format(name=study.path.name, n=len(study.table.rows)))
            self.regions.show_study(study)
            for form in self.forms.values():
                form.show_study(study)

    def add_regions(self, order: RegionOrder) -> None:
        """Start to read the maps."""
        study = self.state.study
        if study is not None:
            self.regions.tell(())
            self._begin(study_regions.start(self._jobs, study, order, self._take_regions))

    def _take_regions(self, found: WithRegions) -> None:
        if self.state.study is None or self.state.study.inputs[0] != found.study.inputs[0]:
            return
        self.state.open(found.study)
        self._fill()
        added = self.tr("Added: {names}").format(names=", ".join(found.names[:4]) + (" …" if found.names[4:] else ""))
        self.regions.tell((added, *found.warnings))

    # -- the analysis -----------------------------------------------------------------------------------------

    def choose_section(self, section: Section) -> None:
        """Show another form with its result."""
        self.section.setCurrentIndex(self.section.findData(section))
        self._show()

    def run(self) -> None:
        """Start the job of the form that is seen, or say what is missing."""
        study = self.state.study
        if study is None:
            return
        try:
            order = self.forms[self.section.currentData()].order()
        except AlgoscopeError as error:
            self._say(self.wrong, str(error))
            return
        self._begin(studying.start(self._jobs, study, order, self._take))

    def _begin(self, job: Job) -> None:
        self._job = job
        self._say(self.wrong, "")
        self._follow(job)

    def _take(self, outcome: Outcome) -> None:
        self.state.show(outcome)

    def cancel(self) -> None:
        """Stop what runs."""
        if self._job is not None:
            self._job.cancel()

    def _follow(self, job: Job) -> None:
        if job is not self._job:
            return
        is_running = not job.is_over
        for part in (self.cancel_button, self.bar, self.message):
            part.setVisible(is_running)
        self.run_button.setEnabled(not is_running)
        self.bar.setValue(round(1000 * job.fraction))
        self.message.setText(in_window(job.message))
        if job.state is JobState.FAILED:
            self._say(self.wrong, job.sentence())

    def _refresh(self, change: Change) -> None:
        if change & (Change.COMPARE | Change.ROIS):
            self.regions.refresh()

    def _show(self) -> None:
        has_study = self.state.study is not None
        self.empty.setVisible(not has_study)
        for part in (self._top, self._card):
            part.setVisible(has_study)
        if not has_study:
            self.regions.hide()
        section = self.section.currentData()
        for key, form in self.forms.items():
            form.setVisible(key is section)
        if self._job is None or self._job.is_over:
            for part in (self.cancel_button, self.bar, self.message):
                part.hide()
        self._say(self.wrong, "")
        self._show_offer()
        self.error.setVisible(bool(self.error.text()))
        self.result.show_outcome(self.state.outcome(section))

    @staticmethod
    def _say(label: QLabel, sentence: str) -> None:
        label.setText(sentence)
        label.setVisible(bool(sentence))


def _dropped(event: QDropEvent) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in _TABLES else None
