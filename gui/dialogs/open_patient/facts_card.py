"""How the chosen series was acquired: each fact with its value and source, red where it is missing or doubtful."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from analysis.importing.look_through import FoundSeries, SeriesUse
from analysis.perfusion.fields import FIELDS, Field
from gui.commands.asl_form import FormLine
from gui.commands.intake_facts import SERIES_FIELDS, SeriesFacts
from gui.dialogs.open_patient.words import use_in_words
from gui.language import in_window
from gui.turns import Turns
from gui.widgets.fact_row import FactRow
from gui.widgets.styled import Paragraph, named

_COLUMNS = 2


class FactsCard(QFrame):
    """``typed(name, text)`` when a fact was typed or confirmed."""

    typed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._title = named(Paragraph(), "title")
        self._words = named(Paragraph(), "dim")
        self._problem = named(Paragraph(), "error")
        self._doubts = named(Paragraph(), "warning")
        self._rows: dict[str, FactRow] = {}
        self._spare: dict[str, FactRow] = {}  # that no fact of this series needs; to make twenty takes long
        self._turns = Turns(self)
        self._shown: object = None  # of which series, in which role
        self._order: list[str] = []  # of its rows
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(2)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(6)
        for part in (self._title, self._words, self._problem, self._doubts):
            layout.addWidget(part)
        layout.addLayout(self._grid)
        layout.addStretch(1)

    def prepare(self) -> None:
        """Make the rows that a series may need, one in a turn of the event loop, while nobody waits for them."""
        for field in (*SERIES_FIELDS.values(), *FIELDS.values()):
            self._turns.add(partial(self._prepare, field))

    def _prepare(self, field: Field) -> None:
        if field.name not in self._rows and field.name not in self._spare:
            self._spare[field.name] = self._make_row(field)

    @property
    def rows(self) -> dict[str, FactRow]:
        """The rows by the name of their field."""
        return self._rows

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key stops, in order."""
        return tuple(part for name in self._order for part in self._rows[name].stops)

    def show_facts(self, series: FoundSeries, use: SeriesUse, facts: SeriesFacts) -> None:
        """Show the facts of a series; what is asked for at first comes first, and stays there when it is answered."""
        if self._shown != (series, use):
            self._shown, self._order = (series, use), []
        title = self.tr("How series {n} was acquired ({role})")
        self._title.setText(title.format(n=series.number, role=use_in_words(use)))
        words = facts.remark if facts.lines else self.tr("Nothing needs to be known of it.")
        if series.scan is None:
            words = self.tr("It cannot be used: {why}").format(why=in_window(series.refusal))
        self._set(self._words, words)
        problems = (facts.problem, facts.refusal, series.unfit.get(use, ""), facts.asks_m0)
        self._set(self._problem, "\n".join(in_window(text) for text in problems if text))
        asked = {line.question for line in facts.lines}
        doubts = [doubt for doubt in facts.doubts if not any(doubt in question for question in asked)]
        self._set(self._doubts, "\n".join(f"⚠ {in_window(sentence)}" for sentence in doubts))
        self._show_lines(facts)

    def _show_lines(self, facts: SeriesFacts) -> None:
        wanted = {line.field.name: line for line in facts.lines}
        for name in [name for name in self._rows if name not in wanted]:
            row = self._spare[name] = self._rows.pop(name)
            self._grid.removeWidget(row)
            row.hide()
        new = sorted((line for line in facts.lines if line.field.name not in self._order), key=_is_settled)
        self._order = [name for name in self._order if name in wanted] + [line.field.name for line in new]
        for place, name in enumerate(self._order):
            line = wanted[name]
            row = self._rows.get(name) or self._spare.pop(name, None) or self._make_row(line.field)
            self._rows[name] = row
            row.show_line(line)
            row.show()
            self._put(row, place // _COLUMNS, place % _COLUMNS)

    def _put(self, row: FactRow, line: int, column: int) -> None:
        there = self._grid.itemAtPosition(line, column)
        if there is None or there.widget() is not row:
            self._grid.addWidget(row, line, column, Qt.AlignmentFlag.AlignTop)

    def _make_row(self, field: Field) -> FactRow:
        row = FactRow(field.name, self, field)
        row.typed.connect(self.typed)
        row.hide()
        for part in (row, *row.findChildren(QWidget)):
            part.ensurePolished()
        return row

    @staticmethod
    def _set(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))


def _is_settled(line: FormLine) -> bool:
    return not line.question
