"""From files to layers: what is opened, in which order, and what is said about it."""

import gzip
import io
import logging
import threading
from pathlib import Path

import numpy as np
import pytest

from analysis.errors import Cancelled, FileFormatError
from analysis.grid import Grid
from analysis.image import Series
from analysis.scan import Modality, Scan
from gui import log
from gui.commands import opening
from gui.session import Change, Role
from tests.gui import made_scans
from tests.gui.made_files import BRAIN_GRID, save, save_asl, save_bold, save_patient, save_t1
from tests.gui.made_scans import add_t1
from tests.stopped import stopped_after


def modalities(session) -> list[Modality]:
    return [layer.scan.modality for layer in session.layers]


def test_that_a_file_becomes_a_layer_with_its_scan(session, jobs, finish, tmp_path):
    path = save_t1(tmp_path)
    opening.open_paths(session, jobs, [path])
    finish()
    (layer,) = session.layers
    assert layer.name == "T1 · sub-01_T1w"
    assert (layer.scan.path, layer.scan.modality, layer.role) == (path, Modality.T1, Role.UNDERLAY)
    assert layer.grid.matches(BRAIN_GRID)
    assert layer.display.visible


def test_that_reading_does_not_happen_in_the_gui_thread(session, jobs, finish, tmp_path, monkeypatch):
    threads = []
    real = opening.nifti.read
    monkeypatch.setattr(opening.nifti, "read", lambda path: (threads.append(threading.get_ident()), real(path))[1])
    opening.open_paths(session, jobs, [save_t1(tmp_path)])
    finish()
    assert threads
    assert threading.get_ident() not in threads


def test_that_a_bad_file_is_told_and_does_not_stop_the_others(session, jobs, finish, told, tmp_path):
    bad = tmp_path / "damaged_T1w.nii.gz"
    bad.write_bytes(b"this is no image")
    missing = tmp_path / "gone_T1w.nii"
    opening.open_paths(session, jobs, [bad, save_bold(tmp_path, n=4), missing, save_t1(tmp_path)])
    finish()
    assert modalities(session) == [Modality.T1, Modality.BOLD]
    assert len(told) == 2
    assert "damaged_T1w.nii.gz" in told[0]
    assert "gone_T1w.nii" in told[1]


def test_that_only_bad_files_leave_the_session_as_it_was(session, jobs, finish, told, changes, tmp_path):
    layer = add_t1(session)
    changes.clear()
    bad = tmp_path / "bad.nii"
    bad.write_bytes(b"")
    opening.open_paths(session, jobs, [bad])
    finish()
    assert session.layers == (layer,)
    assert session.selected_layer is layer
    assert len(told) == 1
    assert changes == []


def test_that_a_bids_folder_opens_as_the_images_of_its_patient_with_the_t1_at_the_bottom(
    session, jobs, finish, tmp_path
):
    opening.open_paths(session, jobs, [save_patient(tmp_path)])
    finish()
    assert modalities(session) == [Modality.T1, Modality.BOLD, Modality.ASL]


def test_that_a_folder_without_images_is_told(session, jobs, finish, told, tmp_path):
    opening.open_paths(session, jobs, [tmp_path])
    finish()
    assert session.layers == ()
    assert len(told) == 1
    assert tmp_path.name in told[0]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_that_the_t1_lies_at_the_bottom_whatever_the_order_of_the_files(session, jobs, finish, tmp_path, order):
    paths = [save_t1(tmp_path), save_bold(tmp_path, n=4), save_asl(tmp_path)]
    opening.open_paths(session, jobs, [paths[i] for i in order])
    finish()
    assert modalities(session)[0] is Modality.T1
    assert [layer.display.visible for layer in session.layers] == [True, False, False]
    assert session.selected_layer is session.layers[0]


def test_that_a_single_file_that_is_opened_later_is_seen(session, jobs, finish, tmp_path):
    opening.open_paths(session, jobs, [save_t1(tmp_path)])
    finish()
    opening.open_paths(session, jobs, [save_bold(tmp_path, n=4)])
    finish()
    assert [layer.display.visible for layer in session.layers] == [True, True]
    assert session.selected_layer.scan.modality is Modality.BOLD


def test_that_everything_arrives_as_one_change(session, jobs, finish, changes, tmp_path):
    opening.open_paths(session, jobs, [save_t1(tmp_path), save_asl(tmp_path)])
    finish()
    assert [change for change in changes if change & Change.LAYERS] == [
        Change.LAYERS | Change.SELECTION | Change.CURSOR
    ]


def test_that_the_warnings_of_a_file_are_told_with_its_name(session, jobs, finish, told, tmp_path):
    path = save_bold(tmp_path, n=4, RepetitionTime=1.5, RepetitionTimeExcitation=1.5)
    opening.open_paths(session, jobs, [path])
    finish()
    assert len(told) == 1
    assert told[0].startswith("BOLD · sub-01_task-rest_bold: ")
    assert "1.5 s" in told[0]
    assert session.layers[0].image.tr_s == 1.5


