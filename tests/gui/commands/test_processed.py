"""A processed folder is recognised, its maps are chosen kind by kind, and two patients are never mixed."""

import json
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QTimer

from analysis.errors import InputError
from analysis.files.results import write_map, write_volume
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.pipeline.derivative import ProcessedMap
from analysis.pipeline.names import Names
from analysis.pipeline.outputs import put_description
from analysis.pipeline.routes import Space
from analysis.pipeline.transform_files import write_linear, write_way
from analysis.preprocess.resample import mni_grid
from analysis.provenance import InputRecord, Provenance, sha256_of_file
from analysis.scan import StatMap
from gui.commands import opening, processed
from gui.session import Change, Role, Session
from tests.gui.made_files import BRAIN_GRID, ball, save, save_t1
from tests.known_routes import T1_TO_EPI, known_routes

ROUTES = known_routes(16.0)
SPOT = np.array([-30.0, -21.0, 42.0])


def coarse(space: Space) -> Grid:
    return ROUTES.grids[space].every(4)


def save_processed(root: Path, *, inputs: dict[str, str], maps=("alff", "zalff", "reho")) -> Path:
    """What a run leaves of a T1 and a series, with small images."""
    names = Names(root, "01")
    root.mkdir(parents=True, exist_ok=True)
    put_description(root)
    write_way(ROUTES.normalisation, _made(names.way("anat", "T1w")), image="T1w")
    names.t1_to_bold.parent.mkdir(parents=True, exist_ok=True)
    write_linear(T1_TO_EPI, names.t1_to_bold, source="T1w", target="boldref")
    native = {names.anat("desc-preproc_T1w.nii.gz"): Space.T1, names.func("boldref.nii.gz"): Space.EPI}
    for path, space in native.items():
        write_volume(Volume(coarse(space), np.ones(coarse(space).shape)), path)
    grid = mni_grid(6.0)
    for path in (names.anat_mni("desc-preproc_T1w.nii.gz"), names.func_mni("boldref.nii.gz")):
        write_volume(Volume(grid, np.ones(grid.shape)), path, space="MNI152")
    data = np.zeros(grid.shape)
    data[grid.voxel_at(SPOT)] = 5
    records = tuple(InputRecord(role, digest) for role, digest in inputs.items())
    for name in maps:
        volume = Volume(grid, data, name)
        stat_map = StatMap(volume, name, Provenance("tests", inputs=records), Mask(grid, np.ones(grid.shape)))
        write_map(stat_map, names.maps, space="MNI152", force=True)
    record = {"Maps": list(maps), "Warnings": ["The head moved."], "NormalisationCorrelation": 0.9}
    names.record.write_text(json.dumps(record | {"WarpJacobianRange": [0.5, 1.5]}))
    return root


def _made(names):
    names.affine.parent.mkdir(parents=True, exist_ok=True)
    return names


@pytest.fixture
def t1(tmp_path) -> Path:
    return save_t1(tmp_path / "raw")


@pytest.fixture
def folder(tmp_path, t1) -> Path:
    return save_processed(tmp_path / "out", inputs={"t1": sha256_of_file(t1), "bold": "b" * 64})


def captions(session: Session) -> list[str]:
    return [layer.name for layer in session.layers]


def test_that_only_a_folder_of_ours_is_a_processed_one(tmp_path, folder, t1):
    assert processed.is_processed(folder)
    assert processed.is_processed(folder / "sub-01")
    assert not processed.is_processed(t1.parent)
    (tmp_path / "other").mkdir()
    other = {"Name": "fMRIPrep", "DatasetType": "derivative", "GeneratedBy": [{"Name": "fMRIPrep"}]}
    (tmp_path / "other" / "dataset_description.json").write_text(json.dumps(other))
    (tmp_path / "other" / "sub-01").mkdir()
    assert not processed.is_processed(tmp_path / "other")
    (tmp_path / "other" / "dataset_description.json").write_text("[1, 2")
    assert not processed.is_processed(tmp_path / "other")


