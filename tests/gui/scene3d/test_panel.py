import gc
import time
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from analysis.colour import ColourScale, two_sided
from analysis.files.session_record import SceneEntry
from analysis.image import ArrayFrames, Series, Volume
from analysis.labels.patch import Patch
from analysis.network.graph import Graph, Kind, Node
from analysis.plane import Orientation
from analysis.scan import Fact, FactSource, Modality, Scan
from gui.commands import drawing
from gui.jobs import JobRunner
from gui.scene3d import panel as panel_module
from gui.scene3d.graphics import Graphics
from gui.scene3d.panel import ScenePanel
from gui.session import LayerDisplay, Role, Session
from gui.style import Themes
from tests.gui.scene3d.test_view import pixels
from tests.orientations import oriented_grid

GRID = oriented_grid("LPS", (40, 40, 40), (4.0, 4.0, 4.0), (0, 0, 0))
XYZ = GRID.to_mm(np.stack(np.meshgrid(*[np.arange(40)] * 3, indexing="ij"), axis=-1))
DISTANCE = np.linalg.norm(XYZ, axis=-1)
T1 = Volume(GRID, np.abs(np.where(DISTANCE < 65, 100.0, 0) + np.random.default_rng(1).normal(0, 2, GRID.shape)), "T1")
GREY = LayerDisplay(ColourScale("gray", 0, 120))


def settle(qtbot, jobs, panel) -> None:
    """Wait until everything that was asked for is shown."""
    delays = (panel._overlay_delay, panel._follow, panel._own_turn)
    qtbot.waitUntil(lambda: not (jobs.jobs or any(delay.isActive() for delay in delays)), timeout=30_000)


def open_t1(session: Session) -> None:
    session.add_layer("T1", T1, Role.UNDERLAY, GREY, scan=Scan(Modality.T1, T1))


def test_that_nothing_open_is_said(window, qtbot):
    _, jobs, panel = window
    settle(qtbot, jobs, panel)
    assert "Open a T1" in panel.view.sentence


def test_that_opening_a_t1_shows_its_brain_and_planes(window, qtbot):
    session, jobs, panel = window
    open_t1(session)
    settle(qtbot, jobs, panel)
    scene = panel.view.scene
    assert scene.surface is not None
    assert abs(scene.surface.box_mm[1, 0] - 65) < 4
    assert all(scene.planes[orientation].has_picture for orientation in Orientation)
    assert panel.view.sentence == ""
    assert pixels(panel.view.grab().toImage())[..., :3].std() > 20


def test_that_a_series_alone_shows_the_outline_of_its_brain(window, qtbot):
    session, jobs, panel = window
    frames = np.stack([np.asarray(T1.data) * 10] * 3, axis=-1)
    series = Series(GRID, ArrayFrames(frames), 2.0, "BOLD")
    session.add_layer("BOLD", series, Role.UNDERLAY, GREY, scan=Scan(Modality.BOLD, series))
    settle(qtbot, jobs, panel)
    assert panel.view.scene.surface is not None


def test_that_an_overlay_comes_and_follows_its_threshold_and_goes(window, qtbot):
    session, jobs, panel = window
    open_t1(session)
    data = np.zeros(GRID.shape)
    data[np.linalg.norm(XYZ - (30, 0, 0), axis=-1) < 16] = 4.0
    data[np.linalg.norm(XYZ - (-30, 0, 0), axis=-1) < 16] = -2.0
    layer = session.add_layer("t map", Volume(GRID, data), Role.OVERLAY, LayerDisplay(two_sided(1.0, 6.0)))
    settle(qtbot, jobs, panel)
    scene = panel.view.scene
    assert len(scene._blobs) == 2
    session.scale_layer(layer.id, gap=(-3.0, 3.0))
    settle(qtbot, jobs, panel)
    assert len(scene._blobs) == 1
    assert scene._blobs[0][1].box_mm.mean(axis=0)[0] > 20  # what is left is at the patient's right
    session.show_layer(layer.id, visible=False)
    settle(qtbot, jobs, panel)
    assert scene._blobs == []


