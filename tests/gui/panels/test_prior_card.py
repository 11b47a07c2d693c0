"""The card of the prior scan: the table can be saved as soon as there is one, with the record beside it."""

import json

import pytest

from gui.commands import prior
from gui.commands.prior import PriorShown
from gui.panels.prior_card import PriorCard
from tests.gui.commands.test_prior import order  # noqa: F401 - a fixture
from tests.gui.made_scans import add_overlay


@pytest.fixture
def card(qtbot, session, jobs):
    widget = PriorCard(session, jobs)
    qtbot.addWidget(widget)
    return widget


def test_that_the_table_of_both_scans_is_saved_with_its_record(card, qtbot, jobs, order, tmp_path):  # noqa: F811
    assert card.save_button.isHidden()
    read = prior.read_both(order)
    card._show(PriorShown("cbf", read.found, 1, 2, 3))
    assert not card.save_button.isHidden()
    card.save_table(tmp_path / "a.csv")
    qtbot.waitUntil(lambda: (tmp_path / "a.json").is_file())
    lines = (tmp_path / "a.csv").read_text().splitlines()
    assert lines[0] == "region,n_voxels,first,second,difference,percent"
    assert lines[1].startswith("whole brain,")
    assert lines[1].endswith(",50,40,-10,-20")
    assert json.loads((tmp_path / "a.json").read_text())["statistic"] == "cbf"


def test_that_it_says_which_scan_the_views_show_and_the_unit(card, session, order):  # noqa: F811
    read = prior.read_both(order)
    ids = [add_overlay(session).id for _ in range(3)]
    for layer_id in ids:
        session.show_layer(layer_id, visible=layer_id == ids[2])
    card._show(PriorShown("cbf", read.found, *ids))
    unit = read.found.difference.volume.unit
    assert card.words.text().startswith(f"cbf ({unit}), whole brain" if unit else "cbf, whole brain")
    assert card.seen.text() == "In the views: now less prior"
    for seen in ("current scan", "prior scan", "current scan"):
        card.flick()
        assert card.seen.text() == f"In the views: {seen}"
    assert not card.seen.isHidden()
    card._show(None)
    assert card.seen.isHidden()
