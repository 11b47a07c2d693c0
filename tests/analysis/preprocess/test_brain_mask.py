import nibabel
import numpy as np
import pytest

from analysis.errors import Cancelled, DataError
from analysis.grid import Grid
from analysis.image import ArrayFrames, Series, Volume
from analysis.preprocess.brain_mask import estimate_brain_mask, estimate_brain_mask_of_volume, temporal_mean
from tests.reference_case import grid_of, series_of
from tests.stopped import stopped_after


def _head(shape=(40, 44, 30), centre=(20, 22, 12), radii=(14, 17, 11), seed=0):
    """A bright ellipsoid of 3 mm voxels, with a dark ventricle, in noise; and where it is."""
    at = np.indices(shape)
    inside = sum(((at[a] - centre[a]) / radii[a]) ** 2 for a in range(3)) <= 1
    ventricle = sum(((at[a] - centre[a]) / 2) ** 2 for a in range(3)) <= 1
    noise = np.abs(np.random.default_rng(seed).standard_normal(shape)) * 10
    return np.where(inside & ~ventricle, 900.0, 40.0) + noise, inside


def _dice(a, b):
    return 2 * np.count_nonzero(a & b) / (np.count_nonzero(a) + np.count_nonzero(b))


def test_that_the_mask_is_the_bright_ellipsoid_with_its_hole_filled():
    image, inside = _head()
    mask = estimate_brain_mask_of_volume(Volume(grid_of(image.shape), image))
    assert _dice(mask.data, inside) > 0.95
    assert mask.data[20, 22, 12]


def test_that_a_brain_cut_by_the_field_of_view_keeps_its_lowest_slice():
    image, inside = _head(centre=(20, 22, 5))
    mask = estimate_brain_mask_of_volume(Volume(grid_of(image.shape), image))
    assert _dice(mask.data[:, :, 0], inside[:, :, 0]) > 0.9


def test_that_the_mask_does_not_depend_on_the_brightness():
    image, _ = _head()
    grid = grid_of(image.shape)
    once = estimate_brain_mask_of_volume(Volume(grid, image))
    again = estimate_brain_mask_of_volume(Volume(grid, image * 1000))
    assert np.array_equal(once.data, again.data)


def test_that_the_mask_flips_with_the_image():
    image, _ = _head(centre=(17, 22, 12))
    grid = grid_of(image.shape)
    mask = estimate_brain_mask_of_volume(Volume(grid, image))
    flipped = estimate_brain_mask_of_volume(Volume(grid, image[::-1]))
    assert np.array_equal(mask.data[::-1], flipped.data)


def test_that_a_series_gives_the_mask_of_its_mean():
    image, _ = _head()
    rng = np.random.default_rng(3)
    series = series_of(image[..., None] + rng.standard_normal((*image.shape, 6)))
    mean = temporal_mean(series)
    np.testing.assert_allclose(
        mean.data, np.mean([series.frames.frame(t) for t in range(6)], axis=0, dtype=np.float64), rtol=1e-6
    )
    assert np.array_equal(estimate_brain_mask(series).data, estimate_brain_mask_of_volume(mean).data)


@pytest.mark.parametrize("value", [0.0, 12.0, np.nan])
def test_that_an_image_without_contrast_is_refused(value):
    with pytest.raises(DataError, match="same value everywhere"):
        estimate_brain_mask(series_of(np.full((9, 9, 9, 3), value)))


def test_that_an_image_with_one_bright_speck_is_refused():
    image = np.zeros((30, 30, 20))
    image[10:12, 10:12, 10:12] = 100
    with pytest.raises(DataError, match="give a mask"):
        estimate_brain_mask_of_volume(Volume(grid_of(image.shape), image))


def test_that_it_can_be_cancelled():
    with pytest.raises(Cancelled):
        estimate_brain_mask(series_of(np.random.default_rng(0).random((5, 5, 5, 20))), stopped_after(0.3))


def _real(path, frames):
    image = nibabel.load(path)
    values = np.stack([np.asarray(image.dataobj[..., t], dtype=np.float32) for t in frames], axis=-1)
    return Series(Grid(image.shape[:3], image.affine), ArrayFrames(values))


def test_that_a_real_bold_series_gives_one_brain_down_to_its_lowest_slice(fixtures):
    series = _real(fixtures / "real/studyforrest/bold_task-oneback_156vol.nii.gz", range(0, 8, 4))
    mask = estimate_brain_mask(series)
    # An adult brain with its cerebrospinal fluid fills 1.1 to 1.8 L.
    assert 1100 < mask.volume_mm3 / 1000 < 1800
    assert np.count_nonzero(mask.data[:, :, 0]) > 100
    background = series.frames.frame(0)[~mask.data]
    assert np.median(series.frames.frame(0)[mask.data]) > 20 * np.median(background)


def test_that_the_m0_image_and_the_suppressed_images_of_a_real_asl_scan_give_about_the_same_brain(fixtures):
    path = fixtures / "real/asl/pcasl3d_m0_and_pairs.nii.gz"
    m0, pairs = (estimate_brain_mask(_real(path, frames)) for frames in ([0], range(2, 8)))
    assert 1100 < m0.volume_mm3 / 1000 < 1800
    assert _dice(m0.data, pairs.data) > 0.9
