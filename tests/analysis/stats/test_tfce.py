"""The oracle is the definition: at each height between two values the clusters are labelled by scipy."""

import numpy as np
import pytest
from scipy import ndimage

from analysis.stats.lattice import Connectivity, lattice_of
from analysis.stats.tfce import tfce

STRUCTURES = {6: 1, 18: 2, 26: 3}


def by_definition(volume, inside, connectivity, height_power=2.0, extent_power=0.5):
    """The integral, exactly: between two neighbouring values nothing changes but h."""
    result = np.zeros(volume.shape)
    structure = ndimage.generate_binary_structure(3, STRUCTURES[connectivity])
    heights = np.unique(volume[inside & (volume > 0)]).astype(np.float64)
    for low, high in zip(np.concatenate([[0], heights[:-1]]), heights, strict=True):
        labels, _ = ndimage.label(inside & (volume >= np.float32(high)), structure)
        extents = np.bincount(labels.ravel())
        share = (high ** (height_power + 1) - low ** (height_power + 1)) / (height_power + 1)
        result += np.where(labels > 0, extents[labels].astype(float) ** extent_power * share, 0)
    return result[inside]


@pytest.fixture
def noise():
    rng = np.random.default_rng(12)
    inside = rng.random((9, 10, 8)) > 0.1
    return ndimage.gaussian_filter(rng.normal(size=inside.shape), 0.8).astype(np.float32) * 4, inside


@pytest.mark.parametrize("connectivity", list(Connectivity))
def test_that_it_is_the_integral_of_its_definition(noise, connectivity):
    volume, inside = noise
    found = tfce(volume[inside], lattice_of(inside), connectivity=connectivity)
    expected = by_definition(volume, inside, connectivity) - by_definition(-volume, inside, connectivity)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


def test_that_other_powers_are_obeyed(noise):
    volume, inside = noise
    found = tfce(volume[inside], lattice_of(inside), height_power=1.0, extent_power=0.7, tails=1)
    np.testing.assert_allclose(found, by_definition(volume, inside, 26, 1.0, 0.7), rtol=1e-9)


def test_that_values_that_are_alike_form_one_level():
    rng = np.random.default_rng(0)
    volume = rng.integers(-3, 4, (7, 7, 7)).astype(np.float32)
    inside = np.ones(volume.shape, dtype=bool)
    found = tfce(volume.ravel(), lattice_of(inside), connectivity=Connectivity.FACES)
    expected = by_definition(volume, inside, 6) - by_definition(-volume, inside, 6)
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_that_a_block_solved_by_hand_comes_out():
    # eight voxels of height 3: sqrt(8) * 3³ / 3; one of them 5: + sqrt(1) * (5³ - 3³) / 3
    volume = np.zeros((4, 4, 4), np.float32)
    volume[1:3, 1:3, 1:3] = 3
    volume[1, 1, 1] = 5
    found = tfce(volume.ravel(), lattice_of(np.ones(volume.shape, dtype=bool))).reshape(volume.shape)
    assert found[2, 2, 2] == pytest.approx(np.sqrt(8) * 9)
    assert found[1, 1, 1] == pytest.approx(np.sqrt(8) * 9 + 98 / 3)
    assert found[0, 0, 0] == 0


def test_that_the_sign_mirrors_and_nan_stays(noise):
    volume, inside = noise
    lattice = lattice_of(inside)
    np.testing.assert_allclose(tfce(-volume[inside], lattice), -tfce(volume[inside], lattice))
    with_gap = volume[inside].copy()
    with_gap[0] = np.nan
    assert np.isnan(tfce(with_gap, lattice)).tolist() == np.isnan(with_gap).tolist()
    # twice the height is eight times the integral, for H = 2
    np.testing.assert_allclose(tfce(2 * volume[inside], lattice), 8 * tfce(volume[inside], lattice), rtol=1e-6)
