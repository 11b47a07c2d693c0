"""The patients of late: pseudonym and day, no more; gone ones gray; cleared, or never remembered, if wished."""

from pathlib import Path

import pytest

from gui import recent
from gui.recent_menu import RecentMenu
from gui.settings import Settings


@pytest.fixture
def settings() -> Settings:
    return Settings()


def names(settings: Settings) -> list[str]:
    return [one.name for one in recent.recent_patients(settings)]


def test_that_the_newest_is_first_and_each_is_there_once(settings):
    for name in ("sub-01", "sub-02", "sub-01"):
        recent.note_patient(settings, name, [Path("/data") / name])
    assert names(settings) == ["sub-01", "sub-02"]


def test_that_two_patients_of_one_pseudonym_stay_two(settings):
    recent.note_patient(settings, "sub-01", [Path("/a")])
    recent.note_patient(settings, "sub-01", [Path("/b")])
    assert [one.paths for one in recent.recent_patients(settings)] == [("/b",), ("/a",)]


def test_that_a_patient_whose_session_was_saved_is_no_second_one(settings):
    recent.note_patient(settings, "sub-01", [Path("/scans/t1.nii")])
    recent.note_patient(settings, "sub-01", [Path("/session")], [Path("/scans/t1.nii")])
    assert [one.paths for one in recent.recent_patients(settings)] == [("/session",)]


def test_that_there_are_at_most_ten(settings):
    for number in range(recent.LIMIT + 3):
        recent.note_patient(settings, f"sub-{number}", [Path(f"/{number}")])
    assert len(names(settings)) == recent.LIMIT


def test_that_nobody_is_remembered_where_that_is_off(settings):
    settings.remember_patients = False
    recent.note_patient(settings, "sub-01", [Path("/a")])
    assert names(settings) == []


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"name": "x"}', '{"name": "x", "day": "", "paths": 3}'])
def test_that_a_damaged_entry_is_left_out(settings, text):
    recent.note_patient(settings, "sub-01", [Path("/a")])
    settings.recent_patients.append(text)
    assert names(settings) == ["sub-01"]


def test_that_gone_patients_are_gray_and_others_are_opened(qtbot, jobs, finish, settings, tmp_path, window):
    recent.note_patient(settings, "sub-gone", [tmp_path / "gone"])
    recent.note_patient(settings, "sub-here", [tmp_path])
    menu = RecentMenu(jobs, settings, window)
    menu.changed.connect(window.first_run.recent.show_patients)
    menu.look()
    finish()
    here, gone = menu.menu.actions()[:2]
    assert (here.isEnabled(), gone.isEnabled()) == (True, False)
    assert "missing" in gone.text()
    assert [button.isEnabled() for button in window.first_run.recent.buttons] == [True, False]
    with qtbot.waitSignal(menu.wanted) as sent:
        here.trigger()
    assert sent.args == [[tmp_path]]


def test_that_the_list_can_be_cleared_and_switched_off(qtbot, jobs, settings, window):
    recent.note_patient(settings, "sub-01", [Path("/a")])
    menu = RecentMenu(jobs, settings, window)
    clear, remember = menu.menu.actions()[-2:]
    clear.trigger()
    assert names(settings) == []
    remember.trigger()
    assert settings.remember_patients is False
