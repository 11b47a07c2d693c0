"""Where perfusion differs between the two sides of one brain: an asymmetry map, and its clusters.

The map is brought to symmetric MNI space, smoothed with 8 mm inside grey matter (normalised, so that edges do not get
darker, and each hemisphere by itself, so that medial cortex is not mixed with its mirror), and each voxel compared with
its mirror across x = 0::

    AI = 200 (here - mirror) / (here + mirror)      in %; on the left side this is 200 (L - R) / (L + R)

so what is lower than the other side is negative. z is AI over the robust spread of AI in the grey matter of this brain
(1.4826 times the median absolute deviation), because every brain is a little asymmetric everywhere; where the standard
error of each voxel is known from repeats, it is the smaller of that and the difference over its standard error, so that
noise counts too. A cluster has |AI| of at least 10 % (the practice of CT perfusion), |z| of at least 2.5 and at least
1 mL; clusters of one side that are not more than 10 mm apart are one region, because white matter between two gyri does
not make two abnormalities. The limits are not corrected for the number of places. Grey matter is what has a fraction of
at least 0.3 on both sides, because in voxels of 4 mm little cortex has more than a half. A change on both sides is
invisible to asymmetry.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy import ndimage

from analysis.atlas.template import tissue_priors
from analysis.atlas.territories import Side, territory_atlas
from analysis.errors import DataError, GeometryError, OptionError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.perfusion.crossing import Crossing, crossing_of
from analysis.preprocess.resample import PointMap, mni_grid, volumes_onto
from analysis.preprocess.smooth import spm_kernel
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord, Provenance
from analysis.scan import StatMap

NOTE = "Asymmetry tells which side is lower, not which of them is abnormal, and does not see a change on both sides."
_LEAST_GRAY = 0.3
_LEAST_PRIOR = 0.1  # less grey matter than this is nowhere in the template, so no map is needed there
_GAP_MM = 10.0
_LEAST_VOXELS = 500
_MAD_TO_SD = 1.4826


@dataclass(frozen=True)
class AsymmetryOptions:
    """Limits of a cluster, and the smoothing; the defaults are the rule of the module."""

    fwhm_mm: float = 8.0
    least_percent: float = 10.0
    least_z: float = 2.5
    least_ml: float = 1.0
    voxel_mm: float = 3.0

    def __post_init__(self) -> None:
        if min(self.fwhm_mm, self.least_percent, self.least_z, self.least_ml) <= 0:
            raise OptionError("Smoothing and limits of the asymmetry map must be above 0.")


@dataclass(frozen=True)
class Cluster:
    """A region, of one cluster or of several near each other, that is lower (or higher) than the other side.

    ``asymmetry`` is its mean AI in %, ``peak_xyz_mni`` where AI is largest, ``here`` and ``mirror`` the mean smoothed
    perfusion, ``share_of_mean`` that over the mean of the grey matter, of either side.
    """

    side: Side
    volume_ml: float
    n_voxels: int
    asymmetry: float
    peak_z: float
    peak_xyz_mni: tuple[float, float, float]
    here: float
    mirror: float
    share_of_mean: tuple[float, float]
    crossing: Crossing

    @property
    def sentence(self) -> str:
        """What was found, in words, without a diagnosis."""
        word = "lower" if self.asymmetry < 0 else "higher"
        return (
            f"Perfusion is {abs(self.asymmetry):.0f} % {word} on the {self.side.value} than at the same place of the "
            f"other side. {self.crossing.sentence}"
        )


@dataclass(frozen=True, eq=False)
class Asymmetry:
    """The maps ``asymmetry`` (%), ``asymmetry_z``, and ``asymmetry_clusters``; lower and higher clusters, by volume."""

    maps: tuple[StatMap, ...]
    lower: tuple[Cluster, ...]
    higher: tuple[Cluster, ...]

    @property
    def sentence(self) -> str:
        """The largest region that is lower than the other side, or that there is none."""
        if not self.lower:
            limits = self.maps[0].provenance.parameters
            return (
                f"No region of at least {limits['least_ml']:g} mL is lower than the other side by "
                f"{limits['least_percent']:g} % and {limits['least_z']:g} SD."
            )
        return self.lower[0].sentence


def map_asymmetry(
    perfusion: Volume,
    from_mni: PointMap,
    *,
    gray: Volume | None = None,
    standard_error: Volume | None = None,
    options: AsymmetryOptions | None = None,
    inputs: tuple[InputRecord, ...] = (),
    progress: Progress = silent,
) -> Asymmetry:
    """Compare the two sides.

    Parameters
    ----------
    perfusion : in the patient's space, absolute or relative; NaN means no value
    from_mni : from MNI mm to the map's mm; the identity for a map in MNI space
    gray : fraction of grey matter on the grid of the map; that of the template where None
    standard_error : of the perfusion of each voxel, on its grid

    Raises
    ------
    DataError
        if too little grey matter has a value on both sides
    GeometryError
        if the images are on different grids
    """
    options = options or AsymmetryOptions()
    grid = mni_grid(options.voxel_mm)
    flow, error, mask = _in_mni(perfusion, gray, standard_error, grid, from_mni, part(progress, 0.0, 0.5))
    progress(0.6, "Asymmetry")
    smooth = _smoothed(flow, mask, grid, options.fwhm_mm)
    mirror = smooth[::-1]
    with np.errstate(invalid="ignore", divide="ignore"):
        ai = np.where(mask & (smooth + mirror > 0), 200 * (smooth - mirror) / (smooth + mirror), np.nan)
        z, how = _z_of(ai, smooth - mirror, error, mask, grid, perfusion.grid, options.fwhm_mm)
    progress(0.8, "Clusters of asymmetry")
    lower, higher, numbers = _clusters(ai, z, smooth, grid, mask, options)
    provenance = Provenance(
        "analysis.perfusion.asymmetry.map_asymmetry",
        {**_as_parameters(options), "spread": how, "space": "MNI152", "definition": "200 (here - mirror) / (sum), %"},
        inputs,
        (NOTE,),
    )
    progress(1.0, "Asymmetry")
    return Asymmetry(_as_maps(ai, z, numbers, Mask(grid, mask, "grey matter of both sides"), provenance), lower, higher)


def _in_mni(
    perfusion: Volume,
    gray: Volume | None,
    standard_error: Volume | None,
    grid: Grid,
    from_mni: PointMap,
    progress: Progress,
) -> tuple[np.ndarray, np.ndarray | None, np.ndarray]:
    """Perfusion and its standard error on `grid`, and the grey matter in which both sides have a value."""
    images = [image for image in (perfusion, gray, standard_error) if image is not None]
    if not all(image.grid.matches(perfusion.grid) for image in images):
        raise GeometryError("Perfusion, grey matter and standard error must be on one grid.")
    usual = _template_gray(grid)
    near = (usual >= _LEAST_PRIOR) | (usual[::-1] >= _LEAST_PRIOR)
    moved = volumes_onto(images, grid, from_mni, progress, where=near, message="To MNI space")
    flow = moved[0].data.astype(np.float64)
    error = moved[-1].data.astype(np.float64) if standard_error is not None else None
    mask = _both_sides(flow, moved[1].data if gray is not None else usual)
    if np.count_nonzero(mask) < _LEAST_VOXELS:
        raise DataError("Too little grey matter has a value on both sides, so they cannot be compared.")
    return flow, error, mask


def _as_maps(
    ai: np.ndarray, z: np.ndarray, numbers: np.ndarray, where: Mask, provenance: Provenance
) -> tuple[StatMap, ...]:
    """The three images as maps, NaN outside the grey matter of both sides."""
    return tuple(
        StatMap(Volume(where.grid, np.where(where.data, values, np.nan), caption, unit), name, provenance, where)
        for name, values, caption, unit in (
            ("asymmetry", ai, "asymmetry", "%"),
            ("asymmetry_z", z, "z of the asymmetry", ""),
            ("asymmetry_clusters", numbers, "clusters of asymmetry", ""),
        )
    )


def _as_parameters(options: AsymmetryOptions) -> dict[str, Any]:
    return {
        "fwhm_mm": options.fwhm_mm,
        "least_percent": options.least_percent,
        "least_z": options.least_z,
        "least_ml": options.least_ml,
        "voxel_mm": options.voxel_mm,
    }


def _template_gray(grid: Grid) -> np.ndarray:
    (gray,) = volumes_onto([tissue_priors().gray], grid, np.asarray, outside=0.0)
    return gray.data


def _both_sides(flow: np.ndarray, gray: np.ndarray) -> np.ndarray:
    """Grey matter with a value whose mirror is that too; not the sheet at x = 0, which is its own mirror."""
    inside = np.isfinite(flow) & (np.nan_to_num(gray) >= _LEAST_GRAY)
    both = inside & inside[::-1]
    both[both.shape[0] // 2] = False
    return np.asarray(both)


def _smoothed(values: np.ndarray, mask: np.ndarray, grid: Grid, fwhm_mm: float) -> np.ndarray:
    """Mean over the neighbourhood of the mask in the same hemisphere, NaN outside."""
    result = np.full(mask.shape, np.nan)
    for here in _hemispheres(mask):
        total = _convolved(np.where(here, values, 0), grid, fwhm_mm, power=1)
        weight = _convolved(here.astype(np.float64), grid, fwhm_mm, power=1)
        result[here] = total[here] / weight[here]
    return result


def _error_of_smoothed(error: np.ndarray, mask: np.ndarray, grid: Grid, fwhm_mm: float) -> np.ndarray:
    """Standard error of what `_smoothed` gives, where voxels are independent."""
    result = np.full(mask.shape, np.nan)
    for here in _hemispheres(mask):
        total = _convolved(np.where(here & np.isfinite(error), error**2, 0), grid, fwhm_mm, power=2)
        weight = _convolved(here.astype(np.float64), grid, fwhm_mm, power=1)
        result[here] = np.sqrt(total[here]) / weight[here]
    return result


def _hemispheres(mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The mask on either side of the middle sheet."""
    middle = mask.shape[0] // 2
    low, high = mask.copy(), mask.copy()
    low[middle:], high[: middle + 1] = False, False
    return low, high