def test_that_its_images_maps_and_transforms_open_and_its_warnings_are_told(session, jobs, finish, qtbot, folder, told):
    processed.open_processed(session, jobs, folder)
    finish()
    qtbot.waitUntil(lambda: len(session.layers) == 6)
    assert captions(session) == ["T1 in MNI", "Mean EPI in MNI", "T1, bias corrected", "Mean EPI", "reho", "zalff"]
    homes = [session.spaces.home(layer) for layer in session.layers]
    assert homes == [Space.MNI, Space.MNI, Space.T1, Space.EPI, Space.MNI, Space.MNI]
    assert session.spaces.current is Space.MNI
    assert [layer.name for layer in session.visible_layers] == ["T1 in MNI", "zalff"]
    assert told == ["sub-01: The head moved."]
    expected = ROUTES.point(SPOT, Space.MNI, Space.EPI)
    assert np.allclose(session.spaces.point(SPOT, Space.MNI, Space.EPI), expected, atol=0.01)


def test_that_the_crosshair_of_a_raw_scan_goes_along_to_mni(session, jobs, finish, folder, t1):
    opening.open_paths(session, jobs, [t1])
    finish()
    there = ROUTES.point(np.array([5.0, 10.0, -20.0]), Space.T1, Space.MNI)
    session.move_cursor(np.array([5.0, 10.0, -20.0]))
    processed.open_processed(session, jobs, folder)
    finish()
    assert np.linalg.norm(session.cursor_mm - there) < 0.5
    assert "T1, bias corrected" not in captions(session)  # the raw T1 is the same head in the same place


def test_that_the_scans_of_another_patient_are_not_mixed_with_it(session, jobs, finish, tmp_path, folder):
    other = save(tmp_path / "other" / "sub-02_T1w.nii.gz", 50.0 * ball(BRAIN_GRID), BRAIN_GRID)
    opening.open_paths(session, jobs, [other])
    finish()
    failed = []
    jobs.failed.connect(failed.append)
    processed.open_processed(session, jobs, folder)
    finish()
    assert "two patients must not be mixed" in failed[0].sentence()
    assert session.spaces.patient is None


def test_that_a_second_processed_patient_is_not_opened_over_the_first(session, jobs, finish, tmp_path, folder, told):
    processed.open_processed(session, jobs, folder)
    finish()
    first = session.spaces.patient
    told.clear()
    processed.open_processed(session, jobs, save_processed(tmp_path / "two", inputs={"t1": "c" * 64}))
    finish()
    assert session.spaces.patient is first
    assert "two patients must not be mixed" in told[0]


def test_that_the_same_patient_processed_anew_takes_the_place_of_its_older_results(
    session, jobs, finish, qtbot, folder
):
    for _ in range(2):
        processed.open_processed(session, jobs, folder)
        finish()
        qtbot.waitUntil(lambda: len(session.layers) == 6)
    assert captions(session).count("T1 in MNI") == 1


def test_that_maps_that_come_after_all_was_closed_are_dropped(session, folder):
    opened = processed.read(folder, None, ())
    processed.show(session, opened)
    session.close_all()
    processed._add_rest(session, opened, opened.maps)
    assert session.layers == ()


def test_that_its_layers_come_in_turns_of_their_own_and_none_after_all_was_closed(session, qtbot, folder):
    processed.show(session, processed.read(folder, None, ()))
    assert len(session.layers) == 1
    n_seen = [1]

    def follow(_: Change) -> None:
        n_seen.append(len(session.layers))
        if n_seen[-1] == 3:
            QTimer.singleShot(0, session.close_all)

    session.changed.connect(follow)
    qtbot.waitUntil(lambda: n_seen[-1] == 0)
    qtbot.wait(50)
    assert n_seen[:3] == [1, 2, 3]
    assert session.layers == ()


def test_that_an_unfinished_run_is_said(folder):
    Names(folder, "01").record.unlink()
    with pytest.raises(InputError, match="was not finished"):
        processed.read(folder, None, ())


def test_that_one_map_of_each_kind_is_opened():
    names = (
        "alff", "malff", "zalff", "falff", "zfalff", "reho", "mreho", "smreho", "sreho", "zreho", "szreho", "fc_r_A",
        "fc_z_A", "cbf", "sdc",
    )  # fmt: skip
    maps = [ProcessedMap(name, Path(f"{name}.nii.gz")) for name in names]
    chosen = [entry.statistic for entry in processed.chosen_maps(maps)]
    assert chosen == ["zalff", "zfalff", "szreho", "fc_z_A", "cbf", "sdc"]


def test_that_layers_of_a_role_other_than_map_are_images(session, jobs, finish, folder):
    processed.open_processed(session, jobs, folder)
    finish()
    assert session.layers[0].role is Role.UNDERLAY
