"""The Maps page: choose a series and a metric, see what it means and its options, compute."""

from collections.abc import Sequence
from enum import Enum
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from analysis.errors import AlgoscopeError
from analysis.image import Series
from analysis.metrics.catalogue import METRICS, Metric, Option
from gui.commands import computing
from gui.jobs import JobRunner
from gui.session import Change, Session
from gui.widgets.styled import named

# Maps that are added when nothing else is chosen: the one that shows a place against the brain, and the raw one.
FIRST_OUTPUTS = {"alff": ("zalff", "alff"), "reho": ("reho", "zreho")}


class MetricCard(QFrame):
    """One metric: its meaning, its options, its maps and the button."""

    def __init__(self, metric: Metric, page: "MapsPage") -> None:
        super().__init__()
        self.setObjectName("card")
        self._metric, self._page = metric, page
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 10)
        layout.setSpacing(6)
        layout.addWidget(named(QLabel(metric.caption), "title"))
        layout.addWidget(named(QLabel(metric.meaning, wordWrap=True), "dim"))
        if metric.needs_unfiltered:
            layout.addWidget(named(QLabel(self.tr("Needs data that are not band-passed."), wordWrap=True), "dim"))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._fields = {option.name: option_field(option) for option in metric.options}
        for option in metric.options:
            caption = f"{option.caption}, {option.unit}" if option.unit else option.caption
            form.addRow(caption, self._fields[option.name])
        layout.addLayout(form)
        layout.addWidget(named(QLabel(self.tr("Maps to add")), "dim"))
        self._outputs = {name: QCheckBox(name) for name in metric.outputs}
        wanted = FIRST_OUTPUTS.get(metric.key, metric.outputs[:1])
        for name, box in self._outputs.items():
            box.setChecked(name in wanted)
        layout.addWidget(_in_columns(list(self._outputs.values())))
        self._button = named(QPushButton(self.tr("Compute {name}").format(name=metric.caption)), "primary")
        self._button.clicked.connect(self.compute)
        layout.addWidget(self._button)

    def allow(self, allowed: bool, reason: str) -> None:
        """Switch the button on, or off with the reason as its tool tip."""
        self._button.setEnabled(allowed)
        self._button.setToolTip(reason)

    def compute(self) -> None:
        """Compute on the chosen series, with the chosen options."""
        chosen = [name for name, box in self._outputs.items() if box.isChecked()]
        first = [name for name in FIRST_OUTPUTS.get(self._metric.key, ()) if name in chosen]
        outputs = (*first, *(name for name in chosen if name not in first))
        self._page.compute(self._metric, {name: field_value(f) for name, f in self._fields.items()}, outputs)


class MapsPage(QScrollArea):
    """All metrics of the catalogue, below the tools that work without a button."""

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
        self._series = QComboBox()
        self._series.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._series.setMinimumContentsLength(16)
        self._why = named(QLabel(wordWrap=True), "dim")
        layout.addWidget(self._series)
        layout.addWidget(self._why)
        for tool in tools:
            layout.addWidget(tool)
        self._cards = [MetricCard(metric, self) for metric in METRICS]
        for card in self._cards:
            layout.addWidget(card)
        layout.addStretch(1)
        self.setWidget(content)
        self._series.currentIndexChanged.connect(self._show_state)
        session.changed.connect(self.refresh)
        self.refresh(Change.LAYERS)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if change & Change.LAYERS:
            self._fill_series()
        if change & (Change.LAYERS | Change.FRAMES):
            self._show_state()

    def compute(self, metric: Metric, values: dict[str, Any], outputs: tuple[str, ...]) -> None:
        """Start the job, or say why not."""
        try:
            options = metric.options_type(**values)
            computing.compute_metric(
                self._session, self._jobs, metric, self._series.currentData(), options, outputs=outputs
            )
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def _fill_series(self) -> None:
        current = self._series.currentData()
        self._series.blockSignals(True)
        self._series.clear()
        for layer in self._session.layers:
            if isinstance(layer.image, Series):
                self._series.addItem(layer.name, layer.id)
        position = self._series.findData(current)
        self._series.setCurrentIndex(max(position, 0) if self._series.count() else -1)
        self._series.blockSignals(False)

    def _show_state(self) -> None:
        reason = self._reason()
        self._series.setVisible(self._series.count() > 0)
        self._why.setText(reason)
        self._why.setVisible(bool(reason))
        for card in self._cards:
            card.allow(not reason, reason)

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


def option_field(option: Option) -> QWidget:
    """The field in which an option is chosen."""
    if option.choices:
        box = QComboBox()
        for choice in option.choices:
            box.addItem(choice.value if isinstance(choice, Enum) else str(choice), choice)
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


def _in_columns(boxes: list[QCheckBox]) -> QWidget:
    grid = QWidget()
    form = QFormLayout(grid)
    form.setContentsMargins(0, 0, 0, 0)
    for left, right in zip(boxes[::2], [*boxes[1::2], None], strict=False):
        form.addRow(left, right if right is not None else QLabel())
    return grid
