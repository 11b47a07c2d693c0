"""The compiled painter draws what the plain one draws."""

from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.colour import ColourScale, composite, one_sided, two_sided
from analysis.compositor import PaintLayer, paint, warm_up
from analysis.grid import Grid
from analysis.image import Volume
from analysis.plane import Convention, Orientation, Plane, anatomical_plane
from analysis.sampling import Interpolation, on_plane
from tests.orientations import ORIENTATIONS, oriented_grid, rotation

LINEAR, NEAREST = Interpolation.LINEAR, Interpolation.NEAREST
GRAY = ColourScale("gray", 0, 255)
SCALES = (
    ColourScale("gray", -1, 2),
    two_sided(0.5, 2, opacity=0.7),
    one_sided(0.3, 0, 2),
    ColourScale("viridis", -0.5, 0.5, (-0.2, 0.4), opacity=0.85, faint=0.3),
    ColourScale("blue_red", -1, 1, (-0.4, inf), opacity=0.6),
)


def channels(picture: np.ndarray) -> np.ndarray:
    """``(rows, columns, 3)`` red, green, blue of 0xFFRRGGBB."""
    assert (picture >> 24 == 255).all()
    return np.stack([picture >> 16 & 255, picture >> 8 & 255, picture & 255], axis=-1).astype(int)


def with_numpy(layers: list[PaintLayer], plane: Plane, background: tuple[int, int, int]) -> np.ndarray:
    values = ((on_plane(layer.volume, plane, layer.interpolation), layer.scale) for layer in layers)
    return composite(values, background).astype(int)


def random_volume(rng: np.random.Generator, grid: Grid, share_missing: float) -> Volume:
    data = rng.normal(size=grid.shape).astype(np.float32)
    missing = rng.random(grid.shape) < share_missing
    data[missing] = rng.choice([np.nan, np.inf, -np.inf], missing.sum())
    return Volume(grid, data)


def assert_same(layers: list[PaintLayer], plane: Plane, background: tuple[int, int, int]) -> None:
    """Within one gray level, but for single pixels whose value rounds to the other side of a border."""
    difference = np.abs(channels(paint(layers, plane, background)) - with_numpy(layers, plane, background))
    unlike = (difference > 1).any(axis=-1)
    assert unlike.mean() <= 0.002, f"{unlike.sum()} of {unlike.size} pixels differ"


@pytest.mark.parametrize("name", ORIENTATIONS)
@pytest.mark.parametrize("orientation", Orientation)
def test_that_layers_on_differing_grids_look_as_painted_with_numpy(name, orientation):
    rng = np.random.default_rng(3 * ORIENTATIONS.index(name) + orientation.value)
    grids = [oriented_grid(name, (9, 11, 13)), oriented_grid("oblique", (6, 5, 4), (4, 5, 6)), oriented_grid("PSL")]
    layers = [
        PaintLayer(random_volume(rng, grid, share), scale, way)
        for grid, share, scale, way in zip(grids, (0, 0.3, 0.1), SCALES, (LINEAR, LINEAR, NEAREST), strict=False)
    ]
    plane = anatomical_plane(orientation, Convention.RADIOLOGICAL, np.array([1.1, -2.3, 3.2]), (45.0, 47.0), 0.93)
    assert_same(layers, plane, (12, 34, 56))


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    angles=st.tuples(*[st.floats(-180, 180)] * 3),
    plane_angles=st.tuples(*[st.floats(-180, 180)] * 3),
    shape=st.tuples(*[st.integers(1, 9)] * 3),
    pixel_mm=st.floats(0.3, 3),
    scales=st.lists(st.sampled_from(SCALES), min_size=1, max_size=3),
    way=st.sampled_from(Interpolation),
    share_missing=st.sampled_from((0.0, 0.05, 0.5, 1.0)),
)
def test_that_any_oblique_plane_looks_as_painted_with_numpy(
    seed, angles, plane_angles, shape, pixel_mm, scales, way, share_missing
):
    rng = np.random.default_rng(seed)
    affine = np.eye(4)
    affine[:3, :3] = rotation(*angles) * rng.uniform(0.5, 4, 3)
    affine[:3, 3] = rng.uniform(-5, 5, 3)
    volume = random_volume(rng, Grid(shape, affine), share_missing)
    turn = rotation(*plane_angles) * pixel_mm
    centre = volume.grid.to_mm(rng.uniform(0, 1, 3) * (np.array(shape) - 1))
    plane = Plane(centre - turn @ (12.0, 10.0, 0.0), turn[:, 0], turn[:, 1], (21, 25))
    assert_same([PaintLayer(volume, scale, way) for scale in scales], plane, (0, 0, 0))


@pytest.mark.parametrize("way", Interpolation)
@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 1, 7), (7, 1, 1), (1, 7, 1), (2, 1, 3)])
def test_that_volumes_of_a_single_slice_or_row_are_painted(shape, way):
    volume = Volume(Grid(shape, np.eye(4)), np.arange(np.prod(shape), dtype=np.float32).reshape(shape) * 20 + 50)
    for orientation in Orientation:
        plane = anatomical_plane(orientation, Convention.NEUROLOGICAL, volume.grid.centre_mm, (9.0, 9.0), 0.7)
        layers = [PaintLayer(volume, GRAY, way)]
        np.testing.assert_allclose(channels(paint(layers, plane)), with_numpy(layers, plane, (0, 0, 0)), atol=1)
        assert paint(layers, plane).max() > 0xFF000000


