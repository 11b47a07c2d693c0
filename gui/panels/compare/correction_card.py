"""How the comparison is corrected for the number of voxels, with every parameter and the presets of studies."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QSpinBox, QWidget

from analysis.stats.compare_options import CompareOptions
from analysis.stats.corrections import GRF_PRESETS, Correction
from analysis.stats.lattice import Connectivity
from analysis.stats.missing import Missing
from analysis.stats.random_field import INFLATED_P, SmoothnessSource
from analysis.stats.solvers import Variance
from gui.language import in_window
from gui.panels.compare.fields import Fields, choice_box
from gui.widgets.card import card_column
from gui.widgets.number_field import NumberField
from gui.widgets.styled import Paragraph, named, tool_button


class CorrectionCard(QFrame):
    """``changed()`` when any option is another."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._fields = Fields()
        self._make_fields()
        self._more = tool_button(
            self.tr("More options"),
            self.tr("Variances, missing values, neighbours, smoothness"),
            style="section",
            checkable=True,
        )
        self._more.clicked.connect(self._show_state)
        self._note = named(Paragraph(), "warning")
        self._note.setText(
            self.tr(
                "Parametric cluster p-values are known to be inflated at this threshold (Eklund et al. 2016); the "
                "permutation p is told beside them."
            )
        )
        layout = card_column(self, self.tr("Correction"))
        layout.addLayout(self._fields)
        layout.addWidget(self._note)
        layout.addWidget(self._more)
        self._show_state()

    def _make_fields(self) -> None:
        default = CompareOptions()
        self.correction = self._box(
            (self.tr("TFCE: permutation"), Correction.TFCE),
            (self.tr("Max |t|: permutation"), Correction.PERMUTATION),
            (self.tr("Cluster size: permutation"), Correction.CLUSTER),
            (self.tr("Cluster size: GRF"), Correction.GRF),
            (self.tr("False discovery rate"), Correction.FDR),
            (self.tr("None"), Correction.NONE),
        )
        self.preset = self._box(
            (self.tr("own values"), None), *((preset.name, preset) for preset in GRF_PRESETS), slot=self._on_preset
        )
        for index, preset in enumerate(GRF_PRESETS, start=1):
            self.preset.setItemData(index, preset.source, Qt.ItemDataRole.ToolTipRole)
        self.voxel_p, self.alpha = NumberField(), NumberField()
        self.voxel_p.show_value(default.voxel_p)
        self.alpha.show_value(default.alpha)
        for field in (self.voxel_p, self.alpha):
            field.edited.connect(self._on_p)
        self.tails = self._box((self.tr("both signs (two tails)"), 2), (self.tr("positive only (one tail)"), 1))
        self.permutations = self._spin(1, 100_000, default.permutations)
        self.seed = self._spin(0, 999_999, default.seed)
        self.extent = self._spin(1, 99_999, default.extent)
        self.variance = self._box(
            (self.tr("equal"), Variance.EQUAL),
            (self.tr("Welch"), Variance.WELCH),
            (self.tr("HC3"), Variance.HC3),
            (self.tr("as SPM12 (pooled ratio)"), Variance.SPM12),
        )
        self.missing = self._box(
            (self.tr("leave the voxel out"), Missing.COMPLETE), (self.tr("use who has a value"), Missing.AVAILABLE)
        )
        self.connectivity = self._box(*((str(int(c)), c) for c in sorted(Connectivity, reverse=True)))
        self.smoothness = self._box(
            (self.tr("residuals"), SmoothnessSource.RESIDUALS), (self.tr("the map itself"), SmoothnessSource.MAP)
        )
        self._place_fields()

    def _place_fields(self) -> None:
        for key, caption, widget in (
            ("correction", self.tr("Method"), self.correction),
            ("preset", self.tr("Preset"), self.preset),
            ("voxel_p", self.tr("Voxel p"), self.voxel_p),
            ("alpha", self.tr("Corrected p"), self.alpha),
            ("extent", self.tr("Least voxels"), self.extent),
            ("permutations", self.tr("Permutations"), self.permutations),
            ("seed", self.tr("Random seed"), self.seed),
            ("tails", self.tr("Signs"), self.tails),
            ("variance", self.tr("Variances"), self.variance),
            ("missing", self.tr("Missing values"), self.missing),
            ("connectivity", self.tr("Neighbours"), self.connectivity),
            ("smoothness", self.tr("Smoothness of"), self.smoothness),
        ):
            self._fields.add(key, caption, widget)

    def _box(self, *entries: tuple[str, object], slot: object = None) -> QComboBox:
        box = choice_box()
        for text, data in entries:
            box.addItem(in_window(text), data)
        box.activated.connect(slot or self._on_changed)
        return box

    def _spin(self, low: int, high: int, value: int) -> QSpinBox:
        spin = QSpinBox(minimum=low, maximum=high)
        spin.setValue(value)
        spin.valueChanged.connect(self._on_changed)
        return spin

    @property
    def options(self) -> CompareOptions:
        """The options; raises `OptionError` where they do not go together."""
        return CompareOptions(
            self.correction.currentData(),
            float(self.voxel_p.text() or "nan"),
            float(self.alpha.text() or "nan"),
            self.tails.currentData(),
            self.variance.currentData(),
            self.missing.currentData(),
            self.permutations.value(),
            self.seed.value(),
            Connectivity(self.connectivity.currentData()),
            self.smoothness.currentData(),
            self.extent.value(),
        )

    def choose(self, correction: Correction) -> None:
        """Choose a method."""
        self.correction.setCurrentIndex(self.correction.findData(correction))
        self._on_changed()

    def choose_preset(self, index: int) -> None:
        """Choose a preset by its place in `GRF_PRESETS`."""
        self.preset.setCurrentIndex(index + 1)
        self._on_preset()

    def show_fields(self) -> None:
        """Follow what was filled in from outside."""
        self._on_changed()

    def tell(self, sentence: str) -> None:
        """Say why the options do not go together."""
        self._fields.tell("correction", sentence)

    def _on_preset(self, *_: object) -> None:
        preset = self.preset.currentData()
        if preset is not None:
            for field, value in ((self.voxel_p, preset.voxel_p), (self.alpha, preset.cluster_p)):
                field.setModified(False)
                field.show_value(value)
        self._on_changed()

    def _on_p(self, *_: object) -> None:
        self.preset.setCurrentIndex(0)
        self._on_changed()

    def _on_changed(self, *_: object) -> None:
        self._show_state()
        self.changed.emit()

    def _show_state(self) -> None:
        """Only the fields that the method uses."""
        method, more = self.correction.currentData(), self._more.isChecked()
        is_grf = method is Correction.GRF
        permutes = method.maximum is not None
        inflated = is_grf and float(self.voxel_p.text() or 0) >= INFLATED_P
        shown = {
            "preset": is_grf,
            "voxel_p": method.forms_clusters or method is Correction.NONE,
            "alpha": method is not Correction.NONE,
            "extent": method is Correction.NONE,
            "permutations": permutes or inflated,
            "seed": permutes or inflated,
            "tails": more,
            "variance": more,
            "missing": more,
            "connectivity": more,
            "smoothness": more and is_grf,
        }
        for key, visible in shown.items():
            self._fields.show_row(key, visible)
        self._note.setVisible(inflated)
        self._more.setText(self.tr("Fewer options") if more else self.tr("More options …"))
