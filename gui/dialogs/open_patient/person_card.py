"""Who it is, without a name: a pseudonym, and what a comparison with a cohort needs to know."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from analysis.scan import FactSource
from gui.commands.intake import HANDS, SEXES
from gui.commands.intake_answers import Person
from gui.widgets.fact_row import SOURCE_TEXTS
from gui.widgets.styled import Paragraph, named

_FIELDS = ("age", "sex", "handedness", "scan_date")


class PersonCard(QFrame):
    """``changed(Person)`` when something was typed."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._person = Person()
        self.pseudonym, self.age, self.date = QLineEdit(), QLineEdit(), QLineEdit()
        self.sex, self.hand = QComboBox(), QComboBox()
        self.pseudonym.setToolTip(self.tr("Letters and digits; never a name, an ID or the name of a folder"))
        self.age.setPlaceholderText(self.tr("years"))
        self.date.setPlaceholderText(self.tr("2025-03-17, may be left out"))
        words = {"F": self.tr("female"), "M": self.tr("male"), "O": self.tr("other")}
        hands = {"right": self.tr("right"), "left": self.tr("left"), "both": self.tr("both")}
        for box, choices, captions in ((self.sex, SEXES, words), (self.hand, HANDS, hands)):
            box.addItem(self.tr("not told"), "")
            for choice in choices:
                box.addItem(captions[choice], choice)
            box.activated.connect(self._on_changed)
        for line in (self.pseudonym, self.age, self.date):
            line.textEdited.connect(self._on_changed)
        self.sources = {name: named(QLabel(), "dim") for name in _FIELDS}
        form = QFormLayout()
        form.setSpacing(5)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for caption, part, column in (
            (self.tr("&Pseudonym"), self.pseudonym, ""), (self.tr("&Age"), self.age, "age"),
            (self.tr("Se&x"), self.sex, "sex"), (self.tr("&Handedness"), self.hand, "handedness"),
            (self.tr("&Date of the scan"), self.date, "scan_date"),
        ):  # fmt: skip
            self._add_row(form, caption, part, column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(6)
        layout.addWidget(named(QLabel(self.tr("Patient")), "title"))
        layout.addLayout(form)
        words_about = self.tr("No name, ID or birth date is kept. Age, sex and handedness serve a comparison only.")
        layout.addWidget(named(Paragraph(words_about), "dim"))
        layout.addStretch(1)

    def _add_row(self, form: QFormLayout, caption: str, part: QWidget, column: str) -> None:
        """A field, with its source beside it."""
        label = QLabel(caption)
        label.setBuddy(part)
        row = QHBoxLayout()
        row.addWidget(part, 1)
        if column:
            row.addWidget(self.sources[column])
        form.addRow(label, row)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key stops, in order."""
        return self.pseudonym, self.age, self.sex, self.hand, self.date

    def show_person(self, person: Person) -> None:
        """Show what is known."""
        self._person = person
        for line, text in ((self.pseudonym, person.pseudonym), (self.age, person.age), (self.date, person.date)):
            if line.text() != text:
                line.setText(text)
        for box, value in ((self.sex, person.sex), (self.hand, person.hand)):
            box.setCurrentIndex(max(box.findData(value), 0))
        self._show_sources()

    def _show_sources(self) -> None:
        told = _texts(self._person)
        for column, label in self.sources.items():
            source = self._person.sources.get(column) if told[column] else None
            label.setText("" if source is None else self.tr(SOURCE_TEXTS[source]))
            label.setVisible(source is not None)

    def _on_changed(self, *_: object) -> None:
        before = self._person
        now = replace(
            before,
            pseudonym=self.pseudonym.text().strip(),
            age=self.age.text(),
            date=self.date.text(),
            sex=self.sex.currentData(),
            hand=self.hand.currentData(),
        )
        was, texts = _texts(before), _texts(now)
        typed = {column: FactSource.TYPED for column in _FIELDS if texts[column] != was[column]}
        self._person = replace(now, sources={**before.sources, **typed})
        self._show_sources()
        self.changed.emit(self._person)


def _texts(person: Person) -> dict[str, str]:
    """What is said, by the column in which it is written."""
    return dict(zip(_FIELDS, (person.age, person.sex, person.hand, person.date), strict=True))
