import numpy as np
import pytest

from analysis.errors import DataError
from analysis.image import ArrayFrames, Mask, Series
from analysis.metrics.connectivity import SeedFcOptions, compute_seed_fc, fisher_z
from analysis.metrics.live import make_live
from analysis.preprocess.censor import CensorOptions
from analysis.preprocess.filter import FilterOptions
from analysis.preprocess.preparation import Preparation
from analysis.scan import Modality
from gui import live_seed
from gui.commands import computing
from gui.live_seed import LiveSeed
from gui.session import Role
from tests.gui import made_scans

CENTRE = np.zeros(3)


@pytest.fixture
def live(session, jobs):
    """A session with a noisy series, a mask that holds all of it, and the live map."""
    on = made_scans.grid()
    random = np.random.default_rng(5)
    data = random.standard_normal((*on.shape, 50)) + random.standard_normal(50)
    image = Series(on, ArrayFrames(data), 2.0, "rest")
    session.add_layer("BOLD", image, Role.UNDERLAY, made_scans.GRAY, scan=made_scans.scan(Modality.BOLD, image))
    made_scans.add_mask(session)
    session.set_preparation(Preparation())
    return LiveSeed(session, jobs)


@pytest.fixture
def settle(live, finish):
    """Waits until the series is ready and the map of the seed is there."""

    def wait():
        live.update_map()
        finish()
        live.update_map()

    return wait


def _map(session):
    return next(layer for layer in session.layers if layer.role is Role.OVERLAY)


def _expected(session, seed):
    series = session.series_layer.image
    mask = computing.mask_of(next(layer for layer in session.layers if layer.role is Role.MASK))
    return compute_seed_fc(series, mask, SeedFcOptions((seed,)))[0].volume.data


def test_that_the_map_follows_the_seed(session, live, settle):
    session.seeds.move(CENTRE)
    settle()
    first = _map(session)
    np.testing.assert_allclose(first.image.data, _expected(session, session.seeds.current), atol=2e-6)
    session.seeds.move(np.array([4.0, -4.0, 2.0]))
    live.update_map()
    second = _map(session)
    assert second.id == first.id
    np.testing.assert_allclose(second.image.data, _expected(session, session.seeds.current), atol=2e-6)


def test_that_only_the_latest_of_several_positions_is_computed(session, live, settle, qtbot, monkeypatch):
    session.seeds.move(CENTRE)
    settle()
    computed = []
    original = live._live.course_of
    monkeypatch.setattr(type(live._live), "course_of", lambda self, seed: computed.append(seed) or original(seed))
    for x in (1.0, 2.0, 3.0, 4.0):
        session.seeds.move(np.array([x, 0, 0]))
    qtbot.waitUntil(lambda: bool(computed))
    assert [seed.centre_mm for seed in computed] == [(4.0, 0.0, 0.0)]


def test_that_the_time_course_stays_that_of_the_series(session, live, settle):
    session.select_layer(session.layers[0].id)
    session.seeds.move(CENTRE)
    settle()
    assert session.selected_layer.name == "BOLD"


def test_that_a_pinned_seed_can_be_subtracted(session, live, settle):
    session.seeds.move(CENTRE)
    settle()
    pinned = session.seeds.pin()
    session.seeds.move(np.array([4.0, 4.0, 4.0]))
    session.seeds.compare(pinned.name)
    live.update_map()
    names = [layer.name for layer in session.layers if layer.role is Role.OVERLAY]
    assert names == ["FC difference of two seeds (z)"]
    expected = fisher_z(_expected(session, session.seeds.current)) - fisher_z(_expected(session, pinned))
    np.testing.assert_allclose(_map(session).image.data, expected, atol=1e-4)


def test_that_a_reading_has_both_courses_and_their_r(session, live, settle):
    session.seeds.move(CENTRE)
    session.move_cursor(np.array([4.0, 0.0, 0.0]))
    settle()
    reading = live.reading
    series = session.series_layer.image
    voxel = series.frames.time_course(series.grid.voxel_at(session.cursor_mm))
    np.testing.assert_allclose(reading.voxel, voxel - voxel.mean(), atol=1e-4)
    assert reading.r == pytest.approx(np.corrcoef(reading.seed, voxel)[0, 1], abs=1e-5)


def test_that_a_seed_that_leaves_the_brain_keeps_the_last_map(session, live, settle, monkeypatch):
    session.seeds.move(CENTRE)
    settle()
    before = _map(session).image

    def outside(*_):
        raise DataError("outside")

    monkeypatch.setattr(type(live._live), "course_of", outside)
    session.seeds.move(np.array([6.0, 0, 0]))
    live.update_map()
    assert _map(session).image is before
    assert live.reading is None


def test_that_a_seed_without_a_series_is_refused_in_words(session, jobs, told):
    made_scans.add_t1(session)
    live = LiveSeed(session, jobs)
    session.seeds.move(CENTRE)
    live.update_map()
    assert told == ["Open a BOLD series first: a seed needs time courses."]


def test_that_closing_the_series_forgets_it(session, live, settle):
    session.seeds.move(CENTRE)
    settle()
    session.remove_layer(session.series_layer.id)
    assert live.reading is None


def test_that_the_first_seed_estimates_a_mask_where_there_is_none(monkeypatch):
    series = made_scans.series(20)
    seen = []
    everything = Mask(series.grid, np.ones(series.grid.shape, bool))
    monkeypatch.setattr(live_seed, "estimate_brain_mask", lambda image, progress: seen.append(image) or everything)
    live_seed.prepare(series, None, Preparation())
    assert seen == [series]
    live_seed.prepare(series, everything, Preparation())
    assert len(seen) == 1
    assert make_live(series, everything, Preparation()).mask.n_voxels == series.grid.n_voxels


def test_that_other_overlays_make_room_for_the_map_and_come_back(session, live, settle):
    other = made_scans.add_overlay(session, "zALFF")
    hidden = made_scans.add_overlay(session, "ALFF")
    session.show_layer(hidden.id, visible=False)
    session.seeds.move(CENTRE)
    settle()
    shown = [layer.name for layer in session.visible_layers if layer.role is Role.OVERLAY]
    assert shown == ["FC of the seed (r)"]
    session.seeds.move(None)
    live.update_map()
    shown = [layer.name for layer in session.layers if layer.role is Role.OVERLAY and layer.display.visible]
    assert shown == [other.name]


def test_that_a_series_that_cannot_be_prepared_is_tried_once_until_something_changes(session, live, jobs, finish):
    tried = []
    jobs.failed.connect(lambda job: tried.append(job.sentence()))
    session.set_preparation(Preparation(filtering=FilterOptions(low_hz=0, high_hz=0, censor=CensorOptions())))
    for x in (1.0, 2.0, 3.0):
        session.seeds.move(np.array([x, 0, 0]))
        live.update_map()
        finish()
    assert len(tried) == 1
    assert "motion file" in tried[0]
    session.set_preparation(Preparation())
    live.update_map()
    finish()
    live.update_map()
    assert len(tried) == 1
    np.testing.assert_allclose(_map(session).image.data, _expected(session, session.seeds.current), atol=2e-6)
