"""Fixtures that every test may use. Qt runs without a screen; real scans are found beside the checkout."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from gui import heap

heap.share_one()  # as the program does; before numpy is imported

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTEST_QT_API", "pyside6")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "2")
if os.environ["QT_QPA_PLATFORM"] == "offscreen":
    os.environ.pop("DISPLAY", None)  # before any import of VTK, which would look for a screen
# decoded series of tests stay out of the user's cache
os.environ["ALGOSCOPE_CACHE_DIR"] = tempfile.mkdtemp(prefix="algoscope-tests-")
atexit.register(shutil.rmtree, os.environ["ALGOSCOPE_CACHE_DIR"], ignore_errors=True)

_FIXTURES = Path(__file__).resolve().parents[2] / "shared" / "fixtures"


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The folder of real and reference data; the test is skipped where it is absent."""
    if not _FIXTURES.is_dir():
        pytest.skip("the reference data (../shared/fixtures) are not on this machine")
    return _FIXTURES
