import pytest
from PySide6.QtWidgets import QPushButton

from gui.maps_area import MapsArea
from gui.panels.quality_page import QualityPage
from tests.gui.commands.test_gallery import add_map


@pytest.fixture
def area(session, jobs, qtbot):
    pages: list[str] = []
    made = MapsArea(session, jobs, pages.append)
    made.pages_shown = pages
    qtbot.addWidget(made.tabs)
    made.tabs.resize(320, 800)
    made.tabs.show()
    return made


@pytest.mark.parametrize("name", ["gallery_page", "activity_page", "perfusion_page"])
def test_that_every_empty_page_leads_to_the_patient(area, name) -> None:
    page = getattr(area, name)
    area.tabs.setCurrentWidget(page)
    (button,) = [one for one in page.findChildren(QPushButton) if one.text() == "Go to Patient" and one.isVisible()]
    button.click()
    assert area.pages_shown == ["patient"]


def test_that_the_empty_quality_page_leads_to_the_patient(session, jobs, qtbot) -> None:
    page = QualityPage(session, jobs)
    qtbot.addWidget(page)
    page.show()
    (button,) = [one for one in page.findChildren(QPushButton) if one.text() == "Go to Patient" and one.isVisible()]
    with qtbot.waitSignal(page.patient_wanted):
        button.click()
    add_map(session, "cbf")
    assert not button.isVisible()


def test_that_a_wish_for_the_region_opens_its_tab_and_says_what_is_missing(area, session) -> None:
    told: list[str] = []
    session.told.connect(told.append)
    session.region_wanted.emit()
    assert area.tabs.currentWidget() is area.region_page
    assert area.pages_shown == ["maps"]
    assert "MNI" in told[-1]


def test_that_flicking_without_a_prior_scan_says_so(area, session) -> None:
    told: list[str] = []
    session.told.connect(told.append)
    area.flick_prior()
    assert "prior scan first" in told[-1]
