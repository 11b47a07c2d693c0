"""Where a perfusion map must be read with caution: late arrival, border zones, and signal that stays in vessels.

Blood that arrives after the readout is missed, so low values there may be late arrival rather than low flow. At the
borders of territories arrival is latest and the territory itself is uncertain. A high spatial coefficient of variation
of the whole map tells the same of a scan without arrival times (Mutsaerts et al. 2017, J Cereb Blood Flow Metab
37:3184), where bright vessels are label that has not reached tissue.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.errors import DataError
from analysis.image import Mask
from analysis.perfusion.maps import map_in_mask
from analysis.perfusion.quality import Check
from analysis.provenance import Provenance
from analysis.scan import StatMap

LATE, BORDER = 1, 2
"""Values of the caution layer; 3 is both, 0 neither."""
_VALUES = {"1": "arrival after the readout", "2": "border zone of territories", "3": "both"}
_HIGH_COV_PERCENT = 75.0
_WORTH_SAYING = 0.05


@dataclass(frozen=True, eq=False)
class Cautions:
    """The layer ``caution`` (see `LATE` and `BORDER`) and what to mind, as sentences."""

    layer: StatMap
    sentences: tuple[str, ...]


def find_cautions(
    mask: Mask,
    *,
    att_s: np.ndarray | None = None,
    delay_s: np.ndarray | float = np.nan,
    border: np.ndarray | None = None,
    checks: Sequence[Check] = (),
) -> Cautions:
    """Mark the voxels to be read with caution.

    Parameters
    ----------
    mask : voxels of the perfusion map
    att_s : ``(n_mask_voxels,)`` arrival time, NaN where not known; None where it was not measured
    delay_s : post-labelling delay (the longest of several) of each voxel, its slice included
    border : ``(n_mask_voxels,)`` whether a voxel lies in a border zone; None where territories are not known
    checks : quality of the map

    Raises
    ------
    DataError
        if arrays do not belong to the mask
    """
    n = mask.n_voxels
    late = np.zeros(n, dtype=bool)
    sentences = []
    if att_s is not None:
        with np.errstate(invalid="ignore"):
            late = np.broadcast_to(_of(att_s, n) > delay_s, n)
        share = float(late.mean())
        if share >= _WORTH_SAYING:
            sentences.append(
                f"In {share:.0%} of the brain blood arrives after the readout: low perfusion there may be late arrival."
            )
    zone = np.zeros(n, dtype=bool) if border is None else _of(border, n).astype(bool)
    cov = next((c.value for c in checks if c.key == "spatial_cov"), float("nan"))
    if cov > _HIGH_COV_PERCENT:
        sentences.append(
            f"The spatial coefficient of variation is {cov:.0f} %: label is probably still in vessels. Do not read "
            "bright vessels as hyperperfusion, nor dark tissue behind them as hypoperfusion."
        )
    elif att_s is None:
        sentences.append("Arrival time was not measured: low perfusion at borders of territories may be late arrival.")
    values = LATE * late + BORDER * zone
    provenance = Provenance(
        "analysis.perfusion.cautions.find_cautions",
        {"values": _VALUES, "arrival_known": att_s is not None},
        (),
        tuple(sentences),
    )
    layer = map_in_mask(mask, provenance, "caution", values.astype(np.float64), "read with caution", "")
    return Cautions(layer, tuple(sentences))


def _of(values: np.ndarray, n: int) -> np.ndarray:
    if np.shape(values) != (n,):
        raise DataError(f"There are {np.shape(values)} values for the {n} voxels of the mask.")
    return np.asarray(values)
