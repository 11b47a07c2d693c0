"""Which rearrangements of people a design allows under its null hypothesis, and how many there are.

A one-sample test flips signs (symmetric errors); a paired test exchanges the two conditions within people; all others
permute everyone. The identity is always the first rearrangement and counts in p (Phipson & Smyth 2010, Stat Appl
Genet Mol Biol 9:39). Where fewer distinct ones exist than were asked for, all are taken, and p is exact.
"""

import math
from collections import Counter
from dataclasses import dataclass

import numpy as np

from analysis.errors import OptionError
from analysis.stats.design import Design, Test


@dataclass(frozen=True, eq=False)
class Rearrangements:
    """``orders`` ``(N, n)``: row i of the rearranged data is row ``orders[k, i]``; ``signs`` ``(N, n)`` or None.

    ``n_distinct`` is how many there are, ``seed`` None where all were taken.
    """

    orders: np.ndarray
    signs: np.ndarray | None
    n_distinct: int
    seed: int | None

    def __len__(self) -> int:
        return len(self.orders)

    @property
    def is_exhaustive(self) -> bool:
        """Whether every distinct rearrangement is there."""
        return self.seed is None


def count_distinct(design: Design) -> int:
    """How many rearrangements give the model different data: those that only exchange equal rows count once."""
    if design.test is Test.ONE_SAMPLE:
        return 2**design.n
    if design.pair_of is not None:
        return 2 ** int(design.pair_of.max() + 1)
    return math.factorial(design.n) // math.prod(math.factorial(n) for n in Counter(_kinds(design)).values())


def rearrangements(design: Design, n: int, seed: int) -> Rearrangements:
    """`n` rearrangements, the identity first; all where there are no more than `n`.

    Raises
    ------
    OptionError
        if `n` is less than 1
    """
    if n < 1:
        raise OptionError(f"The number of permutations must be at least 1, but it is {n}.")
    n_distinct = count_distinct(design)
    rng = np.random.default_rng(seed)
    everyone = np.arange(design.n, dtype=np.int32)
    kept = None if n_distinct <= n else seed
    if design.test is Test.ONE_SAMPLE:
        flips = _binary(design.n) if kept is None else _first_zero(rng.random((n, design.n)) < 0.5)
        return Rearrangements(np.tile(everyone, (len(flips), 1)), 1 - 2 * flips.astype(np.int8), n_distinct, kept)
    if design.pair_of is not None:
        n_pairs = int(design.pair_of.max() + 1)
        swaps = _binary(n_pairs) if kept is None else _first_zero(rng.random((n, n_pairs)) < 0.5)
        partner = np.array([next(j for j in np.flatnonzero(design.pair_of == p) if j != i)
                            for i, p in enumerate(design.pair_of)], dtype=np.int32)  # fmt: skip
        return Rearrangements(np.where(swaps[:, design.pair_of], partner, everyone), None, n_distinct, kept)
    if kept is None:
        return Rearrangements(_all_orders(_kinds(design)), None, n_distinct, None)
    orders = rng.permuted(np.tile(everyone, (n, 1)), axis=1)
    orders[0] = everyone
    return Rearrangements(orders, None, n_distinct, kept)


def _kinds(design: Design) -> list[int]:
    """A number for each row; equal rows of the matrix have the same."""
    _, kinds = np.unique(np.round(design.matrix, 10), axis=0, return_inverse=True)
    return [int(kind) for kind in kinds.ravel()]


def _binary(n: int) -> np.ndarray:
    """``(2^n, n)`` all ways to choose, none first."""
    return (np.arange(2**n)[:, None] >> np.arange(n)) & 1 == 1


def _first_zero(choices: np.ndarray) -> np.ndarray:
    choices[0] = False
    return choices


def _all_orders(kinds: list[int]) -> np.ndarray:
    """Every distinct arrangement of kinds, as an order of the rows; the given one first."""
    rows_of = {kind: [i for i, k in enumerate(kinds) if k == kind] for kind in set(kinds)}
    found = []
    for arrangement in _arrangements(Counter(kinds), len(kinds)):
        left = {kind: iter(rows) for kind, rows in rows_of.items()}
        order = np.empty(len(kinds), dtype=np.int32)
        # whoever is of the kind that now stands at a place gives the data to the row of that place
        for place, kind in enumerate(arrangement):
            order[next(left[kind])] = place
        found.append(order)
    identity = next(i for i, order in enumerate(found) if (order == np.arange(len(kinds))).all())
    found[0], found[identity] = found[identity], found[0]
    return np.array(found)


def _arrangements(counts: Counter[int], length: int) -> list[tuple[int, ...]]:
    if length == 0:
        return [()]
    found = []
    for kind in sorted(counts):
        if counts[kind]:
            rest = counts.copy()
            rest[kind] -= 1
            found += [(kind, *tail) for tail in _arrangements(rest, length - 1)]
    return found
