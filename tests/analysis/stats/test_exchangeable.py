import numpy as np
import pytest
from scipy import ndimage

from analysis.errors import DataError, OptionError
from analysis.stats.exchangeable import (
    Claim,
    Everyone,
    Kind,
    cluster_claim,
    everyone_against_others,
    metrics_claim,
    region_claim,
    voxel_claim,
)
from analysis.stats.lattice import lattice_of
from analysis.stats.single_case import case_model, compare_case

SHAPE = (7, 8, 6)
N_VOXELS = 7 * 8 * 6


def people(n=13, k=2, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, N_VOXELS)), np.column_stack([np.ones(n), rng.normal(size=(n, k))])


@pytest.mark.parametrize("k", [0, 1, 3])
def test_that_everyone_equals_as_many_explicit_refits(k):
    values, design = people(k=k)
    found = everyone_against_others(values, design)
    for person in range(len(values)):
        others = np.delete(np.arange(len(values)), person)
        model = case_model(12, design[others, 1:], design[person, 1:]) if k else case_model(12)
        refit = compare_case(values[person], values[others], model)
        np.testing.assert_allclose(found.t[person], refit.t, rtol=0, atol=5e-14 * max(1, np.abs(refit.t).max()))
        assert found.dof == model.dof


def test_that_clusters_of_everyone_are_those_of_scipy():
    values, design = people(seed=3)
    found = everyone_against_others(values, design)
    lattice = lattice_of(np.ones(SHAPE, dtype=bool))
    sizes = found.largest_clusters(lattice, 1.2)
    for row, size in zip(found.t, sizes, strict=True):
        largest = 0
        for sign in (1, -1):
            labels, _ = ndimage.label(sign * row.reshape(SHAPE) >= 1.2, np.ones((3, 3, 3)))
            largest = max(largest, np.bincount(labels.ravel())[1:].max(initial=0))
        assert size == largest


def test_that_p_counts_the_controls_that_reach_the_patient_with_ties_against_the_patient():
    claim = Claim(Kind.VOXEL, np.array([4.0, 5, 4, 4 - 1e-12, 3.9, 1]), "6 voxels")
    assert claim.n_at_least == 3
    assert claim.p == pytest.approx(4 / 6)
    assert claim.smallest_p == pytest.approx(1 / 6)
    assert claim.sentence == (
        "3 of 5 controls deviate at least as much somewhere in 6 voxels (|t| = 4.00; p = 4/6 = 0.667)."
    )


def test_that_two_equal_maps_tie():
    values, design = people(k=0)
    values[5] = values[0]
    values[[0, 5], 10] = 40.0
    claim = voxel_claim(everyone_against_others(values, design))
    assert claim.n_at_least >= 1


def test_that_p_is_a_multiple_of_one_in_n_and_at_least_that():
    values, design = people(seed=8)
    values[0, 100] += 50
    claim = voxel_claim(everyone_against_others(values, design))
    assert claim.p == pytest.approx(1 / 13)
    assert not claim.is_outside()  # with 12 controls no p can be below .05
    assert (claim.p * 13) == pytest.approx(round(claim.p * 13))


def test_that_in_exchangeable_people_each_p_is_equally_likely():
    # the rank of the patient is uniform: over 400 draws of 10 people, p = 1/10 in 40 ± 3 SD of 6
    rng = np.random.default_rng(21)
    design = np.ones((10, 1))
    first = sum(
        voxel_claim(everyone_against_others(np.exp(rng.normal(size=(10, 30))), design)).n_at_least == 0
        for _ in range(400)
    )
    assert abs(first - 40) < 18


def test_that_the_corrected_p_of_the_largest_voxel_is_that_of_the_claim():
    values, design = people(seed=4)
    values[0, 7] += 6
    found = everyone_against_others(values, design)
    p = found.corrected_p()
    assert p[7] == pytest.approx(voxel_claim(found).p)
    assert p.min() == p[7]
    height = np.abs(found.t[0, 7])
    assert found.controls_reaching(height) == voxel_claim(found).n_at_least
    assert found.controls_reaching(1e-6) == 12


