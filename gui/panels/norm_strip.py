"""The norm strip: at the crosshair the patient, the median and the 5–95 % band of the controls, for every map."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from analysis.stats.norm_strip import NormStrip
from gui.commands import case_comparing
from gui.language import in_digits
from gui.session import Session
from gui.widgets.dot_strip import DotStrip
from gui.widgets.styled import Paragraph, named


class NormStrips(QWidget):
    """A strip for each map that has a cohort; hidden while there is none. Its owner says when the place has changed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._strips: list[tuple[DotStrip, Paragraph]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.hide()

    def show_place(self) -> None:
        """Show what is at the crosshair."""
        found = case_comparing.strips(self._session)
        self.setVisible(bool(found))
        while len(self._strips) < len(found):
            strip, words = DotStrip(), named(Paragraph(), "dim")
            self._column.addWidget(strip)
            self._column.addWidget(words)
            self._strips.append((strip, words))
        for index, (strip, words) in enumerate(self._strips):
            used = index < len(found)
            strip.setVisible(used and found[index][1] is not None)
            words.setVisible(used)
            if used:
                self._show(strip, words, *found[index])

    def _show(self, strip: DotStrip, words: Paragraph, statistic: str, norm: NormStrip | None) -> None:
        if norm is None:
            words.setText(self.tr("{name}: no norm at this place").format(name=statistic))
            return
        title = self.tr("{name} beside {n} controls").format(name=statistic, n=norm.n)
        band = (norm.low, norm.high)
        strip.show_values(title, norm.controls, norm.value, band=band, expected=norm.median, unit=norm.unit)
        words.setText(
            self.tr("Median {median}, 5–95 % {low} to {high}; percentile {p:.1f} [{a:.1f}–{b:.1f}]").format(
                median=in_digits(norm.median), low=in_digits(norm.low), high=in_digits(norm.high), p=norm.percentile,
                a=norm.percentile_low, b=norm.percentile_high,
            )
        )  # fmt: skip
