"""The verdict, the rule of exclusion, and every light with its number, its limits and where these come from."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from analysis.perfusion.quality import Check, Light
from analysis.plane import Convention
from analysis.quality.lights import verdict_of
from analysis.quality.record import CheckGroup, Quality
from analysis.quality.standing import Standing
from gui.figures.quality_figures import side_sentence
from gui.figures.quality_words import (
    MARKS,
    exclusion_sentence,
    light_word,
    limits_text,
    standing_sentence,
    topic_title,
    value_text,
    verdict_title,
)
from gui.language import in_window
from gui.turns import Turns
from gui.widgets.styled import Paragraph, named

_BELOW = 5  # pixels between two checks
_STYLES = {Light.GREEN: "good", Light.AMBER: "warning", Light.RED: "error", Light.NONE: "dim"}


class LightsView(QWidget):
    """All of them for one record; ``standings`` by the key of a check where a cohort has its numbers.

    ``in_turns``: the groups of lights come after the verdict, each in a turn of the event loop.
    """

    def __init__(
        self,
        quality: Quality,
        convention: Convention,
        standings: Mapping[str, Standing] | None = None,
        *,
        in_turns: bool = False,
    ) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(_verdict_card(quality))
        layout.addWidget(_text(f"{in_window(quality.sides)} {side_sentence(convention)}", "dim"))
        turns = Turns(self)
        for number, group in enumerate(quality.groups, start=layout.count()):
            add = partial(_insert_group, layout, number, group, standings or {})
            turns.add(add) if in_turns else add()
        for warning in quality.warnings:
            layout.addWidget(_text(f"⚠ {in_window(warning)}", "warning"))


def _insert_group(layout: QVBoxLayout, number: int, group: CheckGroup, standings: Mapping[str, Standing]) -> None:
    layout.insertWidget(number, _group_card(group, standings))


def _text(words: str, style: str) -> QLabel:
    """A text that can be copied, shown as it is."""
    label = named(Paragraph(words), style)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = named(QFrame(), "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(10, 8, 10, 8)
    layout.setSpacing(4)
    return card, layout


def _verdict_card(quality: Quality) -> QFrame:
    card, layout = _card()
    verdict = verdict_of(quality.exclusion, quality.groups, quality.coverage)
    heading = _text(f"{MARKS[verdict.light]} {verdict_title(verdict)}", _STYLES[verdict.light])
    font = heading.font()
    font.setBold(True)
    heading.setFont(font)
    layout.addWidget(heading)
    for sentence in verdict.sentences:
        layout.addWidget(_text(in_window(sentence), ""))
    layout.addWidget(_text(exclusion_sentence(quality.exclusion, quality.motion), ""))
    return card


def _group_card(group: CheckGroup, standings: Mapping[str, Standing]) -> QFrame:
    card, layout = _card()
    layout.addWidget(_text(topic_title(group.topic), "title"))
    rows = QGridLayout()
    rows.setHorizontalSpacing(6)
    rows.setVerticalSpacing(2)
    rows.setColumnStretch(1, 1)
    for number, check in enumerate(group.checks):
        _add_row(rows, 3 * number, check, standings.get(check.key))
    layout.addLayout(rows)
    return card


def _add_row(rows: QGridLayout, row: int, check: Check, standing: Standing | None) -> None:
    mark = _text(MARKS[check.light], _STYLES[check.light])
    mark.setToolTip(light_word(check.light))
    mark.setAccessibleName(light_word(check.light))
    value = _text(value_text(check), "title")
    value.setWordWrap(False)
    top = Qt.AlignmentFlag.AlignTop
    rows.addWidget(mark, row, 0, top)
    rows.addWidget(_text(in_window(check.caption), ""), row, 1, top)
    rows.addWidget(value, row, 2, top | Qt.AlignmentFlag.AlignRight)
    if check.light is not Light.NONE:
        limits = _text(limits_text(check), "dim")
        limits.setContentsMargins(0, 0, 0, 0 if standing is not None else _BELOW)
        rows.addWidget(limits, row + 1, 1, 1, 2)
    if standing is not None:
        place = _text(standing_sentence(standing), "accent")
        place.setContentsMargins(0, 0, 0, _BELOW)
        rows.addWidget(place, row + 2, 1, 1, 2)
