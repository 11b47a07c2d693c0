"""The values at the crosshair, in words that cannot be mistaken: no value is never a zero."""

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from analysis.image import Volume
from analysis.pipeline.routes import Space
from analysis.scan import Fact, FactSource, Modality
from gui.panels.what_is_here import WhatIsHere, value_text, words_for
from gui.session import Role, Session
from tests.gui.made_patient import open_patient
from tests.gui.made_scans import GRAY, OVERLAY, add_series, add_t1, grid, scan, volume


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> WhatIsHere:
    made = WhatIsHere(session)
    qtbot.addWidget(made)
    made.show()
    return made


def texts(panel: WhatIsHere) -> list[str]:
    panel.show_place()
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize(
    ("mm", "letters", "words"),
    [(24, "RL", "R 24.0"), (-24, "RL", "L 24.0"), (-3.26, "AP", "P 3.3"), (8, "SI", "S 8.0"), (0, "RL", "R 0.0")],
)
def test_that_a_coordinate_is_told_with_the_patients_side(mm, letters, words):
    assert words_for(mm, letters) == words


def test_that_the_value_is_that_of_the_voxel_with_its_unit(session):
    layer = session.add_layer("CBF", volume(unit="mL/100 g/min"), Role.OVERLAY, OVERLAY)
    place = layer.grid.to_mm(np.array([2, 3, 4])) + 0.9  # still in the voxel, nearer to its corner
    assert value_text(layer, 0, place) == "432 mL/100 g/min"


def test_that_a_negative_value_has_a_minus_that_is_seen(session):
    layer = session.add_layer("z", Volume(grid(), np.full(grid().shape, -2.5)), Role.OVERLAY, OVERLAY)
    assert value_text(layer, 0, np.zeros(3)) == "−2.5"


def test_that_outside_and_without_a_value_are_words_and_zero_is_a_number(session):
    data = np.zeros(grid().shape)
    data[4, 4, 5] = np.nan
    layer = session.add_layer("map", Volume(grid(), data), Role.OVERLAY, OVERLAY)
    assert value_text(layer, 0, np.zeros(3)) == "no value"
    assert value_text(layer, 0, np.array([2, 0, 0])) == "0"
    assert value_text(layer, 0, np.array([500, 0, 0])) == "outside"


def test_that_a_series_tells_the_volume_that_is_shown_counted_from_one(session):
    layer = add_series(session)
    assert value_text(layer, 3, layer.grid.to_mm(np.array([1, 2, 3]))) == "3321 at 4"


def test_that_every_layer_has_a_row_the_top_one_first(session, panel):
    add_t1(session, "T1")
    session.add_layer("map", volume(value=7), Role.OVERLAY, OVERLAY)
    session.move_cursor(np.array([2, -4, 6]))
    shown = texts(panel)
    assert "R 2.0, P 4.0, S 6.0 mm" in shown
    assert shown.index("map") < shown.index("T1")
    assert "7" in shown
    assert "825" in shown  # voxel 5 2 8
    assert shown.count("5 2 8") == 2


def test_that_rows_of_closed_layers_are_gone(session, panel):
    add_t1(session, "T1")
    session.add_layer("map", volume(value=7), Role.OVERLAY, OVERLAY)
    texts(panel)
    session.remove_layer(session.layers[1].id)
    assert "map" not in texts(panel)
    session.close_all()
    assert "T1" not in texts(panel)
    assert any("Open an image" in text for text in texts(panel))


CHANGES = {
    "the cursor": lambda session: session.move_cursor(np.array([2, 2, 2])),
    "the timepoint": lambda session: session.move_timepoint(5),
    "a layer": lambda session: add_t1(session, "another"),
    "the values of a layer": lambda session: session.set_values(session.layers[-1].id, volume("map", value=9)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_that_what_is_shown_follows(session, panel, qtbot, change):
    add_series(session)
    session.add_layer("map", volume(value=7), Role.OVERLAY, OVERLAY)
    before = texts(panel)
    qtbot.wait(30)
    change(session)
    qtbot.waitUntil(
        lambda: [label.text() for label in panel.findChildren(QLabel) if label.isVisible()] != before, timeout=1000
    )


def test_that_regions_are_named_only_in_the_space_of_the_atlas(session, panel):
    add_t1(session)
    assert any("need images in MNI152 space" in text for text in texts(panel))
    session.close_all()
    facts = {"SpatialReference": Fact("MNI152", FactSource.HEADER)}
    image = volume(on=grid((60, 70, 60), 3.0))
    session.add_layer("T1", image, Role.UNDERLAY, GRAY, scan=scan(Modality.T1, image, facts=facts))
    session.move_cursor(np.array([42.0, -22.0, 52.0]))  # the right postcentral gyrus
    assert "AAL: Postcentral_R\nApproximate territory: middle cerebral artery, right" in texts(panel)
    session.move_cursor(np.array([-42.0, -24.0, 52.0]))
    assert "AAL: Postcentral_L\nApproximate territory: middle cerebral artery, left" in texts(panel)


def test_that_in_a_native_space_the_place_in_mni_and_its_region_are_told(session, panel, tmp_path):
    open_patient(session, tmp_path)
    session.move_cursor(np.array([-42.0, -24.0, 52.0]))
    session.show_space(Space.T1)
    shown = texts(panel)
    told = next(text for text in shown if text.startswith("In MNI space: "))
    assert told.splitlines()[:2] == ["In MNI space: L 42.0, P 24.0, S 52.0 mm", "AAL: Postcentral_L"]
    assert shown[shown.index("ReHo") + 1] == "4"  # read from the map itself, at its own place


def test_that_a_region_of_an_atlas_is_told_by_its_name(session):
    image = volume("AAL", value=7)
    layer = session.add_layer("AAL", image, Role.OVERLAY, OVERLAY, names={7: "Precentral_L"})
    assert value_text(layer, 0, np.zeros(3)) == "Precentral_L"


def test_that_names_stay_legible_where_room_is_scarce(panel, session):
    session.add_layer("Blood flow, prior scan", volume(unit="mL/100 g/min"), Role.OVERLAY, OVERLAY)
    panel.resize(700, 300)
    panel.show_place()
    assert panel._labels[0][2].isVisible()
    panel.resize(240, 300)
    panel.show_place()
    name, _value, voxel = panel._labels[0]
    assert not voxel.isVisible()
    assert voxel.text() in name.toolTip()


def test_that_a_hatching_has_no_value(panel, session):
    add_t1(session)
    session.add_layer("less trust", volume(), Role.VEIL, OVERLAY)
    assert "less trust" not in texts(panel)
    assert "T1" in texts(panel)
    assert not any("switched off" in text for text in texts(panel))
