"""Frames of a series: mapped from the disk, or decoded from a compressed file in the background.

Values are scaled when a frame is asked for, never earlier. A value that is infinite is no value: NaN.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from analysis.errors import InputError
from analysis.files import cache, source
from analysis.files.header import Header
from analysis.progress import Progress, silent

_NO_DISK = (
    "The disk has no room for the decoded series, or may not be written; it is kept in memory and will be decoded "
    "again next time."
)


def scaled(raw: np.ndarray, header: Header) -> np.ndarray:
    """Stored numbers as values: ``raw * slope + intercept`` as float32 in Fortran order, NaN for infinite ones."""
    values = np.empty(raw.shape, dtype=np.float32, order="F")
    with np.errstate(over="ignore", invalid="ignore"):
        for k in range(raw.shape[-1]):  # a slab at a time: float64 of a whole T1 is not needed at once
            slab = raw[..., k]
            values[..., k] = slab if header.slope is None else slab * np.float64(header.slope) + header.intercept
    if header.dtype.kind == "f" or header.slope is not None:
        values[np.isinf(values)] = np.nan
    values.flags.writeable = False
    return values


class MappedFrames:
    """Frames of an uncompressed file, mapped into memory: all there at once, read when looked at.

    Parameters
    ----------
    path : the file
    header : of the image
    offset : byte of the first voxel in the file
    """

    def __init__(self, path: Path, header: Header, offset: int) -> None:
        self._header = header
        self.n_frames = header.n_frames
        shape = (*header.grid.shape, header.n_frames)
        self._raw = np.memmap(path, dtype=header.dtype, mode="r", offset=offset, shape=shape, order="F")

    @property
    def n_loaded(self) -> int:
        """All of them."""
        return self.n_frames

    @property
    def warnings(self) -> tuple[str, ...]:
        """None."""
        return ()

    def frame(self, index: int) -> np.ndarray:
        """``(ni, nj, nk)`` values of one frame, read-only float32."""
        return scaled(self._raw[..., index], self._header)

    def time_course(self, ijk: tuple[int, int, int]) -> np.ndarray:
        """``(n_timepoints,)`` values of one voxel, float64."""
        return _course(self._raw, ijk, self._header)

    def decode(self, progress: Progress = silent) -> None:
        """Nothing to do."""


class GzipFrames:
    """Frames of a compressed file: the first at once, the others by `decode`, which a job calls in its thread.

    Other threads may ask for frames meanwhile: they get those that have arrived. What has been decoded lies in
    a cache file mapped into memory (or in memory where the disk has no room, with a warning), so a series
    larger than memory can be opened.

    Parameters
    ----------
    path : the compressed file
    header : of the image
    first : bytes of the first frame as stored
    key : name of the cache file, see `cache.key_of`; None keeps the series in memory
    """

    def __init__(self, path: Path, header: Header, first: bytearray, key: str | None) -> None:
        self._path, self._header, self._key = path, header, key
        self._shape = (*header.grid.shape, header.n_frames)
        self._raw = np.frombuffer(first, dtype=header.dtype).reshape((*header.grid.shape, 1), order="F")
        self._store: cache.CacheFile | None = None
        self._memory: np.ndarray | None = None
        self._decoding = threading.Lock()
        self._warnings: tuple[str, ...] = ()
        self.n_frames = header.n_frames
        self._n_loaded = 1

    @property
    def n_loaded(self) -> int:
        """How many frames, counted from the first, can be had now."""
        return self._n_loaded

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences about the decoding: that the disk was full."""
        return self._warnings

    def frame(self, index: int) -> np.ndarray:
        """``(ni, nj, nk)`` values of one frame, read-only float32; IndexError if it has not arrived."""
        if not 0 <= index < self._n_loaded:
            raise IndexError(f"volume {index} has not been read yet ({self._n_loaded} of {self.n_frames})")
        return scaled(self._raw[..., index], self._header)

    def time_course(self, ijk: tuple[int, int, int]) -> np.ndarray:
        """``(n_loaded,)`` values of one voxel in the frames that have arrived, float64."""
        n_loaded = self._n_loaded  # before the array: it may be replaced by a longer one, never by a shorter one
        return _course(self._raw[..., :n_loaded], ijk, self._header)

    def decode(self, progress: Progress = silent) -> None:
        """Decode what is missing; what has arrived stays readable whatever happens.

        It may be called again: after a cancellation it goes on where it stopped, after the end it does nothing.
        The last frame is given out only when the checksum of the file is right.

        Raises
        ------
        FileFormatError
            if the file is damaged or cut short
        InputError
            if the file can no longer be read, or fits neither disk nor memory
        Cancelled
            from `progress`
        """
        with self._turn(progress):
            if self._n_loaded == self.n_frames:
                return
            if self._store is None and self._memory is None:
                self._make_room()
            self._read_frames(progress)
            if self._store is not None:
                self._store.keep()
        progress(1.0, f"{self.n_frames} of {self.n_frames} volumes")

    @contextmanager
    def _turn(self, progress: Progress) -> Iterator[None]:
        while not self._decoding.acquire(timeout=0.2):
            progress(self._n_loaded / self.n_frames, "waiting for the same series")
        try:
            yield
        finally:
            self._decoding.release()

    def _read_frames(self, progress: Progress) -> None:
        name, size = self._path.name, self._header.frame_bytes
        with source.open_bytes(self._path) as stream:
            source.skip(stream, self._header.offset, name)
            for index in range(self.n_frames):
                block = source.read_exactly(stream, size, name, self._within(index, progress))
                if index < self._n_loaded:
                    continue
                self._put(index, block)
                if index == self.n_frames - 1:
                    source.check_end(stream, name)
                self._n_loaded = index + 1

    def _within(self, index: int, progress: Progress) -> Progress:
        """Progress inside one frame, which may be large."""

        def report(fraction: float, message: str = "") -> None:
            del message
            progress((index + fraction) / self.n_frames, f"{index} of {self.n_frames} volumes")

        return report

    def _make_room(self) -> None:
        first = bytearray(self._raw.tobytes(order="F"))
        try:
            if self._key is None:
                raise OSError("no cache wanted")
            self._store = cache.CacheFile(self._key, self._header.data_bytes)
            self._store.write(0, first)
            self._raw = self._store.map(self._header.dtype, self._shape)
        except OSError:
            self._to_memory()

    def _to_memory(self) -> None:
        if self._header.data_bytes > cache.free_memory_bytes():
            raise InputError(
                f'"{self._path.name}" needs {self._header.data_bytes / 2**30:.1f} GB, which neither the disk nor the '
                "memory has free; make room and open it again."
            )
        memory = np.zeros(self._shape, dtype=self._header.dtype, order="F")
        memory[..., : self._n_loaded] = self._raw[..., : self._n_loaded]
        self._raw = self._memory = memory
        self._store = None
        if self._key is not None:
            self._warnings = (_NO_DISK,)

    def _put(self, index: int, block: bytearray) -> None:
        if self._store is not None:
            try:
                self._store.write(index * self._header.frame_bytes, block)
                return
            except OSError:
                self._to_memory()
        assert self._memory is not None
        frame = np.frombuffer(block, dtype=self._header.dtype)
        self._memory[..., index] = frame.reshape(self._header.grid.shape, order="F")


def _course(raw: np.ndarray, ijk: tuple[int, int, int], header: Header) -> np.ndarray:
    values = np.array(raw[ijk], dtype=np.float64)
    if header.slope is not None:
        values = values * header.slope + header.intercept
    values[np.isinf(values)] = np.nan
    return values
