import numpy as np
import pytest

from analysis.plane import Convention, Orientation, anatomical_plane
from tests.gui.scene3d.conftest import ball


@pytest.mark.parametrize("side", "LRAPSI")
def test_that_a_click_on_a_place_finds_that_place(make_stage, side):
    stage = make_stage(320, 240)
    centre = np.array([12.0, -7.0, 20.0])
    stage.scene.set_surface(ball(tuple(centre), 50, steps=60))
    stage.scene.look_from(side)
    nearest = centre + 50 * stage.scene.towards_viewer
    found = stage.pick(*stage.to_pixel(nearest))
    np.testing.assert_allclose(found, nearest, atol=0.5)


def test_that_a_click_beside_everything_finds_nothing(make_stage):
    stage = make_stage()
    stage.scene.set_surface(ball((0, 0, 0), 50))
    stage.scene.look_from("A")
    assert stage.pick(2, 2) is None


def test_that_a_click_into_the_open_corner_finds_the_plane_behind_it(make_stage):
    stage = make_stage()
    stage.scene.set_surface(ball((0, 0, 0), 50, steps=60))
    plane = anatomical_plane(Orientation.CORONAL, Convention.RADIOLOGICAL, np.array([0, -5.0, 0]), (120, 120), 1.0)
    stage.scene.set_plane_picture(Orientation.CORONAL, plane, np.full((120, 120, 3), 200, np.uint8))
    stage.scene.set_cursor(np.array([0, -5.0, 0]))
    stage.scene.look_from("A")
    place = np.array([20.0, -5.0, 10.0])
    np.testing.assert_allclose(stage.pick(*stage.to_pixel(place)), place, atol=0.1)
    stage.scene.show(planes=False)
    assert stage.pick(*stage.to_pixel(place))[1] > 30  # the surface again


def test_that_a_pixel_and_its_ray_agree_in_perspective_too(make_stage):
    stage = make_stage(400, 300)
    stage.scene.look_along(np.array([0.5, -1.0, -0.4]), np.array([0.0, 0.0, 1.0]))
    stage.scene.renderer.GetActiveCamera().SetParallelProjection(False)
    stage.render()
    place = np.array([15.0, 22.0, -9.0])
    ray = stage.ray(*stage.to_pixel(place))
    offset = place - ray.start_mm
    assert np.linalg.norm(offset - (offset @ ray.direction) * ray.direction) < 0.05


def test_that_a_drag_to_the_right_takes_the_near_side_with_it(make_stage):
    stage = make_stage()
    stage.scene.set_surface(ball((0, 0, 0), 50))
    stage.scene.look_from("A")
    near = np.array([0.0, 50.0, 0.0])
    before = stage.to_pixel(near)
    stage.rotate(30, 0)
    assert stage.to_pixel(near)[0] > before[0] + 10
    stage.scene.look_from("A")
    stage.rotate(0, 30)
    assert stage.to_pixel(near)[1] > before[1] + 10


def test_that_panning_moves_the_picture_with_the_pointer(make_stage):
    stage = make_stage()
    stage.scene.look_from("L")
    before = np.array(stage.to_pixel(np.zeros(3)))
    stage.pan(25, -40)
    np.testing.assert_allclose(np.array(stage.to_pixel(np.zeros(3))) - before, (25, -40), atol=0.1)


def test_that_zooming_in_makes_things_larger_and_has_an_end(make_stage):
    stage = make_stage()
    stage.scene.look_from("L")
    before = stage.to_pixel(np.array([0, 20.0, 0]))[0] - stage.to_pixel(np.zeros(3))[0]
    stage.zoom(2)
    after = stage.to_pixel(np.array([0, 20.0, 0]))[0] - stage.to_pixel(np.zeros(3))[0]
    assert after == pytest.approx(2 * before, rel=0.01)
    for _ in range(100):
        stage.zoom(2)
    assert stage.scene.renderer.GetActiveCamera().GetParallelScale() > 1


def test_that_the_light_mesh_is_drawn_while_the_picture_moves(make_stage):
    stage = make_stage()
    stage.scene.set_surface(ball((0, 0, 0), 60), ball((0, 0, 0), 30))
    stage.scene.look_from("A")
    full = stage.render()
    stage.scene.set_moving(True)
    assert np.abs(stage.render()[150, 210, :3].astype(int) - full[150, 210, :3]).max() > 40  # beyond the small ball
    stage.scene.set_moving(False)
    np.testing.assert_array_equal(stage.render(), full)


def test_that_a_released_stage_draws_no_more_and_can_be_released_again(make_stage):
    stage = make_stage()
    stage.render()
    stage.release()
    stage.release()
    with pytest.raises(RuntimeError, match="released"):
        stage.render()


def test_that_two_stages_draw_side_by_side(make_stage):
    first, second = make_stage(), make_stage(150, 120)
    first.scene.set_surface(ball((0, 0, 0), 60))
    second.scene.set_surface(ball((0, 0, 0), 60))
    assert first.render().shape == (300, 300, 4)
    assert second.render().shape == (120, 150, 4)
    assert first.render()[..., :3].std() > 5


def test_that_nothing_is_observed_that_could_be_left_behind(make_stage):
    stage = make_stage()
    stage.render()
    for watched in (stage.scene.renderer, stage.scene.renderer.GetActiveCamera(), stage._window):
        for event in ("RenderEvent", "StartInteractionEvent", "EndInteractionEvent", "MouseMoveEvent", "DeleteEvent"):
            assert not watched.HasObserver(event)


def test_that_lines_are_as_wide_in_points_on_a_screen_of_more_dots(make_stage):
    def width_of_the_crosshair(scale: int) -> int:
        stage.resize(300 * scale, 300 * scale, scale)
        picture = stage.render().astype(int)
        row = picture[60 * scale]  # above the ball and its gap
        return int((row[:, 1] - row[:, 0] > 60).sum())

    stage = make_stage()
    stage.scene.set_surface(ball((0, 0, 0), 80))
    stage.scene.show(surface=False, cursor=True)
    stage.scene.set_cursor(np.zeros(3))
    stage.scene.look_from("A")
    assert width_of_the_crosshair(1) == 1
    assert width_of_the_crosshair(3) in (3, 4)