def _convolved(values: np.ndarray, grid: Grid, fwhm_mm: float, *, power: int) -> np.ndarray:
    for axis, size_mm in enumerate(grid.voxel_size_mm):
        values = ndimage.correlate1d(values, spm_kernel(fwhm_mm / size_mm) ** power, axis=axis, mode="constant")
    return values


def _z_of(
    ai: np.ndarray,
    difference: np.ndarray,
    error: np.ndarray | None,
    mask: np.ndarray,
    grid: Grid,
    native: Grid,
    fwhm_mm: float,
) -> tuple[np.ndarray, str]:
    spread = _MAD_TO_SD * float(np.nanmedian(np.abs(ai[mask])))
    if not spread > 0:
        raise DataError("The two sides are the same everywhere, which no measured map is.")
    z, words = ai / spread, f"robust SD of AI over the grey matter, {spread:.3g} %"
    if error is None:
        return z, words
    # several voxels of the finer grid come from one that was measured, so they are not independent
    alike = max(1.0, native.voxel_volume_mm3 / grid.voxel_volume_mm3)
    smooth = np.sqrt(alike) * _error_of_smoothed(error, mask, grid, fwhm_mm)
    sd = np.hypot(smooth, smooth[::-1])
    by_noise = np.where(sd > 0, difference / np.where(sd > 0, sd, 1), np.nan)
    return np.where(np.abs(by_noise) < np.abs(z), by_noise, z), f"{words}, and standard error of repeated pairs"


