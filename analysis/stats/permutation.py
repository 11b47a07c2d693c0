"""Permutation tests after Freedman & Lane (1983, J Bus Econ Stat 1:292), as recommended by Winkler et al. 2014.

With the residuals Y~ of the model without the tested columns (unit length), U an orthonormal basis of what is tested
and Q of the other columns, a rearrangement P gives a = U' P Y~ and

    t = a sqrt(dof / (1 - a² - |Q' P Y~|²)),     F = (|a|² / q) / ((1 - |a|² - |Q' P Y~|²) / dof)

which is what refitting P Y~ with the whole model gives. Instead of the data the few rows of U and Q are rearranged,
so that a block of 32 rearrangements is one product of matrices (Nichols & Holmes 2002 for the maximum over voxels).
p = (how many maxima are at least as large, the identity included) / N; values that differ by less than one part in
100,000 are equal, because products in single precision depend on their order.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.blocks import for_each_block, single_threaded_blas, split
from analysis.errors import DataError, OptionError
from analysis.progress import Progress, silent
from analysis.stats.design import Contrast, Design, Test
from analysis.stats.lattice import Connectivity, Lattice
from analysis.stats.rearrangement import Rearrangements, rearrangements
from analysis.stats.solvers import usable_voxels

_BLOCK = 32
_COMPARTMENT = 16384
_TILE = 4096
REFINE_AFTER = 500
_TIE = 1e-5


class Maximum(Enum):
    """What is looked for in every rearranged map."""

    VOXEL = "voxel"
    CLUSTER = "cluster"
    TFCE = "tfce"


@dataclass(frozen=True)
class PermutationOptions:
    """How a permutation test is made; ``height`` is the t or F that forms clusters, for `Maximum.CLUSTER`."""

    maxima: tuple[Maximum, ...] = (Maximum.VOXEL,)
    n: int = 5000
    seed: int = 0
    tails: int = 2
    height: float | None = None
    connectivity: Connectivity = Connectivity.CORNERS

    def __post_init__(self) -> None:
        if not self.maxima:
            raise OptionError("Choose at least one of voxel, cluster and TFCE for the permutations.")
        if Maximum.CLUSTER in self.maxima and not (self.height is not None and self.height > 0):
            raise OptionError("The largest cluster needs a height threshold above 0.")
        if self.tails not in (1, 2):
            raise OptionError("There are one or two tails.")


@dataclass(frozen=True, eq=False)
class PermutationResult:
    """The maxima of each rearrangement done so far, the identity (the data as they are) first.

    ``observed`` is ``(n_voxels,)`` the t or F of the data, ``maxima`` ``(n_done,)`` per kind; ``enhanced`` the TFCE
    of the data. Voxels without a value are NaN. ``n_distinct`` is how many rearrangements exist.
    """

    options: PermutationOptions
    observed: np.ndarray
    maxima: dict[Maximum, np.ndarray]
    n_planned: int
    n_distinct: int
    seed: int | None
    enhanced: np.ndarray | None = None

    @property
    def n_done(self) -> int:
        """How many rearrangements, the identity included."""
        return len(next(iter(self.maxima.values())))

    def p_of_voxels(self, kind: Maximum = Maximum.VOXEL) -> np.ndarray:
        """``(n_voxels,)`` p corrected for the whole volume, of |t| (F) or of TFCE; 1 against the one tail."""
        values = self.observed if kind is Maximum.VOXEL else self.enhanced
        if kind is Maximum.CLUSTER or values is None:
            raise OptionError(f"There is no {kind.value} p of single voxels in this result.")
        size = np.abs(values) if self.options.tails == 2 else values
        p = self._share_at_least(kind, size.astype(np.float64))
        p[np.isnan(values)] = np.nan
        return p

    def p_of_sizes(self, sizes: np.ndarray) -> np.ndarray:
        """Corrected p of clusters of these numbers of voxels."""
        return self._share_at_least(Maximum.CLUSTER, np.asarray(sizes, dtype=np.float64))

    def height_at(self, alpha: float, kind: Maximum = Maximum.VOXEL) -> float:
        """The value from which p is at most alpha; infinite if no value can reach it with so few rearrangements."""
        ordered = np.sort(self.maxima[kind])[::-1]
        allowed = int(np.floor(alpha * len(ordered) + 1e-9))
        if allowed < 1:
            return np.inf
        return float(ordered[allowed - 1])

    def _share_at_least(self, kind: Maximum, values: np.ndarray) -> np.ndarray:
        ordered = np.sort(self.maxima[kind])
        slack = _TIE * np.abs(values)
        return (len(ordered) - np.searchsorted(ordered, values - slack, side="left")) / len(ordered)


Update = Callable[[PermutationResult], None]


@dataclass(frozen=True, eq=False)
class _Projected:
    """What the rearrangements need: unit data, and the rows of U and Q."""

    data: np.ndarray
    tested: np.ndarray
    others: np.ndarray
    dof: int
    is_t: bool
    voxels: np.ndarray

    @property
    def tested_rows(self) -> int:
        return len(self.tested)


def permute(
    values: np.ndarray,
    design: Design,
    lattice: Lattice,
    options: PermutationOptions,
    contrast: Contrast | None = None,
    *,
    on_update: Update | None = None,
    progress: Progress = silent,
) -> PermutationResult:
    """Test a contrast by rearranging people.

    Parameters
    ----------
    values : ``(n, n_voxels)`` of the voxels of the lattice; voxels with NaN or without variance are left out
    design : of n rows; it decides what may be rearranged
    lattice : the search volume
    options : what is looked for
    contrast : the one of the design where not given
    on_update : told the result after the first 500 rearrangements and after each further 500
    progress : told the share that is done; what it raises stops the work, and what `on_update` got stays valid

    Raises
    ------
    DataError
        if no voxel has a value for everyone
    OptionError
        if an F test is asked for its negative tail
    """
    contrast = contrast or design.contrast
    if not contrast.is_t and options.tails != 1:
        raise OptionError("An F test has one tail.")
    projected = _project(values, design, contrast)
    plan = rearrangements(design, options.n, options.seed)
    search = _Search(projected, lattice, options, plan)
    stages = [slice(0, min(REFINE_AFTER, len(plan)))]
    while stages[-1].stop < len(plan):
        stages.append(slice(stages[-1].stop, min(stages[-1].stop + REFINE_AFTER, len(plan))))
    with single_threaded_blas():
        for stage in stages:
            search.run(stage, _within(progress, stage, len(plan)))
            if on_update is not None:
                on_update(search.result(stage.stop))
    return search.result(len(plan))


def _within(progress: Progress, stage: slice, n: int) -> Progress:
    def report(fraction: float, message: str = "") -> None:
        progress((stage.start + fraction * (stage.stop - stage.start)) / n, message)

    return report


def _project(values: np.ndarray, design: Design, contrast: Contrast) -> _Projected:
    x = design.matrix
    inverse = contrast.weights @ np.linalg.pinv(x)
    tested, _ = np.linalg.qr(inverse.T)
    if contrast.is_t and tested[:, 0] @ inverse[0] < 0:
        tested = -tested
    rest = _complement(x, tested)
    others = _without(rest, _kept_apart(design))
    voxels = np.zeros(values.shape[1], dtype=bool)
    data = np.empty(values.shape, dtype=np.float32)
    for block in split(values.shape[1], _COMPARTMENT):
        y = values[:, block].astype(np.float64)
        voxels[block] = usable_voxels(y)
        left = y - rest @ (rest.T @ y)
        length = np.sqrt(np.einsum("nv,nv->v", left, left))
        voxels[block] &= length > 1e-12 * np.sqrt(np.einsum("nv,nv->v", y, y))
        data[:, block] = left / np.where(length > 0, length, 1)
    if not voxels.any():
        raise DataError("No voxel of the mask has a value for everyone, so nothing can be permuted.")
    kept = data if voxels.all() else np.ascontiguousarray(data[:, voxels])
    return _Projected(kept, tested.T, others.T, design.dof, contrast.is_t, voxels)


def _kept_apart(design: Design) -> np.ndarray:
    """``(n, r)`` orthonormal directions that no rearrangement of the design leads into.

    Data without a mean have none after people are permuted, and pairs without one have none after an exchange.
    """
    if design.test is Test.ONE_SAMPLE:
        return np.empty((design.n, 0))
    blocks = np.zeros(design.n, dtype=np.intp) if design.pair_of is None else design.pair_of
    indicators = (blocks[:, None] == np.arange(blocks.max() + 1)).astype(np.float64)
    return indicators / np.linalg.norm(indicators, axis=0)


def _complement(x: np.ndarray, tested: np.ndarray) -> np.ndarray:
    """``(n, p - q)`` an orthonormal basis of the columns of x without what is tested."""
    u, _, _ = np.linalg.svd(x - tested @ (tested.T @ x), full_matrices=False)
    return u[:, : x.shape[1] - tested.shape[1]]


def _without(basis: np.ndarray, directions: np.ndarray) -> np.ndarray:
    """A basis of the same space without some directions, where it holds all of them."""
    if not directions.size or np.abs(directions - basis @ (basis.T @ directions)).max() > 1e-9:
        return basis
    u, _, _ = np.linalg.svd(basis - directions @ (directions.T @ basis), full_matrices=False)
    return u[:, : basis.shape[1] - directions.shape[1]]


class _Search:
    """The maxima of all rearrangements, filled stage by stage."""

    def __init__(
        self, projected: _Projected, lattice: Lattice, options: PermutationOptions, plan: Rearrangements
    ) -> None:
        self._projected, self._options, self._plan = projected, options, plan
        kept = projected.voxels
        self._lattice = lattice if kept.all() else _part_of(lattice, kept)
        self._maxima = {kind: np.full(len(plan), np.nan) for kind in options.maxima}
        self._observed: np.ndarray | None = None
        self._enhanced: np.ndarray | None = None

    def run(self, stage: slice, progress: Progress) -> None:
        blocks = [
            slice(stage.start + part.start, stage.start + part.stop)
            for part in split(stage.stop - stage.start, self._block_size())
        ]
        for_each_block(self._work, blocks, progress, "Permuting")

    def result(self, n_done: int) -> PermutationResult:
        kept = self._projected.voxels

        def everywhere(values: np.ndarray | None) -> np.ndarray:
            full = np.full(len(kept), np.nan, dtype=np.float32)
            full[kept] = values
            return full

        return PermutationResult(
            self._options,
            everywhere(self._observed),
            {kind: maxima[:n_done].copy() for kind, maxima in self._maxima.items()},
            len(self._plan),
            self._plan.n_distinct,
            self._plan.seed,
            None if self._enhanced is None else everywhere(self._enhanced),
        )

    def _block_size(self) -> int:
        """Fewer maps at a time where each takes long, so that a cancelled test stops soon."""
        return 8 if Maximum.TFCE in self._options.maxima else _BLOCK

    def _work(self, block: slice) -> None:
        projected = self._projected
        rows = np.vstack([projected.tested, projected.others])
        moved = self._rearranged(rows, block)
        whole = slice(block.start, block.stop)
        if self._options.maxima == (Maximum.VOXEL,):
            self._maxima[Maximum.VOXEL][block] = self._largest(moved, len(rows))
            whole = slice(block.start, block.start + (block.start == 0))  # of the data themselves the map is kept
        n = whole.stop - whole.start
        if n:
            products = (moved[: n * len(rows)] @ projected.data).reshape(n, len(rows), -1)
            for index, product in enumerate(products, start=block.start):
                self._look(index, self._map_of(product))

    def _largest(self, moved: np.ndarray, n_rows: int) -> np.ndarray:
        """The largest statistic of each rearrangement; products of some voxels at a time stay in the cache."""
        from analysis.stats import kernels

        projected = self._projected
        tails = self._options.tails if projected.is_t else 2  # the root of F has no sign
        ratios = np.zeros(len(moved) // n_rows)
        for tile in split(projected.data.shape[1], _TILE):
            products = (moved @ projected.data[:, tile]).reshape(len(ratios), n_rows, -1)
            for index, product in enumerate(products):
                ratios[index] = max(ratios[index], kernels.largest_ratio(product, projected.tested_rows, tails))
        scaled = ratios * projected.dof / projected.tested_rows
        return np.sqrt(scaled) if projected.is_t else scaled

    def _map_of(self, product: np.ndarray) -> np.ndarray:
        from analysis.stats import kernels

        projected = self._projected
        values = np.empty(product.shape[1], dtype=np.float32)
        kernels.statistic_map(product, projected.tested_rows, projected.is_t, projected.dof, values)
        return values

    def _rearranged(self, rows: np.ndarray, block: slice) -> np.ndarray:
        """``(n_block * n_rows, n)``: U and Q with their columns where the data's rows come from."""
        orders = self._plan.orders[block]
        moved = np.empty((len(orders), *rows.shape), dtype=np.float32)
        for index, order in enumerate(orders):
            moved[index][:, order] = rows
            if self._plan.signs is not None:
                moved[index] *= self._plan.signs[block.start + index]
        return moved.reshape(-1, rows.shape[1])

    def _look(self, index: int, values: np.ndarray) -> None:
        from analysis.stats import kernels

        lattice, options = self._lattice, self._options
        if index == 0:
            self._observed = values
        for kind in options.maxima:
            if kind is Maximum.VOXEL:
                largest = float(np.abs(values).max() if options.tails == 2 else values.max())
            elif kind is Maximum.CLUSTER:
                largest = kernels.largest_cluster(
                    values, options.height, options.tails, lattice.rows, lattice.places,
                    lattice.earlier(options.connectivity), np.empty(len(values), np.int32),
                    np.empty(len(values), np.int32),
                )  # fmt: skip
            else:
                enhanced = self._enhance(values)
                largest = float(np.abs(enhanced).max())
                if index == 0:
                    self._enhanced = enhanced
            self._maxima[kind][index] = largest

    def _enhance(self, values: np.ndarray) -> np.ndarray:
        from analysis.stats.tfce import tfce

        return tfce(values, self._lattice, connectivity=self._options.connectivity, tails=self._options.tails)


def _part_of(lattice: Lattice, kept: np.ndarray) -> Lattice:
    rows = np.full(len(lattice.rows), -1, dtype=np.int32)
    rows[lattice.places[kept]] = np.arange(int(kept.sum()), dtype=np.int32)
    return Lattice(lattice.shape, np.ascontiguousarray(lattice.ijk[kept]), lattice.places[kept], rows)
