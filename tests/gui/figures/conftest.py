"""A processed patient, measured and drawn once."""

import pytest

from analysis.plane import Convention
from analysis.presets import find_preset
from analysis.quality.folder import processed_files
from analysis.quality.measuring import measure_quality
from gui.figures.quality_images import quality_images
from tests.analysis.quality.made_patient import write_patient


@pytest.fixture(scope="session")
def processed(tmp_path_factory):
    """The files of a patient with everything."""
    return processed_files(write_patient(tmp_path_factory.mktemp("quality"), perfusion=True, warnings=("Odd scan.",)))


@pytest.fixture(scope="session")
def quality(processed):
    from analysis.quality.kept import write_quality

    measured = measure_quality(processed, find_preset("spinal_pain_zhang2025"))
    write_quality(measured, processed)
    return measured.quality


@pytest.fixture(scope="session")
def images(processed, quality):
    return quality_images(processed, Convention.RADIOLOGICAL)


@pytest.fixture(scope="session", autouse=True)
def application(qapp):
    """The whole application first: figures alone would make one without windows, and later tests need some."""
    return qapp