def _clusters(
    ai: np.ndarray, z: np.ndarray, smooth: np.ndarray, grid: Grid, mask: np.ndarray, options: AsymmetryOptions
) -> tuple[tuple[Cluster, ...], tuple[Cluster, ...], np.ndarray]:
    """Clusters lower and higher than the other side, largest first; and their numbers, negative for lower."""
    numbers = np.where(mask, 0.0, np.nan)
    voxel_ml = grid.voxel_volume_mm3 / 1000
    mean = float(np.nanmean(smooth[mask]))
    found: list[list[Cluster]] = []
    for sign in (-1, 1):
        with np.errstate(invalid="ignore"):
            passes = (sign * ai >= options.least_percent) & (sign * z >= options.least_z)
        regions = _regions(passes, grid, options.least_ml / voxel_ml)
        of_sign = [(_cluster(where, ai, z, smooth, grid, mean), where) for where in regions]
        of_sign.sort(key=lambda item: -item[0].volume_ml)
        for number, (_, where) in enumerate(of_sign, start=1):
            numbers[where] = sign * number
        found.append([cluster for cluster, _ in of_sign])
    return tuple(found[0]), tuple(found[1]), numbers


def _regions(passes: np.ndarray, grid: Grid, least_voxels: float) -> list[np.ndarray]:
    """Clusters that are large enough, those of one side with a gap of up to 10 mm taken together."""
    labels, _ = ndimage.label(passes, np.ones((3, 3, 3)))
    sizes = np.bincount(labels.ravel())
    large = (sizes >= least_voxels - 1e-9) & (np.arange(len(sizes)) > 0)
    kept = large[labels]
    if not kept.any():
        return []
    near = ndimage.distance_transform_edt(~kept, sampling=grid.voxel_size_mm) <= _GAP_MM / 2
    near[near.shape[0] // 2] = False
    groups, n = ndimage.label(near, np.ones((3, 3, 3)))
    return [kept & (groups == number) for number in range(1, n + 1)]


def _cluster(where: np.ndarray, ai: np.ndarray, z: np.ndarray, smooth: np.ndarray, grid: Grid, mean: float) -> Cluster:
    ijk = np.argwhere(where)
    xyz = grid.to_mm(ijk)
    values = ai[where]
    peak = int(np.abs(values).argmax())
    atlas = territory_atlas()
    voxel_ml = grid.voxel_volume_mm3 / 1000
    here, mirror = float(smooth[where].mean()), float(smooth[::-1][where].mean())
    x, y, zmm = (float(v) for v in xyz[peak])
    return Cluster(
        Side.LEFT if xyz[:, 0].mean() < 0 else Side.RIGHT,
        len(ijk) * voxel_ml,
        len(ijk),
        float(values.mean()),
        float(z[where][peak]),
        (x, y, zmm),
        here,
        mirror,
        (here / mean, mirror / mean),
        crossing_of(atlas.labels_at(xyz), atlas.border_at(xyz), voxel_ml),
    )


def in_space_of(stat_map: StatMap, grid: Grid, to_mni: PointMap, progress: Progress = silent) -> StatMap:
    """A map of MNI space on the patient's grid, trilinear, for an overlay."""
    (moved,) = volumes_onto([stat_map.volume], grid, to_mni, progress)
    known = Mask(grid, np.isfinite(moved.data), "grey matter of both sides")
    parameters = {**stat_map.provenance.parameters, "space": "of the patient"}
    return StatMap(moved, stat_map.statistic, replace(stat_map.provenance, parameters=parameters), known)
