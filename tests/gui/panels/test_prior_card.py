"""The card of the prior scan: the table can be saved as soon as there is one, with the record beside it."""

import json

import pytest

from gui.commands import prior
from gui.commands.prior import PriorShown
from gui.panels.prior_card import PriorCard
from tests.gui.commands.test_prior import order  # noqa: F401 - a fixture


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
