"""The card of the preparation: preset, steps in their order, and the fields to change them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QPushButton,
    QSpinBox,
    QWidget,
)

from analysis.errors import AlgoscopeError
from analysis.image import Mask
from analysis.preprocess.censor import CensorOptions
from analysis.preprocess.confounds import MotionModel
from analysis.preprocess.filter import FilterOptions, FilterOrder
from analysis.preprocess.motion import Motion, framewise_displacement_power, summarise
from gui.commands import preparing
from gui.commands.computing import mask_of
from gui.commands.saving import proposed_folder
from gui.language import in_window
from gui.session import Change, Role, Session
from gui.widgets import asking
from gui.widgets.card import card_column
from gui.widgets.following import Following
from gui.widgets.styled import Paragraph, named, tool_button


class PreparationCard(QFrame):
    """What is done to a series before every metric; a metric of unfiltered data gets it without the band-pass."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session = session
        self._presets = preparing.all_presets(session)
        self._preset = QComboBox()
        self._preset.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._preset.addItem(self.tr("Preset: none"), None)
        for preset in self._presets:
            self._preset.addItem(preset.title, preset)
        self._preset.activated.connect(self._choose_preset)
        self._steps = Paragraph()
        self._missing = named(Paragraph(), "warning")
        self._more = tool_button(self.tr("Change steps"), self.tr("Choose each step and its numbers"), checkable=True)
        self._fields = self._make_fields()
        self._fields.hide()
        self._more.toggled.connect(self._fields.setVisible)
        layout = card_column(self, self.tr("Preparation of the series"), spacing=6)
        layout.addWidget(self._preset)
        layout.addWidget(self._steps)
        layout.addWidget(self._missing)
        layout.addWidget(self._more)
        layout.addWidget(self._fields)
        Following(self, session)
        self.refresh(Change.PREPARATION | Change.LAYERS)

    def _make_fields(self) -> QWidget:
        fields = QWidget()
        self._dropped = QSpinBox(maximum=1000)
        self._fwhm = QDoubleSpinBox(decimals=1, maximum=50.0)
        self._filter_on = QCheckBox(self.tr("Detrend and band-pass"))
        self._detrend = QSpinBox(maximum=5)
        self._low, self._high = (QDoubleSpinBox(decimals=3, singleStep=0.005, maximum=10.0) for _ in range(2))
        self._order = QComboBox()
        for order in FilterOrder:
            self._order.addItem(in_window(order.value), order)
        self._motion = QPushButton(self.tr("Choose…"))
        self._motion.clicked.connect(self._choose_motion)
        self._model = QComboBox()
        for model in MotionModel:
            self._model.addItem(self.tr("{n} regressors").format(n=model.value), model)
        self._white, self._csf = QComboBox(), QComboBox()
        self._global = QCheckBox(self.tr("Global signal"))
        self._scrub = QDoubleSpinBox(decimals=2, singleStep=0.05, maximum=10.0)
        self._scrub.setSpecialValueText(self.tr("no"))
        self._scrub.setToolTip(self.tr("Volumes with more framewise displacement (Power) are cut out, after all steps"))
        form = QFormLayout(fields)
        form.setContentsMargins(0, 0, 0, 0)
        for caption, field in (
            (self.tr("Drop first volumes"), self._dropped),
            (self.tr("Smooth (ALFF, FC), mm"), self._fwhm),
            ("", self._filter_on),
            (self.tr("Trend: polynomial of degree"), self._detrend),
            (self.tr("Lowest frequency, Hz"), self._low),
            (self.tr("Highest frequency, Hz"), self._high),
            (self.tr("Order"), self._order),
            (self.tr("Motion file"), self._motion),
            (self.tr("Motion model"), self._model),
            (self.tr("White matter mask"), self._white),
            (self.tr("CSF mask"), self._csf),
            ("", self._global),
            (self.tr("Scrub above, mm"), self._scrub),
        ):
            form.addRow(caption, field)
        for spin in (self._dropped, self._fwhm, self._detrend, self._low, self._high, self._scrub):
            spin.editingFinished.connect(self._take_fields)
        for box in (self._order, self._model, self._white, self._csf):
            box.activated.connect(self._take_fields)
        for check in (self._filter_on, self._global):
            check.clicked.connect(self._take_fields)
        return fields

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if change & Change.LAYERS:
            self._fill_masks()
        if change & Change.PREPARATION:
            self._show()

    def _show(self) -> None:
        now = self._session.preparation
        steps = now.steps()
        numbered = "\n".join(f"{n}.  {in_window(step)}" for n, step in enumerate(steps, start=1))
        self._steps.setText(numbered or self.tr("The series is used as it is."))
        preset = self._session.preset
        missing = () if preset is None else preset.missing_in(now)
        self._missing.setText(self.tr("The preset also regresses out what needs: ") + ", ".join(missing) + ".")
        self._missing.setVisible(bool(missing))
        row = self._preset.findText(preset.title) if preset is not None else 0
        self._preset.setCurrentIndex(max(row, 0))
        known = "" if preset is None else f"{preset.reference}\n{preset.note}".strip()
        self._preset.setToolTip(known or self.tr("The steps of a study or toolkit, all at once"))
        options = now.filtering or FilterOptions()
        values: tuple[tuple[Any, Any], ...] = (
            (self._dropped, now.n_dropped),
            (self._fwhm, now.fwhm_mm),
            (self._detrend, options.detrend_order),
            (self._low, options.low_hz),
            (self._high, options.high_hz),
            (self._scrub, 0.0 if options.censor is None else options.censor.threshold_mm),
        )
        for spin, value in values:
            blocker = QSignalBlocker(spin)
            spin.setValue(value)
            del blocker
        self._filter_on.setChecked(now.filtering is not None)
        self._global.setChecked(now.global_signal)
        self._order.setCurrentIndex(self._order.findData(options.order))
        self._model.setCurrentIndex(self._model.findData(now.motion_model))
        self._show_motion(now.motion)

    def _show_motion(self, motion: Motion | None) -> None:
        """How many volumes the motion file has, and how much the head moved."""
        if motion is None:
            self._motion.setText(self.tr("Choose…"))
            self._motion.setToolTip("")
            return
        found = summarise(framewise_displacement_power(motion))
        words = self.tr("{n} volumes, mean FD {mean} mm")
        self._motion.setText(words.format(n=found.n_timepoints, mean=f"{found.mean_mm:.2f}"))
        words = self.tr(
            "Framewise displacement (Power): at most {max} mm; {some} volumes above 0.2 mm, {many} above 0.5 mm"
        )
        self._motion.setToolTip(words.format(max=f"{found.max_mm:.2f}", some=found.n_above_0_2, many=found.n_above_0_5))

    def _fill_masks(self) -> None:
        for box in (self._white, self._csf):
            chosen = box.currentData()
            box.clear()
            box.addItem(self.tr("none"), None)
            for layer in self._session.layers:
                if layer.role is Role.MASK:
                    box.addItem(layer.name, layer.id)
            box.setCurrentIndex(max(box.findData(chosen), 0))

    def _mask(self, box: QComboBox, now: Mask | None) -> Mask | None:
        """The mask that is chosen; the one in use where it is the same layer, so that nothing seems to have changed."""
        layer_id = box.currentData()
        if layer_id is None or not self._session.has_layer(layer_id):
            return None
        layer = self._session.layer(layer_id)
        return now if now is not None and now.name == layer.name else mask_of(layer)

    def _take_fields(self) -> None:
        now = self._session.preparation
        try:
            filtering = None
            if self._filter_on.isChecked():
                filtering = replace(
                    now.filtering or FilterOptions(),
                    low_hz=round(self._low.value(), 6),
                    high_hz=round(self._high.value(), 6),
                    detrend_order=self._detrend.value(),
                    order=self._order.currentData(),
                    censor=self._censor(now.filtering),
                )
            changed = replace(
                now,
                n_dropped=self._dropped.value(),
                filtering=filtering,
                motion_model=self._model.currentData(),
                white_matter=self._mask(self._white, now.white_matter),
                csf=self._mask(self._csf, now.csf),
                global_signal=self._global.isChecked(),
                fwhm_mm=self._fwhm.value(),
            )
        except AlgoscopeError as error:
            self._session.tell(str(error))
            self._show()
            return
        if changed != now:
            self._session.set_preparation(changed)

    def _censor(self, now: FilterOptions | None) -> CensorOptions | None:
        """Scrubbing at the threshold that is typed, 0 for none; what else was chosen for it stays."""
        threshold_mm = round(self._scrub.value(), 6)
        if threshold_mm == 0:
            return None
        old = now.censor if now is not None and now.censor is not None else CensorOptions()
        return replace(old, threshold_mm=threshold_mm)

    def _choose_preset(self, row: int) -> None:
        preset = self._preset.itemData(row)
        if preset is not None:
            preparing.apply_preset(self._session, preset)

    def _choose_motion(self) -> None:
        pattern = self.tr("Motion (rp_*.txt *.par);;All files (*)")
        chosen = asking.open_file(self, self.tr("Motion file"), pattern, usual=proposed_folder(self._session))
        if chosen is not None:
            self.use_motion(chosen)

    def use_motion(self, path: Path) -> None:
        """Take the motion of a file, or say why not."""
        try:
            preparing.use_motion_file(self._session, path)
        except AlgoscopeError as error:
            self._session.tell(str(error))
