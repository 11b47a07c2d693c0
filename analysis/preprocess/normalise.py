"""Normalisation: where each place of the standard brain (MNI152) is in the patient's T1, and back.

An affine fit by mutual information (`analysis.preprocess.linear`), then a diffeomorphic warp by greedy (Yushkevich et
al. 2016, Alzheimers Dement 12:P126) that maximises local correlation. Both compare the images within the brain of the
template and 8 mm around it, so that a skull that the template lacks does not matter.
"""

from dataclasses import dataclass, field

import numpy as np
from scipy import ndimage

from analysis.blocks import thread_count
from analysis.errors import DataError, GeometryError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.preprocess.engine import run_function
from analysis.preprocess.linear import Kind, LinearFit, best_start, better_of, refine
from analysis.preprocess.resample import volumes_onto
from analysis.preprocess.rough_brain import block_factors, block_means
from analysis.preprocess.transforms import LinearTransform, Warp, itk_image, jacobian_determinants, warp_from_itk
from analysis.progress import Progress, part, silent

LEAST_CORRELATION = 0.5
DETERMINANTS = (0.6, 1.6)
LEAST_IN_VIEW = 0.85
_WORKING_MM = 2.0
_RIM_MM = 8.0
_CUT_MM = 14.0
_CUT_OF_BRAIN_MM = 4.0
_NOISE = 1e-3  # of the range, as in greedy
_GREEDY = (
    "-d 3 -m NCC 2x2x2 -i fixed moving -gm mask -n {iterations} -s 3vox {smooth}vox -wp 0 -o forward -oinv inverse "
    "-noise 0 -threads {threads} -V 0"
)


@dataclass(frozen=True, eq=False)
class Template:
    """A standard brain to register with: its image, its brain and its tissues (0 to 1), all on one grid."""

    t1: Volume
    brain: Mask
    gray: Volume
    white: Volume
    csf: Volume

    @property
    def rim(self) -> Mask:
        """The brain and 8 mm around it: where images are compared."""
        return _grown(self.brain, _RIM_MM)


def working_template(
    t1: Volume, brain: Mask, gray: Volume, white: Volume, csf: Volume, voxel_mm: float = _WORKING_MM
) -> Template:
    """The template in larger voxels, which is fine enough for a smooth warp: means over blocks."""
    factors = block_factors(t1.grid, voxel_mm)
    images = [block_means(v, factors) for v in (t1, Volume(brain.grid, brain.data), gray, white, csf)]
    return Template(images[0], Mask(images[0].grid, images[1].data > 0.5), *images[2:])


@dataclass(frozen=True, eq=False)
class Normalisation:
    """The way between MNI space and the T1, and how good it is.

    Parameters
    ----------
    affine : MNI mm -> T1 mm
    warp : MNI mm -> MNI mm, before the affine map
    inverse_warp : undoes `warp`
    correlation : between template and T1 within the brain
    jacobian : lowest and highest local stretch of the warp within the brain; 0 or below would be a fold
    """

    affine: LinearTransform
    warp: Warp
    inverse_warp: Warp
    correlation: float
    jacobian: tuple[float, float] = field(default=(1.0, 1.0))

    def from_mni(self, xyz_mni: np.ndarray) -> np.ndarray:
        """Map MNI points ``(n, 3)`` mm to the T1's mm."""
        return self.affine.points(self.warp.points(xyz_mni))

    def to_mni(self, xyz_mm: np.ndarray) -> np.ndarray:
        """Map points ``(n, 3)`` of the T1, mm, to MNI mm."""
        return self.inverse_warp.points(self.affine.inverse.points(xyz_mm))


def fit_affine(
    t1: Volume, template: Template, *, lesion: Mask | None = None, progress: Progress = silent
) -> LinearTransform:
    """The affine map, MNI mm -> T1 mm, of a whole head; found from any position within the scanner.

    Parameters
    ----------
    t1 : as it was acquired
    lesion : on any grid in the space of the T1; not compared

    Raises
    ------
    DataError
        if the fit would make the brain much smaller or larger than any is (below 0.6 or above 1.6 times), would put
        it outside the field of view, or is one of two that are equally good
    """
    coarse = block_means(t1, block_factors(t1.grid, _WORKING_MM), part(progress, 0.0, 0.05))
    return affine_of(coarse, template, lesion=lesion, progress=part(progress, 0.05, 1.0))


