"""The scheme of an ASL acquisition as a picture in time: label, delay, readout, one row for each delay, to scale.

It is drawn from the numbers that the computation uses. What is not known is not drawn to look as if it were: the
readout of a 3D series is a mark without length, and suppression pulses whose times nobody states are only named.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor, log10

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from analysis.perfusion.constants import Labelling
from analysis.perfusion.fields import accept
from analysis.perfusion.protocol import PERFUSION_TYPES, AslProtocol
from analysis.scan import Fact
from gui.style import Theme

_LABEL, _READOUT, _PULSE = QColor("#4da3ff"), QColor("#5fcf80"), QColor("#ff7ad9")
_ON_BAR = QColor("#0b1420")
_MARK_PX = 7.0
_LONGEST_S = 15.0


@dataclass(frozen=True)
class SchemeRow:
    """One delay: from 0 s label (PASL: bolus) for ``label_s``, readout at ``readout_s`` for ``readout_length_s``.

    ``delay_s`` is as one states it: from the end of label, for PASL from the pulse. ``count`` volumes have it.
    """

    label_s: float
    delay_s: float
    readout_s: float
    readout_length_s: float
    count: int


@dataclass(frozen=True)
class Scheme:
    """All rows, the shortest delay first; ``pulses_s`` after the start of labelling, ``n_pulses`` None: not known."""

    rows: tuple[SchemeRow, ...]
    is_pulsed: bool
    suppressed: bool
    n_pulses: int | None
    pulses_s: tuple[float, ...] = ()

    @property
    def end_s(self) -> float:
        """Where the picture ends."""
        return max(row.readout_s + row.readout_length_s for row in self.rows)

    def in_words(self) -> str:
        """The same for those who cannot see it."""
        rows = "; ".join(
            f"{'bolus' if self.is_pulsed else 'label'} {row.label_s:g} s, "
            f"{'inversion time' if self.is_pulsed else 'delay'} {row.delay_s:g} s" for row in self.rows
        )  # fmt: skip
        return f"{rows}. {self.pulses_in_words()}"

    def pulses_in_words(self) -> str:
        """What is known of background suppression."""
        if not self.suppressed:
            return "No background suppression."
        if self.n_pulses is None:
            return "Background suppression; the number of its pulses is not stated."
        when = "" if self.pulses_s else ", their times are not stated"
        return f"Background suppression by {self.n_pulses} pulse{'' if self.n_pulses == 1 else 's'}{when}."


def scheme_of(protocol: AslProtocol, facts: Mapping[str, Fact]) -> Scheme:
    """The scheme of a protocol; `facts` of the scan may know when the suppression pulses are."""
    is_pulsed = protocol.labelling is Labelling.PASL
    length = max(protocol.slice_delays_s, default=0.0)
    times = [
        (delay, duration)
        for delay, duration, kind in zip(protocol.delays_s, protocol.durations_s, protocol.volume_types, strict=True)
        if kind in PERFUSION_TYPES
    ]
    rows = tuple(
        SchemeRow(duration, delay, delay if is_pulsed else duration + delay, length, times.count((delay, duration)))
        for delay, duration in sorted(set(times))
    )
    count = protocol.facts.get("BackgroundSuppressionNumberPulses")
    pulses = _pulse_times(facts) if protocol.background_suppression else ()
    n_pulses = count.value if count is not None else len(pulses) or None
    return Scheme(rows, is_pulsed, protocol.background_suppression, n_pulses, pulses)


def _pulse_times(facts: Mapping[str, Fact]) -> tuple[float, ...]:
    fact = facts.get("BackgroundSuppressionPulseTime")
    times = accept("SliceTiming", fact.value) if fact is not None else None  # a list of seconds, like that field
    return tuple(times) if times and max(times) < _LONGEST_S else ()


def scheme_height(scheme: Scheme, metrics: QFontMetricsF) -> float:
    """What the picture needs, in the painter's units."""
    line = metrics.height()
    return line * (1.35 + 1.55 * len(scheme.rows) + 1.3)


def draw_scheme(painter: QPainter, rect: QRectF, scheme: Scheme, theme: Theme) -> None:
    """Draw it into a rectangle, in the painter's font and the colours of a theme."""
    metrics = QFontMetricsF(painter.font())
    line = metrics.height()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_legend(painter, QRectF(rect.left(), rect.top(), rect.width(), line), scheme, theme)
    top, height = rect.top() + 1.35 * line, 1.55 * line
    room = metrics.horizontalAdvance("00")  # the last number of the axis needs half of it beside the bar
    per_s = (rect.width() - room - _MARK_PX) / max(scheme.end_s, 1e-6)
    for number, row in enumerate(scheme.rows):
        bar = QRectF(rect.left(), top + number * height, rect.width(), 1.2 * line)
        _draw_row(painter, bar, row, per_s, scheme, theme)
    _draw_axis(painter, rect.left(), top + len(scheme.rows) * height, scheme.end_s, per_s, theme)


