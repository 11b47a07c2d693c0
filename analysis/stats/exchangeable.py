"""The exact map-level test of one person: everyone takes the part of the patient in turn.

Under the null hypothesis the patient and the n controls are exchangeable. Each of the N = n + 1 is compared with all
others; its largest deviation over the whole map is one number S. Then

    p = (how many of the N have S at least as large as the patient's) / N,

corrected for all voxels, whatever their distribution and smoothness. It is a multiple of 1/N, so 20 controls are the
least for p < .05; ties count against the patient. S may be the largest |t| over voxels, the largest cluster at a
fixed height, the largest |t| over a set of regions, or the largest of several metrics at once.

With Q an orthonormal basis of the design of all N (no column for the patient), E = (I − QQ')Y and o_i = 1 − |Q_i|²,

    t_i = E_i / sqrt(o_i) / sqrt((SSE − E_i²/o_i) / (N − p − 1)),

which equals the t of `single_case` for person i against the others, without N refits. Where these are all equal, or
differ by their covariates alone, person i has no t.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

import numpy as np

from analysis.blocks import for_each_block, single_threaded_blas, split
from analysis.errors import DataError, OptionError
from analysis.progress import Progress, silent
from analysis.stats.lattice import Connectivity, Lattice
from analysis.stats.solvers import above_rounding, usable_voxels

_BLOCK = 4096
_TIE = 1e-9
_LEAST_FREEDOM = 1e-9
_ROUNDING = 1e-12  # of the sum of squares; what is less is nothing: no t is a million


class Kind(Enum):
    """What is looked for in everyone's map."""

    VOXEL = "voxel"
    CLUSTER = "cluster"
    REGIONS = "regions"
    METRICS = "metrics"


@dataclass(frozen=True, eq=False)
class Everyone:
    """``t`` ``(N, n_voxels)`` of each person against all others, the patient first; NaN where it cannot be computed."""

    t: np.ndarray
    dof: int

    @property
    def n_controls(self) -> int:
        """n = N − 1."""
        return len(self.t) - 1

    @cached_property
    def largest(self) -> np.ndarray:
        """``(N,)`` the largest |t| of each."""
        return np.nanmax(np.abs(self.t), axis=1)

    def largest_clusters(
        self, lattice: Lattice, height: float, connectivity: Connectivity = Connectivity.CORNERS
    ) -> np.ndarray:
        """``(N,)`` voxels of the largest cluster of either sign with |t| of at least `height`.

        Parameters
        ----------
        lattice : of the voxels of ``t``
        height : of |t|, above 0
        connectivity : which voxels touch

        Raises
        ------
        OptionError
            if the height is not above 0
        """
        from analysis.stats import kernels

        if not height > 0:
            raise OptionError(f"The height threshold must be above 0, but it is {height:g}.")
        earlier = lattice.earlier(connectivity)
        scratch = np.empty((2, lattice.n_voxels), dtype=np.int32)
        sizes = [
            kernels.largest_cluster(
                np.nan_to_num(row, nan=0.0).astype(np.float32), height, 2, lattice.rows, lattice.places, earlier,
                scratch[0], scratch[1],
            )
            for row in self.t
        ]  # fmt: skip
        return np.array(sizes, dtype=np.float64)

    def corrected_p(self) -> np.ndarray:
        """``(n_voxels,)`` the patient's p of each voxel, corrected for all: how many of the N reach it anywhere."""
        size, others = np.abs(self.t[0]), np.sort(self.largest[1:])
        reached = len(others) - np.searchsorted(others, size * (1 - _TIE), side="left")
        return np.where(np.isfinite(size), (1 + reached) / len(self.t), np.nan)

    def controls_reaching(self, height: float) -> int:
        """How many controls have |t| of at least `height` somewhere: what the threshold slider says."""
        return int((self.largest[1:] >= height * (1 - _TIE)).sum())


