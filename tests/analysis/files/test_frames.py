import gc
import gzip
import os
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from analysis.errors import Cancelled, DataError, FileFormatError
from analysis.files import cache, nifti
from analysis.files.frames import GzipFrames, MappedFrames
from analysis.image import Mask, Series
from tests.analysis.files.made_files import SHAPE, header_block, make, values

FRAMES = 6
SERIES = (*SHAPE, FRAMES)
DATA = values(SERIES)


def _open(path: Path) -> Series:
    image = nifti.read(path).image
    assert isinstance(image, Series)
    return image


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "bold.nii.gz", shape=SERIES, scl_slope=0.5, scl_inter=10)


def _assert_frames_are_right(series: Series, upto: int = FRAMES) -> None:
    for index in range(upto):
        np.testing.assert_array_equal(series.frames.frame(index), DATA[..., index] * 0.5 + 10)
    np.testing.assert_array_equal(series.frames.time_course((2, 1, 3)), DATA[2, 1, 3, :upto] * 0.5 + 10)


def test_that_an_uncompressed_series_is_whole_at_once(tmp_path: Path) -> None:
    series = _open(make(tmp_path / "bold.nii", shape=SERIES, scl_slope=0.5, scl_inter=10))
    assert isinstance(series.frames, MappedFrames)
    assert series.is_complete
    _assert_frames_are_right(series)


def test_that_a_compressed_series_has_its_first_frame_before_it_is_decoded(path: Path) -> None:
    series = _open(path)
    assert isinstance(series.frames, GzipFrames)
    assert (series.frames.n_loaded, series.n_timepoints) == (1, FRAMES)
    _assert_frames_are_right(series, upto=1)
    with pytest.raises(IndexError, match="1 of 6"):
        series.frames.frame(1)
    with pytest.raises(DataError, match="Only 1 of 6"):
        series.require_complete()


def test_that_decoding_brings_every_frame_and_reports_n_of_n(path: Path) -> None:
    series, said = _open(path), []
    nifti.finish(series, lambda fraction, message: said.append((fraction, message)))
    assert series.is_complete
    _assert_frames_are_right(series)
    fractions = [fraction for fraction, _ in said]
    assert fractions == sorted(fractions)
    assert said[3] == (0.5, "3 of 6 volumes")
    assert said[-1] == (1.0, "6 of 6 volumes")


def test_that_a_scan_is_finished_like_its_image_and_a_volume_needs_nothing(path: Path, tmp_path: Path) -> None:
    scan = nifti.read(path)
    nifti.finish(scan)
    assert isinstance(scan.image, Series)
    assert scan.image.is_complete
    nifti.finish(nifti.read(make(tmp_path / "t1.nii.gz")))


def test_that_frames_are_read_only(path: Path) -> None:
    frame = _open(path).frames.frame(0)
    with pytest.raises(ValueError, match="read-only"):
        frame[0, 0, 0] = 1


def _stop_after(n_frames: int):
    def progress(fraction: float, message: str = "") -> None:
        del message
        if fraction >= n_frames / FRAMES:
            raise Cancelled

    return progress


def test_that_a_cancelled_series_keeps_its_frames_and_goes_on_later(path: Path, cache_folder: Path) -> None:
    series = _open(path)
    with pytest.raises(Cancelled):
        nifti.finish(series, _stop_after(3))
    assert series.frames.n_loaded == 3
    _assert_frames_are_right(series, upto=3)
    assert not list(cache_folder.glob("*.frames"))
    nifti.finish(series)
    _assert_frames_are_right(series)
    nifti.finish(series)  # once more does nothing
    assert len(list(cache_folder.iterdir())) == 1


def test_that_a_cancelled_series_that_is_closed_leaves_nothing(path: Path, cache_folder: Path) -> None:
    series = _open(path)
    with pytest.raises(Cancelled):
        nifti.finish(series, _stop_after(3))
    assert len(list(cache_folder.glob("*.part"))) == 1
    del series
    gc.collect()
    assert list(cache_folder.iterdir()) == []


@pytest.fixture
def noise() -> np.ndarray:
    """Enough of what does not compress that the decoder cannot hold the whole file in its buffer."""
    return np.random.default_rng(3).integers(-9999, 9999, (24, 24, 24, 30)).astype("<i2")


