"""The table of characteristics as records: a row a variable, a cell a group, the tests and how they were chosen."""

from dataclasses import dataclass
from enum import Enum

from analysis.stats.clinical.named_test import EffectSize, NamedTest, PairTest
from analysis.stats.clinical.normality import Gate
from analysis.stats.clinical.summaries import NumberSummary, Quantiles
from analysis.stats.clinical.variables import Kind


class Shown(Enum):
    """How a numeric variable is summarised."""

    MEAN_SD = "mean ± SD"
    MEDIAN_IQR = "median (IQR)"


@dataclass(frozen=True)
class CategoryCounts:
    """How often each category of a variable occurs in one group; percentages are of those who have a value."""

    n: int
    n_missing: int
    counts: tuple[int, ...]

    @property
    def percents(self) -> tuple[float, ...]:
        """Of ``n``, per category; NaN where nobody has a value."""
        return tuple(100 * count / self.n if self.n else float("nan") for count in self.counts)


@dataclass(frozen=True)
class Characteristic:
    """One variable of the table.

    ``numbers`` (numeric) or ``counts`` (categorical, for ``categories``) has one entry per group. ``test`` is the one
    that is reported, ``chosen_by`` says why ("gate: Shapiro p ≥ .05 in both groups, ..." or "asked for"); ``others``
    are all further tests of the same question, so that a choice can be judged. ``gate`` is None for categories.
    """

    name: str
    unit: str
    kind: Kind
    shown: Shown | None
    categories: tuple[str, ...]
    numbers: tuple[NumberSummary, ...]
    counts: tuple[CategoryCounts, ...]
    gate: Gate | None
    test: NamedTest | None
    chosen_by: str
    others: tuple[NamedTest, ...]
    effects: tuple[EffectSize, ...]
    pairs: tuple[PairTest, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class CharacteristicsTable:
    """All variables by group; ``sizes`` are the people of each group, counted from the table."""

    group_column: str
    groups: tuple[str, ...]
    sizes: tuple[int, ...]
    rows: tuple[Characteristic, ...]
    quantiles: Quantiles
    alpha: float
    notes: tuple[str, ...]
