"""Known head motion: the convention by hand, and that it is found in the image that it moved."""

import numpy as np
from scipy import ndimage

from analysis.demo.motion import HeadMotion, make_motion
from analysis.grid import Grid


def test_that_a_quarter_turn_about_z_takes_right_to_front() -> None:
    motion = HeadMotion(np.array([[0, 0, 0, 0, 0, 0], [0, 0, 5, 0, 0, np.pi / 2]]), np.array([10.0, 0, 0]))
    np.testing.assert_allclose(motion.moved(1, np.array([[11.0, 0, 0]])), [[10, 1, 5]], atol=1e-12)
    np.testing.assert_allclose(motion.moved_back(1, np.array([[10.0, 1, 5]])), [[11, 0, 0]], atol=1e-12)


def test_that_the_first_volume_is_where_it_was_and_the_rest_moves_little() -> None:
    motion = make_motion(240, np.zeros(3), seed=0)
    assert np.all(motion.parameters[0] == 0)
    steps = np.abs(np.diff(motion.parameters, axis=0)) * [1, 1, 1, 50, 50, 50]  # FD of Power 2012: arcs at 50 mm
    assert 0.03 < steps.sum(axis=1).mean() < 0.2
    assert 0.2 < np.abs(motion.parameters[:, :3]).max() < 2


def test_that_a_moved_image_has_its_blob_where_the_parameters_say() -> None:
    grid = Grid((40, 42, 38), [[-3, 0.2, 0, 60], [0.2, 3, 0, -60], [0, 0, 3, -55], [0, 0, 0, 1]])
    place = np.array([12.0, -9.0, 6.0])
    points = grid.to_mm(np.indices(grid.shape).reshape(3, -1).T)
    blob = np.exp(-np.sum((points - place) ** 2, axis=1) / (2 * 6**2)).reshape(grid.shape)
    motion = HeadMotion(np.array([[0.0] * 6, [2.0, -1.5, 1.0, 0.03, -0.05, 0.04]]), np.zeros(3))
    seen = motion.resample(blob.astype(np.float32), grid, 1)
    centre = grid.to_mm(np.array(ndimage.center_of_mass(np.clip(seen, 0, None))))
    np.testing.assert_allclose(centre, motion.moved(1, place[None])[0], atol=0.05)


def test_that_who_moves_twice_as_much_does_so_in_every_volume() -> None:
    once, twice = (make_motion(60, np.zeros(3), seed=4, scale=scale).parameters for scale in (1.0, 2.0))
    np.testing.assert_allclose(twice, 2 * once)
