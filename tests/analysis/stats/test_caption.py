"""Captions of hand-made results: each number that is told is one that was put in."""

import json
from dataclasses import replace

import numpy as np
import pytest

from analysis.grid import Grid
from analysis.stats import caption
from analysis.stats.caption import Told
from analysis.stats.compare_options import CompareOptions
from analysis.stats.corrections import Corrected, Correction
from analysis.stats.covariates import Covariate
from analysis.stats.design import Centring, ancova, one_sample, paired, regression, two_sample
from analysis.stats.glm import Statistic
from analysis.stats.lattice import Connectivity
from analysis.stats.missing import Missing
from analysis.stats.permutation import Maximum, PermutationOptions, PermutationResult
from analysis.stats.random_field import ClusterRule, Smoothness, SmoothnessSource
from analysis.stats.solvers import Variance

GRID = Grid((10, 10, 10), np.diag([2.0, 3, 4, 1]))
PEOPLE = ["pain"] * 5 + ["control"] * 7
SEX = Covariate("sex", np.array([0.0, 1] * 6), "F = 0, M = 1")
AGE = Covariate("age", np.array([30.0, 41, 35, 60, 52, 33, 47, 39, 58, 44, 31, 49]))
RESIDUALS = Smoothness(0.0219, (2.0, 3.0, 2.5), SmoothnessSource.RESIDUALS, 9.0)
MAP = Smoothness(0.0111, (4.0, 3.0, 2.0), SmoothnessSource.MAP)


def statistic(contrast, dof, n=6):
    values = np.linspace(-4, 4, n)
    dof = np.broadcast_to(np.asarray(dof, dtype=np.float64), n)
    rows = len(contrast.weights)
    return Statistic(contrast, values, rows, dof, np.full(n, 0.5), values, np.full(n, 12))


def told(design=None, options=None, corrected=None, *, n_clusters=2, tails=2, contrast=None, dof=None, **changed):
    design = design or two_sample(PEOPLE)
    contrast = contrast or design.contrast
    corrected = corrected or Corrected(np.full(6, 0.5), np.zeros(6, dtype=bool))
    made = statistic(contrast, design.dof if dof is None else dof)
    options = options or CompareOptions(Correction.FDR)
    whole = Told(design, contrast, options, made, corrected, 600, 600, tails, n_clusters, GRID, "mALFF")
    return replace(whole, **changed)


def permuted(kind=Maximum.VOXEL, n=5000, planned=5000, seed=7, height=None, tails=2):
    options = PermutationOptions((kind,), planned, seed or 0, tails, height)
    maxima = {kind: np.arange(n, dtype=np.float64)}
    return PermutationResult(options, np.zeros(6, np.float32), maxima, planned, 10**6, seed)


def random_field(voxel_p=0.001, cluster_p=0.05, tails=2, **changed):
    rule = ClusterRule(3.2905, 24, voxel_p, cluster_p, tails, 600, 0.0219)
    return Corrected(np.full(6, 0.5), np.array([True, True, *[False] * 4]), rule, RESIDUALS, **changed)


def test_that_the_model_names_groups_sizes_degrees_of_freedom_and_covariates():
    words = caption.in_words(told(two_sample(PEOPLE, [AGE, SEX])))
    assert words == (
        "t of pain − control (mALFF): two-sample, pain n = 5, control n = 7, df = 8, covariates age, sex (F = 0, M = "
        "1), centred at their overall mean, equal variances. Two-tailed. Search volume 600 voxels of 2 × 3 × 4 mm, "
        "complete cases. False discovery rate (Benjamini & Hochberg) q ≤ 0.05, clusters 26-connected; 2 clusters "
        "survive."
    )


@pytest.mark.parametrize(
    ("n", "words"), [(0, "; no cluster survives."), (1, "; 1 cluster survives."), (3, "; 3 clusters survive.")]
)
def test_that_what_survives_is_counted(n, words):
    assert caption.in_words(told(n_clusters=n)).endswith(words)


def test_that_f_has_two_degrees_of_freedom_and_no_side():
    words = caption.in_words(told(ancova([*PEOPLE[:9], "c", "c", "c"]), tails=1))
    assert words.startswith("F of differences between pain, control, c (mALFF): ancova, pain n = 5, control n = 4")
    assert "df = 2, 9, no covariates" in words
    assert "tailed" not in words


def test_that_one_tail_says_which():
    assert "One-tailed (positive). " in caption.in_words(told(tails=1))


def test_that_degrees_of_freedom_that_differ_are_a_range_and_nan_is_none_of_them():
    dof = [9.123456, 10, np.nan, 8.5, 9, 9]
    words = caption.in_words(told(options=CompareOptions(Correction.FDR, variance=Variance.WELCH), dof=dof))
    assert "df = 8.5 to 10, no covariates, Welch's unequal variances" in words


