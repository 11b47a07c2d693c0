"""What one patient's perfusion says, as text and a table: territories and sides, cautions, small regions."""

import re
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from analysis.perfusion.beds import BedPair
from analysis.perfusion.reading import Reading
from analysis.perfusion.small_regions import SmallRegionValue
from gui.widgets.styled import Paragraph, named


def number(value: float, digits: int = 0, sign: str = "") -> str:
    """A number with a real minus sign; a dash where there is none."""
    if not np.isfinite(value):
        return "–"
    value = round(value, digits) or 0.0  # never "−0"
    return f"{value:{sign if value else ''}.{digits}f}".replace("-", "−")


class ReadingView(QWidget):
    """Hidden while there is no reading. No diagnosis."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = named(Paragraph(), "title")
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._small = Paragraph()
        self._cautions = named(Paragraph(), "warning")
        self._note = named(Paragraph(), "dim")
        for label in (self._sentence, self._small, self._cautions):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in (self._sentence, self._table, self._small, self._cautions, self._note):
            layout.addWidget(part)
        self.hide()

    def show_reading(self, reading: Reading | None) -> None:
        """Show a reading, or none."""
        self.setVisible(reading is not None)
        if reading is None:
            return
        self._sentence.setText(reading.sentence)
        self._fill_table(reading.territories)
        self._small.setText("\n".join(_small_in_words(value) for value in reading.small))
        cautions = [*reading.cautions.sentences, *_warnings_of(reading.small)]
        self._cautions.setText("\n".join(f"⚠ {sentence}" for sentence in cautions))
        self._cautions.setVisible(bool(cautions))
        note = self.tr("Means of {counted}; territories are approximate. Asymmetry = 200 (L − R) / (L + R).")
        self._note.setText(note.format(counted=reading.counted))

    def _fill_table(self, pairs: Sequence[BedPair]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        heads = (self.tr("Territory"), self.tr("Left"), self.tr("Right"), self.tr("Asym."))
        for column, text in enumerate(heads):
            self._cell(0, column, text, "dim")
        for row, pair in enumerate(pairs, start=1):
            self._cell(row, 0, pair.left.bed.territory.name, "")
            for column, value in ((1, pair.left), (2, pair.right)):
                cell = self._cell(row, column, number(value.mean), "title")
                tip = self.tr("{n} voxels, {ml} mL, SD {sd}")
                cell.setToolTip(tip.format(n=value.n_voxels, ml=f"{value.volume_ml:.0f}", sd=number(value.sd)))
            self._cell(row, 3, f"{number(pair.asymmetry, 0, '+')} %", "")

    def _cell(self, row: int, column: int, text: str, style: str) -> QLabel:
        label = named(QLabel(text), style)
        if column:
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(label, row, column)
        return label


def _warnings_of(values: Sequence[SmallRegionValue]) -> list[str]:
    """Each warning once: where only the count of voxels differs, with its range."""
    counts: dict[str, list[int]] = {}
    for value in values:
        if value.warning:
            counts.setdefault(re.sub(r"Only \d+ voxels", "Only {n} voxels", value.warning), []).append(value.n_voxels)
    ranges = {text: (min(n), max(n)) for text, n in counts.items()}
    return [
        text.replace("{n}", str(low) if low == high else f"{low} to {high}") for text, (low, high) in ranges.items()
    ]


def _small_in_words(value: SmallRegionValue) -> str:
    """Such as ``Dorsolateral pons, left: 41 ± 3 (12 voxels)``."""
    caption = value.region.caption[0].upper() + value.region.caption[1:]
    return f"{caption}, {value.side.value}: {number(value.mean)} ± {number(value.se, 1)} ({value.n_voxels} voxels)"
