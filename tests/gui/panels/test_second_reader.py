"""The tab of the second reader comes with another reader's regions and goes with them."""

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication

from analysis.labels.patch import Patch
from gui.commands import drawing
from gui.panels.second_reader import SecondReaderPanel
from tests.gui.commands.test_second_reader import two_readers


@pytest.fixture
def panel(qtbot, session, jobs):
    made = SecondReaderPanel(session, jobs)
    qtbot.addWidget(made)
    made.show()
    return made


def test_that_it_follows_the_drawing(panel, session, qtbot, finish):
    with qtbot.waitSignal(panel.wanted) as appeared:
        two_readers(session)
    assert appeared.args == [True]
    qtbot.wait(200)
    finish()
    assert panel._table.item(0, 1).text() == "0.600"
    assert panel._table.item(1, 1).text() == "one reader only"
    assert "Dr. B" in panel._words.text()
    drawing.mark(session, "Brush", Patch((6, 3, 5), np.ones((1, 1, 1), bool)))
    qtbot.wait(200)
    finish()
    assert panel._table.item(0, 1).text() == f"{2 * 4 / 11:.3f}"
    panel.copy()
    assert QGuiApplication.clipboard().text().startswith("region\tdice")


def test_that_closing_the_reference_ends_it(panel, session, qtbot):
    two_readers(session)
    with qtbot.waitSignal(panel.wanted) as gone:
        panel._close_reference()
    assert gone.args == [False]
    assert [one.name for one in session.drawing.maps] == ["own"]


def test_that_the_drawer_shows_the_tab_only_then(window, session):
    titles = [window.drawer.tabText(n) for n in range(window.drawer.count())]
    assert "Numbers" in titles
    assert "Second reader" not in titles
    two_readers(session)
    assert window.drawer.tabText(window.drawer.currentIndex()) == "Second reader"
    session.drawing.close_map(session.drawing.maps[-1].id)
    assert "Second reader" not in [window.drawer.tabText(n) for n in range(window.drawer.count())]
