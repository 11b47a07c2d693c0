"""The oracle refits every rearrangement with the whole model in double precision, voxel maps labelled by scipy."""

import numpy as np
import pytest
from scipy import ndimage, stats

from analysis import blocks
from analysis.errors import Cancelled, DataError, OptionError
from analysis.stats import glm
from analysis.stats.covariates import Covariate
from analysis.stats.design import ancova, one_sample, paired, regression, two_sample
from analysis.stats.lattice import lattice_of
from analysis.stats.permutation import Maximum, PermutationOptions, permute
from analysis.stats.rearrangement import rearrangements
from analysis.stats.tfce import tfce

SHAPE = (6, 7, 5)
INSIDE = np.ones(SHAPE, dtype=bool)
INSIDE[0, 0] = False
LATTICE = lattice_of(INSIDE)
N = 24
ALL = (Maximum.VOXEL, Maximum.CLUSTER, Maximum.TFCE)


@pytest.fixture
def values():
    rng = np.random.default_rng(21)
    noise = np.array([ndimage.gaussian_filter(rng.normal(size=SHAPE), 0.7)[INSIDE] for _ in range(N)])
    noise[:12, :20] += 0.25
    return 30 + noise


@pytest.fixture
def covariates():
    rng = np.random.default_rng(22)
    return [Covariate("age", rng.normal(40, 9, N)), Covariate("sex", (np.arange(N) % 3 == 0).astype(float))]


def designs(covariates):
    groups = ["a"] * 12 + ["b"] * 12
    return {
        "two-sample": two_sample(groups, covariates),
        "two-sample without covariates": two_sample(groups),
        "ancova": ancova(["a"] * 8 + ["b"] * 9 + ["c"] * 7, covariates),
        "regression": regression(covariates, "age"),
        "one-sample": one_sample(N, covariates),
        "one-sample without covariates": one_sample(N),
        "paired": paired(groups, [str(i) for i in range(12)] * 2),
        "paired with a covariate": paired(groups, [str(i) for i in range(12)] * 2, covariates[:1]),
    }


def refit(values, design, plan, k):
    """The statistic of one rearrangement after Freedman and Lane, from the whole model."""
    reduced = design.matrix @ np.linalg.svd(design.contrast.weights)[2][len(design.contrast.weights) :].T
    fitted = reduced @ np.linalg.lstsq(reduced, values, rcond=None)[0] if reduced.shape[1] else 0 * values
    residual = (values - fitted)[plan.orders[k]]
    if plan.signs is not None:
        residual = residual * plan.signs[k][:, None]
    return glm.fit(fitted + residual, design).values


def largest_cluster(values, height, tails):
    volume, largest = np.zeros(SHAPE), 0
    volume[INSIDE] = values
    for sign in (1, -1)[:tails]:
        labels, _ = ndimage.label(sign * volume >= height, np.ones((3, 3, 3)))
        largest = max(largest, np.bincount(labels.ravel())[1:].max(initial=0))
    return largest


@pytest.mark.parametrize(
    "name", list(designs([Covariate("age", np.cos(np.arange(N))), Covariate("y", np.sin(np.arange(N)))]))
)
def test_that_every_maximum_is_that_of_an_explicit_refit(values, covariates, name):
    design = designs(covariates)[name]
    if name.startswith("one-sample"):
        values = values - 30
    tails = 2 if design.contrast.is_t else 1
    options = PermutationOptions(ALL, n=40, seed=5, tails=tails, height=1.8)
    found = permute(values, design, LATTICE, options)
    plan = rearrangements(design, 40, 5)
    for k in range(0, 40, 3):
        expected = refit(values, design, plan, k)
        assert found.maxima[Maximum.VOXEL][k] == pytest.approx(np.abs(expected).max(), rel=2e-5)
        assert found.maxima[Maximum.CLUSTER][k] == largest_cluster(expected, 1.8, tails)
        assert found.maxima[Maximum.TFCE][k] == pytest.approx(
            np.abs(tfce(expected, LATTICE, tails=tails)).max(), rel=1e-4
        )
    only_voxels = permute(values, design, LATTICE, PermutationOptions(n=40, seed=5, tails=tails))
    np.testing.assert_allclose(only_voxels.maxima[Maximum.VOXEL], found.maxima[Maximum.VOXEL], rtol=1e-5)
    np.testing.assert_allclose(found.observed, glm.fit(values, design).values, rtol=1e-4, atol=1e-5)


def test_that_p_counts_the_identity_and_all_as_large(values):
    design = two_sample(["a"] * 12 + ["b"] * 12)
    found = permute(values, design, LATTICE, PermutationOptions(n=60, seed=2))
    plan = rearrangements(design, 60, 2)
    maxima = np.array([np.abs(refit(values, design, plan, k)).max() for k in range(60)])
    observed = np.abs(glm.fit(values, design).values)
    expected = (maxima[:, None] >= observed * (1 - 1e-9)).sum(axis=0) / 60
    np.testing.assert_array_equal(found.p_of_voxels(), expected)
    assert found.p_of_voxels().min() >= 1 / 60


def test_that_few_people_give_the_exact_permutation_p():
    # 4 against 4: 70 arrangements. scipy enumerates the same for the difference of means of one voxel.
    rng = np.random.default_rng(3)
    data = rng.normal(size=(8, 1)) + np.repeat([1.2, 0], 4)[:, None]
    lattice = lattice_of(np.ones((1, 1, 1), dtype=bool))
    found = permute(data, two_sample(["a"] * 4 + ["b"] * 4), lattice, PermutationOptions(n=5000))
    peer = stats.permutation_test(
        (data[:4, 0], data[4:, 0]), lambda a, b: abs(a.mean() - b.mean()), alternative="greater", n_resamples=np.inf
    )
    assert found.n_done == 70
    assert found.seed is None
    assert found.p_of_voxels()[0] == pytest.approx(peer.pvalue, abs=1e-12)


