"""The mean difference of control and label at each delay, without the pairs that a rule left out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.image import Mask, Series
from analysis.perfusion.calibration import Relaxed
from analysis.perfusion.head_motion import MOST_FD_MM, AslMotion
from analysis.perfusion.pairs import DelayGroup, Pair, Subtraction, check_sign, differences, groups_of, pairs_of
from analysis.perfusion.protocol import AslProtocol
from analysis.perfusion.quality import Tissues
from analysis.perfusion.rejection import RejectedPair, Rejection, moved_pairs, score
from analysis.perfusion.slice_timing import delay_of_voxels
from analysis.progress import Progress, silent
from analysis.provenance import InputRecord

_LEAST_FREEDOM = 3


@dataclass(frozen=True, eq=False)
class AslData:
    """What is measured: the series, its voxels, its protocol, and the relaxed signal (None: relative perfusion).

    Where `motion` is given, the series is already aligned by it.
    """

    series: Series
    mask: Mask
    protocol: AslProtocol
    relaxed: Relaxed | None
    tissues: Tissues | None = None
    inputs: tuple[InputRecord, ...] = ()
    motion: AslMotion | None = None


@dataclass(frozen=True, eq=False)
class Averages:
    """Mean differences ``(n_delays, n_mask_voxels)`` with what they were averaged from.

    ``pair_variance`` ``(n_mask_voxels,)`` is the variance of a single pair about the mean of its delay, None where
    pairs are too few to tell it.
    """

    signal: np.ndarray
    groups: tuple[DelayGroup, ...]
    pairs: tuple[Pair, ...]
    rejected: tuple[RejectedPair, ...]
    slice_delay_s: np.ndarray
    warnings: tuple[str, ...]
    pair_variance: np.ndarray | None = None

    @property
    def n_pairs(self) -> np.ndarray:
        """How many pairs were averaged at each delay."""
        return np.array([len(group.pairs) for group in self.groups], dtype=np.float64)


def average_pairs(
    data: AslData,
    rejection: Rejection,
    progress: Progress = silent,
    *,
    subtraction: Subtraction = Subtraction.PAIRWISE,
    most_fd_mm: float = MOST_FD_MM,
) -> Averages:
    """Pair the volumes, confirm the sign, leave bad pairs out, and average; raises as `pairs_of` and `check_sign`."""
    pairs, warnings = pairs_of(data.protocol, subtraction)
    perfusion = differences(data.series, pairs, data.mask, progress) / data.protocol.difference_scale
    check_sign(perfusion, pairs)
    everything = range(len(pairs))
    rejected: tuple[RejectedPair, ...] = ()
    if rejection is Rejection.SCORE:
        if data.motion is not None:
            displacement = data.motion.displacement_mm(pairs)
            rejected = moved_pairs(displacement, groups_of(pairs, everything), most_fd_mm)
        masks = data.tissues.masks() if data.tissues is not None else []
        still = [n for n in everything if n not in {r.pair for r in rejected}]
        rejected = (*rejected, *score(perfusion, groups_of(pairs, still), masks))
    out = {r.pair for r in rejected}
    groups = groups_of(pairs, [n for n in everything if n not in out])
    signal = np.stack([perfusion[list(group.pairs)].mean(axis=0, dtype=np.float64) for group in groups])
    if rejected:
        listed = "; ".join(f"{pairs[r.pair].in_words()}: {r.reason}" for r in rejected)
        warnings = (*warnings, f"{len(rejected)} of {len(pairs)} pairs were left out ({listed}).")
    slice_delay = delay_of_voxels(data.protocol.slice_delays_s, data.protocol.slice_axis, data.mask)
    return Averages(signal, groups, pairs, rejected, slice_delay, warnings, _pair_variance(perfusion, groups, signal))


def _pair_variance(perfusion: np.ndarray, groups: Sequence[DelayGroup], signal: np.ndarray) -> np.ndarray | None:
    freedom = sum(len(group.pairs) - 1 for group in groups)
    if freedom < _LEAST_FREEDOM:
        return None
    squares = [((perfusion[list(g.pairs)] - mean) ** 2).sum(axis=0) for g, mean in zip(groups, signal, strict=True)]
    return np.asarray(np.sum(squares, axis=0, dtype=np.float64) / freedom)
