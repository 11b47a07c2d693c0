"""What was computed: the equation with its numbers, and a light for each check of plausibility."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from analysis.errors import AlgoscopeError
from analysis.perfusion.acknowledged import sentences_of, unseen
from analysis.perfusion.cbf import CbfResult
from analysis.perfusion.quality import Check, Light
from analysis.scan import StatMap
from gui.commands import asl_form, plausibility
from gui.language import in_digits, in_window
from gui.session import Change, Session
from gui.turns import Turns
from gui.widgets.card import card_column
from gui.widgets.following import Following
from gui.widgets.styled import Paragraph, named, tool_button

_STYLES = {Light.GREEN: "good", Light.AMBER: "warning", Light.RED: "error", Light.NONE: "dim"}
_LIGHT_TEXTS = {
    Light.GREEN: "as expected",
    Light.AMBER: "look at it",
    Light.RED: "not plausible",
    Light.NONE: "no limit",
}
_CONSTANT_TEXTS = {
    "t1_blood": "T1 of blood",
    "labelling_efficiency": "Labelling efficiency",
    "suppression_efficiency": "Left by suppression",
    "partition_coefficient": "Partition coefficient",
}


def equation_in_signs(equation: str) -> str:
    """An equation as it is read: the same numbers, with the signs of print."""
    signs = ((" * ", " · "), ("dM", "ΔM"), ("^2", "²"), ("tau", "τ"), ("-", "−"))
    for plain, sign in signs:
        equation = equation.replace(plain, sign)
    return equation


def capitalised(text: str) -> str:
    """A caption at the beginning of a line."""
    return text[:1].upper() + text[1:]


class LightRow(QWidget):
    """One check: light, value, limits; a red one asks whether somebody has seen it."""

    def __init__(self, check: Check, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check, self._session = check, session
        dot = named(QLabel("●"), _STYLES[check.light])
        dot.setAccessibleName(self.tr(_LIGHT_TEXTS[check.light]))
        caption = Paragraph(capitalised(in_window(check.caption)))
        value = named(QLabel(f"{in_digits(check.value)} {in_window(check.unit)}".strip()), "title")
        limits = named(Paragraph(in_window(check.limits)), "dim")
        limits.setToolTip(in_window(check.source))
        caption.setToolTip(f"{self.tr(_LIGHT_TEXTS[check.light])}: {in_window(check.source)}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 1, 0, 3)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(dot, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(caption, 0, 1)
        grid.addWidget(value, 0, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(limits, 1, 1, 1, 2)
        self.seen = QCheckBox(self.tr("I have seen this"))
        self.seen.setVisible(check.light is Light.RED)
        self.seen.clicked.connect(self._on_seen)
        grid.addWidget(self.seen, 2, 1, 1, 2)

    def _on_seen(self, seen: bool) -> None:
        layer_id = self._session.perfusion.series_id
        try:
            if layer_id is not None:
                plausibility.acknowledge(self._session, layer_id, self._check.key, seen=seen)
        except AlgoscopeError as error:
            self._session.tell(str(error))


class ResultCard(QFrame):
    """Hidden until something was computed on the series."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session = session
        self._shown: CbfResult | None = None
        self._equation = named(Paragraph(), "equation")
        self._equation.setTextFormat(Qt.TextFormat.PlainText)
        self._equation.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._constants = named(Paragraph(), "dim")
        self._constants.setTextFormat(Qt.TextFormat.PlainText)
        self._notes = named(Paragraph(), "dim")
        self._notes.setTextFormat(Qt.TextFormat.PlainText)
        self._copy = QPushButton(self.tr("Copy the equation"))
        self._copy.clicked.connect(self.copy)
        self._sources = tool_button(self.tr("Sources"), self.tr("Where each number comes from"), checkable=True)
        self._sources.toggled.connect(self._constants.setVisible)
        self._constants.hide()
        self._waiting = named(Paragraph(), "error")
        self._rows: dict[str, LightRow] = {}
        self._unseen: Collection[str] = ()
        self._turns = Turns(self)
        self._lights = QVBoxLayout()
        self._lights.setSpacing(2)
        buttons = QHBoxLayout()
        buttons.addWidget(self._copy, 1)
        buttons.addWidget(self._sources)
        layout = card_column(self, self.tr("How it was computed"))
        layout.addWidget(self._equation)
        layout.addLayout(buttons)
        layout.addWidget(self._constants)
        layout.addWidget(self._notes)
        layout.addWidget(named(QLabel(self.tr("Is the map plausible?")), "title"))
        layout.addWidget(self._waiting)
        layout.addLayout(self._lights)
        Following(self, session)
        self.refresh(Change.PERFUSION)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if not change & (Change.PERFUSION | Change.LAYERS):
            return
        layer_id = self._session.perfusion.series_id
        is_open = layer_id is not None and self._session.has_layer(layer_id)
        measured = self._session.perfusion.case(layer_id).measured if is_open and layer_id is not None else None
        self.setVisible(measured is not None)
        if measured is None:
            self._shown = None
            self._turns.clear()
            return
        assert layer_id is not None
        if self._shown is not measured.result:
            self._show(measured.result, asl_form.scan_of(self._session.layer(layer_id)).warnings)
        open_maps = (self._session.layer(i) for i in measured.layer_ids.values() if self._session.has_layer(i))
        newest = next((layer.stat_map for layer in open_maps if layer.stat_map is not None), measured.result.maps[0])
        self._show_seen(newest)

    def _show(self, result: CbfResult, known: tuple[str, ...]) -> None:
        self._shown = result
        self._equation.setText(equation_in_signs(result.equation))
        parameters = result.maps[0].provenance.parameters
        lines = [f"{self.tr(text)}: {parameters[key]}" for key, text in _CONSTANT_TEXTS.items() if key in parameters]
        self._constants.setText("\n".join(lines))
        self._sources.setVisible(bool(lines))
        # what the scan's own warnings say was told when it was opened, and stands on the Quality page
        warnings = result.maps[0].provenance.warnings
        hidden = {*known, *sentences_of(warnings)}
        notes = [w for w in warnings if w not in hidden and not w.startswith("Not plausible")]
        if result.motion is not None:
            most = float(result.motion.displacement_mm(result.pairs).max(initial=0.0))
            words = self.tr("Head motion was corrected; between the volumes of a pair it moved by up to {mm:.2f} mm.")
            notes.append(words.format(mm=most))
        self._notes.setText("\n".join(f"• {in_window(note)}" for note in notes))
        self._notes.setVisible(bool(notes))
        for row in self._rows.values():
            self._lights.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}
        self._turns.clear()
        for check in result.checks:  # a turn each: together with the maps they would hold the window up
            self._turns.add(partial(self._add_row, check))

    def _add_row(self, check: Check) -> None:
        row = self._rows[check.key] = LightRow(check, self._session)
        row.seen.setChecked(check.key not in self._unseen)
        self._lights.addWidget(row)

    def _show_seen(self, stat_map: StatMap) -> None:
        waiting = self._unseen = unseen(stat_map.provenance)
        for key, row in self._rows.items():
            row.seen.setChecked(key not in waiting)
        self._waiting.setText(self.tr("No report before a person has seen each red light.") if waiting else "")
        self._waiting.setVisible(bool(waiting))

    def copy(self) -> None:
        """Put the equation with its numbers on the clipboard."""
        if self._shown is not None:
            QGuiApplication.clipboard().setText(self._shown.equation)