def test_that_the_crosshair_and_the_planes_follow_the_cursor(window, qtbot):
    session, jobs, panel = window
    open_t1(session)
    settle(qtbot, jobs, panel)
    session.move_cursor(np.array([12.0, -8.0, 20.0]))
    settle(qtbot, jobs, panel)
    scene = panel.view.scene
    np.testing.assert_allclose(scene.cursor.position_mm, (12, -8, 20))
    for orientation, value in zip(
        (Orientation.SAGITTAL, Orientation.CORONAL, Orientation.AXIAL), (12, -8, 20), strict=True
    ):
        np.testing.assert_allclose(scene.planes[orientation].box_mm[:, orientation.value], value)


def test_that_a_hundred_moves_of_the_cursor_draw_the_planes_at_most_ten_times_a_second(window, qtbot, monkeypatch):
    session, jobs, panel = window
    open_t1(session)
    settle(qtbot, jobs, panel)
    drawn = []
    monkeypatch.setattr(
        panel_module, "plane_picture", lambda *a, real=panel_module.plane_picture: (drawn.append(1), real(*a))[1]
    )
    started = time.monotonic()
    for step in range(100):
        session.move_cursor(np.array([step / 10, 0.0, 0.0]))
        qtbot.wait(3)
    took_s = time.monotonic() - started  # a busy machine takes longer and may draw more often
    assert len(drawn) <= 3 * (10 * took_s + 2)  # three planes each
    qtbot.waitUntil(lambda: len(drawn) >= 3)


def test_that_a_click_in_3d_moves_the_cursor(window, qtbot):
    session, jobs, panel = window
    open_t1(session)
    settle(qtbot, jobs, panel)
    panel.bar.planes_button.click()
    panel.bar.sides["R"].click()
    qtbot.mouseClick(panel.view, Qt.MouseButton.LeftButton, pos=QPoint(160, 140))
    assert session.cursor_mm[0] > 40  # on the patient's right


def test_that_closing_everything_empties_the_scene(window, qtbot):
    session, jobs, panel = window
    open_t1(session)
    settle(qtbot, jobs, panel)
    session.close_all()
    settle(qtbot, jobs, panel)
    assert panel.view.scene.surface is None
    assert not any(quad.has_picture for quad in panel.view.scene.planes.values())
    assert "Open a T1" in panel.view.sentence


def test_that_a_surface_of_an_image_that_is_gone_is_not_shown(window, qtbot):
    session, jobs, panel = window
    open_t1(session)
    session.close_all()
    settle(qtbot, jobs, panel)
    assert panel.view.scene.surface is None


def test_that_an_image_without_a_surface_is_explained(window, qtbot):
    session, jobs, panel = window
    empty = Volume(GRID, np.full(GRID.shape, 5.0))
    session.add_layer("T1", empty, Role.UNDERLAY, GREY, scan=Scan(Modality.T1, empty))
    settle(qtbot, jobs, panel)
    assert "same value everywhere" in panel.view.sentence


def test_that_a_map_in_mni_space_alone_is_shown_on_the_template_and_one_elsewhere_on_none(window, qtbot):
    session, jobs, panel = window
    volume = Volume(GRID, np.where(DISTANCE < 20, 5.0, np.nan))
    found = Scan(Modality.MAP, volume, facts={"SpatialReference": Fact("MNI152", FactSource.HEADER)})
    session.add_layer("t map", volume, Role.OVERLAY, LayerDisplay(two_sided(1.0, 6.0)), scan=found)
    settle(qtbot, jobs, panel)
    assert panel.view.scene.surface.n_triangles == 40960
    session.close_all()
    session.add_layer("t map", volume, Role.OVERLAY, LayerDisplay(two_sided(1.0, 6.0)), scan=Scan(Modality.MAP, volume))
    settle(qtbot, jobs, panel)
    assert panel.view.scene.surface is None


