"""Which scans are processed, where to, and what becomes of the results; the chain itself is replaced here."""

from pathlib import Path

import numpy as np
import pytest

from analysis.errors import OptionError, OutputError
from analysis.pipeline.routes import Space
from analysis.presets import shipped_presets
from analysis.provenance import sha256_of_file
from analysis.scan import Fact, FactSource, Modality
from gui.commands import processing
from gui.commands.processing import Choice, Plan
from gui.perfusion_state import AslCase
from gui.session import Role, Session
from tests.gui.commands.test_processed import save_processed
from tests.gui.made_files import save_bold, save_t1
from tests.gui.made_scans import GRAY, scan, series, volume

PRESET = shipped_presets()[0]


def add(session: Session, path: Path, modality: Modality, *, is_series: bool = True) -> int:
    image = series(20, name=path.stem) if is_series else volume(path.stem)
    return session.add_layer(path.stem, image, Role.UNDERLAY, GRAY, scan=scan(modality, image, path=path)).id


@pytest.fixture
def ids(session: Session, tmp_path) -> dict[str, int]:
    return {
        "t1": add(session, tmp_path / "sub-01_T1w.nii", Modality.T1, is_series=False),
        "bold": add(session, tmp_path / "sub-01_task-rest_bold.nii", Modality.BOLD),
        "asl": add(session, tmp_path / "sub-01_acq-a_asl.nii", Modality.ASL),
        "other m0": add(session, tmp_path / "sub-01_acq-b_m0scan.nii", Modality.M0, is_series=False),
        "m0": add(session, tmp_path / "sub-01_acq-a_m0scan.nii", Modality.M0, is_series=False),
        "flair": add(session, tmp_path / "sub-01_FLAIR.nii", Modality.OTHER, is_series=False),
    }


def test_that_the_scans_are_taken_by_the_roles_that_were_recognised(session, ids):
    assert processing.recognised(session) == Choice(ids["t1"], ids["bold"], ids["asl"], ids["m0"])


def test_that_other_images_can_be_chosen_after_the_recognised_ones(session, ids):
    assert [layer.id for layer in processing.candidates(session, Modality.T1)] == [ids["t1"], ids["flair"]]
    assert [layer.id for layer in processing.candidates(session, Modality.BOLD)] == [ids["bold"]]


def test_that_a_case_has_the_files_the_label_and_what_was_typed(session, ids, tmp_path):
    typed = {"LabelingDuration": Fact(1.8, FactSource.TYPED)}
    session.perfusion.set_case(ids["asl"], AslCase(typed=typed))
    case = processing.case_of(session, processing.recognised(session))
    assert case.subject == "01"
    assert (case.t1, case.bold) == (tmp_path / "sub-01_T1w.nii", tmp_path / "sub-01_task-rest_bold.nii")
    assert case.m0 == tmp_path / "sub-01_acq-a_m0scan.nii"
    assert case.asl_facts == typed


def test_that_scans_of_two_patients_are_refused(session, ids, tmp_path):
    other = add(session, tmp_path / "sub-02_task-rest_bold.nii", Modality.BOLD)
    with pytest.raises(OptionError, match="sub-01 and of sub-02"):
        processing.case_of(session, Choice(ids["t1"], other))


@pytest.mark.parametrize(("choice", "words"), [(Choice(), "Choose a T1"), (Choice(m0=1), "Choose a T1")])
def test_that_without_a_scan_nothing_is_processed(session, ids, choice, words):
    with pytest.raises(OptionError, match=words):
        processing.case_of(session, choice)


def test_that_one_scan_cannot_play_two_roles(session, ids):
    with pytest.raises(OptionError, match="two roles"):
        processing.case_of(session, Choice(ids["flair"], None, ids["asl"], ids["flair"]))


def test_that_the_folder_is_in_the_users_data_by_the_pseudonym_and_one_for_each_patient(
    session, ids, tmp_path, own_folders
):
    case = processing.case_of(session, processing.recognised(session))
    folder = processing.suggested_folder(case)
    assert folder.is_relative_to(own_folders)
    assert folder.name.startswith("sub-01_")
    assert folder == processing.suggested_folder(case)
    other = processing.case_of(
        session, Choice(add(session, tmp_path / "b" / "sub-01_T1w.nii", Modality.T1, is_series=False))
    )
    assert processing.suggested_folder(other) != folder


def test_that_more_scans_take_longer(session, ids):
    everything = processing.recognised(session)
    assert processing.expected_s(session, everything) > processing.expected_s(session, Choice(ids["t1"]))
    assert processing.expected_s(session, Choice()) == 0


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
    layer_id = add(session, path, Modality.T1, is_series=False)

    def work(case, out, preset, voxel_mm, progress):
        progress(0.5, "working")
        save_processed(out, inputs={"t1": sha256_of_file(case.t1), "bold": "b" * 64})
        return ()

    monkeypatch.setattr(processing, "process_in_worker", work)
    case = processing.case_of(session, Choice(layer_id))
    return Plan(case, PRESET, 3.0, tmp_path / "out", (layer_id,))


def test_that_the_results_open_when_the_run_is_done(session, jobs, finish, qtbot, plan):
    processing.start(session, jobs, plan)
    finish()
    qtbot.waitUntil(lambda: any(layer.name == "zalff" for layer in session.layers))
    assert session.spaces.patient.name == "sub-01"
    assert session.spaces.current is Space.MNI
    assert [layer.name for layer in session.visible_layers] == ["T1 in MNI", "zalff"]


def test_that_results_of_a_patient_that_was_closed_are_dropped(session, jobs, finish, plan):
    processing.start(session, jobs, plan)
    session.remove_layer(plan.layer_ids[0])
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
