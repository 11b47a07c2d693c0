"""Whether an association goes through a third variable: simple mediation by least squares.

    M = i₁ + a X + Z,   Y = i₂ + c' X + b M + Z,   Y = i₃ + c X + Z;   indirect effect ab = c - c'

X is the predictor (numbers, or two groups), M the mediator, Y the outcome, Z covariates in all three models (MacKinnon
2008; Hayes 2022). b is the slope of M in the model that also holds X; the slope of M alone is another number (some
programs print that one beside the mediation). ab has no normal distribution, so its interval comes from a bootstrap of
people (`analysis.stats.clinical.mediation_bootstrap`). The proportion mediated ab / c has a meaning only where ab and c
have one sign. Nothing here shows a cause: X, M and Y may as well have a common one, or the arrows may point elsewhere,
which `EXPLORATORY` says in every output.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.errors import DataError, OptionError
from analysis.progress import Progress, silent
from analysis.provenance import InputRecord, Provenance
from analysis.stats import glm
from analysis.stats.clinical.mediation_bootstrap import BootstrapOptions, Indirect, bootstrap_indirect
from analysis.stats.clinical.named_test import never_zero
from analysis.stats.covariates import Covariate
from analysis.stats.design import regression

EXPLORATORY = (
    "Exploratory, not causal: a mediation model assumes the order of its arrows and that nothing else causes both ends "
    "of one; data measured at one time cannot show either."
)
_ALIKE_R = 0.9
_FEW_PER_SLOPE = 10


@dataclass(frozen=True)
class PathEstimate:
    """One arrow of the model.

    ``estimate`` is in units of its end per unit of its start, with standard error, t, residual degrees of freedom,
    two-tailed p and 95 % confidence interval ``low`` to ``high``. ``standardised`` (with its interval) is in standard
    deviations of the end per standard deviation of the start; where the start has two values, per step between them.
    """

    key: str
    start: str
    end: str
    estimate: float
    standard_error: float
    t: float
    dof: int
    p: float
    low: float
    high: float
    standardised: float
    standardised_low: float
    standardised_high: float


@dataclass(frozen=True)
class ProportionMediated:
    """ab / c, or the sentence why there is none (``value`` is None then)."""

    value: float | None
    sentence: str


@dataclass(frozen=True, eq=False)
class Mediation:
    """A mediation model and what its path diagram needs.

    ``a``, ``b``, ``c_prime`` (direct) and ``c`` (total) are the arrows; ``indirect`` is ab with its bootstrap.
    ``codings`` says what the numbers of a variable of two words mean. ``values`` is ``(n, 3 + n_covariates)``: X, M, Y
    and the covariates, one row a person.
    """

    predictor: str
    mediator: str
    outcome: str
    covariates: tuple[str, ...]
    codings: tuple[str, ...]
    n: int
    a: PathEstimate
    b: PathEstimate
    c_prime: PathEstimate
    c: PathEstimate
    indirect: Indirect
    standardised_indirect: float
    proportion: ProportionMediated
    predictor_is_binary: bool
    values: np.ndarray
    warnings: tuple[str, ...]
    provenance: Provenance

    @property
    def paths(self) -> tuple[PathEstimate, ...]:
        """a, b, c' and c."""
        return (self.a, self.b, self.c_prime, self.c)


def mediate(
    predictor: Covariate,
    mediator: Covariate,
    outcome: Covariate,
    covariates: Sequence[Covariate] = (),
    inputs: tuple[InputRecord, ...] = (),
    *,
    options: BootstrapOptions | None = None,
    told: tuple[str, ...] = (),
    progress: Progress = silent,
) -> Mediation:
    """Fit the three models and bootstrap the indirect effect.

    Parameters
    ----------
    predictor : X, ``(n,)`` numbers or two values
    mediator, outcome : M and Y, ``(n,)`` numbers
    covariates : Z, in all three models
    options : of the bootstrap
    told : what is to be said of the people beforehand, such as who was left out

    Raises
    ------
    OptionError
        if a variable is in the model twice, such as a mediator that is also a covariate
    DataError
        if the mediator or the outcome has two values only, a variable is constant or a combination of others, or there
        are too few people
    """
    options = options or BootstrapOptions()
    _refuse_twice(predictor, mediator, outcome, covariates)
    for part, variable in (("mediator", mediator), ("outcome", outcome)):
        _refuse_not_continuous(part, variable)
    a, b, c_prime, c = _paths(predictor, mediator, outcome, covariates)
    variables = (predictor, mediator, outcome, *covariates)
    columns = np.column_stack([v.values for v in variables]).astype(np.float64)
    columns.flags.writeable = False
    indirect = bootstrap_indirect(columns, a.estimate * b.estimate, options, progress)
    warnings = (EXPLORATORY, *told, *_warnings(columns, variables, indirect))
    return Mediation(
        predictor.name,
        mediator.name,
        outcome.name,
        tuple(z.name for z in covariates),
        tuple(f"{v.name}: {v.coding}" for v in (predictor, *covariates) if v.coding),
        len(columns),
        a,
        b,
        c_prime,
        c,
        indirect,
        a.standardised * b.standardised,
        proportion_mediated(indirect.estimate, c),
        is_binary(predictor.values),
        columns,
        warnings,
        _provenance(variables, len(columns), options, inputs, warnings),
    )


