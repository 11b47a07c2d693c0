"""The card of live seed connectivity: the tool, the radius, the filter, pinned seeds and their difference."""

from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from analysis.errors import AlgoscopeError
from analysis.metrics.seeds import Seed
from gui.commands import seeding
from gui.jobs import JobRunner
from gui.session import Change, Session
from gui.widgets.card import card_column
from gui.widgets.styled import Paragraph, named, tool_button


class SeedCard(QFrame):
    """Move the mouse and see what goes with the place under it."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session, self._jobs = session, jobs
        self._tool = QPushButton(self.tr("Seed tool"))
        self._tool.setCheckable(True)
        self._tool.toggled.connect(self._set_tool)
        self._radius = QDoubleSpinBox(decimals=1, singleStep=1.0)
        self._radius.setRange(0.0, 30.0)
        self._radius.setValue(session.seeds.radius_mm)
        self._radius.valueChanged.connect(self._set_radius)
        self._pin = QPushButton(self.tr("Pin this seed"))
        self._pin.clicked.connect(self._pin_seed)
        self._compared = QComboBox()
        self._compared.activated.connect(self._set_compared)
        self._others = QComboBox()
        self._others.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._others.setToolTip(self.tr("Masks on the grid of the series; regions of AAL for a series in MNI152 space"))
        self._others.activated.connect(self._pin_other)
        self._seeds = QVBoxLayout()
        self._seeds.setSpacing(2)
        self._rows: list[QWidget] = []
        form = QFormLayout()
        form.addRow(self.tr("Radius, mm"), self._radius)
        form.addRow(self.tr("Less the map of"), self._compared)
        form.addRow(self.tr("Pin a region"), self._others)
        layout = card_column(self, self.tr("Live seed connectivity"), spacing=6)
        meaning = self.tr(
            "Which places swing together with the one under the mouse: Pearson r of the seed's mean signal. "
            "Drag with Shift + Ctrl in a slice, or switch the tool on and drag."
        )
        layout.addWidget(named(Paragraph(meaning), "dim"))
        layout.addWidget(self._tool)
        layout.addLayout(form)
        layout.addWidget(self._pin)
        layout.addLayout(self._seeds)
        session.changed.connect(self.refresh)
        self._fill([])
        self._fill_others()
        self.refresh(Change.SEED)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if change & Change.LAYERS:
            self._fill_others()
        if change & Change.SEED:
            self._tool.setChecked(self._session.seeds.follow_mouse)
            self._pin.setEnabled(self._session.seeds.current is not None)
            names = [seed.name for seed in self._session.seeds.pinned]
            if names != [self._compared.itemData(row) for row in range(1, self._compared.count())]:
                self._fill(names)

    def _fill(self, names: list[str]) -> None:
        self._compared.clear()
        self._compared.addItem(self.tr("nothing"), "")
        for name in names:
            self._compared.addItem(name, name)
        compared = self._session.seeds.compared
        self._compared.setCurrentIndex(self._compared.findData("" if compared is None else compared.name))
        for row in self._rows:
            self._seeds.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [SeedRow(self._session, self._jobs, seed) for seed in self._session.seeds.pinned]
        for row in self._rows:
            self._seeds.addWidget(row)

    def _set_tool(self, on: bool) -> None:
        if on != self._session.seeds.follow_mouse:
            self._session.seeds.set_options(tool=on)

    def _set_radius(self, radius_mm: float) -> None:
        self._session.seeds.set_options(radius_mm=radius_mm)

    def _set_compared(self, row: int) -> None:
        self._session.seeds.compare(self._compared.itemData(row))

    def _fill_others(self) -> None:
        self._others.clear()
        self._others.addItem(self.tr("choose…"), None)
        for name, choice in seeding.seed_choices(self._session):
            self._others.addItem(name, choice)
        self._others.setEnabled(self._others.count() > 1)

    def _pin_other(self, row: int) -> None:
        choice = self._others.itemData(row)
        self._others.setCurrentIndex(0)
        if choice is not None:
            seeding.pin_choice(self._session, choice)

    def _pin_seed(self) -> None:
        self._session.seeds.pin()


class SeedRow(QWidget):
    """One pinned seed: go there, keep its map, forget it."""

    def __init__(self, session: Session, jobs: JobRunner, seed: Seed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._seed = session, jobs, seed
        go = tool_button(seeding.in_words(seed), self.tr("Go there"), style="flat")
        go.clicked.connect(self.go_there)
        keep = tool_button(self.tr("Map"), self.tr("Compute its maps of r and z, to be kept and saved"))
        keep.clicked.connect(self.keep)
        forget = tool_button("✕", self.tr("Forget this seed"), style="flat")
        forget.clicked.connect(self.forget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(go, 1)
        layout.addWidget(keep)
        layout.addWidget(forget)

    def go_there(self) -> None:
        """Put the crosshair into the seed."""
        try:
            seeding.go_to_seed(self._session, self._seed)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def keep(self) -> None:
        """Compute its maps."""
        try:
            seeding.keep_map(self._session, self._jobs, self._seed)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def forget(self) -> None:
        """Take the seed away."""
        self._session.seeds.unpin(self._seed.name)
