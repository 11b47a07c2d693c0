"""Bytes of an image file, compressed or not; damage becomes one sentence that names the file.

Whether a file is compressed is decided by its first two bytes, not by its name. Nothing is read beyond the
length asked for, so a file that inflates without end costs nothing.
"""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from analysis.errors import FileFormatError, InputError
from analysis.progress import Progress, silent

try:
    from isal import igzip, isal_zlib

    GZIP_FILE: type[gzip.GzipFile] = igzip.IGzipFile
    _FAST_ERRORS = (cast(type[Exception], isal_zlib.error),)  # its stub calls the class an instance
except ImportError:  # a platform without the fast library
    GZIP_FILE = gzip.GzipFile
    _FAST_ERRORS = (zlib.error,)
_BROKEN: tuple[type[Exception], ...] = (EOFError, gzip.BadGzipFile, zlib.error, *_FAST_ERRORS)

DEFLATE_LIMIT = 1032
"""The most bytes that one byte of deflate can become (zlib's technical notes), with which a bomb is refused unread."""
_CHUNK = 1 << 20
_ENDINGS = (".nii", ".nii.gz", ".hdr", ".hdr.gz", ".img", ".img.gz")


@dataclass(frozen=True)
class ImageFiles:
    """The file of the header and the file of the voxels; the same one for ``.nii``."""

    header: Path
    data: Path

    @property
    def is_pair(self) -> bool:
        """Whether the voxels are in a file of their own (``.img``)."""
        return self.header != self.data


def is_image_name(name: str) -> bool:
    """Whether a file name ends as an image that can be read here."""
    return name.lower().endswith(_ENDINGS)


def stem(path: Path) -> str:
    """The name without ``.nii``, ``.nii.gz``, ``.hdr`` or ``.img``."""
    for ending in sorted(_ENDINGS, key=len, reverse=True):
        if path.name.lower().endswith(ending):
            return path.name[: -len(ending)]
    return path.name


def suffix(path: Path) -> str:
    """The last part of the name between underscores: ``"bold"`` of ``sub-01_task-rest_bold.nii.gz``."""
    return stem(path).split("_")[-1]


def locate(path: Path) -> ImageFiles:
    """Find the file or files of an image.

    Raises
    ------
    InputError
        if there is no such file, or it is a folder or empty
    FileFormatError
        if its name is not that of a NIfTI image, or the other half of a pair is missing
    """
    if path.is_dir():
        raise InputError(f'"{path.name}" is a folder; choose an image file in it.')
    if not path.exists():
        raise InputError(f'There is no file "{path.name}"; it may have been moved or renamed.')
    if not path.is_file():
        raise InputError(f'"{path.name}" is not a file that holds data; choose an image file.')
    if not is_image_name(path.name):
        raise FileFormatError(_not_an_image(path))
    files = _pair_of(path) if path.name.lower().endswith((".hdr", ".hdr.gz", ".img", ".img.gz")) else None
    files = files or ImageFiles(path, path)
    for file in {files.header, files.data}:
        if size_of(file) == 0:
            raise FileFormatError(f'"{file.name}" is empty (0 bytes); copy or convert it again.')
    return files


def _not_an_image(path: Path) -> str:
    with open_file(path) as stream:
        start = stream.read(132)
    if start[128:132] == b"DICM":
        return f'"{path.name}" is a DICOM file; convert its folder to NIfTI first.'
    return f'"{path.name}" is not an image that can be read here; choose a .nii, .nii.gz or .hdr/.img file.'


def _pair_of(path: Path) -> ImageFiles:
    name = path.name
    zipped = name.lower().endswith(".gz")
    base = stem(path)
    kind = name[len(base) : len(base) + 4]
    wanted = {".hdr": ".img", ".img": ".hdr", ".HDR": ".IMG", ".IMG": ".HDR"}.get(kind, ".img")
    for ending in (wanted + ".gz", wanted) if zipped else (wanted, wanted + ".gz"):
        other = path.with_name(base + ending)
        if other.exists():
            return ImageFiles(path, other) if kind.lower() == ".hdr" else ImageFiles(other, path)
    raise FileFormatError(f'"{name}" needs "{base}{wanted}" beside it, which is missing; copy both files.')


def size_of(path: Path) -> int:
    """Bytes of the file on the disk."""
    try:
        return path.stat().st_size
    except OSError as error:
        raise InputError(_unreadable(path, error)) from error


def open_file(path: Path) -> BinaryIO:
    """Open a file as it is; raises `InputError` where that is not allowed."""
    try:
        return open(path, "rb")
    except OSError as error:
        raise InputError(_unreadable(path, error)) from error


def _unreadable(path: Path, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return f'"{path.name}" may not be read by this user; ask for the right to read it.'
    return f'"{path.name}" cannot be read ({error.strerror or error}).'


def is_compressed(path: Path) -> bool:
    """Whether the file begins like gzip."""
    with open_file(path) as stream:
        return stream.read(2) == b"\x1f\x8b"


def most_bytes(path: Path) -> int:
    """The most bytes that the file can give when it is read: its size, or what that size can inflate to."""
    return size_of(path) * (DEFLATE_LIMIT if is_compressed(path) else 1)


@contextmanager
def open_bytes(path: Path) -> Iterator[BinaryIO]:
    """The uncompressed bytes of a file, as a stream."""
    with open_file(path) as raw:
        if not is_compressed(path):
            yield raw
            return
        with GZIP_FILE(fileobj=raw, mode="rb") as inflated:
            yield cast(BinaryIO, inflated)


def read_into(stream: BinaryIO, target: memoryview, name: str, progress: Progress = silent) -> None:
    """Fill `target` with the next bytes of the stream.

    Raises
    ------
    FileFormatError
        if the stream ends too early or is damaged
    """
    done = 0
    while done < len(target):
        progress(done / len(target), "reading")
        try:
            got = stream.readinto(target[done : done + _CHUNK])  # type: ignore[attr-defined]
        except _BROKEN as error:
            raise FileFormatError(_damaged(name, error)) from error
        except OSError as error:
            raise InputError(f'"{name}" could not be read to its end ({error.strerror or error}).') from error
        if not got:
            raise FileFormatError(_cut_short(name))
        done += got


def read_exactly(stream: BinaryIO, n_bytes: int, name: str, progress: Progress = silent) -> bytearray:
    """The next `n_bytes` of the stream; raises as `read_into` does."""
    block = bytearray(n_bytes)
    read_into(stream, memoryview(block), name, progress)
    return block


def skip(stream: BinaryIO, n_bytes: int, name: str) -> None:
    """Pass over the next bytes of the stream; raises as `read_into` does."""
    while n_bytes > 0:
        step = min(n_bytes, _CHUNK)
        read_exactly(stream, step, name)
        n_bytes -= step


def check_end(stream: BinaryIO, name: str) -> None:
    """After the last voxel: let a compressed stream compare its checksum; raises `FileFormatError` if it is wrong."""
    try:
        stream.read(1)
    except _BROKEN as error:
        raise FileFormatError(_damaged(name, error)) from error


def _cut_short(name: str) -> str:
    return f'"{name}" is cut short: it ends before its last voxel; copy or convert it again.'


def _damaged(name: str, error: Exception) -> str:
    if isinstance(error, EOFError):
        return _cut_short(name)
    return f'"{name}" is damaged: its compressed data cannot be unpacked; copy or convert it again.'
