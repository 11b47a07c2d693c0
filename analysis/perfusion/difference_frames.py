"""The differences of an ASL series as a series of their own, one frame a pair, made when they are asked for."""

from collections.abc import Sequence

import numpy as np

from analysis.image import Series
from analysis.perfusion.pairs import Pair


class DifferenceFrames:
    """Frames control less label (deltam as it is), in the signal's unit; `FrameSource` of a complete series.

    Parameters
    ----------
    series : as acquired
    pairs : of its volumes
    """

    def __init__(self, series: Series, pairs: Sequence[Pair]) -> None:
        series.require_complete()
        self._series, self.pairs = series, tuple(pairs)
        self.n_frames = len(self.pairs)

    @property
    def n_loaded(self) -> int:
        """All of them: the series is complete."""
        return self.n_frames

    def frame(self, index: int) -> np.ndarray:
        """``(ni, nj, nk)`` float32 difference of one pair; IndexError for a pair that does not exist."""
        if not 0 <= index < self.n_frames:
            raise IndexError(f"pair {index} of {self.n_frames}")
        pair, frames = self.pairs[index], self._series.frames
        if pair.deltam >= 0:
            return frames.frame(pair.deltam)
        control = frames.frame(pair.control)
        if pair.other_control >= 0:
            control = (control + frames.frame(pair.other_control)) / 2
        return np.asfortranarray(control - frames.frame(pair.label))

    def time_course(self, ijk: tuple[int, int, int]) -> np.ndarray:
        """``(n_pairs,)`` float64 differences of one voxel."""
        course = self._series.frames.time_course(ijk)
        return np.array([_difference(course, pair) for pair in self.pairs])


def _difference(course: np.ndarray, pair: Pair) -> float:
    if pair.deltam >= 0:
        return float(course[pair.deltam])
    controls = [course[v] for v in (pair.control, pair.other_control) if v >= 0]
    return float(np.mean(controls) - course[pair.label])
