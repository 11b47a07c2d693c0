"""What every card of a panel shares: its column under a title, and a form that goes over to two lines when narrow."""

from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from gui.widgets.styled import named


def card_column(card: QWidget, title: str, *, spacing: int = 5) -> QVBoxLayout:
    """Give a card its column, with the title on top; parts are added below."""
    column = QVBoxLayout(card)
    column.setContentsMargins(10, 8, 10, 10)
    column.setSpacing(spacing)
    column.addWidget(named(QLabel(title), "title"))
    return column


def narrow_form(holder: QWidget | None = None) -> QFormLayout:
    """A form without margins; where there is no room for both, a field goes below its caption."""
    form = QFormLayout(holder)
    form.setContentsMargins(0, 0, 0, 0)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    return form
