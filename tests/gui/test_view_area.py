"""The centre of the window: layouts, one view maximised and back, the legend where it is seen, peeking."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from analysis.plane import Orientation
from gui.session import Session
from gui.view_area import Layout, ViewArea
from tests.gui.made_scans import add_overlay, add_t1

SLICES = {"AXIAL", "CORONAL", "SAGITTAL"}
SHOWN = {
    Layout.GRID: SLICES | {"SCENE"},
    Layout.ROW: SLICES,
    Layout.MAIN: SLICES | {"SCENE"},
    Layout.SCENE: {"SCENE"},
}


@pytest.fixture
def area(qtbot: QtBot, session: Session) -> ViewArea:
    made = ViewArea(session)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.set_scene(QLabel("3D"))
    made.show()
    return made


def shown(area: ViewArea) -> set[str]:
    QApplication.processEvents()
    return {name for name, view in area._views.items() if view.isVisible()}


@pytest.mark.parametrize("layout", Layout)
def test_that_a_layout_shows_its_views_without_overlap(area, layout):
    area.arrange(layout)
    assert shown(area) == SHOWN[layout]
    assert area.layout_name == layout.value
    places = [view.geometry() for view in area._views.values() if view.isVisible()]
    for index, place in enumerate(places):
        assert place.width() > 100
        assert place.height() > 100
        assert not any(place.intersects(other) for other in places[index + 1 :])


def test_that_going_through_all_layouts_leaves_no_empty_stripe(area):
    for layout in (*Layout, *reversed(Layout)):
        area.arrange(layout)
        shown(area)
        covered = sum(v.width() * v.height() for v in area._views.values() if v.isVisible())
        assert covered > 0.97 * area.width() * area.height()


@pytest.mark.parametrize("name", [*sorted(SLICES), "SCENE"])
def test_that_a_view_is_maximised_and_goes_back_to_its_layout(area, name):
    area.arrange(Layout.MAIN)
    area.maximise(name)
    assert shown(area) == {name}
    area.maximise(name)
    assert shown(area) == SHOWN[Layout.MAIN]


def test_that_a_double_click_maximises_and_another_one_brings_all_back(area, qtbot):
    coronal = area.slices[Orientation.CORONAL]
    for expected in ({"CORONAL"}, SHOWN[Layout.GRID]):
        qtbot.mouseDClick(coronal, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
        assert shown(area) == expected


def test_that_another_layout_ends_the_maximised_view(area):
    area.maximise("AXIAL")
    area.arrange(Layout.ROW)
    assert shown(area) == SLICES


def legends(area: ViewArea) -> list[str]:
    return [orientation.name for orientation, view in area.slices.items() if view.has_legend]


def test_that_the_legend_stands_in_the_first_slice_that_is_seen(area):
    assert legends(area) == ["AXIAL"]
    area.maximise("SAGITTAL")
    assert legends(area) == ["SAGITTAL"]
    area.arrange(Layout.SCENE)
    assert legends(area) == []
    area.arrange(Layout.ROW)
    assert legends(area) == ["AXIAL"]


def test_that_the_legend_is_drawn_in_that_slice_and_in_no_other(area, session, pixels):
    add_t1(session)
    add_overlay(session)
    session.show_crosshair(False)
    boxes = {}
    for orientation, view in area.slices.items():
        view.compose()
        with_overlay = pixels(view).astype(int)
        view.has_legend = not view.has_legend
        boxes[orientation.name] = int((np.abs(pixels(view).astype(int) - with_overlay).max(axis=-1) > 20).sum())
    assert min(boxes.values()) > 500  # switching it draws it, or takes it away
    assert legends(area) == ["SAGITTAL", "CORONAL"]


def test_that_space_peeks_under_the_overlays_only_while_it_is_held(area, session, qtbot):
    axial = area.slices[Orientation.AXIAL]
    axial.setFocus()
    qtbot.keyPress(axial, Qt.Key.Key_Space)
    assert session.overlays_hidden
    qtbot.keyRelease(axial, Qt.Key.Key_Space)
    assert not session.overlays_hidden


def test_that_fit_shows_everything_in_every_slice(area, session):
    add_t1(session)
    shown(area)
    wanted = {o: view.frame.mm_per_pixel for o, view in area.slices.items()}
    for view in area.slices.values():
        view.look(view.frame.zoomed(4, 10, 10))
    area.fit()
    assert {o: view.frame.mm_per_pixel for o, view in area.slices.items()} == wanted


def test_that_the_3d_view_takes_the_place_of_the_sentence_that_announced_it(qtbot, session):
    area = ViewArea(session)
    qtbot.addWidget(area)
    area.show()
    assert any("being prepared" in label.text() for label in area.findChildren(QLabel) if label.isVisible())
    scene = QLabel("the 3D view")
    area.set_scene(scene)
    assert "SCENE" in shown(area)
    assert scene.isVisible()
    assert not any("being prepared" in label.text() for label in area.findChildren(QLabel) if label.isVisible())
