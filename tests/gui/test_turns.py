"""Work in turns: in order, one long piece in a turn, and the event loop goes on between them."""

from time import monotonic, sleep

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer

from gui.turns import Turns, add_once, is_any_waiting


def test_that_pieces_are_called_in_order_and_not_at_once(qtbot):
    turns, called = Turns(), []
    for n in range(5):
        turns.add(lambda n=n: called.append(n))
    assert called == []
    assert turns.n_waiting == 5
    qtbot.waitUntil(lambda: not turns.n_waiting)
    assert called == [0, 1, 2, 3, 4]


def test_that_it_is_known_whether_anything_of_anyone_waits(qtbot):
    qtbot.waitUntil(lambda: not is_any_waiting())
    turns, pictures, called = Turns(), Turns(pictures=True), []
    for one in (turns, pictures):
        one.add(lambda: called.append(is_any_waiting()))
        assert is_any_waiting()
        qtbot.waitUntil(lambda: not is_any_waiting())
    assert called == [False, False]
    turns.add(bool)
    turns.clear()
    assert not is_any_waiting()


def test_that_long_pieces_have_a_turn_each_though_they_wait_together(qtbot):
    turns, longest, last = Turns(), [0.0], [monotonic()]
    beat = QTimer(interval=1)

    def note() -> None:
        longest[0] = max(longest[0], monotonic() - last[0])
        last[0] = monotonic()

    beat.timeout.connect(note)
    for _ in range(6):
        turns.add(lambda: sleep(0.05))
    beat.start()
    last[0] = monotonic()
    qtbot.waitUntil(lambda: not turns.n_waiting)
    assert 0.05 <= longest[0] < 0.25  # six together take 0.3 s


def test_that_pieces_that_take_no_time_share_a_turn(qtbot):
    turns, called, n_turns = Turns(), [], [0]
    for n in range(1000):
        turns.add(lambda n=n: called.append(n))
    while turns.n_waiting:
        QCoreApplication.processEvents()
        n_turns[0] += 1
        sleep(0.002)
    assert called == list(range(1000))
    assert n_turns[0] < 100


def test_that_a_piece_may_add_another_which_comes_last(qtbot):
    turns, called = Turns(), []
    turns.add(lambda: turns.add(lambda: called.append("later")))
    turns.add(lambda: called.append("next"))
    qtbot.waitUntil(lambda: not turns.n_waiting)
    assert called == ["next", "later"]


def test_that_what_was_cleared_is_not_called(qtbot):
    turns, called = Turns(), []
    turns.add(lambda: called.append("never"))
    turns.clear()
    turns.add(lambda: called.append("after"))
    qtbot.waitUntil(lambda: bool(called))
    assert called == ["after"]


def test_that_the_rest_is_called_though_one_piece_fails(qtbot):
    turns, called = Turns(), []

    def fail() -> None:
        raise ValueError("broken")

    turns.add(fail)
    turns.add(lambda: called.append("rest"))
    with qtbot.captureExceptions() as caught:
        qtbot.waitUntil(lambda: bool(called))
    assert [str(error) for _, error, _ in caught] == ["broken"]


def test_that_nothing_is_called_after_its_owner_is_gone(qtbot):
    owner, called = QObject(), []
    Turns(owner).add(lambda: called.append("late"))
    shiboken6.delete(owner)
    qtbot.wait(30)
    assert called == []


def test_that_a_piece_may_be_the_end_of_the_owner(qtbot):
    owner, called = QObject(), []
    turns = Turns(owner)
    turns.add(lambda: (called.append("first"), shiboken6.delete(owner)))
    turns.add(lambda: called.append("second"))
    qtbot.wait(30)
    assert called == ["first"]


def test_that_long_pieces_of_several_owners_do_not_meet_in_one_turn(qtbot):
    several, called, in_a_turn = [Turns() for _ in range(5)], [], []
    for turns in several:
        turns.add(lambda: (called.append(1), sleep(0.02)))
    while any(turns.n_waiting for turns in several):
        before = len(called)
        QCoreApplication.processEvents()
        in_a_turn.append(len(called) - before)
        sleep(0.002)
    assert max(in_a_turn) == 1
    assert len(called) == 5


@pytest.mark.parametrize("is_before", [True, False], ids=["that waits already", "that is added then"])
def test_that_a_piece_with_an_event_loop_of_its_own_does_not_hold_up_another(qtbot, is_before):
    """A question that a piece asks may wait for what another piece brings."""
    turns, called, loop = Turns(), [], QEventLoop()

    def bring() -> None:
        called.append("brought")
        loop.quit()

    def ask() -> None:
        if not is_before:
            turns.add(bring)
        QTimer.singleShot(3000, loop.quit)
        loop.exec()
        called.append("asked")

    turns.add(ask)
    if is_before:
        turns.add(bring)
    turns.add(lambda: called.append("last"))
    qtbot.waitUntil(lambda: "asked" in called and "last" in called)
    assert called.index("brought") < called.index("asked")
    assert not turns.n_waiting


def test_that_pictures_do_not_wait_for_what_else_is_to_be_done(qtbot):
    cards, pictures, called = Turns(), Turns(pictures=True), []
    for _ in range(20):
        cards.add(lambda: (sleep(0.01), called.append("card")))
    pictures.add(lambda: called.append("picture"))
    qtbot.waitUntil(lambda: not cards.n_waiting and not pictures.n_waiting)
    assert called.index("picture") <= 2
    assert len(called) == 21


def test_that_nothing_is_begun_in_the_turn_of_a_last_piece(qtbot):
    turns, called, n_turns = Turns(), [], [0]
    turns.add(lambda: called.append(n_turns[0]), is_last=True)
    turns.add(lambda: called.append(n_turns[0]))
    while turns.n_waiting:
        QCoreApplication.processEvents()
        n_turns[0] += 1
        sleep(0.002)
    assert called[0] < called[1]


def test_that_a_single_piece_is_called_once_unless_its_owner_is_gone(qtbot):
    owner, other, called = QObject(), QObject(), []
    add_once(owner, lambda: called.append("here"))
    add_once(other, lambda: called.append("gone"))
    shiboken6.delete(other)
    qtbot.wait(50)
    assert called == ["here"]
    assert not owner.children()
