"""Saving, leaving and opening over the window: one question, nothing lost, two patients never mixed."""

import errno
import os
import shutil
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QMessageBox

from analysis.files.session_folder import read_session
from analysis.labels.patch import Patch
from analysis.pipeline.routes import Space
from analysis.progress import Progress, silent
from analysis.scan import FactSource
from gui.commands import drawing, opening, processed
from gui.commands.about_patient import Told, write_about
from gui.commands.sessions.leaving import CLOSED
from gui.dialogs.missing_files import MissingFilesDialog
from gui.dialogs.save_session import SaveSessionDialog
from gui.dialogs.unsaved import UnsavedDialog
from gui.session import Role
from gui.spaces import ProcessedPatient
from tests.analysis.report.made_case import write_case
from tests.gui.commands.test_processed import save_processed
from tests.gui.made_files import BRAIN_GRID, save_bold, save_t1
from tests.gui.made_patient import ROUTES
from tests.gui.made_scans import OVERLAY, add_t1, stat_map


@pytest.fixture
def files(kept_sessions):
    return kept_sessions


@pytest.fixture
def patient(files, session, jobs, finish, tmp_path):
    """Scans of sub-01 with a computed map."""
    folder = tmp_path / "scans"
    save_t1(folder)
    save_bold(folder, n=4)
    opening.open_paths(session, jobs, [folder])
    finish()
    bold = next(layer for layer in session.layers if layer.is_series)
    made = stat_map("alff", np.ones(BRAIN_GRID.shape), BRAIN_GRID)
    session.add_layer("ALFF of rest", made.volume, Role.OVERLAY, OVERLAY, scan=bold.scan, stat_map=made)
    return folder


def choose(monkeypatch, folder: Path | None) -> None:
    """What the person answers to the question where the session is saved."""
    monkeypatch.setattr(SaveSessionDialog, "exec", lambda self: folder is not None)
    monkeypatch.setattr(SaveSessionDialog, "folder", property(lambda self: folder))


def answer(window, kind: type, text: str, seen: list[str] | None = None) -> None:
    """Press a button of the question that is going to be open."""

    def press() -> None:
        for box in window.findChildren(kind):
            if seen is not None and isinstance(box, QMessageBox):
                seen.append(box.informativeText())
            next(button for button in box.buttons() if button.text().replace("&", "") == text).click()

    QTimer.singleShot(50, press)


def saved(files, monkeypatch, finish, folder: Path) -> Path:
    choose(monkeypatch, folder)
    files.save_session()
    finish()
    return folder


def test_that_what_is_computed_drawn_and_written_is_listed_in_one_question(window, session, files, patient):
    drawing.mark(session, "brush", Patch((2, 2, 2), np.ones((2, 2, 2), dtype=bool)))
    window.report_page.comment.setPlainText("Low on the left.")
    seen: list[str] = []
    answer(window, UnsavedDialog, "Cancel", seen)
    assert not window.close()
    assert window.isVisible()
    (text,) = seen
    assert "ALFF of rest" in text
    assert "regions drawn on" in text
    assert "report" in text
    assert session.layers


def test_that_after_saving_nothing_is_asked(window, session, files, patient, finish, monkeypatch, tmp_path):
    saved(files, monkeypatch, finish, tmp_path / "session")
    assert not files.unsaved
    assert files.close_all()
    assert session.layers == ()


@pytest.mark.parametrize("ending", ["pdf", "html"])
def test_that_what_stands_in_a_saved_report_is_not_asked_about_and_what_was_written_after_it_is(
    window, session, files, qtbot, tmp_path, ending
):
    page = window.report_page
    session.spaces.open(ProcessedPatient("sub-made", ROUTES, write_case(tmp_path)[0]), Space.MNI)
    page.comment.setPlainText("As expected.")
    page.red.mark.setChecked(True)  # the made patient has red lights
    page.make()
    qtbot.waitUntil(page._pdf.isEnabled, timeout=20_000)
    assert files.unsaved.comment
    written = tmp_path / f"a.{ending}"
    page.save(written)
    qtbot.waitUntil(lambda: "Written" in page._said.text(), timeout=20_000)
    assert written.is_file()
    assert not files.unsaved
    page.comment.setPlainText("Something else.")
    assert files.unsaved.comment


