"""The table of characteristics: every variable by group, with a test that was chosen in the open.

A numeric variable goes through the gate (`normality`). Where each group passes as normal it is shown as mean ± SD and
compared by means: t or ANOVA if Levene passes too, Welch's otherwise. Where one does not it is shown as median (IQR)
and compared by ranks: Mann-Whitney or Kruskal-Wallis. A person may show or test it otherwise; the row says who chose.
Categories are compared by Pearson's chi-square without continuity correction, and by Fisher's exact test where an
expected count is below 5. All other tests of the same question stand beside the chosen one.

A variable that a group does not have at all (the duration of a disease, in controls) is compared among the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from analysis.errors import DataError, OptionError
from analysis.progress import Progress, silent
from analysis.stats.clinical import contingency, post_hoc, several_groups, two_groups
from analysis.stats.clinical.characteristics import CategoryCounts, Characteristic, CharacteristicsTable, Shown
from analysis.stats.clinical.named_test import EffectSize, NamedTest, PairTest
from analysis.stats.clinical.normality import Gate, gate
from analysis.stats.clinical.same_values import same_columns, same_people
from analysis.stats.clinical.summaries import Quantiles, summarise
from analysis.stats.clinical.variables import Kind, kind_of, ordered, read_categories, read_numbers
from analysis.stats.cohort_table import CohortTable

CIRCULAR = (
    "CIRCULAR: the region was chosen from a result of these very people, so that p and effect sizes of a difference "
    "between the groups are too good by construction"
)
_FEW_VALUES = 5


class Choice(Enum):
    """A test that a person may ask for; the last three are for categories."""

    T = "t"
    WELCH = "welch"
    RANKS = "ranks"
    CHI_SQUARE = "chi-square"
    YATES = "yates"
    FISHER = "fisher"


@dataclass(frozen=True)
class DescribeOptions:
    """What may be settled per variable (by its name) and for all.

    ``order`` are the groups and their order, all as they first occur where empty; ``t`` and ``welch`` of `Choice` are
    the analyses of variance where there are more than two. ``circular`` are columns of regions that were chosen from
    a result of these very people: their row says so.
    """

    group: str = ""
    order: tuple[str, ...] = ()
    quantiles: Quantiles = Quantiles.TYPE_6
    alpha: float = 0.05
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    shown: Mapping[str, Shown] = field(default_factory=dict)
    tests: Mapping[str, Choice] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    circular: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Found:
    """The tests of one variable."""

    test: NamedTest | None
    chosen_by: str
    others: tuple[NamedTest, ...] = ()
    effects: tuple[EffectSize, ...] = ()
    pairs: tuple[PairTest, ...] = ()
    notes: tuple[str, ...] = ()


def describe(
    table: CohortTable, variables: Sequence[str], options: DescribeOptions | None = None, progress: Progress = silent
) -> CharacteristicsTable:
    """Describe columns of a table by group.

    Parameters
    ----------
    table : one row a person
    variables : columns, in the order of the rows of the result
    options : column of the groups, and what was asked for other than the gate would choose

    Raises
    ------
    DataError
        if a column, row or group cannot be used; the sentence names it
    OptionError
        if a choice does not fit its variable
    """
    asked = options or DescribeOptions()
    table.require_unique()
    _check_options(variables, asked)
    if asked.group and asked.order:
        table = table.where(asked.group, asked.order)
    member = _members(table, asked)
    rows = []
    for index, name in enumerate(variables):
        progress(index / len(variables), name)
        kind = asked.kinds.get(name) or kind_of(table, name)
        make = _numeric_row if kind is Kind.NUMERIC else _categorical_row
        rows.append(make(table, name, member, asked))
    sizes = tuple(len(chosen) for chosen in member.values())
    numeric = {row.name: read_numbers(table, row.name) for row in rows if row.kind is Kind.NUMERIC}
    notes = (*same_columns(numeric), *same_people(numeric, table.lines))
    return CharacteristicsTable(asked.group, tuple(member), sizes, tuple(rows), asked.quantiles, asked.alpha, notes)


def _check_options(variables: Sequence[str], asked: DescribeOptions) -> None:
    if not variables:
        raise OptionError("Name at least one column to describe.")
    for name in (*asked.kinds, *asked.shown, *asked.tests):
        if name not in variables:
            raise OptionError(f'Something was asked for "{name}", which is not among the described columns.')
    if asked.order and not asked.group:
        raise OptionError("To choose groups, name the column that holds them.")
    if asked.group in variables and asked.group:
        raise OptionError(f'"{asked.group}" makes the groups, so it cannot be described by them.')


def _members(table: CohortTable, asked: DescribeOptions) -> dict[str, np.ndarray]:
    """The rows of each group."""
    if not asked.group:
        return {"all": np.arange(len(table.rows))}
    read_categories(table, asked.group)
    cells = np.array(table.groups(asked.group))
    member = {name: np.flatnonzero(cells == name) for name in asked.order or tuple(dict.fromkeys(cells.tolist()))}
    if len(member) < 2:
        raise DataError(f'The column "{asked.group}" holds one group only ("{next(iter(member))}").')
    for name, rows in member.items():
        if len(rows) < 2:
            raise DataError(f'The group "{name}" has one person only; two are the least that can be described.')
    return member


def _numeric_row(
    table: CohortTable, name: str, member: Mapping[str, np.ndarray], asked: DescribeOptions
) -> Characteristic:
    values = read_numbers(table, name)
    parts = {group: values[rows] for group, rows in member.items()}
    known = {group: part[np.isfinite(part)] for group, part in parts.items() if np.isfinite(part).any()}
    _check_numeric(name, known, asked)
    seen = gate(list(known.values()), list(known), asked.alpha)
    choice, shown, chosen_by = _choose_numeric(name, seen, asked)
    found = _compare_numbers(known, choice, chosen_by) if len(known) > 1 else _Found(None, "")
    absent = [group for group in parts if group not in known]
    notes = [*found.notes, *_codes(values, name, asked)]
    if name in asked.circular and found.test is not None:
        notes.append(CIRCULAR)
    if absent:
        beside = f"compared among {', '.join(known)}" if len(known) > 1 else "not compared"
        notes.insert(0, f"nobody in {', '.join(absent)} has a value: {beside}")
    return Characteristic(
        name, asked.units.get(name, ""), Kind.NUMERIC, shown, (),
        tuple(summarise(part, asked.quantiles) for part in parts.values()), (), seen, found.test, found.chosen_by,
        found.others, found.effects, found.pairs, tuple(notes),
    )  # fmt: skip


def _check_numeric(name: str, known: Mapping[str, np.ndarray], asked: DescribeOptions) -> None:
    if not known:
        raise DataError(f'The column "{name}" has no value for anyone.')
    if np.ptp(np.concatenate(list(known.values()))) == 0:
        raise DataError(f'The column "{name}" has the same value for everyone; leave it out.')
    if asked.tests.get(name) in (Choice.CHI_SQUARE, Choice.YATES, Choice.FISHER):
        raise OptionError(f'"{name}" is numeric; declare it categorical to count its values.')
    for group, values in known.items():
        if len(values) < 2 and len(known) > 1:
            raise DataError(f'The column "{name}" has one value only in the group "{group}"; two are the least.')


def _choose_numeric(name: str, seen: Gate, asked: DescribeOptions) -> tuple[Choice, Shown, str]:
    """The test, how the variable is shown, and who chose."""
    shown = asked.shown.get(name)
    choice = asked.tests.get(name)
    means = seen.normal if shown is None else shown is Shown.MEAN_SD
    by = f"gate ({seen.in_words})" if shown is None else f"asked for {shown.value}; gate ({seen.in_words})"
    if choice is None:
        choice = (Choice.T if seen.equal_variances else Choice.WELCH) if means else Choice.RANKS
    else:
        means = choice is not Choice.RANKS if shown is None else means
        by = f"asked for; gate ({seen.in_words})"
    return choice, Shown.MEAN_SD if means else Shown.MEDIAN_IQR, by


def _compare_numbers(known: Mapping[str, np.ndarray], choice: Choice, chosen_by: str) -> _Found:
    return (_two if len(known) == 2 else _several)(list(known.values()), tuple(known), choice, chosen_by)


def _two(parts: Sequence[np.ndarray], names: tuple[str, ...], choice: Choice, chosen_by: str) -> _Found:
    pair = (names[0], names[1])
    by_rank = two_groups.mann_whitney(parts[0], parts[1], pair)
    tests = {Choice.RANKS: by_rank}
    first, second = (two_groups.moments_of(part) for part in parts)
    if first.sd or second.sd:
        tests[Choice.T] = two_groups.pooled_t(first, second, pair)
        tests[Choice.WELCH] = two_groups.welch_t(first, second, pair)
    if choice not in tests:
        raise DataError(f'Nothing varies within "{names[0]}" and "{names[1]}", so only ranks can be compared.')
    others = [test for key, test in tests.items() if key is not choice]
    if by_rank.z is None:
        others.append(two_groups.mann_whitney(parts[0], parts[1], pair, exact=False))
    if choice is Choice.RANKS:
        effects = two_groups.rank_effects(by_rank)
    else:
        effects = two_groups.mean_effects(first, second, welch=choice is Choice.WELCH)
    return _Found(tests[choice], chosen_by, tuple(others), effects)


def _several(parts: Sequence[np.ndarray], names: tuple[str, ...], choice: Choice, chosen_by: str) -> _Found:
    tests = {Choice.RANKS: several_groups.kruskal_wallis(parts, names)}
    if any(np.ptp(part) for part in parts):
        tests[Choice.T] = several_groups.anova(parts, names)
    if all(np.ptp(part) for part in parts):
        tests[Choice.WELCH] = several_groups.welch_anova(parts, names)
    if choice not in tests:
        raise DataError(f"Nothing varies within a group of {', '.join(names)}, so only ranks can be compared.")
    after = {
        Choice.RANKS: post_hoc.dunn_bonferroni,
        Choice.T: post_hoc.tukey_kramer,
        Choice.WELCH: post_hoc.games_howell,
    }
    effects = (
        several_groups.rank_effects(parts) if choice is Choice.RANKS else several_groups.variance_effects(parts, names)
    )
    others = tuple(test for key, test in tests.items() if key is not choice)
    return _Found(tests[choice], chosen_by, others, effects, after[choice](parts, names))


def _categorical_row(
    table: CohortTable, name: str, member: Mapping[str, np.ndarray], asked: DescribeOptions
) -> Characteristic:
    if name in asked.shown:
        raise OptionError(f'"{name}" is categorical, so it has no mean or median; declare it numeric if it is.')
    cells = read_categories(table, name)
    categories = ordered(cells)
    if not categories:
        raise DataError(f'The column "{name}" has no value for anyone.')
    counts = []
    for rows in member.values():
        words = [cells[row] for row in rows]
        n = sum(word is not None for word in words)
        counts.append(CategoryCounts(n, len(words) - n, tuple(words.count(category) for category in categories)))
    found = _compare_counts(name, counts, tuple(member), asked)
    return Characteristic(
        name, asked.units.get(name, ""), Kind.CATEGORICAL, None, categories, (), tuple(counts), None, found.test,
        found.chosen_by, found.others, found.effects, (), found.notes,
    )  # fmt: skip


def _compare_counts(
    name: str, counts: Sequence[CategoryCounts], groups: tuple[str, ...], asked: DescribeOptions
) -> _Found:
    choice = asked.tests.get(name)
    if choice in (Choice.T, Choice.WELCH, Choice.RANKS):
        raise OptionError(f'"{name}" is categorical; declare it numeric to compare means or ranks.')
    present = [(group, cell.counts) for group, cell in zip(groups, counts, strict=True) if cell.n]
    notes = [f"nobody in {group} has a value" for group, cell in zip(groups, counts, strict=True) if not cell.n]
    whole = np.array([cell for _, cell in present]).T
    if len(present) < 2:
        return _Found(None, "", notes=tuple(notes))
    if (whole.sum(axis=1) > 0).sum() < 2:
        return _Found(None, "", notes=(*notes, "everyone is in the same category: nothing to compare"))
    names = tuple(group for group, _ in present)
    tests = {Choice.CHI_SQUARE: contingency.pearson(whole, names)}
    if contingency.as_table(whole).shape == (2, 2):
        tests[Choice.YATES] = contingency.yates(whole, names)
    least = float(contingency.expected(contingency.as_table(whole)).min())
    low = least < contingency.LEAST_EXPECTED
    try:
        tests[Choice.FISHER] = contingency.fisher(whole, names)
    except DataError as error:
        if choice is Choice.FISHER:
            raise
        notes += [str(error).rstrip(".")] if low else []
    if choice is not None and choice not in tests:
        raise OptionError(f'The continuity correction of Yates is for tables of 2 × 2 only; "{name}" is larger.')
    chosen = choice or (Choice.FISHER if low and Choice.FISHER in tests else Choice.CHI_SQUARE)
    by = f"{'asked for' if choice else 'rule'} (least expected count {least:.2f}, limit 5)"
    others = tuple(test for key, test in tests.items() if key is not chosen)
    notes += [note for note in tests[chosen].notes if note not in notes]
    return _Found(tests[chosen], by, others, (contingency.association(whole),), notes=tuple(notes))


def _codes(values: np.ndarray, name: str, asked: DescribeOptions) -> tuple[str, ...]:
    different = np.unique(values[np.isfinite(values)])
    if name in asked.kinds or len(different) > _FEW_VALUES or (different % 1).any():
        return ()
    return (
        f"only {len(different)} different whole numbers: taken as numeric; if they are codes, declare it categorical",
    )