def test_that_the_slider_and_the_buttons_reach_the_scene(window, qtbot):
    session, jobs, panel = window
    open_t1(session)
    settle(qtbot, jobs, panel)
    panel.bar.slider.setValue(30)
    assert panel.view.scene.surface_opacity == pytest.approx(0.3)
    panel.bar.sides["P"].click()
    np.testing.assert_allclose(panel.view.scene.towards_viewer, (0, -1, 0), atol=1e-9)
    panel.bar.planes_button.click()
    assert not any(quad.has_picture for quad in panel.view.scene.planes.values())


def test_that_the_light_theme_has_a_light_background(window, qtbot):
    _, jobs, panel = window
    settle(qtbot, jobs, panel)
    panel.set_theme(Themes.LIGHT.value)
    assert pixels(panel.view.grab().toImage())[5, 5, :3].min() > 180
    panel.set_theme(Themes.DARK.value)
    assert pixels(panel.view.grab().toImage())[5, 5, :3].max() < 80


def test_that_unknown_left_and_right_put_question_marks_behind_the_letters(window, qtbot):
    session, jobs, panel = window
    session.add_layer("T1", T1, Role.UNDERLAY, GREY, scan=Scan(Modality.T1, T1, affine_source="none"))
    settle(qtbot, jobs, panel)
    assert panel.view.scene.letters._actors["L"].GetInput() == "L?"


def test_that_without_graphics_the_panel_stays_and_says_so(qtbot, monkeypatch):
    monkeypatch.setattr(panel_module, "find_graphics", no_graphics)
    session, jobs = Session(), JobRunner()
    panel = ScenePanel(session, jobs)
    qtbot.addWidget(panel, before_close_func=ScenePanel.release)
    panel.show()
    qtbot.waitUntil(lambda: "OpenGL" in panel.view.sentence, timeout=5000)
    assert panel.bar.isHidden()
    open_t1(session)
    session.move_cursor(np.array([5.0, 5.0, 5.0]))
    panel.set_light_theme(True)
    qtbot.wait(50)
    assert panel.view.scene is None
    assert jobs.shutdown()


def test_that_a_trial_that_took_too_long_says_so_and_is_made_again_on_request(qtbot, monkeypatch):
    asked = []

    def too_slow(progress: object = None) -> Graphics:
        asked.append(1)
        return Graphics("none", "It took over 25 s.", timed_out=True)

    monkeypatch.setattr(panel_module, "find_graphics", too_slow)
    monkeypatch.setattr(panel_module, "forget_trial", lambda: asked.append(0))
    jobs = JobRunner()
    panel = ScenePanel(Session(), jobs)
    qtbot.addWidget(panel, before_close_func=ScenePanel.release)
    panel.resize(320, 280)
    panel.show()
    qtbot.waitUntil(panel.view.try_again.isVisible, timeout=5000)
    assert "took over 25 s" in panel.view.sentence
    assert "does not offer" not in panel.view.sentence
    assert panel.view.rect().contains(panel.view.try_again.geometry())
    panel.view.try_again.click()
    assert "being prepared" in panel.view.sentence
    qtbot.waitUntil(panel.view.try_again.isVisible, timeout=5000)
    assert asked == [1, 0, 1]
    panel._on_graphics(no_graphics())  # tried again, and now it is known
    assert panel.view.try_again.isHidden()
    assert "does not offer" in panel.view.sentence
    assert jobs.shutdown()


def no_graphics(progress: object = None) -> Graphics:
    return Graphics("none", "OpenGL failed.")


def test_that_a_released_panel_no_longer_listens(qtbot, graphics):
    session, jobs = Session(), JobRunner()
    panel = ScenePanel(session, jobs)
    qtbot.addWidget(panel)
    panel.show()
    panel.release()
    panel.release()
    open_t1(session)
    qtbot.wait(50)
    assert panel.view.scene is None
    assert jobs.shutdown()