def axial(grid: Grid, size_mm: float = 6.0, pixel_mm: float = 1.0) -> Plane:
    return anatomical_plane(Orientation.AXIAL, Convention.NEUROLOGICAL, grid.centre_mm, (size_mm, size_mm), pixel_mm)


def test_that_the_bytes_of_a_pixel_are_opaque_red_green_blue():
    grid = Grid((2, 2, 1), np.eye(4))
    assert paint([], axial(grid), (0x12, 0x34, 0x56))[0, 0] == 0xFF123456
    hot_end = PaintLayer(Volume(grid, np.full(grid.shape, -9.0)), ColourScale("cold_hot", -1, 1, (0, 0)), NEAREST)
    picture = paint([hot_end], axial(grid))
    assert {f"{pixel:08X}" for pixel in np.unique(picture)} == {"FF000000", "FFFFFFFF"}


def test_that_four_voxels_make_the_picture_that_a_hand_would_paint():
    # i to the right, j to the front: the neurological view has (0, 1) top left and (1, 0) bottom right.
    grid = Grid((2, 2, 1), np.eye(4))
    volume = Volume(grid, np.array([[[10.0], [20.0]], [[30.0], [np.nan]]]))
    picture = channels(paint([PaintLayer(volume, GRAY, NEAREST)], axial(grid, size_mm=4.0), (7, 7, 7)))[..., 0]
    # Entry 256 / 255 * value of the linear gray map: 10, 20 and 30 again.
    np.testing.assert_array_equal(picture, [[7, 7, 7, 7], [7, 20, 7, 7], [7, 10, 30, 7], [7, 7, 7, 7]])


def test_that_a_voxel_at_the_threshold_is_drawn_and_the_next_smaller_number_is_not():
    grid = Grid((2, 1, 1), np.eye(4))
    threshold = np.float32(0.7)
    values = np.array([threshold, np.nextafter(threshold, np.float32(0))]).reshape(2, 1, 1)
    layer = PaintLayer(Volume(grid, values), two_sided(0.7, 2, "gray"), NEAREST)
    plane = Plane(np.zeros(3), np.array([1.0, 0, 0]), np.array([0, -1.0, 0]), (1, 2))
    drawn, hidden = paint([layer], plane)[0]
    assert drawn != 0xFF000000
    assert hidden == 0xFF000000


def test_that_a_plane_beside_the_volume_shows_the_background():
    volume = Volume(Grid((3, 3, 3), np.eye(4)), np.full((3, 3, 3), 200.0))
    for way in Interpolation:
        plane = anatomical_plane(Orientation.AXIAL, Convention.RADIOLOGICAL, np.array([0, 0, 2.51]), (9.0, 9.0), 1.0)
        assert (paint([PaintLayer(volume, GRAY, way)], plane, (1, 2, 3)) == 0xFF010203).all()


@pytest.mark.parametrize("way", Interpolation)
def test_that_a_plane_at_a_place_that_is_not_a_number_shows_the_background(way):
    volume = Volume(Grid((3, 3, 3), np.eye(4)), np.full((3, 3, 3), 200.0))
    plane = anatomical_plane(Orientation.AXIAL, Convention.RADIOLOGICAL, np.full(3, np.nan), (9.0, 9.0), 1.0)
    assert (paint([PaintLayer(volume, GRAY, way)], plane) == 0xFF000000).all()


def test_that_a_picture_is_painted_into_the_memory_that_was_given():
    grid = Grid((2, 2, 2), np.eye(4))
    layers = [PaintLayer(Volume(grid, np.full(grid.shape, 100.0)), GRAY, LINEAR)]
    out = np.full(axial(grid).shape, 0xDEADBEEF, dtype=np.uint32)
    assert paint(layers, axial(grid), out=out) is out
    np.testing.assert_array_equal(out, paint(layers, axial(grid)))


@pytest.mark.parametrize(
    "out", [np.empty((6, 5), np.uint32), np.empty((6, 6), np.int32), np.empty((6, 12), np.uint32)[:, ::2]]
)
def test_that_memory_of_another_kind_is_refused(out):
    with pytest.raises(ValueError, match="uint32"):
        paint([], axial(Grid((2, 2, 2), np.eye(4))), out=out)


def test_that_no_argument_is_changed():
    grid = oriented_grid("oblique")
    layer = PaintLayer(random_volume(np.random.default_rng(5), grid, 0.2), SCALES[1], LINEAR)
    before, plane = layer.volume.data.copy(), axial(grid)
    origin = plane.origin_mm.copy()
    paint([layer, replace(layer, interpolation=NEAREST)], plane)
    np.testing.assert_array_equal(layer.volume.data, before)
    np.testing.assert_array_equal(plane.origin_mm, origin)


def test_that_warming_up_needs_nothing():
    warm_up()
