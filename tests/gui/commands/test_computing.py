"""From an open series to maps: which mask is used, what is added, and what is dropped."""

import hashlib

import numpy as np
import pytest

from analysis.errors import DataError, OptionError
from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.metrics.catalogue import ALFF, REHO
from analysis.preprocess.preparation import Preparation
from analysis.progress import silent
from analysis.scan import Modality
from gui.commands import computing, opening
from gui.session import Layer, Recipe, Role, Session
from tests.gui.made_files import BRAIN_GRID, ball, save_bold, save_t1
from tests.gui.made_scans import GRAY, TINT, add_series, add_t1

RECIPE = Recipe("alff", 1, None, Preparation(), None, ("alff",))


@pytest.fixture
def bold(session, jobs, finish, tmp_path) -> Layer:
    """A BOLD series of 40 volumes of a ball, opened from a file and read to its end."""
    opening.open_paths(session, jobs, [save_bold(tmp_path, n=40)])
    finish()
    return session.layers[0]


def names(session: Session, role: Role) -> list[str]:
    return [layer.name for layer in session.layers if layer.role is role]


def statistics(session: Session) -> list[str]:
    return [layer.stat_map.statistic for layer in session.layers if layer.stat_map is not None]


def test_that_a_metric_adds_its_estimated_mask_and_its_first_map(session, jobs, finish, bold):
    computing.compute_metric(session, jobs, ALFF, bold.id)
    finish()
    assert names(session, Role.MASK) == ["Brain mask (estimated)"]
    assert statistics(session) == ["alff"]
    layer = session.selected_layer
    assert layer.stat_map.statistic == "alff"
    assert layer.display.visible
    assert layer.image is layer.stat_map.volume


def test_that_the_map_is_what_the_metric_itself_gives(session, jobs, finish, bold):
    computing.compute_metric(session, jobs, ALFF, bold.id)
    finish()
    mask = next(layer for layer in session.layers if layer.role is Role.MASK)
    direct = ALFF.compute(bold.image, Mask(mask.grid, mask.image.data))[0]
    np.testing.assert_array_equal(session.selected_layer.image.data, direct.volume.data)
    assert np.isnan(session.selected_layer.image.data[0, 0, 0])


def test_that_no_mask_is_estimated_where_one_lies_on_the_grid_of_the_series(session, jobs, finish, bold):
    mask = session.add_layer("mine", Volume(BRAIN_GRID, ball(BRAIN_GRID, 20.0)), Role.MASK, TINT)
    computing.compute_metric(session, jobs, ALFF, bold.id)
    finish()
    assert names(session, Role.MASK) == ["mine"]
    used = session.selected_layer.stat_map.mask
    np.testing.assert_array_equal(used.data, mask.image.data > 0)
    np.testing.assert_array_equal(np.isfinite(session.selected_layer.image.data), used.data)


def test_that_the_topmost_of_several_masks_is_used_and_one_on_another_grid_never(session, bold):
    session.add_layer("lower", Volume(BRAIN_GRID, ball(BRAIN_GRID)), Role.MASK, TINT)
    session.add_layer("upper", Volume(BRAIN_GRID, ball(BRAIN_GRID)), Role.MASK, TINT)
    add_t1(session)
    elsewhere = type(BRAIN_GRID)(BRAIN_GRID.shape, BRAIN_GRID.affine + np.diag([0.5, 0, 0, 0]))
    session.add_layer("elsewhere", Volume(elsewhere, ball(elsewhere)), Role.MASK, TINT)
    assert computing.mask_for(session, bold).name == "upper"


def test_that_voxels_of_a_mask_layer_without_a_value_are_outside(session, jobs, finish, bold):
    inside = ball(BRAIN_GRID, 20.0)
    session.add_layer("mine", Volume(BRAIN_GRID, np.where(inside, 1.0, np.nan)), Role.MASK, TINT)
    computing.compute_metric(session, jobs, ALFF, bold.id)
    finish()
    np.testing.assert_array_equal(session.selected_layer.stat_map.mask.data, inside)