def test_that_the_question_can_be_answered_by_saving(window, session, files, patient, monkeypatch, tmp_path, finish):
    choose(monkeypatch, tmp_path / "session")
    answer(window, UnsavedDialog, "Save session")
    assert files.close_all()
    files.open_folder(tmp_path / "session")
    finish()
    assert "ALFF of rest" in [layer.name for layer in session.layers]
    assert not files.unsaved


def test_that_what_could_not_be_saved_stays_open(window, session, files, patient, monkeypatch, tmp_path, told):
    (tmp_path / "in the way").write_text("a file")
    choose(monkeypatch, tmp_path / "in the way" / "session")
    answer(window, UnsavedDialog, "Save session")
    assert not files.close_all()
    assert any("could not be saved" in sentence for sentence in told)
    assert session.layers


def test_that_what_is_discarded_is_in_no_last_session(window, session, files, patient, tmp_path, qtbot):
    files.autosave.save()
    qtbot.waitUntil(lambda: bool(list((tmp_path / "automatic").glob("*/session.json"))), timeout=10_000)
    answer(window, UnsavedDialog, "Discard")
    assert files.close_all()
    assert list((tmp_path / "automatic").glob("*/session.json")) == []
    assert not files.has_last


def test_that_the_last_session_is_opened_as_it_was(window, session, files, jobs, finish, tmp_path):
    folder = tmp_path / "scans"
    save_t1(folder)
    opening.open_paths(session, jobs, [folder])
    finish()
    session.move_cursor(np.array([4.5, 5.5, 6.5]))
    assert files.close_all()
    window.actions_.action("last").trigger()
    finish()
    assert session.cursor_mm.tolist() == [4.5, 5.5, 6.5]
    assert not files.unsaved


def test_that_a_dropped_session_and_its_record_are_opened(
    window, session, files, patient, finish, monkeypatch, tmp_path
):
    folder = saved(files, monkeypatch, finish, tmp_path / "session")
    for path in (folder, folder / "session.json"):
        assert files.close_all()
        window.open_paths([path])
        finish()
        assert len(session.layers) == 3


# -- two patients ---------------------------------------------------------------------------------------------------


def test_that_another_patient_is_opened_only_after_the_first_was_closed(window, session, files, jobs, finish, tmp_path):
    opening.open_paths(session, jobs, [save_t1(tmp_path / "one")])
    finish()
    other = save_t1(tmp_path / "two", "sub-02_T1w.nii.gz")
    answer(window, QMessageBox, "Cancel")
    window.open_paths([other])
    finish()
    assert [layer.scan.path.name for layer in session.layers] == ["sub-01_T1w.nii.gz"]
    case_id = session.case.id
    answer(window, QMessageBox, "Close and open")
    window.open_paths([other])
    finish()
    assert [layer.scan.path.name for layer in session.layers] == ["sub-02_T1w.nii.gz"]
    assert session.case.id != case_id


def test_that_a_result_that_comes_after_its_patient_was_closed_is_dropped(session, files, jobs, finish):
    go, came = threading.Event(), []

    def work(progress: Progress = silent) -> int:
        go.wait(10)
        return 1

    add_t1(session)
    job = jobs.submit("Work", work, on_done=came.append)
    session.close_all()  # nothing cancels the job here
    add_t1(session, "another")
    go.set()
    finish()
    assert came == []
    assert job.is_over


def test_that_words_for_the_report_of_one_patient_are_not_those_of_the_next(window, session, files):
    add_t1(session)
    window.report_page.comment.setPlainText("Of the first.")
    session.close_all()
    assert window.report_page.texts()["comment"] == ""


# -- missing files ----------------------------------------------------------------------------------------------------


def test_that_missing_and_changed_files_are_listed_and_found_elsewhere(
    window, session, files, patient, finish, monkeypatch, tmp_path, qtbot
):
    folder = saved(files, monkeypatch, finish, tmp_path / "session")
    assert files.close_all()
    shutil.copytree(patient, tmp_path / "moved" / "deep")
    (patient / "sub-01_T1w.nii.gz").unlink()
    save_bold(patient, n=5)  # another one of the same name
    files.open_folder(folder)
    finish()
    (dialog,) = window.findChildren(MissingFilesDialog)
    words = [dialog.table.item(row, column).text() for row in range(2) for column in range(2)]
    assert "sub-01_T1w.nii.gz" in words[0]
    assert (words[1], words[3]) == ("is not where it was", "has changed since the session was saved")
    assert session.layers == ()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "moved"))
    dialog.search.click()
    finish()
    assert len(session.layers) == 3
    bold = next(layer for layer in session.layers if layer.is_series)
    assert bold.image.n_timepoints == 4


