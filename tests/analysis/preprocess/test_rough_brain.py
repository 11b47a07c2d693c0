"""The rough brain mask: on heads made of balls, in every orientation, and on a real T1 image."""

import time

import nibabel as nib
import numpy as np
import pytest

from analysis.errors import Cancelled, DataError
from analysis.grid import Grid
from analysis.image import Volume
from analysis.preprocess.rough_brain import block_factors, block_means, otsu_threshold, rough_brain_mask
from tests.orientations import ORIENTATIONS, oriented_grid

BRAIN_CENTRE_MM = np.array([6.0, -9.0, 12.0])
BRAIN_RADII_MM = np.array([62.0, 78.0, 60.0])


def radius_in_brains(grid: Grid) -> np.ndarray:
    """1 on the surface of an ellipsoid of 1215 ml, less inside."""
    ijk = np.stack(np.meshgrid(*[np.arange(n) for n in grid.shape], indexing="ij"), axis=-1)
    return np.linalg.norm((grid.to_mm(ijk) - BRAIN_CENTRE_MM) / BRAIN_RADII_MM, axis=-1)


def made_head(grid: Grid, *, bridge: bool = False) -> tuple[Volume, np.ndarray]:
    """A brain, dark fluid and skull, a bright scalp; a bridge is a vein of 4 mm through the skull."""
    radius = radius_in_brains(grid)
    data = np.where(radius < 1, 100.0, np.where(radius < 1.16, 8.0, np.where(radius < 1.3, 90.0, 0.0)))
    if bridge:
        ijk = np.stack(np.meshgrid(*[np.arange(n) for n in grid.shape], indexing="ij"), axis=-1)
        x, y, _ = np.moveaxis(grid.to_mm(ijk) - BRAIN_CENTRE_MM, -1, 0)
        data[(np.hypot(x, y) < 2) & (radius < 1.3)] = 100.0
    noise = np.random.default_rng(3).normal(0, 2, grid.shape)
    return Volume(grid, np.abs(data + noise)), radius < 1


def overlap(a: np.ndarray, b: np.ndarray) -> float:
    """Dice 1945, Ecology 26:297."""
    return 2 * np.count_nonzero(a & b) / (np.count_nonzero(a) + np.count_nonzero(b))


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_the_brain_is_found_in_every_orientation(name):
    head, truth = made_head(oriented_grid(name, (56, 62, 54), (3.6, 3.5, 3.7)))
    mask = rough_brain_mask(head)
    assert mask.grid is head.grid
    assert overlap(mask.data, truth) > 0.97
    centre_mm = head.grid.to_mm(np.argwhere(mask.data)).mean(axis=0)
    np.testing.assert_allclose(centre_mm, BRAIN_CENTRE_MM, atol=1.0)


def test_that_a_vein_to_the_scalp_does_not_let_the_mask_out():
    head, truth = made_head(oriented_grid("RAS", (100, 112, 96), (2.0, 2.0, 2.0)), bridge=True)
    assert overlap(rough_brain_mask(head).data, truth) > 0.97


def test_that_a_brain_without_its_head_is_taken_as_it_is_with_its_ventricles():
    grid = oriented_grid("LPS", (56, 62, 54), (3.6, 3.5, 3.7))
    radius = radius_in_brains(grid)
    data = np.where(radius < 1, 100.0, np.nan)
    data[radius < 0.25] = 10.0
    assert overlap(rough_brain_mask(Volume(grid, data)).data, radius < 1) > 0.97


def test_that_something_larger_than_any_head_is_refused():
    grid = oriented_grid("RAS", (40, 40, 40), (8.0, 8.0, 8.0))
    ijk = np.stack(np.meshgrid(*[np.arange(40)] * 3, indexing="ij"), axis=-1)
    data = np.where(np.linalg.norm(grid.to_mm(ijk), axis=-1) < 140, 100.0, 0.0)
    with pytest.raises(DataError, match="could not be told from"):
        rough_brain_mask(Volume(grid, data))


@pytest.mark.parametrize("value", [0.0, 7.0, np.nan])
def test_that_an_image_without_contrast_is_refused(value):
    with pytest.raises(DataError, match=r"above zero|same value everywhere"):
        rough_brain_mask(Volume(oriented_grid("RAS", (20, 20, 20)), np.full((20, 20, 20), value)))


def test_that_the_mask_can_be_cancelled_while_it_is_being_made():
    head, _ = made_head(oriented_grid("RAS", (56, 62, 54), (3.6, 3.5, 3.7)))
    calls = []

    def stop_at_the_fifth(fraction: float, message: str = "") -> None:
        calls.append(fraction)
        if len(calls) == 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        rough_brain_mask(head, stop_at_the_fifth)


def test_that_progress_only_goes_forward():
    head, _ = made_head(oriented_grid("RAS", (56, 62, 54), (3.6, 3.5, 3.7)))
    reported = []
    rough_brain_mask(head, lambda fraction, message="": reported.append(fraction))
    assert reported == sorted(reported)
    assert reported[-1] <= 1


def test_that_otsus_threshold_parts_two_groups():
    values = np.array([10.0] * 30 + [12.0] * 30 + [40.0] * 20 + [44.0] * 20)
    assert 12 < otsu_threshold(values) < 40


def test_that_block_means_are_means_and_leave_incomplete_blocks_out():
    grid = oriented_grid("RAS", (5, 2, 2), (1.0, 1.0, 1.0))
    data = np.zeros((5, 2, 2))
    data[0, 0, 0], data[1, 1, 1], data[2, 0, 0] = 8.0, 16.0, np.nan
    data[4] = 1000.0
    means = block_means(Volume(grid, data), (2, 2, 2))
    np.testing.assert_allclose(means.data.ravel(), [24 / 8, 0.0])


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_the_centre_of_a_block_is_the_mean_of_the_centres_of_its_voxels(name):
    grid = oriented_grid(name, (6, 7, 8))
    blocks = block_means(Volume(grid, np.ones(grid.shape)), (2, 3, 4)).grid
    ijk = np.stack(np.meshgrid([2, 3], [3, 4, 5], [4, 5, 6, 7], indexing="ij"), axis=-1).reshape(-1, 3)
    np.testing.assert_allclose(blocks.to_mm(np.array([1, 1, 1])), grid.to_mm(ijk).mean(axis=0), atol=1e-9)


def test_that_blocks_come_nearest_to_the_length_and_never_exceed_the_image():
    assert block_factors(oriented_grid("RAS", (40, 40, 1), (0.7, 1.0, 0.5)), 2.0) == (3, 2, 1)


def test_that_the_brain_of_a_real_head_has_the_volume_of_a_brain(fixtures):
    # Adults have a brain of 1.0 to 1.6 l (Ritchie et al. 2018, Cereb Cortex 28:2959); the mask also has the
    # fluid between the gyri and the ventricles.
    image = nib.load(fixtures / "real" / "studyforrest" / "T1w_defaced.nii.gz")
    t1 = Volume(Grid(image.shape, image.affine), np.asarray(image.dataobj, dtype=np.float32))
    start = time.process_time()
    mask = rough_brain_mask(t1)
    assert time.process_time() - start < 5.0
    assert 1200 < mask.volume_mm3 / 1000 < 1800
    low, high = (
        t1.grid.to_mm(np.argwhere(mask.data)[::50]).min(axis=0),
        t1.grid.to_mm(np.argwhere(mask.data)).max(axis=0),
    )
    assert 120 < (high - low)[0] < 160  # the width of a brain, ear to ear
    assert 150 < (high - low)[1] < 200
