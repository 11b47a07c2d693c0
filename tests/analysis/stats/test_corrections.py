"""Few voxels in a line or a box whose clusters are counted by hand, and published p."""

import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.stats.corrections import (
    GRF_PRESETS,
    Correction,
    Labelled,
    false_discovery_rate,
    label,
    p_in_tails,
    p_of_clusters,
    permuted,
    random_field,
    source_in_words,
    tails_of,
    uncorrected,
)
from analysis.stats.design import Contrast
from analysis.stats.glm import Statistic
from analysis.stats.lattice import Connectivity, lattice_of
from analysis.stats.permutation import Maximum, PermutationOptions, PermutationResult
from analysis.stats.random_field import ClusterRule, Smoothness, SmoothnessSource, cluster_p

LINE = lattice_of(np.ones((1, 1, 9), dtype=bool))
FACES = Connectivity.FACES
SMOOTH = Smoothness(0.02, (3.0, 3.0, 3.0), SmoothnessSource.RESIDUALS, 20.0)


def statistic(z, p=None, is_t=True):
    """A map whose t (or F) and z are alike."""
    z = np.asarray(z, dtype=np.float64)
    p = np.full(len(z), 0.5) if p is None else np.asarray(p, dtype=np.float64)
    contrast = Contrast("a − b", np.array([[1.0, -1.0]]), is_t=is_t)
    n = np.isfinite(z).astype(np.int64)
    return Statistic(contrast, z, 1, np.where(np.isfinite(z), 20.0, np.nan), p, z, n)


def test_that_clusters_of_both_signs_have_numbers_of_their_own_and_signs_do_not_touch():
    found = label(np.array([3, 3, -3, 0, -2, -2, 2.9, 0, 3.0]), LINE, 2.0, 2, FACES)
    assert found.labels.tolist() == [1, 1, 4, 0, 5, 5, 2, 0, 3]
    assert found.sizes.tolist() == [0, 2, 1, 1, 1, 2]
    one = label(np.array([3, 3, -3, 0, -2, -2, 2.9, 0, 3.0]), LINE, 2.0, 1, FACES)
    assert one.labels.tolist() == [1, 1, 0, 0, 0, 0, 2, 0, 3]


def test_that_the_chosen_connectivity_joins_voxels():
    values = np.zeros((2, 2, 2))
    values[0, 0, 0] = values[1, 1, 1] = 5
    box = lattice_of(np.ones((2, 2, 2), dtype=bool))
    n_clusters = [len(label(values.ravel(), box, 2.0, 1, c).sizes) - 1 for c in Connectivity]
    assert n_clusters == [2, 2, 1]


@pytest.mark.parametrize("height", [2.0, 0.0, -1.0])
def test_that_a_voxel_without_a_value_is_in_no_cluster_at_any_height(height):
    values = np.array([np.nan, 3, 3, np.nan, 3, np.nan, np.nan, np.nan, np.nan])
    assert label(values, LINE, height, 1, FACES).labels.tolist() == [0, 1, 1, 0, 2, 0, 0, 0, 0]


def test_that_each_voxel_gets_the_value_of_its_cluster():
    found = Labelled(np.array([2, 0, 1, 2]), np.array([0, 1, 2]))
    assert found.of_voxels(np.array([0.2, 0.01]), 1.0).tolist() == [0.01, 1.0, 0.2, 0.01]
    assert Labelled(np.zeros(3, int), np.array([0])).of_voxels(np.array([]), 1.0).tolist() == [1, 1, 1]


def test_that_one_tail_halves_p_on_its_side_and_turns_it_on_the_other():
    t = statistic([2.0, -2.0, np.nan], [0.04, 0.04, np.nan])
    np.testing.assert_allclose(p_in_tails(t, 1), [0.02, 0.98, np.nan])
    np.testing.assert_allclose(p_in_tails(t, 2), [0.04, 0.04, np.nan])


def test_that_f_has_one_tail_and_its_p_is_never_halved():
    f = statistic([2.0, 3.0], [0.04, 0.01], is_t=False)
    assert tails_of(f, 2) == tails_of(f, 1) == 1
    assert p_in_tails(f, 1).tolist() == [0.04, 0.01]
    assert (tails_of(statistic([2.0]), 2), tails_of(statistic([2.0]), 1)) == (2, 1)


def test_that_without_a_correction_the_height_is_that_of_p_in_its_tails():
    # .001 in two tails is |z| 3.2905, in one tail z 3.0902
    t = statistic([3.30, 3.28, 0, 3.10, 3.08, 0, -3.30, -3.10, 0])
    assert uncorrected(t, LINE, 0.001, 2, 1, FACES).kept.nonzero()[0].tolist() == [0, 6]
    assert uncorrected(t, LINE, 0.001, 1, 1, FACES).kept.nonzero()[0].tolist() == [0, 1, 3]


def test_that_the_extent_is_the_least_number_of_voxels():
    t = statistic([4, 4, 4, 0, 4, 4, 0, -4, 0])
    kept = {extent: uncorrected(t, LINE, 0.001, 2, extent, FACES).kept.nonzero()[0].tolist() for extent in (0, 1, 2, 3)}
    assert kept == {0: [0, 1, 2, 4, 5, 7], 1: [0, 1, 2, 4, 5, 7], 2: [0, 1, 2, 4, 5], 3: [0, 1, 2]}


def test_that_p_without_a_correction_is_that_of_single_voxels():
    t = statistic([4.0, -4.0, *[0.0] * 7], [1e-4, 1e-4, *[1.0] * 7])
    np.testing.assert_allclose(uncorrected(t, LINE, 0.001, 1, 1, FACES).p, [5e-5, 1 - 5e-5, *[0.5] * 7])


