"""Expected values: DPABI's own y_GRF_Threshold and y_Smoothest, run on the cases named here."""

import math
import time

import numpy as np
import pytest
from scipy import ndimage

from analysis.errors import DataError, OptionError
from analysis.stats.lattice import lattice_of
from analysis.stats.random_field import (
    DofRule,
    SmoothnessSource,
    cluster_p,
    cluster_rule,
    dlh_of_fwhm,
    dof_factor,
    smoothness_of_map,
    smoothness_of_residuals,
)

V, FWHM = 70831, 8 / 3
# FWHM in mm of 3 mm voxels: voxel p, cluster p, tails -> least cluster size
SETTINGS = [(0.05, 0.05, 1), (0.05, 0.05, 2), (0.01, 0.05, 1), (0.01, 0.05, 2),
            (0.01, 0.01, 1), (0.01, 0.01, 2), (0.001, 0.05, 1), (0.001, 0.05, 2)]  # fmt: skip
SIZES = {
    6: (0.577082881, (161, 94, 45, 35, 58, 44, 15, 13)),
    8: (0.243456841, (327, 194, 91, 70, 121, 92, 28, 24)),
    10: (0.124649902, (562, 337, 155, 120, 211, 161, 46, 40)),
    12: (0.0721353602, (868, 525, 238, 185, 331, 253, 68, 60)),
}


@pytest.mark.parametrize("fwhm_mm", SIZES)
def test_that_the_least_cluster_sizes_are_those_of_dpabi(fwhm_mm):
    dlh, sizes = SIZES[fwhm_mm]
    assert dlh_of_fwhm(fwhm_mm / 3) == pytest.approx(dlh, rel=1e-8)
    assert tuple(cluster_rule(p, a, V, dlh, tails).k_min for p, a, tails in SETTINGS) == sizes


@pytest.mark.parametrize(
    ("voxel_p", "cluster_p", "k"), [(0.01, 0.05, 70), (0.01, 0.01, 92), (0.001, 0.05, 24), (0.05, 0.05, 195)]
)
def test_that_the_settings_of_the_papers_give_their_sizes(voxel_p, cluster_p, k):
    assert cluster_rule(voxel_p, cluster_p, 70489, dlh_of_fwhm(2.67)).k_min == k


def test_that_the_inner_numbers_are_those_of_dpabi():
    rule = cluster_rule(0.01, 0.01, V, 0.243456841)
    assert rule.z == pytest.approx(2.575829, abs=1e-6)
    expected = V / (2 * math.pi) ** 2 * rule.dlh * (rule.z**2 - 1) * math.exp(-(rule.z**2) / 2)
    assert expected == pytest.approx(89.21175, abs=1e-4)
    # p at one size from Em and beta as they were printed
    assert cluster_p(92, rule.z, V, rule.dlh) == pytest.approx(
        1 - math.exp(-89.21175 * math.exp(-0.4822178 * 92 ** (2 / 3))), rel=1e-4
    )
    assert rule.p_of_size(92) < 0.01 <= rule.p_of_size(91)
    assert rule.is_inflated
    assert not cluster_rule(0.001, 0.05, V, 0.24).is_inflated


@pytest.mark.parametrize(("dof", "dlh"), [(14, 0.1834268), (20, 0.1808512), (60.5, 0.1772563), (600, 0.1758815)])
def test_that_few_degrees_of_freedom_change_the_smoothness_as_in_dpabi(dof, dlh):
    # DPABI's dLh of the same residuals with df 5, where its factor is 1.1
    assert dof_factor(5) == 1.1
    assert dof_factor(dof) / 1.1 == pytest.approx(dlh / 0.1933035, abs=1e-6)


def test_that_the_table_can_be_read_as_rest_does():
    assert dof_factor(59, DofRule.LINEAR) == pytest.approx(1.009172, abs=1e-6)
    assert dof_factor(59) == pytest.approx(1.008977, abs=1e-6)


