"""A card's column: the title first, in the style of titles; a form that wraps where it is narrow."""

from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.card import card_column, narrow_form


def test_that_the_title_stands_above_what_is_added(qtbot: QtBot) -> None:
    card, part = QFrame(), QLabel("part")
    qtbot.addWidget(card)
    column = card_column(card, "Perfusion", spacing=6)
    column.addWidget(part)
    card.show()
    (title,) = (label for label in card.findChildren(QLabel) if label is not part)
    assert (title.text(), title.objectName()) == ("Perfusion", "title")
    assert part.y() - title.geometry().bottom() == 6 + 1  # bottom is the last line of pixels of the title


def test_that_a_long_caption_takes_a_line_of_its_own_in_a_narrow_form(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    form = narrow_form(holder)
    caption, field = QLabel("Reference tissue of the calibration"), QLineEdit()
    form.addRow(caption, field)
    holder.show()
    holder.resize(caption.sizeHint().width() + 4 * field.sizeHint().width(), 200)
    qtbot.waitUntil(lambda: field.y() < caption.geometry().bottom())
    holder.resize(caption.sizeHint().width() + 20, 200)
    qtbot.waitUntil(lambda: field.y() > caption.geometry().bottom())
