"""One patient against controls, step by step: who the controls are, what is known of the patient, what came out."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from analysis.errors import AlgoscopeError
from analysis.stats.cohort_quality import is_quality
from analysis.stats.cohort_table import CohortTable, usual_covariates
from analysis.stats.patient_result import PatientOptions
from analysis.stats.reference_cohort import CONTROLS_PER_COVARIATE, LEAST_FOR_CLAIM, RECOMMENDED, Level, level_of
from analysis.stats.single_case import Transform
from gui.commands import case_comparing, clustering, comparing, opened_comparison
from gui.commands.about_patient import read_about
from gui.commands.case_comparing import CaseOrder
from gui.commands.comparing import BRAIN, GRAY, Columns
from gui.commands.saving import proposed_folder
from gui.jobs import JobRunner
from gui.language import in_window
from gui.panels.compare.case_result_card import CaseResultCard
from gui.panels.compare.fields import Fields, choice_box, fill
from gui.session import Change, Session
from gui.widgets import asking
from gui.widgets.card import card_column
from gui.widgets.fact_row import SOURCE_TEXTS
from gui.widgets.following import Following
from gui.widgets.styled import ElidedLabel, Paragraph, named

_FILE = "file"


class CasePage(QScrollArea):
    """``details_wanted(name)`` for the regions, the calibration or the parade in the drawer."""

    details_wanted = Signal(str)

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session, self._jobs = session, jobs
        self.path: Path | None = None
        self._table: CohortTable | None = None
        self._columns = Columns((), {}, ())
        self._file: Path | None = None
        self._grouped_by: str | None = None
        self._boxes: dict[str, QCheckBox] = {}
        self._known: dict[str, QLineEdit] = {}
        self._why = named(Paragraph(), "dim")
        self._why.setText(self.tr("Choose a table of controls whose maps were made and acquired as the patient's."))
        self.controls, self.patient = self._make_controls(), self._make_patient()
        self.button = named(QPushButton(self.tr("Compare with the controls")), "primary")
        self.button.clicked.connect(self.compare)
        self.open_button = QPushButton(self.tr("Open a comparison…"))
        self.open_button.setToolTip(self.tr("A folder that main.py patient has written, or Save… here"))
        self.open_button.clicked.connect(self._ask_comparison)
        self.result = CaseResultCard(session, jobs)
        self.result.details_wanted.connect(self.details_wanted)
        content = named(QFrame(), "panel")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(8)
        for part in (self._why, self.controls, self.patient, self.button, self.open_button, self.result):
            layout.addWidget(part)
        layout.addStretch(1)
        self.setWidget(content)
        Following(self, session)
        session.closed.connect(self._forget)
        self.refresh(Change.LAYERS)
        for part in (self.patient, self.button):
            part.hide()

    def _make_controls(self) -> QFrame:
        card = named(QFrame(), "card")
        choose = QPushButton(self.tr("Choose table…"))
        choose.clicked.connect(self._ask_table)
        self._name, self._error = named(ElidedLabel(), "dim"), named(Paragraph(), "error")
        self._error.hide()
        self.maps, self.group, self.value, self.volume = (choice_box() for _ in range(4))
        self._adjust = QWidget()
        self._column = QVBoxLayout(self._adjust)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._fields = Fields()
        for key, caption, field in (
            ("maps", self.tr("Maps"), self.maps),
            ("group", self.tr("Groups in"), self.group),
            ("value", self.tr("Controls are"), self.value),
            ("covariates", self.tr("Adjust for"), self._adjust),
            ("volume", self.tr("Search in"), self.volume),
        ):
            self._fields.add(key, caption, field)
        for text, data in ((self.tr("Brain of the template"), BRAIN), (self.tr("Gray matter of the template"), GRAY)):
            self.volume.addItem(text, data)
        self._number = Paragraph()
        for box in (self.maps, self.group, self.value):
            box.activated.connect(self._on_changed)
        self._form = QWidget()
        self._form.setLayout(self._fields)
        self._form.hide()
        return _stacked(card, self.tr("Controls"), choose, self._name, self._error, self._form, self._number)

    def _make_patient(self) -> QFrame:
        card = named(QFrame(), "card")
        self.map = choice_box()
        self.map.activated.connect(self._on_map)
        self.map.setToolTip(self.tr("In MNI space and from a file; a map that was computed here must be saved first"))
        self.transform = choice_box()
        self.transform.addItem(self.tr("usual for the map"), None)
        for transform in Transform:
            self.transform.addItem(in_window(transform.caption), transform)
        self._form_of_patient = Fields()
        self._form_of_patient.add("map", self.tr("Map"), self.map)
        self._form_of_patient.add("transform", self.tr("Values"), self.transform)
        holder = QWidget()
        holder.setLayout(self._form_of_patient)
        return _stacked(card, self.tr("Patient"), holder)

    # -- following -------------------------------------------------------------------------------------------

    def refresh(self, change: Change) -> None:
        """Offer the maps that are open and were read from a file."""
        if not change & Change.LAYERS:
            return
        entries: list[tuple[str, object]] = [
            (layer.name, layer.scan.path)
            for layer in self._session.layers
            if layer.scan is not None and layer.scan.path is not None and not layer.is_computed
            and not layer.is_series and layer.names is None and clustering.is_standard(self._session, layer)
        ]  # fmt: skip
        if self._file is not None:
            entries.append((self._file.name, self._file))
        entries.append((self.tr("Choose a file…"), _FILE))
        if len(entries) == 1:
            entries.insert(0, (self.tr("none chosen"), None))
        fill(self.map, entries)

    def _forget(self) -> None:
        """What was said of a patient goes with the patient; the controls stay."""
        self._file = None
        for field in self._known.values():
            field.clear()
            field.setToolTip("")
        self.refresh(Change.LAYERS)

    # -- the controls ------------------------------------------------------------------------------------------

    def _ask_table(self) -> None:
        pattern = self.tr("Tables (*.tsv *.csv *.txt);;All files (*)")
        chosen = asking.open_file(self, self.tr("Choose a table"), pattern, kind=asking.TABLE)
        if chosen is not None:
            self.open_table(chosen)

    def open_table(self, path: Path) -> bool:
        """Read a table of controls, or say why it cannot be used; whether it can."""
        try:
            table = comparing.read_table(path)
        except AlgoscopeError as error:
            self._error.setText(str(error))
            self._error.show()
            return False
        self.show_table(path, table)
        self._offer_patient()
        return True

    @property
    def table(self) -> CohortTable | None:
        """The table that is open."""
        return self._table

    def show_table(self, path: Path, table: CohortTable) -> None:
        """Offer the columns of a table of controls."""
        self._error.hide()
        self.path, self._table, self._columns = path, table, comparing.columns_of(table)
        self._grouped_by = None
        self._name.setText(self.tr("{name}, {n} rows").format(name=path.name, n=len(table.rows)))
        fill(self.maps, [(name, name) for name in self._columns.maps])
        fill(self.group, [(self.tr("all rows are controls"), ""), *((name, name) for name in self._columns.groups)])
        if self.group.count() > 1 and "group" in self._columns.groups:
            self.group.setCurrentIndex(self.group.findData("group"))
        for box in self._boxes.values():
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        covariates = [name for name in self._columns.covariates if not is_quality(name)]
        self._boxes = {name: QCheckBox(name) for name in covariates}
        for name, box in self._boxes.items():
            box.setChecked(name in usual_covariates(table))
            box.clicked.connect(self._on_changed)
            self._column.addWidget(box)
        for part in (self._form, self.patient, self.button):
            part.show()
        self._why.hide()
        self._on_changed()

    def _offer_patient(self) -> None:
        """Of a processed patient who is open: the map of the same name, and what is known."""
        patient = self._session.spaces.patient
        if patient is None or patient.folder is None:
            return
        self.give_known(case_comparing.known_of_processed(patient.folder / patient.name))
        for name, told in read_about(patient.folder, patient.name).items():
            if name in self._known and told.source is not None:
                words = self.tr("As the patient was opened ({source})").format(
                    source=self.tr(SOURCE_TEXTS[told.source])
                )
                self._known[name].setToolTip(words)
        path = case_comparing.result_named(patient.folder / patient.name, str(self.maps.currentData()))
        if path is not None:
            self.choose_map(path)

    @property
    def table_of_controls(self) -> CohortTable:
        """The rows that are controls; raises `DataError` where there are none."""
        assert self._table is not None
        group = self.group.currentData()
        return self._table.where(group, (self.value.currentData(),)) if group else self._table

    @property
    def covariates(self) -> tuple[str, ...]:
        """The columns to adjust for."""
        return tuple(name for name, box in self._boxes.items() if box.isChecked() and not box.isHidden())

    def _on_changed(self, *_: object) -> None:
        if self._table is None:
            return
        group = self.group.currentData()
        values = self._columns.groups.get(group, ())
        fill(self.value, [(value, value) for value in values])
        likely = next((value for value in values if comparing.is_control(value)), None)
        if likely is not None and group != self._grouped_by:  # who was chosen in the same column stays
            self.value.setCurrentIndex(self.value.findData(likely))
        self._grouped_by = group
        self._fields.show_row("value", bool(group))
        for name, box in self._boxes.items():
            box.setVisible(name != group)
        n, k = len(self.table_of_controls.rows), len(self.covariates)
        words = self.tr("{n} controls: {level}.").format(n=n, level=self._allowed(level_of(n)))
        if n < LEAST_FOR_CLAIM or n < RECOMMENDED:
            words += self.tr(" {least} are needed for a claim about the map, {more} recommended.").format(
                least=LEAST_FOR_CLAIM, more=RECOMMENDED
            )
        self._number.setText(words)
        too_many = self.tr("{n} controls allow {most} covariates: each needs {each}.")
        most = n // CONTROLS_PER_COVARIATE
        self._fields.tell(
            "covariates", too_many.format(n=n, most=most, each=CONTROLS_PER_COVARIATE) if k > most else ""
        )
        self._show_known()

    # -- the patient -------------------------------------------------------------------------------------------

    def _allowed(self, level: Level) -> str:
        texts = {
            Level.NO_MAP: self.tr("no map"), Level.DESCRIPTIVE: self.tr("no map-level claim possible"),
            Level.MAP_TEST: self.tr("map test"),
        }  # fmt: skip
        return texts[level]

    def _show_known(self) -> None:
        """A field for each thing that must be known of the patient; what was typed stays."""
        wanted = case_comparing.asked_of(self.table_of_controls, self.covariates)
        for name in wanted:
            if name not in self._known:
                self._known[name] = QLineEdit()
                tip = self.tr("{name} of the patient, in the unit that the column of the table has")
                self._known[name].setToolTip(tip.format(name=name))
                self._form_of_patient.add(name, name, self._known[name])
        for known in self._known:
            self._form_of_patient.show_row(known, known in wanted)

    def give(self, **known: str) -> None:
        """Type what is known of the patient."""
        for name, value in known.items():
            self._known[name].setText(value)

    def give_known(self, known: Mapping[str, str]) -> None:
        """Type in what is asked of the patient, as far as it is known."""
        self.give(**{name: value for name, value in known.items() if name in self._known})

    def search_gray_matter(self) -> None:
        """Compare where flow and activity have a meaning; in white matter noise alone can be far out."""
        self.volume.setCurrentIndex(self.volume.findData(GRAY))

    def choose_map(self, path: Path) -> None:
        """Compare this file."""
        self._file = path
        self.refresh(Change.LAYERS)
        self.map.setCurrentIndex(self.map.findData(path))

    def compare_result_in(self, folder: Path) -> None:
        """Compare the map of a processed patient that the cohort has by the same name, or say that there is none."""
        for row in range(self.maps.count()):
            path = case_comparing.result_named(folder, self.maps.itemData(row))
            if path is not None:
                self.maps.setCurrentIndex(row)
                self.choose_map(path)
                self.compare()
                return
        words = self.tr("The patient has none of the maps of the cohort ({maps}) by name: choose the map to compare.")
        names = ", ".join(self.maps.itemText(row) for row in range(self.maps.count()))
        self._form_of_patient.tell("map", words.format(maps=names))

    def _on_map(self, *_: object) -> None:
        if self.map.currentData() != _FILE:
            return
        pattern, usual = self.tr("Images (*.nii *.nii.gz);;All files (*)"), proposed_folder(self._session)
        chosen = asking.open_file(self, self.tr("Choose the patient's map"), pattern, usual=usual)
        if chosen is not None:
            self.choose_map(chosen)
        else:
            self.map.setCurrentIndex(0)

    def compare(self) -> None:
        """Start the job, or say beside the field why not."""
        path = self.map.currentData()
        self._form_of_patient.tell("map", "")
        if not isinstance(path, Path):
            self._form_of_patient.tell("map", self.tr("Choose the patient's map: one that is open, or a file."))
            return
        given = {name: field.text().strip() for name, field in self._known.items() if field.text().strip()}
        missing = [name for name in self.covariates if name not in given]
        for known in self._known:
            self._form_of_patient.tell(known, self.tr("Needed: the controls are adjusted for it.") * (known in missing))
        if missing:
            return
        try:
            order = CaseOrder(
                self.table_of_controls, self.maps.currentData(), self.volume.currentData(), self.covariates, path,
                given, PatientOptions(self.transform.currentData()),
            )  # fmt: skip
            case_comparing.start(self._session, self._jobs, order)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def _ask_comparison(self) -> None:
        question, usual = self.tr("Choose the folder of a comparison"), proposed_folder(self._session)
        folder = asking.folder(self, question, usual=usual, kind=asking.COMPARISON, is_one_of_many=True)
        if folder is not None:
            self.open_comparison(folder)

    def open_comparison(self, folder: Path) -> None:
        """Show a comparison of the patient that was computed elsewhere, or say why not."""
        try:
            opened_comparison.start(self._session, self._jobs, folder)
        except AlgoscopeError as error:
            self._session.tell(str(error))


def _stacked(card: QFrame, title: str, *parts: QWidget) -> QFrame:
    layout = card_column(card, title)
    for part in parts:
        layout.addWidget(part)
    return card
