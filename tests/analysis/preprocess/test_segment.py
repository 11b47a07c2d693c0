"""Tissues of a ball with three shells."""

import numpy as np
import pytest
from scipy import ndimage

from analysis.errors import Cancelled, DataError, GeometryError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.preprocess.segment import segment

GRID = Grid((30, 30, 30), np.diag([2.0, 2.0, 2.0, 1.0]))


def shells() -> tuple[np.ndarray, Mask]:
    """0 fluid, 1 gray, 2 white in shells of a ball, and the ball."""
    ijk = np.stack(np.meshgrid(*[np.arange(30)] * 3, indexing="ij"), axis=-1)
    radius = np.linalg.norm(ijk - 14.5, axis=-1)
    return np.digitize(-radius, [-10, -7]), Mask(GRID, radius < 13)


def blurred_priors(labels: np.ndarray) -> tuple[Volume, Volume, Volume]:
    maps = [ndimage.gaussian_filter((labels == n).astype(float), 2) for n in (1, 2, 0)]
    return Volume(GRID, maps[0]), Volume(GRID, maps[1]), Volume(GRID, maps[2])


def t1_of(labels: np.ndarray) -> Volume:
    noise = np.random.default_rng(0).normal(0, 20, GRID.shape)
    return Volume(GRID, np.choose(labels, [100, 350, 550]) + noise)


def test_that_tissues_are_found_and_their_volumes_are_those_of_the_shells():
    labels, ball = shells()
    result = segment(t1_of(labels), ball, blurred_priors(labels))
    for n, found, ml in [
        (0, result.csf, result.volumes.csf_ml),
        (1, result.gray, result.volumes.gray_ml),
        (2, result.white, result.volumes.white_ml),
    ]:
        truth = (labels == n) & ball.data
        assert np.count_nonzero((found.data > 0.5) & truth) > 0.97 * np.count_nonzero(truth)
        assert ml == pytest.approx(np.count_nonzero(truth) * 8 / 1000, rel=0.04)
    assert result.volumes.tiv_ml == pytest.approx(ball.volume_mm3 / 1000, rel=1e-5)


def test_that_probabilities_add_up_to_one_inside_and_are_zero_outside():
    labels, ball = shells()
    result = segment(t1_of(labels), ball, blurred_priors(labels))
    total = result.gray.data + result.white.data + result.csf.data
    np.testing.assert_allclose(total[ball.data], 1, atol=1e-5)
    assert (total[~ball.data] == 0).all()


def test_that_brightness_alone_does_not_matter():
    labels, ball = shells()
    image, priors = t1_of(labels), blurred_priors(labels)
    ten_times = Volume(GRID, 10 * image.data)
    np.testing.assert_allclose(
        segment(ten_times, ball, priors).gray.data, segment(image, ball, priors).gray.data, atol=1e-3
    )


def test_that_an_image_of_another_contrast_is_refused():
    labels, ball = shells()
    negative = Volume(GRID, 1000 - t1_of(labels).data)
    with pytest.raises(DataError, match="no T1-weighted image"):
        segment(negative, ball, blurred_priors(labels))


def test_that_empty_inputs_are_refused():
    labels, ball = shells()
    priors = blurred_priors(labels)
    with pytest.raises(DataError, match="too small"):
        segment(t1_of(labels), Mask(GRID, np.zeros(GRID.shape)), priors)
    with pytest.raises(DataError, match="same value everywhere"):
        segment(Volume(GRID, np.ones(GRID.shape)), ball, priors)
    with pytest.raises(DataError, match="prior is empty"):
        segment(t1_of(labels), ball, (priors[0], Volume(GRID, np.zeros(GRID.shape)), priors[2]))
    with pytest.raises(GeometryError, match="grid of the T1"):
        segment(t1_of(labels), Mask(Grid((3, 3, 3), np.eye(4)), np.ones((3, 3, 3))), priors)


def test_that_segmentation_can_be_cancelled():
    def cancel(fraction: float, message: str = "") -> None:
        raise Cancelled

    labels, ball = shells()
    with pytest.raises(Cancelled):
        segment(t1_of(labels), ball, blurred_priors(labels), cancel)


def test_that_a_lesion_is_of_no_tissue_and_moves_no_mean():
    labels, ball = shells()
    image, priors = t1_of(labels), blurred_priors(labels)
    hole = np.zeros(GRID.shape, dtype=bool)
    hole[12:20, 12:20, 12:20] = True
    sick = Volume(GRID, np.where(hole, 450.0, image.data))  # between gray and white matter: it pulls both means
    healthy, told = segment(image, ball, priors), segment(sick, ball, priors, lesion=Mask(GRID, hole))
    outside = ball.data & ~hole
    np.testing.assert_allclose(told.white.data[outside], healthy.white.data[outside], atol=0.02)
    for tissue in (told.gray, told.white, told.csf):
        assert (tissue.data[hole] == 0).all()
    assert told.volumes.lesion_ml == pytest.approx(8**3 * 8 / 1000)
    assert told.volumes.tiv_ml == pytest.approx(ball.volume_mm3 / 1000, rel=1e-5)
    assert told.brain.n_voxels == ball.n_voxels


def test_that_a_lesion_on_another_grid_is_refused():
    labels, ball = shells()
    other = Mask(Grid((3, 3, 3), np.eye(4)), np.ones((3, 3, 3)))
    with pytest.raises(GeometryError, match="lesion"):
        segment(t1_of(labels), ball, blurred_priors(labels), lesion=other)
