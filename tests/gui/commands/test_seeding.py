import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.metrics.connectivity import SeedFcOptions, compute_seed_fc
from analysis.metrics.seeds import SphereSeed
from analysis.pipeline.routes import Space
from analysis.preprocess.filter import FilterOptions, filter_series
from analysis.preprocess.preparation import Preparation
from analysis.scan import Modality
from gui.commands import seeding
from gui.commands.computing import mask_for
from gui.session import Layer, Role
from tests.gui import made_scans
from tests.gui.made_patient import named, open_patient
from tests.known_routes import T1_TO_EPI

SEED = SphereSeed("seed1", (0.0, 0.0, 0.0), 3.0)


def _add_noise(session, on=None):
    on = on or made_scans.grid()
    data = np.random.default_rng(2).standard_normal((*on.shape, 60)) + 50
    image = Series(on, ArrayFrames(data), 2.0, "rest")
    return session.add_layer("BOLD", image, Role.UNDERLAY, made_scans.GRAY, scan=made_scans.scan(Modality.BOLD, image))


def test_that_both_maps_of_a_seed_are_added_with_their_provenance(session, jobs, finish):
    _add_noise(session)
    made_scans.add_mask(session)
    seeding.keep_map(session, jobs, SEED)
    finish()
    maps = {layer.stat_map.statistic: layer for layer in session.layers if layer.stat_map is not None}
    assert set(maps) == {"fc_r", "fc_z"}
    parameters = maps["fc_r"].stat_map.provenance.parameters
    assert parameters["radius_mm"] == 3.0
    assert parameters["preparation"]["filter"]["low_hz"] == FilterOptions().low_hz


def test_that_the_provenance_says_when_nothing_was_filtered(session, jobs, finish):
    _add_noise(session)
    made_scans.add_mask(session)
    session.set_preparation(Preparation())
    seeding.keep_map(session, jobs, SEED)
    finish()
    stat_map = next(layer.stat_map for layer in session.layers if layer.stat_map is not None)
    assert stat_map.provenance.parameters["preparation"] == {"steps": []}


def test_that_a_seed_without_a_series_is_refused(session, jobs):
    made_scans.add_t1(session)
    with pytest.raises(OptionError, match="BOLD"):
        seeding.keep_map(session, jobs, SEED)


def _add_region(session, name="left thalamus"):
    on = made_scans.grid()
    inside = np.zeros(on.shape)
    inside[2:4, 3:5, 4:6] = 1
    return session.add_layer(name, Volume(on, inside, name), Role.MASK, made_scans.TINT)


def test_that_a_mask_layer_can_be_the_seed_and_is_then_not_the_brain(session, jobs, finish):
    layer = _add_noise(session)
    brain = made_scans.add_mask(session, "brain")
    region = _add_region(session)
    assert ("left thalamus", region.id) in seeding.seed_choices(session)
    seeding.pin_choice(session, region.id)
    assert mask_for(session, layer).id == brain.id
    (seed,) = session.seeds.pinned
    assert seeding.in_words(seed) == "left_thalamus: 8 voxels"
    seeding.keep_map(session, jobs, seed)
    finish()
    kept = next(other.stat_map for other in session.layers if other.stat_map and other.stat_map.statistic == "fc_r")
    everything = Mask(layer.grid, np.ones(layer.grid.shape, bool))
    filtered = filter_series(layer.image, everything, FilterOptions()).series
    expected = compute_seed_fc(filtered, everything, SeedFcOptions((seed,)))[0]
    np.testing.assert_array_equal(kept.volume.data, expected.volume.data)
    session.seeds.unpin(seed.name)
    assert mask_for(session, layer).id == region.id


def test_that_going_to_a_seed_puts_the_crosshair_into_its_middle(session):
    _add_noise(session)
    region = _add_region(session)
    seeding.pin_choice(session, region.id)
    seeding.go_to_seed(session, session.seeds.pinned[0])
    np.testing.assert_allclose(session.cursor_mm, region.grid.to_mm(np.array([2.5, 3.5, 4.5])))


def test_that_regions_of_the_atlas_are_offered_in_mni_space_only(session, monkeypatch):
    _add_noise(session, made_scans.grid((20, 24, 20), 8.0))
    assert seeding.seed_choices(session) == ()
    monkeypatch.setattr(Layer, "space", "MNI152")
    names = [name for name, _ in seeding.seed_choices(session)]
    assert len(names) == 116
    seeding.pin_choice(session, "Precentral_L")
    assert seeding.in_words(session.seeds.pinned[0]) == "Precentral_L: AAL"
    seeding.go_to_seed(session, session.seeds.pinned[0])
    assert session.cursor_mm[0] < -20  # the patient's left


def test_that_a_region_outside_the_series_is_refused_in_words(session):
    _add_noise(session)  # a few centimetres around the origin
    seeding.pin_choice(session, "Precentral_L")
    with pytest.raises(OptionError, match="no voxel"):
        seeding.go_to_seed(session, session.seeds.pinned[0])


def test_that_a_seed_in_the_views_is_used_at_its_place_in_the_series(session, tmp_path):
    open_patient(session, tmp_path)
    session.show_space(Space.T1)
    bold = named(session, "BOLD")
    moved = seeding.seed_in(session, bold, SphereSeed("seed1", (10.0, -20.0, 30.0), 6.0))
    assert np.allclose(moved.centre_mm, T1_TO_EPI.points(np.array([10.0, -20.0, 30.0])))
    assert moved.radius_mm == 6.0
    session.show_space(Space.EPI)
    same = seeding.seed_in(session, bold, SphereSeed("seed1", (10.0, -20.0, 30.0), 6.0))
    assert np.allclose(same.centre_mm, (10.0, -20.0, 30.0))
