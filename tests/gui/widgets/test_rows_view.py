"""Rows are selected whole and one at a time, by click as by model."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from pytestqt.qtbot import QtBot

from gui.widgets.rows_view import fit_to_text, rows_view


def test_that_a_click_selects_its_whole_row_and_no_other(qtbot: QtBot) -> None:
    model = QStandardItemModel()
    for row in range(3):
        model.appendRow([QStandardItem(f"{row}-{column}") for column in range(4)])
    view = rows_view(model)
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    for row in (0, 2):
        place = view.visualRect(model.index(row, 1)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [index.row() for index in view.selectionModel().selectedRows()] == [2]
    assert len(view.selectionModel().selectedIndexes()) == 4


def test_that_the_last_column_takes_the_room_that_is_left(qtbot: QtBot) -> None:
    view = rows_view(QStandardItemModel(2, 3))
    qtbot.addWidget(view)
    view.resize(900, 200)
    view.show()
    header = view.horizontalHeader()
    assert sum(header.sectionSize(column) for column in range(3)) == view.viewport().width()


def test_that_rows_and_columns_follow_the_text(qtbot: QtBot) -> None:
    view = rows_view(QStandardItemModel(2, 3))
    qtbot.addWidget(view)
    metrics = view.fontMetrics()
    fit_to_text(view, metrics, [(0, 12), (1, 5)], gap=8)
    assert view.rowHeight(0) == metrics.height() + 8
    assert view.columnWidth(0) == 12 * metrics.horizontalAdvance("0") + 8
    assert view.columnWidth(1) == 5 * metrics.horizontalAdvance("0") + 8
