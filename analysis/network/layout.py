"""Where captions go: near their node, on no other caption and on no node, inside the picture.

Each caption takes the cheapest of many places around its node, the most crowded nodes first; a second pass lets
each one move where that is now better. Cost grows with the distance, and with what a caption hides. A caption that
finds no free place is left out, and the figure says so: a caption that cannot be told from another helps nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_ANGLES = np.radians(np.arange(0, 360, 15))
_DISTANCES = (0.0, 0.6, 1.4, 2.4, 3.6, 5.0, 7.0, 9.0, 12.0, 15.0)  # in heights of the caption
_GAP = 0.12  # of a height, between a caption and what is beside it
_PASSES = 3


@dataclass(frozen=True)
class Placed:
    """Left, top, width and height of a caption."""

    left: float
    top: float
    width: float
    height: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.left, self.top, self.left + self.width, self.top + self.height


def place_captions(
    centres: np.ndarray,
    radii: Sequence[float],
    sizes: Sequence[tuple[float, float]],
    bounds: tuple[float, float, float, float],
    *,
    obstacles: np.ndarray | None = None,
    segments: np.ndarray | None = None,
) -> list[Placed | None]:
    """Places for the captions of nodes.

    Parameters
    ----------
    centres : ``(n, 2)`` x and y of the nodes, y downwards
    radii : of the nodes
    sizes : width and height of each caption; (0, 0) for a node without one
    bounds : left, top, right, bottom within which captions must lie
    obstacles : ``(m, 4)`` left, top, right, bottom of boxes that no caption may touch, such as letters
    segments : ``(k, 4)`` x1, y1, x2, y2 of edges; a caption prefers not to lie on them

    Returns
    -------
    list of `Placed` or None
        None for a node without a caption, or whose caption has no free place
    """
    centres = np.asarray(centres, dtype=float).reshape(-1, 2)
    fixed = [tuple(box) for box in ([] if obstacles is None else obstacles)]
    nodes = np.column_stack([centres, np.asarray(radii, dtype=float)])
    lines = np.zeros((0, 4)) if segments is None else np.asarray(segments, dtype=float).reshape(-1, 4)
    choices = [_choices(node, size, bounds) for node, size in zip(nodes, sizes, strict=True)]
    own_costs = [_own_costs(c, node, nodes, lines) for c, node in zip(choices, nodes, strict=True)]
    placed: list[Placed | None] = [None] * len(nodes)
    order = sorted((i for i in range(len(nodes)) if len(choices[i])), key=lambda i: (-_crowd(i, nodes, sizes), i))
    for _ in range(_PASSES):
        for index in order:
            others = [p.box for k, p in enumerate(placed) if p is not None and k != index]
            taken = np.array([*others, *fixed]).reshape(-1, 4)
            placed[index] = _cheapest(choices[index], own_costs[index], taken, sizes[index])
    return placed


def _choices(node: np.ndarray, size: tuple[float, float], bounds: tuple[float, float, float, float]) -> np.ndarray:
    """``(m, 5)`` left, top, right, bottom and distance in heights, of all places around a node inside the bounds."""
    width, height = size
    if width <= 0 or height <= 0:
        return np.zeros((0, 5))
    distance, angle = (a.ravel() for a in np.meshgrid(np.array(_DISTANCES) * height, _ANGLES, indexing="ij"))
    reach = node[2] + 0.35 * height + distance
    x, y = node[0] + reach * np.cos(angle), node[1] + reach * np.sin(angle)
    # The side of the caption that faces the node lies at the end of the leader.
    left = x - width * (1 - np.cos(angle)) / 2
    top = y - height * (1 - np.sin(angle)) / 2
    boxes = np.column_stack([left, top, left + width, top + height, distance / height])
    inside = (left >= bounds[0]) & (top >= bounds[1]) & (left + width <= bounds[2]) & (top + height <= bounds[3])
    return boxes[inside]


def _own_costs(choices: np.ndarray, node: np.ndarray, nodes: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """``(m,)`` cost of each place for itself: distance, edges beneath it; infinite where it lies on a node."""
    if not len(choices):
        return np.zeros(0)
    left, top, right, bottom = choices[:, :4].T
    margin = _GAP * (bottom - top)
    nearest_x = np.clip(nodes[None, :, 0], (left - margin)[:, None], (right + margin)[:, None])
    nearest_y = np.clip(nodes[None, :, 1], (top - margin)[:, None], (bottom + margin)[:, None])
    gap = np.hypot(nearest_x - nodes[None, :, 0], nearest_y - nodes[None, :, 1])
    others = ~(nodes == node).all(axis=1)
    hides = (gap < nodes[None, :, 2]) & others
    cost = choices[:, 4] ** 1.2 + np.where(hides.any(axis=1), np.inf, 0.0)
    if len(lines):
        cost = cost + 0.5 * _crossings(choices, lines)
    return cost


def _crossings(choices: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """How many edges run beneath each place: the line is cut to the box (Liang & Barsky 1984)."""
    left, top, right, bottom = (choices[:, k][:, None] for k in range(4))
    x, y = lines[None, :, 0], lines[None, :, 1]
    dx, dy = lines[None, :, 2] - x, lines[None, :, 3] - y
    start, end = np.zeros((len(choices), len(lines))), np.ones((len(choices), len(lines)))
    for step, low, high in ((dx, left - x, right - x), (dy, top - y, bottom - y)):
        safe = np.where(step == 0, 1e-12, step)
        a, b = low / safe, high / safe
        start, end = np.maximum(start, np.minimum(a, b)), np.minimum(end, np.maximum(a, b))
    return (start < end).sum(axis=1)


def _cheapest(choices: np.ndarray, costs: np.ndarray, taken: np.ndarray, size: tuple[float, float]) -> Placed | None:
    if not len(choices):
        return None
    margin = _GAP * size[1]
    free = np.isfinite(costs)
    if len(taken):
        apart = (
            (choices[:, None, 0] >= taken[None, :, 2] + 2 * margin)
            | (choices[:, None, 2] <= taken[None, :, 0] - 2 * margin)
            | (choices[:, None, 1] >= taken[None, :, 3])
            | (choices[:, None, 3] <= taken[None, :, 1])
        )
        free &= apart.all(axis=1)
    if not free.any():
        return None
    best = int(np.where(free, costs, np.inf).argmin())
    return Placed(float(choices[best, 0]), float(choices[best, 1]), *size)


def _crowd(index: int, nodes: np.ndarray, sizes: Sequence[tuple[float, float]]) -> int:
    """How many other nodes are within the reach of a node's caption."""
    reach = sum(sizes[index])
    return int((np.hypot(*(nodes[:, :2] - nodes[index, :2]).T) < reach).sum())
