"""Linear registration by mutual information from several starts, so that no header offset and no neck misleads it.

Mattes' mutual information (Mattes et al. 2003, IEEE Trans Med Imaging 22:120) as ITK has it. The best of several
coarse rigid fits is refined; where they begin is said in `analysis.preprocess.starts`. Where another one is nearly as
good but elsewhere, both are refined; if they are equally good even then, nobody can tell which is right.
"""

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage

from analysis.errors import DataError
from analysis.image import Mask, Volume
from analysis.preprocess.engine import watch_itk
from analysis.preprocess.starts import promising_starts
from analysis.preprocess.transforms import LinearTransform, from_itk, itk_image, itk_point
from analysis.progress import Progress, part, silent

if TYPE_CHECKING:
    import SimpleITK

_SEED = 42
_BINS = 40
_NEARLY, _EQUALLY = 0.75, 0.98
_ELSEWHERE_MM = 10.0


class Kind(Enum):
    """How much an image may be deformed."""

    RIGID = 6
    AFFINE = 12


@dataclass(frozen=True, eq=False)
class LinearFit:
    """Fixed mm -> moving mm, its mutual information, and that of each coarse start (0 where one saw no overlap).

    ``rival`` is a coarse fit that is nearly as good and lies elsewhere.
    """

    transform: LinearTransform
    mutual_information: float
    starts: tuple[float, ...] = ()
    rival: LinearTransform | None = None


@dataclass(frozen=True)
class _Level:
    """Settings of one optimisation; ``voxel_mm`` says how coarse the fixed image is made, 0 for not at all."""

    voxel_mm: tuple[float, ...]
    smooth_mm: tuple[float, ...]
    step_mm: float
    iterations: int
    sampled: float


def best_start(fixed: Volume, moving: Volume, mask: Mask, kind: Kind, progress: Progress = silent) -> LinearFit:
    """The best of several coarse rigid fits: near enough for `refine`, wherever the headers place the images.

    Parameters
    ----------
    fixed, moving : images with voxels of about 2 to 4 mm; their contrast may differ
    mask : on the fixed grid; where the images are compared
    kind : what is going to be fitted

    Raises
    ------
    DataError
        if an image or the mask is empty, or the images share nothing from any start
    """
    level = _Level((8.0 if kind is Kind.AFFINE else 6.0,), (4.0,), 2.0, 60, 0.5)
    tries = promising_starts(fixed, moving, mask, part(progress, 0.0, 0.4))
    images = _Images(fixed, moving, mask, None)
    fits = []
    for number, start in enumerate(tries):
        step = part(progress, 0.4 + 0.6 * number / len(tries), 0.4 + 0.6 * (number + 1) / len(tries))
        found, transform = images.optimise(_rigid_of(start, mask), level, step)
        fits.append(LinearFit(from_itk(transform), -found))
    best = max(fits, key=lambda fit: fit.mutual_information)
    if best.mutual_information <= 0:
        raise DataError("The two images share no region, so they cannot be aligned: are they of the same patient?")
    return replace(best, starts=tuple(fit.mutual_information for fit in fits), rival=_rival(best, fits, mask))


def _rival(best: LinearFit, fits: list[LinearFit], mask: Mask) -> LinearTransform | None:
    others = [fit for fit in fits if fit.mutual_information >= _NEARLY * best.mutual_information]
    apart = [fit for fit in others if apart_mm(fit.transform, best.transform, mask) > _ELSEWHERE_MM]
    return max(apart, key=lambda fit: fit.mutual_information).transform if apart else None


def apart_mm(one: LinearTransform, other: LinearTransform, mask: Mask) -> float:
    """How far apart two maps put the places of a mask, mm in the mean."""
    points = mask.grid.to_mm(np.argwhere(mask.data)[::97])
    return float(np.linalg.norm(one.points(points) - other.points(points), axis=1).mean())


def better_of(fit: LinearFit, other: LinearFit, mask: Mask) -> LinearFit:
    """The better one of two refined fits of the same images.

    Raises
    ------
    DataError
        if they are equally good (within 2 %) and more than 10 mm apart
    """
    best, second = sorted((fit, other), key=lambda f: f.mutual_information, reverse=True)
    if second.mutual_information < _EQUALLY * best.mutual_information:
        return best
    apart = apart_mm(fit.transform, other.transform, mask)
    if apart > _ELSEWHERE_MM:
        raise DataError(
            f"The images fit each other equally well in two positions, {apart:.0f} mm apart, and nothing tells which "
            "is right; correct the position in one of the headers, or check that both show the same part of the head."
        )
    return best


