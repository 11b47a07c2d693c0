"""Grids in every orientation that a file can have: the 48 axis orders and flips, an oblique and a sheared one.

The directions are written down here from the meaning of the letters, without the code that is tested.
"""

from itertools import permutations, product

import numpy as np

from analysis.grid import Grid

DIRECTION = {
    "R": (1, 0, 0),
    "L": (-1, 0, 0),
    "A": (0, 1, 0),
    "P": (0, -1, 0),
    "S": (0, 0, 1),
    "I": (0, 0, -1),
}

AXIS_CODES = tuple("".join(pair) for order in permutations(("RL", "AP", "SI")) for pair in product(*order))
"""``"RAS"``, ``"RAI"`` ... ``"IPL"``: all 48."""

ORIENTATIONS = (*AXIS_CODES, "oblique", "sheared")


def directions(name: str) -> np.ndarray:
    """``(3, 3)`` unit world steps along i, j, k, one per column."""
    if name in AXIS_CODES:
        return np.array([DIRECTION[code] for code in name], dtype=float).T
    turned = rotation(17, -11, 23) @ directions("LIP")
    if name == "sheared":
        turned[:, 1] = turned[:, 1] + 0.3 * turned[:, 0] - 0.2 * turned[:, 2]
        turned[:, 1] /= np.linalg.norm(turned[:, 1])
    return turned


def oriented_grid(
    name: str,
    shape: tuple[int, int, int] = (5, 6, 7),
    voxel_mm: tuple[float, float, float] = (2.1, 2.7, 3.3),
    centre_mm: tuple[float, float, float] = (1.37, -2.19, 3.71),
) -> Grid:
    """A grid whose middle is at a place that no axis order makes special."""
    affine = np.eye(4)
    affine[:3, :3] = directions(name) * voxel_mm
    affine[:3, 3] = np.array(centre_mm) - affine[:3, :3] @ ((np.array(shape) - 1) / 2)
    return Grid(shape, affine)


def rotation(about_x: float, about_y: float, about_z: float) -> np.ndarray:
    """``(3, 3)`` rotation about x, then y, then z, in degrees."""
    result = np.eye(3)
    for axis, degrees in enumerate((about_x, about_y, about_z)):
        cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        a, b = (axis + 1) % 3, (axis + 2) % 3
        turn = np.eye(3)
        turn[[a, b], [a, b]] = cosine
        turn[b, a], turn[a, b] = sine, -sine
        result = turn @ result
    return result
