from functools import partial
from pathlib import Path

import pytest

from analysis.demo import QUICK, presence, write_patient
from gui.command_line import demo


@pytest.fixture(scope="module")
def patient(tmp_path_factory):
    """A small patient, written once for the tests of this file."""
    return write_patient(tmp_path_factory.mktemp("own") / "demo", QUICK)


@pytest.fixture
def not_written(monkeypatch):
    """Notes each patient that is written, instead of writing it."""
    calls = []
    monkeypatch.setattr(presence, "write_patient", lambda folder, settings, **options: calls.append(folder) or folder)
    return calls


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ("win32", {}, True),
        ("darwin", {}, True),
        ("darwin", {"QT_QPA_PLATFORM": "offscreen"}, False),
    ],
)
def test_that_a_display_is_known_by_platform_and_environment(monkeypatch, platform, environment, expected):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", platform)
    assert demo.has_display() is expected


@pytest.mark.usefixtures("qapp")
def test_that_without_a_display_the_patient_is_analysed_and_paths_come_last(call, patient, not_written, monkeypatch):
    monkeypatch.setattr(demo, "has_display", lambda: False)
    monkeypatch.setattr("gui.commands.demonstration.demonstration_folder", lambda: patient)
    answer = call("demo", "--open")
    assert answer.code == 0, answer.err
    assert not_written == []
    sentence, *paths = answer.out.splitlines()
    assert sentence.endswith("Its figures and maps:")
    assert [Path(path).name for path in paths[:2]] == ["zalff.png", "reho.png"]
    assert {"zalff.nii.gz", "reho.nii.gz"} <= {Path(path).name for path in paths}
    for path in paths:
        assert Path(path).is_absolute()
        assert Path(path).stat().st_size > 0
        assert Path(path).parent == patient.with_name("demo-results")


def test_that_the_window_opens_on_the_patient_where_there_is_a_display(call, not_written, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(demo, "has_display", lambda: True)
    monkeypatch.setattr("gui.app.run", lambda paths, demo=False: opened.append((list(paths), demo)) or 0)
    assert call("demo", "--open").code == 0
    assert call("demo", "--open", "--out", tmp_path / "mine").code == 0
    assert opened == [([], True), ([tmp_path / "mine"], False)]
    assert not_written == [tmp_path / "mine"]


def test_that_a_patient_that_is_there_is_not_replaced_without_force(call, tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.demo.write_patient", partial(write_patient, settings=QUICK))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    assert call("demo", "--out", tmp_path / "mine").code == 1
    assert call("demo", "--out", tmp_path / "mine", "--force").code == 1
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_that_controls_are_written_beside_a_patient_that_is_there(call, patient, not_written):
    answer = call("demo", "--out", patient, "--controls", "4")
    assert answer.code == 0, answer.err
    assert not_written == []
    table = Path(answer.out.splitlines()[-1])
    assert table == patient / "derivatives" / "cohort" / "participants.tsv"
    assert len(table.read_text().splitlines()) == 9
    assert call("demo", "--out", patient, "--controls", "4").code == 1  # nothing is replaced unasked
    assert call("demo", "--open", "--controls", "4").code == 2
