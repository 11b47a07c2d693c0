"""All that is known and asked of a patient, in one column that scrolls."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from analysis.importing.look_through import FoundPatient
from analysis.presets import Preset
from gui.commands import intake
from gui.commands.intake_answers import Answers
from gui.dialogs.open_patient.facts_card import FactsCard
from gui.dialogs.open_patient.person_card import PersonCard
from gui.dialogs.open_patient.run_card import RunCard
from gui.dialogs.open_patient.series_table import SeriesTable
from gui.dialogs.open_patient.sides_card import SidesCard
from gui.qt_safe import QtSafe
from gui.turns import Turns
from gui.widgets.styled import named

_DIGITS_FOR_TWO = 110  # below this width, in digits, the cards stand below each other


class PatientForm(QtSafe, QScrollArea):
    """The table of series, then cards: two in a row where there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        content = named(QFrame(), "page")
        self.setWidget(content)  # while it is empty: Qt dresses what is in it anew
        self.table, self.facts, self.sides = SeriesTable(), FactsCard(), SidesCard()
        self._cards: tuple[QWidget, ...] = (self.facts, self.sides)
        self._stops: tuple[QWidget, ...] = ()
        self._grid = QGridLayout()
        self._grid.setSpacing(10)
        column = QVBoxLayout(content)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(10)
        column.addWidget(self.table)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._filling = Turns(self)
        self._columns = 0
        self._arrange()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys scroll to what they reach

    def complete(self, presets: tuple[Preset, ...]) -> None:
        """Make the other cards; a call of its own, for making them all at once would hold the window up."""
        self.person, self.run = PersonCard(), RunCard(presets)
        self._cards = (*self._cards, self.person, self.run)
        self._columns = 0
        self._arrange()

    def order_stops(self, after: tuple[QWidget, ...]) -> None:
        """Let the Tab key go card by card, as one reads them, then through those `after`; facts come and go."""
        cards = (*self.facts.stops, self.sides.check, *self.person.stops, *self.run.stops)
        stops = (self.table, *self.table.boxes, *cards, *after)
        if stops != self._stops:
            self._stops = stops
            for one, next_one in pairwise(stops):
                QWidget.setTabOrder(one, next_one)

    def _arrange(self) -> None:
        wide = self.viewport().width() >= _DIGITS_FOR_TWO * self.fontMetrics().horizontalAdvance("0")
        columns = 2 if wide else 1
        if columns == self._columns:
            return
        self._columns = columns
        for card in self._cards:
            self._grid.removeWidget(card)
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, (3, 2)[column] if column < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_grid"):
            self._arrange()

    def fill(
        self,
        found: FoundPatient,
        answers: Answers,
        place: int,
        cohorts: tuple[Path, ...],
        on_done: Callable[[], object],
    ) -> None:
        """Fill everything anew, each piece in a later turn of the event loop; `on_done` shows it."""
        self.stop_filling()
        self._filling.add(partial(self.person.show_person, answers.person))
        self._filling.add(partial(self.run.offer_cohorts, cohorts))
        self._filling.add(partial(self.table.begin, len(found.series)))
        for series in found.series:
            self._filling.add(partial(self.table.add, series))
        self._filling.add(partial(self.table.choose, answers, place))
        self._filling.add(on_done, is_last=True)

    def stop_filling(self) -> None:
        """What was found is not wanted any more."""
        self._filling.clear()

    def show_answers(self, found: FoundPatient, answers: Answers, place: int) -> None:
        """Show everything as it is now; `place` is the series that is looked at."""
        series = found.series[place]
        self.table.show_answers(answers)
        self.facts.show_facts(series, answers.uses[place], intake.facts_at(found, answers, place))
        self.sides.show_series(series)
        self.sides.show_confirmed(answers.sides_confirmed, possible=intake.sides_known(found, answers))
