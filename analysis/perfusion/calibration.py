"""From the signal of ASL images to absolute perfusion: how strong the signal of fully relaxed tissue or blood is.

* *M0 map*: a separate scan, volumes of the series, or (without background suppression) the mean of the control
  images. Corrected for a short repetition time, ``S / (1 - exp(-TR / T1))`` below 5 s (Alsop et al. 2015), and for an
  echo time that differs from that of the labelled images. The blood's signal is the tissue's over the partition
  coefficient, voxel by voxel, so the coil's sensitivity cancels.
* *Reference tissue*: the mean M0 of fluid, grey or white matter, which by the known ratio of its water to that of
  blood gives one number for the whole brain (the method of oxford_asl; Pinto et al. 2020, Magn Reson Med 83:1222).
* *None*: perfusion relative to the mean of the mask, without a unit.
"""

from dataclasses import dataclass, field
from enum import Enum
from math import exp
from typing import Any

import numpy as np

from analysis.errors import DataError, GeometryError
from analysis.image import Mask, Volume
from analysis.perfusion.constants import T1_TISSUE, T2_STAR_S, Constant
from analysis.preprocess.smooth import smooth_in_mask

_FULLY_RELAXED_TR_S = 5.0
_FLOOR = 0.05  # of the median: below it there is no tissue, and a division by it is no measurement


class Calibration(Enum):
    """Against what perfusion is measured."""

    M0 = "m0"
    REFERENCE = "reference"
    NONE = "none"


@dataclass(frozen=True)
class ReferenceTissue:
    """Relaxation of a tissue in s at 3 T, and its water relative to that of blood."""

    name: str
    t1_s: float
    t2_s: float
    ratio_to_blood: float


CSF = ReferenceTissue("csf", 4.3, 0.75, 1.15)
GRAY = ReferenceTissue("gm", 1.3, 0.10, 0.98)
WHITE = ReferenceTissue("wm", 1.0, 0.05, 0.82)
REFERENCES = {tissue.name: tissue for tissue in (CSF, GRAY, WHITE)}
_T2_BLOOD_S = 0.15


