"""Who is the same patient, and which texts may name someone."""

import pytest
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.errors import BytesLengthException
from pydicom.tag import BaseTag

from analysis.importing.identity import (
    Patient,
    distinct,
    is_same,
    label_names,
    masked,
    names,
    words_of,
    words_of_patient,
)
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


def test_that_where_the_words_are_not_known_every_text_may_name_someone():
    assert names("t1_mprage", None)
    assert masked("t1_mprage sag", None) == "***"
    assert masked("", None) == ""


def test_that_a_value_that_cannot_be_read_leaves_the_words_unknown():
    dataset = Dataset()
    dataset.add_new(0x00280010, "US", 64)
    dataset.PatientName = "Quixote"
    assert words_of(dataset) == {"quixote"}
    dataset[0x00091010] = RawDataElement(BaseTag(0x00091010), "ZZ", 8, b"Dulcinea", 0, False, True)
    assert words_of(dataset) is None


def test_that_a_number_that_cannot_be_read_names_nobody():
    dataset = Dataset()
    dataset.PatientName = "Quixote"
    dataset[0x00280010] = RawDataElement(BaseTag(0x00280010), "US", 3, b"abc", 0, False, True)
    with pytest.raises(BytesLengthException):
        _ = dataset.Rows
    assert words_of(dataset) == {"quixote"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Li^Na", "task li"), ("Li^Na", "scan_NaLi_2"), ("Müller^Jörg", "t1 mueller"), ("Müller^Jörg", "t1 muller"),
        ("Núñez", "nunez"), ("Wu^Bo=吴^博", "wubo"),
    ],
)  # fmt: skip
def test_that_short_joined_and_accented_names_are_found(name, text):
    assert names(text, words_of_patient(Patient("", name, "")))


def test_that_an_id_written_without_its_signs_is_found():
    assert names("x zz4711", words_of_patient(Patient("ZZ-47-11", "", "")))


def test_that_a_label_may_not_hold_even_a_short_name():
    words = words_of_patient(Patient("", "Doe^Ann", ""))
    assert label_names("restann2", words)
    assert not names("restann2", words)
    assert not label_names("nback", words)