def test_that_the_sums_are_those_of_their_definition():
    rng = np.random.default_rng(2)
    inside = rng.random((7, 8, 9)) > 0.15
    residuals = rng.normal(size=(6, inside.sum())).astype(np.float32)
    volume = np.full((6, *inside.shape), np.nan)
    standard = (residuals - residuals.mean(0)) / residuals.std(0, ddof=1)
    volume[:, inside] = standard
    shared, own = np.zeros(3), np.zeros(3)
    for x, y, z in np.argwhere(inside):
        before = [(x - 1, y, z), (x, y - 1, z), (x, y, z - 1)]
        if min(x, y, z) > 0 and all(inside[place] for place in before):
            for axis, place in enumerate(before):
                here, there = volume[:, x, y, z], volume[(slice(None), *place)]
                shared[axis] += (here * there).sum()
                own[axis] += 0.5 * (here**2 + there**2).sum()
    squares = -1 / (4 * np.log(np.abs(shared / own)))
    found = smoothness_of_residuals(residuals, lattice_of(inside), 600)
    assert found.fwhm_voxels == pytest.approx(np.sqrt(8 * math.log(2) * squares), rel=1e-6)
    assert found.dlh == pytest.approx(np.prod(squares) ** -0.5 / math.sqrt(8) * math.sqrt(1 + 1.0321 / 600), rel=1e-6)
    assert found.source is SmoothnessSource.RESIDUALS


def test_that_noise_of_a_known_width_is_measured():
    rng = np.random.default_rng(8)
    sigma = np.array([1.0, 1.3, 1.6])
    fields = [ndimage.gaussian_filter(rng.normal(size=(40, 44, 42)), sigma)[4:-4, 4:-4, 4:-4] for _ in range(20)]
    inside = np.ones(fields[0].shape, dtype=bool)
    found = smoothness_of_residuals(np.array([f[inside] for f in fields], np.float32), lattice_of(inside), 19)
    assert found.fwhm_voxels == pytest.approx(sigma * math.sqrt(8 * math.log(2)), rel=0.05)
    assert found.resel_voxels == pytest.approx(np.prod(found.fwhm_voxels))


def test_that_real_effects_count_as_smoothness_of_a_map():
    rng = np.random.default_rng(9)
    noise = ndimage.gaussian_filter(rng.normal(size=(40, 40, 40)), 1.2)
    noise /= noise.std()
    effect = np.zeros_like(noise)
    effect[10:30, 10:30, 10:30] = 4
    lattice = lattice_of(np.ones(noise.shape, dtype=bool))
    alone, mixed = (smoothness_of_map(x.ravel(), lattice) for x in (noise, noise + effect))
    assert mixed.dlh < alone.dlh
    assert alone.source is SmoothnessSource.MAP


def test_that_what_the_theory_cannot_tell_is_refused():
    lattice = lattice_of(np.ones((5, 5, 5), dtype=bool))
    with pytest.raises(DataError, match="every voxel"):
        smoothness_of_residuals(np.full((4, 125), np.nan, np.float32), lattice, 3)
    with pytest.raises(DataError, match="do not vary"):
        smoothness_of_map(np.zeros(125), lattice)
    with pytest.raises(DataError, match="too thin"):
        smoothness_of_map(np.arange(25.0), lattice_of(np.eye(25, dtype=bool)[:, :, None]))
    with pytest.raises(OptionError, match="too low"):
        cluster_rule(0.4, 0.05, V, 0.2)


def test_that_the_smoothness_of_sixty_maps_takes_less_than_a_second():
    rng = np.random.default_rng(1)
    inside = np.zeros((61, 73, 61), dtype=bool)
    inside[8:53, 8:65, 16:44] = True
    residuals = rng.normal(size=(63, inside.sum())).astype(np.float32)
    lattice = lattice_of(inside)
    start = time.process_time()
    smoothness_of_residuals(residuals, lattice, 59)
    assert time.process_time() - start < 1.0
