"""What series were prepared by, and what a map was made of, come back with a session: it can be computed again."""

from dataclasses import replace
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from analysis.files.session_places import HashBook
from analysis.files.session_record import ReportEntry, ViewEntry
from analysis.image import Mask, Volume
from analysis.metrics.catalogue import METRICS, SEED_FC, metric
from analysis.metrics.connectivity import SeedFcOptions
from analysis.metrics.reho import RehoOptions
from analysis.metrics.seeds import MaskSeed, RegionSeed, SphereSeed
from analysis.preprocess.censor import CensorOptions
from analysis.preprocess.confounds import Confounds, MotionModel
from analysis.preprocess.filter import FilterOptions, FilterOrder
from analysis.preprocess.motion import Motion
from analysis.preprocess.preparation import Preparation
from analysis.presets import shipped_presets
from gui.commands import opening
from gui.commands.computing import compute_metric, is_stale, recompute
from gui.commands.sessions.capture import capture
from gui.commands.sessions.finding import examine
from gui.commands.sessions.keeping import write_session
from gui.commands.sessions.loading import load
from gui.commands.sessions.making import Options
from gui.commands.sessions.showing import show
from gui.session import Recipe, Role, Session
from tests.gui.made_files import BRAIN_GRID, ball, save_bold
from tests.gui.made_scans import OVERLAY

N = 40
REHO = metric("reho")


def reopened(session: Session, jobs, folder: Path) -> Session:
    write_session(capture(session, ViewEntry(), ReportEntry()), folder, HashBook())
    other = Session()
    show(other, jobs, load(examine(folder, HashBook()), None), is_kept=True)
    return other


@pytest.fixture
def rest(session, jobs, finish, tmp_path) -> Session:
    """A series with a mask."""
    opening.open_paths(session, jobs, [save_bold(tmp_path / "scans", n=N)])
    finish()
    mask = ball(BRAIN_GRID)
    bold = session.layers[0]
    session.add_layer("brain", Volume(BRAIN_GRID, mask.astype(np.float32), "brain"), Role.MASK, OVERLAY, scan=bold.scan)
    return session


def full_preparation() -> Preparation:
    random = np.random.default_rng(2)
    white = Mask(BRAIN_GRID, ball(BRAIN_GRID, 9.0), "white")
    return Preparation(
        n_dropped=2,
        filtering=FilterOptions(0.01, 0.1, 2, FilterOrder.SIMULTANEOUS, False, censor=CensorOptions(0.3, 1, 2)),
        motion=Motion(random.normal(0, 0.01, (N, 6))),
        motion_model=MotionModel.TWELVE,
        white_matter=white,
        csf=Mask(BRAIN_GRID, ball(BRAIN_GRID, 7.0), "csf"),
        global_signal=True,
        more_confounds=Confounds(("heart", "breath"), random.random((N - 2, 2))),
        fwhm_mm=5.5,
    )


def test_that_every_step_of_the_preparation_comes_back(rest, jobs, finish, tmp_path):
    preset = shipped_presets()[0]
    now = full_preparation()
    rest.set_preparation(now, preset)
    other = reopened(rest, jobs, tmp_path / "session")
    finish()
    found = other.preparation
    plain = {"motion": None, "white_matter": None, "csf": None, "more_confounds": None}
    assert replace(found, **plain) == replace(now, **plain)
    assert np.array_equal(found.motion.parameters, now.motion.parameters)
    for one, kept in ((now.white_matter, found.white_matter), (now.csf, found.csf)):
        assert np.array_equal(one.data, kept.data)
        assert np.array_equal(one.grid.affine, kept.grid.affine)
        assert one.name == kept.name
    assert found.more_confounds.names == ("heart", "breath")
    assert np.array_equal(found.more_confounds.values, now.more_confounds.values)
    assert (other.preset.title, other.preset.sections) == (preset.title, preset.sections)


def test_that_a_preset_chosen_before_is_not_taken_for_that_of_a_session_without_one(rest, jobs, tmp_path):
    write_session(capture(rest, ViewEntry(), ReportEntry()), tmp_path / "session", HashBook())
    other = Session()
    other.set_preparation(Preparation(fwhm_mm=9), shipped_presets()[0])
    show(other, jobs, load(examine(tmp_path / "session", HashBook()), None), is_kept=True)
    assert (other.preset, other.preparation) == (None, rest.preparation)


