"""The same work by other libraries in the same run: cleaning by nilearn, a warp by dipy and by ITK's demons.

All get the same input; the warps are judged by the demonstration patient's known anatomy. A library that is not
installed is left out with a sentence: dipy is none of the project's dependencies.
"""

from collections.abc import Callable

import numpy as np
from scipy import ndimage

from analysis.demo import FULL
from analysis.demo.anatomy import make_anatomy
from analysis.demo.structural import make_t1
from analysis.image import Volume
from analysis.pipeline.steps_anatomy import the_template
from analysis.preprocess.band import band_bins
from analysis.preprocess.confounds import Confounds
from analysis.preprocess.filter import FilterOptions, apply_filter, filter_matrix
from analysis.preprocess.normalise import fit_affine, warp_between
from analysis.preprocess.resample import volumes_onto
from analysis.preprocess.transforms import itk_image, warp_from_itk
from benchmarks.process_tree import Watch, print_head, print_used

_NEAR_MM = 4.0


def measured(name: str, work: Callable[[], np.ndarray], judge: Callable[[np.ndarray], str]) -> None:
    """One line of a comparison."""
    try:
        with Watch() as watch:
            result = work()
    except ImportError as error:
        print(f"{name:44} left out: {error.name} is not installed")
        return
    print_used(name, watch.whole, judge(result))


def cleaning() -> None:
    """Trend, 28 confounds and a band-pass of a series in the brain of the standard grid of 3 mm."""
    rng = np.random.default_rng(0)
    n, tr_s, n_voxels = 230, 2.0, 82_000
    confounds = rng.standard_normal((n, 28))
    weights = rng.standard_normal((28, n_voxels), dtype=np.float32)
    values = 1000 + 8 * rng.standard_normal((n, n_voxels), dtype=np.float32) + confounds.astype(np.float32) @ weights

    def ours() -> np.ndarray:
        options = FilterOptions()
        bins = band_bins(options.low_hz, options.high_hz, n, tr_s, options.convention)
        columns = Confounds(tuple(f"c{number}" for number in range(28)), confounds)
        matrix, _ = filter_matrix(n, options, bins, columns)
        return apply_filter(values, matrix, keep_mean=False)

    def nilearn() -> np.ndarray:
        from nilearn.signal import clean

        options = {"detrend": True, "standardize": None, "low_pass": 0.08, "high_pass": 0.01, "t_r": tr_s}
        return np.asarray(clean(values, confounds=confounds, **options))

    def left(cleaned: np.ndarray) -> str:
        return f"standard deviation left: {cleaned[:, :500].std():.3f}"

    print_head(f"cleaning of {n} x {n_voxels}, 28 confounds")
    measured("Algoscope", ours, left)
    measured("nilearn.signal.clean (Butterworth)", nilearn, left)


def warping() -> None:
    """The same warp after the same affine map, of images of 2 mm; error by the known anatomy, within the brain."""
    template, anatomy = the_template(), make_anatomy(0)
    t1 = make_t1(FULL, anatomy, 0)
    affine = fit_affine(t1, template)
    fixed, brain = template.t1, template.brain
    (moving,) = volumes_onto([t1], fixed.grid, affine.points, outside=0.0)
    near = ndimage.distance_transform_edt(~brain.data, sampling=fixed.grid.voxel_size_mm) <= _NEAR_MM
    cut = Volume(moving.grid, np.where(near, moving.data, 0))
    points = brain.grid.to_mm(np.argwhere(brain.data))
    truth = anatomy.from_mni(points)

    def error(found: np.ndarray) -> str:
        apart = np.linalg.norm(affine.points(found) - truth, axis=1)
        return f"error {apart.mean():.2f} mm in the mean, {np.percentile(apart, 95):.2f} mm at the 95th percentile"

    print_head("warp of T1 and template, 2 mm")
    print(f"{'affine alone':74}{error(points)}")
    measured(
        "Algoscope (greedy)", lambda: warp_between(fixed, cut, template.rim, (100, 50, 10))[0].points(points), error
    )
    measured("dipy SyN (cross-correlation, 30-20-10)", lambda: dipy_warp(fixed, cut)[brain.data], error)
    measured("ITK demons (symmetric forces, 3 levels x 40)", lambda: demons_warp(fixed, cut, points), error)


def dipy_warp(fixed: Volume, moving: Volume) -> np.ndarray:
    """``(ni, nj, nk, 3)``: where in the moving image, mm, each voxel of the fixed one is."""
    from dipy.align.imwarp import SymmetricDiffeomorphicRegistration  # type: ignore[import-not-found]
    from dipy.align.metrics import CCMetric  # type: ignore[import-not-found]

    affine = fixed.grid.affine
    engine = SymmetricDiffeomorphicRegistration(metric=CCMetric(3), level_iters=[30, 20, 10])
    images = [np.ascontiguousarray(v.data / v.data.max(), dtype=np.float32) for v in (fixed, moving)]
    mapping = engine.optimize(*images, static_grid2world=affine, moving_grid2world=affine)
    places = fixed.grid.to_mm(np.moveaxis(np.indices(fixed.grid.shape), 0, -1)).astype(np.float32)
    moved = [mapping.transform(np.ascontiguousarray(places[..., axis]), interpolation="linear") for axis in range(3)]
    return np.stack(moved, axis=-1)


def demons_warp(fixed: Volume, moving: Volume, points: np.ndarray) -> np.ndarray:
    """The points in the moving image, mm."""
    import SimpleITK

    one = itk_image(fixed)
    other = SimpleITK.HistogramMatching(itk_image(moving), one, 256, 10, True)
    fields: list[SimpleITK.Image] = []
    for factor in (4, 2, 1):
        small = [
            SimpleITK.Shrink(SimpleITK.SmoothingRecursiveGaussian(image, 1.0 * factor), [factor] * 3)
            for image in (one, other)
        ]
        demons = SimpleITK.FastSymmetricForcesDemonsRegistrationFilter()
        demons.SetNumberOfIterations(40)
        demons.SetStandardDeviations(1.5)
        fields = [demons.Execute(*small, *(SimpleITK.Resample(field, small[0]) for field in fields))]
    array = SimpleITK.GetArrayFromImage(SimpleITK.Resample(fields[0], one)).astype(np.float32)
    return warp_from_itk(array, fixed.grid).points(points)
