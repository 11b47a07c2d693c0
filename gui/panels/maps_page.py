"""The Maps page: choose a series and a metric, see what it means and its options, compute."""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from analysis.errors import AlgoscopeError, OptionError
from analysis.image import Series
from analysis.metrics.catalogue import METRICS, Metric, Option
from analysis.metrics.estimate import estimate
from analysis.metrics.seeds import Seed
from analysis.presets import Preset
from analysis.scan import Modality
from gui.commands import computing, preparing
from gui.commands.seeding import seed_in
from gui.jobs import JobRunner
from gui.language import in_window
from gui.panels.verdict_card import VerdictCard
from gui.session import Change, Layer, Session
from gui.widgets.card import card_column
from gui.widgets.following import Following
from gui.widgets.styled import Paragraph, named, tool_button

# Maps that are added when nothing else is chosen: the one that shows a place against the brain, and the raw one.
FIRST_OUTPUTS = {
    "alff": ("zalff", "alff"),
    "reho": ("reho", "szreho"),
    "dc": ("szdc_weighted", "dc_binary"),
    "seed-fc": ("fc_z",),
    "vmhc": ("vmhc",),
}


class MetricCard(QFrame):
    """One metric: its meaning, its cost, its options, its maps and the button."""

    def __init__(self, metric: Metric, page: "MapsPage") -> None:
        super().__init__()
        self.setObjectName("card")
        self.entry, self._page = metric, page
        self._cost = named(QLabel(), "dim")
        self._button = named(QPushButton(self.tr("Compute")), "primary")
        self._button.clicked.connect(self.compute)
        self._more = tool_button(self.tr("Options"), self.tr("What can be chosen for this map"), checkable=True)
        self._details = self._make_details()
        self._details.hide()
        self._more.toggled.connect(self._details.setVisible)
        buttons = QHBoxLayout()
        buttons.addWidget(self._button, 1)
        buttons.addWidget(self._more)
        layout = card_column(self, in_window(metric.caption))
        layout.addWidget(named(Paragraph(in_window(metric.meaning)), "dim"))
        layout.addWidget(self._cost)
        layout.addLayout(buttons)
        layout.addWidget(self._details)

    def _make_details(self) -> QWidget:
        details = QWidget()
        layout = QVBoxLayout(details)
        layout.setContentsMargins(0, 0, 0, 0)
        if self.entry.needs_unfiltered:
            layout.addWidget(named(Paragraph(self.tr("Computed before the band-pass.")), "dim"))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._fields = {option.name: option_field(option) for option in self.entry.options}
        for option in self.entry.options:
            caption = in_window(option.caption)
            form.addRow(f"{caption}, {in_window(option.unit)}" if option.unit else caption, self._fields[option.name])
        layout.addLayout(form)
        layout.addWidget(named(QLabel(self.tr("Maps to add")), "dim"))
        self._outputs = {name: QCheckBox(name) for name in self.entry.outputs}
        wanted = FIRST_OUTPUTS.get(self.entry.key, self.entry.outputs[:1])
        for name, box in self._outputs.items():
            box.setChecked(name in wanted)
        layout.addWidget(_in_columns(list(self._outputs.values())))
        return details

    def allow(self, allowed: bool, reason: str) -> None:
        """Switch the button on, or off with the reason as its tool tip."""
        self._button.setEnabled(allowed)
        self._button.setToolTip(reason)

    def show_cost(self, n_voxels: int, n_timepoints: int) -> None:
        """Say how long it will take and what memory it needs; nothing while no series is open."""
        cost = estimate(self.entry.key, n_voxels, n_timepoints) if n_timepoints else None
        self._cost.setVisible(cost is not None)
        if cost is not None:
            self._cost.setText(
                self.tr("about {time}, {memory} of memory").format(
                    time=_duration(cost.seconds), memory=f"{max(1, round(cost.memory_bytes / 1e6))} MB"
                )
            )

    @property
    def options(self) -> Any:
        """The chosen options as the metric's record; raises `OptionError` where one is out of its range."""
        return self.entry.options_type(**{name: field_value(field) for name, field in self._fields.items()})

    def show_options(self, options: Any) -> None:
        """Put the fields where an options record says."""
        for name, field in self._fields.items():
            show_field_value(field, getattr(options, name))

    def compute(self) -> None:
        """Compute on the chosen series, with the chosen options."""
        chosen = [name for name, box in self._outputs.items() if box.isChecked()]
        first = [name for name in FIRST_OUTPUTS.get(self.entry.key, ()) if name in chosen]
        self._page.compute(self, (*first, *(name for name in chosen if name not in first)))


