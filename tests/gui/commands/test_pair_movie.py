import numpy as np
import pytest

from analysis.errors import OptionError
from gui.commands import asl_order, pair_movie
from tests.gui.made_asl_layers import add_asl, add_m0


@pytest.fixture
def asl(session):
    layer = add_asl(session)
    add_m0(session)
    return layer


def test_that_the_differences_are_an_overlay_that_follows_the_timepoint(session, asl):
    shown = pair_movie.show_differences(session, asl.id)
    assert shown.image.n_timepoints == 4
    pair_movie.go_to_pair(session, asl.id, 2)
    assert session.timepoint == 2
    frame = session.layer(shown.id).volume(session.timepoint).data
    raw = asl.image.frames
    np.testing.assert_allclose(frame, raw.frame(4) - raw.frame(5), atol=1e-4)


def test_that_they_are_made_once_and_anew_when_the_pairs_change(session, asl):
    first = pair_movie.show_differences(session, asl.id)
    assert pair_movie.show_differences(session, asl.id).id == first.id
    asl_order.swap_control_and_label(session, asl.id)
    second = pair_movie.show_differences(session, asl.id)
    assert second.id != first.id
    assert not session.has_layer(first.id)
    assert np.nanmean(second.volume(0).data) < 0 < np.nanmean(first.volume(0).data)


def test_that_an_open_description_has_no_pairs(session):
    layer = add_asl(session, PostLabelingDelay=None)
    assert pair_movie.pairs_for(session, layer.id) == ()
    with pytest.raises(OptionError, match="questions"):
        pair_movie.show_differences(session, layer.id)


def test_that_a_pair_is_left_out_with_its_reason_and_taken_back(session, asl):
    pair_movie.leave_out(session, asl.id, 3, out=True)
    pairs = pair_movie.pairs_for(session, asl.id)
    assert pair_movie.reasons_for(session, asl.id, pairs) == ("", "", "", "left out by hand")
    pair_movie.leave_out(session, asl.id, 3, out=False)
    assert pair_movie.reasons_for(session, asl.id, pairs) == ("", "", "", "")


def test_that_the_last_pair_stays(session, asl):
    for number in range(3):
        pair_movie.leave_out(session, asl.id, number, out=True)
    with pytest.raises(OptionError, match="last pair"):
        pair_movie.leave_out(session, asl.id, 3, out=True)
