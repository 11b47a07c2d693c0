from dataclasses import replace

import pytest

from analysis.errors import DataError, OptionError
from gui.commands import asl_form, asl_order
from tests.gui.made_asl_layers import ALTERNATING, add_asl, add_brain, add_m0


def finding(session, layer):
    return session.perfusion.case(layer.id).order


def test_that_the_named_order_is_confirmed_by_the_values(session, jobs, finish):
    layer = add_asl(session)
    add_brain(session)
    asl_order.check_order(session, jobs, layer.id)
    finish()
    assert (finding(session, layer).agreeing, finding(session, layer).pairs) == (4, 4)
    assert not finding(session, layer).is_reversed


def test_that_a_reversed_order_is_seen_and_swapping_turns_it_round(session, jobs, finish):
    layer = add_asl(session, reversed_values=True)
    add_brain(session)
    asl_order.check_order(session, jobs, layer.id)
    finish()
    assert finding(session, layer).is_reversed
    asl_order.swap_control_and_label(session, layer.id)
    assert not finding(session, layer).is_reversed
    assert asl_form.read_form(session, layer.id).protocol.volume_types == ("label", "control") * 4
    asl_order.check_order(session, jobs, layer.id)
    finish()
    assert finding(session, layer).agreeing == 4
    asl_order.swap_control_and_label(session, layer.id)
    assert session.perfusion.case(layer.id).typed == {}


def test_that_an_order_that_nobody_names_is_proposed(session, jobs, finish):
    layer = add_asl(session, ALTERNATING)
    bare = add_asl(session, ALTERNATING)
    session.place_layer(bare.id, layer.image, _without_types(layer.scan))
    add_brain(session)
    asl_order.check_order(session, jobs, bare.id)
    finish()
    assert finding(session, bare).proposal == "4*control/label"


def test_that_an_image_without_a_brain_is_said_not_to_be_checked(session, jobs, finish, monkeypatch):
    def fail(*_):
        raise DataError("No brain stands out in the image; give a mask.")

    monkeypatch.setattr(asl_order, "estimate_brain_mask", fail)
    layer = add_asl(session)
    asl_order.check_order(session, jobs, layer.id)
    finish()
    assert "No brain stands out" in finding(session, layer).problem


def test_that_a_single_image_has_no_order(session, jobs):
    m0 = add_m0(session)
    with pytest.raises(OptionError, match="single image"):
        asl_order.check_order(session, jobs, m0.id)


def _without_types(scan):
    return replace(scan, asl=replace(scan.asl, volume_types=()))
