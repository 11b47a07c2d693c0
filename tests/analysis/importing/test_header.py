"""One DICOM file: what is read of it, and that nothing it says gets out by an error or a warning."""

import logging
import warnings
from pathlib import Path

import pydicom
import pytest
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset

from analysis.importing import header
from tests.analysis.importing.made_dicom import write_bold, write_series


def test_that_the_facts_of_a_slice_are_read(tmp_path):
    found = header.read(write_bold(tmp_path)[7])
    assert (found.series_number, found.instance, found.tr_ms, found.te_ms, found.flip_deg) == (3, 8, 2000, 30, 80)
    assert (found.sequence, found.acquisition_type, found.field_t) == (("EP", "SK"), "2D", 3.0)
    assert found.position == (-24.0, -24.0, 6.0)
    assert found.acquisition_s == 10 * 3600 + 2
    assert (found.age_years, found.sex, found.n_frames) == (73, "F", 1)


@pytest.mark.parametrize(("age", "years"), [("042Y", 42), ("42", None), ("000Y", None), ("008M", None), ("", None)])
def test_that_only_a_well_formed_age_counts(tmp_path, age, years):
    path = write_series(tmp_path, "one", shape=(8, 8, 1))[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = pydicom.dcmread(path)
        dataset.PatientAge = age
        dataset.save_as(path)
    assert header.read(path).age_years == years


def test_that_an_enhanced_header_gives_its_shared_numbers(tmp_path):
    path = write_series(tmp_path, "one", shape=(8, 8, 1))[0]
    dataset = pydicom.dcmread(path)
    timing, echo, group = Dataset(), Dataset(), Dataset()
    timing.RepetitionTime, timing.FlipAngle, echo.EffectiveEchoTime = 1500.0, 70.0, 25.0
    group.MRTimingAndRelatedParametersSequence, group.MREchoSequence = [timing], [echo]
    dataset.SharedFunctionalGroupsSequence = [group]
    dataset.EchoPlanarPulseSequence, dataset.EchoPulseSequence = "YES", "GRADIENT"
    del dataset.AcquisitionTime
    dataset.AcquisitionDateTime = "20210317101500.250000"
    dataset.save_as(path)
    found = header.read(path)
    assert (found.tr_ms, found.te_ms, found.flip_deg) == (1500.0, 25.0, 70.0)
    assert found.sequence == ("EP", "GR")
    assert found.acquisition_s == 10 * 3600 + 15 * 60 + 0.25


@pytest.mark.parametrize(
    "name", ["MR_small.dcm", "MR_small_bigendian.dcm", "MR_small_implicit.dcm", "MR_small_RLE.dcm"]
)
def test_that_every_encoding_is_read(name):
    assert header.read(Path(get_testdata_file(name))).modality == "MR"


def test_that_malformed_values_are_missing_and_quoted_nowhere(tmp_path, caplog, recwarn):
    path = write_series(tmp_path, "one", shape=(8, 8, 1))[0]
    data = path.read_bytes()
    data = data.replace(b"10:00", b"").replace(b"\x20\x00\x13\x00IS\x02\x001 ", b"\x20\x00\x13\x00IS\x02\x00Qu")
    path.write_bytes(data.replace(b"073Y", b"QuiX"))
    with caplog.at_level(logging.DEBUG):
        found = header.read(path)
    assert (found.instance, found.age_years) == (None, None)
    assert "Qui" not in caplog.text
    assert [str(warning.message) for warning in recwarn] == []


def test_that_errors_of_damaged_files_carry_no_cause(tmp_path):
    path = tmp_path / "bad.dcm"
    path.write_bytes(bytes(128) + b"DICM" + b"Quixote" * 50)
    with pytest.raises(header.DamagedError) as raised:
        header.read(path)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__
    assert str(raised.value) == ""
