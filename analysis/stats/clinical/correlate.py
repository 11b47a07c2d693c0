"""Families of correlations between columns of a table, adjusted for others, each with its n, df, raw p and m.

A corrected p cannot be checked without the number of tests m behind it and the n of its own pair: the same m turns
r = -.49 of 61 people into one p only. So both stand in every row, beside the raw p, and a family, over which m is
counted, is named.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.stats.clinical.partial import Correlation


class Family(Enum):
    """Over which tests a correction goes."""

    ALL = "all"
    GROUP = "group"


@dataclass(frozen=True)
class CorrectedP:
    """Of one test within its family of ``m`` tests; ``family`` names it ("pain: 4 correlations")."""

    family: str
    m: int
    bonferroni: float
    holm: float
    fdr: float


@dataclass(frozen=True, eq=False)
class CorrelationRow:
    """One pair of columns in one group ("" is everyone).

    ``correlation`` holds r, df, t, raw p and interval; ``x`` and ``y`` ``(n,)`` are the values, ``x_residual`` and
    ``y_residual`` what is left after the covariates (ranks before that, for Spearman), ``people`` how each point is
    called, ``point_groups`` its group where the table has groups. ``without_one`` are the least and the largest r
    that any one person's absence would give.
    """

    x_name: str
    y_name: str
    x_unit: str
    y_unit: str
    group: str
    covariates: tuple[str, ...]
    correlation: Correlation
    corrected: CorrectedP
    x: np.ndarray
    y: np.ndarray
    x_residual: np.ndarray
    y_residual: np.ndarray
    people: tuple[str, ...]
    point_groups: tuple[str, ...]
    n_missing: int
    without_one: tuple[float, float]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class CorrelationTable:
    """All rows of a question; ``notes`` are about the whole."""

    rows: tuple[CorrelationRow, ...]
    family: Family
    alpha: float
    notes: tuple[str, ...]
