"""The methods say what the records say: each value under its name and unit, what no record holds "not recorded"."""

import pytest

from analysis.report.document import Facts, Paragraphs
from analysis.report.methods import methods
from tests.analysis.report.made_parts import sha256_of, some_case, some_comparison

ACQUISITION = {
    "Manufacturer": "Siemens", "ManufacturersModelName": "Prisma", "MagneticFieldStrength": 3.0,
    "PulseSequenceType": "GRASE", "MRAcquisitionType": "3D", "RepetitionTime": 4.6, "EchoTime": 0.016,
    "FlipAngle": 90, "VoxelSize": [3.0, 3.0, 4.0], "Eyes": "closed",
}  # fmt: skip
SCANNER = {
    "scanner": "Siemens", "model": "Prisma", "field strength, T": "3", "sequence": "GRASE", "acquisition": "3D",
    "repetition time, s": "4.6", "echo time, s": "0.016", "flip angle, °": "90", "acquired voxels, mm": "3, 3, 4",
}  # fmt: skip
AFTER = {"volumes that were used", "eyes open or closed"}


def facts(sections):
    return {section.title: dict(section.rows) for section in sections if isinstance(section, Facts)}


def lines(sections, title):
    (found,) = [section.lines for section in sections if isinstance(section, Paragraphs) and section.title == title]
    return found


def of_one(tmp_path, provenance, *comparisons, acknowledged=(), **case):
    return methods(some_case(tmp_path, {"cbf": provenance}, **case), comparisons, acknowledged)


# -- the text --------------------------------------------------------------------------------------------------------


def test_that_the_text_names_preset_and_steps_in_the_order_of_the_record(tmp_path):
    parameters = {
        "processing": ["align the ASL series", "interpolate once"],
        "preparation": {"steps": ["scale", "cut"]},
    }
    text = lines(of_one(tmp_path, {"parameters": parameters}, record={"Preset": "migraine_lin2025"}), "Methods")
    assert text == (
        "The scans of patient p1 were processed unattended; preset: migraine_lin2025.",
        "Steps before the maps of cbf, in this order: align the ASL series; interpolate once.",
        "Preparation of the series for cbf, in this order: scale; cut.",
    )


def test_that_without_records_the_text_says_so_and_names_no_preset(tmp_path):
    text = lines(of_one(tmp_path, {}, some_comparison(statistic="cbf")), "Methods")
    assert text[0].endswith("preset: not recorded.")
    assert text[-1] == "Caption of the comparison: not recorded."


def test_that_maps_of_the_same_steps_share_a_sentence_and_a_drawn_map_has_none(tmp_path):
    steps = {"parameters": {"processing": ["realign", "smooth"]}}
    other = {"parameters": {"steps_in_words": ["realign"]}}
    drawn = {"parameters": {"processing": ["realign"], "simulated": True}}
    maps = {"cbf": other, "malff": steps, "smreho": steps, "gray_volume": drawn}
    text = lines(methods(some_case(tmp_path, maps), (), ()), "Methods")
    assert "Steps before the maps of malff, smreho, in this order: realign; smooth." in text
    assert "Steps before the maps of cbf, in this order: realign." in text
    assert "gray_volume was drawn from a model and not computed from scans." in text


@pytest.mark.parametrize(
    ("roles", "is_told"), [(("t1", "asl", "m0"), False), (("t1",), False), (("t1", "bold"), True), ((), True)]
)
def test_that_only_of_maps_of_a_series_the_preparation_is_missed(tmp_path, roles, is_told):
    inputs = [{"role": role, "sha256": "ab"} for role in roles]
    text = lines(of_one(tmp_path, {"parameters": {}, "inputs": inputs}), "Methods")
    assert any(line.startswith("Preparation of the series for") for line in text) == is_told


def test_that_the_caption_of_a_comparison_is_told_as_it_was_recorded(tmp_path):
    found = some_comparison(caption="CBF of one patient against 32 controls.")
    assert lines(of_one(tmp_path, {}, found), "Methods")[-1] == "CBF of one patient against 32 controls."


# -- acquisition and processing --------------------------------------------------------------------------------------


def test_that_each_number_of_the_scanner_stands_beside_its_unit(tmp_path):
    found = facts(of_one(tmp_path, {"parameters": {"acquisition": ACQUISITION, "n_timepoints": 230}}))
    assert found["Acquisition of the scans of cbf"] == {
        **SCANNER, "volumes that were used": "230", "eyes open or closed": "closed"
    }  # fmt: skip


def test_that_what_the_scanner_did_not_tell_is_not_recorded_and_labelling_is_of_perfusion_alone(tmp_path):
    found = facts(of_one(tmp_path, {}))["Acquisition of the scans of cbf"]
    assert found == dict.fromkeys([*SCANNER, *AFTER], "not recorded")


