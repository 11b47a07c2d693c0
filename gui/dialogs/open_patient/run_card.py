"""How it is processed: preset, size of the voxels, cohort to compare with, the place of the results, and the time."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from analysis.presets import Preset
from gui.commands import intake_kept
from gui.commands.intake_answers import Again, Answers
from gui.widgets import asking
from gui.widgets.styled import ElidedLabel, Paragraph, named, tool_button

DEFAULT_PRESET = "spinal_pain_zhang2025"
_ASK = "ask"


class RunCard(QFrame):
    """Signals say what was chosen; ``cohort_chosen(Path | None)``."""

    preset_chosen = Signal(object)
    voxels_chosen = Signal(float)
    cohort_chosen = Signal(object)
    place_chosen = Signal(object)
    again_chosen = Signal(object)  # Again

    def __init__(self, presets: tuple[Preset, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.preset, self.voxels, self.cohort = QComboBox(), QComboBox(), QComboBox()
        for preset in presets:
            self.preset.addItem(preset.title, preset)
            if preset.key == DEFAULT_PRESET:
                self.preset.setCurrentIndex(self.preset.count() - 1)
        for caption, size in ((self.tr("3 mm (as in the studies)"), 3.0), (self.tr("2 mm"), 2.0)):
            self.voxels.addItem(caption, size)
        for box in (self.preset, self.voxels, self.cohort):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
        self.preset.activated.connect(self._on_preset)
        self.voxels.activated.connect(self._on_voxels)
        self.cohort.activated.connect(self._on_cohort)
        self._shown_cohort = 0
        self.offer_cohorts(())
        self.place = ElidedLabel()
        self.choose = tool_button("…", self.tr("Choose another folder for the results"))
        self.choose.setAccessibleName(self.choose.toolTip())
        self.choose.clicked.connect(self._ask_place)
        self.time = named(Paragraph(), "dim")
        self.again = QComboBox()
        self.again.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.again.setMinimumContentsLength(12)
        self.again.activated.connect(self._on_again)
        self._assemble()

    def _assemble(self) -> None:
        place = QHBoxLayout()
        place.addWidget(self.place, 1)
        place.addWidget(self.choose)
        form = QFormLayout()
        form.setSpacing(5)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("P&reset"), self.preset)
        form.addRow(self.tr("&Voxels of the maps"), self.voxels)
        form.addRow(self.tr("&Cohort"), self.cohort)
        form.addRow(self.tr("Results in"), place)
        form.addRow(self.tr("&Kept already"), self.again)
        form.addRow(self.tr("Time"), self.time)
        self._form = form
        form.setRowVisible(self.again, False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(6)
        layout.addWidget(named(QLabel(self.tr("Processing")), "title"))
        layout.addLayout(form)
        layout.addStretch(1)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key stops, in order."""
        return self.preset, self.voxels, self.cohort, self.choose, self.again

    def offer_cohorts(self, paths: tuple[Path, ...], chosen: Path | None = None) -> None:
        """Offer tables of controls that were used before."""
        self.cohort.clear()
        self.cohort.addItem(self.tr("none"), None)
        for path in paths:
            self.cohort.addItem(f"{path.parent.name}/{path.name}", path)
        self.cohort.addItem(self.tr("Choose a table…"), _ASK)
        self._shown_cohort = max(self.cohort.findData(chosen), 0) if chosen is not None else 0
        self.cohort.setCurrentIndex(self._shown_cohort)

    def show_run(self, folder: Path, words: str) -> None:
        """Show where the results go and about how long it takes."""
        self.place.setText(folder.name)
        self.place.setToolTip(str(folder))
        self.time.setText(words)

    def show_kept(self, answers: Answers, *, is_asked: bool) -> None:
        """Offer what can be done with a patient of whom something is kept already."""
        self._form.setRowVisible(self.again, is_asked)
        visit = answers.visit or (intake_kept.next_visit(answers.home) if is_asked else answers.home)
        offers = (
            (self.tr("choose…"), Again.UNDECIDED),
            (self.tr("Go on with what is kept"), Again.GO_ON),
            (self.tr("Keep as a new visit ({name})").format(name=visit.name), Again.VISIT),
        )
        shown = [(self.again.itemText(n), self.again.itemData(n)) for n in range(self.again.count())]
        if shown != list(offers):
            self.again.clear()
            for caption, again in offers:
                self.again.addItem(caption, again)
        self.again.setCurrentIndex(self.again.findData(answers.again))

    def _on_again(self) -> None:
        self.again_chosen.emit(self.again.currentData())

    def _on_preset(self) -> None:
        self.preset_chosen.emit(self.preset.currentData())

    def _on_voxels(self) -> None:
        self.voxels_chosen.emit(self.voxels.currentData())

    def _on_cohort(self, row: int) -> None:
        found = self.cohort.itemData(row)
        if found != _ASK:
            self._shown_cohort = row
            self.cohort_chosen.emit(found)
            return
        self.cohort.setCurrentIndex(self._shown_cohort)
        question, pattern = self.tr("A table of the controls"), self.tr("Tables (*.tsv *.csv);;All files (*)")
        table = asking.open_file(self, question, pattern, kind=asking.TABLE)
        if table is not None:
            self.cohort_chosen.emit(table)

    def _ask_place(self) -> None:
        place = asking.folder(self, self.tr("An empty folder for scans and results"))
        if place is not None:
            self.place_chosen.emit(place)