def test_that_a_series_is_read_to_its_end_in_the_background_and_then_handed_on(session, jobs, finish, tmp_path):
    read, complete = [], []

    def note(layer) -> None:
        read.append(layer)
        complete.append(layer.image.is_complete)

    opening.open_paths(
        session, jobs, [save_t1(tmp_path), save_bold(tmp_path, n=9), save_asl(tmp_path)], on_series_read=note
    )
    finish()
    assert {layer.scan.modality for layer in read} == {Modality.BOLD, Modality.ASL}
    assert complete == [True, True]
    assert all(layer.image.is_complete for layer in session.layers if isinstance(layer.image, Series))


def test_that_the_arrival_of_frames_is_told(session, jobs, finish, changes, tmp_path):
    opening.open_paths(session, jobs, [save_bold(tmp_path, n=9)])
    finish()
    assert Change.FRAMES in changes


def test_that_a_series_closed_while_it_is_read_is_not_handed_on(session, jobs, finish, qtbot, tmp_path, monkeypatch):
    closed, read = threading.Event(), []
    monkeypatch.setattr(opening.nifti, "finish", lambda image, progress: closed.wait(10))
    opening.open_paths(session, jobs, [save_bold(tmp_path, n=3)], on_series_read=read.append)
    qtbot.waitUntil(lambda: bool(session.layers), timeout=5000)
    session.close_all()
    closed.set()
    finish()
    assert read == []


def test_that_a_series_that_is_cut_short_keeps_its_first_frames_and_says_why_there_are_no_more(
    session, jobs, finish, tmp_path
):
    whole = gzip.decompress(save_bold(tmp_path, n=30).read_bytes())
    cut = tmp_path / "cut_bold.nii.gz"
    cut.write_bytes(gzip.compress(whole)[:-400_000])
    failed, read = [], []
    jobs.failed.connect(lambda job: failed.append(job.sentence()))
    opening.open_paths(session, jobs, [cut], on_series_read=read.append)
    finish()
    (layer,) = session.layers
    assert not layer.image.is_complete
    assert np.isfinite(layer.volume(29).data).all()
    assert len(failed) == 1
    assert "cut_bold.nii.gz" in failed[0]
    assert read == []


def test_that_outcomes_are_in_the_order_of_the_files(tmp_path):
    bad = tmp_path / "bad.nii"
    bad.write_bytes(b"x" * 400)
    outcomes = opening.read_all([bad, save_t1(tmp_path)])
    assert isinstance(outcomes[0], FileFormatError)
    assert isinstance(outcomes[1], Scan)


def test_that_reading_can_be_stopped_between_two_files(tmp_path):
    with pytest.raises(Cancelled):
        opening.read_all([save_t1(tmp_path), save_asl(tmp_path)], stopped_after(0))


def test_that_the_cursor_begins_in_the_brain_that_a_series_shows_not_in_the_neck_of_a_t1(
    session, jobs, finish, tmp_path
):
    affine = BRAIN_GRID.affine.copy()
    affine[2, 3] += 40
    higher = Grid(BRAIN_GRID.shape, affine)
    bold = save(tmp_path / "sub-01_task-rest_bold.nii", np.ones((*higher.shape, 3)), higher, tr_s=2.0)
    opening.open_paths(session, jobs, [save_t1(tmp_path), bold])
    finish()
    np.testing.assert_allclose(session.cursor_mm, higher.centre_mm)


def test_that_the_caption_tells_the_role_where_it_is_known(tmp_path):
    names = {Path(name).stem: "" for name in ("x_T1w.nii", "x_FLAIR.nii", "x_mask.nii")}
    for name in names:
        data = np.arange(BRAIN_GRID.n_voxels).reshape(BRAIN_GRID.shape) % 2
        (outcome,) = opening.read_all([save(tmp_path / f"{name}.nii", data, BRAIN_GRID)])
        names[name] = opening.scan_name(outcome)
    assert names == {"x_T1w": "T1 · x_T1w", "x_FLAIR": "x_FLAIR", "x_mask": "x_mask"}


def test_that_the_name_of_an_opened_file_never_reaches_the_log(session, jobs, finish, tmp_path, monkeypatch):
    monkeypatch.setattr(log, "_hidden", {})
    monkeypatch.setattr(opening.nifti, "finish", lambda image, progress: 1 / 0)
    path = tmp_path / "Jane_Doe_1970_bold.nii"
    save(path, np.arange(BRAIN_GRID.n_voxels * 3).reshape(*BRAIN_GRID.shape, 3), BRAIN_GRID, tr_s=2.0)
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(log.RedactingFormatter("%(message)s"))
    logging.getLogger().addHandler(handler)
    try:
        opening.open_paths(session, jobs, [path])
        finish()
    finally:
        logging.getLogger().removeHandler(handler)
    assert "ZeroDivisionError" in stream.getvalue()
    assert "jane" not in stream.getvalue().lower()


def test_that_a_map_opened_with_its_t1_is_seen_over_it(session, jobs):
    t1, first, second = (
        made_scans.scan(modality, made_scans.volume(name))
        for modality, name in ((Modality.T1, "T1"), (Modality.MAP, "zALFF"), (Modality.MAP, "ALFF"))
    )
    opening.add_scans(session, jobs, None, (first, second, t1))
    assert [(layer.name, layer.display.visible) for layer in session.layers] == [
        ("T1 · T1", True),
        ("zALFF", True),
        ("ALFF", False),
    ]
