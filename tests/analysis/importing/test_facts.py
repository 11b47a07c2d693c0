"""The list of what may be told, and where each fact comes from."""

from dataclasses import replace

import pytest

from analysis.files import sidecar
from analysis.importing import facts, header
from analysis.importing.repetition import Repetition
from tests.analysis.importing.made_dicom import write_bold

SECRET = frozenset({"quixote", "barataria", "sn98765"})


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    return header.read(write_bold(tmp_path_factory.mktemp("bold"), n_volumes=1)[0])


def test_that_only_listed_fields_of_the_right_kind_pass(first):
    said = {
        "EchoTime": 0.03, "SliceTiming": [0.0, 1.0], "Manufacturer": "Siemens", "BackgroundSuppression": True,
        "PatientName": "X", "AcquisitionTime": "10:00:00", "DeviceSerialNumber": "1", "SeriesInstanceUID": "1.2.3",
        "InstitutionName": "Y", "StudyDescription": "Z", "AcquisitionDateTime": "2021", "SeriesDescription": "t1",
        "FlipAngle": "eighty", "PulseSequenceType": 5, "MTState": "yes", "PartialFourier": float("nan"),
        "Modality": {"name": "Quixote"}, "SoftwareVersions": "x",
    }  # fmt: skip
    kept = facts.gather(said, first, None, SECRET).fields
    assert set(kept) == {"EchoTime", "SliceTiming", "Manufacturer", "BackgroundSuppression"}


@pytest.mark.parametrize(
    "text", ["Quixote", "Siemens at Barataria", "1.2.840.113619.2.408.5", "20210317", "a\nb", "ä" * 3, "x" * 65]
)
def test_that_a_listed_text_that_may_name_someone_is_left_out(first, text):
    said = {"ManufacturersModelName": text, "ImageType": ["ORIGINAL", text]}
    assert facts.gather(said, first, None, SECRET).fields == {}


def test_that_the_kind_of_labelling_passes_whatever_the_protocol_is_called():
    # a protocol called pcasl_3d makes "pcasl" a word that no free text may hold; the kind of labelling is no free text
    said = {"ArterialSpinLabelingType": "PCASL", "M0Type": "Included", "BolusCutOffTechnique": "Q2TIPS"}
    assert facts.allowed(said, frozenset({"pcasl", "included", "q2tips"})) == said
    assert facts.allowed({"ArterialSpinLabelingType": "Quixote"}, SECRET) == {}


def test_that_whatever_is_read_of_a_sidecar_may_be_kept():
    listed = {*facts.NUMBERS, *facts.FLAGS, *facts.WORDS, *facts._CODES}
    assert set(sidecar.FIELDS) - listed == {"TaskName"}  # it has rules of its own


def test_that_a_fact_is_confirmed_by_its_tag_or_named_as_the_converters(first):
    found = facts.gather({"EchoTime": 0.03, "FlipAngle": 80, "SliceTiming": [0.0]}, first, None, SECRET)
    assert found.sources == {
        "EchoTime": "DICOM (0018,0081)", "FlipAngle": "DICOM (0018,1314)", "SliceTiming": "dcm2niix",
    }  # fmt: skip


def test_that_a_contradiction_with_the_tag_is_said(first):
    found = facts.gather({"FlipAngle": 8}, first, None, SECRET)
    assert found.warnings == ("The converter gives FlipAngle as 8, the DICOM (0018,1314) as 80; check it.",)


def test_that_the_settled_repetition_time_replaces_the_converters(first):
    said = {"RepetitionTime": 1.794, "RepetitionTimeExcitation": 2.0}
    found = facts.gather(said, first, Repetition(2.0, "the clock", ("A doubt.",)), SECRET)
    assert (dict(found.fields), dict(found.sources)) == ({"RepetitionTime": 2.0}, {"RepetitionTime": "the clock"})
    assert found.warnings == ("A doubt.",)


def test_that_slice_times_beyond_the_repetition_time_are_left_out(first):
    found = facts.gather({"SliceTiming": [0.0, 2.5]}, first, Repetition(2.0, "the clock"), SECRET)
    assert "SliceTiming" not in found.fields
    assert "2.5 s is beyond the repetition time" in found.warnings[0]


def test_that_an_unreadable_sidecar_gives_no_facts(tmp_path, first):
    assert facts.read(tmp_path / "none.nii") == {}
    (tmp_path / "bad.json").write_text("[1, 2")
    assert facts.read(tmp_path / "bad.nii") == {}
    assert facts.gather({}, replace(first, te_ms=None), None, SECRET).fields == {}
