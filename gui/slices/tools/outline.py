"""Geometry of an outline on the screen: fewer points for the same line, and the edge under the mouse."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF


def simplified(line: Sequence[QPointF], tolerance: float) -> list[QPointF]:
    """A line with fewer points, nowhere farther than a tolerance from it (Douglas and Peucker 1973).

    The end is left out where it comes back to the beginning.
    """
    points = np.array([(p.x(), p.y()) for p in line])
    kept = np.zeros(len(points), dtype=bool)
    kept[[0, -1]] = True
    parts = [(0, len(points) - 1)]
    while parts:
        first, last = parts.pop()
        if last - first < 2:
            continue
        away = _distances(points[first + 1 : last], points[first], points[last])
        farthest = int(away.argmax())
        if away[farthest] > tolerance:
            middle = first + 1 + farthest
            kept[middle] = True
            parts += [(first, middle), (middle, last)]
    found = points[kept]
    if len(found) > 3 and np.hypot(*(found[-1] - found[0])) <= 2 * tolerance:
        found = found[:-1]
    return [QPointF(float(x), float(y)) for x, y in found]


def nearest_edge(corners: Sequence[QPointF], place: QPointF, reach: float) -> int | None:
    """The edge of a closed outline, by its first corner, that a place is within reach of; None if none is."""
    points = np.array([(p.x(), p.y()) for p in corners])
    here = np.array([[place.x(), place.y()]])
    ends = np.roll(points, -1, axis=0)
    away = [float(_distances(here, a, b)[0]) for a, b in zip(points, ends, strict=True)]
    nearest = int(np.argmin(away))
    return nearest if away[nearest] <= reach else None


def _distances(points: np.ndarray, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
    """``(n,)`` distances of points from a segment."""
    step = stop - start
    length2 = float(step @ step)
    t = np.clip((points - start) @ step / length2, 0, 1) if length2 > 0 else np.zeros(len(points))
    return np.asarray(np.linalg.norm(points - start - t[:, None] * step, axis=1))