def everyone_against_others(values: np.ndarray, design: np.ndarray, progress: Progress = silent) -> Everyone:
    """Compare each person with all others, in every voxel.

    Parameters
    ----------
    values : ``(N, n_voxels)``, the patient first, on the scale on which is compared
    design : ``(N, p)`` constant and covariates, full rank

    Raises
    ------
    DataError
        if a person's covariates are of no one else, there are too few people, or no voxel has a value of everyone
    """
    n_all, p = design.shape
    if values.ndim != 2 or len(values) != n_all or n_all - p - 1 < 1:
        raise DataError(f"{len(values)} people are too few for a comparison of each with the others.")
    q, _ = np.linalg.qr(design)
    free = 1 - np.einsum("np,np->n", q, q)
    if free.min() < _LEAST_FREEDOM:
        who = "the patient" if free.argmin() == 0 else "a control"
        raise DataError(f"The covariates of {who} are unlike anyone else's, so no one can stand in; leave one out.")
    t = np.full(values.shape, np.nan)

    def work(block: slice) -> None:
        y = values[:, block].astype(np.float64)
        usable = usable_voxels(y)
        centred = y[:, usable] - y[:, usable].mean(axis=0)
        residual = centred - q @ (q.T @ centred)
        sse = np.einsum("nv,nv->v", residual, residual)
        own = residual / np.sqrt(free)[:, None]
        rest = above_rounding(sse - own**2, y[:, usable])  # of the others
        rest[rest < _ROUNDING * sse] = np.nan
        part = t[:, block]
        part[:, usable] = own / np.sqrt(rest / (n_all - p - 1))

    with single_threaded_blas():
        for_each_block(work, split(values.shape[1], _BLOCK), progress, "Comparing everyone with the others")
    if not np.isfinite(t).all(axis=0).any():
        raise DataError("No voxel has a value of the patient and of every control, so nothing can be compared.")
    return Everyone(t, n_all - p - 1)


@dataclass(frozen=True, eq=False)
class Claim:
    """What the map as a whole says: ``maxima`` ``(N,)`` of everyone, the patient first.

    ``height`` is the |t| that formed clusters; ``about`` what the maximum was taken over, in words.
    """

    kind: Kind
    maxima: np.ndarray
    about: str
    height: float | None = None

    @property
    def n_controls(self) -> int:
        """Number of controls."""
        return len(self.maxima) - 1

    @property
    def n_at_least(self) -> int:
        """How many controls show as much as the patient, ties included."""
        return int((self.maxima[1:] >= self.maxima[0] * (1 - _TIE)).sum())

    @property
    def p(self) -> float:
        """Corrected for everything that the maximum was taken over."""
        return p_among(float(self.maxima[0]), self.maxima[1:])

    @property
    def smallest_p(self) -> float:
        """1/N."""
        return 1 / len(self.maxima)

    def is_outside(self, alpha: float = 0.05) -> bool:
        """Whether p is at most alpha."""
        return self.p <= alpha + 1e-12

    @property
    def sentence(self) -> str:
        """The honest result in words: "4 of 32 controls have ... at least this large (p = 5/33 = 0.152)"."""
        fraction = f"p = {1 + self.n_at_least}/{len(self.maxima)} = {self.p:.3f}"
        have = f"{self.n_at_least} of {self.n_controls} controls"
        if self.kind is Kind.CLUSTER:
            if self.maxima[0] == 0:
                return f"The patient has no cluster with |t| ≥ {self.height:.2f} ({fraction})."
            size = f"{self.maxima[0]:.0f} voxels with |t| ≥ {self.height:.2f}"
            return f"{have} have a cluster at least as large as the patient's largest ({size}; {fraction})."
        return f"{have} deviate at least as much somewhere in {self.about} (|t| = {self.maxima[0]:.2f}; {fraction})."


def p_among(size: float, controls: np.ndarray) -> float:
    """The corrected p of something of a size (at least 0) among the largest of each control ``(n,)``, ties included."""
    return float((1 + (controls >= size * (1 - _TIE)).sum()) / (1 + len(controls)))


def voxel_claim(everyone: Everyone) -> Claim:
    """The largest |t| over all voxels."""
    n = int(np.isfinite(everyone.t[0]).sum())
    return Claim(Kind.VOXEL, everyone.largest, f"{n} voxels")


def cluster_claim(
    everyone: Everyone, lattice: Lattice, height: float, connectivity: Connectivity = Connectivity.CORNERS
) -> Claim:
    """The largest cluster at a height; raises as `Everyone.largest_clusters`."""
    sizes = everyone.largest_clusters(lattice, height, connectivity)
    return Claim(Kind.CLUSTER, sizes, "the map", height)


def region_claim(everyone: Everyone) -> Claim:
    """The largest |t| over a set of regions: ``everyone`` holds regions in the place of voxels."""
    n = int(np.isfinite(everyone.t[0]).sum())
    return Claim(Kind.REGIONS, everyone.largest, f"{n} regions")


def metrics_claim(several: Sequence[Everyone], names: Sequence[str]) -> Claim:
    """The largest |t| over the voxels of several metrics of the same people.

    Raises
    ------
    DataError
        if the metrics have not the same number of people or degrees of freedom
    """
    if len({(len(one.t), one.dof) for one in several}) != 1:
        raise DataError("Several metrics can only be tested at once in the same people with the same covariates.")
    maxima = np.max([one.largest for one in several], axis=0)
    return Claim(Kind.METRICS, maxima, f"the maps of {', '.join(names)}")