class MapsPage(QScrollArea):
    """All metrics of the catalogue, below the tools that work without a button.

    ``patient_wanted`` when no series is open and the user wants to open one.
    """

    patient_wanted = Signal()

    def __init__(
        self, session: Session, jobs: JobRunner, tools: Sequence[QWidget] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session, self._jobs = session, jobs
        content = named(QFrame(), "panel")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(named(QLabel(self.tr("Maps")), "heading"))
        layout.addWidget(VerdictCard(session))
        self._series = QComboBox()
        self._series.setToolTip(self.tr("The series of which maps are computed"))
        self._series.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._series.setMinimumContentsLength(16)
        self._why = named(Paragraph(), "dim")
        layout.addWidget(self._series)
        layout.addWidget(self._why)
        self._open = named(QPushButton(self.tr("Go to Patient")), "primary")
        self._open.clicked.connect(self.patient_wanted)
        layout.addWidget(self._open)
        for tool in tools:
            layout.addWidget(tool)
        self._cards = [MetricCard(metric, self) for metric in METRICS]
        for card in self._cards:
            layout.addWidget(card)
        keep = QPushButton(self.tr("Save steps and options as a preset…"))
        keep.clicked.connect(self._save_preset)
        layout.addWidget(keep)
        layout.addStretch(1)
        self.setWidget(content)
        self._shown_preset: Preset | None = None
        self._series.currentIndexChanged.connect(self._show_state)
        Following(self, session)
        self.refresh(Change.LAYERS)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if change & Change.LAYERS:
            self._fill_series()
        if change & (Change.LAYERS | Change.FRAMES):
            self._show_state()
        if change & Change.PREPARATION and self._session.preset not in (None, self._shown_preset):
            self._shown_preset = self._session.preset
            for card in self._cards:
                card.show_options(self._shown_preset.options_for(card.entry.key))

    def compute(self, card: MetricCard, outputs: tuple[str, ...]) -> None:
        """Start the job, or say why not."""
        try:
            options = card.options
            if card.entry.needs_seeds:
                options = self._with_seeds(card.entry, options)
            layer_id = self._series.currentData()
            computing.compute_metric(self._session, self._jobs, card.entry, layer_id, options, outputs=outputs)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def _with_seeds(self, metric: Metric, options: Any) -> Any:
        """The pinned seeds; without any, in MNI152 space, the regions of the preset."""
        layer = self._session.layer(self._series.currentData())
        seeds: tuple[Seed, ...] = tuple(seed_in(self._session, layer, s) for s in self._session.seeds.pinned)
        if not seeds and self._session.preset is not None and layer.space == "MNI152":
            seeds = self._session.preset.options_for(metric.key).seeds
        if not seeds:
            raise OptionError(self.tr("Pin a seed first: drag with Shift + Ctrl in a slice, then press P."))
        return replace(options, seeds=seeds)

    def _save_preset(self) -> None:
        title, accepted = QInputDialog.getText(self, self.tr("Save as preset"), self.tr("Name:"))
        if accepted and title.strip():
            self.save_preset(title.strip())

    def save_preset(self, title: str) -> None:
        """Keep the preparation and all options under a name, or say why not."""
        try:
            options = {card.entry.key: card.options for card in self._cards if not card.entry.needs_seeds}
            preparing.save_preset(self._session, title, options)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def _fill_series(self) -> None:
        current = self._series.currentData()
        self._series.blockSignals(True)
        self._series.clear()
        for layer in self._session.layers:
            if isinstance(layer.image, Series) and not is_perfusion(layer):
                self._series.addItem(layer.name, layer.id)
        position = self._series.findData(current)
        self._series.setCurrentIndex(max(position, 0) if self._series.count() else -1)
        self._series.blockSignals(False)

    def _show_state(self) -> None:
        reason = self._reason()
        self._series.setVisible(self._series.count() > 0)
        self._why.setText(reason)
        self._why.setVisible(bool(reason))
        self._open.setVisible(self._series.currentIndex() < 0)
        n_voxels, n_timepoints = self._size()
        for card in self._cards:
            card.allow(not reason, reason)
            card.show_cost(n_voxels, n_timepoints)

    def _size(self) -> tuple[int, int]:
        """Mask voxels and volumes of the chosen series; without a mask a fifth of all voxels."""
        layer_id = self._series.currentData()
        if layer_id is None or not self._session.has_layer(layer_id):
            return 0, 0
        layer = self._session.layer(layer_id)
        assert isinstance(layer.image, Series)
        mask = computing.mask_for(self._session, layer)
        n_voxels = layer.grid.n_voxels // 5 if mask is None else computing.n_voxels_of(mask)
        return n_voxels, layer.image.n_timepoints

    def _reason(self) -> str:
        """Why nothing can be computed now; empty if it can."""
        if self._series.currentIndex() < 0 or not self._session.has_layer(self._series.currentData()):
            return self.tr("Open a resting BOLD series first: metrics are computed on its time courses.")
        series = self._session.layer(self._series.currentData()).image
        assert isinstance(series, Series)
        if not series.is_complete:
            return self.tr("Reading: {n} of {total} volumes are here.").format(
                n=series.frames.n_loaded, total=series.n_timepoints
            )
        return ""


def is_perfusion(layer: Layer) -> bool:
    """Whether a series is ASL or M0, whose swings between control and label are no activity."""
    return layer.scan is not None and layer.scan.modality in (Modality.ASL, Modality.M0)


def option_field(option: Option) -> QWidget:
    """The field in which an option is chosen."""
    if option.choices:
        box = QComboBox()
        for choice in option.choices:
            box.addItem(in_window(choice.value) if isinstance(choice, Enum) else str(choice), choice)
        box.setCurrentIndex(list(option.choices).index(option.default))
        return box
    if isinstance(option.default, bool):
        check = QCheckBox()
        check.setChecked(option.default)
        return check
    spin = QDoubleSpinBox(decimals=3, singleStep=0.005)
    spin.setRange(-1e6 if option.minimum is None else option.minimum, 1e6 if option.maximum is None else option.maximum)
    spin.setValue(float(option.default))
    return spin


def field_value(field: QWidget) -> Any:
    """What the user chose in a field that `option_field` made."""
    if isinstance(field, QComboBox):
        return field.currentData()
    if isinstance(field, QCheckBox):
        return field.isChecked()
    assert isinstance(field, QDoubleSpinBox)
    return round(field.value(), 6)


def show_field_value(field: QWidget, value: Any) -> None:
    """Show a value in a field that `option_field` made."""
    if isinstance(field, QComboBox):
        field.setCurrentIndex(field.findData(value))
    elif isinstance(field, QCheckBox):
        field.setChecked(value)
    elif isinstance(field, QDoubleSpinBox):
        field.setValue(float(value))


def _duration(seconds: float) -> str:
    if seconds < 1:
        return QCoreApplication.translate("MapsPage", "a second")
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


def _in_columns(boxes: list[QCheckBox]) -> QWidget:
    grid = QWidget()
    form = QFormLayout(grid)
    form.setContentsMargins(0, 0, 0, 0)
    for left, right in zip(boxes[::2], [*boxes[1::2], None], strict=False):
        form.addRow(left, right if right is not None else QLabel())
    return grid
