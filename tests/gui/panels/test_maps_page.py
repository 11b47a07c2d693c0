"""The Maps page: why nothing can be computed, and that what is chosen is what is computed."""

from enum import Enum

import numpy as np
import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from analysis.image import ArrayFrames, Series
from analysis.metrics.catalogue import METRICS
from analysis.scan import Modality
from gui.commands import computing
from gui.jobs import JobRunner
from gui.panels.maps_page import MapsPage, MetricCard, field_value, is_perfusion, option_field, show_field_value
from gui.session import Role, Session
from tests.gui.made_scans import GRAY, add_series, add_t1, grid

OPTIONS = [(metric, option) for metric in METRICS for option in metric.options]


@pytest.fixture
def page(qtbot: QtBot, session: Session, jobs: JobRunner) -> MapsPage:
    made = MapsPage(session, jobs)
    qtbot.addWidget(made)
    made.show()
    return made


def compute_buttons(page: MapsPage) -> list[QPushButton]:
    return [button for button in page.findChildren(QPushButton) if button.text() == "Compute"]


def texts(page: MapsPage) -> str:
    return " | ".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """Every request to compute: metric, layer, options, outputs."""
    seen: list[tuple[object, ...]] = []

    def note(session, jobs, metric, layer_id, options=None, *, outputs=(), visible=True) -> None:
        seen.append((metric.key, layer_id, options, outputs))

    monkeypatch.setattr(computing, "compute_metric", note)
    return seen


def card_of(page: MapsPage, key: str) -> MetricCard:
    return next(card for card in page.findChildren(MetricCard) if card.entry.key == key)


# -- when ------------------------------------------------------------------------------------------------------


def test_that_every_metric_has_a_card_with_its_meaning(page):
    assert len(compute_buttons(page)) == len(METRICS)
    for metric in METRICS:
        assert metric.caption in texts(page)
        assert metric.meaning in texts(page)


def test_that_without_a_series_the_page_says_what_is_missing_and_computes_nothing(page, session):
    add_t1(session)
    assert "Open a resting BOLD series first" in texts(page)
    assert not any(button.isEnabled() for button in compute_buttons(page))
    assert all("BOLD" in button.toolTip() for button in compute_buttons(page))


def test_that_a_series_on_its_way_is_waited_for(page, session):
    class Arriving(ArrayFrames):
        n_loaded = 3

    frames = Arriving(np.zeros((*grid().shape, 9)))
    layer = session.add_layer("BOLD", Series(grid(), frames, 2.0), Role.UNDERLAY, GRAY)
    assert "Reading: 3 of 9 volumes" in texts(page)
    assert not any(button.isEnabled() for button in compute_buttons(page))
    frames.n_loaded = 9
    session.note_frames(layer.id)
    assert "Reading" not in texts(page)
    assert all(button.isEnabled() for button in compute_buttons(page))


def test_that_a_closed_series_switches_the_page_off_again(page, session):
    add_series(session)
    assert all(button.isEnabled() for button in compute_buttons(page))
    session.close_all()
    assert not any(button.isEnabled() for button in compute_buttons(page))


# -- what ------------------------------------------------------------------------------------------------------------


def test_that_the_chosen_series_is_computed(page, session, asked):
    first, second = add_series(session, "first"), add_series(session, "second")
    box = next(b for b in page.findChildren(QComboBox) if b.findText("first") >= 0)
    box.setCurrentIndex(box.findText("second"))
    card_of(page, "alff").compute()
    box.setCurrentIndex(box.findText("first"))
    card_of(page, "alff").compute()
    assert [request[1] for request in asked] == [second.id, first.id]


def test_that_the_choice_stays_while_other_layers_come_and_go(page, session):
    add_series(session, "first")
    chosen = add_series(session, "second")
    box = next(b for b in page.findChildren(QComboBox) if b.findText("first") >= 0)
    box.setCurrentIndex(box.findText("second"))
    add_series(session, "third")
    session.remove_layer(session.layers[0].id)
    assert box.currentData() == chosen.id


def test_that_untouched_options_are_those_of_the_catalogue(page, session, asked):
    add_series(session)
    for metric in METRICS:
        if not metric.needs_seeds:
            card_of(page, metric.key).compute()
    for key, _, options, _ in asked:
        metric = next(metric for metric in METRICS if metric.key == key)
        assert {option.name: getattr(options, option.name) for option in metric.options} == {
            option.name: option.default for option in metric.options
        }
    assert len(asked) >= 2


def test_that_the_ticked_maps_are_added_the_telling_one_first(page, session, asked):
    add_series(session)
    card = card_of(page, "alff")
    boxes = {box.text(): box for box in card.findChildren(QCheckBox)}
    boxes["falff"].setChecked(True)
    card.compute()
    boxes["zalff"].setChecked(False)
    card.compute()
    assert [request[3] for request in asked] == [("zalff", "alff", "falff"), ("alff", "falff")]


def test_that_an_option_out_of_its_range_is_told_and_nothing_computed(page, session, asked, told):
    add_series(session)
    card = card_of(page, "alff")
    low, high = card.findChildren(QDoubleSpinBox)[:2]
    low.setValue(0.2)
    high.setValue(0.1)
    card.compute()
    assert asked == []
    assert len(told) == 1


def test_that_the_cost_is_told_for_the_series(page, session):
    assert "of memory" not in texts(page)
    add_series(session)
    assert "of memory" in texts(page)


# -- fields ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("metric", "option"), OPTIONS, ids=[f"{m.key} {o.name}" for m, o in OPTIONS])
def test_that_a_field_holds_its_default_and_what_is_put_into_it(qtbot, metric, option):
    field = option_field(option)
    qtbot.addWidget(field)
    assert field_value(field) == option.default
    assert type(field_value(field)) in (type(option.default), float)
    other = option.choices[-1] if option.choices else (not option.default)
    if isinstance(option.default, float | int) and not isinstance(option.default, bool) and not option.choices:
        other = option.default + 0.025 if option.maximum is None or option.default + 0.025 <= option.maximum else 0.01
    show_field_value(field, other)
    assert field_value(field) == pytest.approx(other)


@pytest.mark.parametrize(("metric", "option"), OPTIONS, ids=[f"{m.key} {o.name}" for m, o in OPTIONS])
def test_that_a_number_cannot_leave_its_range(qtbot, metric, option):
    field = option_field(option)
    qtbot.addWidget(field)
    if isinstance(field, QDoubleSpinBox):
        assert (field.minimum(), field.maximum()) == (
            -1e6 if option.minimum is None else option.minimum,
            1e6 if option.maximum is None else option.maximum,
        )
    else:
        assert isinstance(field, QComboBox | QCheckBox)
        assert option.choices or isinstance(option.default, bool | Enum)


def test_that_no_activity_is_computed_on_a_perfusion_series(session):
    assert is_perfusion(add_series(session, "ASL", Modality.ASL))
    assert not is_perfusion(add_series(session))
