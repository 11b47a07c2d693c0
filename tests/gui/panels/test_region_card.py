import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from analysis.plane import Orientation
from gui.panels.region_card import RegionCardPage
from gui.slices.view import SliceView
from tests.gui.commands.test_gallery import add_map


def page_of(session, jobs, qtbot) -> RegionCardPage:
    page = RegionCardPage(session, jobs)
    qtbot.addWidget(page)
    page.resize(300, 600)
    page.show()
    return page


def test_that_an_empty_card_says_how_to_choose(session, jobs, qtbot) -> None:
    page = page_of(session, jobs, qtbot)
    assert "hold Ctrl and click" in page._said.text()
    assert not page._buttons.isVisible()


def test_that_without_a_patient_there_is_the_way_to_one_instead_of_regions(session, jobs, qtbot) -> None:
    page = page_of(session, jobs, qtbot)
    (button,) = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    with qtbot.waitSignal(page.patient_wanted):
        button.click()
    add_map(session, "cbf")
    assert not button.isVisible()
    assert page.names.isVisible()
    assert page._said.isVisible()
    session.close_all()
    assert button.isVisible()
    assert not page.names.isVisible()
    assert not page._said.isVisible()


def test_that_a_region_is_shown_with_reasons_and_copied(session, jobs, qtbot) -> None:
    page = page_of(session, jobs, qtbot)
    add_map(session, "cbf", unit="mL/100 g/min")
    page.show_card("Insula_L")
    qtbot.waitUntil(lambda: page.card is not None, timeout=10000)
    assert page.names.currentText() == "Insula L"
    texts = [page._rows.itemAt(i).widget().text() for i in range(page._rows.count())]
    assert "4" in texts
    assert any("not computed" in text for text in texts)
    assert "No controls are loaded" in page._below.text()
    page.copy()
    assert QGuiApplication.clipboard().text().startswith("Insula_L")
    session.close_all()
    assert page.card is None


def test_that_ctrl_and_a_click_in_a_slice_ask_for_the_card(session, qtbot) -> None:
    add_map(session, "cbf")
    view = SliceView(session, Orientation.AXIAL)
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show()
    view.compose()
    before = session.cursor_mm
    with qtbot.waitSignal(session.region_wanted):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, QPoint(120, 130))
    assert not np.array_equal(session.cursor_mm, before)
