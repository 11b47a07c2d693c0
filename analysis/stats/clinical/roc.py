"""How well a number tells two groups apart: the ROC curve, its area with DeLong's interval, and paired comparisons.

    AUC = P(value of a positive > value of a negative) + ½ P(equal) = U / (n₁ n₀)
    V₁ᵢ = share of negatives below positive i (ties ½),   V₀ⱼ = share of positives above negative j
    var AUC = S₁ / n₁ + S₀ / n₀,  S the variance of V     (DeLong, DeLong & Clarke-Pearson 1988, Biometrics 44:837)
    var (AUC − AUC') the same from V − V', for two numbers of the same people

The group that counts as positive and the direction (whether higher values mean positive) are given by a person and
never turned round because the area would be larger. Thresholds lie midway between neighbouring values, as in pROC. The
plain interval is AUC ± 1.96 SE, cut at 0 and 1; the logit interval is symmetric on the log odds of the AUC and stays
inside.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import numpy as np
from scipy import special, stats

from analysis.errors import DataError
from analysis.stats import distributions
from analysis.stats.clinical.named_test import never_zero
from analysis.stats.clinical.proportion import Proportion, proportion

_LEAST_PER_GROUP = 2
_FEW_PER_GROUP = 10
_Z = float(special.ndtri(0.975))


class Direction(Enum):
    """Which values speak for the positive group."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, eq=False)
class Groups:
    """Who is positive: ``is_positive`` is ``(n,)`` bool; the names are those of the table."""

    positive: str
    negative: str
    is_positive: np.ndarray

    def __post_init__(self) -> None:
        for name, n in ((self.positive, self.n_positive), (self.negative, self.n_negative)):
            if n < _LEAST_PER_GROUP:
                raise DataError(
                    f'The group "{name}" has {n} {"person" if n == 1 else "people"}; a ROC curve needs at least '
                    f"{_LEAST_PER_GROUP} in each group."
                )

    @property
    def n_positive(self) -> int:
        """How many are positive."""
        return int(np.count_nonzero(self.is_positive))

    @property
    def n_negative(self) -> int:
        """How many are not."""
        return len(self.is_positive) - self.n_positive


@dataclass(frozen=True)
class OperatingPoint:
    """One threshold: a value beyond it (in the direction of the curve) is called positive."""

    threshold: float
    sensitivity: Proportion
    specificity: Proportion

    @property
    def youden(self) -> float:
        """J = sensitivity + specificity - 1."""
        return self.sensitivity.value + self.specificity.value - 1


@dataclass(frozen=True, eq=False)
class RocCurve:
    """A ROC curve and its area.

    ``thresholds`` (from -inf to inf), ``sensitivity`` and ``specificity`` are ``(n_points,)``. ``plain`` and ``logit``
    are the 95 % limits of the area; None where DeLong's variance is 0. ``p`` is that of AUC = 0.5 by DeLong's z.
    ``placements_positive`` ``(n_positive,)`` and ``placements_negative`` ``(n_negative,)`` are V₁ and V₀. ``youden`` is
    the point with the largest J; of several the one with sensitivity and specificity nearest to each other.
    """

    name: str
    groups: Groups
    direction: Direction
    thresholds: np.ndarray
    sensitivity: np.ndarray
    specificity: np.ndarray
    auc: float
    standard_error: float
    plain: tuple[float, float] | None
    logit: tuple[float, float] | None
    p: float
    youden: OperatingPoint
    placements_positive: np.ndarray
    placements_negative: np.ndarray
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class PairedComparison:
    """The difference of two areas of the same people, first minus second, by DeLong's test; NaN where both agree."""

    first: str
    second: str
    difference: float
    standard_error: float
    z: float
    p: float
    low: float
    high: float


def roc_curve(values: np.ndarray, groups: Groups, *, name: str, direction: Direction = Direction.HIGHER) -> RocCurve:
    """The curve of one number.

    Parameters
    ----------
    values : ``(n,)``, finite
    groups : of n people
    name : of the number, for captions and errors
    direction : whether higher or lower values mean positive

    Raises
    ------
    DataError
        if a value is missing, or all values are the same
    """
    values = np.asarray(values, dtype=np.float64)
    if values.shape != groups.is_positive.shape or not np.isfinite(values).all():
        raise DataError(f'"{name}" does not have one value for each person.')
    if np.ptp(values) == 0:
        raise DataError(f'"{name}" has the same value in every row, so it tells nobody apart.')
    signed = values if direction is Direction.HIGHER else -values
    placements = _placements(signed[groups.is_positive], signed[~groups.is_positive])
    auc = float(placements[0].mean())
    error = float(np.sqrt(sum(v.var(ddof=1) / len(v) for v in placements)))
    thresholds, sensitivity, specificity = _points(values, groups.is_positive, direction)
    youden, told = _youden(thresholds, sensitivity, specificity, groups)
    plain, logit = _limits(auc, error)
    return RocCurve(
        name, groups, direction, thresholds, sensitivity, specificity, auc, error, plain, logit,
        never_zero(float(distributions.p_of_z(np.array((auc - 0.5) / error)))) if error else float("nan"),
        youden, *placements, (*_warnings(name, auc, error, groups, direction), *told),
    )  # fmt: skip