@pytest.mark.parametrize(("button", "n_layers", "n_told"), [("use", 3, 1), ("skip", 2, 0)])
def test_that_a_changed_file_is_used_or_skipped(
    window, session, files, patient, finish, monkeypatch, tmp_path, told, button, n_layers, n_told
):
    folder = saved(files, monkeypatch, finish, tmp_path / "session")
    assert files.close_all()
    save_bold(patient, n=5)
    files.open_folder(folder)
    finish()
    (dialog,) = window.findChildren(MissingFilesDialog)
    getattr(dialog, button).click()
    finish()
    assert len(session.layers) == n_layers
    assert len([sentence for sentence in told if "has changed" in sentence]) == n_told


# -- bad places -------------------------------------------------------------------------------------------------------


def test_that_a_full_disk_is_told_once_and_tried_until_there_is_room(
    session, files, patient, monkeypatch, told, qtbot, tmp_path
):
    from analysis.files import session_folder

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(session_folder.os, "fsync", full)
    for _ in range(3):
        session.move_cursor(session.cursor_mm + 1)
        files.autosave.save()
        qtbot.waitUntil(lambda: not files.autosave._runner.jobs, timeout=10_000)
    assert [s for s in told if "No space left" in s and "tried again" in s] == [told[-1]]
    assert session.layers
    monkeypatch.undo()
    files.autosave.save()
    qtbot.waitUntil(lambda: not files.autosave._runner.jobs, timeout=10_000)
    assert told[-1] == "Your work is kept again."
    assert len(list((tmp_path / "automatic").glob("*/session.json"))) == 1


def test_that_where_nothing_can_be_kept_work_goes_on(window, session, files, patient, told, qtbot, tmp_path):
    (tmp_path / "file").write_text("in the way of the folder")
    files.autosave.begin(tmp_path / "file" / "automatic")
    session.move_cursor(session.cursor_mm + 1)
    for _ in range(2):
        files.autosave.save()
        qtbot.waitUntil(lambda: not files.autosave._runner.jobs, timeout=10_000)
    assert len([sentence for sentence in told if "cannot be kept automatically" in sentence]) == 1
    answer(window, UnsavedDialog, "Discard")
    assert files.close_all()


def test_that_a_scan_whose_drive_is_gone_is_kept_from_memory(
    window, session, files, patient, finish, monkeypatch, tmp_path, told
):
    from analysis.files.session_places import HashBook

    t1 = next(layer for layer in session.layers if not layer.is_series and layer.stat_map is None)
    real = HashBook.sha256

    def gone(self, path: Path) -> str:
        if path == t1.scan.path:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(self, path)

    monkeypatch.setattr(HashBook, "sha256", gone)
    folder = saved(files, monkeypatch, finish, tmp_path / "session")
    assert any(t1.name in sentence and "cannot be read" in sentence for sentence in told)
    assert files.close_all()
    monkeypatch.setattr(HashBook, "sha256", real)
    files.open_folder(folder)
    finish()
    again = next(layer for layer in session.layers if layer.name == t1.name)
    assert np.array_equal(again.image.data, t1.image.data)


def test_that_a_folder_that_was_deleted_while_it_is_open_is_made_again(files, patient, finish, monkeypatch, tmp_path):
    folder = saved(files, monkeypatch, finish, tmp_path / "session")
    shutil.rmtree(folder)
    files.save_session()
    finish()
    assert (folder / "session.json").is_file()
    assert len(list((folder / "data").glob("*/alff.nii.gz"))) == 1


def test_that_saving_into_the_session_of_another_patient_is_refused(
    session, files, patient, finish, monkeypatch, tmp_path, jobs, window
):
    folder = saved(files, monkeypatch, finish, tmp_path / "session")
    before = (folder / "session.json").read_bytes()
    assert files.close_all()
    add_t1(session)
    files.save_session_as()
    finish()
    assert (folder / "session.json").read_bytes() == before
    assert any("another patient" in sentence for sentence in window.notices.sentences)


