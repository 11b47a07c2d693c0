"""Results of steps survive the way to the disk and back."""

import numpy as np

from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.pipeline import records
from analysis.preprocess.coregister import Coregistration
from analysis.preprocess.motion import Motion
from analysis.preprocess.normalise import Normalisation
from analysis.preprocess.realign import Realignment
from analysis.preprocess.resample import ResampledSeries
from analysis.preprocess.segment import Segmentation, TissueVolumes
from analysis.preprocess.structural import Structure
from analysis.preprocess.transforms import LinearTransform, Warp
from tests.orientations import oriented_grid

GRID = oriented_grid("oblique")
RANDOM = np.random.default_rng(0)


def some_volume() -> Volume:
    return Volume(GRID, RANDOM.random(GRID.shape))


def some_matrix() -> LinearTransform:
    return LinearTransform(np.array([[1, 0.1, 0, 3], [0, 1, 0, -2], [0.1, 0, 1, 5], [0, 0, 0, 1.0]]))


def test_that_a_structure_comes_back():
    fields = (Warp(GRID, RANDOM.normal(size=(*GRID.shape, 3))) for _ in range(2))
    way = Normalisation(some_matrix(), *fields, 0.8, (0.4, 2.1))
    brain = Mask(GRID, RANDOM.random(GRID.shape) > 0.5)
    tissues = Segmentation(some_volume(), some_volume(), some_volume(), brain, TissueVolumes(700.0, 500.0, 300.0, 12.5))
    before = Structure(some_volume(), tissues, way)
    after = records.structure_of(records.structure_arrays(before))
    points = GRID.to_mm(RANDOM.random((20, 3)) * 5)
    np.testing.assert_array_equal(after.normalisation.from_mni(points), way.from_mni(points))
    np.testing.assert_array_equal(after.normalisation.to_mni(points), way.to_mni(points))
    np.testing.assert_array_equal(after.tissues.white.data, tissues.white.data)
    np.testing.assert_array_equal(after.tissues.brain.data, brain.data)
    assert after.tissues.volumes == tissues.volumes
    assert after.normalisation.jacobian == (0.4, 2.1)
    assert after.t1.grid.matches(GRID)


def test_that_motion_and_coregistration_come_back():
    before = Realignment(Motion(RANDOM.normal(0, 0.1, (7, 6))), 2, some_volume())
    after = records.realignment_of(records.realignment_arrays(before))
    np.testing.assert_array_equal(after.motion.parameters, before.motion.parameters)
    np.testing.assert_array_equal(after.mean.data, before.mean.data)
    assert after.reference == 2
    found = records.coregistration_of(records.coregistration_arrays(Coregistration(some_matrix(), 0.9, 0.95, 0.5)))
    np.testing.assert_array_equal(found.transform.matrix, some_matrix().matrix)
    assert (found.overlap, found.coverage) == (0.9, 0.95)


def test_that_a_series_comes_back_with_its_missing_voxels():
    where = RANDOM.random(GRID.shape) > 0.4
    data = np.where(where[..., None], RANDOM.random((*GRID.shape, 6)), np.nan).astype(np.float32)
    before = ResampledSeries(Series(GRID, ArrayFrames(data), 2.0), Mask(GRID, where), 0.6)
    after = records.resampled_of(records.resampled_arrays(before))
    for timepoint in range(6):
        np.testing.assert_array_equal(after.series.frames.frame(timepoint), data[..., timepoint])
    assert after.series.tr_s == 2.0
    assert after.fraction_covered == 0.6
