"""How perfusion goes with activity from place to place: correlation across voxels, and their ratio.

    r = Pearson correlation of CBF and the metric over the voxels of a mask,   z = atanh r
    ratio = CBF / metric where the metric is above 0,   zratio = (ratio - mean) / SD inside the mask

The mask is usually grey matter, and the metric ReHo, ALFF or degree centrality in its raw form: of a z-scored map half
is below 0 and has no ratio. The ratio is taken first and standardised afterwards. The other order, dividing one z score
by another, is not offered: it divides by values around 0. Neighbouring voxels are alike, so the number of voxels is not
the degrees of freedom of r, and no p value is given; across people r is compared as Fisher's z.
"""

from dataclasses import dataclass

import numpy as np

from analysis.errors import DataError, GeometryError
from analysis.image import Mask, Volume
from analysis.perfusion.maps import map_in_mask
from analysis.provenance import InputRecord, Provenance, sha256_of_array
from analysis.scan import StatMap

_LEAST_VOXELS = 10
_LARGEST_R = 1 - 1e-7  # so that equal maps have a finite z
_FEW = 0.01
CAUTION = "Neighbouring voxels are alike, so n_voxels is not the degrees of freedom of r."


@dataclass(frozen=True, eq=False)
class Coupling:
    """Pearson r over ``n_voxels``, its Fisher z, and the maps ``ratio`` and ``zratio``."""

    r: float
    fisher_z: float
    n_voxels: int
    n_mask_voxels: int
    ratio: StatMap
    zratio: StatMap

    @property
    def provenance(self) -> Provenance:
        """How all of it was computed."""
        return self.ratio.provenance


def couple(cbf: Volume, metric: Volume, mask: Mask, inputs: tuple[InputRecord, ...] = ()) -> Coupling:
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
    for name, other in (("map of the metric", metric.grid), ("mask", mask.grid)):
        if not other.matches(cbf.grid):
            raise GeometryError(
                f"The {name} ({other.in_words()}) is not on the grid of the CBF map ({cbf.grid.in_words()}); bring it "
                "there first."
            )
    flow, activity = (v.data[mask.data].astype(np.float64) for v in (cbf, metric))
    both = np.isfinite(flow) & np.isfinite(activity)
    n = int(np.count_nonzero(both))
    if n < _LEAST_VOXELS:
        raise DataError(
            f"Only {n} voxels of the mask have both CBF and the metric; at least {_LEAST_VOXELS} are needed."
        )
    r = _pearson(flow[both], activity[both])
    positive = both & (activity > 0)
    ratio = np.full(flow.shape, np.nan)
    ratio[positive] = flow[positive] / activity[positive]
    warnings = _warnings(flow, activity, both, positive)
    provenance = Provenance(
        "analysis.perfusion.coupling.couple",
        {
            "r": r,
            "fisher_z": _fisher(r),
            "n_voxels": n,
            "n_mask_voxels": mask.n_voxels,
            "n_ratio_voxels": int(np.count_nonzero(positive)),
            "order": "ratio first, then z inside the mask",
            "cbf_unit": cbf.unit,
        },
        inputs if any(i.role == "mask" for i in inputs) else (*inputs, InputRecord("mask", sha256_of_array(mask.data))),
        warnings,
    )
    maps = (
        map_in_mask(mask, provenance, "ratio", ratio, "CBF / metric", cbf.unit),
        map_in_mask(
            mask,
            provenance,
            "zratio",
            _standardised(ratio),
            "z of CBF / metric",
            "",
        ),
    )
    return Coupling(r, _fisher(r), n, mask.n_voxels, *maps)


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


def _warnings(flow: np.ndarray, activity: np.ndarray, both: np.ndarray, positive: np.ndarray) -> tuple[str, ...]:
    n, sentences = both.size, [CAUTION]
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
