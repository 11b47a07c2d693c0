"""Which side is where: the scene is drawn and looked at."""

import numpy as np
import pytest

from analysis.colour import ColourScale, composite
from analysis.image import Volume
from analysis.plane import Convention, Orientation, anatomical_plane
from analysis.sampling import Interpolation, on_plane
from gui.scene3d.surfaces import overlay_surfaces
from tests.gui.scene3d.conftest import ball, reddish
from tests.orientations import ORIENTATIONS, oriented_grid

RED = (1.0, 0.05, 0.05)
RIGHT_FRONT_TOP = np.array([30.0, 40.0, 20.0])  # RAS+: to the patient's right, front and top

# On which half of the picture the blob at the right, front and top is seen, from each side of the patient:
# facing the patient (A), the patient's right is on the left, as when two people face each other.
SEEN = {
    "A": ("left", "top"),
    "P": ("right", "top"),
    "L": ("left", "top"),  # seen from the left, the face is at the left
    "R": ("right", "top"),
    "S": ("right", "top"),  # from above, the front up, right is right
    "I": ("left", "top"),
}


@pytest.mark.parametrize("side", SEEN)
def test_that_a_blob_at_the_patients_right_front_and_top_is_seen_on_the_proper_side(make_stage, side):
    stage = make_stage()
    stage.scene.set_surface(ball((0, 0, 0), 70))
    stage.scene.set_surface_opacity(0.3)
    stage.scene.set_overlay([(ball(tuple(RIGHT_FRONT_TOP), 12), RED)])
    stage.scene.look_from(side)
    rows, columns = np.nonzero(reddish(stage.render()))
    assert len(rows) > 100
    assert ("left" if columns.mean() < 150 else "right", "top" if rows.mean() < 150 else "bottom") == SEEN[side]


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_a_voxel_at_the_right_is_drawn_at_the_right_whatever_the_orientation_of_its_file(make_stage, name):
    grid = oriented_grid(name, (24, 24, 24), (4.0, 4.0, 4.0))
    ijk = np.stack(np.meshgrid(*[np.arange(24)] * 3, indexing="ij"), axis=-1)
    data = np.where(np.linalg.norm(grid.to_mm(ijk) - RIGHT_FRONT_TOP, axis=-1) < 9, 5.0, 0.0)
    stage = make_stage(200, 200)
    blob = overlay_surfaces(Volume(grid, data), 3.0, None).positive
    stage.scene.set_overlay([(blob, RED)])
    stage.scene.look_from("A")
    rows, columns = np.nonzero(reddish(stage.render()))
    column, row = stage.to_pixel(RIGHT_FRONT_TOP)
    assert column < 100  # the patient's right, seen from the front, is at the left of the picture
    np.testing.assert_allclose((columns.mean(), rows.mean()), (column, row), atol=4)


def test_that_the_letters_stand_at_their_sides(make_stage):
    stage = make_stage()
    stage.scene.set_surface(ball((10, -20, 30), 70))
    letters = stage.scene.letters
    assert letters.position_mm("R")[0] > 80 > -60 > letters.position_mm("L")[0]
    assert letters.position_mm("A")[1] > 50 > -90 > letters.position_mm("P")[1]
    assert letters.position_mm("S")[2] > 100 > -40 > letters.position_mm("I")[2]


@pytest.mark.parametrize(
    ("side", "visible"), [("A", "RLSI"), ("P", "RLSI"), ("L", "APSI"), ("R", "APSI"), ("S", "RLAP"), ("I", "RLAP")]
)
def test_that_letters_beside_the_brain_are_drawn_and_those_in_front_of_it_are_not(make_stage, side, visible):
    stage = make_stage()
    scene = stage.scene
    scene.set_surface(ball((0, 0, 0), 60))
    scene.look_from(side)
    bare = stage.render()
    scene.show(letters=True)
    drawn = np.abs(stage.render()[..., :3].astype(int) - bare[..., :3]).max(axis=2) > 60
    assert sorted(scene.letters.visible()) == sorted(visible)
    for letter in visible:
        column, row = (round(v) for v in stage.to_pixel(scene.letters.position_mm(letter)))
        assert drawn[row - 12 : row + 13, column - 12 : column + 13].sum() > 15


def test_that_letters_bear_a_question_mark_where_the_file_does_not_tell_left_from_right(make_stage):
    letters = make_stage().scene.letters
    letters.set_sure(False)
    assert {actor.GetInput() for actor in letters._actors.values()} == {"R?", "L?", "A?", "P?", "S?", "I?"}


