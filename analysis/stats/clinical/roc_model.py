"""The ROC curve of several variables together: logistic regression, its optimism, and what it adds to covariates.

The fitted P(positive) of a model is a number like any other, but the model was fitted to the very people it is judged
by. So beside the apparent AUC stands that of leave-one-out: everyone's P(positive) comes from a model without them. It
is a plain number, without interval, p or comparison: the values come from as many models as there are people, and a
model without any information has a leave-one-out AUC well below 0.5, because whoever is left out makes their own group
rarer. To compare a good model with such a one would find a difference where there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.progress import Progress, silent
from analysis.stats.clinical.logistic import (
    LikelihoodRatio,
    LogisticModel,
    design_of,
    fit_logistic,
    likelihood_ratio,
    predicted,
)
from analysis.stats.clinical.roc import Groups, PairedComparison, RocCurve, compare_paired, roc_curve
from analysis.stats.covariates import Covariate

PAIRED_CAUTION = (
    "DeLong's test of nested models that were fitted to the same people is conservative (Demler, Pencina & D'Agostino "
    "2012, Stat Med 31:2577); the likelihood ratio tests whether the variables add anything."
)


@dataclass(frozen=True, eq=False)
class LeaveOneOut:
    """``fitted`` ``(n,)`` is everyone's P(positive) by a model without them; in ``n_separated`` fits the others were
    separated by the variables, so that the fit was stopped."""

    fitted: np.ndarray
    curve: RocCurve
    n_separated: int


@dataclass(frozen=True, eq=False)
class RocModel:
    """A logistic model with the curve of its fitted P(positive), apparent and left out."""

    variables: tuple[str, ...]
    logistic: LogisticModel
    curve: RocCurve
    left_out: LeaveOneOut


@dataclass(frozen=True, eq=False)
class Increment:
    """What variables add to covariates: the smaller model, the paired DeLong test of both, their likelihood ratio."""

    covariates_only: RocModel
    apparent: PairedComparison
    likelihood_ratio: LikelihoodRatio


def roc_model(variables: Sequence[Covariate], groups: Groups, *, name: str, progress: Progress = silent) -> RocModel:
    """Fit a model and draw its curves.

    Parameters
    ----------
    variables : ``(n,)`` values each
    groups : of n people
    name : of the model, for captions

    Raises
    ------
    DataError
        as `fit_logistic` and `roc_curve`
    """
    model = fit_logistic(variables, groups.is_positive)
    curve = roc_curve(model.fitted, groups, name=name)
    left_out = _leave_one_out(design_of(variables), groups, name, progress)
    return RocModel(tuple(v.name for v in variables), model, curve, left_out)


def increment(model: RocModel, covariates: Sequence[Covariate], progress: Progress = silent) -> Increment:
    """Compare a model with that of its covariates alone."""
    smaller = roc_model(covariates, model.curve.groups, name="covariates only", progress=progress)
    return Increment(
        smaller,
        compare_paired(model.curve, smaller.curve),
        likelihood_ratio(model.logistic, smaller.logistic),
    )


def _leave_one_out(matrix: np.ndarray, groups: Groups, name: str, progress: Progress) -> LeaveOneOut:
    n, n_separated = len(matrix), 0
    fitted = np.empty(n)
    for person in range(n):
        progress(person / n, "Fitting without each person in turn")
        others = np.arange(n) != person
        p, converged = predicted(matrix[others], groups.is_positive[others], matrix[~others])
        fitted[person] = p[0]
        n_separated += not converged
    curve = roc_curve(fitted, groups, name=f"{name}, leave-one-out")
    return LeaveOneOut(fitted, curve, n_separated)
