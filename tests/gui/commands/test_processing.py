"""Where results may go, and what becomes of them; the chain itself is replaced here."""

from pathlib import Path

import numpy as np
import pytest

from analysis.errors import OutputError
from analysis.pipeline.case import Case
from analysis.pipeline.routes import Space
from analysis.presets import shipped_presets
from analysis.provenance import sha256_of_file
from analysis.scan import Modality
from gui.commands import processing
from gui.commands.processing import Plan
from gui.session import Role, Session
from tests.gui.commands.test_processed import save_processed
from tests.gui.made_files import save_bold, save_t1
from tests.gui.made_scans import GRAY, scan, series, volume

PRESET = shipped_presets()[0]


def add(session: Session, path: Path, modality: Modality, *, is_series: bool = True) -> int:
    image = series(20, name=path.stem) if is_series else volume(path.stem)
    return session.add_layer(path.stem, image, Role.UNDERLAY, GRAY, scan=scan(modality, image, path=path)).id


def test_that_a_folder_with_something_else_is_never_written_to(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(OutputError, match="something else"):
        processing.require_free(tmp_path / "mine", "01", [])
    processing.require_free(tmp_path / "new", "01", [])
    (tmp_path / "begun" / "work").mkdir(parents=True)
    processing.require_free(tmp_path / "begun", "01", [])


def test_that_a_folder_with_results_of_other_scans_is_refused(tmp_path):
    t1 = save_t1(tmp_path / "raw")
    root = save_processed(tmp_path / "out", inputs={"t1": sha256_of_file(t1)})
    processing.require_free(root, "01", [t1])
    processing.require_free(root, "02", [save_bold(tmp_path / "raw")])
    with pytest.raises(OutputError, match="results of other scans"):
        processing.require_free(root, "01", [save_bold(tmp_path / "raw")])


@pytest.fixture
def plan(session, tmp_path, monkeypatch) -> Plan:
    """A plan whose worker leaves a small derivative at once."""
    path = save_t1(tmp_path / "raw")
    add(session, path, Modality.T1, is_series=False)

    def work(case, out, preset, voxel_mm, progress):
        progress(0.5, "working")
        save_processed(out, inputs={"t1": sha256_of_file(case.t1), "bold": "b" * 64})
        return ()

    monkeypatch.setattr(processing, "process_in_worker", work)
    return Plan(Case("01", path), PRESET, 3.0, tmp_path / "out")


def test_that_the_results_open_when_the_run_is_done(session, jobs, finish, qtbot, plan):
    shown = []
    processing.start(session, jobs, plan, shown.append)
    finish()
    assert shown == [plan]
    qtbot.waitUntil(lambda: any(layer.name == "zalff" for layer in session.layers))
    assert session.spaces.patient.name == "sub-01"
    assert session.spaces.current is Space.MNI
    assert [layer.name for layer in session.visible_layers] == ["T1 in MNI", "zalff"]


def test_that_the_scans_that_were_processed_are_known_as_soon_as_their_results_are_open(session, jobs, finish, plan):
    known = []
    processing.start(session, jobs, plan, lambda plan: known.append(session.spaces.is_of_patient(plan.case.t1)))
    finish()
    assert known == [True]


def test_that_a_scan_that_was_changed_while_it_was_processed_is_not_taken_for_the_patients(
    session, jobs, finish, plan, monkeypatch
):
    work = processing.process_in_worker

    def work_and_change(case, *rest):
        work(case, *rest)
        case.t1.write_bytes(b"another scan")
        return ()

    monkeypatch.setattr(processing, "process_in_worker", work_and_change)
    processing.start(session, jobs, plan)
    finish()
    assert session.spaces.patient is not None
    assert session.spaces.is_unsettled(plan.case.t1)  # and so it is looked at, and told of


def test_that_results_open_though_a_scan_was_deleted_while_it_was_processed(session, jobs, finish, plan, monkeypatch):
    work = processing.process_in_worker

    def work_and_delete(case, *rest):
        work(case, *rest)
        case.t1.unlink()
        return ()

    monkeypatch.setattr(processing, "process_in_worker", work_and_delete)
    processing.start(session, jobs, plan)
    finish()
    assert session.spaces.patient is not None
    assert session.spaces.is_unsettled(plan.case.t1)


def test_that_results_of_a_patient_that_was_closed_are_dropped(session, jobs, finish, plan):
    processing.start(session, jobs, plan)
    session.close_all()
    finish()
    assert session.layers == ()
    assert session.spaces.patient is None
    assert (plan.out / "sub-01").is_dir()  # the files stay


def test_that_the_raw_scans_stay_and_can_be_shown(session, jobs, finish, plan):
    raw = session.layers[0]
    processing.start(session, jobs, plan)
    finish()
    assert session.has_layer(raw.id)
    session.show_space(Space.T1)
    assert raw.name in [layer.name for layer in session.visible_layers]
    assert np.isfinite(session.cursor_mm).all()


def test_that_a_run_has_begun_where_steps_are_kept_but_not_where_only_the_person_is_told(tmp_path):
    plan = Plan(Case("01"), shipped_presets()[0], 3.0, tmp_path / "results")
    assert not processing.has_begun(plan)
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "participants.tsv").touch()
    assert not processing.has_begun(plan)
    (tmp_path / "results" / "work").mkdir()
    assert processing.has_begun(plan)
