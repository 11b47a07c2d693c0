"""Triangles on a picture with a depth buffer, in plain numpy: what is nearest to the viewer at each pixel.

First the rows of each triangle, then the span of pixels on each row whose centres lie in it; of several triangles at
a pixel the nearest wins, whatever their order. The same input gives the same bytes on every computer.
"""

import numpy as np

from analysis.atlas.surface import BrainSurface
from analysis.network.views import View


class DepthCanvas:
    """What is nearest to the viewer at each pixel: depth in mm, normal, shade, and a value where one was given.

    ``depth`` is ``(rows * columns,)``, -inf where nothing is; ``normal`` ``(…, 3)`` is right, up, towards the viewer.
    """

    def __init__(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns
        self.depth = np.full(rows * columns, -np.inf, dtype=np.float32)
        self.normal = np.zeros((rows * columns, 3), dtype=np.float32)
        self.shade = np.zeros(rows * columns, dtype=np.float32)
        self.value = np.full(rows * columns, np.nan, dtype=np.float32)

    def add(self, view: View, part: BrainSurface, frame: np.ndarray, values: np.ndarray | None = None) -> None:
        """Draw the triangles of a surface that look at the viewer.

        Parameters
        ----------
        frame : ``(2, 2)`` lowest and highest (right, up) in mm that the picture shows
        values : ``(n,)`` of its points, NaN for none
        """
        right, up, depth = view.project(part.points_mm).T
        size = frame[1] - frame[0]
        x = (right - frame[0, 0]) / size[0] * self.columns - 0.5
        y = (frame[1, 1] - up) / size[1] * self.rows - 0.5
        corners = np.stack([x, y], axis=1)[part.triangles]  # (m, 3, 2)
        (ax, ay), (bx, by), (cx, cy) = (corners[:, k].T for k in range(3))
        facing = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) < 0  # rows run down, so outside is clockwise
        triangles = part.triangles[facing]
        planes = _planes(corners[facing])
        triangle, column, row = _pixels(corners[facing], planes, self.rows, self.columns)
        at = row * self.columns + column
        x, y = column.astype(np.float32), row.astype(np.float32)
        depths = np.einsum("mkc,mk->mc", planes, depth.astype(np.float32)[triangles])
        here = depths[triangle, 0] * x + depths[triangle, 1] * y + depths[triangle, 2]
        np.maximum.at(self.depth, at, here)
        wins = np.flatnonzero(self.depth[at] == here)
        at, triangle, x, y = at[wins], triangle[wins], x[wins, None], y[wins, None]
        share = planes[triangle, :, 0] * x + planes[triangle, :, 1] * y + planes[triangle, :, 2]
        points = triangles[triangle]
        self.normal[at] = np.einsum("ij,ijk->ik", share, view.project(part.normals()).astype(np.float32)[points])
        self.shade[at] = np.einsum("ij,ij->i", share, part.shade[points])
        self.value[at] = np.nan if values is None else np.einsum("ij,ij->i", share, values[points])

    @property
    def is_drawn(self) -> np.ndarray:
        """``(rows * columns,)`` whether anything is at a pixel."""
        return np.isfinite(self.depth)

    def facing(self) -> np.ndarray:
        """``(rows * columns, 3)`` normals of length 1."""
        length = np.linalg.norm(self.normal, axis=1, keepdims=True)
        return self.normal / np.maximum(length, np.float32(1e-6))

    def averaged(self, premultiplied: np.ndarray, factor: int) -> np.ndarray:
        """``(rows / factor, columns / factor, 4)`` uint8, straight alpha, of colours ``(…, 4)`` with alpha 0..255.

        Each pixel is the mean of `factor` by `factor` ones, so that edges are smooth.
        """
        shape = (self.rows // factor, factor, self.columns // factor, factor, 4)
        picture = premultiplied.reshape(shape).mean(axis=(1, 3))
        opacity = picture[..., 3:] / 255
        picture[..., :3] = np.divide(picture[..., :3], opacity, out=np.zeros_like(picture[..., :3]), where=opacity > 0)
        return np.round(np.clip(picture, 0, 255)).astype(np.uint8)


def _planes(corners: np.ndarray) -> np.ndarray:
    """``(m, 3, 3)`` float32: the share of each corner of a triangle at a pixel is ``(column, row, 1)`` times these."""
    x, y = corners[..., 0], corners[..., 1]
    following, last = np.roll(corners, -1, axis=1), np.roll(corners, -2, axis=1)
    slope = np.stack(
        [
            following[..., 1] - last[..., 1],
            last[..., 0] - following[..., 0],
            following[..., 0] * last[..., 1] - last[..., 0] * following[..., 1],
        ],
        axis=-1,
    )
    whole = slope[..., 0] * x + slope[..., 1] * y + slope[..., 2]
    return (slope / whole[..., None]).astype(np.float32)


def _pixels(
    corners: np.ndarray, planes: np.ndarray, rows: int, columns: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The triangle, column and row of each pixel whose centre lies in a triangle: first its rows, then their spans."""
    top = np.maximum(np.ceil(corners[..., 1].min(axis=1)), 0).astype(np.int32)
    bottom = np.minimum(np.floor(corners[..., 1].max(axis=1)), rows - 1).astype(np.int32)
    triangle, row = _expanded(top, np.maximum(bottom - top + 1, 0))
    slope, rest = planes[triangle, :, 0], planes[triangle, :, 1] * row[:, None] + planes[triangle, :, 2]
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = -rest / slope
    starts = np.where(slope > 0, crossing, -np.inf).max(axis=1)
    ends = np.where(slope < 0, crossing, np.inf).min(axis=1)
    empty = ((slope == 0) & (rest < 0)).any(axis=1)
    first = np.clip(np.ceil(starts), 0, columns).astype(np.int32)
    last = np.clip(np.floor(ends), -1, columns - 1).astype(np.int32)
    span, column = _expanded(first, np.where(empty, 0, np.maximum(last - first + 1, 0)))
    return triangle[span], column, row[span]


def _expanded(start: np.ndarray, count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each entry the numbers ``start``, ``start + 1`` … of its count, with the entry's index."""
    owner = np.repeat(np.arange(len(count), dtype=np.int32), count)
    offset = np.arange(len(owner), dtype=np.int32) - np.repeat(np.cumsum(count) - count, count).astype(np.int32)
    return owner, start[owner] + offset
