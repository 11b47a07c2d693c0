"""Bars of the quality page: coverage of the AAL regions, and the volumes of the tissues."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from analysis.preprocess.segment import TissueVolumes
from analysis.quality.lights import GOOD_COVERAGE_PERCENT, LITTLE_COVERAGE_PERCENT
from analysis.quality.measures import RegionCoverage
from gui.figures.export import Figure
from gui.figures.quality_sheet import BLUE, GREEN, ORANGE, Sheet
from gui.figures.text import CENTRE, LEFT, RIGHT, fitted

_COLUMN = 270.0
_FEW = 6
_ALMOST_ALL = 95.0
_GAP = 14.0


def coverage_figure(regions: Sequence[RegionCoverage], sheet: Sheet) -> Figure | None:
    """Each region with its coverage, the least covered first; a narrow sheet shows these only. None without regions."""
    if not regions:
        return None
    ordered = sorted(regions, key=lambda r: (r.percent, r.name))
    columns = max(1, int(sheet.width // (_COLUMN * sheet.text)))
    shown = ordered if columns >= 3 else ordered[: max(_FEW, sum(r.percent < _ALMOST_ALL for r in ordered))]
    rows = ceil(len(shown) / columns)
    line = sheet.line_height(small=True) + 2
    below = [r for r in ordered if r.percent < GOOD_COVERAGE_PERCENT]
    rest = f" The {len(ordered) - len(shown)} that are covered best are not shown." if len(shown) < len(ordered) else ""
    head = sheet.lines(
        f"{len(ordered) - len(below)} of {len(ordered)} regions are covered by at least {GOOD_COVERAGE_PERCENT:g} %."
        f"{rest} _L is the patient's left."
    )
    top = len(head) * sheet.line_height(small=True) + 4
    width = (sheet.width + _GAP) / columns - _GAP

    def draw(painter: QPainter) -> None:
        sheet.paragraph(painter, 0, head)
        for number, region in enumerate(shown):
            column, row = divmod(number, rows)
            _draw_bar(painter, sheet, QRectF(column * (width + _GAP), top + row * line, width, line), region)

    worst = ", ".join(f"{r.name} {r.percent:.0f} %" for r in ordered[:5])
    description = f"Coverage of {len(ordered)} AAL regions; the least covered: {worst}."
    return sheet.figure(top + rows * line, draw, "quality_bars.coverage_figure", description)


def _draw_bar(painter: QPainter, sheet: Sheet, rect: QRectF, region: RegionCoverage) -> None:
    """The name, a bar from 0 to 100 %, the number."""
    number = f"{region.percent:.1f} %" if region.percent < 99.95 else "100 %"  # 49.6 must not look like 50
    right = sheet.wide("88.8 %", small=True)
    name_width = 0.6 * (rect.width() - right)
    name = fitted(region.name, sheet.font(small=True), name_width - 4)
    sheet.say(painter, QRectF(rect.left(), rect.top(), name_width, rect.height()), LEFT, name, small=True)
    track = QRectF(rect.left() + name_width, rect.top() + 3, rect.width() - name_width - right - 6, rect.height() - 6)
    painter.fillRect(track, QColor(sheet.line))
    filled = QRectF(track.left(), track.top(), track.width() * region.percent / 100, track.height())
    painter.fillRect(filled, QColor(_colour(region.percent, sheet)))
    sheet.say(painter, QRectF(rect.right() - right, rect.top(), right, rect.height()), RIGHT, number, small=True)


def _colour(percent: float, sheet: Sheet) -> str:
    if percent >= GOOD_COVERAGE_PERCENT:
        return sheet.good
    return sheet.warning if percent >= LITTLE_COVERAGE_PERCENT else sheet.error


def volumes_figure(volumes: TissueVolumes, sheet: Sheet) -> Figure:
    """One bar of gray matter, white matter and CSF, with mL and their share of the total."""
    parts = (
        ("gray matter", volumes.gray_ml, BLUE),
        ("white matter", volumes.white_ml, ORANGE),
        ("CSF", volumes.csf_ml, GREEN),
        *([("lesion", volumes.lesion_ml, sheet.error)] if volumes.lesion_ml else []),
    )
    total = volumes.tiv_ml
    line = sheet.line_height()
    texts = [f"{name} {ml:.0f} mL ({100 * ml / total:.0f} %)" for name, ml, _ in parts]
    texts.append(f"total within the brain mask {total:.0f} mL")
    rows: list[list[tuple[str, str]]] = [[]]
    used = 0.0
    for text, colour in zip(texts, [*(c for _, _, c in parts), ""], strict=True):
        width = sheet.wide(text) + 30
        if rows[-1] and used + width > sheet.width:
            rows.append([])
            used = 0.0
        rows[-1].append((text, colour))
        used += width
    bar_height = line + 4

    def draw(painter: QPainter) -> None:
        x = 0.0
        for name, ml, colour in parts:
            width = sheet.width * ml / total
            painter.fillRect(QRectF(x, 0, width, bar_height), QColor(colour))
            if sheet.wide(name) + 8 < width:
                sheet.say(painter, QRectF(x, 0, width, bar_height), CENTRE, name, colour="#ffffff")
            x += width
        for number, row in enumerate(rows):
            left, y = 0.0, bar_height + 4 + number * line
            for text, colour in row:
                if colour:
                    painter.fillRect(QRectF(left, y + line / 2 - 5, 10, 10), QColor(colour))
                place = QRectF(left + (15 if colour else 0), y, sheet.width, line)
                sheet.say(painter, place, LEFT, text)
                left += sheet.wide(text) + 30

    return sheet.figure(bar_height + 6 + len(rows) * line, draw, "quality_bars.volumes_figure", ". ".join(texts))
