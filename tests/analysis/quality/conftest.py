"""A processed patient, measured once."""

import pytest

from analysis.presets import find_preset
from analysis.quality.folder import processed_files
from analysis.quality.measuring import measure_quality
from tests.analysis.quality.made_patient import write_patient


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    return processed_files(write_patient(tmp_path_factory.mktemp("processed"), perfusion=True))


@pytest.fixture(scope="session")
def measured(files):
    return measure_quality(files, find_preset("spinal_pain_zhang2025"))
