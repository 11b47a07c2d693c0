"""What is remembered between two starts; nothing in the file can keep the window from opening."""

import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest

from gui.settings import RECENT_LIMIT, Settings, SettingsStore


def store_with(folder, text: str) -> SettingsStore:
    folder.mkdir(exist_ok=True)
    (folder / "settings.json").write_text(text, "utf-8")
    return SettingsStore(folder)


def test_that_what_was_saved_is_what_is_loaded(tmp_path):
    settings = Settings("light", 125, "neurological", "row", "0aff", ["/data/a b.nii", "/数据/扫描.nii.gz"], ["/c.nii"])
    store = SettingsStore(tmp_path / "new" / "folder")
    store.save(settings)
    assert store.load() == settings


def test_that_without_a_file_there_are_defaults(tmp_path):
    assert SettingsStore(tmp_path).load() == Settings()


@pytest.mark.parametrize("text", ["", "{", "null", "[1, 2]", '"dark"', "\x00\x01", '{"theme": "light"', "[" * 100_000])
def test_that_a_damaged_file_gives_the_defaults(tmp_path, text):
    assert store_with(tmp_path, text).load() == Settings()


def test_that_a_file_that_is_no_text_gives_the_defaults(tmp_path):
    (tmp_path / "settings.json").write_bytes(b"\xff\xfe\xfa" * 9)
    assert SettingsStore(tmp_path).load() == Settings()


WRONG = {
    "theme": [None, 3, ["dark"]],
    "font_percent": [None, "large", True, 1.5, 0, -100, 100_000],
    "convention": [None, 1],
    "layout": [{}, 2],
    "geometry": [None, 7],
    "recent": [None, "/a.nii", {"0": "/a.nii"}, [1, 2], [None], ["/a.nii", 3]],
    "last_session": [0, [["/a.nii"]]],
    "folders": [None, "/data", ["/data"], {"save": 3}],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_that_a_value_that_means_nothing_takes_its_default_and_the_others_stay(tmp_path, name, value):
    other = "theme" if name != "theme" else "layout"
    given = asdict(Settings()) | {other: "chosen", name: value}
    loaded = store_with(tmp_path, json.dumps(given)).load()
    assert getattr(loaded, name) == getattr(Settings(), name)
    assert getattr(loaded, other) == "chosen"


def test_that_fields_of_another_version_are_ignored(tmp_path):
    assert store_with(tmp_path, '{"theme": "light", "colour_of_the_moon": 3}').load() == Settings(theme="light")


def test_that_a_failed_save_keeps_the_old_file_leaves_no_other_and_does_not_raise(tmp_path, monkeypatch):
    store = SettingsStore(tmp_path)
    store.save(Settings(theme="light"))

    def fail(*paths: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    store.save(Settings(theme="dark"))
    assert store.load().theme == "light"
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_that_the_file_is_replaced_whole(tmp_path, monkeypatch):
    store = SettingsStore(tmp_path)
    store.save(Settings(theme="light"))
    replaced = []
    real = os.replace

    def watched(old: str, new: Path) -> None:
        replaced.append(json.loads(Path(old).read_text("utf-8")))
        real(old, new)

    monkeypatch.setattr(os, "replace", watched)
    store.save(Settings(theme="dark"))
    assert replaced == [asdict(Settings(theme="dark"))]


def test_that_a_folder_that_cannot_be_made_does_not_stop_the_user(tmp_path):
    (tmp_path / "file").write_text("in the way")
    store = SettingsStore(tmp_path / "file")
    store.save(Settings())
    assert store.load() == Settings()


def test_that_recent_files_are_few_each_once_the_newest_first():
    settings = Settings()
    for number in range(RECENT_LIMIT + 3):
        settings.note_opened(f"/{number}.nii")
    settings.note_opened("/5.nii")
    assert len(settings.recent) == RECENT_LIMIT
    assert settings.recent[:3] == ["/5.nii", f"/{RECENT_LIMIT + 2}.nii", f"/{RECENT_LIMIT + 1}.nii"]
    assert len(set(settings.recent)) == RECENT_LIMIT


def test_that_the_times_of_the_last_runs_are_remembered_and_nonsense_is_left_out(tmp_path):
    settings = Settings()
    for number in range(12):
        settings.note_run(1 + number / 10)
    store = SettingsStore(tmp_path)
    store.save(settings)
    factors = store.load().factors_of_runs()
    assert factors[:2] == (2.1, 2.0)  # the newest first
    assert len(factors) == 10
    settings.run_factors = ["1.5", "nan", "inf", "-2", "fast"]
    assert settings.factors_of_runs() == (1.5,)
