"""Closing asks what becomes of a drawing, and the next start offers what was not finished."""

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QMessageBox

from analysis.files.label_files import read_labels
from analysis.labels.patch import Patch
from gui.commands import drawing
from gui.commands.region_files import find_unfinished
from gui.region_files import RegionFiles
from tests.gui.made_scans import add_t1

BLOCK = Patch((1, 1, 1), np.ones((2, 3, 2), dtype=bool))


@pytest.fixture
def files(session, jobs, qtbot, tmp_path):
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    session.drawing.keep_in(tmp_path / "journals")
    add_t1(session)
    drawing.mark(session, "brush", BLOCK)
    made = RegionFiles(session, jobs, window)
    made.window_ = window
    return made


def click(files, text: str) -> None:
    """Press a button of the question that is open, as soon as it is."""

    def press() -> None:
        for box in files.window_.findChildren(QMessageBox):
            for button in box.buttons():
                if button.text().replace("&", "") == text:
                    button.click()

    QTimer.singleShot(50, press)


def journals(tmp_path):
    return list((tmp_path / "journals").glob("*.journal"))


def test_that_cancel_keeps_everything_open(session, files):
    click(files, "Cancel")
    assert not files.may_close()
    assert session.drawing.unsaved


@pytest.mark.parametrize(("text", "kept"), [("Keep for the next start", 1), ("Discard", 0)])
def test_that_a_drawing_is_kept_for_the_next_start_or_discarded(session, files, tmp_path, text, kept):
    click(files, text)
    assert files.may_close()
    assert session.drawing.maps == ()
    assert len(journals(tmp_path)) == kept


def test_that_it_can_be_saved_before_closing(session, files, tmp_path, monkeypatch):
    path = tmp_path / "mine"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(path), ""))
    click(files, "Save…")
    assert files.may_close()
    assert read_labels(tmp_path / "mine.nii.gz").n_voxels(1) == BLOCK.n_voxels
    assert not session.drawing.unsaved


def test_that_a_file_that_cannot_be_written_keeps_the_window_open(session, files, tmp_path, monkeypatch, told):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / "file" / "such.nii.gz"), ""))
    click(files, "Save…")
    assert not files.may_close()
    assert len(told) == 1
    assert session.drawing.unsaved


def test_that_without_changes_nothing_is_asked(session, files):
    session.drawing.close_all()
    assert files.may_close()


@pytest.mark.parametrize(("text", "n_maps", "n_journals"), [("Recover", 1, 1), ("Later", 0, 1), ("Discard", 0, 0)])
def test_that_the_next_start_offers_it(session, files, qtbot, tmp_path, text, n_maps, n_journals):
    data = session.drawing.labels.data.copy()
    session.drawing.close_all(keep_journals=True)
    files.offer(find_unfinished(session.drawing.folder))
    (box,) = files.window_.findChildren(QMessageBox)
    assert "Region 1" in box.informativeText()
    next(button for button in box.buttons() if button.text() == text).click()
    qtbot.waitUntil(lambda: len(journals(tmp_path)) == n_journals, timeout=2000)
    assert len(session.drawing.maps) == n_maps
    if n_maps:
        np.testing.assert_array_equal(session.drawing.labels.data, data)