def _paths(
    predictor: Covariate, mediator: Covariate, outcome: Covariate, covariates: Sequence[Covariate]
) -> tuple[PathEstimate, PathEstimate, PathEstimate, PathEstimate]:
    """a, b, c' and c, each adjusted for the covariates."""
    alone, with_mediator = [predictor, *covariates], [predictor, mediator, *covariates]
    return (
        _slope(alone, predictor, mediator, "a"),
        _slope(with_mediator, mediator, outcome, "b"),
        _slope(with_mediator, predictor, outcome, "c'"),
        _slope(alone, predictor, outcome, "c"),
    )


def proportion_mediated(indirect: float, total: PathEstimate) -> ProportionMediated:
    """ab / c where both have one sign; else the reason why there is none.

    Parameters
    ----------
    indirect : ab
    total : the path c
    """
    if indirect * total.estimate <= 0:
        return ProportionMediated(
            None,
            f"No proportion mediated: the indirect effect ({indirect:.4g}) and the total effect ({total.estimate:.4g}) "
            "do not have one sign, so one is no part of the other.",
        )
    value = indirect / total.estimate
    sentence = f"Proportion mediated ab / c = {value:.1%}"
    if value > 1:
        sentence += "; above 100 % because the direct effect has the opposite sign"
    if total.low <= 0 <= total.high:
        sentence += "; the interval of the total effect holds 0, so the proportion may be anything"
    return ProportionMediated(value, sentence + ".")


def is_binary(values: np.ndarray) -> bool:
    """Whether there are exactly two different values."""
    return len(np.unique(values)) == 2


def _refuse_twice(
    predictor: Covariate, mediator: Covariate, outcome: Covariate, covariates: Sequence[Covariate]
) -> None:
    parts = (("predictor", predictor.name), ("mediator", mediator.name), ("outcome", outcome.name))
    for index, (part, name) in enumerate(parts):
        for other_part, other in parts[:index]:
            if name == other:
                raise OptionError(f'"{name}" cannot be both the {other_part} and the {part}.')
        if name in {z.name for z in covariates}:
            reason = ": adjusting for it removes the very path that is asked for" if part == "mediator" else ""
            raise OptionError(f'"{name}" is the {part} and a covariate too{reason}; take it out of the covariates.')


def _refuse_not_continuous(part: str, variable: Covariate) -> None:
    if is_binary(variable.values):
        what = f" ({variable.coding})" if variable.coding else ""
        raise DataError(
            f'The {part} "{variable.name}" has two values only{what}: its models would have to be logistic, where ab '
            f"is not c - c'. A {part} in numbers is needed; two groups can be the predictor."
        )
    if np.ptp(variable.values) == 0:
        raise DataError(
            f'The {part} "{variable.name}" has the same value in every row, so there is nothing to explain.'
        )


def _slope(model: Sequence[Covariate], of: Covariate, outcome: Covariate, key: str) -> PathEstimate:
    """The slope of one variable in the model of an outcome."""
    design = regression(model, of.name)
    found = glm.fit(outcome.values[:, np.newaxis], design)
    estimate, error, low, high = (
        float(values[0]) for values in (found.effect, found.standard_error, found.low, found.high) if values is not None
    )
    step = float(np.ptp(of.values)) if is_binary(of.values) else float(of.values.std(ddof=1))
    scale = step / float(outcome.values.std(ddof=1))
    p = never_zero(float(found.p[0]))
    return PathEstimate(
        key, of.name, outcome.name, estimate, error, float(found.values[0]), int(found.dof[0]), p, low, high,
        estimate * scale, low * scale, high * scale,
    )  # fmt: skip


def _warnings(columns: np.ndarray, variables: Sequence[Covariate], indirect: Indirect) -> Iterator[str]:
    n, names = len(columns), [v.name for v in variables]
    n_slopes = len(names) - 1
    if n < _FEW_PER_SLOPE * n_slopes:
        yield f"{n} people are few for {n_slopes} slopes; at least {_FEW_PER_SLOPE} for each are usual."
    r = np.corrcoef(columns, rowvar=False)
    for z in range(3, len(names)):
        if abs(r[1, z]) > _ALIKE_R:
            yield (
                f'The covariate "{names[z]}" is nearly the mediator "{names[1]}" (r = {r[1, z]:.2f}); adjusting for it '
                "removes the path that is asked for."
            )
    if abs(r[0, 1]) > _ALIKE_R:
        yield (
            f'"{names[0]}" and "{names[1]}" are nearly the same (r = {r[0, 1]:.2f}): b and c\' are poorly told apart.'
        )
    yield from indirect.warnings


def _provenance(
    variables: Sequence[Covariate],
    n: int,
    options: BootstrapOptions,
    inputs: tuple[InputRecord, ...],
    warnings: tuple[str, ...],
) -> Provenance:
    predictor, mediator, outcome, *covariates = (v.name for v in variables)
    parameters = {
        "predictor": predictor,
        "mediator": mediator,
        "outcome": outcome,
        "covariates": tuple(covariates),
        "n": n,
        "n_resamples": options.n_resamples,
        "seed": options.seed,
    }
    return Provenance("analysis.stats.clinical.mediation.mediate", parameters, inputs, warnings)
