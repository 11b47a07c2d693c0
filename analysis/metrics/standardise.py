"""The forms of a map: relative to the mean of its mask (m), in standard deviations from it (z), and smoothed (s).

    m = x / mean(x),    z = (x - mean(x)) / SD(x)

mean and SD (n - 1 in its denominator) are taken over all voxels of the mask that have a value (Zang et al.
2007, J Neurosci Methods, for ALFF / global mean; Yan et al. 2013, NeuroImage 76:183, for z). They depend on
the mask, whose SHA-256 is kept with the map. The smoothed forms sm and sz are smoothed *after* m or z, with 0
outside the mask, as RESTplus does: "SmReHo" has a mean below 1 in its mask, and 0 around an "SzReHo" means
average. Smoothing first and standardising then gives another map.
"""

from dataclasses import dataclass

import numpy as np

from analysis.metrics.voxels import MapWriter
from analysis.preprocess.smooth import smooth_in_mask
from analysis.scan import StatMap


@dataclass(frozen=True)
class Standardised:
    """The m and z forms of ``(n_voxels,)`` values, the mean and SD they rest on, and what could not be had."""

    m: np.ndarray
    z: np.ndarray
    mean: float
    sd: float
    warnings: tuple[str, ...]


def standardise(values: np.ndarray) -> Standardised:
    """Divide by the mean, and count standard deviations from it; NaN stays NaN.

    A form that has no meaning (mean 0, or no spread) is NaN everywhere, with a warning.

    Parameters
    ----------
    values : ``(n_voxels,)``; NaN where a voxel has no value
    """
    known = values[np.isfinite(values)].astype(np.float64)
    mean = float(known.mean()) if known.size else float("nan")
    sd = float(known.std(ddof=1)) if known.size > 1 else float("nan")
    warnings = []
    nothing = np.full(values.shape, np.nan)
    m, z = nothing, nothing
    if np.isfinite(mean) and mean != 0:
        m = values / mean
    else:
        warnings.append("The mean over the mask is 0, so values relative to it have no meaning.")
    if np.isfinite(sd) and sd > 1e-12 * max(abs(mean), 1e-300):
        z = (values - mean) / sd
    else:
        warnings.append("All voxels of the mask have the same value, so z scores have no meaning.")
    return Standardised(m, z, mean, sd, tuple(warnings))


def standard_forms(
    writer: MapWriter, key: str, values: np.ndarray, caption: str, unit: str = "", *, fwhm_mm: float = 0.0
) -> tuple[StatMap, ...]:
    """The maps ``key mkey zkey`` and, where a smoothing width is given, ``skey smkey szkey``.

    Parameters
    ----------
    values : ``(n_mask_voxels,)`` of the map as it is
    unit : its unit; m and z have none
    fwhm_mm : width of the smoothing, 0 for none
    """
    forms = standardise(values)
    basis = {"mask_mean": forms.mean, "mask_sd": forms.sd}
    maps = [
        writer.write(key, values, caption, unit),
        writer.write(f"m{key}", forms.m, f"m{caption}", warnings=forms.warnings, parameters=basis),
        writer.write(f"z{key}", forms.z, f"z{caption}", warnings=forms.warnings, parameters=basis),
    ]
    if fwhm_mm == 0:
        return tuple(maps)
    width = {"fwhm_mm": fwhm_mm, "smoothed": "after m or z, 0 outside the mask"}
    for prefix, form, its_unit in (("s", values, unit), ("sm", forms.m, ""), ("sz", forms.z, "")):
        smoothed = smooth_in_mask(form, writer.mask, fwhm_mm)
        warnings, parameters = ((), width) if prefix == "s" else (forms.warnings, {**basis, **width})
        name = {"s": "s", "sm": "Sm", "sz": "Sz"}[prefix] + caption
        maps.append(writer.write(prefix + key, smoothed, name, its_unit, warnings=warnings, parameters=parameters))
    return tuple(maps)
