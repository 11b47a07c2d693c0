"""A session with a processed patient: its spaces come back with it, its folder is known by its scans."""

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.files.session_folder import write_record
from analysis.files.session_places import HashBook
from analysis.files.session_record import ReportEntry, ViewEntry
from analysis.pipeline.derivative import read_processed
from analysis.pipeline.routes import Space
from analysis.provenance import sha256_of_file
from gui.commands import opening, processed
from gui.commands.sessions.capture import capture
from gui.commands.sessions.finding import examine, look_for_missing
from gui.commands.sessions.keeping import write_session
from gui.commands.sessions.loading import load
from gui.commands.sessions.showing import show
from gui.session import Session
from tests.gui.commands.test_processed import save_processed
from tests.gui.made_files import save_bold, save_t1


@pytest.fixture
def patient(session, jobs, finish, qtbot, tmp_path):
    """A processed patient with its raw T1 open, looked at in the native T1's space."""
    raw = save_t1(tmp_path / "data" / "raw")
    folder = tmp_path / "data" / "processed"
    save_processed(folder, inputs={"t1": sha256_of_file(raw)})
    opening.open_paths(session, jobs, [raw])
    finish()
    processed.open_processed(session, jobs, folder)
    finish()
    qtbot.wait(200)  # the layers come one at a time
    finish()
    session.show_space(Space.T1)
    session.move_cursor(np.array([5.0, -6.0, 7.0]))
    write_session(capture(session, ViewEntry(), ReportEntry()), tmp_path / "data" / "session", HashBook())
    return tmp_path / "data"


def test_that_spaces_and_homes_come_back_in_another_place(session, patient, jobs, finish, tmp_path):
    shutil.move(patient, tmp_path / "elsewhere")
    other = Session()
    show(other, jobs, load(examine(tmp_path / "elsewhere" / "session", HashBook()), None), is_kept=True)
    finish()
    assert other.spaces.patient.name == session.spaces.patient.name
    assert other.spaces.patient.folder == tmp_path / "elsewhere" / "processed"
    assert other.spaces.current is Space.T1
    assert np.array_equal(other.cursor_mm, session.cursor_mm)
    assert [layer.name for layer in other.layers] == [layer.name for layer in session.layers]
    homes = [session.spaces.home(layer) for layer in session.layers]
    assert [other.spaces.home(layer) for layer in other.layers] == homes
    assert Space.MNI in homes


@pytest.fixture
def with_series(session, patient, jobs, finish):
    """The patient with his raw series, which only its hash tells from any other."""
    raw = save_bold(patient / "raw", n=4)
    digest = sha256_of_file(raw)
    record = {"provenance": {"inputs": [{"role": "bold", "sha256": digest}]}}
    work = read_processed(patient / "processed", None).names.work
    work.mkdir(parents=True, exist_ok=True)
    (work / "series.json").write_text(json.dumps(record))
    session.close_all()
    opening.open_paths(session, jobs, [raw])
    finish()
    processed.open_processed(session, jobs, patient / "processed")
    finish()
    write_session(capture(session, ViewEntry(), ReportEntry()), patient / "with series", HashBook())
    return patient / "with series", raw


def test_that_a_raw_series_is_in_its_space_as_soon_as_it_is_shown(with_series, jobs):
    folder, raw = with_series
    other = Session()
    show(other, jobs, load(examine(folder, HashBook()), None), is_kept=True)
    bold = next(layer for layer in other.layers if layer.is_series)
    assert (other.spaces.home(bold), other.spaces.is_unsettled(raw)) == (Space.EPI, False)


def test_that_a_series_that_was_replaced_is_not_taken_for_that_of_the_patient(with_series, jobs, finish):
    folder, raw = with_series
    save_bold(raw.parent, n=5)
    examined = examine(folder, HashBook())
    used = replace(examined, places=replace(examined.places, changed=()))  # "Use it", as the window asks
    other = Session()
    show(other, jobs, load(used, None), is_kept=True)
    assert other.spaces.is_unsettled(raw)
    finish()


def test_that_a_moved_processed_patient_is_found_with_its_images(session, patient, jobs, finish, tmp_path):
    shutil.move(patient / "processed", tmp_path / "archive" / "processed")
    examined = examine(patient / "session", HashBook())
    assert examined.lacks_patient
    with pytest.raises(InputError, match="missing"):
        load(examined, None)
    found = look_for_missing(examined, tmp_path / "archive", HashBook())
    assert found.is_complete
    assert found.patient == tmp_path / "archive" / "processed"


def test_that_a_folder_of_another_patient_in_its_place_is_refused(patient, tmp_path):
    shutil.rmtree(patient / "processed")
    save_processed(patient / "processed", inputs={"t1": "ff" * 32})
    with pytest.raises(InputError, match="two patients"):
        load(examine(patient / "session", HashBook()), None)


def test_that_a_session_with_a_result_of_another_case_is_refused(patient):
    record = examine(patient / "session", HashBook()).record
    stranger = replace(record.layers[-1], case_id="another", name="ALFF of someone")
    write_record(replace(record, layers=(*record.layers[:-1], stranger)), patient / "session")
    with pytest.raises(InputError, match="ALFF of someone"):
        examine(patient / "session", HashBook())


def test_that_the_file_names_no_folder_of_this_computer(patient):
    text = (patient / "session" / "session.json").read_text("utf-8")
    assert str(patient) not in text
    assert json.loads(text)["session"]["patient"]["folder"] == "../processed"