def test_that_two_metrics_begun_together_add_one_mask(session, jobs, finish, bold):
    computing.compute_metric(session, jobs, ALFF, bold.id)
    computing.compute_metric(session, jobs, REHO, bold.id)
    finish()
    assert names(session, Role.MASK) == ["Brain mask (estimated)"]
    assert sorted(statistics(session)) == ["alff", "reho"]


def test_that_the_first_of_the_outputs_lies_on_top_and_is_the_only_one_seen(session, jobs, finish, bold):
    computing.compute_metric(session, jobs, ALFF, bold.id, outputs=("zalff", "alff", "falff"))
    finish()
    assert statistics(session) == ["falff", "alff", "zalff"]
    seen = [layer.stat_map.statistic for layer in session.visible_layers if layer.stat_map is not None]
    assert seen == ["zalff"]
    assert session.selected_layer.stat_map.statistic == "zalff"


def test_that_outputs_can_be_added_without_being_seen(session, jobs, finish, bold):
    computing.compute_metric(session, jobs, ALFF, bold.id, outputs=("zalff", "alff"), visible=False)
    finish()
    assert [layer for layer in session.visible_layers if layer.stat_map is not None] == []


def test_that_the_result_of_a_series_that_was_closed_is_dropped(session, jobs, finish, told, bold):
    computing.compute_metric(session, jobs, ALFF, bold.id)
    session.remove_layer(bold.id)
    told.clear()
    finish()
    assert session.layers == ()
    assert told == []


def test_that_the_provenance_holds_the_hash_of_the_file_and_not_its_name(session, jobs, finish, bold):
    computing.compute_metric(session, jobs, ALFF, bold.id)
    finish()
    provenance = session.selected_layer.stat_map.provenance
    sha256 = hashlib.sha256(bold.scan.path.read_bytes()).hexdigest()
    assert [record.sha256 for record in provenance.inputs if record.role == "bold"] == [sha256]
    assert "sub-01" not in str(provenance.as_dict())


def test_that_options_reach_the_metric(session, jobs, finish, bold):
    options = ALFF.options_type(low_hz=0.02, high_hz=0.1)
    computing.compute_metric(session, jobs, ALFF, bold.id, options)
    finish()
    parameters = session.selected_layer.stat_map.provenance.parameters
    assert (parameters["low_hz"], parameters["high_hz"]) == (0.02, 0.1)


def test_that_a_map_remembers_the_scan_that_it_came_from(session, jobs, finish, bold):
    computing.compute_metric(session, jobs, ALFF, bold.id)
    finish()
    assert session.selected_layer.scan is bold.scan
    assert session.selected_layer.is_computed


def test_that_the_warnings_of_a_map_are_told_once(session, jobs, finish, told, bold):
    told.clear()
    computing.compute_metric(session, jobs, ALFF, bold.id, outputs=("alff", "zalff"))
    finish()
    warnings = {w for layer in session.layers if layer.stat_map for w in layer.stat_map.provenance.warnings}
    assert warnings  # 80 s are short for a period of 100 s
    assert sorted(told) == sorted(f"ALFF and fALFF: {warning}" for warning in warnings)


def test_that_computing_again_replaces_the_job_that_is_under_way(session, jobs, finish, bold):
    first = computing.compute_metric(session, jobs, ALFF, bold.id)
    computing.compute_metric(session, jobs, ALFF, bold.id)
    assert first.is_stopping
    finish()
    assert statistics(session) == ["alff"]


def test_that_a_volume_is_refused_in_words(session, jobs):
    layer = add_t1(session, "T1 of the head")
    with pytest.raises(OptionError, match="T1 of the head is not a series"):
        computing.compute_metric(session, jobs, ALFF, layer.id)
    assert jobs.jobs == ()


