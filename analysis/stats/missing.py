"""Voxels where someone has no value.

Complete cases (default): a voxel in which any person has no value is left out, as SPM does; a map of how many have
one shows where. Available cases: every voxel is fitted with those who have a value there, which needs at least 80 %
and at least ten of each group wherever someone is missing, so that the edge of the brain is not compared between a
few. Either way a missing value is never taken as 0.
"""

from dataclasses import replace
from enum import Enum

import numpy as np

from analysis.errors import OptionError
from analysis.progress import Progress, silent
from analysis.stats import glm
from analysis.stats.design import Contrast, Design
from analysis.stats.glm import Solved, Statistic
from analysis.stats.solvers import Raw, Variance

LEAST_SHARE = 0.8
LEAST_PEOPLE = 10


class Missing(Enum):
    """Which rows enter a voxel."""

    COMPLETE = "complete cases"
    AVAILABLE = "available cases"


def n_available(values: np.ndarray) -> np.ndarray:
    """``(n_voxels,)`` how many of ``(n, n_voxels)`` have a value."""
    return np.isfinite(values).sum(axis=0)


def fit_available(
    values: np.ndarray,
    design: Design,
    contrast: Contrast | None = None,
    *,
    variance: Variance = Variance.EQUAL,
    progress: Progress = silent,
) -> Statistic:
    """Test a contrast in every voxel with the rows that have a value there.

    Voxels are grouped by who is missing, and each pattern is solved once. In a paired design a person with one visit
    missing is left out of that voxel. Parameters and result as `glm.fit`; ``n`` and ``dof`` differ between voxels.

    Raises
    ------
    OptionError
        for the pooled variance of SPM12, which needs the same rows in every voxel
    """
    if variance is Variance.SPM12:
        raise OptionError("The pooled variance of SPM12 needs complete cases.")
    contrast = contrast or design.contrast
    present = _with_partner(np.isfinite(values), design)
    patterns, pattern_of = np.unique(np.packbits(present, axis=0), axis=1, return_inverse=True)
    solved = Solved(values.shape[1])
    for index in range(patterns.shape[1]):
        progress(index / patterns.shape[1], "Fitting the model")
        voxels = np.flatnonzero(pattern_of.ravel() == index)
        rows = present[:, voxels[0]]
        part = _part(design, contrast, rows)
        if part is not None:
            found = glm.fit(values[np.ix_(rows, voxels)], *part, variance=variance)
            raw = Raw(found.values, found.dof, found.effect, found.standard_error)
            solved.store(voxels, raw, int(rows.sum()), glm.d_factor(*part))
    return glm.completed(solved, contrast, variance)


def _with_partner(present: np.ndarray, design: Design) -> np.ndarray:
    if design.pair_of is None:
        return present
    both = np.array([present[design.pair_of == pair].all(axis=0) for pair in range(design.pair_of.max() + 1)])
    return both[design.pair_of]


def _part(design: Design, contrast: Contrast, rows: np.ndarray) -> tuple[Design, Contrast] | None:
    """The design of some rows, or None where too few are left or it cannot be solved."""
    if rows.all():
        return design, contrast
    for group in range(len(design.groups)):
        members = design.group_of == group
        least = max(LEAST_SHARE * members.sum(), LEAST_PEOPLE)
        if rows[members].sum() < least:
            return None
    kept = (design.matrix[rows] != 0).any(axis=0)  # a pair that is left out takes its column along
    matrix, weights = design.matrix[rows][:, kept], contrast.weights[:, kept]
    if (contrast.weights[:, ~kept] != 0).any() or np.linalg.matrix_rank(matrix) < matrix.shape[1]:
        return None
    if len(matrix) <= matrix.shape[1]:
        return None
    position = np.cumsum(kept) - 1
    counted = tuple(int(position[column]) for column in contrast.counted)
    part = replace(
        design,
        matrix=matrix,
        columns=tuple(name for name, k in zip(design.columns, kept, strict=True) if k),
        group_of=design.group_of[rows],
        pair_of=None if design.pair_of is None else design.pair_of[rows],
    )
    return part, replace(contrast, weights=weights, counted=counted)
