"""One small demonstration patient for all tests of it."""

from pathlib import Path

import pytest

from analysis.demo import QUICK, write_patient


@pytest.fixture(scope="session")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_patient(tmp_path_factory.mktemp("demo") / "patient", QUICK)
