import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.image import ArrayFrames, Series
from analysis.metrics.seeds import SphereSeed
from analysis.preprocess.filter import FilterOptions
from analysis.preprocess.preparation import Preparation
from analysis.scan import Modality
from gui.commands import seeding
from gui.session import Role
from tests.gui import made_scans

SEED = SphereSeed("seed1", (0.0, 0.0, 0.0), 3.0)


def _add_noise(session):
    on = made_scans.grid()
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
