"""A ROC analysis in sentences, put together from its numbers."""

from collections.abc import Iterator

from analysis.stats.clinical.circularity import STAMP, Circularity
from analysis.stats.clinical.named_test import p_in_words
from analysis.stats.clinical.nested_roc import NestedRoc
from analysis.stats.clinical.proportion import Proportion
from analysis.stats.clinical.roc import Direction, PairedComparison, RocCurve
from analysis.stats.clinical.roc_analysis import RocAnalysis
from analysis.stats.clinical.roc_model import RocModel


def caption_of(found: RocAnalysis) -> str:
    """One sentence: who is told from whom, by what; the stamp stands first."""
    groups = found.groups
    stamp = f"{STAMP}. " if found.circularity is Circularity.CIRCULAR else ""
    adjusted = f", with covariates {', '.join(found.covariates)}" if found.covariates else ""
    codings = f" ({'; '.join(found.codings)})" if found.codings else ""
    return (
        f"{stamp}ROC curves of {', '.join(found.variables)}{adjusted}{codings}: positive = {groups.positive} "
        f"(n = {groups.n_positive}), negative = {groups.negative} (n = {groups.n_negative}); AUC with ties as "
        "one half, variance by DeLong."
    )


def sentences_of(found: RocAnalysis) -> tuple[str, ...]:
    """Each curve, each paired test, the model, what it adds, and the choice inside the folds."""
    return tuple(_sentences(found))


def curve_in_words(curve: RocCurve) -> str:
    """AUC with its interval, p and Youden's point of one variable."""
    sign = ">" if curve.direction is Direction.HIGHER else "<"
    point = curve.youden
    return (
        f"{curve.name} ({curve.direction.value} = {curve.groups.positive}): AUC {auc_in_words(curve)}; Youden's point "
        f"{sign} {point.threshold:.4g}: sensitivity {share_in_words(point.sensitivity)}, specificity "
        f"{share_in_words(point.specificity)}."
    )


def auc_in_words(curve: RocCurve, *, with_p: bool = True) -> str:
    """``0.731 (95 % CI by DeLong: plain 0.630 to 0.833, logit 0.619 to 0.820; z against 0.5, p < .001)``.

    The area of a fitted model has no p: fitted to noise it lies above 0.5 by construction.
    """
    if curve.plain is None:
        return f"{_short(curve.auc)} (no interval)"
    logit = "" if curve.logit is None else f", logit {_short(curve.logit[0])} to {_short(curve.logit[1])}"
    limits = f"plain {_short(curve.plain[0])} to {_short(curve.plain[1])}{logit}"
    against = f"; z against 0.5, {p_in_words(curve.p)}" if with_p else ""
    return f"{_short(curve.auc)} (95 % CI by DeLong: {limits}{against})"


def share_in_words(share: Proportion) -> str:
    """``26/41 = 0.634 (exact 0.469 to 0.779, Wilson 0.481 to 0.764)``."""
    exact, wilson = (f"{_short(low)} to {_short(high)}" for low, high in (share.exact, share.wilson))
    return f"{share.count}/{share.n} = {_short(share.value)} (exact {exact}, Wilson {wilson})"


def _sentences(found: RocAnalysis) -> Iterator[str]:
    for curve in found.curves:
        yield curve_in_words(curve)
    for pair in found.pairs:
        yield _pair_in_words(pair)
    if found.model is not None:
        yield from _model(found.model)
    if found.increment is not None:
        smaller, ratio = found.increment.covariates_only, found.increment.likelihood_ratio
        yield (
            f"Covariates only ({' + '.join(smaller.variables)}): apparent AUC "
            f"{auc_in_words(smaller.curve, with_p=False)}; leave-one-out AUC {_short(smaller.left_out.curve.auc)}."
        )
        yield _pair_in_words(found.increment.apparent, "apparent")
        yield f"Likelihood ratio: chi-square({ratio.dof}) = {ratio.chi_square:.3f}, {p_in_words(ratio.p)}."
    if found.nested is not None:
        yield nested_in_words(found.nested)


def _model(model: RocModel) -> Iterator[str]:
    yield (
        f"Logistic regression without penalty on {' + '.join(model.variables)}: apparent AUC "
        f"{auc_in_words(model.curve, with_p=False)}; leave-one-out AUC {_short(model.left_out.curve.auc)}."
    )
    for one in model.logistic.coefficients[1:]:
        yield (
            f"{one.name}: coefficient {one.estimate:.4g} (SE {one.standard_error:.4g}), odds ratio "
            f"{one.odds_ratio:.4g} (95 % CI {one.low:.4g} to {one.high:.4g}), Wald {p_in_words(one.p)}."
        )


def nested_in_words(nested: NestedRoc) -> str:
    """The cross-validated AUC beside the circular one."""
    options = nested.options
    alone = "" if nested.covariates_auc is None else f"; covariates alone {_short(nested.covariates_auc)}"
    order = sorted(zip(nested.chosen, nested.candidates, strict=True), reverse=True)
    often = ", ".join(f"{name} {share:.0%}" for share, name in order[:3])
    return (
        f"Choice inside the folds ({options.n_chosen} of {len(nested.candidates)} by |t|, {options.n_folds} stratified "
        f"folds, {options.n_repeats} repeats, seed {options.seed}): AUC {_short(nested.auc)} (95 % of the repeats "
        f"{_short(nested.low)} to {_short(nested.high)}, no confidence interval){alone}. Chosen and judged in the same "
        f"people ({', '.join(nested.circular_choice)}): {_short(nested.circular_auc)}, circular. Most often chosen: "
        f"{often}."
    )


def _pair_in_words(pair: PairedComparison, which: str = "") -> str:
    of = f", {which}" if which else ""
    if pair.z != pair.z:
        return f"{pair.first} and {pair.second}{of}: the curves are the same, so there is no test."
    return (
        f"{pair.first} minus {pair.second}{of}: difference of AUC {pair.difference:.3f} (95 % CI {pair.low:.3f} to "
        f"{pair.high:.3f}), paired DeLong z = {pair.z:.3f}, {p_in_words(pair.p)}."
    )


def _short(value: float) -> str:
    return f"{value:.3f}"