def test_that_labelling_is_told_from_the_facts_of_the_series(tmp_path):
    told = {
        "ArterialSpinLabelingType": {"value": "PCASL", "source": "sidecar"},
        "PostLabelingDelay": {"value": [1.8, 1.8, 2.0], "source": "sidecar"},
        "LabelingDuration": {"value": 1.5, "source": "typed"},
        "BackgroundSuppression": {"value": True, "source": "sidecar"},
        "EchoTime": {"value": 0.012, "source": "sidecar"},
    }
    found = facts(of_one(tmp_path, {"parameters": {"facts": told, "n_volumes": 60}}))["Acquisition of the scans of cbf"]
    assert {name: words for name, words in found.items() if words != "not recorded"} == {
        "labelling": "PCASL", "post-labelling delay, s": "1.8, 2", "labelling duration, s": "1.5",
        "background suppression": "yes", "echo time, s": "0.012", "volumes that were used": "60",
    }  # fmt: skip
    assert found["M0"] == "not recorded"


def test_that_scans_of_two_acquisitions_are_two_lists(tmp_path):
    maps = {
        "cbf": {"parameters": {"acquisition": {"EchoTime": 0.016}}},
        "malff": {"parameters": {"acquisition": {"EchoTime": 0.03}}},
        "smreho": {"parameters": {"acquisition": {"EchoTime": 0.03}}},
    }
    found = facts(methods(some_case(tmp_path, maps), (), ()))
    assert found["Acquisition of the scans of cbf"]["echo time, s"] == "0.016"
    assert found["Acquisition of the scans of malff, smreho"]["echo time, s"] == "0.03"


def test_that_processing_says_where_left_and_right_are_from(tmp_path):
    record = {"Preset": "a", "Maps": ["cbf"], "Warnings": [], "Format": "b", "ExclusionRule": {"TranslationMm": 3.0}}
    found = facts(of_one(tmp_path, {}, record=record, sides="from the affine", freedom=88))
    assert found["Preprocessing, motion and exclusion"] == {
        "left and right": "from the affine",
        "tissues of the series": "not recorded",
        "degrees of freedom left in the series": "88",
        "exclusion rule: translation mm": "3",
    }


# -- parameters, model, versions, files ------------------------------------------------------------------------------


def test_that_a_parameter_that_maps_share_stands_once_and_others_with_their_own_map(tmp_path):
    maps = {
        "malff": {"function": "metrics.alff", "parameters": {"fwhm_mm": 8.0, "band": [0.01, 0.1]}},
        "smreho": {"function": "metrics.reho", "parameters": {"fwhm_mm": 8.0}},
    }
    found = facts(methods(some_case(tmp_path, maps), (), ()))
    assert found["All parameters of malff, smreho as recorded"] == {"fwhm mm": "8"}
    assert found["All parameters of malff as recorded"] == {"function": "metrics.alff", "band": "0.01, 0.1"}
    assert found["All parameters of smreho as recorded"] == {"function": "metrics.reho"}


def test_that_every_claim_is_told_with_its_verdict_also_where_nothing_was_found(tmp_path):
    claims = [{"maximum": "voxel", "sentence": "4 of 32 controls deviate as much.", "verdict": "not outside"}]
    parameters = {"alpha": 0.05, "caption": "left out", "banners": []}
    found = facts(of_one(tmp_path, {}, some_comparison(claims=claims, parameters=parameters)))
    assert found["Model and inference: cbf"] == {
        "function": "not recorded",
        "statistic": "cbf",
        "alpha": "0.05",
        "exact test, voxel": "4 of 32 controls deviate as much. Not outside.",
        "all regions, also those without a finding": "regions.tsv beside the result",
    }


def test_that_versions_and_hashes_are_those_of_the_records(tmp_path):
    provenance = {
        "versions": {"algoscope": "0.9", "numpy": "2.3"},
        "inputs": [{"role": "asl", "sha256": "a" * 64}, {"role": "m0", "sha256": "b" * 64}],
    }
    found = facts(of_one(tmp_path, provenance, some_comparison()))
    assert found["Versions"] == {"cbf": "algoscope: 0.9; numpy: 2.3", "comparison of cbf": "not recorded"}
    assert facts(of_one(tmp_path, {"versions": {}}))["Versions"] == {"cbf": "not recorded"}
    assert found["Inputs, SHA-256"] == {
        "cbf: asl": "a" * 64,
        "cbf: m0": "b" * 64,
        "comparison of cbf: the patient's map": sha256_of("cbf"),
    }


def test_that_warnings_and_acknowledged_lights_are_listed_and_their_absence_is_said(tmp_path):
    told = of_one(tmp_path, {"warnings": ["Of the map."]}, warnings=("Of the run.",), acknowledged=("mean_fd", "tsnr"))
    assert lines(told, "Warnings of the processing") == ("Of the run.", "Of the map.")
    assert lines(told, "Red lights that the reader has acknowledged") == ("mean_fd, tsnr",)
    silent = of_one(tmp_path, {})
    assert lines(silent, "Warnings of the processing") == ("none recorded",)
    assert not any(section.title.startswith("Red lights") for section in silent)


def test_that_only_maps_of_the_report_are_described_and_no_list_is_empty(tmp_path):
    case = some_case(tmp_path, {"cbf": {"function": "perfusion"}, "malff": {"function": "metrics.alff"}})
    told = methods(case, (some_comparison(statistic="cbf"),), ())
    assert "malff" not in repr(told)
    assert all(section.rows for section in told if isinstance(section, Facts))
    assert "Inputs, SHA-256" not in facts(methods(case, (), ()))
