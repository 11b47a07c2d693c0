from dataclasses import replace

import numpy as np
import pytest

from analysis.atlas.template import mni_brain_mask
from analysis.demo.settings import QUICK
from analysis.errors import OptionError
from analysis.image import Mask, Volume
from analysis.perfusion.cbf import CbfResult
from analysis.perfusion.placement import Placement
from analysis.provenance import Provenance
from analysis.sampling import onto_grid
from analysis.scan import StatMap
from gui.commands import perfusion, perfusion_reading
from gui.perfusion_state import Measured
from tests.gui.made_asl_layers import add_asl, add_brain, add_m0
from tests.gui.made_scans import add_t1


@pytest.fixture
def asl(session):
    layer = add_asl(session)
    add_m0(session)
    add_brain(session)
    return layer


def placement(layer, gray=None):
    return Placement(lambda xyz_mm: xyz_mm, lambda xyz_mm: xyz_mm, gray, gray, "by hand")


def test_that_territories_need_perfusion_and_a_place(session, jobs, finish, asl):
    with pytest.raises(OptionError, match="Compute perfusion first"):
        perfusion_reading.read(session, jobs, asl.id)
    perfusion.compute_perfusion(session, jobs, asl.id, perfusion.PerfusionChoices())
    finish()
    with pytest.raises(OptionError, match="Find the anatomy first"):
        perfusion_reading.read(session, jobs, asl.id)


def test_that_the_anatomy_needs_one_t1(session, jobs, asl):
    with pytest.raises(OptionError, match="Open one T1"):
        perfusion_reading.find_place(session, jobs, asl.id)
    first = add_t1(session)
    assert perfusion_reading.t1_layer(session) is first
    add_t1(session)
    assert perfusion_reading.t1_layer(session) is None  # which of them cannot be told


def test_that_tissue_becomes_layers_that_the_series_knows(session, asl):
    gray = asl.volume(0)
    selected = session.selected_layer
    perfusion_reading._placed(session, asl.id, placement(asl, gray))
    case = session.perfusion.case(asl.id)
    assert session.layer(case.gray_id).name == "Grey matter of ASL"
    assert session.layer(case.white_id).name == "White matter of ASL"
    assert not session.layer(case.gray_id).display.visible
    assert session.selected_layer is selected


def test_that_a_reading_comes_with_the_caution_layer(session, jobs, finish):
    """Perfusion of 50 with noise in the brain of MNI space, so that no side is lower."""
    layer = add_asl(session)
    grid = QUICK.asl_grid
    brain = mni_brain_mask()
    inside = np.nan_to_num(onto_grid(Volume(brain.grid, brain.data.astype(float)), grid).data) > 0.5
    noisy = 50 + np.random.default_rng(1).normal(0, 3, grid.shape)
    values, mask = np.where(inside, noisy, np.nan), Mask(grid, inside)
    stat_map = StatMap(Volume(grid, values, "CBF", "mL/100 g/min"), "cbf", Provenance("tests"), mask)
    result = CbfResult((stat_map,), (), (), (), "")
    case = replace(session.perfusion.case(layer.id), measured=Measured(result, {}), placement=placement(layer))
    session.perfusion.set_case(layer.id, case)
    perfusion_reading.read(session, jobs, layer.id)
    finish()
    reading = session.perfusion.case(layer.id).reading
    assert [pair.left.bed.territory.name for pair in reading.territories] == ["ACA", "MCA", "PCA", "VB"]
    assert reading.territories[1].left.mean == pytest.approx(50, abs=1)
    assert reading.sentence.startswith("No region of at least")
    names = [x.name for x in session.layers]
    assert "Read with caution" in names
