"""The compiled loops of brushes and outlines; imported when first needed. They release the interpreter."""

from math import floor

import numpy as np
from numba import boolean, float64, int32, njit, void

from analysis.grid import FACE


@njit(
    void(float64[::1], float64[::1], boolean[:, ::1], float64[:, ::1], int32[:, :, ::1], int32[:, :, ::1]),
    nogil=True,
    cache=True,
)
def count(u, v, inside, to_voxel, seen, under):  # type: ignore[no-untyped-def]
    """Count the points ``(u, v)`` that each voxel holds by the rule of `Grid.voxel_at`, and those of them inside."""
    shape = seen.shape
    index = np.empty(3, dtype=np.int64)
    for a in range(len(u)):
        for b in range(len(v)):
            held = True
            for axis in range(3):
                place = to_voxel[axis, 0] * u[a] + to_voxel[axis, 1] * v[b] + to_voxel[axis, 2] + FACE
                index[axis] = floor(place)
                held = held and 0 <= index[axis] < shape[axis]
            if held:
                seen[index[0], index[1], index[2]] += 1
                if inside[a, b]:
                    under[index[0], index[1], index[2]] += 1


@njit(void(float64[:, ::1], float64[::1], float64[::1], float64, boolean[:, :, ::1]), nogil=True, cache=True)
def mark_near_segment(to_mm, start, stop, radius_mm, mask):  # type: ignore[no-untyped-def]
    """Mark the voxels whose centres are at most a radius from a segment; `to_mm` is ``(3, 4)``."""
    segment = stop - start
    length2 = segment[0] * segment[0] + segment[1] * segment[1] + segment[2] * segment[2]
    offset = np.empty(3)
    for i in range(mask.shape[0]):
        for j in range(mask.shape[1]):
            for k in range(mask.shape[2]):
                along = 0.0
                for axis in range(3):
                    place = to_mm[axis, 0] * i + to_mm[axis, 1] * j + to_mm[axis, 2] * k + to_mm[axis, 3]
                    offset[axis] = place - start[axis]
                    along += offset[axis] * segment[axis]
                t = min(max(along / length2, 0.0), 1.0) if length2 > 0 else 0.0
                distance2 = 0.0
                for axis in range(3):
                    distance2 += (offset[axis] - t * segment[axis]) ** 2
                if distance2 <= radius_mm * radius_mm:
                    mask[i, j, k] = True


@njit(void(float64[:, ::1], float64[::1], float64[::1], float64, boolean[:, :, ::1]), nogil=True, cache=True)
def mark_in_swept_box(to_mm, start, stop, radius_mm, mask):  # type: ignore[no-untyped-def]
    """Mark the voxels whose centres a box of half side `radius_mm` along x, y, z passes over on its way."""
    for i in range(mask.shape[0]):
        for j in range(mask.shape[1]):
            for k in range(mask.shape[2]):
                begin, end = 0.0, 1.0  # the part of the way on which the box holds the centre
                for axis in range(3):
                    place = to_mm[axis, 0] * i + to_mm[axis, 1] * j + to_mm[axis, 2] * k + to_mm[axis, 3]
                    away, step = place - start[axis], stop[axis] - start[axis]
                    if step == 0.0:
                        if abs(away) > radius_mm:
                            end = -1.0
                    else:
                        first, last = (away - radius_mm) / step, (away + radius_mm) / step
                        begin, end = max(begin, min(first, last)), min(end, max(first, last))
                if begin <= end:
                    mask[i, j, k] = True
