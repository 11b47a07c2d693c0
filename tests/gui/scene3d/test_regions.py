"""Drawn regions in 3D: in their place and colour, only what has changed is made anew, drawing never waits."""

import numpy as np
import pytest

from analysis.labels.label_map import LabelMap, Region
from analysis.labels.patch import Patch
from analysis.scan import Modality, Scan
from gui.commands import drawing
from gui.scene3d.region_work import DrawnMap, region_meshes
from gui.scene3d.regions import RegionFollower
from gui.session import Change, Role
from tests.gui.scene3d.test_panel import GREY, T1
from tests.orientations import oriented_grid

GRID = T1.grid


def drawn_map(data: np.ndarray, *labels: int) -> DrawnMap:
    return DrawnMap(1, GRID, data, labels)


@pytest.mark.parametrize("orientation", ["RAS", "LPS", "oblique"])
def test_that_a_surface_is_where_the_voxels_are(orientation):
    grid = oriented_grid(orientation, (20, 20, 20), (2.0, 2.0, 2.0))
    data = np.zeros(grid.shape, np.uint16)
    data[3:8, 4:9, 10:16] = 5
    (found,) = region_meshes((DrawnMap(1, grid, data, (5,)),), {}).values()
    middle = grid.to_mm(np.argwhere(data)).mean(axis=0)
    np.testing.assert_allclose(found.mesh.box_mm.mean(axis=0), middle, atol=0.5)
    assert found.mesh.volume_mm3 == pytest.approx(150 * 8, rel=0.01)


def test_that_only_what_has_changed_is_made_anew():
    data = np.zeros(GRID.shape, np.uint16)
    data[3:8, 4:9, 10:16], data[20:25, 20:25, 20:25] = 1, 2
    before = region_meshes((drawn_map(data, 1, 2),), {})
    after = data.copy()
    after[25, 20, 20] = 2
    found = region_meshes((drawn_map(after, 1, 2),), before)
    assert found[1, 1].mesh is before[1, 1].mesh
    assert found[1, 2].mesh is not before[1, 2].mesh
    moved = region_meshes((drawn_map(np.roll(data, 1, axis=0), 1, 2),), before)
    assert moved[1, 1].mesh is not before[1, 1].mesh
    assert set(region_meshes((drawn_map(data, 2),), before)) == {(1, 2)}
    assert region_meshes((drawn_map(np.zeros_like(data), 1),), before) == {}


@pytest.fixture
def opened(window):
    session = window[0]
    session.add_layer("T1", T1, Role.UNDERLAY, GREY, scan=Scan(Modality.T1, T1))
    return window


def follow(qtbot, jobs, panel) -> None:
    qtbot.waitUntil(lambda: not (jobs.jobs or panel._regions._timer.isActive()), timeout=30_000)


def test_that_the_regions_follow_the_drawing(opened, qtbot):
    session, jobs, panel = opened
    data = np.zeros(GRID.shape, np.uint16)
    data[10:16, 10:16, 10:16] = 1
    names = [Region(1, "one", (255, 0, 0)), Region(2, "two", (0, 0, 255))]
    drawn = session.drawing.add_map(LabelMap(GRID, data, names), "drawn")
    follow(qtbot, jobs, panel)
    scene = panel.view.scene
    assert scene.regions.colours == {(drawn.id, 1): (1.0, 0.0, 0.0)}
    session.drawing.choose_region(2)
    drawing.mark(session, "Brush", Patch((25, 25, 25), np.ones((3, 3, 3), bool)))
    follow(qtbot, jobs, panel)
    assert set(scene.regions.colours) == {(drawn.id, 1), (drawn.id, 2)}
    session.undo_stack.undo()
    follow(qtbot, jobs, panel)
    assert set(scene.regions.colours) == {(drawn.id, 1)}
    drawing.show_region(session, 1, visible=False)
    follow(qtbot, jobs, panel)
    assert scene.regions.colours == {}
    drawing.show_region(session, 1)
    follow(qtbot, jobs, panel)
    session.drawing.close_map(drawn.id)
    follow(qtbot, jobs, panel)
    assert scene.regions.meshes == ()


def test_that_a_click_in_3d_meets_a_region(opened, qtbot):
    session, jobs, panel = opened
    data = np.zeros(GRID.shape, np.uint16)
    data[10:16, 10:16, 10:16] = 1
    session.drawing.add_map(LabelMap(GRID, data), "drawn")
    follow(qtbot, jobs, panel)
    scene = panel.view.scene
    assert scene.regions.meshes[0] in [mesh for mesh, _ in scene.pickable_meshes]


def test_that_nothing_is_computed_while_the_view_is_hidden(opened, qtbot):
    session, jobs, panel = opened
    follow(qtbot, jobs, panel)
    panel.hide()
    session.drawing.add_map(LabelMap(GRID, np.ones(GRID.shape, np.uint16)), "drawn")
    follow(qtbot, jobs, panel)
    assert panel.view.scene.regions.meshes == ()
    panel.show()
    follow(qtbot, jobs, panel)
    assert len(panel.view.scene.regions.meshes) == 1


def test_that_an_empty_map_shows_nothing(opened, qtbot):
    session, jobs, panel = opened
    session.drawing.add_map(LabelMap(GRID), "drawn")
    follow(qtbot, jobs, panel)
    assert panel.view.scene.regions.meshes == ()


@pytest.mark.parametrize(("most_s", "is_followed"), [(60.0, False), (0.2, True)])
def test_that_a_surface_is_made_when_a_stroke_has_ended_and_of_a_long_one_at_times(
    session, jobs, qtbot, monkeypatch, most_s, is_followed
):
    shown = []
    monkeypatch.setattr("gui.scene3d.regions.MOST_S", most_s)
    follower = RegionFollower(session, jobs, lambda: True, shown.append, session)
    data = np.zeros(GRID.shape, np.uint16)
    data[3:8, 4:9, 10:16] = 1
    session.drawing.add_map(LabelMap(GRID, data), "drawn")
    for _ in range(12):  # a stroke of 0.6 s
        follower.refresh(Change.ROIS)
        qtbot.wait(50)
    assert bool(shown or jobs.jobs) is is_followed
    qtbot.waitUntil(lambda: bool(shown))
    follower.stop()