def test_that_fdr_keeps_the_four_of_benjamini_and_hochberg():
    # the 15 p of their example (1995, J R Stat Soc B 57:289, section 3.2): four hypotheses are rejected at .05
    small = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    p = [*small, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    found = false_discovery_rate(statistic([*range(15), np.nan], [*p, np.nan]), 0.05, 2)
    assert found.kept.nonzero()[0].tolist() == [0, 1, 2, 3]
    assert found.p[3] == pytest.approx(0.0095 * 15 / 4)  # the voxel without a test is not one of the 15
    assert np.isnan(found.p[15])


def test_that_fdr_of_one_tail_finds_that_sign_only():
    t = statistic([5.0, -5.0, 0.1], [1e-5, 1e-5, 0.9])
    assert false_discovery_rate(t, 0.05, 1).kept.tolist() == [True, False, False]
    assert false_discovery_rate(t, 0.05, 2).kept.tolist() == [True, True, False]


def test_that_a_random_field_keeps_clusters_of_the_size_of_its_rule():
    rule = ClusterRule(3.0, 2, 0.0027, 0.05, 2, 500, 0.02)
    z = np.array([3.1, 3.0, 2.9, 4, 0, -3.5, -3.5, -3.5, np.nan])
    found = random_field(statistic(z), LINE, rule, FACES, SMOOTH)
    assert found.kept.nonzero()[0].tolist() == [0, 1, 5, 6, 7]
    of = {size: min(1, 2 * float(cluster_p(size, 3.0, 500, 0.02))) for size in (1, 2, 3)}
    np.testing.assert_allclose(found.p, [of[2], of[2], 1, of[1], 1, of[3], of[3], of[3], np.nan])
    assert found.rule is rule
    assert found.smoothness is SMOOTH


def test_that_a_random_field_of_f_looks_at_high_values_only():
    rule = ClusterRule(3.0, 2, 0.0013, 0.05, 1, 500, 0.02)
    found = random_field(statistic([4, 4, 0, -4, -4, -4, 0, 0, 0], is_t=False), LINE, rule, FACES, SMOOTH)
    assert found.kept.nonzero()[0].tolist() == [0, 1]
    assert found.p[0] == pytest.approx(float(cluster_p(2, 3.0, 500, 0.02)))


def result_of(kind, maxima, observed, tails=2, height=None):
    options = PermutationOptions((kind,), len(maxima), 0, tails, height, FACES)
    single = np.asarray(observed, dtype=np.float32)
    return PermutationResult(options, single, {kind: np.asarray(maxima, float)}, len(maxima), 10**6, 0)


def test_that_a_voxel_survives_by_its_place_among_the_maxima():
    result = result_of(Maximum.VOXEL, [5.0, *[3.0] * 3, *[2.0] * 16], [5, -4, 3, 1, np.nan, 0, 0, 0, 0])
    found = permuted(result, Maximum.VOXEL, LINE, 0.05)
    np.testing.assert_allclose(found.p[:5], [0.05, 0.05, 0.2, 1, np.nan])
    assert found.kept.tolist() == [True, True, False, False, False, False, False, False, False]
    assert found.permutation is result


def test_that_a_cluster_survives_by_its_size_among_the_largest():
    # twenty rearrangements whose largest clusters have 3, 2 and 18 times 1 voxel
    result = result_of(Maximum.CLUSTER, [3, 2, *[1] * 18], [4, 4, 4, 0, -4, -4, np.nan, 4, 1], height=2.5)
    p = p_of_clusters(result, LINE)
    np.testing.assert_allclose(p, [0.05, 0.05, 0.05, 1, 0.1, 0.1, np.nan, 1, 1])
    found = permuted(result, Maximum.CLUSTER, LINE, 0.05)
    assert found.kept.nonzero()[0].tolist() == [0, 1, 2]
    one_tail = result_of(Maximum.CLUSTER, [3, 2, *[1] * 18], [4, 4, 4, 0, -4, -4, 0, 4, 1], tails=1, height=2.5)
    assert p_of_clusters(one_tail, LINE)[4] == 1


def test_that_permutations_without_clusters_have_no_p_of_clusters():
    with pytest.raises(OptionError, match="did not look for clusters"):
        p_of_clusters(result_of(Maximum.VOXEL, [5.0], np.zeros(9)), LINE)


def test_that_each_correction_knows_what_it_permutes_and_whether_it_forms_clusters():
    assert {c.value: c.maximum for c in Correction if c.maximum} == {
        "permutation": Maximum.VOXEL, "cluster": Maximum.CLUSTER, "tfce": Maximum.TFCE,
    }  # fmt: skip
    assert [c.value for c in Correction if c.forms_clusters] == ["grf", "cluster"]


def test_that_the_presets_are_the_thresholds_of_the_studies_and_say_so():
    assert [(p.voxel_p, p.cluster_p) for p in GRF_PRESETS] == [(0.01, 0.01), (0.01, 0.05), (0.05, 0.05), (0.001, 0.05)]
    for preset in GRF_PRESETS:
        numbers = [f"{preset.voxel_p:g}".lstrip("0"), f"{preset.cluster_p:g}".lstrip("0")]
        assert preset.name == f"voxel {numbers[0]}, cluster {numbers[1]}"


def test_that_the_source_of_a_smoothness_is_said():
    assert source_in_words(SmoothnessSource.RESIDUALS) == "residuals"
    assert source_in_words(SmoothnessSource.MAP) == "the map itself"
