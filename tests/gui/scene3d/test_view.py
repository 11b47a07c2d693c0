import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from gui.scene3d.graphics import Graphics
from gui.scene3d.view import View3D
from tests.gui.scene3d.conftest import ball, reddish


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGBX8888)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()


@pytest.fixture
def view(qtbot, graphics):
    widget = View3D()
    qtbot.addWidget(widget, before_close_func=View3D.release)
    widget.resize(300, 240)
    widget.start(graphics)
    assert widget.scene is not None
    widget.scene.show(letters=False, cursor=False)
    widget.scene.set_surface(ball((0, 0, 0), 60))
    widget.scene.set_overlay([(ball((58, 0, 0), 14), (1.0, 0.05, 0.05))])
    widget.look_from("A")
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def test_that_the_widget_shows_what_the_scene_holds(view):
    shown = reddish(pixels(view.grab().toImage()))
    assert shown.sum() > 100
    assert np.nonzero(shown)[1].mean() < 150  # the patient's right, from the front, at the left


def test_that_a_picture_of_another_size_can_be_had_and_the_widget_keeps_its_own(view):
    image = view.render_image(640, 480)
    assert (image.width(), image.height()) == (640, 480)
    assert reddish(pixels(image)).sum() > 400
    assert view.stage.size == (300, 240)


def test_that_a_drag_turns_the_brain_and_picks_nothing(view, qtbot):
    picked = []
    view.picked.connect(picked.append)
    before = view.scene.towards_viewer
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(150, 120))
    qtbot.mouseMove(view, QPoint(180, 120))
    qtbot.mouseMove(view, QPoint(230, 120))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(230, 120))
    assert view.scene.towards_viewer @ before < 0.9
    assert picked == []


def test_that_a_click_picks_the_place_under_it(view, qtbot):
    place = np.array([-20.0, np.sqrt(60**2 - 20**2 - 30**2), 30.0])
    column, row = view.stage.to_pixel(place)
    with qtbot.waitSignal(view.picked) as blocker:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(round(column), round(row)))
    np.testing.assert_allclose(blocker.args[0], place, atol=1.5)


def test_that_it_is_drawn_coarsely_while_it_moves_and_in_full_when_it_rests(view, qtbot):
    view.grab()
    view._full_ms = 1000.0  # as on a slow machine
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(150, 120))
    qtbot.mouseMove(view, QPoint(160, 120))
    qtbot.mouseMove(view, QPoint(200, 120))
    assert view.stage.size == (150, 120)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 120))
    assert view.stage.size == (300, 240)


def test_that_the_wheel_zooms_and_comes_to_rest_by_itself(view, qtbot):
    view.grab()
    view._full_ms = 1000.0
    scale = view.scene.renderer.GetActiveCamera().GetParallelScale()
    event = QWheelEvent(
        QPointF(150, 120), QPointF(150, 120), QPoint(0, 0), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)
    assert view.scene.renderer.GetActiveCamera().GetParallelScale() < scale
    assert view.stage.size == (150, 120)
    qtbot.waitUntil(lambda: view.stage.size == (300, 240), timeout=3000)


def test_that_many_requests_make_one_picture(view, qtbot, monkeypatch):
    pictures = []
    draw = view.stage.render
    monkeypatch.setattr(view.stage, "render", lambda: (pictures.append(1), draw())[1])
    for _ in range(20):
        view.schedule()
    qtbot.waitUntil(lambda: bool(pictures))
    qtbot.wait(100)
    assert len(pictures) == 1


@pytest.mark.parametrize(
    ("key", "towards_viewer"), [(Qt.Key.Key_4, (-1, 0, 0)), (Qt.Key.Key_8, (0, 0, 1)), (Qt.Key.Key_0, (0, -1, 0))]
)
def test_that_the_keypad_chooses_the_side(view, qtbot, key, towards_viewer):
    qtbot.keyClick(view, key, Qt.KeyboardModifier.KeypadModifier)
    np.testing.assert_allclose(view.scene.towards_viewer, towards_viewer, atol=1e-9)


def test_that_a_double_click_asks_for_the_whole_window(view, qtbot):
    with qtbot.waitSignal(view.maximise_requested):
        qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))


def test_that_without_graphics_a_sentence_stands_there_and_nothing_breaks(qtbot):
    view = View3D()
    qtbot.addWidget(view)
    view.resize(300, 240)
    view.start(Graphics("none", "OpenGL failed."))
    assert view.scene is None
    assert "OpenGL" in view.sentence
    view.show()
    qtbot.waitExposed(view)
    text = pixels(view.grab().toImage())[..., :3]
    assert (text.max(axis=2) > 120).sum() > 50
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton)
    view.look_from("L")
    view.schedule(moving=True)
    view.release()
    with pytest.raises(RuntimeError):
        view.render_image()


def test_that_it_can_be_made_and_released_again_and_again(qtbot, graphics):
    for _ in range(5):
        view = View3D()
        qtbot.addWidget(view)
        view.start(graphics)
        view.grab()
        view.release()
        view.release()
        view.grab()