def test_that_a_snapshot_takes_no_longer_than_the_window_may_stand_still(session, files, patient):
    drawing.mark(session, "brush", Patch((2, 2, 2), np.ones((2, 2, 2), dtype=bool)))
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        files._capture()
        times.append(time.perf_counter() - begin)
    assert min(times) < 0.05


def test_that_scans_of_another_subject_are_not_laid_over_those_that_are_open(session, jobs, finish, told, tmp_path):
    opening.open_paths(session, jobs, [save_t1(tmp_path / "one")])
    finish()
    opening.open_paths(session, jobs, [save_t1(tmp_path / "two", "sub-02_T1w.nii.gz")])
    finish()
    assert len(session.layers) == 1
    (sentence,) = told
    assert "two patients must not be mixed" in sentence


@pytest.fixture
def crashed(window, session, files, patient, finish, monkeypatch, qtbot, tmp_path):
    """A session that was saved, worked on and kept automatically when the program was killed; its two folders."""
    folder = saved(files, monkeypatch, finish, tmp_path / "session")
    window.report_page.comment.setPlainText("Written after saving.")
    session.move_cursor(np.array([1.0, 2.0, 3.0]))
    files.autosave.mark()
    files.autosave.save()
    qtbot.waitUntil(lambda: not files.autosave._runner.jobs)
    automatic = files.autosave.folder
    session.close_all()
    (automatic / CLOSED).unlink(missing_ok=True)
    return folder, automatic


def test_that_a_session_restored_after_a_crash_is_saved_where_it_was(
    window, session, files, crashed, finish, monkeypatch
):
    folder, automatic = crashed
    files.open_folder(automatic)
    finish()
    assert files.folder == folder
    assert files.unsaved.comment  # it is in the automatic session only
    choose(monkeypatch, None)  # nobody is asked
    files.save_session()
    finish()
    assert read_session(folder).record.report.texts["comment"] == "Written after saving."
    assert not files.unsaved
    assert str(folder.parent) not in (folder / "session.json").read_text()
    assert read_session(folder).record.belongs_to == ""


def test_that_a_restored_session_is_saved_into_no_folder_that_is_another_ones_by_now(
    session, files, crashed, finish, monkeypatch, tmp_path
):
    folder, automatic = crashed
    shutil.rmtree(folder)
    session.close_all()
    save_t1(tmp_path / "other", "sub-09_T1w.nii.gz")
    opening.open_paths(session, files._jobs, [tmp_path / "other" / "sub-09_T1w.nii.gz"])
    finish()
    saved(files, monkeypatch, finish, folder)  # another patient's session now
    session.close_all()
    files.open_folder(automatic)
    finish()
    assert files.folder is None


def test_that_the_last_session_is_that_of_the_patient_who_was_closed_last(
    session, files, jobs, patient, finish, monkeypatch, tmp_path
):
    saved(files, monkeypatch, finish, tmp_path / "first")
    assert files.close_all()
    save_t1(tmp_path / "other", "sub-09_T1w.nii.gz")
    opening.open_paths(session, jobs, [tmp_path / "other" / "sub-09_T1w.nii.gz"])
    finish()
    assert files.close_all()
    files.last()
    finish()
    assert [layer.name for layer in session.layers] == ["T1 · sub-09_T1w"]


def test_that_words_alone_are_kept_by_the_clock_and_nothing_is_written_while_nothing_is_new(
    window, files, patient, qtbot, tmp_path
):
    def kept() -> str:
        qtbot.waitUntil(lambda: not files.autosave._runner.jobs)
        return read_session(files.autosave.folder).record.report.texts["comment"]

    files.autosave.save()
    assert kept() == ""
    assert files.autosave.save() is None
    window.report_page.comment.setPlainText("Typed, and nothing else was done.")
    assert files.autosave.save() is not None
    assert kept() == "Typed, and nothing else was done."
    assert files.autosave.save() is None


def test_that_a_comment_that_stands_in_a_report_but_not_in_the_saved_session_is_asked_about(
    window, session, files, patient, finish, monkeypatch, tmp_path
):
    page = window.report_page
    page.comment.setPlainText("First.")
    saved(files, monkeypatch, finish, tmp_path / "session")
    assert not files.unsaved
    page.comment.setPlainText("Second.")
    files.note_texts_kept(page.texts())  # it is in a report, and the session would come back with the first
    assert files.unsaved.comment
    files.save_session()
    finish()
    assert not files.unsaved
    page.comment.setPlainText("")  # taken back: that is a change too
    assert files.unsaved.comment


