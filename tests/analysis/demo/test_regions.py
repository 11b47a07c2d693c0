"""Regions named by AAL: the right side, a weight that keeps its volume, one value for each territory."""

import numpy as np
import pytest

from analysis.atlas.parcellation import aal
from analysis.atlas.territories import Territory, territory_of
from analysis.demo.regions import (
    DECREASED,
    INCREASED,
    NETWORKS,
    amplitude_factor,
    both_sides,
    coarse_labels,
    soft_region,
    soft_territories,
)


def test_that_both_sides_of_each_name_are_given_left_first() -> None:
    assert both_sides("Cuneus", "Angular") == ("Cuneus_L", "Cuneus_R", "Angular_L", "Angular_R")


def test_that_every_region_of_a_network_or_change_is_one_of_aal_and_of_one_network_only() -> None:
    members = [name for names in NETWORKS.values() for name in names]
    assert set(members) | set(DECREASED) | set(INCREASED) <= set(aal().names.values())
    assert len(members) == len(set(members))


def test_that_a_coarse_voxel_lies_where_the_fine_one_that_it_repeats_lies() -> None:
    grid, labels = coarse_labels()
    ijk = np.argwhere(labels > 0)[::211]
    np.testing.assert_array_equal(labels[tuple(ijk.T)], aal().labels_at(grid.to_mm(ijk)))
    np.testing.assert_allclose(grid.voxel_size_mm, (2, 2, 2))


def test_that_softening_keeps_the_volume_and_the_centre_of_a_region() -> None:
    """A Gaussian has weight 1 and mean 0; no weight leaves the grid from a region in the middle of it."""
    grid, labels = coarse_labels()
    hard = labels == aal().label_of("Calcarine_L")
    soft = soft_region(("Calcarine_L",), fwhm_mm=5).data
    assert soft.sum() == pytest.approx(hard.sum(), rel=1e-4)
    xyz = grid.to_mm(np.argwhere(soft > 0))
    np.testing.assert_allclose(
        np.average(xyz, axis=0, weights=soft[soft > 0]), grid.to_mm(np.argwhere(hard)).mean(axis=0), atol=0.01
    )


def test_that_a_soft_region_is_one_deep_inside_zero_far_outside_and_sharp_without_a_width() -> None:
    everything = tuple(aal().names.values())
    _, labels = coarse_labels()
    soft = soft_region(everything, fwhm_mm=8).data
    assert soft.max() == pytest.approx(1, abs=1e-3)
    assert soft[0, 0, 0] == 0
    sharp = soft_region(everything, fwhm_mm=0.1).data
    np.testing.assert_array_equal(sharp, labels > 0)


def test_that_each_territory_has_its_value_deep_inside_and_its_neighbours_share_at_the_border() -> None:
    values = {Territory.ACA: 1.0, Territory.MCA: 2.0, Territory.PCA: 3.0, Territory.VB: 4.0}
    _, labels = coarse_labels()
    hard = soft_territories(values, fwhm_mm=0.1, title="number", unit="s")
    for name in ("Frontal_Sup_Medial_L", "Insula_R", "Calcarine_R", "Cerebelum_9_L"):
        inside = labels == aal().label_of(name)
        assert set(np.unique(hard.data[inside])) == {values[territory_of(name)]}, name
    assert hard.unit == "s"
    soft = soft_territories(values, fwhm_mm=16, title="number", unit="s").data
    assert 1 <= soft.min() < soft.max() <= 4 + 1e-5
    assert np.isfinite(soft).all()  # continued beyond the labelled cortex


def test_that_the_amplitude_changes_on_the_named_sides_only() -> None:
    """Lobule IX is changed on the right (x > 0), the postcentral gyri on both sides; nothing else by much."""
    grid, _ = coarse_labels()
    factor = amplitude_factor().data
    more = grid.to_mm(np.argwhere(factor > 1.5))
    assert more[:, 0].min() > 0
    np.testing.assert_allclose(more.mean(axis=0), (10, -50, -47), atol=3)
    less = grid.to_mm(np.argwhere(factor < 0.7))
    assert (less[:, 0] < 0).any()
    assert (less[:, 0] > 0).any()
    assert less[:, 2].min() > 0
    assert factor.min() == pytest.approx(0.4, abs=1e-3)
    assert factor.max() == pytest.approx(2.0, abs=1e-3)
    assert factor[0, 0, 0] == 1
