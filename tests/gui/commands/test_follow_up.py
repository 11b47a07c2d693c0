import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.image import Volume
from gui.commands import follow_up
from gui.commands.follow_up import FollowUpChoices
from gui.session import Role
from tests.analysis.perfusion.test_scan_alignment import GRID, OTHER, turned
from tests.analysis.perfusion.test_scan_alignment import made as flow_at
from tests.gui.commands.test_coupling import SHAPE, add
from tests.gui.made_scans import TINT, grid

UNIT = "mL/100 g/min"


@pytest.fixture
def scans(session):
    """50 everywhere; then 30 in the first half along x and 50 in the other."""
    second = np.full(SHAPE, 50.0)
    second[:5] = 30.0
    return add(session, "cbf", np.full(SHAPE, 50.0), unit=UNIT), add(session, "cbf", second, unit=UNIT)


def layer_named(session, start):
    return next(layer for layer in session.layers if layer.name.startswith(start))


def test_that_the_difference_is_second_less_first_and_alone_is_seen(session, jobs, finish, scans):
    first, second = scans
    follow_up.compare(session, jobs, FollowUpChoices(first.id, second.id))
    finish()
    difference = layer_named(session, "Difference")
    np.testing.assert_allclose(difference.image.data[:5], -20)
    np.testing.assert_allclose(difference.image.data[5:], 0)
    assert difference.image.unit == UNIT
    assert [x.id for x in session.visible_layers if x.role is Role.OVERLAY] == [difference.id]
    change = layer_named(session, "Change")
    np.testing.assert_allclose(change.image.data[:5], -40)


def test_that_the_sentence_compares_with_repeatability(session, jobs, finish, scans):
    follow_up.compare(session, jobs, FollowUpChoices(scans[0].id, scans[1].id))
    finish()
    sentence = session.perfusion.compared.follow_up.whole.sentence
    assert "50 to 40, a change of -20 %" in sentence  # half of the voxels fell by 40 %
    assert "may still be within what repeated scans differ by (18 to 41 %)" in sentence


def test_that_less_than_repeatability_is_not_drawn_at_first(session, jobs, finish, scans):
    follow_up.compare(session, jobs, FollowUpChoices(scans[0].id, scans[1].id))
    finish()
    low, high = layer_named(session, "Change").display.scale.gap
    assert (low, high) == pytest.approx((-18.28, 18.28), abs=0.01)  # 2.77 times 6.6 %


def test_that_smoothing_keeps_an_even_map_even_up_to_the_edge(session, jobs, finish):
    first, second = add(session, "cbf", np.full(SHAPE, 50.0)), add(session, "cbf", np.full(SHAPE, 60.0))
    follow_up.compare(session, jobs, FollowUpChoices(first.id, second.id, fwhm_mm=6.0))
    finish()
    difference = layer_named(session, "Difference")
    np.testing.assert_allclose(difference.image.data, 10, atol=1e-4)
    assert difference.stat_map.provenance.parameters["fwhm_mm"] == 6.0


def test_that_a_mask_limits_what_is_compared(session, jobs, finish, scans):
    inside = np.zeros(SHAPE)
    inside[:5] = 1
    mask = session.add_layer("half", Volume(grid(SHAPE), inside), Role.MASK, TINT)
    follow_up.compare(session, jobs, FollowUpChoices(scans[0].id, scans[1].id, mask.id))
    finish()
    assert session.perfusion.compared.follow_up.whole.percent == pytest.approx(-40)


def test_that_another_grid_and_the_same_scan_are_refused(session, jobs, scans):
    other = add(session, "cbf", np.full((5, 5, 5), 50.0), grid((5, 5, 5), 3.0))
    with pytest.raises(OptionError, match="different grids"):
        follow_up.compare(session, jobs, FollowUpChoices(scans[0].id, other.id))
    with pytest.raises(OptionError, match="two different"):
        follow_up.compare(session, jobs, FollowUpChoices(scans[0].id, scans[0].id))


def test_that_interpolation_is_said(session, jobs, finish, scans):
    other = add(session, "cbf", np.full((12, 12, 12), 25.0), grid((12, 12, 12), 3.0), unit=UNIT)
    follow_up.compare(session, jobs, FollowUpChoices(scans[0].id, other.id, resample=True))
    finish()
    record = layer_named(session, "Difference").stat_map.provenance
    assert record.parameters["second_interpolated"] is True
    assert "edges look like changes" in " ".join(record.warnings)


def test_that_a_second_session_is_aligned_first_and_that_is_said(session, jobs, finish):
    """The same flow with the head 8 mm further to the front, on another grid: nothing has changed."""
    first = add(session, "cbf", flow_at(GRID).data, GRID, unit=UNIT)
    second = add(session, "cbf", flow_at(OTHER, turned(0, (0.0, -8.0, 0.0))).data, OTHER, unit=UNIT)
    follow_up.compare(session, jobs, FollowUpChoices(first.id, second.id, fwhm_mm=6.0, resample=True))
    finish()
    by_headers = np.nanstd(layer_named(session, "Difference").image.data)
    follow_up.compare(session, jobs, FollowUpChoices(first.id, second.id, fwhm_mm=6.0, align=True))
    finish()
    compared = session.perfusion.compared
    difference = session.layer(compared.difference_id)
    assert np.nanstd(difference.image.data) < 0.5 * by_headers
    assert any("aligned rigidly with the first: moved by" in w for w in difference.stat_map.provenance.warnings)
    moved = session.layer(compared.second_id)  # what is shown side by side is what was compared
    assert moved.id != second.id
    assert moved.grid.matches(first.grid)
    assert moved.name.endswith("at the place of the first")
