"""The options of a figure as a form: only those that the chosen kind of figure has are seen."""

from dataclasses import fields

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from analysis.network.cluster_table import published_examples
from gui.figures.options import FigureKind, FigureOptions, Where, options_of

_SLICES = {FigureKind.MONTAGE}
_MAPS = {FigureKind.MONTAGE, FigureKind.CROSSHAIR}
_GRAPHS = {FigureKind.NODES, FigureKind.PUBLISHED}
_BRAINS = _GRAPHS | {FigureKind.SURFACE}
_SEEN: dict[str, set[FigureKind]] = {
    "orientation": _SLICES, "where": _SLICES, "slices": _SLICES, "from_mm": _SLICES, "to_mm": _SLICES,
    "step_mm": _SLICES, "columns": _SLICES | _BRAINS, "outlines": _SLICES, "faint": _MAPS, "views": _BRAINS,
    "captions": _GRAPHS, "far": _GRAPHS, "size_by": _GRAPHS, "colour_by": _GRAPHS, "example": {FigureKind.PUBLISHED},
}  # fmt: skip


class FigureForm(QWidget):
    """``changed`` is sent whenever an option is another one."""

    changed = Signal()

    def __init__(self, options: FigureOptions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QFormLayout(self)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.fields: dict[str, QWidget] = {}
        self._is_showing = False
        self._add_page()
        self._add_slices()
        self._add_graph()
        self.show_options(options)

    def _add_page(self) -> None:
        kinds = {
            FigureKind.MONTAGE: self.tr("Montage of slices"),
            FigureKind.NODES: self.tr("Node graph"),
            FigureKind.PUBLISHED: self.tr("Published example"),
            FigureKind.SURFACE: self.tr("Map on the surface"),
            FigureKind.CROSSHAIR: self.tr("Slices through the crosshair"),
            FigureKind.COURSE: self.tr("Time course and spectrum"),
        }
        self._combo("kind", self.tr("Figure"), {kind.value: text for kind, text in kinds.items()})
        names = dict.fromkeys(published_examples())
        self._combo("example", self.tr("Table"), {"": self.tr("All four")} | {name: name for name in names})
        title = QLineEdit(placeholderText=self.tr("no name of a patient"))
        title.editingFinished.connect(self._on_change)
        self._add("title", self.tr("Title"), title)
        self._number("width_mm", self.tr("Width"), 30, 500, " mm", steps=(89, 120, 183))
        self._whole("dpi", self.tr("Resolution"), 72, 1200, self.tr(" dots per inch"), step=150)
        self._number("font_pt", self.tr("Text"), 4, 20, self.tr(" points"))
        self._check("is_dark", self.tr("Black background"))

    def _add_slices(self) -> None:
        planes = {"axial": self.tr("Axial"), "coronal": self.tr("Coronal"), "sagittal": self.tr("Sagittal")}
        self._combo("orientation", self.tr("Plane"), planes)
        where = {Where.CLUSTERS.value: self.tr("Through all clusters"), Where.RANGE.value: self.tr("In equal steps")}
        self._combo("where", self.tr("Slices"), where)
        self._whole("slices", self.tr("How many"), 1, 120)
        self._number("from_mm", self.tr("From"), -200, 200, " mm")
        self._number("to_mm", self.tr("To"), -200, 200, " mm")
        self._number("step_mm", self.tr("Spacing"), 0.5, 50, " mm")
        self._whole("columns", self.tr("In a row"), 0, 40, special=self.tr("automatic"))
        self._check("outlines", self.tr("Lines around clusters"))
        self._check("faint", self.tr("Below the threshold faintly"))

    def _add_graph(self) -> None:
        views = {
            "3": self.tr("Left, top, right"), "6": self.tr("Six sides"), "8": self.tr("Eight views"),
            "4": self.tr("Each hemisphere, both sides"), "top": self.tr("Top only"),
        }  # fmt: skip
        self._combo("views", self.tr("Views"), views)
        self._check("captions", self.tr("Short names"))
        far = {"faint": self.tr("Faint"), "show": self.tr("Shown"), "hide": self.tr("Left out")}
        self._combo("far", self.tr("Other hemisphere"), far)
        sizes = {"fixed": self.tr("All alike"), "value": self.tr("By value"), "own": self.tr("Of the file")}
        self._combo("size_by", self.tr("Size"), sizes)
        colours = {"kind": self.tr("Seed, more, less"), "module": self.tr("By network"), "value": self.tr("By value")}
        self._combo("colour_by", self.tr("Colour"), colours)

    def options(self) -> FigureOptions:
        """What is chosen; raises `OptionError` for what cannot be."""
        return options_of({name: _value_of(widget) for name, widget in self.fields.items()})

    def show_options(self, options: FigureOptions) -> None:
        """Put options into the form."""
        self._is_showing = True
        for field in fields(options):
            _show_value(self.fields[field.name], getattr(options, field.name))
        self._is_showing = False
        self._on_change()

    def _on_change(self) -> None:
        if self._is_showing:
            return
        kind = FigureKind(_value_of(self.fields["kind"]))
        by_range = _value_of(self.fields["where"]) == Where.RANGE.value
        for name, kinds in _SEEN.items():
            seen = kind in kinds
            if name == "slices":
                seen = seen and not by_range
            elif name in ("from_mm", "to_mm", "step_mm"):
                seen = seen and by_range
            self._layout.setRowVisible(self.fields[name], seen)
        self.changed.emit()

    # -- fields -------------------------------------------------------------------------------------------------

    def _add(self, name: str, caption: str, widget: QWidget) -> None:
        widget.setAccessibleName(caption)
        self.fields[name] = widget
        self._layout.addRow(caption, widget)

    def _combo(self, name: str, caption: str, choices: dict[str, str]) -> None:
        combo = QComboBox()
        for value, text in choices.items():
            combo.addItem(text, value)
        combo.currentIndexChanged.connect(self._on_change)
        self._add(name, caption, combo)

    def _number(
        self, name: str, caption: str, low: float, high: float, suffix: str = "", steps: tuple[float, ...] = ()
    ) -> None:
        box = QDoubleSpinBox(minimum=low, maximum=high, decimals=1, suffix=suffix)
        box.setKeyboardTracking(False)
        if steps:
            box.setToolTip(self.tr("{widths} mm are the widths of journals").format(widths=", ".join(map(str, steps))))
        box.valueChanged.connect(self._on_change)
        self._add(name, caption, box)

    def _whole(
        self, name: str, caption: str, low: int, high: int, suffix: str = "", *, step: int = 1, special: str = ""
    ) -> None:
        box = QSpinBox(minimum=low, maximum=high, suffix=suffix, singleStep=step)
        box.setSpecialValueText(special)
        box.setKeyboardTracking(False)
        box.valueChanged.connect(self._on_change)
        self._add(name, caption, box)

    def _check(self, name: str, caption: str) -> None:
        box = QCheckBox(caption)
        box.toggled.connect(self._on_change)
        self.fields[name] = box
        self._layout.addRow("", box)


def _value_of(widget: QWidget) -> object:
    if isinstance(widget, QComboBox):
        return widget.currentData()
    if isinstance(widget, QCheckBox):
        return widget.isChecked()
    if isinstance(widget, QSpinBox | QDoubleSpinBox):
        return widget.value()
    assert isinstance(widget, QLineEdit)
    return widget.text().strip()


def _show_value(widget: QWidget, value: object) -> None:
    if isinstance(widget, QComboBox):
        index = widget.findData(value)
        if index < 0:  # a preset may hold a choice of its own, such as a list of views
            widget.addItem(str(value), value)
            index = widget.count() - 1
        widget.setCurrentIndex(index)
    elif isinstance(widget, QCheckBox):
        widget.setChecked(bool(value))
    elif isinstance(widget, QSpinBox):
        widget.setValue(int(str(value)))
    elif isinstance(widget, QDoubleSpinBox):
        widget.setValue(float(str(value)))
    elif isinstance(widget, QLineEdit):
        widget.setText(str(value))