@pytest.mark.parametrize(
    ("variance", "words"),
    [
        (Variance.HC3, "HC3 errors for unequal variances"),
        (Variance.SPM12, "unequal variances pooled over voxels as in SPM12"),
    ],
)
def test_that_the_model_of_the_variance_is_named(variance, words):
    assert words in caption.in_words(told(options=CompareOptions(Correction.FDR, variance=variance)))


def test_that_pairs_are_counted_as_pairs_and_one_group_as_people():
    assert "paired, 6 pairs, df = 5" in caption.in_words(
        told(paired(["a", "b"] * 6, [f"p{i // 2}" for i in range(12)]))
    )
    assert "one-sample, n = 12, df = 11" in caption.in_words(told(one_sample(12)))
    words = caption.in_words(told(regression([AGE], "age", centring=Centring.NONE)))
    assert "t of slope of age (mALFF): regression, n = 12, df = 10, covariates age, not centred" in words


def test_that_without_a_correction_height_and_extent_are_told_and_that_it_is_none():
    options = CompareOptions(Correction.NONE, voxel_p=0.005, extent=12, connectivity=Connectivity.EDGES)
    assert "Uncorrected: voxel p < 0.005, at least 12 voxels, 18-connected" in caption.in_words(told(options=options))
    assert any("Nothing is corrected for the number of voxels" in n for n in caption.notes(told(options=options), ()))
    assert not any("Nothing is corrected" in note for note in caption.notes(told(), ()))


def test_that_a_random_field_tells_its_widths_in_millimetres():
    # 2, 3 and 2.5 voxels of 2, 3 and 4 mm
    words = caption.in_words(told(options=CompareOptions(Correction.GRF), corrected=random_field()))
    assert (
        "Gaussian random field: voxel p < 0.001 (|z| ≥ 3.291), cluster p < 0.05 (at least 24 voxels, 26-connected), "
        "V = 600, FWHM 4.0 × 9.0 × 10.0 mm (dLh 0.0219) from residuals"
    ) in words
    one = caption.in_words(told(options=CompareOptions(Correction.GRF, tails=1), corrected=random_field(tails=1)))
    assert "voxel p < 0.001 (z ≥ 3.291)" in one


def test_that_the_smoothness_that_was_not_used_is_told_too():
    other = random_field(other_smoothness=MAP)
    notes = caption.notes(told(options=CompareOptions(Correction.GRF), corrected=other), ())
    assert notes == ("Not used: FWHM 8.0 × 9.0 × 8.0 mm (dLh 0.0111) from the map itself.",)
    swapped = replace(other, smoothness=MAP, other_smoothness=RESIDUALS)
    notes = caption.notes(told(options=CompareOptions(Correction.GRF), corrected=swapped), ())
    assert notes[0].endswith("from residuals.")
    assert "larger clusters are asked for" in notes[1]


def test_that_an_inflated_threshold_is_told_with_the_permutation_p_of_what_survives():
    p = np.array([0.0312, 0.1245, 0.9, 1, 1, 1])  # of the two voxels that survive the first two
    low = random_field(0.01, 0.01, permutation=permuted(Maximum.CLUSTER, height=2.5), p_permutation=p)
    options = CompareOptions(Correction.GRF, voxel_p=0.01, alpha=0.01)
    (note,) = caption.notes(told(options=options, corrected=low), (object(),))
    assert note.startswith(
        "Parametric cluster p-values are known to be inflated at this threshold (Eklund et al. 2016)"
    )
    assert note.endswith("permutation p = 0.0312 to 0.1245 (5000 rearrangements, seed 7).")
    same = replace(low, p_permutation=np.full(6, 0.02))
    assert "permutation p = 0.0200 (" in caption.notes(told(options=options, corrected=same), (object(),))[0]
    (none,) = caption.notes(told(options=options, corrected=low), ())
    assert none.endswith("(Eklund et al. 2016).")
    (without,) = caption.notes(told(options=options, corrected=random_field(0.01)), ())
    assert without.endswith("a permutation p needs equal variances.")
    assert caption.notes(told(options=options, corrected=random_field(0.0099)), ()) == ()


@pytest.mark.parametrize(("tails", "t"), [(2, "|t|"), (1, "t")])
def test_that_permutations_say_what_they_looked_for_how_many_and_from_which_seed(tails, t):
    said = {}
    for correction in (Correction.PERMUTATION, Correction.CLUSTER, Correction.TFCE):
        result = permuted(correction.maximum, height=3.4, tails=tails)
        corrected = Corrected(np.full(6, 0.5), np.zeros(6, bool), permutation=result)
        said[correction] = caption.in_words(told(options=CompareOptions(correction), corrected=corrected))
    end = ": corrected p ≤ 0.05, 5000 rearrangements, seed 7; 2 clusters survive."
    assert f"Permutation (Freedman-Lane), largest {t} over voxels{end}" in said[Correction.PERMUTATION]
    assert f"largest cluster, formed at p < 0.001 ({t} ≥ 3.400), 26-connected{end}" in said[Correction.CLUSTER]
    assert f"Permutation (Freedman-Lane), TFCE (E = 0.5, H = 2, 26-connected){end}" in said[Correction.TFCE]


