"""Linear registration by mutual information from several starts, so that no header offset and no neck misleads it.

Mattes' mutual information (Mattes et al. 2003, IEEE Trans Med Imaging 22:120) as ITK has it. The best of several
coarse rigid fits is refined; which starts there are is said in `_starts`.
"""

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage

from analysis.errors import DataError
from analysis.image import Mask, Volume
from analysis.preprocess.engine import watch_itk
from analysis.preprocess.transforms import LinearTransform, from_itk, itk_image, itk_point
from analysis.progress import Progress, part, silent

if TYPE_CHECKING:
    import SimpleITK

_SEED = 42
_BINS = 40


class Kind(Enum):
    """How much an image may be deformed."""

    RIGID = 6
    AFFINE = 12


@dataclass(frozen=True, eq=False)
class LinearFit:
    """Fixed mm -> moving mm, its mutual information, and that of each coarse start (0 where one saw no overlap)."""

    transform: LinearTransform
    mutual_information: float
    starts: tuple[float, ...] = ()


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
    kind : what is going to be fitted; for an affine fit (another brain) more tilts are tried

    Raises
    ------
    DataError
        if an image or the mask is empty, or the images share nothing from any start
    """
    images = _Images(fixed, moving, mask, None)
    level = _Level((8.0 if kind is Kind.AFFINE else 6.0,), (4.0,), 2.0, 60, 0.5)
    centre = _centre_of(mask)
    pitches = (0, 15, -15) if kind is Kind.AFFINE else (0,)
    tries = [(shift, pitch) for shift in _starts(centre, moving) for pitch in pitches]
    fits = []
    for number, (shift, pitch) in enumerate(tries):
        step = part(progress, number / len(tries), (number + 1) / len(tries))
        fits.append(images.optimise(_rigid(centre, shift, pitch), level, step))
    found, transform = min(fits, key=lambda fit: fit[0])
    if found >= 0:
        raise DataError("The two images share no region, so they cannot be aligned: are they of the same patient?")
    return LinearFit(from_itk(transform), -found, tuple(-value for value, _ in fits))


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


def _starts(centre_mm: np.ndarray, moving: Volume) -> list[np.ndarray]:
    """Shifts to begin with: the headers', the moving image's centre of mass, the middle of its field of view.

    The headers are right for most pairs; the middle is wrong where the field of view holds the neck, and the mass
    where it is cut.
    """
    tissue = moving.data > 0.3 * np.nanpercentile(moving.data, 98)
    if not tissue.any():
        raise DataError("The image is empty, so it cannot be registered.")
    mass = moving.grid.to_mm(np.array(ndimage.center_of_mass(tissue)))
    return [np.zeros(3), mass - centre_mm, moving.grid.centre_mm - centre_mm]


def _centre_of(mask: Mask) -> np.ndarray:
    if mask.n_voxels == 0:
        raise DataError("The mask is empty: there is nothing to register.")
    return mask.grid.to_mm(np.array(ndimage.center_of_mass(mask.data)))


def _rigid(centre_mm: np.ndarray, shift_mm: np.ndarray, pitch_degrees: float) -> "SimpleITK.Euler3DTransform":
    import SimpleITK

    transform = SimpleITK.Euler3DTransform()
    transform.SetCenter(itk_point(centre_mm))
    transform.SetTranslation(itk_point(shift_mm))
    transform.SetRotation(np.deg2rad(pitch_degrees), 0, 0)
    return transform


def _rigid_of(start: LinearTransform, mask: Mask) -> "SimpleITK.Euler3DTransform":
    """ITK's form of a rigid map."""
    centre = _centre_of(mask)
    transform = _rigid(centre, start.points(centre) - centre, 0)
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
