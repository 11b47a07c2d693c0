import numpy as np
import pytest

from analysis.errors import Cancelled
from analysis.grid import Grid
from analysis.image import Mask
from analysis.perfusion.local_arrival import DIFFERENCE_S, Neighbourhood, neighbourhood_of, prior_from_neighbours
from analysis.perfusion.quality import Tissues

SHAPE = (9, 8, 7)
MASK = Mask(Grid(SHAPE, np.diag([4.0, 4.0, 4.0, 1.0])), np.ones(SHAPE))
TIMES = np.linspace(0, 3, 61)
N = int(np.prod(SHAPE))


def likelihood(att_s, strength=20.0):
    """Each voxel says its own time, with an SD of 1 / sqrt(strength)."""
    return -0.5 * strength * (TIMES[:, None] - att_s) ** 2 + 1000  # what is explained is never below 0


def test_that_neighbours_who_agree_leave_only_the_difference_between_neighbours():
    around = Neighbourhood(MASK, np.zeros(N, dtype=int))
    mean, sd = prior_from_neighbours(likelihood(np.full(N, 2.0), 2000), TIMES, around, 1.3, 0.5)
    np.testing.assert_allclose(mean, 2.0, atol=0.01)
    np.testing.assert_allclose(sd, DIFFERENCE_S, atol=0.01)


def test_that_another_tissue_has_no_say():
    tissue = np.zeros(SHAPE, dtype=int)
    tissue[4:] = 1
    att_s = np.where(tissue == 0, 0.8, 1.8).ravel()
    mean, _ = prior_from_neighbours(likelihood(att_s, 500), TIMES, Neighbourhood(MASK, tissue.ravel()), 1.3, 0.5)
    np.testing.assert_allclose(mean, att_s, atol=0.02)


def test_that_a_voxel_has_no_say_in_its_own_prior():
    att_s = np.full(SHAPE, 1.0)
    att_s[4, 4, 3] = 2.5
    around = Neighbourhood(MASK, np.zeros(N, dtype=int))
    mean, _ = prior_from_neighbours(likelihood(att_s.ravel(), 500), TIMES, around, 1.3, 0.5)
    assert mean.reshape(SHAPE)[4, 4, 3] == pytest.approx(1.0, abs=0.02)


def test_that_a_voxel_without_neighbours_of_its_tissue_keeps_the_prior_of_the_brain():
    tissue = np.arange(N)[:3]
    corners = np.zeros(SHAPE)
    corners[0, 0, 0] = corners[8, 0, 0] = corners[0, 7, 6] = 1
    mean, sd = prior_from_neighbours(
        likelihood(np.full(3, 2.0)), TIMES, Neighbourhood(Mask(MASK.grid, corners), tissue), 1.3, 0.5
    )
    np.testing.assert_allclose(mean, 1.3, atol=0.01)
    np.testing.assert_allclose(sd, np.hypot(0.5, DIFFERENCE_S), atol=0.01)


def test_that_tissue_is_what_most_of_the_voxel_is_and_both_must_be_known():
    gray, white = np.array([0.5, 0.2, 0.1]), np.array([0.3, 0.7, 0.1])
    mask = Mask(Grid((3, 1, 1), np.eye(4)), np.ones((3, 1, 1)))
    found = neighbourhood_of(mask, Tissues(gray, white))
    assert found is not None
    assert found.tissue.tolist() == [0, 1, 2]
    assert neighbourhood_of(mask, Tissues(gray)) is None
    assert neighbourhood_of(mask, None) is None


def test_that_it_can_be_cancelled():
    def stop(fraction, message):
        raise Cancelled

    around = Neighbourhood(MASK, np.zeros(N, dtype=int))
    with pytest.raises(Cancelled):
        prior_from_neighbours(likelihood(np.full(N, 1.0)), TIMES, around, 1.3, 0.5, stop)
