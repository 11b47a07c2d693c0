"""Maps with known effects: what was put in must come out with its place, sign and the words that belong to it."""

import numpy as np
import pytest
from scipy import ndimage, stats

from analysis.errors import Cancelled, DataError
from analysis.files.results import write_volume
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.stats.cohort_table import read_cohort_table
from analysis.stats.compare import Source, compare, compare_table
from analysis.stats.compare_options import CompareOptions
from analysis.stats.corrections import Correction
from analysis.stats.covariates import Covariate
from analysis.stats.design import Test, ancova, one_sample, two_sample
from analysis.stats.missing import Missing
from analysis.stats.permutation import Maximum
from analysis.stats.question import Question
from analysis.stats.random_field import SmoothnessSource, cluster_rule
from analysis.stats.solvers import Variance

GRID = Grid((26, 30, 24), np.array([[6.0, 0, 0, -75], [0, 6, 0, -105], [0, 0, 6, -60], [0, 0, 0, 1]]))
N1, N2 = 12, 13
GROUPS = ["pain"] * N1 + ["control"] * N2
LEFT_POSTCENTRAL, RIGHT_CEREBELLUM = (-57.0, -9, 30), (27.0, -75, -36)


@pytest.fixture(scope="module")
def mask():
    index = np.stack(np.meshgrid(*(np.linspace(-1, 1, n) for n in GRID.shape), indexing="ij"))
    return Mask(GRID, (index**2).sum(axis=0) < 1)


@pytest.fixture(scope="module")
def values(mask):
    """Smooth noise; in the first group less in one place and more in another."""
    rng = np.random.default_rng(31)
    maps = np.array([ndimage.gaussian_filter(rng.normal(size=GRID.shape), 0.8) for _ in GROUPS])
    maps /= maps.std()
    for place, size in ((LEFT_POSTCENTRAL, -2.5), (RIGHT_CEREBELLUM, 3.5)):
        i, j, k = GRID.voxel_at(np.array(place))
        maps[:N1, i - 1 : i + 2, j - 1 : j + 2, k - 1 : k + 2] += size
    return maps[:, mask.data].astype(np.float32)


@pytest.fixture(scope="module")
def age():
    return Covariate("age", np.random.default_rng(32).normal(45, 10, N1 + N2) + 12 * (np.arange(N1 + N2) < N1))


@pytest.mark.parametrize("correction", [c for c in Correction if c is not Correction.NONE])
def test_that_each_correction_finds_what_was_put_in_and_where(values, mask, age, correction):
    options = CompareOptions(correction, permutations=300, seed=3)
    found = compare(values, two_sample(GROUPS, [age]), mask, options)
    by_sign = {np.sign(c.value): c for c in reversed(found.clusters)}  # the largest of each sign
    assert by_sign[-1].peak.xyz_mm == pytest.approx(LEFT_POSTCENTRAL, abs=6.1)
    assert by_sign[1].peak.xyz_mm == pytest.approx(RIGHT_CEREBELLUM, abs=6.1)
    assert by_sign[-1].side.value == "L"
    assert max(found.cluster_p) <= 0.05
    assert len(found.cluster_p) == len(found.clusters)
    kept = found.maps["thresholded"].volume.data
    assert np.count_nonzero(np.nan_to_num(kept)) == sum(c.n_voxels for c in found.clusters)
    if correction is not Correction.FDR:
        assert len(found.clusters) == 2