def _draw_row(painter: QPainter, bar: QRectF, row: SchemeRow, per_s: float, scheme: Scheme, theme: Theme) -> None:
    label = QRectF(bar.left(), bar.top(), row.label_s * per_s, bar.height())
    start = bar.left() + row.readout_s * per_s
    painter.fillRect(label, _LABEL)
    painter.fillRect(QRectF(start, bar.top(), row.readout_length_s * per_s + _MARK_PX, bar.height()), _READOUT)
    painter.setPen(QPen(QColor(theme.dim), 1))
    middle = bar.center().y()
    painter.drawLine(QPointF(label.right(), middle), QPointF(start, middle))
    _write(painter, label, f"{row.label_s:g} s", _ON_BAR)
    between = QRectF(label.right(), bar.top(), start - label.right(), bar.height())
    text = f"TI {row.delay_s:g} s" if scheme.is_pulsed else f"{row.delay_s:g} s"
    if not _write(painter, between, text, QColor(theme.text), behind=QColor(theme.panel)):
        after = QRectF(start + row.readout_length_s * per_s + _MARK_PX + 4, bar.top(), bar.width(), bar.height())
        painter.setPen(QColor(theme.text))
        painter.drawText(after, Qt.AlignmentFlag.AlignVCenter, text)
    painter.setPen(QPen(_PULSE, 2))
    for time in scheme.pulses_s:
        if time <= row.readout_s:
            x = bar.left() + time * per_s
            painter.drawLine(QPointF(x, bar.top() - 2), QPointF(x, bar.bottom() + 2))


def _write(painter: QPainter, box: QRectF, text: str, colour: QColor, behind: QColor | None = None) -> bool:
    """A text in the middle of a box, and whether it fits there; else nothing is written."""
    width = QFontMetricsF(painter.font()).horizontalAdvance(text)
    if width + 6 > box.width():
        return False
    if behind is not None:
        painter.fillRect(QRectF(box.center().x() - width / 2 - 4, box.top(), width + 8, box.height()), behind)
    painter.setPen(colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return True


def _tr(text: str) -> str:
    return QCoreApplication.translate("asl_scheme", text)


def _draw_legend(painter: QPainter, rect: QRectF, scheme: Scheme, theme: Theme) -> None:
    first = _tr("bolus") if scheme.is_pulsed else _tr("label")
    entries = [(first, _LABEL), (_tr("delay"), None), (_tr("readout"), _READOUT)]
    if scheme.pulses_s:
        entries.append((_tr("pulses"), _PULSE))
    metrics = QFontMetricsF(painter.font())
    side, x = 0.62 * rect.height(), rect.left()
    for text, colour in entries:
        square = QRectF(x, rect.center().y() - side / 2, side, side)
        if colour is None:
            painter.setPen(QPen(QColor(theme.dim), 1))
            painter.drawLine(QPointF(square.left(), square.center().y()), QPointF(square.right(), square.center().y()))
        else:
            painter.fillRect(square, colour)
        painter.setPen(QColor(theme.dim))
        width = metrics.horizontalAdvance(text)
        painter.drawText(
            QRectF(square.right() + 4, rect.top(), width + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, text
        )
        x = square.right() + width + 14


def _draw_axis(painter: QPainter, left: float, top: float, end_s: float, per_s: float, theme: Theme) -> None:
    metrics = QFontMetricsF(painter.font())
    painter.setPen(QPen(QColor(theme.dim), 1))
    painter.drawLine(QPointF(left, top), QPointF(left + end_s * per_s, top))
    step = tick_step(end_s, end_s * per_s / (2.6 * metrics.horizontalAdvance("0.0")))
    for number in range(floor(end_s / step + 1e-6) + 1):
        x = left + number * step * per_s
        painter.drawLine(QPointF(x, top), QPointF(x, top + 3))
        text = f"{number * step:g}" + (" s" if number == 0 else "")
        width = metrics.horizontalAdvance(text)
        place = QRectF(max(x - width / 2, left), top + 4, width + 2, metrics.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, text)


def tick_step(end: float, most: float) -> float:
    """A step of 1, 2 or 5 times a power of ten, so that at most about `most` steps reach `end`."""
    least = end / max(most, 1.0)
    power = 10.0 ** floor(log10(least)) if least > 0 else 1.0
    return next((m * power for m in (1, 2, 5) if m * power >= least - 1e-12), 10 * power)
