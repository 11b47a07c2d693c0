"""A session comes back in pieces, so that the window lives on; nobody ever keeps or meets half of it."""

from pathlib import Path

import numpy as np
import pytest

from analysis.files.session_places import HashBook
from analysis.files.session_record import ReportEntry, ViewEntry
from analysis.labels.patch import Patch
from gui.commands import drawing, opening
from gui.commands.sessions import showing
from gui.commands.sessions.capture import capture
from gui.commands.sessions.finding import examine
from gui.commands.sessions.keeping import write_session
from gui.commands.sessions.loading import Loaded, load
from gui.commands.sessions.showing import close, fill_in_turns
from gui.turns import is_any_waiting
from tests.gui.made_files import save_t1


@pytest.fixture
def loaded(session, jobs, finish, tmp_path: Path) -> Loaded:
    """What was read of a session with a T1 and a region; nothing is open any more."""
    opening.open_paths(session, jobs, [save_t1(tmp_path)])
    finish()
    session.move_cursor(np.array([3.0, -7.0, 12.0]))
    drawing.mark(session, "brush", Patch((1, 2, 3), np.ones((4, 3, 2), dtype=bool)))
    folder = tmp_path / "session"
    write_session(capture(session, ViewEntry(), ReportEntry()), folder, HashBook())
    found = load(examine(folder, HashBook()), None)
    close(session, jobs)
    return found


def test_that_nothing_is_kept_until_the_last_piece_is_there(session, jobs, loaded, qtbot):
    arrived = []
    fill_in_turns(session, jobs, loaded, is_kept=True, then=lambda ids: arrived.append((ids, session.case.is_arriving)))
    assert len(session.layers) == 1
    assert not session.drawing.maps
    assert session.case.is_arriving
    assert not arrived
    qtbot.waitUntil(lambda: bool(arrived))
    ((ids, still_arriving),) = arrived
    assert list(ids.values()) == [session.layers[0].id]
    assert not still_arriving
    assert len(session.drawing.maps) == 1
    assert session.case.id == loaded.examined.record.case.id
    assert session.cursor_mm == pytest.approx([3.0, -7.0, 12.0])


def test_that_the_rest_of_a_patient_who_was_closed_meanwhile_never_comes(session, jobs, loaded, qtbot):
    arrived = []
    fill_in_turns(session, jobs, loaded, is_kept=True, then=arrived.append)
    session.close_all()
    qtbot.waitUntil(lambda: not is_any_waiting())
    assert not arrived
    assert not session.drawing.maps
    assert not session.case.is_arriving


def test_that_a_piece_that_fails_holds_up_no_save(session, jobs, loaded, qtbot, monkeypatch):
    def fail(*_arguments: object) -> None:
        raise ValueError("the seeds")

    monkeypatch.setattr(showing, "_restore_seeds", fail)
    with qtbot.captureExceptions() as seen:
        fill_in_turns(session, jobs, loaded, is_kept=True, then=lambda _ids: None)
        qtbot.waitUntil(lambda: bool(seen))
    assert not session.case.is_arriving
