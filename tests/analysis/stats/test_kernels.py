"""The compiled loops by themselves: small lattices counted by hand, and plain numpy and scipy as slow oracles."""

import numpy as np
import pytest
from scipy import ndimage

from analysis.stats import kernels
from analysis.stats.lattice import Connectivity, lattice_of

LINE = lattice_of(np.ones((1, 1, 7), dtype=bool))
STRUCTURES = {Connectivity.FACES: 1, Connectivity.EDGES: 2, Connectivity.CORNERS: 3}


def labelled(values, lattice, height, sign=1.0, connectivity=Connectivity.CORNERS):
    labels, parents = np.full((2, lattice.n_voxels), 77, dtype=np.int32)  # what an earlier call left behind
    single = np.asarray(values, dtype=np.float32)
    earlier = lattice.earlier(connectivity)
    n = kernels.label_clusters(single, sign, height, lattice.rows, lattice.places, earlier, parents, labels)
    return n, labels


def largest(values, height, tails):
    labels, parents = np.full((2, LINE.n_voxels), 77, dtype=np.int32)
    single, earlier = np.asarray(values, dtype=np.float32), LINE.earlier(Connectivity.FACES)
    return kernels.largest_cluster(single, height, tails, LINE.rows, LINE.places, earlier, parents, labels)


def test_that_clusters_are_numbered_by_their_first_voxel_and_what_is_below_is_zero():
    n, labels = labelled([3, 1, 2, 2, 0, 5, 1.99], LINE, 2.0)
    assert n == 3
    assert labels.tolist() == [1, 0, 2, 2, 0, 3, 0]


def test_that_the_other_sign_takes_values_of_at_most_minus_the_height():
    n, labels = labelled([3, -2, -1.9, -4, -4, 2, -2.1], LINE, 2.0, sign=-1.0)
    assert n == 3
    assert labels.tolist() == [0, 1, 0, 2, 2, 0, 3]


def test_that_no_value_is_in_no_cluster():
    n, labels = labelled([5, 5, np.nan, 5, 5, np.nan, np.nan], LINE, 2.0)
    assert n == 2
    assert labels.tolist() == [1, 1, 0, 2, 2, 0, 0]


def test_that_two_arms_that_meet_late_are_one_cluster():
    # a U: the arms get numbers of their own first, and the floor of the last row joins them
    values = np.array([[1, 0, 1], [1, 0, 1], [1, 1, 1]])[None]
    lattice = lattice_of(np.ones(values.shape, dtype=bool))
    n, labels = labelled(values.ravel(), lattice, 0.5, connectivity=Connectivity.FACES)
    assert n == 1
    np.testing.assert_array_equal(labels, values.ravel())


@pytest.mark.parametrize("connectivity", list(Connectivity))
def test_that_labels_of_noise_in_a_mask_with_holes_are_those_of_scipy(connectivity):
    rng = np.random.default_rng(41)
    inside = rng.random((9, 11, 8)) > 0.15
    volume = rng.normal(size=inside.shape)
    structure = ndimage.generate_binary_structure(3, STRUCTURES[connectivity])
    expected, n_expected = ndimage.label(inside & (volume >= 0.4), structure)
    n, labels = labelled(volume[inside], lattice_of(inside), 0.4, connectivity=connectivity)
    assert n == n_expected
    np.testing.assert_array_equal(labels, expected[inside])  # scipy numbers in the same order


def test_that_the_largest_cluster_is_of_either_sign_with_two_tails_only():
    values = [-3, -3, -3, 0, 3, 3, 0]
    assert largest(values, 2.0, 1) == 2
    assert largest(values, 2.0, 2) == 3
    assert largest(values, 9.0, 2) == 0


def test_that_touching_clusters_of_two_signs_are_not_one():
    assert largest([3, 3, -3, -3, -3, 3, 3], 2.0, 2) == 3


def measured(values, sign, labels, ijk, regions, n_regions):
    n = int(max(labels)) + 1
    sizes, peaks = np.zeros(n, np.int64), np.empty(n, np.int64)
    sums, weighted, weights = np.zeros((n, 3)), np.zeros((n, 3)), np.zeros(n)
    counts = np.zeros((n, n_regions), np.int32)
    kernels.measure_clusters(
        np.asarray(values, np.float32), sign, np.asarray(labels, np.int32), np.asarray(ijk, np.int32),
        np.asarray(regions, np.int16), sizes, peaks, sums, weighted, weights, counts,
    )  # fmt: skip
    return sizes, peaks, sums, weighted, weights, counts