def test_that_a_map_can_be_computed_again_after_opening(rest, jobs, finish, tmp_path):
    options = RehoOptions(neighbours=7, fwhm_mm=0.0)
    compute_metric(rest, jobs, REHO, rest.layers[0].id, options)
    finish()
    made = next(layer for layer in rest.layers if layer.recipe is not None)
    other = reopened(rest, jobs, tmp_path / "session")
    finish()
    again = next(layer for layer in other.layers if layer.name == made.name)
    assert again.recipe.options == options
    assert again.recipe.outputs == made.recipe.outputs
    assert not is_stale(other, again)
    other.set_preparation(replace(other.preparation, fwhm_mm=4.0))
    assert is_stale(other, again)
    other.set_preparation(replace(other.preparation, fwhm_mm=0.0))
    assert not is_stale(other, again)
    recompute(other, jobs, again.id)
    finish()
    newest = [layer for layer in other.layers if layer.recipe is not None][-1]
    assert newest.id != again.id
    assert np.array_equal(newest.volume(0).data, made.volume(0).data, equal_nan=True)


def recipe_of(session: Session, **changes) -> Recipe:
    mask = next(layer.image for layer in session.layers if layer.role is Role.MASK)
    return replace(Recipe("reho", session.layers[0].id, None, session.preparation, mask, ("reho",)), **changes)


def with_map(session: Session, recipe: Recipe):
    values = Volume(BRAIN_GRID, np.ones(BRAIN_GRID.shape))
    return session.add_layer("made", values, Role.OVERLAY, OVERLAY, scan=session.layers[0].scan, recipe=recipe)


def test_that_maps_of_one_computation_share_their_motion_after_opening(rest, jobs, finish, tmp_path):
    rest.set_preparation(full_preparation())
    with_map(rest, recipe_of(rest))
    other = reopened(rest, jobs, tmp_path / "session")
    finish()
    recipe = next(layer.recipe for layer in other.layers if layer.recipe is not None)
    assert recipe.preparation == other.preparation  # the very same motion and masks, or it would be out of date
    assert recipe.series_layer_id == other.layers[0].id
    assert not is_stale(other, next(layer for layer in other.layers if layer.recipe is not None))


def test_that_a_map_whose_mask_was_closed_stays_out_of_date(rest, jobs, finish, tmp_path):
    made = with_map(rest, recipe_of(rest))
    rest.remove_layer(next(layer.id for layer in rest.layers if layer.role is Role.MASK))
    assert is_stale(rest, rest.layer(made.id))
    other = reopened(rest, jobs, tmp_path / "session")
    finish()
    assert is_stale(other, next(layer for layer in other.layers if layer.recipe is not None))


def test_that_a_map_whose_series_was_closed_has_no_recipe_after_opening(rest, jobs, finish, tmp_path):
    with_map(rest, recipe_of(rest))
    rest.remove_layer(rest.layers[0].id)
    other = reopened(rest, jobs, tmp_path / "session")
    finish()
    assert [layer.recipe for layer in other.layers] == [None] * len(other.layers)


def test_that_seeds_of_every_kind_come_back_with_the_recipe(rest, jobs, finish, tmp_path):
    mask = Mask(BRAIN_GRID, ball(BRAIN_GRID, 6.0))
    seeds = (SphereSeed("a", (1.0, 2.0, 1 / 3), 6.0), RegionSeed("Insula_L"), MaskSeed("drawn", mask))
    options = SeedFcOptions(seeds, partial=True)
    with_map(rest, recipe_of(rest, metric_key=SEED_FC.key, options=options))
    other = reopened(rest, jobs, tmp_path / "session")
    finish()
    found = next(layer.recipe for layer in other.layers if layer.recipe is not None).options
    assert found.seeds[:2] == seeds[:2]
    assert np.array_equal(found.seeds[2].mask.data, mask.data)
    assert found.partial


@pytest.mark.parametrize("one", METRICS, ids=[one.key for one in METRICS])
def test_that_the_options_of_every_metric_come_back(rest, jobs, finish, tmp_path, one):
    assert one.options_type in get_args(Options)
    with_map(rest, recipe_of(rest, metric_key=one.key, options=one.options_type()))
    other = reopened(rest, jobs, tmp_path / "session")
    finish()
    found = next(layer.recipe for layer in other.layers if layer.recipe is not None)
    assert (found.metric_key, found.options) == (one.key, one.options_type())
