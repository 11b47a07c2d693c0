import numpy as np
import pytest

from analysis.errors import OptionError
from gui.commands import follow_up
from gui.commands.follow_up import FollowUpChoices
from gui.dialogs.side_by_side import SideBySideDialog, figure_of
from tests.gui.commands.test_coupling import add
from tests.gui.made_scans import add_t1, grid

SHAPE = (20, 20, 20)


@pytest.fixture
def compared(session, jobs, finish):
    on = grid(SHAPE)
    add_t1(session, on=on)
    first = add(session, "cbf", np.full(SHAPE, 50.0), on, "mL/100 g/min")
    second = add(session, "cbf", np.full(SHAPE, 30.0), on, "mL/100 g/min")
    follow_up.compare(session, jobs, FollowUpChoices(first.id, second.id))
    finish()


def test_that_the_figure_says_what_repeatability_says(session, compared):
    words = figure_of(session).description
    assert words.count("6 axial slices") == 3
    assert "whole mask: 50 to 30, a change of -40 %" in words


def test_that_the_figure_is_saved_with_its_record(qtbot, session, compared, tmp_path):
    dialog = SideBySideDialog(session, figure_of(session))
    qtbot.addWidget(dialog)
    dialog.save(tmp_path / "two.png")
    assert (tmp_path / "two.png").stat().st_size > 1000
    assert (tmp_path / "two.png.json").exists()


def test_that_a_file_that_exists_is_not_overwritten(qtbot, session, compared, tmp_path, told):
    (tmp_path / "two.png").write_bytes(b"mine")
    dialog = SideBySideDialog(session, figure_of(session))
    qtbot.addWidget(dialog)
    dialog.save(tmp_path / "two.png")
    assert (tmp_path / "two.png").read_bytes() == b"mine"
    assert told


def test_that_without_a_comparison_there_is_no_figure(session):
    with pytest.raises(OptionError, match="Compare two scans"):
        figure_of(session)
