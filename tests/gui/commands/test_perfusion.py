import numpy as np
import pytest

from analysis.errors import DataError
from analysis.grid import Grid
from analysis.image import Volume
from analysis.perfusion.calibration import Calibration
from analysis.perfusion.quantify import CbfOptions
from analysis.perfusion.rejection import Rejection
from gui.commands import asl_form, pair_movie, perfusion, plausibility
from gui.session import Role
from tests.analysis.perfusion.made_asl import GRID
from tests.gui.made_asl_layers import add_asl, add_brain, add_m0
from tests.gui.made_scans import GRAY

CBF_BY_HAND = 86.300  # 1 % of the M0, 3 T, label and delay 1.8 s, efficiency 0.85


@pytest.fixture
def asl(session):
    layer = add_asl(session)
    add_m0(session)
    add_brain(session)
    return layer


def compute(session, jobs, layer, **choices):
    return perfusion.compute_perfusion(session, jobs, layer.id, perfusion.PerfusionChoices(**choices))


def maps(session):
    return {layer.stat_map.statistic: layer for layer in session.layers if layer.stat_map is not None}


def test_that_cbf_is_a_layer_with_unit_equation_and_the_usual_window(session, jobs, finish, asl):
    compute(session, jobs, asl)
    finish()
    cbf = maps(session)["cbf"]
    assert np.nanmean(cbf.image.data) == pytest.approx(CBF_BY_HAND, rel=0.01)
    assert cbf.image.unit == "mL/100 g/min"
    assert (cbf.display.scale.low, cbf.display.scale.high, cbf.display.scale.gap) == (0, 100, None)
    assert cbf.role is Role.OVERLAY
    assert [x.name for x in session.visible_layers if x.stat_map is not None] == ["CBF"]
    assert session.selected_layer.id == cbf.id
    measured = session.perfusion.case(asl.id).measured
    assert measured.layer_ids["cbf"] == cbf.id
    assert measured.result.equation == cbf.stat_map.provenance.parameters["equation"]


def test_that_open_questions_stop_it_with_the_first_one(session, jobs):
    layer = add_asl(session, LabelingDuration=None)
    add_m0(session)
    with pytest.raises(DataError, match="LabelingDuration"):
        compute(session, jobs, layer)


def test_that_relative_perfusion_needs_no_m0_and_has_no_unit(session, jobs, finish):
    layer = add_asl(session, BackgroundSuppression=True, BackgroundSuppressionNumberPulses=2)
    add_brain(session)
    compute(session, jobs, layer, calibration=Calibration.NONE)
    finish()
    found = maps(session)
    assert "cbf" not in found
    assert found["relative_perfusion"].image.unit == ""
    assert found["relative_perfusion"].name == "Relative perfusion"
    assert np.nanmean(found["relative_perfusion"].image.data) == pytest.approx(1.0, abs=1e-4)


def test_that_absolute_perfusion_without_m0_fails_with_the_reason(session, jobs, finish):
    layer = add_asl(session, BackgroundSuppression=True, BackgroundSuppressionNumberPulses=2)
    add_brain(session)
    failures = []
    jobs.failed.connect(failures.append)
    compute(session, jobs, layer)
    finish()
    assert "needs an M0 image" in failures[0].sentence()
    assert maps(session) == {}


def test_that_pairs_left_out_are_not_used_and_stand_in_the_record(session, jobs, finish, asl):
    pair_movie.leave_out(session, asl.id, 1, out=True)
    compute(session, jobs, asl)
    finish()
    record = maps(session)["cbf"].stat_map.provenance
    assert record.parameters["pairs_left_out_by_hand"] == [2]
    assert record.parameters["delays"][0]["pairs"] == 3
    assert "Left out by hand: pair 2." in record.warnings


def test_that_leaving_out_after_a_swap_swaps_once(session, jobs, finish):
    layer = add_asl(session, reversed_values=True)
    add_m0(session)
    add_brain(session)
    asl_form.type_fact(session, layer.id, "SwapControlLabel", "yes")
    pair_movie.leave_out(session, layer.id, 0, out=True)
    compute(session, jobs, layer)
    finish()
    assert np.nanmean(maps(session)["cbf"].image.data) == pytest.approx(CBF_BY_HAND, rel=0.02)


def test_that_tissue_of_another_grid_is_brought_and_said(session, jobs, finish, asl):
    wide = Grid((30, 30, 30), np.array([[2.0, 0, 0, -30], [0, 2, 0, -30], [0, 0, 2, -30], [0, 0, 0, 1]]))
    assert not wide.matches(GRID)
    gray = session.add_layer("gray", Volume(wide, np.ones(wide.shape)), Role.OVERLAY, GRAY)
    compute(session, jobs, asl, gray_id=gray.id, options=CbfOptions(rejection=Rejection.NONE))
    finish()
    record = maps(session)["cbf"].stat_map.provenance
    assert "are both aligned?" in " ".join(record.warnings)
    assert any(c.caption == "mean in the grey matter" for c in session.perfusion.case(asl.id).measured.result.checks)


def test_that_maps_of_a_closed_series_are_dropped(session, jobs, finish, asl):
    compute(session, jobs, asl)
    session.remove_layer(asl.id)
    finish()
    assert maps(session) == {}


def test_that_a_red_light_waits_until_somebody_has_seen_it(session, jobs, finish):
    layer = add_asl(session)
    add_m0(session, value=10.0)  # stored a hundred times too small: CBF of 8630
    add_brain(session)
    compute(session, jobs, layer)
    finish()
    cbf = maps(session)["cbf"]
    assert plausibility.red_checks(cbf) == ("mean_cbf", "difference")
    assert "NOT ACKNOWLEDGED" in session.layer(cbf.id).stat_map.provenance.warnings[-1]
    plausibility.acknowledge(session, layer.id, "mean_cbf")
    assert plausibility.red_checks(session.layer(cbf.id)) == ("difference",)
    plausibility.acknowledge(session, layer.id, "difference")
    assert plausibility.red_checks(session.layer(cbf.id)) == ()
    assert not any("NOT ACKNOWLEDGED" in w for w in session.layer(cbf.id).stat_map.provenance.warnings)
    assert session.layer(cbf.id).stat_map.provenance.parameters["acknowledged"] == ["mean_cbf", "difference"]
    plausibility.acknowledge(session, layer.id, "difference", seen=False)
    assert plausibility.red_checks(session.layer(cbf.id)) == ("difference",)
