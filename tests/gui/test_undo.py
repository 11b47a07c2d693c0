"""What can be undone: each step gives back exactly what was there, and its text says what it will undo."""

import pytest

from gui.commands import layers
from gui.session import Session
from gui.undo import MoveLayer, PlaceLayer, RemoveLayer, RenameLayer
from tests.gui.made_scans import add_overlay, add_t1


def names(session: Session) -> list[str]:
    return [layer.name for layer in session.layers]


def test_that_a_closed_layer_comes_back_to_its_place_with_its_id(session):
    opened = [add_overlay(session, name) for name in "abc"]
    session.undo_stack.push(RemoveLayer(session, opened[1].id))
    assert names(session) == ["a", "c"]
    session.undo_stack.undo()
    assert names(session) == ["a", "b", "c"]
    assert session.layers[1].id == opened[1].id
    session.undo_stack.redo()
    assert names(session) == ["a", "c"]


def test_that_a_layer_comes_back_as_it_was_last_drawn(session):
    layer = add_overlay(session)
    session.undo_stack.push(RemoveLayer(session, layer.id))
    session.undo_stack.undo()
    session.scale_layer(layer.id, opacity=0.3)
    session.undo_stack.redo()
    session.undo_stack.undo()
    assert session.layer(layer.id).display.scale.opacity == 0.3


def test_that_renaming_can_be_undone_and_done_again(session):
    layer = add_t1(session, "T1")
    session.undo_stack.push(RenameLayer(session, layer.id, "Anatomy"))
    assert names(session) == ["Anatomy"]
    session.undo_stack.undo()
    assert names(session) == ["T1"]
    session.undo_stack.redo()
    assert names(session) == ["Anatomy"]


def test_that_moving_can_be_undone(session):
    opened = [add_overlay(session, name) for name in "abc"]
    session.undo_stack.push(MoveLayer(session, opened[0].id, 2))
    assert names(session) == ["b", "c", "a"]
    session.undo_stack.undo()
    assert names(session) == ["a", "b", "c"]


def test_that_steps_are_undone_in_reverse_order(session):
    first, second = add_overlay(session, "a"), add_overlay(session, "b")
    layers.rename_layer(session, first.id, "A")
    layers.raise_layer(session, first.id, 1)
    layers.close_layer(session, second.id)
    assert names(session) == ["A"]
    for expected in (["b", "A"], ["A", "b"], ["a", "b"]):
        session.undo_stack.undo()
        assert names(session) == expected
    assert not session.undo_stack.canUndo()


def test_that_the_text_says_what_will_be_undone(session):
    layer = add_t1(session, "T1")
    layers.rename_layer(session, layer.id, "Anatomy")
    assert session.undo_stack.undoText() == "rename T1"
    layers.close_layer(session, layer.id)
    assert session.undo_stack.undoText() == "close Anatomy"
    other = [add_overlay(session, name) for name in "ab"]
    layers.raise_layer(session, other[0].id, 1)
    assert session.undo_stack.undoText() == "move a"


def test_that_the_way_of_drawing_is_no_step_of_undo(session):
    layer = add_overlay(session)
    session.scale_layer(layer.id, opacity=0.2)
    session.show_layer(layer.id, visible=False)
    session.move_cursor(session.cursor_mm + 1)
    assert not session.undo_stack.canUndo()


def test_that_undo_and_redo_give_the_order_back_although_an_image_was_opened_since(session):
    opened = [add_overlay(session, name) for name in "abc"]
    layers.raise_layer(session, opened[0].id, 1)
    layers.close_layer(session, opened[2].id)
    add_t1(session, "T1")  # goes under the overlays and so moves them all
    for n_undone in (1, 2):
        before = names(session)
        for _ in range(n_undone):
            session.undo_stack.undo()
        for _ in range(n_undone):
            session.undo_stack.redo()
        assert names(session) == before == ["T1", "b", "a"]


def test_that_a_closed_layer_comes_back_to_where_it_was_closed_again(session):
    layer = add_overlay(session, "a")
    layers.close_layer(session, layer.id)
    session.undo_stack.undo()
    add_t1(session, "T1")
    session.undo_stack.redo()
    session.undo_stack.undo()
    assert names(session) == ["T1", "a"]


@pytest.mark.parametrize(
    ("step", "is_undone"),  # a layer that a step has closed cannot be closed by the program: undo opens it again
    [
        ("close", True),
        ("rename", False),
        ("rename", True),
        ("move", False),
        ("move", True),
        ("align", False),
        ("align", True),
    ],
)
def test_that_a_step_lapses_once_its_layer_was_closed_by_the_program(session, step, is_undone):
    kept, lost = add_t1(session, "T1"), add_overlay(session, "live map")
    steps = {
        "close": lambda: RemoveLayer(session, lost.id),
        "rename": lambda: RenameLayer(session, lost.id, "seed"),
        "move": lambda: MoveLayer(session, lost.id, 0),
        "align": lambda: PlaceLayer(session, lost.id, lost.image, lost.scan),
    }
    session.undo_stack.push(steps[step]())
    if is_undone:
        session.undo()
    session.remove_layer(lost.id)
    (session.redo if is_undone else session.undo)()
    assert [layer.id for layer in session.layers] == [kept.id]
    assert (session.undo_stack.count(), session.undo_stack.canUndo(), session.undo_stack.canRedo()) == (0, False, False)
