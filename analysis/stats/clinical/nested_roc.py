"""An AUC whose regions are chosen inside the folds: repeated stratified cross-validation.

In each fold the candidates are ranked by |t| of the two groups (adjusted for the covariates) among the people outside
the fold, the best are put into a logistic model with the covariates, and the people in the fold get their P(positive)
from it. The AUC is computed inside each fold and averaged, because P(positive) of different models cannot be ranked
together; a fold is used where it holds someone of each group. Beside it stands the AUC of the same choice made, fitted
and judged in everyone, which is what a circular analysis prints, and that of the covariates alone in the same folds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.errors import OptionError
from analysis.progress import Progress, silent
from analysis.stats.clinical.logistic import design_of, predicted
from analysis.stats.clinical.roc import Groups, area
from analysis.stats.covariates import Covariate

_LEAST_FOLDS = 2


@dataclass(frozen=True)
class NestedOptions:
    """``n_chosen`` of the candidates enter the model; the folds are drawn ``n_repeats`` times from a seed."""

    n_chosen: int = 1
    n_folds: int = 5
    n_repeats: int = 100
    seed: int = 0

    def __post_init__(self) -> None:
        if self.n_folds < _LEAST_FOLDS or self.n_repeats < 1 or self.n_chosen < 1:
            raise OptionError("A cross-validation needs at least 2 folds, 1 repeat and 1 region to choose.")


@dataclass(frozen=True, eq=False)
class NestedRoc:
    """The cross-validated AUC with the choice inside.

    ``auc`` is the mean of ``of_repeats`` ``(n_repeats,)``, each the mean over the folds; their spread (``low`` to
    ``high``, 2.5 to 97.5 %) is that of drawing the folds, no confidence interval. ``chosen`` is how often (share of
    folds) each of ``candidates`` was chosen; ``circular_auc`` that of the choice made and judged in everyone, of
    ``circular_choice``. ``covariates_auc`` is None without covariates.
    """

    candidates: tuple[str, ...]
    options: NestedOptions
    auc: float
    of_repeats: np.ndarray
    low: float
    high: float
    chosen: tuple[float, ...]
    circular_auc: float
    circular_choice: tuple[str, ...]
    covariates_auc: float | None
    n_separated: int
    warnings: tuple[str, ...]


def nested_roc(
    candidates: Sequence[Covariate],
    groups: Groups,
    covariates: Sequence[Covariate] = (),
    *,
    options: NestedOptions | None = None,
    progress: Progress = silent,
) -> NestedRoc:
    """Cross-validate the choice of regions with the model.

    Parameters
    ----------
    candidates : ``(n,)`` values of each region that could have been chosen
    groups : of n people
    covariates : in the choice and in the model

    Raises
    ------
    OptionError
        if more are to be chosen than there are, or a group has fewer people than folds
    DataError
        if a column is constant or a combination of the covariates
    """
    options = options or NestedOptions()
    _refuse_impossible(candidates, groups, options)
    for candidate in candidates:
        design_of([candidate, *covariates])
    regions = np.column_stack([c.values for c in candidates]).astype(np.float64)
    others = np.column_stack([np.ones(len(regions)), *(z.values for z in covariates)])
    rng, found = np.random.default_rng(options.seed), []
    for repeat in range(options.n_repeats):
        progress(repeat / options.n_repeats, "Cross-validating")
        for fold in stratified_folds(groups.is_positive, options.n_folds, rng):
            found.append(_judged(regions, others, groups.is_positive, ~fold, fold, options.n_chosen))  # noqa: PERF401
    everyone = np.ones(len(regions), dtype=bool)
    circular = _judged(regions, others, groups.is_positive, everyone, everyone, options.n_chosen)
    return _summarised(candidates, options, found, circular, has_covariates=bool(covariates))


def stratified_folds(is_positive: np.ndarray, n_folds: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """``(n,)`` bool, the people of each fold; each fold has the same share of each group, to one person."""
    fold_of = np.empty(len(is_positive), dtype=np.intp)
    begin = 0
    for group in (is_positive, ~is_positive):
        people = rng.permutation(np.flatnonzero(group))
        fold_of[people] = (begin + np.arange(len(people))) % n_folds
        begin += len(people)  # the larger folds of one group are the smaller ones of the other
    for fold in range(n_folds):
        yield fold_of == fold


def strongest(regions: np.ndarray, others: np.ndarray, is_positive: np.ndarray, n_chosen: int) -> np.ndarray:
    """Columns of the regions with the largest |t| of the groups, adjusted for the others; strongest first.

    Parameters
    ----------
    regions : ``(n, n_regions)``
    others : ``(n, p)`` ones and covariates
    is_positive : ``(n,)`` bool
    """
    q, _ = np.linalg.qr(others)
    group = is_positive.astype(np.float64)
    group = group - q @ (q.T @ group)
    left = regions - q @ (q.T @ regions)
    spread = np.sqrt((left**2).sum(axis=0))
    known = spread > 1e-10 * np.sqrt((regions**2).sum(axis=0))
    r = np.where(known, np.abs(group @ left) / np.where(known, spread, 1.0), -1.0)  # |t| grows with |partial r|
    return np.argsort(-r, kind="stable")[:n_chosen]


@dataclass(frozen=True, eq=False)
class _Judged:
    """What one model found: its choice, its AUC and that of the covariates alone in the people it is judged by."""

    chosen: np.ndarray
    auc: float
    covariates_auc: float
    converged: bool


def _judged(
    regions: np.ndarray,
    others: np.ndarray,
    is_positive: np.ndarray,
    fitted_to: np.ndarray,
    judged_by: np.ndarray,
    n_chosen: int,
) -> _Judged:
    chosen = strongest(regions[fitted_to], others[fitted_to], is_positive[fitted_to], n_chosen)
    matrix = np.column_stack([others, regions[:, chosen]])
    p, converged = predicted(matrix[fitted_to], is_positive[fitted_to], matrix[judged_by])
    auc_of_covariates = float("nan")
    if others.shape[1] > 1:
        alone, _ = predicted(others[fitted_to], is_positive[fitted_to], others[judged_by])
        auc_of_covariates = area(alone, is_positive[judged_by])
    return _Judged(chosen, area(p, is_positive[judged_by]), auc_of_covariates, converged)


def _refuse_impossible(candidates: Sequence[Covariate], groups: Groups, options: NestedOptions) -> None:
    if options.n_chosen > len(candidates):
        raise OptionError(f"{options.n_chosen} regions cannot be chosen from {len(candidates)}.")
    for name, n in ((groups.positive, groups.n_positive), (groups.negative, groups.n_negative)):
        if n < options.n_folds:
            raise OptionError(f'The group "{name}" has {n} people, fewer than the {options.n_folds} folds.')


def _summarised(
    candidates: Sequence[Covariate],
    options: NestedOptions,
    found: Sequence[_Judged],
    circular: _Judged,
    *,
    has_covariates: bool,
) -> NestedRoc:
    of_repeats = np.array([one.auc for one in found]).reshape(options.n_repeats, options.n_folds).mean(axis=1)
    counts = np.bincount(np.concatenate([one.chosen for one in found]), minlength=len(candidates))
    n_separated = sum(not one.converged for one in found)
    low, high = np.quantile(of_repeats, (0.025, 0.975))
    names = tuple(c.name for c in candidates)
    told = f"In {n_separated} of {len(found)} folds the other people were separated perfectly; the fit was stopped."
    return NestedRoc(
        names,
        options,
        float(of_repeats.mean()),
        of_repeats,
        float(low),
        float(high),
        tuple(float(share) for share in counts / len(found)),
        circular.auc,
        tuple(names[index] for index in circular.chosen),
        float(np.mean([one.covariates_auc for one in found])) if has_covariates else None,
        n_separated,
        (told,) if n_separated else (),
    )
