"""What is not interpretable is said in red above the maps, for as long as its patient is open."""

from pathlib import Path

import pytest

from analysis.perfusion.quality import Light
from analysis.pipeline.routes import Space
from analysis.quality.lights import Verdict
from gui.panels.gallery_page import GalleryPage
from gui.panels.maps_page import MapsPage
from gui.panels.perfusion_page import PerfusionPage
from gui.panels.region_card import RegionCardPage
from gui.panels.report_page import ReportPage
from gui.panels.verdict_card import VerdictCard
from gui.spaces import ProcessedPatient
from tests.known_routes import known_routes

RED = Verdict(Light.RED, ("Not interpretable: mean FD (Power).",))
PARTLY = Verdict(Light.AMBER, ("Perfusion is not interpretable: spatial CoV.",))
GREEN = Verdict(Light.GREEN, ())


@pytest.fixture
def card(session, qtbot) -> VerdictCard:
    made = VerdictCard(session)
    qtbot.addWidget(made)
    return made


def patient(verdict: Verdict | None) -> ProcessedPatient:
    return ProcessedPatient("sub-01", known_routes(16.0), Path("results"), verdict=verdict)


def test_that_red_is_said_with_its_reason_and_goes_with_its_patient(session, card):
    assert card.isHidden()
    session.spaces.open(patient(RED), Space.MNI)
    assert not card.isHidden()
    assert card.heading.text() == "■ Not interpretable"
    assert card.words.text() == "Not interpretable: mean FD (Power)."
    assert card.heading.objectName() == "error"
    session.spaces.close()
    assert card.isHidden()


@pytest.mark.parametrize("verdict", [GREEN, None])
def test_that_nothing_is_said_where_nothing_is_red(session, card, verdict):
    session.spaces.open(patient(verdict), Space.MNI)
    assert card.isHidden()


def test_that_a_part_that_is_red_is_said_too(session, card):
    session.spaces.open(patient(PARTLY), Space.MNI)
    assert not card.isHidden()
    assert "Perfusion is not interpretable" in card.words.text()


def test_that_lights_that_are_measured_later_are_taken_in_once(session, card, changes):
    session.spaces.open(patient(None), Space.MNI)
    before = session.spaces.patient
    session.spaces.note_verdict(RED)
    assert not card.isHidden()
    assert session.spaces.patient is before  # what is shown of the patient stays
    changes.clear()
    session.spaces.note_verdict(RED)
    assert changes == []
    session.spaces.close()
    session.spaces.note_verdict(RED)  # of a patient who is closed
    assert card.isHidden()


@pytest.mark.parametrize("page", [GalleryPage, RegionCardPage, MapsPage, PerfusionPage, ReportPage])
def test_that_it_stands_above_all_maps_above_the_numbers_of_a_region_and_above_the_report(session, jobs, qtbot, page):
    made = page(session, jobs)
    qtbot.addWidget(made)
    session.spaces.open(patient(RED), Space.MNI)
    assert made.findChild(VerdictCard).isVisibleTo(made)
