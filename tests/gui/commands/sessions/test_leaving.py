"""What a program that was killed has left: its session takes up each drawing of its patient, and none of another."""

from pathlib import Path

import numpy as np
import pytest

from analysis.files.session_places import HashBook
from analysis.files.session_record import ReportEntry, ViewEntry
from analysis.labels.patch import Patch
from gui.commands import drawing
from gui.commands.region_files import find_unfinished
from gui.commands.sessions.capture import capture
from gui.commands.sessions.finding import examine
from gui.commands.sessions.keeping import write_session
from gui.commands.sessions.leaving import discard, find_left_behind
from gui.commands.sessions.loading import load
from gui.commands.sessions.showing import show
from gui.session import Session
from tests.gui.made_scans import add_t1


def keep(session: Session, root: Path) -> None:
    """The automatic session, as the clock keeps it."""
    write_session(capture(session, ViewEntry(), ReportEntry()), root / session.case.id, HashBook())


def stroke(session: Session, i: int) -> None:
    drawing.mark(session, "brush", Patch((i, 2, 2), np.ones((1, 1, 1), dtype=bool)))


def kill(session: Session) -> None:
    """Its files stay and its locks go, as when the process ends."""
    for one in session.drawing.maps:
        one.keeper.close(delete=False)


@pytest.fixture
def places(session, tmp_path) -> tuple[Path, Path]:
    """The folders of automatic sessions and of journals."""
    session.drawing.keep_in(tmp_path / "journals")
    add_t1(session)
    return tmp_path / "automatic", tmp_path / "journals"


def restored(folder: Path, journals: Path, jobs) -> Session:
    other = Session()
    other.drawing.keep_in(journals)
    show(other, jobs, load(examine(folder, HashBook()), journals), is_kept=False)
    return other


def test_that_a_drawing_begun_after_the_session_was_kept_comes_with_it(session, places, jobs):
    automatic, journals = places
    keep(session, automatic)
    stroke(session, 3)
    kill(session)
    left = find_left_behind(automatic, journals)
    assert left.drawings.drawings == ()  # it is not offered beside the session
    other = restored(left.sessions[0].folder, journals, jobs)
    assert np.argwhere(other.drawing.labels.data).tolist() == [[3, 2, 2]]
    assert len(list(journals.glob("*.journal"))) == 1
    other.drawing.close_all()


def test_that_strokes_after_restoring_are_found_although_the_session_was_not_kept_again(session, places, jobs):
    automatic, journals = places
    stroke(session, 1)
    keep(session, automatic)
    stroke(session, 2)
    kill(session)
    folder = find_left_behind(automatic, journals).sessions[0].folder
    other = restored(folder, journals, jobs)
    stroke(other, 3)
    kill(other)  # before a minute was over
    third = restored(folder, journals, jobs)
    assert np.argwhere(third.drawing.labels.data)[:, 0].tolist() == [1, 2, 3]
    assert len(third.drawing.maps) == 1
    third.drawing.close_all()


def test_that_a_journal_that_is_saved_is_not_given_up_while_its_session_needs_it(session, places, jobs):
    automatic, journals = places
    stroke(session, 1)
    keep(session, automatic)
    stroke(session, 2)
    one = session.drawing.current
    session.drawing.note_kept(one.id, one.labels.revision)  # in the user's own folder, just before the end
    kill(session)
    folder = find_left_behind(automatic, journals).sessions[0].folder
    other = restored(folder, journals, jobs)
    assert np.argwhere(other.drawing.labels.data)[:, 0].tolist() == [1, 2]
    other.drawing.close_all()


def test_that_a_drawing_of_another_patient_does_not_come_with_the_session(session, places, jobs):
    automatic, journals = places
    keep(session, automatic)
    another = Session()
    another.drawing.keep_in(journals)
    add_t1(another)
    stroke(another, 7)
    kill(another)
    left = find_left_behind(automatic, journals)
    assert len(left.drawings.drawings) == 1
    other = restored(left.sessions[0].folder, journals, jobs)
    assert other.drawing.maps == ()


def test_that_what_is_discarded_takes_its_drawings_along_and_no_others(session, places):
    automatic, journals = places
    stroke(session, 1)
    keep(session, automatic)
    kill(session)
    another = Session()
    another.drawing.keep_in(journals)
    add_t1(another)
    stroke(another, 7)
    kill(another)
    discard(find_left_behind(automatic, journals).sessions[0], journals)
    assert len(find_unfinished(journals).drawings) == 1
    assert find_left_behind(automatic, journals).sessions == ()