def test_that_a_graph_is_shown_clicked_and_told_under_the_pointer(window, qtbot):
    session, jobs, panel = window
    scan = Scan(Modality.T1, T1, facts={"SpatialReference": Fact("MNI152", FactSource.HEADER)})
    session.add_layer("T1", T1, Role.UNDERLAY, GREY, scan=scan)
    session.graphs.show(Graph((Node("Insula_L", (-36, 6, 3), 4.2, Kind.INCREASED),), unit="t"))
    settle(qtbot, jobs, panel)
    scene = panel.view.scene
    assert np.array_equal(scene.nodes.places_mm, [(-36, 6, 3)])
    panel.view.look_from("L")
    panel.view.grab()
    column, row = panel.view.stage.to_pixel(np.array([-36.0, 6, 3]))
    at = QPoint(round(column / panel.view._scale), round(row / panel.view._scale))
    qtbot.mouseMove(panel.view, at)
    assert panel.view.toolTip().startswith("Insula_L (INS.L)")
    qtbot.mousePress(panel.view, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseRelease(panel.view, Qt.MouseButton.LeftButton, pos=at)
    assert np.allclose(session.cursor_mm, (-36, 6, 3))
    session.graphs.clear()
    assert len(scene.nodes.places_mm) == 0


def test_that_a_graph_in_mni_space_is_not_drawn_in_another_space(window, qtbot):
    session, jobs, panel = window
    open_t1(session)
    session.graphs.show(Graph((Node("Insula_L", (-36, 6, 3)),)))
    settle(qtbot, jobs, panel)
    assert len(panel.view.scene.nodes.places_mm) == 0


def test_that_the_look_of_a_session_comes_back_once_the_brain_is_there(window, qtbot):
    session, jobs, panel = window
    open_t1(session)
    settle(qtbot, jobs, panel)
    panel.view.stage.rotate(40, 25)
    panel.view.stage.zoom(1.7)
    panel.view.stage.pan(12, -9)
    panel.bar.planes_button.click()
    panel.bar.slider.setValue(40)
    look = panel.look
    session.close_all()
    settle(qtbot, jobs, panel)
    panel.bar.planes_button.click()
    panel.bar.slider.setValue(100)
    open_t1(session)
    panel.look_as(look)
    settle(qtbot, jobs, panel)
    # VTK makes "up" square to the view again, which rounds it
    assert panel.look.up == pytest.approx(look.up, abs=1e-12)
    assert replace(panel.look, up=look.up) == look
    assert not panel.bar.planes_on
    assert panel.view.scene.surface_opacity == 0.4


def test_that_the_look_of_one_patient_is_not_kept_for_the_next(window, qtbot):
    session, jobs, panel = window
    open_t1(session)
    settle(qtbot, jobs, panel)
    first = panel.look
    session.close_all()
    panel.look_as(SceneEntry((900.0, 0.0, 0.0), (0.0, 0.0, 0.0), (0.0, 0.0, 1.0), 33.0))
    session.close_all()
    open_t1(session)
    settle(qtbot, jobs, panel)
    assert panel.look == first


def test_that_nothing_in_3d_is_left_of_patients_who_were_closed(window, qtbot):
    """Actors, and images that a surface was made of: one patient after the other, all day long."""
    session, jobs, panel = window
    scene, left = panel.view.scene, []
    blob = np.where(np.linalg.norm(XYZ - (30, 0, 0), axis=-1) < 16, 4.0, 0.0)
    for _ in range(4):
        open_t1(session)
        session.add_layer("t map", Volume(GRID, blob), Role.OVERLAY, LayerDisplay(two_sided(1.0, 6.0)))
        session.graphs.show(Graph((Node("Insula_L", (-36, 6, 3), 4.2, Kind.INCREASED),), unit="t"))
        drawing.begin_map(session)
        drawing.mark(session, "brush", Patch((8, 8, 8), np.ones((6, 6, 6), dtype=bool)))
        settle(qtbot, jobs, panel)
        assert len(scene._blobs) == 1
        session.close_all()
        settle(qtbot, jobs, panel)
        jobs._pool.waitForDone(10_000)  # a thread lets go of its job after it has told the end
        gc.collect()
        images = sum(issubclass(type(thing), Volume) and thing is not T1 for thing in gc.get_objects())
        actors = [renderer.GetViewProps().GetNumberOfItems() for renderer in (scene.renderer, scene.top)]
        left.append((*actors, len(scene._blobs), images))
    assert left[-1] == left[1]  # what is made once is made by the second patient
