"""A drawn region as a seed, and places of the literature, in the space that is shown."""

from types import SimpleNamespace

import numpy as np
import pytest

from analysis.atlas.seed_places import seed_places
from analysis.errors import DataError, OptionError
from analysis.files.results import write_series
from analysis.image import ArrayFrames, Series
from analysis.pipeline.routes import Space
from analysis.scan import Modality
from gui.commands import region_seeds
from gui.session import Role
from gui.spaces import ProcessedPatient
from tests.gui.commands.test_region_numbers import draw
from tests.gui.made_patient import MNI_GRID, ROUTES, T1_GRID, add_mni, open_patient
from tests.gui.made_scans import add_series, add_t1, grid

THALAMUS = next(place for place in seed_places() if place.key == "thalamus_L")


def test_that_a_region_becomes_a_seed_of_its_voxels_on_the_series(session):
    fine = grid((16, 18, 20), 1.0)
    add_t1(session, "T1", fine)
    series = add_series(session)
    draw(session, fine, np.s_[4:10, 4:10, 4:10])
    seed = region_seeds.pin_region(session)
    assert session.seeds.pinned == (seed,)
    assert seed.name == "region_1"
    expected = [fine.voxel_at(series.grid.to_mm(ijk)) for ijk in np.argwhere(seed.mask.data)]
    assert all(voxel is not None and session.drawing.labels.data[voxel] == 1 for voxel in expected)
    assert seed.mask.n_voxels == 27


def test_that_a_region_in_another_space_goes_through_the_registration(session, tmp_path):
    open_patient(session, tmp_path)
    session.show_space(Space.T1)
    labels = draw(session, T1_GRID, np.s_[12:18, 12:16, 14:18], home=Space.T1)
    seed = region_seeds.pin_region(session)
    series = session.series_layer
    for ijk in np.argwhere(np.ones(series.grid.shape, bool)):
        voxel = T1_GRID.voxel_at(ROUTES.point(series.grid.to_mm(ijk), Space.EPI, Space.T1))
        assert seed.mask.data[tuple(ijk)] == (voxel is not None and bool(labels.data[voxel]))
    assert seed.mask.n_voxels > 0


def test_that_what_is_missing_is_said(session):
    with pytest.raises(OptionError, match="Draw a region first"):
        region_seeds.pin_region(session)
    add_t1(session, "T1", grid((16, 18, 20), 1.0))
    draw(session, grid((16, 18, 20), 1.0), np.s_[4:10, 4:10, 4:10])
    with pytest.raises(OptionError, match="Open a BOLD series"):
        region_seeds.pin_region(session)


def test_that_a_region_that_holds_no_voxel_is_no_seed(session):
    fine = grid((80, 80, 80), 0.25)
    add_series(session)
    draw(session, fine, np.s_[44:45, 44:45, 44:45])
    with pytest.raises(DataError, match="holds no voxel of the series"):
        region_seeds.pin_region(session)


def test_that_a_place_of_mni_space_needs_a_way_there(session):
    add_t1(session)
    with pytest.raises(OptionError, match="MNI space only"):
        region_seeds.seed_at(session, THALAMUS)


def test_that_a_seed_is_put_where_the_place_is_in_the_space_shown(session, tmp_path):
    open_patient(session, tmp_path)
    session.show_space(Space.T1)
    seed = region_seeds.seed_at(session, THALAMUS)
    np.testing.assert_allclose(seed.centre_mm, ROUTES.point(np.array(THALAMUS.centre_mm), Space.MNI, Space.T1))
    assert seed.radius_mm == THALAMUS.radius_mm
    np.testing.assert_allclose(session.cursor_mm, seed.centre_mm)


def test_that_a_region_at_a_place_is_a_sphere_with_its_name_and_one_step(session, tmp_path):
    open_patient(session, tmp_path)
    session.show_space(Space.T1)
    labels = draw(session, T1_GRID, np.s_[0:1, 0:1, 0:1], home=Space.T1)
    region = region_seeds.region_at(session, THALAMUS)
    centre = ROUTES.point(np.array(THALAMUS.centre_mm), Space.MNI, Space.T1)
    inside = np.argwhere(labels.data == region.label)
    assert region.name == "left thalamus"
    assert len(inside) >= 1
    middle = T1_GRID.to_mm(inside).mean(axis=0)
    assert np.linalg.norm(middle - centre) < 8
    session.undo_stack.undo()
    assert [one.name for one in labels.regions] == ["region 1"]
    assert not (labels.data == region.label).any()


def test_that_a_place_that_was_not_compared_says_so():
    words = [region_seeds.in_words(place) for place in seed_places()]
    assert "left thalamus: −12 −18 8 mm, r 6 mm" in words
    assert any("not compared" in one for one in words)


def test_that_the_series_that_processing_left_is_opened_for_the_seed(
    session, jobs, finish, told, monkeypatch, tmp_path
):
    """The series is opened unseen, its frames are read, and then the map of the region is added."""
    data = np.random.default_rng(3).normal(500, 5, (*MNI_GRID.shape, 40)).astype(np.float32)
    data[np.linalg.norm(MNI_GRID.to_mm(np.moveaxis(np.indices(MNI_GRID.shape), 0, -1)), axis=-1) > 60] = 1
    moving = Series(MNI_GRID, ArrayFrames(np.round(data)), 2.0, "rest")
    path = write_series(moving, tmp_path / "sub-demo_task-rest_bold.nii.gz", space="MNI152")
    session.spaces.open(ProcessedPatient("sub-demo", ROUTES, tmp_path), Space.MNI)
    add_mni(session, "T1 in MNI", Role.UNDERLAY, Modality.T1)
    left = SimpleNamespace(bold_mni=path)
    monkeypatch.setattr(region_seeds, "read_processed", lambda folder, subject: left)
    draw(session, MNI_GRID, np.s_[8:12, 10:14, 10:14], home=Space.MNI)
    region_seeds.connectivity_of_region(session, jobs)
    finish()
    opened = session.series_layer
    assert not opened.display.visible
    assert session.seeds.pinned[0].name == "region_1"
    assert any(layer.is_computed for layer in session.layers), told
