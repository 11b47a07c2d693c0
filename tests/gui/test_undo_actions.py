"""The menu's Undo and Redo."""

import gc

import numpy as np
import shiboken6
from PySide6.QtWidgets import QWidget

from analysis.labels.patch import Patch
from gui.commands import drawing
from gui.commands.layers import close_layer
from gui.undo_actions import StepAction, undo_actions
from tests.gui.made_scans import add_t1


def test_that_undo_says_what_it_will_undo_and_is_off_without_a_step(window, session):
    undo = window.actions_.action("undo")
    assert not undo.isEnabled()
    close_layer(session, add_t1(session, "T1").id)
    assert undo.isEnabled()
    assert undo.text() == "Undo close T1"
    undo.trigger()
    assert [layer.name for layer in session.layers] == ["T1"]
    window.actions_.action("redo").trigger()
    assert session.layers == ()


def test_that_undo_ends_a_stroke_that_goes_on_and_takes_one_step_back(window, session):
    add_t1(session)
    drawing.begin_map(session)
    one = Patch((1, 1, 1), np.ones((2, 1, 1), dtype=bool))
    drawing.mark(session, "brush", one)
    drawing.begin_gesture(session, "erase").paint(one, erase=True)
    labels = session.drawing.labels
    assert labels.n_voxels(1) == 0
    window.actions_.action("undo").trigger()
    assert (labels.n_voxels(1), session.undo_stack.index()) == (2, 1)
    window.actions_.action("redo").trigger()
    assert (labels.n_voxels(1), session.undo_stack.index()) == (0, 2)


def test_that_they_follow_the_history_that_was_there_before_them(session, qtbot):
    close_layer(session, add_t1(session, "T1").id)
    session.undo()
    parent = QWidget()
    qtbot.addWidget(parent)
    undo, redo = undo_actions(session, parent)
    assert (undo.isEnabled(), undo.text(), redo.isEnabled(), redo.text()) == (False, "Undo", True, "Redo close T1")
    redo.trigger()
    assert (undo.isEnabled(), undo.text(), redo.isEnabled(), redo.text()) == (True, "Undo close T1", False, "Redo")


def test_that_a_history_outlives_the_window_of_its_actions(session):
    parent = QWidget()
    undo, _ = undo_actions(session, parent)
    shiboken6.delete(parent)
    assert not shiboken6.isValid(undo)
    close_layer(session, add_t1(session, "T1").id)
    session.undo()
    assert [layer.name for layer in session.layers] == ["T1"]


def test_that_python_holds_them_as_long_as_the_window_does(session, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.addActions(list(undo_actions(session, parent)))
    gc.collect()
    assert [type(one) for one in parent.actions()] == [StepAction, StepAction]
