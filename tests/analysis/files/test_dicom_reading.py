"""DICOM is read without a word of its headers in warnings or in the log, and readers are as strict afterwards."""

import logging
import warnings

import pytest
from pydicom import config
from pydicom.dataelem import DataElement

from analysis.files.dicom_reading import quiet

NAME = "Anna^Musterfrau"


def badly_formed() -> None:
    """A header that the reader quotes where it warns: a date that is none."""
    DataElement("StudyDate", "DA", NAME)


def test_that_without_care_the_reader_quotes_the_header():
    with pytest.warns(UserWarning, match="Musterfrau"):
        badly_formed()


def test_that_nothing_is_quoted():
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with quiet():
            badly_formed()
            warnings.warn(NAME, stacklevel=1)
    assert told == []


def test_that_loggers_of_the_readers_are_silent(caplog):
    for name in ("pydicom", "highdicom"):
        logging.getLogger(name).error("patient %s", NAME)
    assert caplog.text == ""


def test_that_readers_are_as_strict_afterwards_as_before():
    before = config.settings.reading_validation_mode
    with quiet():
        assert config.settings.reading_validation_mode == config.IGNORE
    assert config.settings.reading_validation_mode == before
    with pytest.raises(ZeroDivisionError), quiet():
        raise ZeroDivisionError
    assert config.settings.reading_validation_mode == before
