"""Images as scanners and exports put them: turned and shifted in their headers, and with a neck below the head."""

import numpy as np

from analysis.grid import Grid
from analysis.image import Volume
from analysis.preprocess.transforms import LinearTransform
from tests.orientations import rotation

CORNERS = (((20, 20, 20), (40, 40, 40)), ((-20, 20, -20), (-40, -40, 40)), ((20, -20, 20), (-40, 40, -40)))
"""Tilts about x, y and z in degrees, and shifts in mm: 20° and 40 mm in each way."""


def offsets(n: int, seed: int = 1) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    """The corners, and random ones within them."""
    rng = np.random.default_rng(seed)
    random = [(tuple(rng.uniform(-20, 20, 3)), tuple(rng.uniform(-40, 40, 3))) for _ in range(n)]
    return [*CORNERS, *random][:n]


def displaced(image: Volume, turn: tuple[float, ...], shift_mm: tuple[float, ...]) -> tuple[Volume, LinearTransform]:
    """The same voxels under another header, and where it says that a place of the old one is."""
    matrix = np.eye(4)
    matrix[:3, :3] = rotation(*turn)
    centre = image.grid.centre_mm
    matrix[:3, 3] = centre - matrix[:3, :3] @ centre + shift_mm
    return Volume(Grid(image.grid.shape, matrix @ image.grid.affine), image.data, image.name), LinearTransform(matrix)


def with_neck(t1: Volume, below_mm: float) -> Volume:
    """The T1 in a field of view that reaches further down, with muscle, fat, spine and airway of neck and shoulders.

    The first axis of `t1` must run across the head, the third one upwards.
    """
    sizes = t1.grid.voxel_size_mm
    more, aside = int(below_mm / sizes[2]), int(80 / sizes[0])
    shape = (t1.grid.shape[0] + 2 * aside, t1.grid.shape[1], t1.grid.shape[2] + more)
    affine = t1.grid.affine.copy()
    affine[:3, 3] = t1.grid.to_mm(np.array([-aside, 0, -more]))
    data = np.zeros(shape, dtype=np.float32)
    data[aside:-aside, :, more:] = t1.data
    middle = (shape[0] / 2, shape[1] / 2 - 15 / sizes[1], more)
    axes = [(np.arange(n) - m) * mm for n, m, mm in zip(shape, middle, sizes, strict=True)]
    x, y, z = np.meshgrid(*axes, indexing="ij", sparse=True)
    shoulder = np.clip((-z - 60) / 50, 0, 1)
    radius = np.hypot(x / (58 + 150 * shoulder), y / (62 + 35 * shoulder))
    tissue = np.where(radius > 0.9, 700.0, 330.0)
    tissue = np.where(np.hypot(x, y + 20) < 14, 500.0, tissue)
    tissue = np.where(np.hypot(x, y - 25) < 10, 10.0, tissue) * np.exp(-np.maximum(-z - 80, 0) / 120)  # the coil ends
    body = (radius < 1) & (z < 6) & (data < 40)
    noise = np.random.default_rng(0).normal(0, 8, shape)
    return Volume(Grid(shape, affine), np.abs(np.where(body, tissue, data) + noise), "head with neck")
