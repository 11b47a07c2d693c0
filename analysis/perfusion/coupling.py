"""How perfusion goes with activity from place to place: correlation across voxels, and their ratio.

    r = Pearson correlation of CBF and the metric over the voxels of a mask,   z = atanh r
    ratio = CBF / metric   where the metric is above a floor (0)
    ratio-then-z (default)   zratio = (ratio - mean) / SD inside the mask
    z-then-ratio             zratio = z(CBF) / z(metric)   where |z(metric)| is at least 0.1

The mask is usually grey matter, and the metric ReHo, ALFF or degree centrality in its raw form: of a z-scored map half
is below 0 and has no ratio. The two orders are different quantities. The first says how much blood a place gets for its
activity, relative to other places. The second divides by values around 0, so its sign is that of two deviations and its
size is large where the metric is average; it is offered because it is in use. r is the same for both. Neighbouring
voxels are alike, so the number of voxels is not the degrees of freedom of r; a p value comes from random maps of the
same smoothness (`analysis.perfusion.spatial_null`). Across people r is compared as Fisher's z.
"""

from dataclasses import asdict, dataclass
from enum import Enum
from functools import cached_property

import numpy as np

from analysis.errors import DataError, GeometryError, OptionError
from analysis.image import Mask, Volume
from analysis.perfusion.maps import map_in_mask
from analysis.perfusion.spatial_null import SpatialNull, spatial_null
from analysis.progress import Progress, silent
from analysis.provenance import InputRecord, Provenance, sha256_of_array
from analysis.scan import StatMap

_LEAST_VOXELS = 10
_LARGEST_R = 1 - 1e-7  # so that equal maps have a finite z
_FEW = 0.01
_LEAST_Z = 0.1
CAUTION = "Neighbouring voxels are alike, so n_voxels is not the degrees of freedom of r."


class Order(Enum):
    """Whether the maps are divided before or after they are standardised."""

    RATIO_THEN_Z = "ratio-then-z"
    Z_THEN_RATIO = "z-then-ratio"


_ORDER_IN_WORDS = {
    Order.RATIO_THEN_Z: "ratio first, then z inside the mask",
    Order.Z_THEN_RATIO: "z of each map inside the mask first, then their ratio",
}


@dataclass(frozen=True)
class CouplingOptions:
    """Choices of the coupling.

    Parameters
    ----------
    order : of division and standardisation
    least_metric : the ratio has a value only where the metric is above it, 0 or more
    n_surrogates : random maps for the p value of r; 0 for none
    seed : of the random maps
    """

    order: Order = Order.RATIO_THEN_Z
    least_metric: float = 0.0
    n_surrogates: int = 0
    seed: int = 0

    def __post_init__(self) -> None:
        if not self.least_metric >= 0:
            raise OptionError(f"The floor of the metric must be 0 or more, not {self.least_metric:g}.")


@dataclass(frozen=True)
class VoxelCorrelation:
    """Pearson r over ``n_voxels`` and Fisher's z of it."""

    r: float
    fisher_z: float
    n_voxels: int


@dataclass(frozen=True, eq=False)
class Coupling:
    """Pearson r over ``n_voxels``, its Fisher z, and the maps ``ratio`` and ``zratio``; the random maps, if any."""

    r: float
    fisher_z: float
    n_voxels: int
    n_mask_voxels: int
    ratio: StatMap
    zratio: StatMap
    null: SpatialNull | None = None

    @property
    def provenance(self) -> Provenance:
        """How all of it was computed."""
        return self.ratio.provenance


def couple(
    cbf: Volume,
    metric: Volume,
    mask: Mask,
    inputs: tuple[InputRecord, ...] = (),
    *,
    options: CouplingOptions | None = None,
    progress: Progress = silent,
) -> Coupling:
    """Correlate perfusion with another map, and divide by it.

    Parameters
    ----------
    cbf : perfusion; NaN means no value
    metric : on the same grid
    mask : on the same grid; only voxels with a value in both maps count

    Raises
    ------
    GeometryError
        if the grids differ
    DataError
        if fewer than 10 voxels have both values, or one of the maps is constant in them
    """
    options = options or CouplingOptions()
    _require_one_grid(cbf, metric, mask)
    pair = _Pair(*(v.data[mask.data].astype(np.float64) for v in (cbf, metric)))
    found = correlate_voxels(pair.flow, pair.activity)
    positive = pair.both & (pair.activity > options.least_metric)
    ratio = np.full(pair.flow.shape, np.nan)
    ratio[positive] = pair.flow[positive] / pair.activity[positive]
    zratio, of_order = _zratio(pair, ratio, options)
    null = _random_maps(pair, mask, options, progress) if options.n_surrogates else None
    warnings = (*_about_r(null), *_warnings(pair, positive), *of_order)
    parameters = {
        "r": found.r,
        "fisher_z": found.fisher_z,
        "n_voxels": found.n_voxels,
        "n_mask_voxels": mask.n_voxels,
        "n_ratio_voxels": int(np.count_nonzero(positive)),
        "order": _ORDER_IN_WORDS[options.order],
        "least_metric": options.least_metric,
        **(asdict(null) if null is not None else {}),
        "cbf_unit": cbf.unit,
    }
    provenance = Provenance("analysis.perfusion.coupling.couple", parameters, _with_mask(inputs, mask), warnings)
    caption = "z of CBF / metric" if options.order is Order.RATIO_THEN_Z else "z of CBF / z of metric"
    return Coupling(
        found.r,
        found.fisher_z,
        found.n_voxels,
        mask.n_voxels,
        map_in_mask(mask, provenance, "ratio", ratio, "CBF / metric", cbf.unit),
        map_in_mask(mask, provenance, "zratio", zratio, caption, ""),
        null,
    )