def test_that_a_negative_cluster_has_its_lowest_value_as_peak_and_positive_weights():
    # voxels (0,0,0) -2, (1,0,0) -6 and (1,1,0) -4 are cluster 1; (5,5,5) of 9 is none; (3,0,2) -3 is cluster 2
    sizes, peaks, sums, weighted, weights, counts = measured(
        [-2, -6, 9, -4, -3], -1.0, [1, 1, 0, 1, 2],
        [(0, 0, 0), (1, 0, 0), (5, 5, 5), (1, 1, 0), (3, 0, 2)], [0, 2, 2, 2, 1], 3,
    )  # fmt: skip
    assert sizes.tolist() == [0, 3, 1]
    assert peaks.tolist() == [-1, 1, 4]
    assert sums[1].tolist() == [2, 1, 0]
    assert weights.tolist() == [0, 12, 3]
    assert weighted[1].tolist() == [10, 4, 0]  # 2·(0,0,0) + 6·(1,0,0) + 4·(1,1,0)
    assert weighted[2].tolist() == [9, 0, 6]
    assert counts.tolist() == [[0, 0, 0], [1, 0, 2], [0, 1, 0]]


def test_that_of_equal_peaks_the_first_is_told():
    _, peaks, *_ = measured([4, 7, 7], 1.0, [1, 1, 1], np.zeros((3, 3)), [0, 0, 0], 1)
    assert peaks[1] == 1


def maxima(values, labels, sign=1.0):
    found = np.full(LINE.n_voxels, -1, dtype=np.int64)
    offsets = LINE.offsets(Connectivity.CORNERS)
    n = kernels.local_maxima(
        np.asarray(values, np.float32), sign, np.asarray(labels, np.int32), LINE.rows, LINE.places, offsets, found
    )
    return found[:n].tolist()


def test_that_maxima_are_those_that_no_neighbour_exceeds_and_a_plateau_is_one():
    assert maxima([3, 5, 4, 6, 6, 2, 4], np.ones(7)) == [1, 3, 6]
    assert maxima([-3, -5, -4, -6, -6, -2, -4], np.ones(7), sign=-1.0) == [1, 3, 6]
    assert maxima([9, 5, 4, 6, 6, 2, 4], [0, 1, 1, 1, 1, 0, 0]) == [3]  # a higher neighbour outside counts too


def test_that_chosen_peaks_keep_their_distance_within_their_own_cluster():
    # clusters 1 1 2 1 1 2, highest first, at these x in mm: those within 8 mm of a chosen one of theirs are left out
    ordered, labels = np.arange(6), np.array([1, 1, 2, 1, 1, 2], dtype=np.int32)
    xyz = np.zeros((6, 3))
    xyz[:, 0] = [0, 7, 1, 8, 20, 8.5]
    chosen = np.full((3, 3), -1, dtype=np.int64)
    kernels.choose_peaks(ordered, labels, xyz, 8.0, chosen)
    assert chosen.tolist() == [[-1, -1, -1], [0, 3, 4], [2, -1, -1]]
    two = np.full((3, 2), -1, dtype=np.int64)
    kernels.choose_peaks(ordered, labels, xyz, 8.0, two)
    assert two[1].tolist() == [0, 3]  # no more than there is room for


def test_that_a_plateau_beside_a_peak_has_the_tfce_of_its_integral():
    # heights 2 1 1: below 1 all three are one cluster, above only the first: sqrt(3) 1/3 + (8 - 1)/3
    out = np.array([10.0, 0, 0, 0, 0, 0, 0])  # it is added to
    values = np.array([2, 1, 1, -5, 0, 1, -1], np.float32)
    offsets = LINE.offsets(Connectivity.FACES)
    kernels.enhance(values, 1.0, 2.0, 0.5, len(LINE.rows), LINE.places, offsets, out)
    low = np.sqrt(3) / 3
    np.testing.assert_allclose(out, [10 + low + 7 / 3, low, low, 0, 0, 1 / 3, 0], rtol=1e-12)
    negative = np.zeros(7)
    kernels.enhance(values, -1.0, 1.0, 1.0, len(LINE.rows), LINE.places, offsets, negative)
    np.testing.assert_allclose(negative, [0, 0, 0, 25 / 2, 0, 0, 1 / 2], rtol=1e-12)  # h²/2 with H = 1 and E = 1


