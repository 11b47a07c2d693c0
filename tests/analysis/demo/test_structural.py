"""The T1: tissue contrast where the truth says, a head around the brain, darkness around the head."""

from pathlib import Path

import numpy as np
import pytest

from analysis.demo import QUICK
from analysis.demo.settings import FULL, random_stream
from analysis.demo.structural import receive_bias
from analysis.files import nifti
from analysis.image import Volume

ANAT = "derivatives/truth/sub-demo/anat/sub-demo_space-T1w"


def data(path: Path) -> np.ndarray:
    image = nifti.read(path).image
    assert isinstance(image, Volume)
    return image.data


@pytest.fixture(scope="module")
def t1(patient: Path) -> np.ndarray:
    return data(patient / "sub-demo/anat/sub-demo_T1w.nii.gz")


def test_that_white_is_brighter_than_gray_and_gray_than_fluid(patient: Path, t1: np.ndarray) -> None:
    white, gray, fluid = (
        np.median(t1[data(patient / f"{ANAT}_label-{name}_probseg.nii.gz") > 0.9]) for name in ("WM", "GM", "CSF")
    )
    assert white > 1.25 * gray > 1.25 * 1.5 * fluid
    assert white == pytest.approx(620, rel=0.15)


def test_that_the_values_are_whole_numbers_from_zero(t1: np.ndarray) -> None:
    assert t1.min() >= 0
    np.testing.assert_array_equal(t1, np.rint(t1))


def test_that_the_tissue_fractions_add_up_in_the_brain(patient: Path) -> None:
    total = sum(data(patient / f"{ANAT}_label-{name}_probseg.nii.gz") for name in ("GM", "WM", "CSF"))
    brain = data(patient / f"{ANAT}_desc-brain_mask.nii.gz") > 0
    assert np.median(total[brain]) == pytest.approx(1, abs=0.02)
    assert 1300 < brain.sum() * QUICK.t1_grid.voxel_volume_mm3 / 1000 < 1900  # mL, ventricles included


def test_that_a_bright_scalp_and_a_dark_skull_surround_the_brain(patient: Path, t1: np.ndarray) -> None:
    """Along a ray to the left from the middle of the brain: brain, then a dark gap, then bright scalp, then air."""
    brain = data(patient / f"{ANAT}_desc-brain_mask.nii.gz") > 0
    middle = np.round(np.argwhere(brain).mean(axis=0)).astype(int)
    ray = t1[: middle[0], middle[1], middle[2]][::-1]
    last = np.flatnonzero(brain[: middle[0], middle[1], middle[2]][::-1]).max()
    beyond = ray[last + 1 :]
    scalp = int(beyond[:14].argmax())
    assert beyond[scalp] > 350
    assert beyond[:scalp].min() < 150
    assert np.median(beyond[scalp + 5 :]) < 60


def test_that_the_whole_head_above_the_neck_is_inside_the_image() -> None:
    """The outermost planes at the sides, the front, the back and the top see nothing but noise."""
    from analysis.demo.anatomy import make_anatomy
    from analysis.demo.head import make_head

    grid = QUICK.t1_grid
    assert np.allclose(grid.box_mm, FULL.t1_grid.box_mm, atol=1.5)
    (surface,) = make_anatomy(0).onto(grid, [make_head().surface])
    for plane in (surface[0], surface[-1], surface[:, 0], surface[:, -1], surface[:, :, -1]):
        assert plane.min() > 0


def test_that_the_bias_field_is_smooth_and_around_one() -> None:
    bias = receive_bias(QUICK.t1_grid, random_stream(0, "t1"), log_sd=0.11)
    assert np.log(bias).std() == pytest.approx(0.11, rel=0.01)
    assert np.abs(np.diff(np.log(bias), axis=0)).max() < 0.03