def area(values: np.ndarray, is_positive: np.ndarray) -> float:
    """AUC = U / (n₁ n₀) of ``(n,)`` values, higher ones positive, ties ½."""
    return float(_placements(values[is_positive], values[~is_positive])[0].mean())


def compare_paired(first: RocCurve, second: RocCurve) -> PairedComparison:
    """DeLong's test of two curves of the same people.

    Raises
    ------
    DataError
        if the curves are not of the same people and groups
    """
    if not np.array_equal(first.groups.is_positive, second.groups.is_positive):
        raise DataError(f'"{first.name}" and "{second.name}" are not of the same people; a paired test needs that.')
    of_positive = first.placements_positive - second.placements_positive
    of_negative = first.placements_negative - second.placements_negative
    error = float(np.sqrt(of_positive.var(ddof=1) / len(of_positive) + of_negative.var(ddof=1) / len(of_negative)))
    difference = first.auc - second.auc
    z = difference / error if error > 1e-12 else float("nan")
    p = never_zero(float(distributions.p_of_z(np.array(z))))
    low, high = difference - _Z * error, difference + _Z * error
    return PairedComparison(first.name, second.name, difference, error, z, p, low, high)


def _placements(positive: np.ndarray, negative: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """V₁ and V₀ from ranks (Sun & Xu 2014, IEEE Signal Process Lett 21:1389)."""
    n_positive, n_negative = len(positive), len(negative)
    ranks = stats.rankdata(np.concatenate([positive, negative]))
    among_positive, among_negative = stats.rankdata(positive), stats.rankdata(negative)
    return (
        (ranks[:n_positive] - among_positive) / n_negative,
        1 - (ranks[n_positive:] - among_negative) / n_positive,
    )


def _limits(auc: float, error: float) -> tuple[tuple[float, float] | None, tuple[float, float] | None]:
    if not error:
        return None, None
    plain = (max(auc - _Z * error, 0.0), min(auc + _Z * error, 1.0))
    if not 0 < auc < 1:
        return plain, None
    centre, half = special.logit(auc), _Z * error / (auc * (1 - auc))
    return plain, (float(special.expit(centre - half)), float(special.expit(centre + half)))


def _points(
    values: np.ndarray, is_positive: np.ndarray, direction: Direction
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    known = np.unique(values)
    thresholds = np.concatenate([[-np.inf], known[:-1] + np.diff(known) / 2, [np.inf]])
    positive, negative = np.sort(values[is_positive]), np.sort(values[~is_positive])
    share_above = [1 - np.searchsorted(group, thresholds, side="right") / len(group) for group in (positive, negative)]
    if direction is Direction.HIGHER:
        return thresholds, share_above[0], 1 - share_above[1]
    return thresholds, 1 - share_above[0], share_above[1]


def _youden(
    thresholds: np.ndarray, sensitivity: np.ndarray, specificity: np.ndarray, groups: Groups
) -> tuple[OperatingPoint, tuple[str, ...]]:
    j = sensitivity + specificity
    best = np.flatnonzero(j >= j.max() - 1e-12)
    at = best[np.argmin(np.abs(sensitivity[best] - specificity[best]))]
    counts = (round(float(sensitivity[at]) * groups.n_positive), round(float(specificity[at]) * groups.n_negative))
    point = OperatingPoint(
        float(thresholds[at]), proportion(counts[0], groups.n_positive), proportion(counts[1], groups.n_negative)
    )
    told = f"{len(best)} thresholds share the largest J; that with the most equal sensitivity and specificity is shown."
    return point, (told,) if len(best) > 1 else ()


def _warnings(name: str, auc: float, error: float, groups: Groups, direction: Direction) -> Iterator[str]:
    if auc < 0.5:
        other = "lower" if direction is Direction.HIGHER else "higher"
        yield (
            f'The AUC of "{name}" is below 0.5: {groups.positive} has {other} values. The direction is as asked '
            f"({direction.value} = {groups.positive}); turn it round only if that was expected beforehand."
        )
    if not error:
        yield (
            f'DeLong\'s variance of the AUC of "{name}" is 0 (as where groups do not overlap), so it has no interval; '
            "in few people that is no certainty."
        )
    least = min(groups.n_positive, groups.n_negative)
    if least < _FEW_PER_GROUP:
        yield f"With {least} people in the smaller group the interval of the AUC is only approximate."
