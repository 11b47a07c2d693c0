"""Who it is, without a name: a pseudonym, and what a comparison with a cohort needs to know."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from gui.commands.intake import HANDS, SEXES
from gui.commands.intake_answers import Person
from gui.widgets.styled import named


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
        form = QFormLayout()
        form.setSpacing(5)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for caption, part in (
            (self.tr("&Pseudonym"), self.pseudonym), (self.tr("&Age"), self.age), (self.tr("Se&x"), self.sex),
            (self.tr("&Handedness"), self.hand), (self.tr("&Date of the scan"), self.date),
        ):  # fmt: skip
            form.addRow(caption, part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(6)
        layout.addWidget(named(QLabel(self.tr("Patient")), "title"))
        layout.addLayout(form)
        words_about = self.tr("No name, ID or birth date is kept. Age, sex and handedness serve a comparison only.")
        layout.addWidget(named(QLabel(words_about, wordWrap=True), "dim"))
        layout.addStretch(1)

    def show_person(self, person: Person) -> None:
        """Show what is known."""
        self._person = person
        for line, text in ((self.pseudonym, person.pseudonym), (self.age, person.age), (self.date, person.date)):
            if line.text() != text:
                line.setText(text)
        for box, value in ((self.sex, person.sex), (self.hand, person.hand)):
            box.setCurrentIndex(max(box.findData(value), 0))

    def _on_changed(self, *_: object) -> None:
        self._person = replace(
            self._person,
            pseudonym=self.pseudonym.text().strip(),
            age=self.age.text(),
            date=self.date.text(),
            sex=self.sex.currentData(),
            hand=self.hand.currentData(),
        )
        self.changed.emit(self._person)
