"""How a map was made: what must be alike, what need not, and simulated maps against computed ones."""

import pytest

from analysis.demo.controls import CohortSettings, SimulatedCohort
from analysis.errors import DataError
from analysis.files import nifti
from analysis.files.results import write_map
from analysis.stats.map_profile import MapProfile, profile_of, require_alike
from tests.analysis.stats.made_cohort import made_map


def profile(has_record=True, **facts):
    facts = {"function": "analysis.metrics.alff.compute_alff", "statistic": "malff", **facts}
    return MapProfile(has_record, "", "malff", "MNI152", facts)


DRAWN = profile(function="analysis.demo.controls.write_cohort")


@pytest.mark.parametrize(
    ("first", "other", "sentence"),
    [
        (DRAWN, profile(), "The map of the controls is simulated (drawn from a model), that of the patient was "),
        (profile(), DRAWN, "The map of the patient is simulated (drawn from a model), that of the controls was "),
        (profile(simulated="true"), profile(), "The map of the controls is simulated"),
    ],
)
def test_that_a_simulated_map_is_not_compared_with_a_computed_one_and_the_sentence_says_which(first, other, sentence):
    with pytest.raises(DataError) as refused:
        require_alike(first, other, "the controls", "the patient")
    assert str(refused.value).startswith(sentence)
    assert str(refused.value).endswith("computed from scans, so they cannot be compared.")


def test_that_simulated_maps_are_compared_with_each_other_if_they_are_alike():
    require_alike(DRAWN, DRAWN, "the controls", "the patient")
    with pytest.raises(DataError, match="differs in sd"):
        require_alike(DRAWN, profile(function="analysis.demo.controls.write_cohort", sd="0.1"), "a", "b")


def test_that_the_map_of_the_demonstration_is_simulated_and_a_computed_one_is_not(tmp_path):
    cohort = SimulatedCohort(CohortSettings(n_controls=4, n_patients=0, voxel_mm=6.0))
    drawn = write_map(cohort.map_of(next(cohort.values())), tmp_path / "drawn", space="MNI152")
    computed = write_map(made_map(1.0), tmp_path / "computed", space="MNI152")
    assert profile_of(nifti.read(drawn), drawn).is_simulated
    assert not profile_of(nifti.read(computed), computed).is_simulated


def test_that_what_was_found_in_a_persons_own_data_may_differ_and_settings_may_not(tmp_path):
    made = [
        write_map(made_map(1.0, mask_mean=mean, band={"low_hz": low}), tmp_path / f"{mean}{low}", space="MNI152")
        for mean, low in ((1.0, 0.01), (2.0, 0.01), (1.0, 0.02))
    ]
    first, other_person, other_band = (profile_of(nifti.read(path), path) for path in made)
    assert first.pipeline_hash == other_person.pipeline_hash
    require_alike(first, other_person, "a", "b")
    with pytest.raises(DataError, match=r"The map of b differs in band\.low_hz \(0\.02\) from that of a \(0\.01\)"):
        require_alike(first, other_band, "a", "b")


def test_that_a_person_with_a_lesion_is_compared_and_one_who_was_aligned_in_another_way_is_not(tmp_path):
    usual, lesion = ["realign", "align with the T1"], "leave the lesion out of every comparison of images"
    steps = {
        "control": {"processing": usual},
        "lesion": {"processing": [usual[0], lesion, usual[1]], "steps_in_words": [lesion]},
        "other": {"processing": [usual[0], "align without a T1"]},
    }
    paths = [write_map(made_map(1.0, **made), tmp_path / name, space="MNI152") for name, made in steps.items()]
    control, with_lesion, other = (profile_of(nifti.read(path), path) for path in paths)
    require_alike(control, with_lesion, "the controls", "the patient")
    with pytest.raises(DataError, match="The map of the patient differs in processing"):
        require_alike(control, other, "the controls", "the patient")


def test_that_a_map_without_a_record_is_named():
    with pytest.raises(DataError, match="The map of sub-2 has no record"):
        require_alike(profile(), profile(has_record=False), "sub-1", "sub-2")