def correlate_voxels(flow: np.ndarray, activity: np.ndarray) -> VoxelCorrelation:
    """Pearson r of two maps over the voxels where both have a value.

    Parameters
    ----------
    flow, activity : ``(n_voxels,)``; NaN means no value

    Raises
    ------
    DataError
        if fewer than 10 voxels have both values, or one of the maps is constant in them
    """
    both = np.isfinite(flow) & np.isfinite(activity)
    n = int(np.count_nonzero(both))
    if n < _LEAST_VOXELS:
        raise DataError(
            f"Only {n} voxels of the mask have both CBF and the metric; at least {_LEAST_VOXELS} are needed."
        )
    r = _pearson(flow[both].astype(np.float64), activity[both].astype(np.float64))
    return VoxelCorrelation(r, _fisher(r), n)


@dataclass(frozen=True, eq=False)
class _Pair:
    """Both maps in the voxels of the mask, ``(n_mask_voxels,)`` float64."""

    flow: np.ndarray
    activity: np.ndarray

    @cached_property
    def both(self) -> np.ndarray:
        """Where both have a value."""
        return np.isfinite(self.flow) & np.isfinite(self.activity)


def _require_one_grid(cbf: Volume, metric: Volume, mask: Mask) -> None:
    for name, other in (("map of the metric", metric.grid), ("mask", mask.grid)):
        if not other.matches(cbf.grid):
            raise GeometryError(
                f"The {name} ({other.in_words()}) is not on the grid of the CBF map ({cbf.grid.in_words()}); bring it "
                "there first."
            )


def _random_maps(pair: _Pair, mask: Mask, options: CouplingOptions, progress: Progress) -> SpatialNull:
    where = np.zeros(mask.grid.shape, dtype=bool)
    where[mask.data] = pair.both
    return spatial_null(
        pair.flow[pair.both], pair.activity[pair.both], mask.grid, where,
        n_surrogates=options.n_surrogates, seed=options.seed, progress=progress,
    )  # fmt: skip


def _with_mask(inputs: tuple[InputRecord, ...], mask: Mask) -> tuple[InputRecord, ...]:
    """The inputs with the mask among them."""
    known = any(i.role == "mask" for i in inputs)
    return inputs if known else (*inputs, InputRecord("mask", sha256_of_array(mask.data)))


def _zratio(pair: _Pair, ratio: np.ndarray, options: CouplingOptions) -> tuple[np.ndarray, tuple[str, ...]]:
    """The standardised ratio, and a sentence about the order where it needs one."""
    if options.order is Order.RATIO_THEN_Z:
        return _standardised(ratio), ()
    of_flow, of_activity = (_standardised(np.where(pair.both, v, np.nan)) for v in (pair.flow, pair.activity))
    enough = pair.both & (np.abs(of_activity) >= _LEAST_Z)
    result = np.full(pair.flow.shape, np.nan)
    result[enough] = of_flow[enough] / of_activity[enough]
    n_out = int(np.count_nonzero(pair.both & ~enough))
    note = (
        f"The z scores were divided by each other: in {n_out} voxels the metric's z is within {_LEAST_Z:g} of 0 and "
        "has no ratio; the sign tells whether both deviate to the same side, not whether flow is high for the activity."
    )
    return result, (note,)


def _about_r(null: SpatialNull | None) -> tuple[str, ...]:
    if null is None:
        return (CAUTION,)
    return (
        f"{CAUTION} By random maps of the same smoothness they count as about {null.effective_n:.0f} independent ones, "
        f"and p is {null.p:.4g}.",
    )


def _pearson(x: np.ndarray, y: np.ndarray) -> float:
    x, y = x - x.mean(), y - y.mean()
    spread = float(np.sqrt((x @ x) * (y @ y)))
    if not spread > 0:
        raise DataError(
            "One of the maps has the same value in all voxels of the mask, so there is nothing to correlate."
        )
    return float(np.clip(x @ y / spread, -1, 1))


def _fisher(r: float) -> float:
    return float(np.arctanh(np.clip(r, -_LARGEST_R, _LARGEST_R)))


def _standardised(values: np.ndarray) -> np.ndarray:
    known = values[np.isfinite(values)]
    sd = float(known.std(ddof=1)) if known.size > 1 else 0.0
    return (values - known.mean()) / sd if sd > 0 else np.full(values.shape, np.nan)


def _warnings(pair: _Pair, positive: np.ndarray) -> tuple[str, ...]:
    flow, activity, both = pair.flow, pair.activity, pair.both
    n, sentences = both.size, list[str]()
    if missing := n - int(np.count_nonzero(both)):
        sentences.append(f"{missing} of {n} mask voxels lack CBF or the metric and were left out.")
    without = int(np.count_nonzero(both & ~positive))
    if without > _FEW * n:
        sentences.append(
            f"In {without} of {n} mask voxels the metric is 0 or below and there is no ratio; is it a z-scored map? "
            "The ratio needs the raw one."
        )
    zeros = int(np.count_nonzero((flow == 0) & both)) + int(np.count_nonzero((activity == 0) & both))
    if zeros > _FEW * n:
        sentences.append(f"{zeros} values inside the mask are exactly 0; the mask may reach beyond one of the maps.")
    return tuple(sentences)
