"""A table of which a whole row is one thing: a region, a cluster."""

from collections.abc import Iterable

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QTableView


def rows_view(model: QAbstractItemModel) -> QTableView:
    """Show a model in rows that are selected one at a time; the last column takes what room is left."""
    view = QTableView()
    view.setModel(model)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setAlternatingRowColors(True)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setStretchLastSection(True)
    return view


def fit_to_text(view: QTableView, metrics: QFontMetrics, digits: Iterable[tuple[int, int]], *, gap: int = 6) -> None:
    """Make rows as high as the text and ``gap`` pixels, and each of some columns as wide as that many digits."""
    view.verticalHeader().setMinimumSectionSize(1)
    view.verticalHeader().setDefaultSectionSize(metrics.height() + gap)
    for column, n_digits in digits:
        view.setColumnWidth(column, n_digits * metrics.horizontalAdvance("0") + 8)