def refine(
    fixed: Volume,
    moving: Volume,
    mask: Mask,
    start: LinearTransform,
    kind: Kind,
    *,
    ignored: Mask | None = None,
    progress: Progress = silent,
) -> LinearFit:
    """Fit a transform that is nearly right, rigidly, and for an affine one with scales and shears after that.

    Parameters
    ----------
    fixed, moving, mask : as `best_start`; the finer the moving image, the more exact the fit
    start : fixed mm -> moving mm, rigid
    ignored : on any grid in the space of `moving`, such as a lesion; not compared

    Raises
    ------
    DataError
        if the images do not overlap from there
    """
    images = _Images(fixed, moving, mask, ignored)
    to_affine = kind is Kind.AFFINE
    rigid = _Level((4.0, 0.0), (2.0, 0.0), 1.0, 300, 0.4 if to_affine else 1.0)
    end = 0.5 if to_affine else 1.0
    found, transform = images.optimise(_rigid_of(start, mask), rigid, part(progress, 0.0, end))
    if to_affine:
        affine = _Level((4.0, 0.0), (2.0, 0.0), 1.0, 200, 0.25)
        found, transform = images.optimise(_affine_of(transform), affine, part(progress, end, 1.0))
    if found >= 0:
        raise DataError("The two images share no region, so they cannot be aligned: are they of the same patient?")
    return LinearFit(from_itk(transform), -found)


class _Images:
    """The images as ITK has them, and one optimisation of a transform on them."""

    def __init__(self, fixed: Volume, moving: Volume, mask: Mask, ignored: Mask | None) -> None:
        self.fixed, self.moving, self.mask = itk_image(fixed), itk_image(moving), itk_image(mask)
        self.compared = None if ignored is None else itk_image(Mask(ignored.grid, ~ignored.data))

    def optimise(
        self, transform: "SimpleITK.Euler3DTransform | SimpleITK.AffineTransform", level: _Level, progress: Progress
    ) -> tuple[float, "SimpleITK.Euler3DTransform | SimpleITK.AffineTransform"]:
        """The negative mutual information and the transform; 0 where the images do not overlap."""
        import SimpleITK

        method = SimpleITK.ImageRegistrationMethod()
        method.SetNumberOfThreads(1)  # sums in one order, so that the same images give the same transform
        method.SetNumberOfWorkUnits(1)
        method.SetMetricAsMattesMutualInformation(_BINS)
        method.SetMetricFixedMask(self.mask)
        if self.compared is not None:
            method.SetMetricMovingMask(self.compared)
        method.SetInterpolator(SimpleITK.sitkLinear)
        method.SetMetricSamplingStrategy(method.RANDOM)
        method.SetMetricSamplingPercentage(level.sampled, _SEED)
        method.SetOptimizerAsRegularStepGradientDescent(
            level.step_mm, 1e-3, level.iterations, relaxationFactor=0.6, gradientMagnitudeTolerance=1e-9
        )
        method.SetOptimizerScalesFromPhysicalShift()
        method.SetShrinkFactorsPerLevel([max(1, round(mm / min(self.fixed.GetSpacing()))) for mm in level.voxel_mm])
        method.SetSmoothingSigmasPerLevel(level.smooth_mm)
        method.SetSmoothingSigmasAreSpecifiedInPhysicalUnits(True)
        method.SetInitialTransform(transform, True)
        n_levels = len(level.voxel_mm)

        def report() -> None:
            done = method.GetCurrentLevel() + min(method.GetOptimizerIteration() / level.iterations, 1)
            progress(done / n_levels, "Linear registration")

        progress(0.0, "Linear registration")
        try:
            watch_itk(method, lambda: method.Execute(self.fixed, self.moving), method.StopRegistration, report)
        except RuntimeError:  # "all samples map outside moving image buffer"
            return 0.0, transform
        return method.GetMetricValue(), transform


def _centre_of(mask: Mask) -> np.ndarray:
    if mask.n_voxels == 0:
        raise DataError("The mask is empty: there is nothing to register.")
    return mask.grid.to_mm(np.array(ndimage.center_of_mass(mask.data)))


def _rigid_of(start: LinearTransform, mask: Mask) -> "SimpleITK.Euler3DTransform":
    """ITK's form of a rigid map, about the middle of the mask."""
    import SimpleITK

    centre = _centre_of(mask)
    transform = SimpleITK.Euler3DTransform()
    transform.SetCenter(itk_point(centre))
    transform.SetTranslation(itk_point(start.points(centre) - centre))
    flip = np.array([-1.0, -1.0, 1.0])
    transform.SetMatrix((start.matrix[:3, :3] * flip * flip[:, None]).ravel().tolist(), 1e-6)
    return transform


def _affine_of(
    rigid: "SimpleITK.Euler3DTransform | SimpleITK.AffineTransform",
) -> "SimpleITK.AffineTransform":
    import SimpleITK

    affine = SimpleITK.AffineTransform(3)
    affine.SetCenter(rigid.GetCenter())
    affine.SetMatrix(rigid.GetMatrix())
    affine.SetTranslation(rigid.GetTranslation())
    return affine
