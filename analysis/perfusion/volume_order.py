"""Which volumes of an ASL series are M0, control and label, told from their values where no table says it.

An M0 is much brighter than the rest; control and label alternate, and labelled blood makes the label darker. The
answer is sure only where every pair shows it; otherwise it is a proposal that a person must confirm.
"""

from dataclasses import dataclass

import numpy as np

from analysis.image import Mask, Series
from analysis.progress import Progress, silent

_M0_BRIGHTER = 1.5
_LEAST_PAIRS = 4


@dataclass(frozen=True)
class VolumeOrder:
    """The proposed kind of each volume; ``is_sure`` where all pairs agree; ``words`` as one types it."""

    volume_types: tuple[str, ...]
    is_sure: bool
    words: str


def detect_order(series: Series, mask: Mask, progress: Progress = silent) -> VolumeOrder | None:
    """Propose the kinds of volumes, or None where they do not alternate.

    Parameters
    ----------
    series : complete, as acquired
    mask : the brain
    """
    means = np.empty(series.n_timepoints)
    for volume in range(series.n_timepoints):
        progress(volume / series.n_timepoints, "Order of control and label")
        means[volume] = np.nanmean(series.in_mask(mask, [volume])[0], dtype=np.float64)
    usual = float(np.median(means))
    bright = means > _M0_BRIGHTER * usual
    n_m0 = int(np.argmin(bright)) if bright[0] else 0
    rest = means[n_m0:]
    if bright[n_m0:].any() or len(rest) < 2:
        return None
    extra = len(rest) % 2  # an odd count: the first volume is a dummy more often than the last one is alone
    first, second = rest[extra::2], rest[extra + 1 :: 2]
    share = float(np.mean(second > first))
    if 0.2 < share < 0.8:
        return None
    kinds = ("label", "control") if share > 0.5 else ("control", "label")
    types = ("m0scan",) * n_m0 + ("n/a",) * extra + kinds * len(first)
    lead = ["m0scan"] * n_m0 + ["n/a"] * extra
    words = ",".join([*lead, f"{len(first)}*{'/'.join(kinds)}"])
    return VolumeOrder(types, share in (0.0, 1.0) and not extra and len(first) >= _LEAST_PAIRS, words)
