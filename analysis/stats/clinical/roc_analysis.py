"""The ROC analysis of a study in one call: each variable alone, all together, beside covariates, cross-validated."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from analysis.errors import OptionError
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord, Provenance
from analysis.stats.clinical.circularity import Circularity
from analysis.stats.clinical.logistic import separated_in_words
from analysis.stats.clinical.nested_roc import NestedOptions, NestedRoc, nested_roc
from analysis.stats.clinical.roc import Direction, Groups, PairedComparison, RocCurve, compare_paired, roc_curve
from analysis.stats.clinical.roc_model import PAIRED_CAUTION, Increment, RocModel, increment, roc_model
from analysis.stats.covariates import Covariate

LEFT_OUT_IS_PLAIN = (
    "Leave-one-out areas have no interval and no p: where a model knows nothing they lie well below 0.5, not at 0.5."
)
APPARENT_IS_OPTIMISTIC = (
    "The model was fitted to, and Youden's points were chosen in, the people they are judged by: apparent areas, their "
    "intervals, sensitivity and specificity are too good."
)
_FEW_PER_VARIABLE = 10


@dataclass(frozen=True)
class RocOptions:
    """What is asked beside the variables.

    ``directions`` says of each variable whether higher or lower values mean positive (higher where not named);
    ``circularity`` how the variables were chosen; ``nested`` how candidates are cross-validated.
    """

    directions: Mapping[str, Direction] = field(default_factory=dict)
    circularity: Circularity = Circularity.UNKNOWN
    nested: NestedOptions = field(default_factory=NestedOptions)


@dataclass(frozen=True, eq=False)
class RocAnalysis:
    """All curves and numbers of one question.

    ``curves`` are of each variable alone, ``pairs`` DeLong's tests of each two of them; ``model`` is the logistic model
    of all variables with the covariates (None where the groups are separated perfectly, which ``warnings`` say),
    ``increment`` what they add to the covariates (None without any), ``nested`` the cross-validated choice (None
    without candidates).
    """

    groups: Groups
    variables: tuple[str, ...]
    covariates: tuple[str, ...]
    codings: tuple[str, ...]
    circularity: Circularity
    curves: tuple[RocCurve, ...]
    pairs: tuple[PairedComparison, ...]
    model: RocModel | None
    increment: Increment | None
    nested: NestedRoc | None
    warnings: tuple[str, ...]
    provenance: Provenance


def analyse_roc(
    variables: Sequence[Covariate],
    groups: Groups,
    covariates: Sequence[Covariate] = (),
    candidates: Sequence[Covariate] = (),
    inputs: tuple[InputRecord, ...] = (),
    *,
    options: RocOptions | None = None,
    told: tuple[str, ...] = (),
    progress: Progress = silent,
) -> RocAnalysis:
    """Draw every curve that a question needs.

    Parameters
    ----------
    variables : ``(n,)`` values each, such as regions or scores
    groups : of n people
    covariates : beside the variables in the model, and alone for comparison
    candidates : all regions that could have been chosen, for the cross-validated choice
    options : directions, circularity, folds
    told : what is to be said of the people beforehand, such as who was left out

    Raises
    ------
    OptionError
        if a column is asked for twice, or there are fewer people than folds
    DataError
        if a column is constant or a combination of others
    """
    options = options or RocOptions()
    _refuse_twice(variables, covariates, candidates, options)
    curves = tuple(
        roc_curve(v.values, groups, name=v.name, direction=options.directions.get(v.name, Direction.HIGHER))
        for v in variables
    )
    stop = 0.3 if candidates else 1.0
    apart = separated_in_words([*variables, *covariates], groups.is_positive)
    model, more = (None, None) if apart else _models(variables, covariates, groups, part(progress, 0.0, stop))
    nested = None
    if candidates:
        nested = nested_roc(candidates, groups, covariates, options=options.nested, progress=part(progress, stop, 1.0))
    told = (*told, *((apart,) if apart else ()))
    warnings = tuple(dict.fromkeys((*told, *_warnings(groups, curves, model, more, nested, options.circularity))))
    return RocAnalysis(
        groups,
        tuple(v.name for v in variables),
        tuple(z.name for z in covariates),
        tuple(f"{v.name}: {v.coding}" for v in (*variables, *covariates) if v.coding),
        options.circularity,
        curves,
        tuple(compare_paired(first, second) for first, second in combinations(curves, 2)),
        model,
        more,
        nested,
        warnings,
        _provenance(variables, groups, covariates, candidates, options, inputs, warnings),
    )


def _models(
    variables: Sequence[Covariate], covariates: Sequence[Covariate], groups: Groups, progress: Progress
) -> tuple[RocModel, Increment | None]:
    name = " + ".join(v.name for v in (*variables, *covariates))
    model = roc_model([*variables, *covariates], groups, name=name, progress=part(progress, 0.0, 0.5))
    return model, increment(model, covariates, part(progress, 0.5, 1.0)) if covariates else None


def _refuse_twice(
    variables: Sequence[Covariate],
    covariates: Sequence[Covariate],
    candidates: Sequence[Covariate],
    options: RocOptions,
) -> None:
    names = [v.name for v in (*variables, *covariates)]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise OptionError(f'"{twice}" is asked for twice; a column is a variable or a covariate, once.')
    both = next((c.name for c in candidates if c.name in {z.name for z in covariates}), None)
    if both is not None:
        raise OptionError(f'"{both}" is a candidate and a covariate too.')
    unknown = next((name for name in options.directions if name not in names), None)
    if unknown is not None:
        raise OptionError(f'A direction is given for "{unknown}", which is none of the variables.')


def _warnings(
    groups: Groups,
    curves: Sequence[RocCurve],
    model: RocModel | None,
    more: Increment | None,
    nested: NestedRoc | None,
    circularity: Circularity,
) -> Iterator[str]:
    yield circularity.sentence
    for curve in curves:
        yield from curve.warnings
    yield APPARENT_IS_OPTIMISTIC
    if model is not None:
        yield from _about_model(model, groups)
    if more is not None:
        yield PAIRED_CAUTION
    if nested is not None:
        yield from nested.warnings
    elif circularity is Circularity.CIRCULAR:
        yield "Give all regions that could have been chosen as candidates for an AUC with the choice inside the folds."


def _about_model(model: RocModel, groups: Groups) -> Iterator[str]:
    yield LEFT_OUT_IS_PLAIN
    n_slopes, fewest = len(model.variables), min(groups.n_positive, groups.n_negative)
    if fewest < _FEW_PER_VARIABLE * n_slopes:
        yield (
            f"{fewest} people in the smaller group are few for a logistic model of {n_slopes} variables; "
            f"{_FEW_PER_VARIABLE} for each are usual."
        )
    if model.left_out.n_separated:
        yield (
            f"Without {model.left_out.n_separated} of the people in turn the groups were separated perfectly; there "
            "the fit was stopped."
        )


def _provenance(
    variables: Sequence[Covariate],
    groups: Groups,
    covariates: Sequence[Covariate],
    candidates: Sequence[Covariate],
    options: RocOptions,
    inputs: tuple[InputRecord, ...],
    warnings: tuple[str, ...],
) -> Provenance:
    parameters: dict[str, object] = {
        "variables": tuple(v.name for v in variables),
        "directions": {v.name: options.directions.get(v.name, Direction.HIGHER).value for v in variables},
        "covariates": tuple(z.name for z in covariates),
        "candidates": tuple(c.name for c in candidates),
        "positive": groups.positive,
        "negative": groups.negative,
        "n_positive": groups.n_positive,
        "n_negative": groups.n_negative,
        "chosen": options.circularity.value,
    }
    if candidates:
        nested = options.nested
        parameters |= {
            "n_chosen": nested.n_chosen,
            "n_folds": nested.n_folds,
            "n_repeats": nested.n_repeats,
            "seed": nested.seed,
        }
    return Provenance("analysis.stats.clinical.roc_analysis.analyse_roc", parameters, inputs, warnings)
