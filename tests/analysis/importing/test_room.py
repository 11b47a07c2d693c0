"""A series that is too large is refused before minutes are spent on it."""

from collections import namedtuple

import pytest

from analysis.importing import header, room
from tests.analysis.importing.made_dicom import write_bold

Disk = namedtuple("Disk", "total used free")


@pytest.fixture(scope="module")
def headers(tmp_path_factory):
    return [header.read(path) for path in write_bold(tmp_path_factory.mktemp("bold"), n_volumes=2)]


def test_that_the_size_is_that_of_the_matrix_or_of_the_files_whichever_is_larger(headers):
    # 2 volumes of 5 slices of 16 × 16 voxels of 2 bytes are 5120 bytes; with their headers the files are larger
    files = sum(h.path.stat().st_size for h in headers)
    assert room.voxel_bytes(headers) == files > 16 * 16 * 2 * 10


def test_that_what_fits_is_not_refused(headers, tmp_path):
    assert room.refusal(headers, tmp_path) == ""


def test_that_too_little_memory_is_told_in_gigabytes(headers, tmp_path, monkeypatch):
    monkeypatch.setattr(room, "voxel_bytes", lambda _: 3_000_000_000)
    monkeypatch.setattr(room, "free_memory_bytes", lambda: 3_200_000_000)  # 1.1 times as much is needed
    assert room.refusal(headers, tmp_path).startswith("it holds 3.0 GB, more than the 3.2 GB of memory")
    monkeypatch.setattr(room, "free_memory_bytes", lambda: 3_400_000_000)
    monkeypatch.setattr(room.shutil, "disk_usage", lambda _: Disk(0, 0, 100_000_000_000))
    assert room.refusal(headers, tmp_path) == ""


def test_that_too_little_disk_is_told_with_what_is_needed(headers, tmp_path, monkeypatch):
    monkeypatch.setattr(room, "voxel_bytes", lambda _: 1_000_000_000)
    monkeypatch.setattr(room, "free_memory_bytes", lambda: 10_000_000_000)
    monkeypatch.setattr(room.shutil, "disk_usage", lambda _: Disk(0, 0, 3_000_000_000))
    # twice 1 GB, and 1 GiB to spare
    assert room.refusal(headers, tmp_path).startswith("it needs 3.1 GB on the disk of the dataset, which has 3.0 GB")