def test_that_several_metrics_share_one_claim():
    values, design = people(seed=5)
    others = people(seed=6)[0]
    others[4, 3] += 30
    one, two = everyone_against_others(values, design), everyone_against_others(others, design)
    both = metrics_claim([one, two], ["reho", "cbf"])
    np.testing.assert_array_equal(both.maxima, np.maximum(one.largest, two.largest))
    assert both.maxima.argmax() == 4
    assert "the maps of reho, cbf" in both.sentence
    with pytest.raises(DataError, match="same people with the same covariates"):
        metrics_claim([one, Everyone(one.t[:-1], one.dof - 1)], ["a", "b"])


def test_that_a_voxel_that_someone_lacks_is_left_out():
    values, design = people()
    values[3, 11] = np.nan
    values[:, 12] = 1.0
    found = everyone_against_others(values, design)
    assert np.isnan(found.t[:, 11:13]).all()
    assert np.isfinite(voxel_claim(found).maxima).all()
    assert voxel_claim(found).about == f"{N_VOXELS - 2} voxels"


def test_that_the_sentences_name_cluster_and_regions():
    values, design = people(seed=9)
    found = everyone_against_others(values, design)
    lattice = lattice_of(np.ones(SHAPE, dtype=bool))
    assert "have a cluster at least as large as the patient's largest" in cluster_claim(found, lattice, 1.0).sentence
    none = cluster_claim(found, lattice, 50.0)
    assert none.sentence == "The patient has no cluster with |t| ≥ 50.00 (p = 13/13 = 1.000)."
    assert region_claim(Everyone(found.t[:, :9], found.dof)).about == "9 regions"


def test_that_what_cannot_be_compared_is_refused():
    values, design = people()
    alone = np.column_stack([np.ones(13), np.eye(13)[4]])
    with pytest.raises(DataError, match="The covariates of a control are unlike anyone else's"):
        everyone_against_others(values, alone)
    with pytest.raises(DataError, match="covariates of the patient"):
        everyone_against_others(values, np.column_stack([np.ones(13), np.eye(13)[0]]))
    with pytest.raises(DataError, match="too few"):
        everyone_against_others(values[:4], design[:4])
    with pytest.raises(DataError, match="No voxel has a value of the patient"):
        everyone_against_others(np.full_like(values, np.nan), design)
    with pytest.raises(OptionError, match="height threshold must be above 0"):
        everyone_against_others(values, design).largest_clusters(lattice_of(np.ones(SHAPE, dtype=bool)), 0.0)


def test_that_who_alone_differs_from_people_who_are_all_equal_has_no_t():
    values, design = people(n=8, k=0, seed=6)
    values[:, 0] = 0.0
    values[0, 0] = 3.0  # the patient alone
    values[:, 1] = 1e6
    values[4, 1] = 1e6 + 2.0  # one control alone: the rounding of large values must not pass for spread
    found = everyone_against_others(values, design)
    assert np.isnan(compare_case(values[0], values[1:], case_model(7)).t[0])  # what nothing can be measured by
    assert np.isnan(found.t[0, 0])
    assert np.isnan(found.t[4, 1])
    assert np.isfinite(np.delete(found.t[:, 0], 0)).all()
    assert np.isfinite(np.delete(found.t[:, 1], 4)).all()
    assert np.isfinite(found.largest).all()  # else no patient could ever reach that control


def test_that_a_t_above_any_real_one_is_kept():
    values, design = people(n=8, k=0, seed=7)
    values[0, 0] = 1e4  # about 10,000 standard deviations
    assert found_t(values, design) == pytest.approx(compare_case(values[0], values[1:], case_model(7)).t[0], rel=1e-6)


def found_t(values, design):
    return everyone_against_others(values, design).t[0, 0]
