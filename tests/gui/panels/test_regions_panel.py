"""The list of regions: it follows strokes, and what is clicked in it changes the drawing."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog

from analysis.labels.patch import Patch
from gui.commands import drawing
from gui.models.drawn_regions import COLOUR, LOCKED, NAME, SEEN, VOLUME, VOXELS
from gui.panels.regions_panel import RegionsPanel
from tests.gui.made_scans import add_t1

ONE, TWO = (Patch((n, 1, 1), np.ones((1, 2, 3 - n // 4), dtype=bool)) for n in (1, 4))


@pytest.fixture
def panel(session, qtbot):
    add_t1(session)
    made = RegionsPanel(session)
    qtbot.addWidget(made)
    made.resize(800, 250)
    made.show()
    drawing.mark(session, "brush", ONE)
    drawing.add_region(session, "Second")
    drawing.mark(session, "brush", TWO)
    made.show_regions()
    return made


def texts(panel, column):
    return [panel._rows.index(row, column).data() for row in range(panel._rows.rowCount())]


def click(qtbot, panel, row, column, modifier=Qt.KeyboardModifier.NoModifier):
    place = panel._view.visualRect(panel._rows.index(row, column)).center()
    qtbot.mouseClick(panel._view.viewport(), Qt.MouseButton.LeftButton, modifier, place)
    panel.show_regions()


def test_that_names_voxels_and_volumes_are_listed(panel):
    assert texts(panel, NAME) == ["Region 1", "Second"]
    assert texts(panel, VOXELS) == ["6", "4"]
    assert texts(panel, VOLUME) == ["48", "32"]  # voxels of 2 mm


def test_that_numbers_follow_a_stroke(session, panel, qtbot):
    drawing.mark(session, "brush", Patch((6, 6, 6), np.ones((1, 1, 1), dtype=bool)))
    qtbot.waitUntil(lambda: texts(panel, VOXELS) == ["6", "5"], timeout=1000)


def test_that_a_row_is_the_region_that_is_drawn(session, panel, qtbot):
    click(qtbot, panel, 0, NAME)
    assert session.drawing.label == 1
    session.drawing.choose_region(2)
    panel.show_regions()
    assert panel._view.currentIndex().row() == 1


def test_that_eye_lock_and_colour_are_clicked(session, panel, qtbot, monkeypatch):
    click(qtbot, panel, 0, SEEN)
    assert not session.drawing.labels.region(1).visible
    click(qtbot, panel, 1, LOCKED)
    assert session.drawing.labels.region(2).locked
    monkeypatch.setattr(QColorDialog, "getColor", lambda *a: QColor(1, 2, 3))
    click(qtbot, panel, 0, COLOUR)
    assert session.drawing.labels.region(1).colour == (1, 2, 3)


def test_that_a_name_is_edited_in_place(session, panel):
    assert panel._rows.setData(panel._rows.index(1, NAME), "Left thalamus")
    assert session.drawing.labels.region(2).name == "Left thalamus"
    assert session.undo_stack.undoText() == "rename Second"


def test_that_the_list_is_sorted_by_a_click_on_its_head(panel):
    panel._view.sortByColumn(VOXELS, Qt.SortOrder.AscendingOrder)
    assert texts(panel, NAME) == ["Second", "Region 1"]
    panel._view.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
    assert texts(panel, NAME) == ["Region 1", "Second"]


def test_that_selected_regions_are_merged_into_the_current_one(session, panel, qtbot):
    click(qtbot, panel, 0, NAME)
    click(qtbot, panel, 1, NAME, Qt.KeyboardModifier.ControlModifier)
    panel._merge()
    assert [r.label for r in session.drawing.labels.regions] == [session.drawing.label]
    assert session.drawing.labels.n_voxels(session.drawing.label) == 10


def test_that_the_delete_key_deletes_and_undo_brings_back(session, panel, qtbot):
    click(qtbot, panel, 1, NAME)
    qtbot.keyClick(panel, Qt.Key.Key_Delete)
    assert [r.name for r in session.drawing.labels.regions] == ["Region 1"]
    session.undo_stack.undo()
    assert session.drawing.labels.n_voxels(2) == 4


def test_that_a_name_that_is_not_known_is_said(session, panel, told):
    panel._propose()
    assert "no name fits" in told[0]


def test_that_without_a_drawing_it_says_how_to_begin(session, qtbot):
    empty = RegionsPanel(session)
    qtbot.addWidget(empty)
    empty.show()
    empty.show_regions()
    assert "2 to 6" in empty._note.text()
    assert empty.mapToGlobal(QPoint(0, 0)) is not None
