"""The history is bounded by bytes as by steps: the oldest steps go first, and what stays is undone as before."""

import pytest

from gui.commands import layers
from gui.undo import RemoveLayer
from gui.undo_history import UNDO_BYTES, UNDO_LIMIT, Step, UndoHistory
from tests.gui.made_scans import add_overlay


class Set(Step):
    """Puts a value into a list; the first time it is done already, as a stroke is."""

    def __init__(self, values: list[int], value: int, n_bytes: int = 100, *, is_done: bool = True) -> None:
        super().__init__(f"set {value}", is_done=is_done)
        self._values, self._value, self._n = values, value, n_bytes
        if is_done:
            values.append(value)

    @property
    def n_bytes(self) -> int:
        return self._n

    def do(self) -> None:
        self._values.append(self._value)

    def undo(self) -> None:
        assert self._values.pop() == self._value


@pytest.fixture
def values():
    return []


@pytest.fixture
def history(qapp):
    return UndoHistory(n_bytes=1000)


def push(history, values, *numbers, n_bytes=100):
    for number in numbers:
        history.push(Set(values, number, n_bytes))


def undo_all(history):
    n = 0
    while history.canUndo():
        history.undo()
        n += 1
    return n


def test_that_the_oldest_steps_go_until_three_quarters_of_the_bytes_are_left(history, values):
    push(history, values, *range(10))
    assert (history.count(), history.n_bytes) == (10, 1000)
    push(history, values, 10)  # 1100 are too many: 7 of 100 fit into 750
    assert (history.count(), history.n_bytes) == (7, 700)
    assert history.undoText() == "set 10"
    assert undo_all(history) == 7
    assert values == [0, 1, 2, 3]  # what was done before the history begins stays done


def test_that_steps_that_stay_are_done_again_as_before(history, values):
    push(history, values, *range(11))
    undo_all(history)
    while history.canRedo():
        history.redo()
    assert values == list(range(11))


def test_that_the_last_step_can_be_undone_however_large_it_is(history, values):
    push(history, values, 1, 2)
    push(history, values, 3, n_bytes=5000)
    assert history.count() == 1
    history.undo()
    assert values == [1, 2]


def test_that_steps_that_were_undone_and_replaced_do_not_count(history, values):
    push(history, values, *range(9))
    for _ in range(50):
        history.undo()
        push(history, values, 99)
    assert history.count() == 9
    assert undo_all(history) == 9


def test_that_a_macro_stays_one_step(history, values):
    push(history, values, 0)
    for text in "ab":
        history.beginMacro(text)
        push(history, values, 1, 2, n_bytes=180)
        history.endMacro()
    assert history.count() == 3
    push(history, values, 3, n_bytes=300)  # 1120 in all; the newest macro fits beside it
    assert [history.text(place) for place in range(history.count())] == ["b", "set 3"]
    assert undo_all(history) == 2
    assert values == [0, 1, 2]


def test_that_the_number_of_steps_is_bounded_too(qapp, values):
    history = UndoHistory()
    push(history, values, *range(UNDO_LIMIT + 3), n_bytes=1)
    assert history.count() == UNDO_LIMIT
    history.clear()
    assert (history.count(), history.n_bytes) == (0, 0)


def test_that_closed_images_count_with_their_voxels(session):
    assert session.undo_stack._most == UNDO_BYTES == 256_000_000
    opened = [add_overlay(session, name) for name in "abcd"]
    step = RemoveLayer(session, opened[0].id)
    n = opened[0].image.data.nbytes
    assert n <= step.n_bytes <= n + 1000
    session.undo_stack._most = round(2.5 * n)
    for layer in opened:
        layers.close_layer(session, layer.id)
    assert session.undo_stack.n_bytes <= 2.5 * n
    while session.undo_stack.canUndo():
        session.undo()
    assert [layer.name for layer in session.layers] in (["d"], ["c", "d"])
