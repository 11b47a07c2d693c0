"""The ways of a patient's regions to the grids of the maps, remembered while they are used.

The numbers of a region follow the drawing, and each stroke asks for the same places again.
"""

from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np

from analysis.grid import Grid
from analysis.labels.carrying import Places
from analysis.labels.remembered import RememberedWay
from analysis.pipeline.routes import Routes, Space

_MOST_WAYS = 6  # of a patient: each to a grid of maps, with its mirror
_SAME = 1e-6


@dataclass(frozen=True, eq=False)
class _Known:
    source: Space
    target: Space
    mirrored: bool
    way: RememberedWay


_known: WeakKeyDictionary[Routes, list[_Known]] = WeakKeyDictionary()  # they end with the patient
_lock = Lock()


def known_way(
    routes: Routes, grid: Grid, source: Space, onto: Grid, target: Space, *, mirrored: bool = False
) -> RememberedWay:
    """The way from a grid of one space to a grid of another one, or there to the other side of x = 0 of MNI space."""
    with _lock:
        known = _known.setdefault(routes, [])
        for n, one in enumerate(known):
            is_same = (one.source, one.target, one.mirrored) == (source, target, mirrored)
            if is_same and one.way.grid.matches(grid, _SAME) and one.way.onto.matches(onto, _SAME):
                known.append(known.pop(n))
                return one.way
        make = _mirrored if mirrored else _direct
        way = RememberedWay(grid, onto, make(routes, source, target), make(routes, target, source))
        known.append(_Known(source, target, mirrored, way))
        del known[:-_MOST_WAYS]
        return way


def flipped(points: np.ndarray) -> np.ndarray:
    """Places ``(n, 3)`` of MNI space on the other side."""
    return points * np.array([-1.0, 1.0, 1.0])


def _direct(routes: Routes, source: Space, target: Space) -> Places:
    return lambda points: routes.points(points, source, target)


def _mirrored(routes: Routes, source: Space, target: Space) -> Places:
    return lambda points: routes.points(flipped(routes.points(points, source, Space.MNI)), Space.MNI, target)
