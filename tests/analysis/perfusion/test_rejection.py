import numpy as np

from analysis.perfusion.pairs import DelayGroup
from analysis.perfusion.rejection import pooled_variance, score

N = 600
GRAY, WHITE, FLUID = (np.arange(N) % 3 == k for k in range(3))
TISSUES = [GRAY, WHITE, FLUID]


def pairs(n: int = 10) -> np.ndarray:
    rng = np.random.default_rng(11)
    return 10.0 * GRAY + 3.0 * WHITE + rng.normal(0, 1.0, (n, N))


def one_group(n: int = 10) -> list[DelayGroup]:
    return [DelayGroup(1.8, 1.8, tuple(range(n)))]


def test_that_even_pairs_are_kept() -> None:
    perfusion = np.stack([10.0 * GRAY + 3.0 * WHITE + np.sin(np.arange(N) * (k + 1)) for k in range(8)])
    perfusion += np.linspace(-0.3, 0.3, 8)[:, None]
    assert score(perfusion, one_group(8), TISSUES) == ()


def test_that_a_pair_far_from_the_median_of_grey_matter_is_left_out() -> None:
    """Means 9.7 ... 10.3 and one of 20: the limit is 2.5 x 0.2 / 0.675 about 10."""
    perfusion = np.repeat((10 + np.array([-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3, 10]))[:, None], N, axis=1)
    found = score(perfusion, one_group(8), TISSUES)
    assert [r.pair for r in found] == [7]
    assert "median" in found[0].reason


def test_that_a_pair_with_the_mean_of_the_rest_but_a_pattern_within_tissue_is_left_out() -> None:
    perfusion = pairs()
    pattern = np.where(np.arange(N) // 3 % 2, 60.0, -60.0)
    perfusion[4] += pattern
    kept_variance = pooled_variance(np.delete(perfusion, 4, axis=0).mean(axis=0), TISSUES)
    found = score(perfusion, one_group(), TISSUES)
    assert 4 in [r.pair for r in found]
    assert kept_variance < pooled_variance(perfusion.mean(axis=0), TISSUES) / 3


def test_that_without_white_matter_only_the_first_step_is_made() -> None:
    perfusion = pairs()
    perfusion[4] += np.where(np.arange(N) // 3 % 2, 60.0, -60.0)
    assert 4 not in [r.pair for r in score(perfusion, one_group(), TISSUES[:1])]


def test_that_nothing_is_rejected_without_grey_matter_or_with_three_pairs() -> None:
    perfusion = pairs(3)
    perfusion[1] *= 50
    assert score(perfusion, one_group(3), TISSUES) == ()
    assert score(np.vstack([perfusion] * 3), one_group(9), []) == ()


def test_that_delays_are_judged_apart() -> None:
    """At each delay the signal differs; a pair is compared with those of its own delay."""
    base = np.array([-0.2, -0.1, 0, 0.1, 0.2])
    perfusion = np.repeat(np.concatenate([10 + base, 4 + base])[:, None], N, axis=1)
    groups = [DelayGroup(1.0, 1.8, (0, 1, 2, 3, 4)), DelayGroup(2.0, 1.8, (5, 6, 7, 8, 9))]
    assert score(perfusion, groups, TISSUES) == ()
    perfusion[7] += 6  # as bright as at the other delay
    assert [r.pair for r in score(perfusion, groups, TISSUES)] == [7]


def test_that_pooled_variance_is_the_weighted_mean_of_the_tissues() -> None:
    """Variances 1 (n 2: 0.5) by hand: ([1, 2], [5, 5, 8]) -> (0.5 x 1 + 3 x 2) / 3."""
    values = np.array([1.0, 2, 5, 5, 8])
    masks = [np.array([1, 1, 0, 0, 0], bool), np.array([0, 0, 1, 1, 1], bool)]
    assert pooled_variance(values, masks) == (0.5 + 2 * 3) / 3
