"""Correction of p over many tests: false discovery rate, Bonferroni and Holm. NaN is no test and stays NaN."""

from collections.abc import Callable

import numpy as np


def bonferroni(p: np.ndarray) -> np.ndarray:
    """p times the number of tests, at most 1."""
    return np.minimum(p * np.isfinite(p).sum(), 1.0)


def holm(p: np.ndarray) -> np.ndarray:
    """Holm (1979, Scand J Stat 6:65): the k-th smallest of m times m - k + 1, made monotone, at most 1."""
    return _stepwise(p, lambda sorted_p: np.maximum.accumulate(sorted_p * np.arange(len(sorted_p), 0, -1)))


def fdr(p: np.ndarray) -> np.ndarray:
    """Benjamini & Hochberg (1995, J R Stat Soc B 57:289): q = the least m p / k over this and all larger p."""

    def adjusted(sorted_p: np.ndarray) -> np.ndarray:
        raw = sorted_p * len(sorted_p) / np.arange(1, len(sorted_p) + 1)
        return np.minimum.accumulate(raw[::-1])[::-1]

    return _stepwise(p, adjusted)


def _stepwise(p: np.ndarray, adjust: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    p = np.asarray(p, dtype=np.float64)
    result = np.full(p.shape, np.nan)
    known = np.flatnonzero(np.isfinite(p))
    order = known[np.argsort(p[known], kind="stable")]
    if order.size:
        result[order] = np.minimum(adjust(p[order]), 1.0)
    return result
