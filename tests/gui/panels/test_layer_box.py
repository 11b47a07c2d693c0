import numpy as np
import pytest

from gui.panels.asl.layer_box import LayerBox
from gui.session import Role
from tests.gui.commands.test_coupling import SHAPE, add
from tests.gui.made_scans import add_overlay


def is_overlay(layer):
    return layer.role is Role.OVERLAY


@pytest.fixture
def box(qtbot, session):
    made = LayerBox(session, is_overlay)
    qtbot.addWidget(made)
    session.changed.connect(lambda _: made.fill())
    return made


def test_that_a_map_computed_here_is_proposed_before_one_that_was_opened(session, box):
    add_overlay(session, "opened")
    reho = add(session, "reho", np.ones(SHAPE))
    add_overlay(session, "opened later")
    assert box.layer_id == reho.id


def test_that_a_choice_stays_until_its_layer_is_closed(session, box):
    opened = add_overlay(session, "opened")
    box.choose(opened.id)
    reho = add(session, "reho", np.ones(SHAPE))
    assert box.layer_id == opened.id
    session.remove_layer(opened.id)
    assert box.layer_id == reho.id


def test_that_nothing_is_proposed_where_none_is_an_answer(qtbot, session):
    box = LayerBox(session, is_overlay, "not given")
    qtbot.addWidget(box)
    add(session, "reho", np.ones(SHAPE))
    box.fill()
    assert box.count() == 2
    assert box.layer_id is None
