"""Archives of real scanners, unpacked once, and a cache folder of its own."""

import zipfile
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALGOSCOPE_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="session")
def philips_zip(fixtures: Path) -> Path:
    return _there(fixtures / "real" / "dicom" / "philips_bold_18_volumes.zip")


@pytest.fixture(scope="session")
def nih_zip(fixtures: Path) -> Path:
    return _there(fixtures / "real" / "dicom" / "nih_ge_and_siemens_epi.zip")


@pytest.fixture(scope="session")
def philips_folder(philips_zip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("philips")
    with zipfile.ZipFile(philips_zip) as archive:
        archive.extractall(folder)
    return folder


def _there(path: Path) -> Path:
    if not path.is_file():
        pytest.skip(f"the reference data {path.name} are not on this machine")
    return path
