"""A window that is opened anew is as the other one was when its session was saved, elsewhere too."""

import hashlib
import shutil
from pathlib import Path

import numpy as np
import pytest

from analysis.files.session_record import ContentsEntry, SceneEntry
from analysis.labels.patch import Patch
from analysis.report.regions import table_text
from gui.commands import drawing, opening, region_tables
from gui.commands.region_numbers import ask_all, compute_all
from gui.commands.region_tables import table as cells_of
from gui.fonts import load_fonts
from gui.jobs import JobRunner
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings
from gui.view_area import Layout
from tests.alike import differences
from tests.gui.conftest import delete
from tests.gui.made_files import save_bold, save_t1
from tests.gui.test_session_files import choose

LOOK = SceneEntry((400.0, 10.0, 20.0), (1.0, 2.0, 3.0), (0.0, 0.0, 1.0), 77.5, 30.0, 0.5, planes=False)
WORDS = {
    "age": "66", "sex": "F", "handedness": "right", "scanned": "2026-03-01", "state": "in pain", "comment": "Low, left."
}  # fmt: skip


CHOSEN = ContentsEntry(("cbf", "malff"), ("mreho",), ("vmhc",))


@pytest.fixture
def folder(window, session, jobs, finish, monkeypatch, tmp_path) -> Path:
    """A session beside its scans, with something of all that a window knows by itself."""
    jobs.follow(lambda: session.case.id)
    scans = tmp_path / "here" / "scans"
    save_t1(scans)
    save_bold(scans, n=4)
    opening.open_paths(session, jobs, [scans])
    finish()
    drawing.mark(session, "brush", Patch((9, 9, 9), np.ones((3, 3, 3), dtype=bool)))
    region_tables.for_report(session, jobs)
    finish()
    (scans / "people.tsv").write_text("participant_id\tgroup\tage\np1\tpain\t40\np2\tcontrol\t50\np3\tpain\t61\n")
    window.compare_page.study.open_table(scans / "people.tsv")
    window.compare_page.setCurrentWidget(window.compare_page.study)
    window.views.arrange(Layout.MAIN)
    window.views.look_at_scene(LOOK)
    window.report_page.set_texts(WORDS)
    window.report_page.contents.set_contents(CHOSEN)
    window.show_page("compare")
    choose(monkeypatch, tmp_path / "here" / "session")
    window.sessions.files.save_session()
    finish()
    return tmp_path / "here" / "session"


@pytest.fixture
def second(qapp, qtbot):
    """Another window, as on another computer."""
    session, jobs = Session(), JobRunner()
    jobs.follow(lambda: session.case.id)
    made = MainWindow(session, jobs, Settings(), load_fonts())
    made.show()

    def open_there(folder: Path) -> MainWindow:
        made.sessions.files.open_folder(folder)
        qtbot.waitUntil(lambda: bool(session.layers) and not (jobs.jobs or session.case.is_arriving), timeout=20_000)
        return made

    yield open_there
    assert jobs.shutdown()
    delete(made)


def test_that_a_window_on_another_computer_is_as_the_first_one_was(window, session, folder, second, tmp_path):
    shutil.move(tmp_path / "here", tmp_path / "there")
    other = second(tmp_path / "there" / "session")
    assert other.report_page.texts() == WORDS
    assert other.report_page.contents.contents == CHOSEN
    assert other.views.layout_name == "main"
    assert other.views.scene_look == LOOK
    assert other.compare_page.isVisible()
    assert other.compare_page.currentWidget() is other.compare_page.study
    study = other.compare_page.study.state.study
    assert study.path == tmp_path / "there" / "scans" / "people.tsv"
    assert study.table.rows == window.compare_page.study.state.study.table.rows
    assert np.array_equal(other.session.drawing.labels.data, session.drawing.labels.data)
    assert not other.sessions.files.unsaved


def test_that_the_table_of_regions_stands_in_the_report_again(session, folder, second):
    other = second(folder).session
    cells = cells_of(compute_all(ask_all(session)))
    shown = other.drawing.for_report
    assert [row.region for row in shown.rows] == [row[0] for row in cells]
    assert differences(session.drawing.for_report, shown) == []
    assert shown.table_sha256 == hashlib.sha256(table_text(cells).encode()).hexdigest()  # still that of the table


def test_that_save_goes_where_the_session_was_saved(folder, second, qtbot):
    other = second(folder)
    assert other.sessions.files.folder == folder
