"""What is marked is what is seen: tools against pixels picked one by one, in all orientations."""

import itertools

import numpy as np
import pytest

from analysis.grid import FACE, Grid
from analysis.labels.footprint import Sheet, polygon, stroke
from analysis.plane import Convention, Orientation, screen_axes

ORIENTATIONS = [
    (permutation, signs)
    for permutation in itertools.permutations(range(3))
    for signs in itertools.product((1, -1), repeat=3)
]


def oriented_grid(permutation, signs, size=(2.0, 2.0, 3.0), shape=(20, 22, 14)):
    affine = np.eye(4)
    affine[:3, :3] = 0
    for axis, (world, sign) in enumerate(zip(permutation, signs, strict=True)):
        affine[world, axis] = sign * size[axis]
    affine[:3, 3] = -affine[:3, :3] @ (np.array(shape) - 1) / 2 + 0.3
    return Grid(shape, affine)


def oblique_grid():
    turn = np.linalg.qr(np.array([[1, 0.2, -0.1], [-0.25, 1, 0.3], [0.15, -0.2, 1]]))[0]
    affine = np.eye(4)
    affine[:3, :3] = turn * np.array([2.0, 2.2, 3.0])
    affine[:3, 3] = -affine[:3, :3] @ np.array([10, 11, 7])
    return Grid((21, 23, 15), affine)


def sheet_of(orientation, point):
    right, down = screen_axes(orientation, Convention.RADIOLOGICAL)
    return Sheet(np.asarray(point, dtype=float), right, down)


def picked(grid, sheet, inside, reach=14.0, step=0.1):
    """Share of each voxel's visible pixels that is inside, by asking the grid for each pixel."""
    centre = sheet.coordinates(sheet.point_mm)
    ticks = np.arange(-reach, reach, step) + step / 2
    u, v = np.meshgrid(ticks, ticks, indexing="ij")
    points = sheet.to_mm(np.stack([u.ravel() + centre[0], v.ravel() + centre[1]], axis=1))
    hit = inside(u.ravel(), v.ravel())
    voxels = np.floor(grid.to_ijk(points) + FACE).astype(int)
    for n in range(0, len(points), 997):  # the rule of picking
        held = grid.voxel_at(points[n])
        assert held is None or held == tuple(voxels[n])
    within = ((voxels >= 0) & (voxels < grid.shape)).all(axis=1)
    found, which, seen = np.unique(voxels[within], axis=0, return_inverse=True, return_counts=True)
    under = np.bincount(which.ravel(), weights=hit[within], minlength=len(found))
    return {tuple(v): u / n for v, u, n in zip(found.tolist(), under, seen, strict=True) if n >= 20}  # 0.2 mm²


def check(grid, patch, shares):
    marked = set(map(tuple, np.argwhere(patch.on(grid)).tolist()))
    surely = {voxel for voxel, share in shares.items() if share > 0.65}
    possibly = {voxel for voxel, share in shares.items() if share > 0.35}
    assert surely, "the test must mark something"
    assert surely <= marked
    assert {voxel for voxel in marked if voxel in shares} <= possibly


@pytest.mark.parametrize(("permutation", "signs"), ORIENTATIONS)
def test_that_a_round_brush_marks_what_is_seen_under_it_in_every_orientation(permutation, signs):
    grid = oriented_grid(permutation, signs)
    for orientation in Orientation:
        sheet = sheet_of(orientation, (1.1, -2.3, 0.7))
        patch = stroke(grid, sheet, sheet.point_mm[None], 6.0)
        centres = grid.to_mm(np.argwhere(np.ones(grid.shape)))
        along = sheet.coordinates(centres) - sheet.coordinates(sheet.point_mm)
        holds = np.floor(grid.to_ijk(sheet.point_mm) + 0.5)[grid.voxel_axis(orientation.value)]
        in_slice = np.argwhere(np.ones(grid.shape))[:, grid.voxel_axis(orientation.value)] == holds
        distance = np.linalg.norm(along, axis=1)
        marked = patch.on(grid).ravel()
        # away from the rim by a third of a voxel, "half of it is covered" and "its centre is covered" are the same
        assert marked[in_slice & (distance < 5.0)].all()
        assert not marked[in_slice & (distance > 7.0)].any()
        assert not marked[~in_slice].any()


