"""Groups compared in one number with covariates: analysis of covariance, its adjusted means and pairs.

One column per group and one per centred covariate, with one slope for all groups and equal variances. Two groups are
compared by t, more by F and then pair by pair, with Holm's correction over the pairs. The adjusted mean of a group is
its mean at the overall mean of every covariate.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.stats import glm, multiple
from analysis.stats.clinical.named_test import NamedTest, PairTest, never_zero
from analysis.stats.covariates import Covariate, overlap
from analysis.stats.design import Contrast, Design, ancova, two_sample

_OVERLAP_R = 0.3


@dataclass(frozen=True)
class AdjustedMean:
    """Of one group at the overall mean of the covariates, with its 95 % limits."""

    group: str
    n: int
    mean: float
    standard_error: float
    low: float
    high: float


@dataclass(frozen=True)
class AdjustedGroups:
    """The test of all groups, each group's adjusted mean, and every pair; what is doubtful in ``notes``."""

    covariates: tuple[str, ...]
    test: NamedTest
    partial_f2: float
    means: tuple[AdjustedMean, ...]
    pairs: tuple[PairTest, ...]
    notes: tuple[str, ...]


def compare_adjusted(
    values: np.ndarray, groups: Sequence[str], covariates: Sequence[Covariate], *, order: Sequence[str] = ()
) -> AdjustedGroups:
    """Compare groups with covariates.

    Parameters
    ----------
    values : ``(n,)``, finite
    groups : of each person
    covariates : ``(n,)`` values each, at least one
    order : of the groups; as they first occur where not given

    Raises
    ------
    DataError
        if a covariate is constant or a combination of others and the groups, or there are too few people
    """
    two = len(set(groups)) == 2
    design = (two_sample if two else ancova)(groups, covariates, order=order)
    column = np.asarray(values, dtype=np.float64)[:, np.newaxis]
    found = glm.fit(column, design)
    names = tuple(z.name for z in covariates)
    dof = (float(found.dof[0]),) if found.is_t else (float(found.dof1), float(found.dof[0]))
    test = NamedTest(
        f"ANCOVA, {'t of the group' if two else 'F of the groups'}, covariates {', '.join(names)}, equal variances",
        "t" if two else "F",
        float(found.values[0]),
        never_zero(float(found.p[0])),
        dof,
        groups=design.groups,
        n=design.n_per_group,
    )
    share = float(found.partial_f2[0]) if found.partial_f2 is not None else float("nan")
    pairs = _pairs(column, design, (design.contrast,) if two else design.post_hoc)
    return AdjustedGroups(names, test, share, _means(column, design), pairs, tuple(_notes(covariates, groups)))


def _means(column: np.ndarray, design: Design) -> tuple[AdjustedMean, ...]:
    found = []
    for index, (group, n) in enumerate(zip(design.groups, design.n_per_group, strict=True)):
        weights = np.zeros((1, design.matrix.shape[1]))
        weights[0, index] = 1.0
        fitted = glm.fit(column, design, Contrast(group, weights))
        found.append(AdjustedMean(group, n, *_effect(fitted)))
    return tuple(found)


def _pairs(column: np.ndarray, design: Design, contrasts: Sequence[Contrast]) -> tuple[PairTest, ...]:
    fitted = [glm.fit(column, design, contrast) for contrast in contrasts]
    raw = np.array([float(one.p[0]) for one in fitted])
    corrected = multiple.holm(raw)
    name = "ANCOVA, t of the pair, Holm over the pairs" if len(fitted) > 1 else "ANCOVA, t of the pair"
    found = []
    for contrast, one, p, p_raw in zip(contrasts, fitted, corrected, raw, strict=True):
        first, second = (design.groups[index] for index in contrast.counted)
        difference, _, low, high = _effect(one)
        found.append(
            PairTest(
                name,
                first,
                second,
                difference,
                low,
                high,
                "t",
                float(one.values[0]),
                (float(one.dof[0]),),
                never_zero(float(p)),
                never_zero(float(p_raw)),
                len(fitted),
            )
        )
    return tuple(found)


def _effect(found: glm.Statistic) -> tuple[float, float, float, float]:
    """Estimate, standard error, and limits of a t."""
    columns = (found.effect, found.standard_error, found.low, found.high)
    effect, error, low, high = (float(column[0]) if column is not None else float("nan") for column in columns)
    return effect, error, low, high


def _notes(covariates: Sequence[Covariate], groups: Sequence[str]) -> Iterator[str]:
    for one in overlap(covariates, groups):
        if one.r >= _OVERLAP_R:
            yield (
                f'"{one.name}" differs between the groups (r = {one.r:.2f}, VIF {one.vif:.2f}), so adjusting for it is '
                "partly extrapolation."
            )
