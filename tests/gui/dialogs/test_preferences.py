"""Preferences: what is chosen counts at once and is kept; nothing else of the settings is touched."""

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog

from analysis import blocks
from analysis.files import cache
from analysis.plane import Convention
from gui.dialogs.preferences import PreferencesDialog
from gui.recent import note_patient
from gui.settings import Settings
from tests.gui.conftest import delete


@pytest.fixture
def dialog(window, qtbot, finish):
    window.actions_.action("preferences").trigger()
    finish()
    (opened,) = [one for one in window.findChildren(QDialog) if one.isVisible()]
    return opened


def choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))


def test_that_it_shows_the_settings(qtbot, jobs, finish):
    settings = Settings(theme="light", font_percent=125, language="zh_CN", convention="neurological", voxel_mm=2.0)
    settings.threads = 1
    made = PreferencesDialog(settings, jobs)
    finish()
    shown = [box.currentData() for box in (made.theme, made.text_size, made.language, made.convention, made.voxels)]
    assert shown == ["light", 125, "zh_CN", "neurological", 2.0]
    assert made.threads.currentData() == 1
    delete(made)


def test_that_theme_text_and_convention_count_at_once(window, session, dialog):
    choose(dialog.theme, "light")
    choose(dialog.text_size, 125)
    choose(dialog.convention, "neurological")
    assert (window.settings.theme, window.settings.font_percent) == ("light", 125)
    assert QApplication.font().pointSizeF() == pytest.approx(9.5 * 1.25)
    assert session.convention is Convention.NEUROLOGICAL
    assert window.settings.convention == "neurological"


def test_that_the_other_choices_are_kept_and_told_to_be_saved(window, dialog):
    saved = []
    window.appearance.changed.connect(lambda: saved.append(1))
    choose(dialog.language, "zh_CN")
    choose(dialog.voxels, 2.0)
    assert (window.settings.language, window.settings.voxel_mm) == ("zh_CN", 2.0)
    assert len(saved) == 2


def test_that_cores_are_limited_and_freed(window, dialog):
    try:
        choose(dialog.threads, 1)
        assert blocks.thread_count() == 1
        choose(dialog.threads, 0)
        assert blocks._threads is None
    finally:
        blocks.set_thread_count(None)


def test_that_what_happened_while_it_was_open_is_not_undone(window, dialog):
    window.settings.note_opened("/new.nii")
    choose(dialog.voxels, 2.0)
    assert window.settings.recent == ["/new.nii"]


def test_that_patients_are_forgotten_at_once(window, dialog, tmp_path):
    note_patient(window.settings, "sub-1", [tmp_path])
    dialog.remember.setChecked(False)
    assert not window.settings.remember_patients
    assert window.settings.recent_patients == []


def test_that_the_folder_of_the_scans_is_asked_for_and_forgotten(window, dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "PySide6.QtWidgets.QFileDialog.getExistingDirectory", lambda *arguments: str(tmp_path), raising=True
    )
    dialog.choose_folder.click()
    assert window.settings.scans_folder == str(tmp_path)
    assert window.files._scans[1] == tmp_path
    dialog.forget_folder.click()
    assert window.settings.scans_folder == ""


def test_that_the_decoded_series_are_counted_and_emptied(qtbot, jobs, finish):
    cache.folder().mkdir(parents=True)
    (cache.folder() / "a.frames").write_bytes(b"x" * 30_000_000)
    made = PreferencesDialog(Settings(), jobs)
    finish()
    assert made.cache_size.text() == "0.03 GB"
    made.empty_cache.click()
    finish()
    assert list(cache.folder().iterdir()) == []
    assert made.cache_size.text() == "0.00 GB"
    assert not made.empty_cache.isEnabled()
    delete(made)


def test_that_it_can_be_closed_before_the_series_were_counted(qapp, jobs, finish):
    made = PreferencesDialog(Settings(), jobs)
    delete(made)
    finish()