def affine_of(
    image: Volume,
    template: Template,
    *,
    lesion: Mask | None = None,
    least_in_view: float = LEAST_IN_VIEW,
    progress: Progress = silent,
) -> LinearTransform:
    """The affine map, MNI mm -> mm of an image in voxels of 2 mm or more, with the gates of `fit_affine`."""
    start = best_start(template.t1, image, template.rim, Kind.AFFINE, part(progress, 0.0, 0.5))

    def refined(begin: LinearTransform, low: float, high: float) -> LinearFit:
        return refine(
            template.t1, image, template.rim, begin, Kind.AFFINE, ignored=lesion, progress=part(progress, low, high)
        )

    fit = refined(start.transform, 0.5, 1.0 if start.rival is None else 0.75)
    if start.rival is not None:
        fit = better_of(fit, refined(start.rival, 0.75, 1.0), template.brain)
    require_plausible(fit.transform, template, image.grid, least_in_view)
    return fit.transform


def require_plausible(
    affine: LinearTransform, template: Template, grid: Grid, least_in_view: float = LEAST_IN_VIEW
) -> None:
    """Refuse an affine map that cannot be right.

    Parameters
    ----------
    affine : MNI mm -> mm of the image
    grid : of the image
    least_in_view : how much of the brain its field of view must show, 0 to 1

    Raises
    ------
    DataError
        if it changes volumes to less than 0.6 or more than 1.6 times, or puts too much of the brain outside
    """
    size = affine.determinant
    if not DETERMINANTS[0] <= size <= DETERMINANTS[1]:
        raise DataError(
            f"The image could not be aligned with the standard brain: it would have {size:.2f} times its volume. "
            "Is it an image of a whole head?"
        )
    brain = template.brain
    ijk = grid.to_ijk(affine.points(brain.grid.to_mm(np.argwhere(brain.data)[::17])))
    seen = float(((ijk > -0.5) & (ijk < np.array(grid.shape) - 0.5)).all(axis=1).mean())
    if seen < least_in_view:
        raise DataError(
            f"Only {100 * seen:.0f} % of the brain lie within the field of view of the image (at least "
            f"{100 * least_in_view:.0f} % should): it shows a part of the head only, or could not be aligned with the "
            "standard brain. Check its position and field of view."
        )


def normalise(
    t1: Volume,
    template: Template,
    affine: LinearTransform,
    *,
    brain: Mask | None = None,
    lesion: Mask | None = None,
    iterations: tuple[int, int, int] = (100, 50, 10),
    progress: Progress = silent,
) -> Normalisation:
    """Warp the standard brain onto the T1.

    Parameters
    ----------
    t1 : the head; better, its bias corrected
    affine : MNI mm -> T1 mm, of `fit_affine`
    brain : of the T1, where it is known; what is more than 4 mm outside of it is taken away
    lesion : on any grid in the space of the T1; not compared
    iterations : at 8, 4 and 2 mm

    Raises
    ------
    DataError
        if the T1 does not resemble the template after it (correlation below 0.5), or the warp folds
    EngineError
        if greedy dies
    GeometryError
        if the mask is on another grid
    """
    moving = _onto_template(t1, template, affine, brain, part(progress, 0.0, 0.1))
    compared = template.rim if lesion is None else _without(template.rim, lesion, affine)
    warp, inverse = warp_between(template.t1, moving, compared, iterations, part(progress, 0.1, 0.9))
    correlation = _correlation(t1, template, affine, warp, part(progress, 0.9, 1.0))
    if correlation < LEAST_CORRELATION:
        raise DataError(
            f"The T1 could not be brought onto the standard brain: they correlate by {correlation:.2f} only (at least "
            f"{LEAST_CORRELATION} is expected). Is it a T1-weighted image of a whole head?"
        )
    stretch = jacobian_determinants(warp)[template.brain.data]
    if stretch.min() <= 0:
        raise DataError("The T1 could not be brought onto the standard brain: the deformation would fold the brain.")
    return Normalisation(affine, warp, inverse, correlation, (float(stretch.min()), float(stretch.max())))


