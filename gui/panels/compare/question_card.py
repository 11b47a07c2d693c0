"""What is asked: the table, the maps, the test, the groups, the covariates and where is looked."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QPushButton, QVBoxLayout, QWidget

from analysis.image import Mask, Volume
from analysis.stats.cohort_table import CohortTable
from analysis.stats.design import Test
from analysis.stats.question import Question
from gui.commands import comparing
from gui.commands.comparing import BRAIN, GRAY, Columns, SearchVolume
from gui.panels.compare.fields import Fields, choice_box, fill
from gui.session import Role, Session
from gui.widgets import asking
from gui.widgets.card import card_column
from gui.widgets.styled import ElidedLabel, Paragraph, named

_FILE = "file"
_INSIDE = 0.5


class QuestionCard(QFrame):
    """``changed()`` when the question is another; ``table_chosen(path)`` when a table was."""

    changed = Signal()
    table_chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session = session
        self._table: CohortTable | None = None
        self._columns = Columns((), {}, ())
        self._mask_file: Path | None = None
        self._boxes: dict[str, QCheckBox] = {}
        self._choose = QPushButton(self.tr("Choose table…"))
        self._choose.setToolTip(self.tr("TSV or CSV such as participants.tsv: one row a person, with a header line"))
        self._choose.clicked.connect(self._ask_table)
        self._name = named(ElidedLabel(), "dim")
        self._error = named(Paragraph(), "error")
        self._error.hide()
        self._fields = Fields()
        self._make_fields()
        self._form = QWidget()
        self._form.setLayout(self._fields)
        self._form.hide()
        layout = card_column(self, self.tr("Question"))
        for part in (self._choose, self._name, self._error, self._form):
            layout.addWidget(part)

    def _make_fields(self) -> None:
        self.maps, self.test, self.group = choice_box(), choice_box(), choice_box()
        self.first, self.second, self.only = choice_box(), choice_box(), choice_box()
        self.interest, self.pair, self.volume = choice_box(), choice_box(), choice_box()
        for text, test in (
            (self.tr("Two groups: t"), Test.TWO_SAMPLE),
            (self.tr("More groups: ANCOVA"), Test.ANCOVA),
            (self.tr("Two visits: paired t"), Test.PAIRED),
            (self.tr("Slope: regression"), Test.REGRESSION),
            (self.tr("Mean: one-sample t"), Test.ONE_SAMPLE),
        ):
            self.test.addItem(text, test)
        self._covariates = QWidget()
        self._column = QVBoxLayout(self._covariates)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        for key, caption, field in (
            ("rows", self.tr("A person is"), self.pair),
            ("maps", self.tr("Maps"), self.maps),
            ("question", self.tr("Test"), self.test),
            ("group", self.tr("Groups in"), self.group),
            ("first", self.tr("First"), self.first),
            ("second", self.tr("minus"), self.second),
            ("only", self.tr("Only"), self.only),
            ("covariates", self.tr("Covariates"), self._covariates),
            ("interest", self.tr("Slope of"), self.interest),
            ("volume", self.tr("Search in"), self.volume),
        ):
            self._fields.add(key, caption, field)
            if isinstance(field, QComboBox):
                field.activated.connect(self._on_changed)
        self.pair.setToolTip(self.tr("The column that names the person of each row"))
        self.fill_masks()

    # -- the table ---------------------------------------------------------------------------------------

    def _ask_table(self) -> None:
        pattern = self.tr("Tables (*.tsv *.csv *.txt);;All files (*)")
        chosen = asking.open_file(self, self.tr("Choose a table"), pattern, kind=asking.TABLE)
        if chosen is not None:
            self.table_chosen.emit(chosen)

    def show_error(self, sentence: str) -> None:
        """Say why a table could not be read; "" takes it away."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def show_table(self, table: CohortTable, name: str) -> None:
        """Offer the columns of a table."""
        self._table, self._columns = table, comparing.columns_of(table)
        self._name.setText(self.tr("{name}, {n} rows").format(name=name, n=len(table.rows)))
        self.show_error("" if self._columns.maps else self.tr("No column of the table holds paths of maps (.nii.gz)."))
        self._form.setVisible(True)
        fill(self.maps, [(name, name) for name in self._columns.maps])
        fill(self.pair, [(name, name) for name in (table.id_column, *(n for n in table.names if n != table.id_column))])
        fill(self.group, [(name, name) for name in self._columns.groups])
        self._fill_covariates()
        self._on_changed()

    def _fill_covariates(self) -> None:
        kept = {name for name, box in self._boxes.items() if box.isChecked()}
        for box in self._boxes.values():
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = {}
        for name in self._columns.covariates:
            box = QCheckBox(name)
            box.setChecked(name in kept)
            box.clicked.connect(self._on_changed)
            self._column.addWidget(box)
            self._boxes[name] = box

    def fill_masks(self) -> None:
        """Offer the masks that are open."""
        entries: list[tuple[str, object]] = [
            (self.tr("Brain of the template"), BRAIN),
            (self.tr("Gray matter of the template"), GRAY),
        ]
        entries += [(layer.name, layer.id) for layer in self._session.layers if layer.role is Role.MASK]
        if self._mask_file is not None:
            entries.append((self._mask_file.name, self._mask_file))
        entries.append((self.tr("Choose a file…"), _FILE))
        fill(self.volume, entries)

    # -- what is chosen ------------------------------------------------------------------------------------

    @property
    def table(self) -> CohortTable | None:
        """The table, with the column that names people."""
        if self._table is None:
            return None
        return replace(self._table, id_column=self.pair.currentData() or self._table.id_column)

    @property
    def column(self) -> str:
        """The column of the maps."""
        return self.maps.currentData() or ""

    @property
    def question(self) -> Question:
        """What is asked."""
        test = self.test.currentData()
        order: tuple[str, ...] = ()
        if test in (Test.TWO_SAMPLE, Test.PAIRED) and self.group.currentData():
            order = (self.first.currentData(), self.second.currentData())
        elif test in (Test.ONE_SAMPLE, Test.REGRESSION) and self.only.currentData():
            order = (self.only.currentData(),)
        names = [name for name, box in self._boxes.items() if box.isChecked() and not box.isHidden()]
        return comparing.question_for(
            test,
            self.group.currentData() or "",
            order,
            names,
            self.interest.currentData() or "",
            self.pair.currentData() or "",
        )

    @property
    def search_volume(self) -> SearchVolume:
        """Where is looked."""
        chosen = self.volume.currentData()
        if not isinstance(chosen, int):
            return chosen
        layer = self._session.layer(chosen)
        assert isinstance(layer.image, Volume)
        return Mask(layer.grid, layer.image.data > _INSIDE, layer.name)

    def choose_covariates(self, *names: str) -> None:
        """Adjust for these columns."""
        for name, box in self._boxes.items():
            box.setChecked(name in names)
        self._on_changed()

    def choose_volume(self, file: Path | None, layer_id: int | None) -> None:
        """Search in the mask of a file, or of an open layer; where neither is given, what is chosen stays."""
        self._mask_file = file or self._mask_file
        self.fill_masks()
        position = self.volume.findData(layer_id if file is None else file)
        if position >= 0 and (file is not None or layer_id is not None):
            self.volume.setCurrentIndex(position)

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Write each sentence beside its field."""
        for key in ("maps", "question", "group", "covariates"):
            self._fields.tell(key, errors.get(key, ""))

    # -- what the user does ----------------------------------------------------------------------------------

    def _on_changed(self, *_: object) -> None:
        if self.volume.currentData() == _FILE:
            self._ask_mask()
        test = self.test.currentData()
        compares = test in (Test.TWO_SAMPLE, Test.PAIRED)
        values = list(self._columns.groups.get(self.group.currentData() or "", ()))
        values.sort(key=comparing.is_control)  # the difference of a group is one from the controls
        fill(self.first, [(value, value) for value in values])
        fill(self.second, [(value, value) for value in values])
        if compares and len(values) > 1 and self.first.currentData() == self.second.currentData():
            self.second.setCurrentIndex(1 if self.first.currentIndex() == 0 else 0)
        fill(self.only, [(self.tr("all rows"), ""), *((value, value) for value in values)])
        fill(self.interest, [(name, name) for name, box in self._boxes.items() if box.isChecked()])
        for name, box in self._boxes.items():
            box.setVisible(name != self.group.currentData() or test in (Test.ONE_SAMPLE, Test.REGRESSION))
        has_groups = bool(self._columns.groups)
        self._fields.show_row("group", has_groups)
        self._fields.show_row("first", compares and has_groups)
        self._fields.show_row("second", compares and has_groups)
        self._fields.show_row("only", not compares and test is not Test.ANCOVA and has_groups)
        self._fields.show_row("interest", test is Test.REGRESSION)
        self.changed.emit()

    def _ask_mask(self) -> None:
        chosen = asking.open_file(self, self.tr("Choose a mask"), self.tr("Images (*.nii *.nii.gz);;All files (*)"))
        self._mask_file = chosen or self._mask_file
        self.fill_masks()
        position = self.volume.findData(self._mask_file)
        self.volume.setCurrentIndex(max(position, 0) if chosen is not None else 0)
