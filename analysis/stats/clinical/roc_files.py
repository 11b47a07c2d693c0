"""A ROC analysis as a folder.

``auc.tsv``           a row a curve: area, both intervals, Youden's point; with the stamp where it is circular
``points.tsv``        every point of every curve
``comparisons.tsv``   paired DeLong tests
``coefficients.tsv``  the logistic model
``candidates.tsv``    how often each candidate was chosen inside the folds, where there are candidates
``roc.json``          all numbers and how they were made
``roc.txt``           the caption, the sentences and the notes
"""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.files import writing
from analysis.stats.clinical.circularity import STAMP, Circularity
from analysis.stats.clinical.logistic import Coefficient
from analysis.stats.clinical.roc import PairedComparison, RocCurve
from analysis.stats.clinical.roc_analysis import RocAnalysis
from analysis.stats.clinical.roc_words import caption_of, sentences_of

FILES = ("auc.tsv", "points.tsv", "comparisons.tsv", "coefficients.tsv", "roc.json", "roc.txt", "candidates.tsv")
_FORMAT = "algoscope-roc-1"
_ALONE, _COVARIATES, _LEFT_OUT = "variable", "covariates only", "leave-one-out"
_AUC = (
    "curve", "kind", "direction", "positive", "negative", "n_positive", "n_negative", "auc", "standard_error",
    "plain_low", "plain_high", "logit_low", "logit_high", "p", "threshold", "sensitivity", "sensitivity_exact_low",
    "sensitivity_exact_high", "sensitivity_wilson_low", "sensitivity_wilson_high", "specificity",
    "specificity_exact_low", "specificity_exact_high", "specificity_wilson_low", "specificity_wilson_high", "stamp",
)  # fmt: skip
_PAIRS = ("first", "second", "kind", "difference", "standard_error", "z", "p", "low", "high", "test")
_COEFFICIENTS = ("variable", "estimate", "standard_error", "z", "p", "odds_ratio", "odds_ratio_low", "odds_ratio_high")


def write_roc(found: RocAnalysis, folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write all files of an analysis; raises `OutputError` if one exists without `force`, or cannot be written."""
    words = "\n".join((caption_of(found), *sentences_of(found), *found.warnings)) + "\n"
    points = [
        (curve.name, kind, float(t), float(sensitivity), float(specificity))
        for kind, curve in _curves(found)
        for t, sensitivity, specificity in zip(curve.thresholds, curve.sensitivity, curve.specificity, strict=True)
    ]
    columns = ("curve", "kind", "threshold", "sensitivity", "specificity")
    coefficients = [tuple(asdict(one).values()) for one in _coefficients(found)]
    names = FILES if found.nested is not None else FILES[:6]
    with writing.whole(folder, names, force=force) as place:
        writing.write_tsv(_AUC, [_row(found, kind, curve) for kind, curve in _curves(found)], place / FILES[0])
        writing.write_tsv(columns, points, place / FILES[1])
        writing.write_tsv(_PAIRS, list(_pairs(found)), place / FILES[2])
        writing.write_tsv(_COEFFICIENTS, coefficients, place / FILES[3])
        writing.write_json(record_of(found), place / FILES[4])
        writing.write_text(words, place / FILES[5])
        if found.nested is not None:
            rows = list(zip(found.nested.candidates, found.nested.chosen, strict=True))
            writing.write_tsv(("candidate", "chosen_share"), rows, place / FILES[6])
    return tuple(folder / name for name in names)


def record_of(found: RocAnalysis) -> dict[str, Any]:
    """The analysis as plain values, without the values of the people."""
    nested = found.nested
    return {
        "format": _FORMAT,
        "caption": caption_of(found),
        "stamp": _stamp(found),
        "chosen": found.circularity.value,
        "curves": [dict(zip(_AUC, _row(found, kind, curve), strict=True)) for kind, curve in _curves(found)],
        "comparisons": [dict(zip(_PAIRS, row, strict=True)) for row in _pairs(found)],
        "coefficients": [asdict(one) for one in _coefficients(found)],
        "likelihood_ratio": None if found.increment is None else asdict(found.increment.likelihood_ratio),
        "nested": None
        if nested is None
        else {
            **asdict(nested.options),
            "auc": nested.auc,
            "of_repeats": [float(value) for value in nested.of_repeats],
            "low": nested.low,
            "high": nested.high,
            "covariates_auc": nested.covariates_auc,
            "circular_auc": nested.circular_auc,
            "circular_choice": list(nested.circular_choice),
        },
        "warnings": list(found.warnings),
        "provenance": found.provenance.as_dict(),
    }


def _coefficients(found: RocAnalysis) -> tuple[Coefficient, ...]:
    """Of the model; none where the groups are separated."""
    return found.model.logistic.coefficients if found.model is not None else ()


def _curves(found: RocAnalysis) -> Iterator[tuple[str, RocCurve]]:
    for curve in found.curves:
        yield _ALONE, curve
    if found.model is not None:
        yield "model, apparent", found.model.curve
        yield f"model, {_LEFT_OUT}", found.model.left_out.curve
    if found.increment is not None:
        yield f"{_COVARIATES}, apparent", found.increment.covariates_only.curve
        yield f"{_COVARIATES}, {_LEFT_OUT}", found.increment.covariates_only.left_out.curve


def _row(found: RocAnalysis, kind: str, curve: RocCurve) -> tuple[object, ...]:
    none, groups, point = (None, None), curve.groups, curve.youden
    stamp = "" if kind.startswith(_COVARIATES) else _stamp(found)
    which = (
        curve.name, kind, curve.direction.value, groups.positive, groups.negative, groups.n_positive,
        groups.n_negative, curve.auc,
    )  # fmt: skip
    if kind.endswith(_LEFT_OUT):  # a plain number: see `roc_model`
        return (*which, *(None for _ in _AUC[len(which) + 1 :]), stamp)
    sensitivity, specificity = ((s.value, *s.exact, *s.wilson) for s in (point.sensitivity, point.specificity))
    p = curve.p if kind == _ALONE else None  # a fitted model has an area above 0.5 by construction
    return (
        *which, curve.standard_error, *(curve.plain or none), *(curve.logit or none), p, point.threshold,
        *sensitivity, *specificity, stamp,
    )  # fmt: skip


def _stamp(found: RocAnalysis) -> str:
    return STAMP if found.circularity is Circularity.CIRCULAR else ""


def _pairs(found: RocAnalysis) -> Iterator[tuple[object, ...]]:
    kinds: list[tuple[str, PairedComparison]] = [("variables", pair) for pair in found.pairs]
    if found.increment is not None:
        kinds.append(("model against covariates, apparent", found.increment.apparent))
    for kind, pair in kinds:
        yield (
            pair.first, pair.second, kind, pair.difference, pair.standard_error, pair.z, pair.p, pair.low, pair.high,
            "paired DeLong",
        )  # fmt: skip
