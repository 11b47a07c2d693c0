"""Which sentences of doubt typed facts answer, and which stay."""

import json

import nibabel as nib
import numpy as np
import pytest

from analysis.files import nifti
from analysis.files.doubts import still_open

COPIED = (
    "The sidecar gives 1.5 s both as labelling duration and as post-labelling delay; one may be a copy of the other. "
    "Please confirm both."
)
TR = (
    "The sidecar's RepetitionTime says 1.794 s between volumes, but the sidecar's RepetitionTimeExcitation says 2 s; "
    "volumes cannot follow faster than excitations, so 2 s is used. Please confirm the repetition time."
)
KINDS = "Nothing says which volumes are control and which are label (no aslcontext.tsv)."
SIDES = "The header does not say where left and right are."


def test_that_a_doubt_about_two_times_stays_until_both_are_typed():
    assert still_open([COPIED], {"LabelingDuration"}) == (COPIED,)
    assert still_open([COPIED], {"LabelingDuration", "PostLabelingDelay"}) == ()


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (TR, "RepetitionTime"),
        ("The header says the repetition time (TR) is 2 s, the sidecar says 1.794 s; the sidecar's is used.",
         "RepetitionTime"),
        ("The header's repetition time (TR) of 2000 s is not plausible and is not used.", "RepetitionTime"),
        ("Nothing says the repetition time (TR). Type it before computing.", "RepetitionTime"),
        ("The converter computed a repetition time of 1.794 s, but it is 2 s by DICOM.", "RepetitionTime"),
        (KINDS, "VolumeTypes"),
        ("The table has 8 rows for 9 volumes and is not used.", "VolumeTypes"),
        ("The sidecar's PostLabelingDelay of 1800 s is not plausible (milliseconds?) and is not used.",
         "PostLabelingDelay"),
        ("A slice time of 2.4 s is beyond the repetition time; slice times were left out.", "SliceOrder"),
        ("The sidecar says that the M0 is in the series, but no volume is marked as m0scan.", "M0Type"),
    ],
)  # fmt: skip
def test_that_the_typed_fact_answers_its_own_doubt_and_no_other(sentence, name):
    assert still_open([sentence, SIDES], {name}) == (SIDES,)
    assert still_open([sentence], {"EchoTime"}) == (sentence,)


def test_that_a_doubt_about_left_and_right_is_never_answered_by_a_fact():
    everything = {"RepetitionTime", "LabelingDuration", "PostLabelingDelay", "VolumeTypes", "M0Type", "SliceOrder"}
    assert still_open([SIDES, SIDES], everything) == (SIDES,)


def test_that_the_sentences_are_those_that_reading_says(tmp_path):
    # 82 blocks of 18.4 ms last 1.5088 s, the sidecar says 1.2 s: the trap of the real Siemens series
    path = tmp_path / "sub-1_asl.nii"
    image = nib.Nifti1Image(np.zeros((4, 4, 4, 3), np.int16), np.diag([-3.0, 3.0, 3.0, 1.0]))
    nib.save(image, path)
    told = {"ArterialSpinLabelingType": "PCASL", "LabelingDuration": 1.2, "NumRFBlocks": 82}
    path.with_suffix(".json").write_text(json.dumps(told))
    said = nifti.read(path).warnings
    assert sum("confirm both" in sentence for sentence in said) == 1
    left = still_open(said, {"LabelingDuration", "PostLabelingDelay", "VolumeTypes", "RepetitionTime"})
    assert not [sentence for sentence in left if "confirm" in sentence or "Nothing says" in sentence]
