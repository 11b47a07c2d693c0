"""What every form of the Study page has: fields, and the kinds and the groups of the columns of the table.

Each form has its own `show_study`, which offers the columns, and its own `order`, which is what its fields ask for.
"""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QSpinBox, QVBoxLayout, QWidget

from analysis.errors import OptionError
from gui.commands.comparing import BRAIN, GRAY
from gui.commands.study_state import Study
from gui.commands.studying import Variables, variables_of
from gui.panels.compare.fields import Fields, choice_box, fill
from gui.panels.study.pick_list import CIRCULAR, PickList


class Form(QWidget):
    """Fields, one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = Fields()
        self.form_layout = QVBoxLayout(self)
        self.form_layout.setContentsMargins(0, 0, 0, 0)
        self.form_layout.setSpacing(5)
        self.form_layout.addLayout(self.fields)
        self.kinds: dict[str, str] = {}
        self.groups: dict[str, tuple[str, ...]] = {}

    def learn(self, study: Study) -> Variables:
        """Take up what the columns of a study may be used for; `kinds` and `groups` are those of that study."""
        variables = variables_of(study.table)
        self.groups = variables.groups
        self.kinds = dict.fromkeys(variables.numeric, self.numeric_word())
        self.kinds |= dict.fromkeys(variables.categorical, self.category_word())
        self.kinds |= dict.fromkeys(variables.refused, self.text_word())
        for name, circular in study.chosen.items():
            if circular:
                self.kinds[name] = f"{self.kinds.get(name, '')} {CIRCULAR}".strip()
        return variables

    def numeric_word(self) -> str:
        return _tr("number")

    def category_word(self) -> str:
        return _tr("category")

    def text_word(self) -> str:
        return _tr("text among numbers")


def _tr(text: str) -> str:
    return QCoreApplication.translate("study_form", text)


def fill_columns(box: QComboBox, names: tuple[str, ...], kinds: dict[str, str], none: str = "") -> None:
    """Columns with their kind; `none` is the entry for no column."""
    entries: list[tuple[str, object]] = [(none, "")] if none else []
    fill(box, [*entries, *((f"{name}  ·  {kinds[name]}" if name in kinds else name, name) for name in names)])


def fill_only(box: QComboBox, groups: dict[str, tuple[str, ...]]) -> None:
    """Everyone, or the people with one word in one column."""
    words = [(f"{name} = {word}", f"{name}\t{word}") for name, values in groups.items() for word in values]
    fill(box, [(_tr("everyone"), ""), *words])


def only(box: QComboBox) -> tuple[str, tuple[str, ...]]:
    """The column and the word of `fill_only`; nothing for everyone."""
    column, _, word = chosen(box).partition("\t")
    return (column, (word,)) if column else ("", ())


def chosen(box: QComboBox) -> str:
    """The column or word of a box."""
    return str(box.currentData() or "")


def choose(box: QComboBox, data: object) -> None:
    """Choose an entry as a person does."""
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def volume_box() -> QComboBox:
    """Where maps are read: the brain, or grey matter."""
    box = choice_box()
    box.addItem(_tr("Brain of the template"), BRAIN)
    box.addItem(_tr("Grey matter of the template"), GRAY)
    return box


def number_box(least: int, most: int, value: int) -> QSpinBox:
    """A whole number."""
    box = QSpinBox(minimum=least, maximum=most)
    box.setValue(value)
    return box


def some(picked: PickList, sentence: str) -> tuple[str, ...]:
    """The ticked columns; raises `OptionError` with `sentence` where there is none."""
    if not picked.chosen:
        raise OptionError(sentence)
    return picked.chosen
