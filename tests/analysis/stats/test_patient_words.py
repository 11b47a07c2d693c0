"""The sentences of hand-made rows, word by word, and of whole comparisons of made cohorts."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from analysis.stats import patient_words
from analysis.stats.exchangeable import Claim, Kind
from analysis.stats.patient_regions import Region, RegionRow
from analysis.stats.patient_result import PatientOptions
from analysis.stats.reference_cohort import Banner, BannerKind
from analysis.stats.single_case import Transform
from analysis.stats.single_patient import compare_patient
from tests.analysis.stats.made_cohort import GRID, MASK, made_cohort

FORBIDDEN = ("abnormal", "patholog", "diagnos", "disease", "normal range", "significant")
INSULA = RegionRow(
    Region("insula_L", "left insula"), "mL/100 g/min", 30, 41.26, 55.0, 43.5, 69.54, 0.6, 0.01, 3.04, -2.94, -2.7, 29,
    0.0114, 0.0456, np.array([]),
)  # fmt: skip
ABOVE = replace(
    INSULA, region=Region("insula_R", "right insula"), value=71.0, t=2.9, w=3.1, percentile=99.65,
    percentile_low=97.0, percentile_high=99.9999, p=0.007, p_holm=0.035,
)  # fmt: skip
SMALL = replace(INSULA, region=Region("pag", "periaqueductal gray"), t=0.4, p_holm=1.0)
NOWHERE = replace(
    INSULA, region=Region("nac_L", "left nucleus accumbens"), n_voxels=0, t=float("nan"), p_holm=float("nan")
)


@pytest.fixture(scope="module")
def found():
    return compare_patient(*made_cohort(seed=3))


def with_regions(found, *rows, **changed):
    return replace(found, regions=rows, claims=(), **changed)


def test_that_the_largest_deviation_below_is_told_with_all_its_numbers(found):
    (sentence,) = patient_words.sentences(with_regions(found, SMALL, INSULA, NOWHERE))
    assert sentence == (
        "Largest deviation of the pre-specified regions: left insula, 41.3 mL/100 g/min where 55 is expected (95 % "
        "prediction interval 43.5 to 69.5), W = -2.9 (descriptive), t(29) = -2.70; 0.60 % (95 % CI 0.01 to 3.0 %) of "
        "the reference population would be expected below; Holm p = 0.046 over 2 regions: outside the range of this "
        "reference cohort."
    )


def test_that_a_deviation_above_tells_the_share_above_with_its_limits_the_right_way_round(found):
    (sentence,) = patient_words.sentences(with_regions(found, ABOVE, SMALL))
    assert "right insula, 71 mL/100 g/min" in sentence
    assert "0.35 % (95 % CI < 0.01 to 3.0 %) of the reference population would be expected above" in sentence


def test_that_holm_p_at_alpha_is_outside_and_above_it_compatible(found):
    at, beyond = (patient_words.sentences(with_regions(found, replace(INSULA, p_holm=p)))[0] for p in (0.05, 0.0501))
    assert at.endswith("Holm p = 0.050 over 1 region: outside the range of this reference cohort.")
    assert beyond.endswith("compatible with the range of this reference cohort.")
    strict = replace(found.options, alpha=0.01)
    assert "compatible" in patient_words.sentences(with_regions(found, INSULA, options=strict))[0]


def test_that_a_tiny_p_is_not_told_as_zero(found):
    (sentence,) = patient_words.sentences(with_regions(found, replace(INSULA, p_holm=0.0004, percentile=1e-6)))
    assert "Holm p < 0.001 over" in sentence
    assert "< 0.01 % (95 % CI" in sentence


def test_that_each_claim_is_told_with_its_verdict(found):
    # the patient's 9 among 19 controls of whom none, and of whom two, reach it: 1/20 and 3/20
    alone = Claim(Kind.VOXEL, np.array([9.0, *[4.0] * 19]), "500 voxels")
    shared = Claim(Kind.CLUSTER, np.array([9.0, 12, 9, *[4.0] * 17]), "the map", 3.5)
    regions = Claim(Kind.REGIONS, np.array([2.0, *[4.0] * 19]), "8 regions")
    told = patient_words.sentences(replace(found, regions=(), claims=(alone, shared, regions)))
    assert told == (
        "Map, voxels: 0 of 19 controls deviate at least as much somewhere in 500 voxels (|t| = 9.00; p = 1/20 = "
        "0.050). This is outside the range of this reference cohort.",
        "Map, clusters: 2 of 19 controls have a cluster at least as large as the patient's largest (9 voxels with "
        "|t| ≥ 3.50; p = 3/20 = 0.150). This is compatible with the range of this reference cohort.",
        "Pre-specified regions: 19 of 19 controls deviate at least as much somewhere in 8 regions (|t| = 2.00; p = "
        "20/20 = 1.000). This is compatible with the range of this reference cohort.",
    )


def test_that_banners_come_before_everything(found):
    banners = (Banner(BannerKind.MOTION, "The patient moved."), Banner(BannerKind.EXTRAPOLATION, "Beyond the age."))
    told = patient_words.sentences(with_regions(found, INSULA, banners=banners))
    assert told[:2] == ("The patient moved.", "Beyond the age.")
    assert told[2].startswith("Largest deviation")


def test_that_the_caption_names_model_controls_volume_and_the_smallest_attainable_p(found):
    height = -stats.t.ppf(0.0005, 21)  # 24 controls, age and sex
    assert found.caption.startswith("malff of one patient against ")
    for words in (
        "natural logarithm; t with 21 degrees of freedom (Crawford & Howell 1998; Crawford, Garthwaite & Ryan 2011)",
        f"search volume {MASK.n_voxels} voxels of 9 × 9 × 9 mm",
        f"|t| ≥ {height:.3f} (p < 0.001, 26-connected)",
        "over the 25 exchangeable people (smallest attainable p = 0.040)",
    ):
        assert words in patient_words.caption(found)


def test_that_smoothing_is_in_the_caption_only_where_there_was_some(found):
    smooth = replace(found, options=PatientOptions(fwhm_mm=8.0))
    assert "; smoothed by 8 mm (FWHM) inside the search volume; natural" in patient_words.caption(smooth)
    assert "smoothed" not in patient_words.caption(replace(found, options=PatientOptions()))


def test_that_a_single_voxel_needs_the_deviation_of_bonferroni(found):
    needed = stats.t.isf(0.05 / MASK.n_voxels / 2, 21) * np.sqrt(1 + 1 / 24)
    assert patient_words.notes(found)[0] == (
        "With 24 controls a single voxel outside of the pre-specified regions needs about "
        f"{needed:.1f} SD (Bonferroni over {MASK.n_voxels} voxels) to be confirmed by itself."
    )


def test_that_regions_out_of_the_volume_and_voxels_left_out_are_named(found):
    t = found.case.t.copy()
    t[:7] = np.nan
    told = patient_words.notes(replace(found, regions=(INSULA, NOWHERE), case=replace(found.case, t=t)))
    assert told[-1] == "Not in the search volume: left nucleus accumbens."
    assert any(note.startswith("7 voxels of the mask were not compared: someone has no value there") for note in told)


def test_that_there_are_two_verdicts():
    assert patient_words.verdict(True) == "outside the range of this reference cohort"
    assert patient_words.verdict(False) == "compatible with the range of this reference cohort"


def test_that_large_values_are_told_whole() -> None:
    """Of a map in the scanner's units, whose values are thousands."""
    cohort, patient = made_cohort()
    cohort = replace(cohort, maps=replace(cohort.maps, values=cohort.maps.values * 5000))
    found = compare_patient(cohort, replace(patient, values=patient.values * 5000))
    sentence = next(words for words in found.sentences if words.startswith("Largest deviation of the pre-specified"))
    row = max((r for r in found.regions if r.n_voxels), key=lambda r: abs(r.t))
    assert f"{row.region.caption}, {row.value:.0f} where {row.expected:.0f} is expected" in sentence
    assert "e+" not in sentence


def test_that_no_strong_word_is_ever_used():
    near = np.linalg.norm(GRID.to_mm(np.argwhere(MASK.data)) - (30.0, -60, -20), axis=1) <= 12
    for n in (8, 14, 24):
        cohort, patient = made_cohort(n, covariates=())
        values = np.where(near, patient.values * 4, patient.values).astype(np.float32)
        told = compare_patient(cohort, replace(patient, values=values, age=95.0, motion_mm=2.0))
        words = " ".join((told.caption, *told.sentences, *told.notes)).lower()
        assert not [word for word in FORBIDDEN if word in words]


def test_that_skewed_controls_are_said():
    cohort, patient = made_cohort()
    skewed = replace(cohort, maps=replace(cohort.maps, values=(cohort.maps.values**8).astype(np.float32)))
    found = compare_patient(skewed, replace(patient, values=patient.values**8), PatientOptions(Transform.NONE))
    assert any("the controls are skewed" in note for note in found.notes)
    assert not any("the controls are skewed" in note for note in compare_patient(cohort, patient).notes)