def test_that_neighbour_products_are_the_sums_of_their_definition():
    rng = np.random.default_rng(42)
    values = rng.normal(5, 2, (4, 6)).astype(np.float32)
    means, spread = values.mean(0), values.std(0, ddof=1)
    standard = ((values - means) / spread).astype(float)
    here, below = np.array([3, 5]), np.array([[0, 4], [1, 2], [2, 3]], dtype=np.int32)
    shared, own = np.array([1.0, 0, 0]), np.zeros(3)
    kernels.neighbour_products(values, means, 1 / spread, here, below, shared, own)
    a, b = standard[:, here][None], standard[:, below].transpose(1, 0, 2)
    np.testing.assert_allclose(shared - [1, 0, 0], (a * b).sum((1, 2)), rtol=1e-5)
    np.testing.assert_allclose(own, ((a**2 + b**2) / 2).sum((1, 2)), rtol=1e-5)


PRODUCTS = np.array([[0.6, -0.8, 0.0], [0.0, 0.2, 0.5]], dtype=np.float32)  # one tested direction, one other


def test_that_the_largest_ratio_is_explained_over_what_is_left():
    # 0.36 / 0.64 = 0.5625; 0.64 / (1 - 0.64 - 0.04) = 2
    assert kernels.largest_ratio(PRODUCTS, 1, 2) == pytest.approx(2, rel=1e-6)
    assert kernels.largest_ratio(PRODUCTS, 1, 1) == pytest.approx(0.5625, rel=1e-6)
    assert kernels.largest_ratio(PRODUCTS, 2, 2) == pytest.approx(0.68 / 0.32, rel=1e-6)  # an F over both


def test_that_the_largest_ratio_is_found_beyond_the_first_thousand_voxels():
    rng = np.random.default_rng(43)
    products = rng.uniform(-0.4, 0.4, (3, 2500)).astype(np.float32)
    for place in (0, 1023, 1024, 2499):
        there = products.copy()
        there[:, place] = (0.9, 0.1, 0.2)
        squares = there.astype(float) ** 2
        expected = (squares[0] / (1 - squares.sum(0))).max()
        assert kernels.largest_ratio(there, 1, 2) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("rounding", [-2e-7, 0, 2e-7])
def test_that_a_perfect_separation_is_the_same_large_number_whatever_was_rounded(rounding):
    products = np.array([[1 + rounding, -0.5], [0, 0]], dtype=np.float32)
    assert kernels.largest_ratio(products, 1, 2) == pytest.approx(1e6, rel=1e-5)
    out = np.empty(2, np.float32)
    kernels.statistic_map(products, 1, True, 9.0, out)
    assert out[0] == pytest.approx(3000, rel=1e-5)  # sqrt(dof / 1e-6)
    assert out[1] == pytest.approx(-1.5 / np.sqrt(0.75))
    kernels.statistic_map(products, 1, False, 9.0, out)
    assert out[0] == pytest.approx(9e6, rel=1e-5)


def test_that_a_map_holds_the_signed_t_or_the_f_of_its_products():
    out = np.empty(3, np.float32)
    kernels.statistic_map(PRODUCTS, 1, True, 9.0, out)
    # t = a sqrt(dof / (1 - a² - b²)): 0.6 · 3 / 0.8 and -0.8 · 3 / sqrt(0.32)
    np.testing.assert_allclose(out, [2.25, -2.4 / np.sqrt(0.32), 0], rtol=1e-6)
    kernels.statistic_map(PRODUCTS, 2, False, 9.0, out)
    np.testing.assert_allclose(out, [0.36 / 0.64 * 4.5, 0.68 / 0.32 * 4.5, 0.25 / 0.75 * 4.5], rtol=1e-6)


def test_that_a_map_of_t_is_that_of_a_correlation():
    # unit data and a centred unit regressor: the product is r, and t = r sqrt((n - 2) / (1 - r²))
    rng = np.random.default_rng(44)
    x, y = rng.normal(size=12), rng.normal(size=(12, 5))
    x, y = x - x.mean(), y - y.mean(0)
    r = (x / np.linalg.norm(x)) @ (y / np.linalg.norm(y, axis=0))
    out = np.empty(5, np.float32)
    kernels.statistic_map(r[None].astype(np.float32), 1, True, 10.0, out)
    expected = [np.corrcoef(x, y[:, v])[0, 1] for v in range(5)]
    np.testing.assert_allclose(out, np.array(expected) * np.sqrt(10 / (1 - np.square(expected))), rtol=1e-5)