def test_that_permutations_on_their_way_and_all_of_them_are_told_apart():
    for result, words in (
        (permuted(n=500), "500 rearrangements of 5000, so far, seed 7"),
        (permuted(n=70, planned=70, seed=None), "all 70 distinct rearrangements"),
    ):
        corrected = Corrected(np.full(6, 0.5), np.zeros(6, bool), permutation=result)
        assert words in caption.in_words(told(options=CompareOptions(Correction.PERMUTATION), corrected=corrected))


def test_that_too_few_rearrangements_for_alpha_are_told():
    options = CompareOptions(Correction.PERMUTATION)
    few, enough = (
        Corrected(np.full(6, 0.5), np.zeros(6, bool), permutation=permuted(n=n, planned=n, seed=None)) for n in (16, 20)
    )
    (note,) = caption.notes(told(options=options, corrected=few), ())
    assert note == "With 16 rearrangements no corrected p can be below 0.0625."
    assert caption.notes(told(options=options, corrected=enough), ()) == ()  # 1/20 is alpha itself


def test_that_sign_flips_say_what_they_assume_only_where_signs_are_flipped():
    corrected = Corrected(np.full(6, 0.5), np.zeros(6, bool), permutation=permuted())
    options = CompareOptions(Correction.PERMUTATION)
    assert "Sign flips assume errors that are symmetric about 0." in caption.notes(
        told(one_sample(12), options, corrected), ()
    )
    assert not any("Sign flips" in note for note in caption.notes(told(None, options, corrected), ()))
    assert not any("Sign flips" in note for note in caption.notes(told(one_sample(12)), ()))


def test_that_voxels_that_were_not_tested_are_counted():
    (note,) = caption.notes(told(n_voxels=550), ())
    assert note.startswith("50 of 600 mask voxels were not tested")


def test_that_one_of_several_pairs_is_told_as_such():
    design = ancova([*PEOPLE[:9], "c", "c", "c"])
    notes = caption.notes(told(design, contrast=design.post_hoc[0]), ())
    assert notes == ("One of 3 pairs after the F test; p is not corrected for their number.",)
    assert caption.notes(told(design, tails=1), ()) == ()


def test_that_a_covariate_that_separates_the_groups_is_told_with_its_correlation():
    years = Covariate("age", np.array([60.0, 62, 58, 61, 59, *[30.0, 31, 29, 32, 28, 30, 33]]))
    member = (np.arange(12) < 5).astype(float)
    r = abs(np.corrcoef(years.values, member)[0, 1])
    notes = caption.notes(told(two_sample(PEOPLE, [years])), ())
    assert f"age differs between the groups (r = {r:.2f}, VIF {1 / (1 - r**2):.2f})" in notes[0]
    assert caption.notes(told(two_sample(PEOPLE, [SEX])), ()) == ()


def test_that_columns_that_are_nearly_combinations_are_told():
    near = Covariate("weight", AGE.values + 0.01 * SEX.values)
    design = regression([AGE, near], "age")
    (note,) = caption.notes(told(design), ())
    assert note.endswith(f"nearly combinations of each other (condition number {design.condition:.0f}).")
    assert caption.notes(told(regression([AGE], "age")), ()) == ()


def test_that_the_record_holds_the_same_numbers_as_plain_values():
    design = two_sample(PEOPLE, [AGE, SEX])
    corrected = random_field(0.01, 0.05, other_smoothness=MAP, permutation=permuted(Maximum.CLUSTER, height=2.5))
    options = CompareOptions(Correction.GRF, voxel_p=0.01)
    record = caption.parameters(design, design.contrast, options, corrected, 2)
    assert json.loads(json.dumps(record)) == record
    assert record["groups"] == {"pain": 5, "control": 7}
    assert record["covariates"] == {"age": "number", "sex": "F = 0, M = 1"}
    assert (record["dof"], record["tails"], record["connectivity"]) == (8, 2, 26)
    assert (record["voxel_p"], record["alpha"], record["k_min_voxels"], record["z_height"]) == (0.01, 0.05, 24, 3.2905)
    assert record["smoothness"] == {
        "source": "residuals", "dlh": 0.0219, "fwhm_voxels": [2.0, 3.0, 2.5], "dof": 9.0,
    }  # fmt: skip
    assert record["smoothness_not_used"]["source"] == "map"
    assert (record["permutations"], record["permutations_planned"], record["seed"]) == (5000, 5000, 7)
    assert record["height"] == 2.5


def test_that_the_record_has_no_numbers_of_what_was_not_done():
    design = two_sample(PEOPLE)
    plain = Corrected(np.full(6, 0.5), np.zeros(6, bool))
    record = caption.parameters(design, design.contrast, CompareOptions(Correction.FDR), plain, 1)
    assert not {"k_min_voxels", "smoothness", "permutations", "seed"} & set(record)
    assert (record["tails"], record["missing"]) == (1, Missing.COMPLETE.value)
