"""The demonstration patient: made once, opened, its maps computed. Here with a small patient in its place."""

from pathlib import Path

import pytest

from analysis.demo import presence
from analysis.errors import OutputError
from analysis.scan import Modality
from gui.commands import demonstration
from gui.session import Role
from tests.gui.made_files import save_patient


@pytest.fixture(autouse=True)
def controls(monkeypatch):
    """The controls are not unpacked; notes where they would be."""
    asked = []
    monkeypatch.setattr(presence, "ensure_controls", lambda folder, progress: asked.append(folder))
    return asked


def test_that_the_patient_opens_with_alff_shown_and_reho_ready(session, jobs, finish, told, tmp_path, monkeypatch):
    monkeypatch.setattr(presence, "is_current", lambda folder: True)
    folder = save_patient(tmp_path / "demo")
    demonstration.open_demonstration(session, jobs, folder)
    finish()
    modalities = [layer.scan.modality for layer in session.layers if layer.role is Role.UNDERLAY]
    assert modalities == [Modality.T1, Modality.BOLD, Modality.ASL]
    maps = {layer.stat_map.statistic: layer.display.visible for layer in session.layers if layer.stat_map is not None}
    assert maps == {"zalff": True, "alff": False, "reho": False}
    assert len([layer for layer in session.layers if layer.role is Role.MASK]) == 1
    assert not [sentence for sentence in told if "failed" in sentence]


def test_that_a_patient_that_is_there_is_not_made_again_and_gets_its_controls(tmp_path, monkeypatch, controls):
    folder = tmp_path / "demo"
    folder.mkdir()
    monkeypatch.setattr(presence, "is_current", lambda folder: True)
    monkeypatch.setattr(presence, "write_patient", lambda *_, **__: 1 / 0)
    assert demonstration.ensure_patient(folder) == folder
    assert controls == [folder]


def test_that_a_patient_that_is_missing_is_made(session, jobs, finish, tmp_path, monkeypatch):
    def write(folder: Path, *_: object, **__: object) -> Path:
        return save_patient(folder)

    monkeypatch.setattr(presence, "write_patient", write)
    demonstration.open_demonstration(session, jobs, tmp_path / "new")
    finish()
    assert len([layer for layer in session.layers if layer.role is Role.UNDERLAY]) == 3


def test_that_a_patient_that_cannot_be_made_is_told_and_nothing_is_opened(session, jobs, finish, tmp_path, monkeypatch):
    def fail(folder: Path, *_: object, **__: object) -> Path:
        raise OutputError("The disk is full; make room and try again.")

    failed = []
    jobs.failed.connect(lambda job: failed.append(job.sentence()))
    monkeypatch.setattr(presence, "write_patient", fail)
    demonstration.open_demonstration(session, jobs, tmp_path / "new")
    finish()
    assert failed == ["The disk is full; make room and try again."]
    assert session.layers == ()


def test_that_the_patient_is_kept_in_the_users_own_data_folder(own_folders):
    assert demonstration.demonstration_folder().is_relative_to(own_folders)