def test_that_a_series_that_is_cut_short_keeps_what_came_and_says_so(
    tmp_path: Path, cache_folder: Path, noise: np.ndarray
) -> None:
    whole = make(tmp_path / "whole.nii.gz", noise, shape=noise.shape).read_bytes()
    path = tmp_path / "cut.nii.gz"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    series = _open(path)
    for _ in range(2):
        with pytest.raises(FileFormatError, match=r'^"cut\.nii\.gz" is cut short') as caught:
            nifti.finish(series)
    assert str(tmp_path) not in str(caught.value)
    n_loaded = series.frames.n_loaded
    assert 15 < n_loaded <= 20  # two thirds of 30, less what the decoder still held
    np.testing.assert_array_equal(series.frames.frame(n_loaded - 1), noise[..., n_loaded - 1])
    assert not list(cache_folder.glob("*.frames"))


def test_that_a_wrong_checksum_keeps_the_series_incomplete(
    tmp_path: Path, cache_folder: Path, noise: np.ndarray
) -> None:
    """Otherwise a metric would be computed from damaged values."""
    whole = make(tmp_path / "bold.nii.gz", noise, shape=noise.shape).read_bytes()
    path = tmp_path / "damaged.nii.gz"
    path.write_bytes(whole[:-8] + b"\1\2\3\4" + whole[-4:])
    series = _open(path)
    with pytest.raises(FileFormatError, match="damaged"):
        nifti.finish(series)
    assert 15 < series.frames.n_loaded < 30
    assert not series.is_complete
    assert not list(cache_folder.glob("*.frames"))


def test_that_nothing_is_inflated_behind_the_last_frame(tmp_path: Path) -> None:
    path = tmp_path / "bomb.nii.gz"
    content = header_block(shape=SERIES) + bytes(4) + DATA.tobytes(order="F")
    path.write_bytes(gzip.compress(content + bytes(60_000_000)))
    series = _open(path)
    started = time.process_time()
    nifti.finish(series)
    assert time.process_time() - started < 0.1
    np.testing.assert_array_equal(series.frames.frame(5), DATA[..., 5])


def test_that_a_series_is_decoded_once_and_found_again(path: Path, cache_folder: Path) -> None:
    nifti.finish(_open(path))
    (kept,) = cache_folder.iterdir()
    assert kept.suffix == ".frames"
    assert kept.stat().st_size == DATA.nbytes
    assert "bold" not in kept.name
    again = _open(path)
    assert again.is_complete
    _assert_frames_are_right(again)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_that_only_the_user_may_read_the_cache(path: Path, cache_folder: Path) -> None:
    nifti.finish(_open(path))
    (kept,) = cache_folder.iterdir()
    assert kept.stat().st_mode & 0o077 == 0


def test_that_a_changed_source_never_meets_its_old_cache(path: Path) -> None:
    nifti.finish(_open(path))
    times = path.stat()
    make(path, 1000 - DATA, shape=SERIES, scl_slope=0.5, scl_inter=10)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))  # even with the time of the old one
    series = _open(path)
    assert not series.is_complete
    nifti.finish(series)
    np.testing.assert_array_equal(series.frames.frame(4), (1000 - DATA[..., 4]) * 0.5 + 10)


def test_that_a_cache_file_of_a_wrong_size_is_not_used(path: Path, cache_folder: Path) -> None:
    nifti.finish(_open(path))
    (kept,) = cache_folder.iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])
    series = _open(path)
    assert not series.is_complete
    nifti.finish(series)
    _assert_frames_are_right(series)


def test_that_a_full_disk_keeps_the_series_in_memory(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "free_disk_bytes", lambda: 10)
    series = _open(path)
    nifti.finish(series)
    _assert_frames_are_right(series)
    assert isinstance(series.frames, GzipFrames)
    assert "no room" in series.frames.warnings[0]


def test_that_a_disk_that_fills_while_decoding_loses_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = cache.CacheFile.write

    def full(self: cache.CacheFile, offset: int, block: bytearray) -> None:
        if offset >= 3 * DATA[..., 0].nbytes:
            raise OSError(28, "No space left on device")
        write(self, offset, block)

    monkeypatch.setattr(cache.CacheFile, "write", full)
    series = _open(path)
    nifti.finish(series)
    _assert_frames_are_right(series)
    assert isinstance(series.frames, GzipFrames)
    assert "no room" in series.frames.warnings[0]