def test_that_half_a_series_is_refused_in_words(session, jobs):
    class Arriving(ArrayFrames):
        n_loaded = 3

    image = Series(BRAIN_GRID, Arriving(np.zeros((*BRAIN_GRID.shape, 9), np.float32)), 2.0)
    layer = session.add_layer("BOLD", image, Role.UNDERLAY, GRAY)
    with pytest.raises(DataError, match="Only 3 of 9 volumes"):
        computing.compute_metric(session, jobs, ALFF, layer.id)
    assert jobs.jobs == ()


def test_that_a_series_without_a_tr_fails_in_words_and_adds_nothing(session, jobs, finish):
    random = np.random.default_rng(1)
    data = np.where(ball(BRAIN_GRID)[..., None], 1000 + random.standard_normal((*BRAIN_GRID.shape, 40)), 0)
    image = Series(BRAIN_GRID, ArrayFrames(data), None, "rest")
    layer = session.add_layer("BOLD", image, Role.UNDERLAY, GRAY)
    failed = []
    jobs.failed.connect(lambda job: failed.append(job.sentence()))
    computing.compute_metric(session, jobs, ALFF, layer.id)
    finish()
    assert session.layers == (layer,)
    assert len(failed) == 1
    assert "repetition time" in failed[0]


def test_that_a_series_that_is_no_file_is_computed_without_a_hash_of_one():
    random = np.random.default_rng(1)
    data = np.where(ball(BRAIN_GRID)[..., None], 1000 + random.standard_normal((*BRAIN_GRID.shape, 40)), 0)
    series = Series(BRAIN_GRID, ArrayFrames(data), 2.0, "rest")
    computed = computing.compute(ALFF, series, None, Mask(BRAIN_GRID, ball(BRAIN_GRID)), RECIPE, silent)
    assert not computed.mask_was_estimated
    assert all(record.role != "bold" for record in computed.maps[0].provenance.inputs)


def test_that_a_job_is_named_after_metric_and_series(session, jobs, finish, tmp_path):
    layer = add_series(session, "BOLD of today", n_timepoints=5)
    assert computing.compute_metric(session, jobs, REHO, layer.id).title == "ReHo of BOLD of today"
    finish()


def test_that_the_t1_does_not_matter_to_the_mask_of_a_series(session, jobs, finish, tmp_path):
    opening.open_paths(session, jobs, [save_t1(tmp_path), save_bold(tmp_path)])
    finish()
    bold = next(layer for layer in session.layers if layer.scan.modality is Modality.BOLD)
    computing.compute_metric(session, jobs, ALFF, bold.id)
    finish()
    mask = next(layer for layer in session.layers if layer.role is Role.MASK)
    assert (mask.image.data > 0).sum() == pytest.approx(ball(BRAIN_GRID).sum(), rel=0.15)


def test_that_a_map_is_stale_once_its_preparation_or_its_mask_is_another(session, jobs, finish, bold):
    computing.compute_metric(session, jobs, ALFF, bold.id)
    finish()
    stat_layer = next(other for other in session.layers if other.stat_map is not None)
    assert not computing.is_stale(session, stat_layer)
    before = session.preparation
    session.set_preparation(Preparation(n_dropped=2))
    assert computing.is_stale(session, stat_layer)
    session.set_preparation(before)
    assert not computing.is_stale(session, stat_layer)
    session.remove_layer(next(other for other in session.layers if other.role is Role.MASK).id)
    assert computing.is_stale(session, stat_layer)


def test_that_recomputing_uses_what_is_there_now_and_keeps_the_old_map(session, jobs, finish, bold):
    computing.compute_metric(session, jobs, ALFF, bold.id)
    finish()
    old = next(other for other in session.layers if other.stat_map is not None)
    session.set_preparation(Preparation(n_dropped=2))
    computing.recompute(session, jobs, old.id)
    finish()
    maps = [other for other in session.layers if other.stat_map is not None]
    assert len(maps) == 2
    assert old in maps
    new = next(other for other in maps if other is not old)
    assert new.stat_map.provenance.parameters["preparation"]["steps"] == ["drop the first 2 volumes"]
    assert not computing.is_stale(session, new)