def warp_between(
    fixed: Volume,
    moving: Volume,
    mask: Mask,
    iterations: tuple[int, int, int],
    progress: Progress = silent,
    *,
    smooth_voxels: float = 1.0,
) -> tuple[Warp, Warp]:
    """The warp of points of the fixed image to the moving one, and the one back; all on one grid.

    Parameters
    ----------
    fixed, moving : of like contrast, at least locally
    mask : where they are compared
    iterations : at four, two and one times the voxel size
    smooth_voxels : SD by which the whole warp is smoothed in each iteration; more of it is stiffer

    Raises
    ------
    EngineError
        if greedy dies
    """
    words = ("x".join(str(n) for n in iterations), thread_count(), fixed, moving, mask, smooth_voxels)
    seconds = 2 + fixed.grid.n_voxels / 50_000
    fields = run_function(_greedy, words, progress, "Nonlinear registration", expected_s=seconds)
    warp, inverse = (warp_from_itk(array, fixed.grid) for array in fields)
    return warp, inverse


def _greedy(
    iterations: str, threads: int, fixed: Volume, moving: Volume, mask: Mask, smooth: float
) -> list[np.ndarray]:
    """Displacements forth and back as ITK has them; runs in a process of its own, because it holds the interpreter."""
    import io

    import picsl_greedy
    import SimpleITK

    greedy = picsl_greedy.Greedy3D()
    images = {"fixed": itk_image(_speckled(fixed)), "moving": itk_image(_speckled(moving)), "mask": itk_image(mask)}
    greedy.execute(
        _GREEDY.format(iterations=iterations, threads=threads, smooth=f"{smooth:g}"),
        **images,
        forward=None,
        inverse=None,
        out=io.StringIO(),
    )
    return [SimpleITK.GetArrayFromImage(greedy[name]).astype(np.float32) for name in ("forward", "inverse")]


def _speckled(volume: Volume) -> Volume:
    """The image with a trace of noise: local correlation has no value where an image is constant.

    Greedy would add noise of its own, another one each time; with ours the same images give the same warp.
    """
    noise = np.random.default_rng(0).standard_normal(volume.grid.shape, dtype=np.float32)
    return Volume(volume.grid, volume.data + _NOISE * np.ptp(volume.data) * noise, volume.name)


def _onto_template(
    t1: Volume, template: Template, affine: LinearTransform, brain: Mask | None, progress: Progress
) -> Volume:
    """The T1 on the template's grid, far tissue taken away: from the brain's border, or from the template's."""
    if brain is not None and not brain.grid.matches(t1.grid):
        raise GeometryError("The brain mask is not on the grid of the T1 image.")
    sigma = [0.35 * _WORKING_MM / size for size in t1.grid.voxel_size_mm]  # against aliasing
    smooth = Volume(t1.grid, ndimage.gaussian_filter(np.nan_to_num(t1.data), sigma, output=np.float32))
    images = [smooth] if brain is None else [smooth, Volume(brain.grid, brain.data)]
    moved, *inside = volumes_onto(images, template.t1.grid, affine.points, progress, outside=0.0)
    near = _grown(template.brain, _CUT_MM).data
    if inside:
        near = near & _grown(Mask(moved.grid, inside[0].data > 0.5), _CUT_OF_BRAIN_MM).data
    return Volume(moved.grid, np.where(near, moved.data, 0))


def _without(mask: Mask, lesion: Mask, affine: LinearTransform) -> Mask:
    (moved,) = volumes_onto([Volume(lesion.grid, lesion.data)], mask.grid, affine.points, outside=0.0)
    return Mask(mask.grid, mask.data & ~(moved.data > 0.25))


def _grown(mask: Mask, rim_mm: float) -> Mask:
    distance = ndimage.distance_transform_edt(~mask.data, sampling=mask.grid.voxel_size_mm)
    return Mask(mask.grid, distance <= rim_mm)


def _correlation(t1: Volume, template: Template, affine: LinearTransform, warp: Warp, progress: Progress) -> float:
    (moved,) = volumes_onto([t1], template.t1.grid, lambda p: affine.points(warp.points(p)), progress, outside=0.0)
    inside = template.brain.data
    return float(np.corrcoef(moved.data[inside], template.t1.data[inside])[0, 1])
