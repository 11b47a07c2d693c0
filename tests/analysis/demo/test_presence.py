import json

import pytest

from analysis.demo import QUICK
from analysis.demo import presence as module
from analysis.demo.presence import ensure_demonstration, ensure_patient, is_current
from analysis.demo.sidecars import dataset_description
from analysis.errors import OutputError


@pytest.fixture
def written(monkeypatch):
    """Writing a patient is replaced by a note of it."""
    calls = []
    monkeypatch.setattr(module, "write_patient", lambda folder, settings, **options: calls.append(options) or folder)
    return calls


def described(folder, **changes):
    folder.mkdir()
    (folder / "dataset_description.json").write_text(json.dumps({**dataset_description(), **changes}))
    (folder / "participants.tsv").write_text("participant_id\tage\tsex\thandedness\nsub-demo\t45\tF\tright\n")
    return folder


def test_that_a_patient_of_this_version_is_left_as_it_is(tmp_path, written):
    folder = described(tmp_path / "demo")
    assert is_current(folder)
    assert ensure_patient(folder, QUICK) == folder
    assert written == []


@pytest.mark.parametrize(
    "state", ["absent", "without description", "damaged", "another version", "nothing of the person"]
)
def test_that_anything_else_is_written_anew(tmp_path, written, state):
    folder = tmp_path / "demo"
    if state == "another version":
        described(folder, GeneratedBy=[{"Name": "Algoscope", "Version": "0.0.0"}])
    elif state == "nothing of the person":
        described(folder)
        (folder / "participants.tsv").write_text("participant_id\tage\tsex\nsub-demo\tn/a\tn/a\n")
    elif state != "absent":
        folder.mkdir()
        if state == "damaged":
            (folder / "dataset_description.json").write_text("{")
    assert not is_current(folder)
    ensure_patient(folder, QUICK, seed=3)
    assert [(call["seed"], call["force"]) for call in written] == [(3, True)]


def test_that_a_folder_with_something_else_is_never_replaced(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match="something else"):
        ensure_patient(tmp_path, QUICK)


def test_that_the_controls_are_written_beside_the_patient(tmp_path, written, monkeypatch):
    asked = []
    monkeypatch.setattr(module, "ensure_controls", lambda folder, progress: asked.append(folder))
    assert ensure_demonstration(tmp_path / "demo") == tmp_path / "demo"
    assert asked == [tmp_path / "demo"]
    assert len(written) == 1
