"""Design matrices: one column per group (its mean), then the covariates; and the contrasts that are tested.

With a column per group the difference of two groups is the contrast (1, -1), and its t is that of any other coding
(SPM's, DPABI's +1/-1 with a constant, or dummies). Covariates are centred at their overall mean unless asked
otherwise (SPM12's default; DPABI does not centre): this changes what a group's own mean refers to, never the
difference of groups. A paired design has one column per pair and one for the difference of the two conditions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

import numpy as np

from analysis.errors import DataError, OptionError
from analysis.stats.covariates import Covariate


class Test(Enum):
    """What is asked."""

    __test__ = False  # not a test of pytest

    ONE_SAMPLE = "one-sample"
    TWO_SAMPLE = "two-sample"
    PAIRED = "paired"
    REGRESSION = "regression"
    ANCOVA = "ancova"


class Centring(Enum):
    """What is subtracted from a covariate."""

    OVERALL = "overall mean"
    NONE = "nothing"


@dataclass(frozen=True, eq=False)
class Contrast:
    """A question to a model: ``weights`` is ``(q, p)``; a t test has one row, an F test one or more.

    ``counted`` are the columns whose numbers of people make a standardised difference d of a t:
    d = t sqrt(sum of 1/n); without any there is no d.
    """

    name: str
    weights: np.ndarray
    counted: tuple[int, ...] = ()
    is_t: bool = True


@dataclass(frozen=True, eq=False)
class Design:
    """A model of n people: ``matrix`` is ``(n, p)`` float64 with full column rank, ``columns`` their names.

    ``contrast`` is what is tested, ``post_hoc`` every pair of groups of an ANCOVA. ``group_of`` is ``(n,)``, the index
    into ``groups`` of each person. ``pair_of`` is ``(n,)`` in a paired design, else None. ``condition`` is the
    condition number of the matrix with columns of unit length; ``covariates`` are as they were given.
    """

    test: Test
    matrix: np.ndarray
    columns: tuple[str, ...]
    contrast: Contrast
    groups: tuple[str, ...]
    group_of: np.ndarray
    centring: Centring
    condition: float
    post_hoc: tuple[Contrast, ...] = ()
    pair_of: np.ndarray | None = None
    covariates: tuple[Covariate, ...] = ()

    @property
    def n(self) -> int:
        """Number of rows: of people, or of their visits."""
        return len(self.matrix)

    @property
    def dof(self) -> int:
        """Degrees of freedom of the residuals."""
        return self.n - self.matrix.shape[1]

    @property
    def n_per_group(self) -> tuple[int, ...]:
        """Number of people in each group."""
        return tuple(int((self.group_of == g).sum()) for g in range(len(self.groups)))


def one_sample(n: int, covariates: Sequence[Covariate] = (), *, centring: Centring = Centring.OVERALL) -> Design:
    """Whether the mean differs from 0, at the mean of the covariates."""
    first = _Columns(["mean"], [np.ones(n)])
    contrast = Contrast("mean", _row(1 + len(covariates), {0: 1.0}), (0,))
    return _design(Test.ONE_SAMPLE, first, covariates, centring, contrast, ("all",), np.zeros(n, dtype=np.intp))


def two_sample(
    groups: Sequence[str],
    covariates: Sequence[Covariate] = (),
    *,
    order: Sequence[str] = (),
    centring: Centring = Centring.OVERALL,
) -> Design:
    """Whether two groups differ: the first minus the second.

    Parameters
    ----------
    groups : the group of each person
    order : the two names; as they first occur where not given

    Raises
    ------
    OptionError
        if there are not two groups
    DataError
        if one is empty, or the design cannot be solved
    """
    names, group_of = _grouped(groups, order)
    if len(names) != 2:
        raise OptionError(f"A two-sample test needs two groups, but there are {len(names)}: {', '.join(names)}.")
    contrast = _difference(names, 0, 1, 2 + len(covariates))
    return _design(Test.TWO_SAMPLE, _group_columns(names, group_of), covariates, centring, contrast, names, group_of)


def ancova(
    groups: Sequence[str],
    covariates: Sequence[Covariate] = (),
    *,
    order: Sequence[str] = (),
    centring: Centring = Centring.OVERALL,
) -> Design:
    """Whether any of k groups differs (F), with every pair as post-hoc t; arguments as `two_sample`."""
    names, group_of = _grouped(groups, order)
    if len(names) < 2:
        raise OptionError(f'An analysis of (co)variance needs at least two groups, but there is only "{names[0]}".')
    p = len(names) + len(covariates)
    weights = np.vstack([_difference(names, 0, other, p).weights for other in range(1, len(names))])
    post_hoc = tuple(_difference(names, a, b, p) for a, b in combinations(range(len(names)), 2))
    contrast = Contrast("differences between " + ", ".join(names), weights, is_t=False)
    columns = _group_columns(names, group_of)
    return _design(Test.ANCOVA, columns, covariates, centring, contrast, names, group_of, post_hoc)


def paired(
    conditions: Sequence[str],
    pairs: Sequence[str],
    covariates: Sequence[Covariate] = (),
    *,
    order: Sequence[str] = (),
    centring: Centring = Centring.OVERALL,
) -> Design:
    """Whether two conditions of the same people differ: the first minus the second.

    Parameters
    ----------
    conditions, pairs : of each row; every pair has each condition once
    covariates : must change within people, else they are the same as the pairs

    Raises
    ------
    DataError
        if a pair is incomplete
    """
    names, condition_of = _grouped(conditions, order)
    if len(names) != 2:
        raise OptionError(f"A paired test needs two conditions, but there are {len(names)}: {', '.join(names)}.")
    people = list(dict.fromkeys(pairs))
    pair_of = np.array([people.index(pair) for pair in pairs], dtype=np.intp)
    for index, person in enumerate(people):
        if sorted(condition_of[pair_of == index].tolist()) != [0, 1]:
            raise DataError(f'"{person}" does not have each of {names[0]} and {names[1]} exactly once.')
    columns = _Columns([f"{names[0]} − {names[1]}"], [np.where(condition_of == 0, 0.5, -0.5)])
    for index, person in enumerate(people):
        columns.names.append(person)
        columns.values.append((pair_of == index).astype(np.float64))
    contrast = Contrast(columns.names[0], _row(1 + len(people) + len(covariates), {0: 1.0}), (0,))
    return _design(Test.PAIRED, columns, covariates, centring, contrast, names, condition_of, (), pair_of)


def regression(covariates: Sequence[Covariate], interest: str, *, centring: Centring = Centring.OVERALL) -> Design:
    """Whether the slope of one covariate differs from 0, adjusted for the others.

    Raises
    ------
    OptionError
        if none of the covariates has the name `interest`
    """
    names = [covariate.name for covariate in covariates]
    if interest not in names:
        raise OptionError(f'"{interest}" is none of the covariates ({", ".join(names)}).')
    n = len(covariates[0].values)
    contrast = Contrast(f"slope of {interest}", _row(1 + len(covariates), {1 + names.index(interest): 1.0}))
    first = _Columns(["mean"], [np.ones(n)])
    return _design(Test.REGRESSION, first, covariates, centring, contrast, ("all",), np.zeros(n, dtype=np.intp))


@dataclass(frozen=True)
class _Columns:
    names: list[str]
    values: list[np.ndarray]


def _grouped(groups: Sequence[str], order: Sequence[str]) -> tuple[tuple[str, ...], np.ndarray]:
    names = tuple(order) or tuple(dict.fromkeys(groups))
    unknown = sorted(set(groups) - set(names))
    if unknown:
        raise DataError(f'Rows of the group "{unknown[0]}" are not part of the comparison; leave them out.')
    group_of = np.array([names.index(group) for group in groups], dtype=np.intp)
    for index, name in enumerate(names):
        if not (group_of == index).any():
            raise DataError(f'The group "{name}" is empty: no row belongs to it.')
    return names, group_of


def _group_columns(names: Sequence[str], group_of: np.ndarray) -> _Columns:
    return _Columns(list(names), [(group_of == g).astype(np.float64) for g in range(len(names))])


def _row(p: int, weights: dict[int, float]) -> np.ndarray:
    row = np.zeros((1, p))
    for column, weight in weights.items():
        row[0, column] = weight
    return row


def _difference(names: Sequence[str], first: int, second: int, p: int) -> Contrast:
    return Contrast(f"{names[first]} − {names[second]}", _row(p, {first: 1.0, second: -1.0}), (first, second))


def _design(
    test: Test,
    first: _Columns,
    covariates: Sequence[Covariate],
    centring: Centring,
    contrast: Contrast,
    groups: tuple[str, ...],
    group_of: np.ndarray,
    post_hoc: tuple[Contrast, ...] = (),
    pair_of: np.ndarray | None = None,
) -> Design:
    matrix = np.column_stack([*first.values, *(_centred(covariate, centring) for covariate in covariates)])
    columns = (*first.names, *(covariate.name for covariate in covariates))
    if len(set(columns)) < len(columns):
        twice = next(name for name in columns if columns.count(name) > 1)
        raise OptionError(f'The column "{twice}" is in the design twice.')
    condition = _checked(matrix, columns, len(first.names))
    matrix.flags.writeable = False
    return Design(
        test, matrix, columns, contrast, groups, group_of, centring, condition, post_hoc, pair_of, tuple(covariates)
    )


def _centred(covariate: Covariate, centring: Centring) -> np.ndarray:
    values = np.asarray(covariate.values, dtype=np.float64)
    if not np.isfinite(values).all():
        raise DataError(f'The column "{covariate.name}" has a missing value.')
    if np.ptp(values) <= 1e-12 * np.abs(values).max(initial=0.0):
        raise DataError(f'The column "{covariate.name}" has the same value in every row, so it explains nothing.')
    return values - values.mean() if centring is Centring.OVERALL else values


def _checked(matrix: np.ndarray, columns: Sequence[str], n_first: int) -> float:
    """The condition number; raises `DataError` that names the column which the ones before it already contain."""
    n, p = matrix.shape
    if n <= p:
        raise DataError(f"{n} rows are too few for a model of {p} columns; at least {p + 1} are needed.")
    scaled = matrix / np.linalg.norm(matrix, axis=0)
    if np.linalg.matrix_rank(scaled) < p:
        last = next(c for c in range(n_first, p) if np.linalg.matrix_rank(scaled[:, : c + 1]) <= c)
        raise DataError(
            f'The column "{columns[last]}" is a combination of {", ".join(columns[:last][:6])}, '
            "so their effects cannot be told apart; leave one out."
        )
    return float(np.linalg.cond(scaled))
