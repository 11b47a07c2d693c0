"""Who is the same patient, and which texts may name someone."""

import pytest
from pydicom.dataset import Dataset

from analysis.importing.identity import Patient, distinct, is_same, masked, names, words_of
from tests.analysis.importing.made_dicom import identity


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("1", "A^B", "19500101"), ("1", "A^B", "19500101"), True),
        (("1", "DOE^JANE", ""), ("1", "Doe^Jane ", "19500101"), True),
        (("1", "Doe^Jane", "19500101"), ("1", "Roe^Jane", "19500101"), True),  # married
        (("1", "Doe^Jane", ""), ("1", "Roe^Jim", ""), False),  # an ID used twice
        (("1", "Doe^Jane", "19500101"), ("2", "Doe^Jane", "19500101"), False),
        (("1", "Doe^Jane", "19500101"), ("1", "Doe^Jane", "19500102"), False),
        (("", "Doe^Jane", ""), ("7", "Doe^Jane", ""), True),
        (("", "Doe^Jane", ""), ("", "Doe^John", ""), False),
    ],
)
def test_that_headers_are_of_one_patient_only_without_doubt(one, other, same):
    assert is_same(Patient(*one), Patient(*other)) is same
    assert is_same(Patient(*other), Patient(*one)) is same


def test_that_a_patient_must_fit_all_of_a_group():
    nameless, jane, john = (
        Patient("", "", "19500101"),
        Patient("1", "Jane", "19500101"),
        Patient("2", "John", "19500101"),
    )
    assert distinct([nameless, jane, john, jane]) == [[nameless, jane], [john]]


def test_that_a_patient_tells_nothing_in_text():
    assert repr(Patient("ZZ4711", "Quixote", "19471009")) == "Patient()"


@pytest.fixture
def words():
    dataset = Dataset()
    for keyword, value in identity(SeriesInstanceUID="1.2.826.77.9.4").items():
        setattr(dataset, keyword, value)
    dataset.ReferencedImageSequence = [Dataset()]
    dataset.ReferencedImageSequence[0].OperatorsName = "Cervantes^Miguel"
    return words_of(dataset)


def test_that_names_places_devices_and_uids_are_known_at_any_depth(words):
    expected = {"quixote", "dulcinea", "zz4711", "barataria", "clavileno", "sn98765", "panza", "acc31415", "cervantes"}
    assert expected <= words
    assert {"1.2.826.77.9.4", "19471009"} <= words
    assert "hospital" not in words


@pytest.mark.parametrize(
    "text",
    [
        "Quixote",
        "scan of DULCINEA",
        "t1_quixote_2",
        "xBARATARIAx",
        "1.2.840.113619.2.408.5282380",
        "20210317",
        "17/1234567",
    ],
)
def test_that_texts_that_may_name_someone_are_found(words, text):
    assert names(text, words)


@pytest.mark.parametrize(
    "text", ["Prisma", "ep2d_bold_rest", "syngo MR E11", "Gradient Echo", "1.5", "T1 3D TFE 1.0mm", ""]
)
def test_that_technical_texts_name_nobody(words, text):
    assert not names(text, words)


def test_that_only_the_naming_part_is_masked(words):
    assert masked("t1_mprage Dulcinea_run 2", words) == "t1_mprage ***_run 2"
    assert masked("scan 20210317", words) == "scan ***"