def test_that_the_maps_hold_the_test_of_scipy(values, mask):
    found = compare(values, two_sample(GROUPS), mask, CompareOptions(Correction.NONE))
    t = found.maps["t"].volume.data[mask.data]
    expected = stats.ttest_ind(values[:N1].astype(float), values[N1:].astype(float))
    np.testing.assert_allclose(t, expected.statistic, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(found.maps["p"].volume.data[mask.data], expected.pvalue, rtol=1e-5)
    np.testing.assert_array_equal(found.maps["n"].volume.data[mask.data], N1 + N2)
    assert set(found.maps) == {
        "t", "z", "p", "p_corrected", "thresholded", "n", "effect", "standard_error", "d", "f2",
    }  # fmt: skip
    assert found.maps["t"].dof == N1 + N2 - 2
    assert np.isnan(found.maps["t"].volume.data[~mask.data]).all()


def test_that_a_random_field_result_follows_its_rule_and_names_it(values, mask, age):
    options = CompareOptions(Correction.GRF, voxel_p=0.001, alpha=0.05)
    found = compare(values, two_sample(GROUPS, [age]), mask, options, source=Source("malff"))
    rule, smooth = found.corrected.rule, found.corrected.smoothness
    assert rule.k_min == cluster_rule(0.001, 0.05, mask.n_voxels, smooth.dlh).k_min
    assert min(c.n_voxels for c in found.clusters) >= rule.k_min
    fwhm = " × ".join(f"{6 * w:.1f}" for w in smooth.fwhm_voxels)
    for words in (
        "t of pain − control (malff)", "two-sample, pain n = 12, control n = 13, df = 22",
        "covariates age, centred at their overall mean", "equal variances", "Two-tailed",
        f"Search volume {mask.n_voxels} voxels of 6 × 6 × 6 mm, complete cases",
        "voxel p < 0.001 (|z| ≥ 3.291)", f"cluster p < 0.05 (at least {rule.k_min} voxels, 26-connected)",
        f"V = {mask.n_voxels}", f"FWHM {fwhm} mm (dLh {smooth.dlh:.4f}) from residuals", "2 clusters survive",
    ):  # fmt: skip
        assert words in found.caption
    assert not any("inflated" in note for note in found.notes)
    assert any(note.startswith("age differs between the groups (r = 0.") for note in found.notes)
    recorded = found.maps["t"].provenance.parameters
    assert recorded["k_min_voxels"] == rule.k_min
    assert recorded["caption"] == found.caption


def test_that_a_low_height_warns_and_shows_the_permutation_p_beside_it(values, mask):
    options = CompareOptions(Correction.GRF, voxel_p=0.01, alpha=0.01, permutations=200, seed=5)
    found = compare(values, two_sample(GROUPS), mask, options)
    (note,) = [n for n in found.notes if "inflated" in n]
    assert "Eklund et al. 2016" in note
    assert "permutation p = 0.0" in note
    assert "200 rearrangements, seed 5" in note
    assert len(found.cluster_p_permutation) == len(found.clusters)
    assert all(p >= 1 / 200 for p in found.cluster_p_permutation)
    without = compare(values, two_sample(GROUPS), mask, CompareOptions(Correction.GRF, 0.01, variance=Variance.WELCH))
    assert any("a permutation p needs equal variances" in n for n in without.notes)


def test_that_the_smoothness_of_the_map_can_be_asked_for(values, mask):
    residuals, of_map = (
        compare(values, two_sample(GROUPS), mask, CompareOptions(Correction.GRF, smoothness=source))
        for source in SmoothnessSource
    )
    assert of_map.corrected.rule.k_min > residuals.corrected.rule.k_min
    assert "from the map itself" in of_map.caption
    assert any("real clusters count as smoothness" in n for n in of_map.notes)
    assert any(n.startswith("Not used: FWHM") for n in residuals.notes)


def test_that_permutations_name_themselves_and_are_repeatable(values, mask):
    options = CompareOptions(Correction.TFCE, permutations=60, seed=9)
    first, again = (compare(values, two_sample(GROUPS), mask, options) for _ in range(2))
    assert "TFCE (E = 0.5, H = 2, 26-connected)" in first.caption
    assert "60 rearrangements, seed 9" in first.caption
    np.testing.assert_array_equal(first.corrected.p, again.corrected.p)
    few = compare(values[[0, 1, 2, 12, 13, 14]], two_sample(["a"] * 3 + ["b"] * 3), mask, options)
    assert "all 20 distinct rearrangements" in few.caption
    assert any("no corrected p can be below" in n for n in few.notes) == (1 / 20 > 0.05)


def test_that_the_result_refines_and_a_cancelled_comparison_leaves_the_last(values, mask):
    told = []

    def cancel(fraction, message=""):
        if told:
            raise Cancelled

    options = CompareOptions(Correction.PERMUTATION, permutations=1500)
    with pytest.raises(Cancelled):
        compare(values, two_sample(GROUPS), mask, options, on_update=told.append, progress=cancel)
    assert len(told) == 1
    assert "500 rearrangements of 1500, so far" in told[0].caption
    assert len(told[0].clusters) >= 2


def test_that_three_groups_give_an_f_with_one_tail_and_each_pair(mask, tmp_path):
    rng = np.random.default_rng(7)
    lines = ["participant_id\tgroup\tage\tmap"]
    i, j, k = GRID.voxel_at(np.array(RIGHT_CEREBELLUM))
    for index in range(18):
        group = ("a", "b", "c")[index % 3]
        data = ndimage.gaussian_filter(rng.normal(size=GRID.shape), 0.8) * 5
        data[i - 1 : i + 2, j - 1 : j + 2, k - 1 : k + 2] += 6 * (group == "a")
        write_volume(Volume(GRID, data), tmp_path / f"m{index}.nii.gz", space="MNI152")
        lines.append(f"s{index}\t{group}\t{rng.normal(40, 9):.1f}\tm{index}.nii.gz")
    (tmp_path / "t.tsv").write_text("\n".join(lines))
    question = Question(Test.ANCOVA, "group", covariates=("age",))
    options = CompareOptions(Correction.GRF, 0.001)
    found = compare_table(read_cohort_table(tmp_path / "t.tsv"), "map", mask, question, options)
    assert [c.contrast.name for c in found] == ["differences between a, b, c", "a − b", "a − c", "b − c"]
    main, ab, _, bc = found
    assert main.clusters[0].peak.xyz_mm == pytest.approx(RIGHT_CEREBELLUM, abs=6.1)
    assert main.corrected.rule.tails == 1
    assert "F of" in main.caption
    assert "df = 2, 14" in main.caption
    assert set(main.maps) == {"f", "z", "p", "p_corrected", "thresholded", "n", "f2"}
    assert ab.clusters[0].value > 0
    assert bc.clusters == ()
    assert "no cluster survives" in bc.caption
    assert any("One of 3 pairs" in n for n in ab.notes)
    assert any("no record" in n for n in main.notes)


def test_that_one_tail_finds_one_sign(values, mask):
    found = compare(values, two_sample(GROUPS), mask, CompareOptions(Correction.FDR, tails=1))
    assert {np.sign(c.value) for c in found.clusters} == {1.0}
    assert "One-tailed (positive)" in found.caption


def test_that_a_place_where_someone_has_no_value_is_left_out_and_said(values, mask):
    gap = values.copy()
    gap[0, :50] = np.nan
    found = compare(gap, two_sample(GROUPS), mask, CompareOptions(Correction.GRF))
    assert any(n.startswith(f"50 of {mask.n_voxels} mask voxels were not tested") for n in found.notes)
    assert np.isnan(found.maps["t"].volume.data[mask.data][:50]).all()
    np.testing.assert_array_equal(found.maps["n"].volume.data[mask.data][:50], N1 + N2 - 1)
    assert found.corrected.rule.n_voxels == mask.n_voxels - 50
    others = compare(gap, two_sample(GROUPS), mask, CompareOptions(Correction.FDR, missing=Missing.AVAILABLE))
    np.testing.assert_array_equal(np.isfinite(others.statistic.values[:50]), True)
    assert "available cases" in others.caption
    assert "df = 22 to 23" in others.caption
    assert others.maps["t"].dof is None


def test_that_sign_flips_say_what_they_assume(values, mask):
    options = CompareOptions(Correction.CLUSTER, permutations=50)
    found = compare(values[:N1], one_sample(N1), mask, options)
    assert any("symmetric" in n for n in found.notes)
    assert "largest cluster, formed at p < 0.001 (|t| ≥ " in found.caption
    assert found.corrected.permutation.maxima.keys() == {Maximum.CLUSTER}


def test_that_values_that_cannot_be_tested_are_refused(values, mask):
    with pytest.raises(DataError, match="but the mask has"):
        compare(values[:, 1:], two_sample(GROUPS), mask)
    with pytest.raises(DataError, match="No voxel of the mask could be tested"):
        compare(np.full_like(values, np.nan), two_sample(GROUPS), mask, CompareOptions(Correction.FDR))
    with pytest.raises(DataError, match="No voxel of the mask could be tested"):
        compare(np.ones_like(values), ancova(GROUPS), mask, CompareOptions(Correction.FDR))