@pytest.mark.parametrize(
    ("side", "towards_viewer", "up"),
    [
        ("L", (-1, 0, 0), (0, 0, 1)),
        ("R", (1, 0, 0), (0, 0, 1)),
        ("A", (0, 1, 0), (0, 0, 1)),
        ("P", (0, -1, 0), (0, 0, 1)),
        ("S", (0, 0, 1), (0, 1, 0)),
        ("I", (0, 0, -1), (0, 1, 0)),
    ],
)
def test_that_each_preset_looks_from_its_side(make_stage, side, towards_viewer, up):
    scene = make_stage().scene
    scene.set_surface(ball((10, -20, 30), 50))
    scene.look_from(side)
    camera = scene.renderer.GetActiveCamera()
    np.testing.assert_allclose(scene.towards_viewer, towards_viewer, atol=1e-9)
    np.testing.assert_allclose(camera.GetViewUp(), up)
    np.testing.assert_allclose(camera.GetFocalPoint(), (10, -20, 30), atol=0.1)
    assert camera.GetParallelProjection()


def test_that_an_unknown_side_is_refused(make_stage):
    with pytest.raises(KeyError):
        make_stage().scene.look_from("X")


@pytest.mark.parametrize("convention", Convention)
@pytest.mark.parametrize(
    ("orientation", "side"), [(Orientation.AXIAL, "S"), (Orientation.CORONAL, "A"), (Orientation.SAGITTAL, "R")]
)
def test_that_a_slice_picture_lies_where_its_values_are(make_stage, convention, orientation, side):
    grid = oriented_grid("LPS", (40, 40, 40), (4.0, 4.0, 4.0), (0.0, 0.0, 0.0))
    place = RIGHT_FRONT_TOP.copy()
    place[orientation.value] = 0
    ijk = np.stack(np.meshgrid(*[np.arange(40)] * 3, indexing="ij"), axis=-1)
    volume = Volume(grid, np.where(np.linalg.norm(grid.to_mm(ijk) - place, axis=-1) < 10, 100.0, 30.0))
    plane = anatomical_plane(orientation, convention, np.zeros(3), (150, 150), 1.0)
    grey = composite([(on_plane(volume, plane, Interpolation.NEAREST), ColourScale("gray", 0, 100))], (0, 0, 0))
    red = np.where((grey[..., :1] > 200), np.array([255, 0, 0], np.uint8), grey)
    stage = make_stage()
    stage.scene.set_plane_picture(orientation, plane, red)
    stage.scene.look_from(side)
    rows, columns = np.nonzero(reddish(stage.render()))
    np.testing.assert_allclose((columns.mean(), rows.mean()), stage.to_pixel(place), atol=2.5)


def test_that_the_corner_towards_the_viewer_opens_to_the_planes_and_only_there(make_stage):
    stage = make_stage()
    scene = stage.scene
    scene.set_surface(ball((0, 0, 0), 60))
    scene.look_from("A")
    whole = stage.render()
    plane = anatomical_plane(Orientation.CORONAL, Convention.RADIOLOGICAL, np.zeros(3), (120, 120), 1.0)
    scene.set_cursor(np.zeros(3))
    scene.set_plane_picture(Orientation.CORONAL, plane, np.full((120, 120, 3), (255, 0, 0), np.uint8))
    assert reddish(stage.render())[140:160, 140:160].all()  # the plane through the middle, seen through the open front
    scene.opens_corner = False
    np.testing.assert_allclose(stage.render()[145:155, 145:155].mean(), whole[145:155, 145:155].mean(), atol=3)


def test_that_a_picture_is_open_where_its_alpha_is_low(make_stage):
    stage = make_stage()
    rgba = np.full((100, 100, 4), (255, 0, 0, 255), np.uint8)
    rgba[:, :50, 3] = 0
    plane = anatomical_plane(Orientation.AXIAL, Convention.NEUROLOGICAL, np.zeros(3), (100, 100), 1.0)
    stage.scene.set_plane_picture(Orientation.AXIAL, plane, rgba)
    stage.scene.look_from("S")
    red = reddish(stage.render())
    left, right = (round(stage.to_pixel(np.array([x, 0.0, 0.0]))[0]) for x in (-25, 25))
    assert not red[150, left]
    assert red[150, right]


def test_that_colours_of_an_overlay_cover_the_surface_where_they_are_opaque(make_stage):
    stage = make_stage()
    mesh = ball((0, 0, 0), 60)
    stage.scene.set_surface(mesh)
    colours = np.zeros((len(mesh.points_mm), 4), np.uint8)
    colours[mesh.points_mm[:, 0] > 5] = (255, 0, 0, 255)
    stage.scene.paint_surface(colours)
    stage.scene.look_from("P")
    red = reddish(stage.render())
    assert red[150, 170:200].all()  # seen from behind, the patient's right is at the right
    assert not red[:, :148].any()
    stage.scene.paint_surface(None)
    assert not reddish(stage.render()).any()


def test_that_parts_can_be_switched_off(make_stage):
    stage = make_stage()
    scene = stage.scene
    empty = stage.render()
    scene.set_surface(ball((0, 0, 0), 60))
    scene.set_overlay([(ball((0, 0, 0), 20), RED)])
    scene.look_from("A")
    assert not np.array_equal(stage.render(), empty)
    scene.show(surface=False, overlay=False)
    np.testing.assert_array_equal(stage.render(), empty)
