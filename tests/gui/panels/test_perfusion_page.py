import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from analysis.perfusion.calibration import Calibration
from gui.commands import asl_form
from gui.panels.asl.compute_card import ComputeCard
from gui.panels.asl.coupling_card import CouplingCard
from gui.panels.asl.facts_card import FactsCard
from gui.panels.asl.follow_up_card import FollowUpCard
from gui.panels.asl.pairs_card import PairsCard
from gui.panels.asl.result_card import LightRow, ResultCard, equation_in_signs
from gui.panels.asl.scheme_card import SchemeCard
from gui.panels.maps_tabs import MapsTabs
from gui.panels.perfusion_page import PerfusionPage
from gui.widgets.fact_row import FactRow
from tests.gui.commands.test_coupling import SHAPE, add
from tests.gui.made_asl_layers import add_asl, add_brain, add_m0
from tests.gui.made_scans import add_series


@pytest.fixture
def page(qtbot, session, jobs):
    add_brain(session)  # else the brain would be looked for in images of a few voxels
    made = PerfusionPage(session, jobs)
    qtbot.addWidget(made)
    made.resize(320, 1400)
    made.show()
    return made


@pytest.fixture
def complete(session, page):
    layer = add_asl(session)
    add_m0(session)
    return layer


def row(page, name):
    return next(r for r in page.findChildren(FactRow) if r.name == name)


def button(widget, text):
    return next(b for b in widget.findChildren(QPushButton) if b.text() == text)


