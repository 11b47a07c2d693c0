"""Expected values: R 4.2 ``p.adjust`` by its definition, worked by hand; scipy's false discovery control as a peer."""

import numpy as np
import pytest
from scipy import stats

from analysis.stats.multiple import bonferroni, fdr, holm

P = np.array([0.01, 0.04, 0.03, 0.005])


def test_that_five_values_solved_by_hand_come_out():
    assert bonferroni(P) == pytest.approx([0.04, 0.16, 0.12, 0.02])
    assert holm(P) == pytest.approx([0.03, 0.06, 0.06, 0.02])  # 4 x .005, 3 x .01, 2 x .03, max(.06, 1 x .04)
    assert fdr(P) == pytest.approx([0.02, 0.04, 0.04, 0.02])


def test_that_the_false_discovery_rate_is_that_of_scipy():
    p = np.random.default_rng(1).random(500) ** 2
    np.testing.assert_allclose(fdr(p), stats.false_discovery_control(p), rtol=1e-12)


def test_that_a_voxel_without_a_test_does_not_count():
    with_gap = np.insert(P, 2, np.nan)
    for correct in (bonferroni, holm, fdr):
        found = correct(with_gap)
        assert np.isnan(found[2])
        np.testing.assert_allclose(np.delete(found, 2), correct(P))
        assert correct(np.array([0.9, 0.8])).max() <= 1
        assert np.isnan(correct(np.array([np.nan]))).all()