@pytest.mark.parametrize("maxima", [(Maximum.VOXEL,), (Maximum.VOXEL, Maximum.TFCE)])
@pytest.mark.parametrize("ones", [(0, 1, 2, 3, 5), (0, 1, 2, 3, 4)])
def test_that_zeros_and_ones_that_some_rearrangement_separates_perfectly_have_their_exact_p(maxima, ones):
    data = np.zeros((10, 1))
    data[list(ones)] = 1
    lattice = lattice_of(np.ones((1, 1, 1), dtype=bool))
    found = permute(data, two_sample(["a"] * 5 + ["b"] * 5), lattice, PermutationOptions(maxima))
    peer = stats.permutation_test(
        (data[:5, 0], data[5:, 0]), lambda a, b: abs(a.mean() - b.mean()), alternative="greater", n_resamples=np.inf
    )
    assert found.n_done == 252
    assert np.isfinite(found.maxima[Maximum.VOXEL]).all()
    assert found.p_of_voxels()[0] == pytest.approx(peer.pvalue, abs=1e-12)


def test_that_one_tail_looks_at_one_sign(values):
    design = two_sample(["a"] * 12 + ["b"] * 12)
    one = permute(values, design, LATTICE, PermutationOptions(n=50, seed=1, tails=1))
    plan = rearrangements(design, 50, 1)
    expected = [refit(values, design, plan, k).max() for k in range(50)]
    np.testing.assert_allclose(one.maxima[Maximum.VOXEL], expected, rtol=2e-5)
    assert one.p_of_voxels()[one.observed < -1].min() == 1


def test_that_the_result_is_the_same_on_one_and_on_two_threads(values, covariates):
    design = two_sample(["a"] * 12 + ["b"] * 12, covariates)
    options = PermutationOptions(ALL, n=70, seed=9, height=2.0)
    blocks.set_thread_count(1)
    alone = permute(values, design, LATTICE, options)
    blocks.set_thread_count(2)
    shared = permute(values, design, LATTICE, options)
    blocks.set_thread_count(None)
    for kind in ALL:
        np.testing.assert_array_equal(alone.maxima[kind], shared.maxima[kind])


def test_that_the_result_is_told_after_five_hundred_and_a_cancelled_test_keeps_it(values):
    design = two_sample(["a"] * 12 + ["b"] * 12)
    told = []

    def cancel(fraction, message=""):
        if told:
            raise Cancelled

    with pytest.raises(Cancelled):
        permute(values, design, LATTICE, PermutationOptions(n=2000), on_update=told.append, progress=cancel)
    assert [result.n_done for result in told] == [500]
    assert (told[0].n_planned, told[0].seed) == (2000, 0)
    assert np.isfinite(told[0].p_of_voxels()).all()
    all_of_them = []
    permute(values, design, LATTICE, PermutationOptions(n=1200), on_update=all_of_them.append)
    assert [result.n_done for result in all_of_them] == [500, 1000, 1200]
    np.testing.assert_array_equal(all_of_them[0].maxima[Maximum.VOXEL], told[0].maxima[Maximum.VOXEL])


def test_that_a_voxel_without_a_value_is_no_part_of_the_volume(values):
    values[0, 3] = np.nan
    design = two_sample(["a"] * 12 + ["b"] * 12)
    found = permute(values, design, LATTICE, PermutationOptions(ALL, n=30, height=1.5))
    assert np.isnan(found.p_of_voxels()).sum() == 1
    assert np.isnan(found.p_of_voxels(Maximum.TFCE)).sum() == 1
    assert np.isnan(found.observed[3])
    with pytest.raises(DataError, match="No voxel"):
        permute(np.full_like(values, np.nan), design, LATTICE, PermutationOptions(n=5))


def test_that_the_height_has_the_p_that_was_asked_for(values):
    found = permute(values, two_sample(["a"] * 12 + ["b"] * 12), LATTICE, PermutationOptions(n=200, seed=4))
    height = found.height_at(0.05)
    assert (found.maxima[Maximum.VOXEL] >= height).mean() <= 0.05
    assert found.height_at(0.001) == np.inf


def test_that_cluster_sizes_have_a_p(values):
    options = PermutationOptions((Maximum.CLUSTER,), n=50, seed=3, height=1.5)
    found = permute(values, two_sample(["a"] * 12 + ["b"] * 12), LATTICE, options)
    sizes = found.maxima[Maximum.CLUSTER]
    assert found.p_of_sizes(np.array([sizes[0], 1, 10**6])) == pytest.approx([(sizes >= sizes[0]).mean(), 1, 0])


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"maxima": ()}, "at least one"),
        ({"maxima": (Maximum.CLUSTER,)}, "height threshold"),
        ({"tails": 3}, "one or two tails"),
    ],
)
def test_that_options_without_a_meaning_are_refused(options, sentence):
    with pytest.raises(OptionError, match=sentence):
        PermutationOptions(**options)


def test_that_f_has_one_tail(values):
    with pytest.raises(OptionError, match="one tail"):
        permute(values, ancova(["a"] * 12 + ["b"] * 12), LATTICE, PermutationOptions(n=5))
