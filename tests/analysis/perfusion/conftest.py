"""The simulated subjects, read once."""

from pathlib import Path

import pytest

from analysis.demo import QUICK, write_patient
from tests.analysis.perfusion.made_asl import Simulated, simulated


@pytest.fixture(scope="session")
def one_delay(fixtures: Path) -> Simulated:
    return simulated(fixtures, "01", "nf")


@pytest.fixture(scope="session")
def eight_delays(fixtures: Path) -> Simulated:
    return simulated(fixtures, "05", "nfwp")


@pytest.fixture(scope="session")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_patient(tmp_path_factory.mktemp("demo") / "patient", QUICK)
