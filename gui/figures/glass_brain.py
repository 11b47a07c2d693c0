"""The translucent brain of a node graph, drawn by the processor: the same picture on every computer.

Triangles that look at the viewer are filled with a depth buffer in plain numpy, no graphics library is needed. What
is steep to the viewer is more opaque, as glass is, so that the outline and the sulci show and the middle stays clear.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.atlas.surface import BrainSurface, hindbrain_surface, pial_surface
from analysis.network.views import View

_SUPERSAMPLING = 2
_LIGHT = np.array([-0.35, 0.55, 0.76])  # right, up, towards the viewer


@dataclass(frozen=True)
class Glass:
    """How the brain looks: its colour, how opaque it is where it faces the viewer and where it is steep."""

    colour: tuple[int, int, int] = (120, 126, 138)
    facing: float = 0.22
    steep: float = 0.75


def brain_parts(view: View) -> tuple[BrainSurface, ...]:
    """The surfaces that a view shows."""
    if view.hemisphere is not None:
        return pial_surface(view.hemisphere), hindbrain_surface(view.hemisphere)
    return pial_surface("left"), pial_surface("right"), hindbrain_surface()


def frame_mm(view: View, parts: Sequence[BrainSurface], margin_mm: float = 2.0) -> np.ndarray:
    """``(2, 2)`` lowest and highest (right, up) in mm of the screen that the surfaces cover, with a margin."""
    places = np.concatenate([view.project(part.points_mm)[:, :2] for part in parts])
    return np.array([places.min(axis=0) - margin_mm, places.max(axis=0) + margin_mm])


def draw_glass(
    view: View, parts: Sequence[BrainSurface], frame: np.ndarray, pixel_mm: float, glass: Glass | None = None
) -> np.ndarray:
    """``(rows, columns, 4)`` uint8 picture, straight alpha, top row first.

    Parameters
    ----------
    frame : ``(2, 2)`` lowest and highest (right, up) in mm that the picture shows
    pixel_mm : size of a pixel on the brain
    """
    glass = glass or Glass()
    columns, rows = (max(1, round(float(mm) / pixel_mm)) for mm in frame[1] - frame[0])
    fine = _Canvas(rows * _SUPERSAMPLING, columns * _SUPERSAMPLING)
    for part in parts:
        fine.add(view, part, frame)
    return fine.shaded(glass, _SUPERSAMPLING)


class _Canvas:
    """What is nearest to the viewer at each pixel: depth in mm, normal and shade."""

    def __init__(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns
        self._depth = np.full(rows * columns, -np.inf, dtype=np.float32)
        self._normal = np.zeros((rows * columns, 3), dtype=np.float32)
        self._shade = np.zeros(rows * columns, dtype=np.float32)

    def add(self, view: View, part: BrainSurface, frame: np.ndarray) -> None:
        """Draw the triangles of a surface that look at the viewer."""
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
        np.maximum.at(self._depth, at, here)
        wins = np.flatnonzero(self._depth[at] == here)
        at, triangle, x, y = at[wins], triangle[wins], x[wins, None], y[wins, None]
        share = planes[triangle, :, 0] * x + planes[triangle, :, 1] * y + planes[triangle, :, 2]
        points = triangles[triangle]
        self._normal[at] = np.einsum("ij,ijk->ik", share, view.project(part.normals()).astype(np.float32)[points])
        self._shade[at] = np.einsum("ij,ij->i", share, part.shade[points])

    def shaded(self, glass: Glass, factor: int) -> np.ndarray:
        """The picture, `factor` by `factor` pixels averaged into one."""
        drawn = np.isfinite(self._depth)
        normal = self._normal / np.maximum(np.linalg.norm(self._normal, axis=1, keepdims=True), 1e-6)
        facing = np.clip(normal[:, 2], 0, 1)
        light = 0.45 + 0.55 * np.clip(normal @ (_LIGHT / np.linalg.norm(_LIGHT)).astype(np.float32), 0, 1)
        sulcus = 1 - self._shade
        alpha = glass.facing + (glass.steep - glass.facing) * np.clip(
            (1 - facing) ** 2.2 * 0.9 + 0.35 * sulcus * sulcus, 0, 1
        )
        value = light * (0.72 + 0.28 * self._shade)
        premultiplied = np.empty((len(drawn), 4), dtype=np.float32)
        premultiplied[:, :3] = np.array(glass.colour, np.float32) * (value * alpha)[:, None] * 1.25
        premultiplied[:, 3] = alpha * 255
        premultiplied[~drawn] = 0
        picture = premultiplied.reshape(self.rows // factor, factor, self.columns // factor, factor, 4).mean(
            axis=(1, 3)
        )
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
