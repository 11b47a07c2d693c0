"""The controls' numbers of quality in the columns of a cohort's table: what a patient's own are held against.

The column of a check (see `analysis.quality.lights`) is called ``quality_`` and its key; a few have usual names too.
Whoever has no number is left out, so that n may differ from number to number.
"""

from collections.abc import Mapping

import numpy as np

from analysis.stats.cohort_table import CohortTable
from analysis.stats.covariates import is_missing

CHECKS = (
    "translation", "rotation", "mean_fd", "max_fd", "high_fd", "mean_fd_jenkinson",
    "tsnr", "dvars", "max_dvars", "minutes", "freedom",
    "overlap", "asl_overlap", "correlation", "jacobian_low", "jacobian_high", "dice_brain", "dice_gray", "dice_white",
    "tiv", "gray_ml", "white_ml", "csf_ml", "brain", "regions",
    "mean_cbf", "gray_white_ratio", "negative", "zeros", "spatial_cov", "qei", "difference", "coverage", "kept_pairs",
)  # fmt: skip
"""Keys of checks whose number may stand in a table."""

OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "mean_fd": ("mean_fd", "mean_fd_mm", "fd"),
    "max_fd": ("max_fd", "max_fd_mm"),
    "tsnr": ("tsnr", "tsnr_gray", "median_tsnr"),
    "tiv": ("tiv_ml", "tiv"),
    "gray_ml": ("gray_matter_ml",),
    "mean_cbf": ("mean_cbf",),
    "spatial_cov": ("spatial_cov", "scov"),
}
_PREFIX = "quality_"
LEAST = 4
"""Fewer numbers than this say nothing about where another one lies."""


def column_of(key: str) -> str:
    """The name under which the number of a check is written into a table."""
    return f"{_PREFIX}{key}"


def is_quality(column: str) -> bool:
    """Whether a column was written as a number of quality: one is held against a patient's, and rarely adjusted for."""
    return column.startswith(_PREFIX)


def quality_of(table: CohortTable) -> dict[str, np.ndarray]:
    """The numbers ``(n,)`` of each check that at least four people of the table have, by the key of the check."""
    by_name = {name.lower(): name for name in reversed(table.names)}
    found = {}
    for key in CHECKS:
        column = next((by_name[name] for name in (column_of(key), *OTHER_NAMES.get(key, ())) if name in by_name), None)
        values = np.empty(0) if column is None else _numbers(table.column(column))
        if len(values) >= LEAST:
            found[key] = values
    return found


def _numbers(cells: tuple[str, ...]) -> np.ndarray:
    """Those that are numbers; none at all where a cell holds a text: then the column is about something else."""
    try:
        values = np.array([float(cell) for cell in cells if not is_missing(cell)])
    except ValueError:
        return np.empty(0)
    return values[np.isfinite(values)]
