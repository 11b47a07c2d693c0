"""A series onto its T1: where it goes, what is told, and the way back."""

import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.files import nifti
from analysis.preprocess.coregister import Coregistration
from analysis.preprocess.transforms import LinearTransform
from gui.commands import aligning, computing
from gui.commands.computing import ALIGNMENT
from tests.gui.made_scans import add_series, add_t1, stat_map

# T1 mm -> series mm: the series shows everything 10 mm too far to the head.
UP = LinearTransform(np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 10.0], [0, 0, 0, 1]]))


@pytest.fixture
def found(monkeypatch):
    """What the registration finds, without its seconds."""
    result = Coregistration(UP, 0.95, 0.9, 0.4)
    monkeypatch.setattr(aligning, "find_place", lambda image, t1, progress: result)
    return result


def test_that_the_series_goes_where_its_head_is_in_the_t1(session, jobs, finish, told, found):
    add_t1(session)
    layer = add_series(session)
    before = layer.grid.to_mm(np.array([1, 2, 3]))
    aligning.align_with_t1(session, jobs, layer.id)
    finish()
    moved = session.layer(layer.id)
    np.testing.assert_allclose(moved.grid.to_mm(np.array([1, 2, 3])), before - [0, 0, 10])
    np.testing.assert_array_equal(moved.image.frames.frame(3), layer.image.frames.frame(3))
    np.testing.assert_allclose(moved.image.volume(0).grid.affine, moved.grid.affine)
    assert told == ["BOLD: Aligned with the T1: its centre moved by 10.0 mm, turned by 0.0°; 95 % of its brain lie "
                    "within the T1's."]  # fmt: skip
    assert moved.scan.image is moved.image
    assert not moved.is_computed


def test_that_it_is_one_step_of_undo(session, jobs, finish, found):
    add_t1(session)
    layer = add_series(session)
    aligning.align_with_t1(session, jobs, layer.id)
    finish()
    assert session.undo_stack.undoText() == "align BOLD"
    session.undo_stack.undo()
    assert session.layer(layer.id).image is layer.image
    assert ALIGNMENT not in session.layer(layer.id).scan.facts
    session.undo_stack.redo()
    assert ALIGNMENT in session.layer(layer.id).scan.facts


def test_that_a_map_computed_afterwards_tells_the_alignment(session, jobs, finish, found):
    add_t1(session)
    layer = add_series(session)
    aligning.align_with_t1(session, jobs, layer.id)
    finish()
    scan = session.layer(layer.id).scan
    made = stat_map("alff", np.zeros(layer.grid.shape))
    made = computing.with_origin(made, scan)
    assert made.provenance.parameters["alignment"] == UP.matrix.tolist()
    assert made.provenance.warnings[0].startswith("Aligned with the T1")


def test_that_without_a_t1_the_user_is_told_what_to_open(session, jobs):
    layer = add_series(session)
    with pytest.raises(OptionError, match="T1 first"):
        aligning.align_with_t1(session, jobs, layer.id)


def test_that_a_layer_that_was_closed_meanwhile_is_not_moved(session, jobs, finish, told, found):
    add_t1(session)
    layer = add_series(session)
    aligning.align_with_t1(session, jobs, layer.id)
    session.remove_layer(layer.id)
    finish()
    assert told == []


def test_that_scans_of_two_sessions_come_to_lie_on_each_other(fixtures):
    folder = fixtures / "real" / "studyforrest"
    bold = nifti.read(folder / "bold_task-oneback_156vol.nii.gz").image
    t1 = nifti.read(folder / "T1w_defaced.nii.gz").image
    result = aligning.find_place(bold.volume(0), t1)
    # By their headers they lie some 16 mm apart; afterwards the brain of one is in the brain of the other.
    assert result.overlap > 0.9
    assert 5 < result.transform.angle_degrees < 10
    assert np.linalg.norm(result.transform.placed(bold.grid).centre_mm - bold.grid.centre_mm) == pytest.approx(
        15, abs=5
    )
