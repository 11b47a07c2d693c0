"""The line at the bottom: where one is, and which values are drawn."""

from math import inf

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from analysis.colour import ColourScale, one_sided, two_sided
from analysis.pipeline.routes import Space
from analysis.plane import Convention
from analysis.sampling import Interpolation
from analysis.scan import Fact, FactSource, Modality
from gui.panels.status_bar import StatusBar, map_words, space_words, threshold_words
from gui.session import Role, Session
from gui.widgets.styled import ElidedLabel
from tests.gui.made_patient import open_patient
from tests.gui.made_scans import GRAY, add_overlay, add_t1, scan, volume
from tests.known_routes import truly_native


@pytest.fixture
def bar(qtbot: QtBot, session: Session) -> StatusBar:
    made = StatusBar(session)
    qtbot.addWidget(made)
    made.show()
    return made


def texts(bar: StatusBar) -> str:
    return " | ".join(label.text() for label in bar.findChildren(QLabel) if label.text())


@pytest.mark.parametrize(
    ("scale", "words"),
    [
        (two_sided(2.3, 7), "|value| ≥ 2.3"),
        (one_sided(0.5, 0, 1), "≥ 0.5"),
        (ColourScale("cold_hot", -7, 7, (-2.3, inf)), "≤ −2.3"),
        (ColourScale("cold_hot", -7, 7, (-1, 3)), "≤ −1 or ≥ 3"),
        (ColourScale("gray", -5, 900), "−5 … 900"),
        (ColourScale("gray", 0, 1234), "0 … 1234"),
        (one_sided(1500, 0, 3000), "≥ 1500"),
    ],
)
def test_that_a_threshold_is_told_as_what_is_drawn(scale, words):
    assert threshold_words(scale) == words


def test_that_a_scale_that_draws_nothing_is_not_told_as_if_it_drew():
    assert threshold_words(ColourScale("cold_hot", -7, 7, (-inf, inf))) == "nothing drawn"


def test_that_a_map_is_told_with_unit_threshold_and_interpolation(session):
    layer = add_overlay(session, "CBF", unit="mL/100 g/min")
    assert map_words(layer) == "CBF: |value| ≥ 2 mL/100 g/min, linear"
    session.interpolate_layer(layer.id, Interpolation.NEAREST)
    assert map_words(session.layer(layer.id)).endswith("nearest voxel")
    assert map_words(None) == ""


def test_that_place_voxel_and_layer_are_told(session, bar):
    add_t1(session, "T1")
    session.move_cursor(np.array([2, -4, 6]))
    assert bar.coordinate.text() == "2.0  −4.0  6.0"
    assert "voxel 5 2 8 of T1" in texts(bar)


@pytest.mark.parametrize(
    ("convention", "words"),
    [
        (Convention.RADIOLOGICAL, "screen left = patient's RIGHT"),
        (Convention.NEUROLOGICAL, "screen left = patient's LEFT"),
    ],
)
def test_that_the_convention_is_told_in_words_that_leave_no_doubt(session, bar, convention, words):
    session.set_convention(convention)
    assert words in texts(bar)


def test_that_a_typed_coordinate_moves_the_crosshair(session, bar, qtbot):
    add_t1(session)
    bar.coordinate.setFocus()
    bar.coordinate.selectAll()
    qtbot.keyClicks(bar.coordinate, "-2 3 4")
    qtbot.keyClick(bar.coordinate, Qt.Key.Key_Return)
    np.testing.assert_allclose(session.cursor_mm, (-2, 3, 4))
    assert bar.coordinate.text() == "−2.0  3.0  4.0"


def test_that_a_coordinate_that_is_none_is_told_and_stays_to_be_corrected(session, bar, qtbot, told):
    add_t1(session)
    bar.coordinate.setFocus()
    bar.coordinate.selectAll()
    qtbot.keyClicks(bar.coordinate, "1 2")
    qtbot.keyClick(bar.coordinate, Qt.Key.Key_Return)
    assert len(told) == 1
    assert bar.coordinate.text() == "1 2"


def test_that_typing_is_not_overwritten_while_the_crosshair_moves(session, bar, qtbot):
    add_t1(session)
    bar.coordinate.setFocus()
    bar.coordinate.selectAll()
    qtbot.keyClicks(bar.coordinate, "1 2")
    session.move_cursor(np.array([4, 4, 4]))
    assert bar.coordinate.text() == "1 2"


@pytest.mark.parametrize(("space", "words"), [("scanner", "Scanner"), ("MNI152", "MNI152"), ("other", "Unknown")])
def test_that_the_space_is_told(session, bar, space, words):
    image = volume()
    facts = {"SpatialReference": Fact(space, FactSource.HEADER)}
    layer = session.add_layer("x", image, Role.UNDERLAY, GRAY, scan=scan(Modality.T1, image, facts=facts))
    assert space_words(layer).startswith(words)
    assert space_words(layer) in texts(bar)


def test_that_nothing_is_told_of_a_place_while_nothing_is_open(session, bar):
    assert not bar.coordinate.isVisible()
    assert "voxel" not in texts(bar)


def test_that_without_a_processed_patient_there_is_no_switch_of_spaces(bar, session):
    add_t1(session)
    assert not bar.switch.isVisible()
    assert not bar.standard.isVisible()


def test_that_the_switch_shows_another_space_and_the_place_in_mni(bar, session, tmp_path):
    open_patient(session, tmp_path)
    session.move_cursor(np.array([-42.0, -24.0, 52.0]))
    buttons = {b.accessibleName(): b for b in bar.switch.findChildren(QToolButton) if b.isVisible()}
    assert list(buttons) == ["Native T1", "Native EPI", "Native ASL", "MNI"]
    assert buttons["MNI"].isChecked()
    assert not bar.standard.isVisible()
    buttons["Native EPI"].click()
    assert session.spaces.current is Space.EPI
    assert bar.standard.isVisible()
    assert bar.standard.text() == "MNI  −42.0  −24.0  52.0"
    assert "Postcentral_L" in [label.text() for label in bar.findChildren(ElidedLabel)]


def test_that_typing_an_mni_coordinate_goes_there_in_the_native_space(bar, session, tmp_path):
    open_patient(session, tmp_path)
    session.show_space(Space.T1)
    bar.standard.setText("-32 -21 44")
    bar.standard.returnPressed.emit()
    expected = truly_native(np.array([[-32.0, -21.0, 44.0]]))[0]
    assert np.linalg.norm(session.cursor_mm - expected) < 0.5


def test_that_typing_an_mni_coordinate_outside_is_refused(bar, session, told, tmp_path):
    open_patient(session, tmp_path)
    session.show_space(Space.T1)
    before = session.cursor_mm
    bar.standard.setText("MNI 900 0 0")
    bar.standard.returnPressed.emit()
    assert session.cursor_mm is before
    assert told == ["This place is outside everything that is open."]
