"""Decoded series that are kept: a changed source has another name, and what is not whole is never found."""

import os
import stat
import sys

import numpy as np
import pytest

from analysis.files import cache

HEADER = b"header"


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "Jane_Doe.nii.gz"
    path.write_bytes(bytes(range(256)) * 1000)
    return path


def kept(name: str, n_bytes: int, used_s: float = 0.0):
    """A whole cache file, last used at a time."""
    made = cache.CacheFile(name, n_bytes)
    made.write(0, bytearray(b"x" * n_bytes))
    made.keep()
    path = cache.find(name, n_bytes)
    os.utime(path, (used_s, used_s))
    return path


def test_that_the_name_tells_nothing_and_follows_every_change_of_the_source(source):
    first = cache.key_of(source, HEADER)
    assert len(first) == 40
    assert set(first) <= set("0123456789abcdef")
    assert cache.key_of(source, HEADER) == first
    assert cache.key_of(source, b"other") != first
    before = source.stat()
    content = bytearray(source.read_bytes())
    content[-1] ^= 1
    with open(source, "r+b") as stream:
        stream.write(content)
    os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns))  # as if nothing had happened
    assert cache.key_of(source, HEADER) != first


def test_that_what_was_written_is_found_again_and_only_at_its_length(cache_folder):
    values = np.arange(12, dtype=np.float32)
    made = cache.CacheFile("ab", values.nbytes)
    assert cache.find("ab", values.nbytes) is None  # not whole yet
    made.write(24, bytearray(values[6:].tobytes()))
    made.write(0, bytearray(values[:6].tobytes()))
    shown = made.map(np.dtype(np.float32), (3, 4))
    assert shown[1, 2] == 7  # Fortran order: 1 + 3 * 2
    assert not shown.flags.writeable
    made.keep()
    path = cache.find("ab", values.nbytes)
    assert path == cache_folder / "ab.frames"
    assert path.read_bytes() == values.tobytes()
    assert cache.find("ab", values.nbytes - 1) is None


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are not told by mode bits")
def test_that_only_the_user_may_read_what_is_kept():
    assert stat.S_IMODE(kept("ab", 8).stat().st_mode) == 0o600


def test_that_a_file_that_was_not_kept_is_gone_with_its_last_use(cache_folder):
    made = cache.CacheFile("ab", 8)
    assert [path.suffix for path in cache_folder.iterdir()] == [".part"]
    del made
    assert list(cache_folder.iterdir()) == []


def test_that_the_longest_unused_go_first_until_the_folder_is_within_its_limit():
    old, young, middle = kept("a", 100, 1000), kept("b", 100, 3000), kept("c", 100, 2000)
    assert cache.size_bytes() == 300
    cache.evict(limit_bytes=200)
    assert (old.exists(), middle.exists(), young.exists()) == (False, True, True)
    cache.evict(keep=middle, limit_bytes=100)
    assert (middle.exists(), young.exists()) == (True, False)


def test_that_use_makes_a_file_young():
    first, second = kept("a", 100, 1000), kept("b", 100, 2000)
    assert cache.find("a", 100) == first
    cache.evict(limit_bytes=100)
    assert (first.exists(), second.exists()) == (True, False)


def test_that_parts_of_a_crash_are_removed_after_a_day_and_younger_ones_left(cache_folder):
    cache_folder.mkdir()
    left, being_written = cache_folder / "a.1.part", cache_folder / "b.2.part"
    for path in (left, being_written):
        path.write_bytes(b"x")
    os.utime(left, (1000, 1000))
    cache.evict()
    assert (left.exists(), being_written.exists()) == (False, True)


def test_that_emptying_leaves_nothing():
    kept("a", 100)
    kept("empty", 0)
    assert cache.empty() == 0
    assert cache.find("a", 100) is None
    assert cache.find("empty", 0) is None


def test_that_a_series_without_room_on_the_disk_is_refused_before_it_is_written(monkeypatch, cache_folder):
    monkeypatch.setattr(cache, "free_disk_bytes", lambda: 99)
    with pytest.raises(OSError, match="no room for 100 bytes"):
        cache.CacheFile("a", 100)
    assert list(cache_folder.iterdir()) == []
