import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.perfusion.coupling import CouplingOptions
from analysis.provenance import Provenance
from analysis.scan import StatMap
from gui.commands import coupling
from gui.commands.coupling import CouplingChoices
from gui.session import Role
from tests.gui.made_scans import OVERLAY, TINT, grid

SHAPE = (10, 9, 8)


def add(session, statistic, values, on=None, unit=""):
    image = Volume(on or grid(SHAPE), values, statistic, unit)
    return session.add_layer(
        statistic, image, Role.OVERLAY, OVERLAY, stat_map=StatMap(image, statistic, Provenance("tests"))
    )


@pytest.fixture
def values():
    rng = np.random.default_rng(5)
    metric = rng.uniform(0.2, 0.8, SHAPE)
    return 60 * metric + rng.normal(0, 6, SHAPE), metric


@pytest.fixture
def maps(session, values):
    return add(session, "cbf", values[0], unit="mL/100 g/min"), add(session, "reho", values[1])


def test_that_r_and_the_points_are_those_of_the_voxels(session, jobs, finish, maps, values):
    cbf, reho = maps
    coupling.couple_maps(session, jobs, CouplingChoices(cbf.id, reho.id))
    finish()
    found = session.perfusion.coupled
    assert found.coupling.r == pytest.approx(np.corrcoef(values[0].ravel(), values[1].ravel())[0, 1], abs=1e-6)
    assert len(found.x) == np.prod(SHAPE)
    i, j, k = found.ijk[17]
    assert (found.x[17], found.y[17]) == pytest.approx((values[1][i, j, k], values[0][i, j, k]))
    assert "r = " in coupling.in_words(found.coupling)
    assert "p =" not in coupling.in_words(found.coupling)


def test_that_the_ratio_is_a_layer_and_alone_is_seen(session, jobs, finish, maps, values):
    cbf, reho = maps
    coupling.couple_maps(session, jobs, CouplingChoices(cbf.id, reho.id))
    finish()
    ratio = next(x for x in session.layers if x.stat_map is not None and x.stat_map.statistic == "ratio")
    assert ratio.name == "cbf / reho"
    np.testing.assert_allclose(ratio.image.data, (values[0] / values[1]), rtol=1e-5)
    assert [x.id for x in session.visible_layers if x.role is Role.OVERLAY] == [ratio.id]


def test_that_a_mask_decides_which_voxels_count(session, jobs, finish, maps):
    cbf, reho = maps
    inside = np.zeros(SHAPE)
    inside[2:7] = 1
    mask = session.add_layer("gm", Volume(grid(SHAPE), inside), Role.MASK, TINT)
    coupling.couple_maps(session, jobs, CouplingChoices(cbf.id, reho.id, mask.id))
    finish()
    assert session.perfusion.coupled.coupling.n_voxels == Mask(grid(SHAPE), inside).n_voxels


def test_that_another_grid_is_refused_until_interpolation_is_wanted_and_then_said(session, jobs, finish, values):
    fine = grid(SHAPE)
    coarse = Grid((5, 5, 4), np.array([[4.0, 0, 0, -9], [0, 4, 0, -7], [0, 0, 4, -7], [0, 0, 0, 1]]))
    cbf = add(session, "cbf", np.arange(100.0).reshape(5, 5, 4) + 20, coarse)
    reho = add(session, "reho", values[1], fine)
    with pytest.raises(OptionError, match="is not on the grid of cbf"):
        coupling.couple_maps(session, jobs, CouplingChoices(cbf.id, reho.id))
    coupling.couple_maps(session, jobs, CouplingChoices(cbf.id, reho.id, resample=True))
    finish()
    record = session.perfusion.coupled.coupling.provenance
    assert record.parameters["metric_interpolated_from"] == fine.in_words()
    assert "The metric was interpolated on the grid of the CBF map." in record.warnings


def test_that_p_comes_with_the_independent_voxels(session, jobs, finish, maps):
    cbf, reho = maps
    options = CouplingOptions(n_surrogates=99)
    coupling.couple_maps(session, jobs, CouplingChoices(cbf.id, reho.id, options=options))
    finish()
    assert "p = 0.01 (99 random maps" in coupling.in_words(session.perfusion.coupled.coupling)  # 1 / 100


def test_that_perfusion_and_metrics_are_told_apart(session, maps):
    cbf, reho = maps
    assert (coupling.is_cbf(cbf), coupling.is_metric(cbf)) == (True, False)
    assert (coupling.is_cbf(reho), coupling.is_metric(reho)) == (False, True)


def test_that_a_ratio_is_neither_perfusion_nor_a_metric(session, jobs, finish, maps):
    coupling.couple_maps(session, jobs, CouplingChoices(maps[0].id, maps[1].id))
    finish()
    made = [layer for layer in session.layers if layer.id not in {m.id for m in maps}]
    assert len(made) == 2
    assert not any(coupling.is_cbf(layer) or coupling.is_metric(layer) for layer in made)


def test_that_a_result_of_closed_maps_is_dropped(session, jobs, finish, maps):
    cbf, reho = maps
    coupling.couple_maps(session, jobs, CouplingChoices(cbf.id, reho.id))
    session.remove_layer(reho.id)
    finish()
    assert session.perfusion.coupled is None