def test_that_a_cache_folder_that_cannot_be_made_is_no_hindrance(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("ALGOSCOPE_CACHE_DIR", str(tmp_path / "file" / "cache"))
    series = _open(path)
    nifti.finish(series)
    _assert_frames_are_right(series)


def test_that_the_slow_decoder_of_the_standard_library_gives_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.files.source.GZIP_FILE", gzip.GzipFile)
    series = _open(path)
    nifti.finish(series)
    _assert_frames_are_right(series)
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(FileFormatError, match="cut short"):
        nifti.finish(_open(path))


def test_that_a_cache_file_removed_at_the_last_moment_is_decoded_again(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "find", lambda *_: tmp_path / "gone.frames")
    series = _open(path)
    nifti.finish(series)
    _assert_frames_are_right(series)


def test_that_other_series_leave_the_cache_when_the_disk_is_full(
    path: Path, cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache_folder.mkdir(parents=True)
    (cache_folder / "other.frames").write_bytes(bytes(100))
    room = iter([10**9, 10, 10**9])
    monkeypatch.setattr(cache, "free_disk_bytes", lambda: next(room))
    nifti.finish(_open(path))
    assert len(list(cache_folder.iterdir())) == 1
    assert not (cache_folder / "other.frames").exists()


def test_that_the_longest_unused_are_removed_first(cache_folder: Path) -> None:
    cache_folder.mkdir(parents=True)
    for age, name in enumerate(("new", "middle", "old")):
        file = cache_folder / f"{name}.frames"
        file.write_bytes(bytes(100))
        os.utime(file, (time.time() - 1000 * age,) * 2)
    crashed = cache_folder / "x.part"
    crashed.write_bytes(b"x")
    os.utime(crashed, (1, 1))
    cache.evict(limit_bytes=200)
    assert sorted(file.name for file in cache_folder.iterdir()) == ["middle.frames", "new.frames"]
    cache.evict(keep=cache_folder / "middle.frames", limit_bytes=100)
    assert [file.name for file in cache_folder.iterdir()] == ["middle.frames"]


def test_that_a_kept_file_is_used_even_when_it_is_removed_meanwhile(path: Path, cache_folder: Path) -> None:
    nifti.finish(_open(path))
    series = _open(path)
    if os.name != "nt":  # Windows refuses to remove a mapped file, which is as good
        next(cache_folder.iterdir()).unlink()
    _assert_frames_are_right(series)


def test_that_frames_can_be_asked_for_while_others_are_decoded(tmp_path: Path) -> None:
    n_frames = 200
    data = np.repeat(np.arange(n_frames, dtype="<i2"), 60).reshape((*SHAPE, n_frames), order="F")
    series = _open(make(tmp_path / "long.nii.gz", data, shape=data.shape))
    wrong: list[str] = []
    finished = threading.Event()

    def look() -> None:
        while not finished.is_set():
            n_loaded = series.frames.n_loaded
            course = series.frames.time_course((1, 1, 1))
            if len(course) < n_loaded or not np.array_equal(course, np.arange(len(course))):
                wrong.append(f"course of {len(course)} with {n_loaded} loaded")
            if not (series.frames.frame(n_loaded - 1) == n_loaded - 1).all():
                wrong.append(f"frame {n_loaded - 1}")

    viewers = [threading.Thread(target=look) for _ in range(3)]
    decoders = [threading.Thread(target=nifti.finish, args=(series,)) for _ in range(2)]  # twice is once
    for thread in (*viewers, *decoders):
        thread.start()
    for thread in decoders:
        thread.join(20)
    finished.set()
    for thread in viewers:
        thread.join(20)
    assert wrong == []
    assert series.is_complete


def test_that_waiting_for_another_decoder_can_be_cancelled(path: Path) -> None:
    series = _open(path)
    assert isinstance(series.frames, GzipFrames)
    inside, leave = threading.Event(), threading.Event()

    def slow(fraction: float, message: str = "") -> None:
        del fraction, message
        inside.set()
        leave.wait(20)

    first = threading.Thread(target=series.frames.decode, args=(slow,))
    first.start()
    inside.wait(20)
    with pytest.raises(Cancelled):
        series.frames.decode(_stop_after(0))
    leave.set()
    first.join(20)
    assert series.is_complete


def test_that_a_mask_is_gathered_only_from_a_whole_series(path: Path) -> None:
    series = _open(path)
    nifti.finish(series)
    mask = Mask(series.grid, DATA[..., 0] % 7 == 0)
    expected = (DATA * 0.5 + 10)[mask.data].T
    np.testing.assert_array_equal(series.in_mask(mask), expected)