@pytest.mark.parametrize("orientation", Orientation)
@pytest.mark.parametrize("square", [False, True])
def test_that_a_brush_on_an_oblique_grid_marks_what_is_seen_under_it(orientation, square):
    grid = oblique_grid()
    sheet = sheet_of(orientation, (1.3, 0.4, -0.8))
    patch = stroke(grid, sheet, sheet.point_mm[None], 6.0, square=square)

    def inside(u, v):
        return np.maximum(abs(u), abs(v)) <= 6.0 if square else np.hypot(u, v) <= 6.0

    check(grid, patch, picked(grid, sheet, inside))


def test_that_a_polygon_on_an_oblique_grid_marks_what_is_seen_in_it():
    grid = oblique_grid()
    sheet = sheet_of(Orientation.CORONAL, (0.0, 1.0, 0.0))
    corners = np.array([(-8.0, -8.0), (9.0, -3.0), (2.0, 1.0), (5.0, 9.0), (-6.0, 5.0)])
    vertices = sheet.to_mm(corners + sheet.coordinates(sheet.point_mm))

    def inside(u, v):
        hit = np.zeros(u.shape, dtype=bool)
        for (u0, v0), (u1, v1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            hit ^= ((v0 <= v) != (v1 <= v)) & (u > u0 + (v - v0) * (u1 - u0) / (v1 - v0 + (v1 == v0)))
        return hit

    check(grid, polygon(grid, sheet, vertices), picked(grid, sheet, inside))


def test_that_a_line_is_marked_without_gaps_however_fast_the_hand():
    grid = Grid((40, 40, 3), np.eye(4))
    sheet = sheet_of(Orientation.AXIAL, (0.0, 0.0, 1.0))
    patch = stroke(grid, sheet, np.array([[5.0, 5.0, 1.0], [30.0, 20.0, 1.0]]), 1.0)
    marked = patch.on(grid)[:, :, 1]
    assert all(marked[i, 5 + round((i - 5) * 15 / 25)] for i in range(5, 31))


def test_that_the_mark_does_not_depend_on_where_a_stroke_began():
    grid = oblique_grid()
    sheet = sheet_of(Orientation.AXIAL, (0.0, 0.0, 1.0))
    points = np.array([[-6.0, 2.0, 1.0], [4.0, -3.0, 1.0], [7.0, 7.0, 1.0]])
    forth, back = (stroke(grid, sheet, p, 3.0).on(grid) for p in (points, points[::-1]))
    np.testing.assert_array_equal(forth, back)


def test_that_a_brush_smaller_than_a_voxel_marks_the_voxel_under_the_pointer():
    grid = Grid((5, 5, 5), np.diag([4.0, 4.0, 4.0, 1.0]))
    sheet = sheet_of(Orientation.AXIAL, (9.9, 6.1, 8.0))
    patch = stroke(grid, sheet, sheet.point_mm[None], 0.1)
    assert np.argwhere(patch.on(grid)).tolist() == [[2, 2, 2]]


def test_that_a_stroke_outside_the_image_marks_nothing():
    grid = Grid((5, 5, 5), np.eye(4))
    sheet = sheet_of(Orientation.AXIAL, (100.0, 0.0, 0.0))
    assert stroke(grid, sheet, sheet.point_mm[None], 3.0) is None
    assert polygon(grid, sheet, sheet.to_mm(np.array([(90.0, 0.0), (95.0, 0.0), (95.0, 5.0)]))) is None
    assert polygon(grid, sheet, sheet.point_mm[None]) is None