@dataclass(frozen=True, eq=False)
class M0Image:
    """An image of (nearly) relaxed tissue.

    Parameters
    ----------
    volume : on the grid of the ASL series, as stored
    tr_s : how long tissue relaxed before it
    te_s, asl_te_s : echo times of it and of the labelled images, None where not known
    origin : where it was found, in words
    scale : by what the stored values must be multiplied
    t1_tissue : for the correction of a short TR
    slice_axis, slice_delays_s : axis of the slices, and for how many s longer tissue of each relaxed; empty for none
    scale_source : where the scale comes from
    notes : what is doubtful about it, as sentences
    """

    volume: Volume
    tr_s: float
    origin: str
    te_s: float | None = None
    asl_te_s: float | None = None
    scale: float = 1.0
    t1_tissue: Constant = T1_TISSUE
    slice_axis: int = 2
    slice_delays_s: tuple[float, ...] = ()
    scale_source: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Relaxed:
    """The relaxed signal of tissue for each mask voxel, NaN where there is none to divide by.

    ``values`` is ``(n_mask_voxels,)`` or one number for all; ``parameters`` go into the provenance.
    """

    values: np.ndarray
    parameters: dict[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def relaxed_map(m0: M0Image, mask: Mask, fwhm_mm: float = 0.0) -> Relaxed:
    """The fully relaxed signal voxel by voxel.

    Parameters
    ----------
    m0 : the image
    mask : the voxels wanted
    fwhm_mm : smoothing inside the mask (normalised, so that its edge does not get darker); 0 for none

    Raises
    ------
    GeometryError
        if the M0 is on another grid
    DataError
        if it is not positive in the brain
    """
    stored = _in_mask(m0, mask)
    if fwhm_mm > 0:
        known = np.isfinite(stored)
        weight = smooth_in_mask(known.astype(np.float64), mask, fwhm_mm)
        stored = smooth_in_mask(np.where(known, stored, 0), mask, fwhm_mm) / np.where(weight > 0, weight, np.nan)
    by_tr, by_te = tr_factor(m0.tr_s, m0.t1_tissue.value), te_factor(m0.te_s, m0.asl_te_s)
    by_slice = np.array([tr_factor(m0.tr_s + later_s, m0.t1_tissue.value) for later_s in m0.slice_delays_s])
    of_voxels = by_slice[np.nonzero(mask.data)[m0.slice_axis]] if len(by_slice) else by_tr
    floor = _FLOOR * float(np.nanmedian(stored))
    if not floor > 0:
        raise DataError("The M0 image has no signal in most of the brain; check that it belongs to this series.")
    dark = ~(stored > floor)
    values = np.where(dark, np.nan, stored * (m0.scale * by_te) * of_voxels)
    parameters = {
        "calibration": "M0 map",
        "m0_origin": m0.origin,
        "m0_scale": m0.scale,
        **({"m0_scale_source": m0.scale_source} if m0.scale_source else {}),
        "m0_tr_s": m0.tr_s,
        "m0_tr_factor": by_tr,
        **({"m0_tr_factor_of_slices": by_slice.tolist()} if len(by_slice) else {}),
        "t1_tissue": m0.t1_tissue.in_words(),
        "m0_te_factor": by_te,
        "m0_fwhm_mm": fwhm_mm,
        "m0_floor": _FLOOR,
    }
    warnings = [*m0.notes, *_about_factors(m0, by_tr, by_te)]
    if dark.any():
        warnings.append(
            f"{np.count_nonzero(dark)} of {dark.size} mask voxels have an M0 below {_FLOOR:.0%} of its median and have "
            "no perfusion."
        )
    return Relaxed(values, parameters, tuple(warnings))


def relaxed_reference(m0: M0Image, region: Mask, tissue: ReferenceTissue, partition: float) -> Relaxed:
    """One relaxed signal for the whole brain, from the mean M0 of a reference tissue.

    ``M0 of blood = S / (1 - exp(-TR/T1)) * exp(-TE/T2 of blood) / exp(-TE/T2 of the tissue) / ratio``; as the equations
    divide by the partition coefficient, the value is that times it.

    Raises
    ------
    DataError
        if the region is empty or dark, or the echo time is not known
    GeometryError
        if the region is on another grid
    """
    if m0.te_s is None:
        raise DataError("A reference tissue needs the echo time of the M0; type it (M0EchoTime).")
    if region.n_voxels == 0:
        raise DataError("The region of the reference tissue is empty.")
    signal = float(np.nanmean(_in_mask(m0, region))) * m0.scale
    if not signal > 0:
        raise DataError("The M0 has no signal in the region of the reference tissue.")
    relaxed = signal / (1 - exp(-m0.tr_s / tissue.t1_s))
    blood = relaxed * exp(-m0.te_s / _T2_BLOOD_S) / exp(-m0.te_s / tissue.t2_s) / tissue.ratio_to_blood
    parameters = {
        "calibration": f"reference tissue {tissue.name}",
        "m0_origin": m0.origin,
        "reference_voxels": region.n_voxels,
        "reference_signal": signal,
        "m0_of_blood": blood,
        "m0_tr_s": m0.tr_s,
        "m0_te_s": m0.te_s,
    }
    note = f"One M0 of blood ({blood:.5g}) was used for the whole brain; the coil's sensitivity is not corrected."
    return Relaxed(np.array(blood * partition), parameters, (*m0.notes, note))


def relaxed_estimate(m0_of_blood: float, partition: float) -> Relaxed:
    """The relaxed signal where the M0 of *blood* is stated (BIDS M0Estimate), so that the partition cancels."""
    parameters = {"calibration": "M0Estimate (of blood)", "m0_of_blood": m0_of_blood}
    return Relaxed(np.array(m0_of_blood * partition), parameters)


def tr_factor(tr_s: float, t1_s: float) -> float:
    """By what a signal must be multiplied to be fully relaxed; 1 from 5 s on (Alsop et al. 2015)."""
    return 1 / (1 - exp(-tr_s / t1_s)) if tr_s < _FULLY_RELAXED_TR_S else 1.0


def te_factor(te_s: float | None, asl_te_s: float | None) -> float:
    """By what an M0 must be multiplied to have the echo time of the labelled images; 1 where they are the same."""
    if te_s is None or asl_te_s is None or abs(te_s - asl_te_s) < 1e-4:
        return 1.0
    return exp((te_s - asl_te_s) / T2_STAR_S)


def _in_mask(m0: M0Image, mask: Mask) -> np.ndarray:
    if not m0.volume.grid.matches(mask.grid):
        raise GeometryError(
            f"The M0 ({m0.volume.grid.in_words()}) is not on the grid of the ASL series ({mask.grid.in_words()}); "
            "bring it there first."
        )
    return m0.volume.data[mask.data].astype(np.float64)


def _about_factors(m0: M0Image, by_tr: float, by_te: float) -> list[str]:
    notes = []
    if by_tr != 1:
        notes.append(
            f"The M0 was multiplied by {by_tr:.4f} because tissue (T1 {m0.t1_tissue.value:g} s) relaxed for only "
            f"{m0.tr_s:g} s{', in later slices for longer' if m0.slice_delays_s else ''}."
        )
    if by_te != 1:
        notes.append(
            f"The M0 was multiplied by {by_te:.4f} because its echo time ({m0.te_s:g} s) is not that of the labelled "
            f"images ({m0.asl_te_s:g} s); T2* {1000 * T2_STAR_S:g} ms."
        )
    return notes