def test_that_what_the_program_filled_in_is_not_asked_about_and_what_was_typed_over_it_is(
    window, session, files, tmp_path
):
    page = window.report_page
    write_about(tmp_path, "sub-made", {"age": Told("42", FactSource.DICOM), "sex": Told("F", FactSource.TYPED)})
    session.spaces.open(ProcessedPatient("sub-made", ROUTES, tmp_path), Space.MNI)
    assert (page.fields["age"].text(), page.fields["sex"].text()) == ("42", "F")
    assert not files.unsaved
    page.fields["age"].setText("43")
    assert files.unsaved.comment
    assert page.typed()["age"] == "43"
    page.fields["age"].setText("42")  # the same words, but a person's
    assert page.typed()["age"] == "42"
    assert "sex" not in page.typed()


def test_that_filled_in_words_of_a_session_restored_after_a_crash_are_not_asked_about(
    window, session, files, jobs, finish, qtbot, tmp_path
):
    results = save_processed(tmp_path / "out", inputs={})
    write_about(results, "sub-01", {"age": Told("42", FactSource.DICOM)})
    window.open_paths([results])
    qtbot.waitUntil(lambda: window.report_page.fields["age"].text() == "42")
    assert not files.unsaved
    qtbot.waitUntil(lambda: files.autosave.save() is not None)
    qtbot.waitUntil(lambda: not files.autosave._runner.jobs)
    automatic = files.autosave.folder
    session.close_all()
    (automatic / CLOSED).unlink(missing_ok=True)
    files.open_folder(automatic)
    finish()
    assert window.report_page.fields["age"].text() == "42"
    assert not files.unsaved


@pytest.fixture
def half_open(session, tmp_path):
    """A processed patient of whom one layer is open and the others are still to come."""
    folder = save_processed(tmp_path / "out", inputs={})
    opened = processed.read(folder, None, ())
    processed.show(session, opened)
    assert len(session.layers) == 1
    return len(opened.images) + len(opened.maps)


def layers_in(folder: Path) -> int:
    return len(read_session(folder).record.layers)


def test_that_a_save_while_layers_come_in_waits_for_all_of_them(
    window, session, files, half_open, finish, qtbot, monkeypatch, tmp_path
):
    choose(monkeypatch, tmp_path / "session")
    files.save_session()
    assert not (tmp_path / "session").exists()
    qtbot.waitUntil((tmp_path / "session" / "session.json").is_file, timeout=20_000)
    finish()
    assert len(session.layers) == half_open
    assert layers_in(tmp_path / "session") == half_open


def test_that_a_save_of_a_patient_who_was_closed_meanwhile_is_dropped(
    window, session, files, half_open, finish, qtbot, monkeypatch, tmp_path
):
    choose(monkeypatch, tmp_path / "session")
    files.save_session()
    session.close_all()
    assert not session.case.is_arriving
    qtbot.wait(100)
    finish()
    assert not (tmp_path / "session").exists()


def test_that_the_clock_keeps_no_half_of_a_patient(window, session, files, half_open, qtbot):
    assert files.autosave.save() is None
    assert not files.autosave.folder.exists()
    qtbot.waitUntil(lambda: not session.case.is_arriving)
    assert files.autosave.save() is not None
    qtbot.waitUntil(lambda: not files.autosave._runner.jobs)
    assert layers_in(files.autosave.folder) == half_open


def test_that_closing_while_layers_come_in_keeps_all_of_them_for_the_next_start(window, files, half_open):
    folder = files.autosave.folder
    assert files.close_all()
    assert layers_in(folder) == half_open
    assert (folder / CLOSED).exists()


def test_that_a_layer_that_cannot_be_added_holds_up_no_save(session, half_open, monkeypatch, qtbot):
    def fail(*_args: object, **_named: object) -> None:
        raise ValueError("a layer")

    monkeypatch.setattr(processed, "_add", fail)
    with qtbot.captureExceptions() as seen:
        qtbot.waitUntil(lambda: bool(seen))
    assert not session.case.is_arriving