def words(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_that_without_asl_the_page_says_what_to_open(page):
    assert "Open an ASL series" in words(page)
    assert not page.findChild(FactsCard).isVisible()


def test_that_a_missing_fact_is_red_with_its_question_and_stops_the_computation(session, page):
    add_asl(session, PostLabelingDelay=None)
    add_m0(session)
    card = page.findChild(FactsCard)
    assert "Still to be answered: Post-labelling delay." in words(card)
    assert "missing" in words(row(page, "PostLabelingDelay"))
    assert "to the readout" in words(row(page, "PostLabelingDelay"))
    assert not button(page.findChild(ComputeCard), "Compute perfusion").isEnabled()


def test_that_an_answer_that_is_typed_completes_the_form(qtbot, session, page):
    layer = add_asl(session, PostLabelingDelay=None)
    add_m0(session)
    editor = row(page, "PostLabelingDelay").findChild(QLineEdit)
    qtbot.keyClicks(editor, "1.8")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert asl_form.read_form(session, layer.id).is_complete
    assert "typed" in words(row(page, "PostLabelingDelay"))
    assert button(page.findChild(ComputeCard), "Compute perfusion").isEnabled()
    assert "All facts are there." in words(page.findChild(FactsCard))


def test_that_nonsense_is_told_and_the_question_stays(session, page, told):
    add_asl(session, PostLabelingDelay=None)
    page.findChild(FactsCard).type_fact("PostLabelingDelay", "soon")
    assert "PostLabelingDelay is a number" in told[0]
    assert "missing" in words(row(page, "PostLabelingDelay"))


def test_that_the_next_question_opens_its_section(session, page):
    add_asl(session, MagneticFieldStrength=None)
    add_m0(session)
    card = page.findChild(FactsCard)
    card.ask_next()
    assert row(page, "MagneticFieldStrength").isVisible()


def test_that_what_toolkits_take_for_the_pulses_can_be_chosen(session, page):
    layer = add_asl(session, BackgroundSuppression=True, BackgroundSuppressionNumberPulses=2)
    add_m0(session)
    actions = row(page, "SuppressionEfficiency")._in_use.menu().actions()
    assert [a.text().split()[0] for a in actions] == ["0.9025", "0.8649", "0.83"]
    row(page, "SuppressionEfficiency")._in_use.menu().triggered.emit(actions[2])
    assert asl_form.read_form(session, layer.id).protocol.suppression.value == 0.83


def test_that_the_facts_of_ges_product_are_taken_for_its_excitations(session, page):
    layer = add_asl(session, ("deltam",), Manufacturer="GE MEDICAL SYSTEMS", BackgroundSuppression=True)
    add_m0(session)
    card = page.findChild(FactsCard)
    assert "3D product sequence" in words(card)
    button(card, "Take its facts").click()
    protocol = asl_form.read_form(session, layer.id).protocol
    assert (protocol.difference_scale, protocol.total_efficiency, protocol.t1_blood.value) == (96, 0.6, 1.6)
    assert "3D product sequence" not in words(card)


def test_that_reversed_control_and_label_are_offered_to_be_swapped(session, page, finish):
    layer = add_asl(session, reversed_values=True)
    add_m0(session)
    finish()
    card = page.findChild(SchemeCard)
    assert "In 4 of 4 pairs the control is DARKER" in words(card)
    button(card, "Swap control and label").click()
    assert "In all 4 pairs the control is brighter" in words(card)
    assert session.perfusion.case(layer.id).typed["SwapControlLabel"].value is True


def test_that_absolute_perfusion_without_m0_is_refused_in_place_with_what_can_be_done(session, page, finish):
    add_asl(session, BackgroundSuppression=True, BackgroundSuppressionNumberPulses=2)
    card = page.findChild(ComputeCard)
    assert "needs an M0 image" in words(card)
    assert not button(card, "Compute perfusion").isEnabled()
    button(card, "Relative perfusion instead").click()
    assert card.choices.calibration is Calibration.NONE
    button(card, "Compute perfusion").click()
    finish()
    assert session.selected_layer.name == "Relative perfusion"


def test_that_the_equation_with_its_numbers_stands_there_and_is_copied(session, page, complete, finish):
    button(page.findChild(ComputeCard), "Compute perfusion").click()
    finish()
    card = page.findChild(ResultCard)
    assert "CBF = 6000 · 0.9 · ΔM · exp(1.8 / 1.65)" in words(card)
    card.copy()
    assert QGuiApplication.clipboard().text().startswith("CBF = 6000 * 0.9 * dM * exp(1.8 / 1.65)")
    assert equation_in_signs("sum(n dM k^2) - tau") == "sum(n ΔM k²) − τ"


def test_that_a_red_light_waits_for_the_person(qtbot, session, page, finish, told):
    add_asl(session)
    add_m0(session, value=10.0)
    button(page.findChild(ComputeCard), "Compute perfusion").click()
    finish()
    card = page.findChild(ResultCard)
    assert "CBF is not plausible" in told[-1]
    assert "No report before a person has seen each red light." in words(card)
    qtbot.waitUntil(lambda: len(card.findChildren(LightRow)) > 2)  # a turn of the event loop each
    qtbot.waitUntil(lambda: len([r for r in card.findChildren(LightRow) if not r.seen.isHidden()]) == 2)
    red = [r for r in card.findChildren(LightRow) if not r.seen.isHidden()]
    for light in red:
        light.seen.click()
    assert "No report" not in words(card)
    assert session.selected_layer.stat_map.provenance.parameters["acknowledged"] == ["mean_cbf", "difference"]


def test_that_the_movie_moves_the_views_and_a_pair_is_left_out_by_a_click(qtbot, session, page, complete, finish):
    finish()
    card = page.findChild(PairsCard)
    qtbot.mouseClick(card._strip, Qt.MouseButton.LeftButton, pos=card._strip._box(2).center().toPoint())
    assert session.timepoint == 2
    assert "Pair 3 of 4: volumes 5 and 6" in words(card)
    button(card, "Leave this pair out").click()
    assert session.perfusion.case(complete.id).excluded == {2}
    assert "Left out: left out by hand." in words(card)
    button(card, "Use this pair again").click()
    assert session.perfusion.case(complete.id).excluded == frozenset()


def test_that_the_movie_plays_on_and_stops_when_another_image_is_chosen(qtbot, session, page, complete, finish):
    finish()
    card = page.findChild(PairsCard)
    card._play.setChecked(True)
    qtbot.waitUntil(lambda: session.timepoint == 2, timeout=5000)
    session.select_layer(complete.id)
    assert not card._timer.isActive()


def test_that_coupling_says_what_is_missing_and_shows_r(qtbot, session, jobs, finish):
    card = CouplingCard(session, jobs)
    qtbot.addWidget(card)
    assert "Compute or open a map of perfusion first" in words(card)
    rng = np.random.default_rng(2)
    add(session, "cbf", rng.uniform(20, 80, SHAPE), unit="mL/100 g/min")
    assert "a map of activity" in words(card)
    add(session, "reho", rng.uniform(0.2, 0.8, SHAPE))
    button(card, "Correlate and map the ratio").click()
    finish()
    assert "r = " in words(card)
    assert "not the degrees of freedom" in words(card)


def test_that_two_scans_are_compared_where_there_are_two(qtbot, session, jobs, finish):
    card = FollowUpCard(session, jobs)
    qtbot.addWidget(card)
    first = add(session, "cbf", np.full(SHAPE, 50.0), unit="mL/100 g/min")
    assert card.isHidden()
    add(session, "cbf", np.full(SHAPE, 30.0), unit="mL/100 g/min")
    assert not card.isHidden()
    assert card._first.layer_id == first.id
    card._align.click()  # flat maps have nothing to be aligned by
    button(card, "Map the difference").click()
    finish()
    assert "50 to 30, a change of -40 %" in words(card)


def test_that_perfusion_opens_where_only_asl_is_open(qtbot, session):
    tabs = MapsTabs(session, QLabel("activity"), QLabel("perfusion"))
    qtbot.addWidget(tabs)
    add_series(session)
    assert tabs.currentIndex() == 0
    session.close_all()
    add_asl(session)
    assert tabs.currentIndex() == 1
