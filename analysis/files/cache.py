"""Where decoded series are kept between two openings: uncompressed files that can be mapped into memory.

A file is named by a hash of its source's size, time of change, inode, header, and first and last bytes (which
for gzip hold the checksum of the whole), so a changed source never meets an old cache. No name or path of a
patient enters. A file appears under its final name only when it is whole and on the disk. The oldest used are
removed when the folder grows beyond its limit.

The folder is the user's cache folder, or ``ALGOSCOPE_CACHE_DIR``; only the user may read it.
"""

import contextlib
import hashlib
import os
import shutil
import time
import uuid
import weakref
from pathlib import Path

import numpy as np
import platformdirs

from analysis.progress import Progress, silent

LIMIT_BYTES = 20 * 2**30
_SPARE_DISK_BYTES = 2**30
_SAMPLE_BYTES = 1 << 16
_PART_LIFETIME_S = 86_400


def folder() -> Path:
    """The folder of decoded series (it need not exist yet)."""
    return Path(os.environ.get("ALGOSCOPE_CACHE_DIR") or platformdirs.user_cache_dir("algoscope")) / "series"


def key_of(path: Path, header_block: bytes) -> str:
    """The name of the source's cache file: 40 hex digits that tell nothing about the patient."""
    status = path.stat()
    digest = hashlib.sha256(f"{status.st_size} {status.st_mtime_ns} {status.st_ino}".encode())
    digest.update(header_block)
    with open(path, "rb") as stream:
        digest.update(stream.read(_SAMPLE_BYTES))
        stream.seek(max(0, status.st_size - _SAMPLE_BYTES))
        digest.update(stream.read(_SAMPLE_BYTES))
    return digest.hexdigest()[:40]


def find(key: str, n_bytes: int) -> Path | None:
    """The whole cache file of a source, or None; the file counts as used now."""
    path = folder() / f"{key}.frames"
    try:
        if path.stat().st_size != n_bytes:
            return None
        os.utime(path)
    except OSError:
        return None
    return path


def free_disk_bytes() -> int:
    """Bytes that may still be written to the cache folder, with a reserve left for the user; 0 if not writable."""
    place = folder()
    while not place.exists() and place != place.parent:
        place = place.parent
    if not os.access(place, os.W_OK):
        return 0
    return max(0, shutil.disk_usage(place).free - _SPARE_DISK_BYTES)


def free_memory_bytes() -> int:
    """Bytes of memory that an image may take: most of what is available, as far as the system tells."""
    try:
        with open("/proc/meminfo", encoding="ascii") as lines:
            fields = dict(line.split(":", 1) for line in lines)
        return int(fields["MemAvailable"].split()[0]) * 1024 * 3 // 4
    except (OSError, KeyError, ValueError):
        pass
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    except (AttributeError, ValueError, OSError):
        return 4 * 2**30


class CacheFile:
    """A cache file while it is written; readers map what has been written so far.

    Its length is set at once and it is filled with ordinary writes, because a full disk must be an error of a
    write and not a fault of the mapped memory. Removed when it is no longer used, unless it was kept.

    Raises
    ------
    OSError
        if the folder cannot be made or there is no room
    """

    def __init__(self, key: str, n_bytes: int) -> None:
        place = folder()
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        if n_bytes > free_disk_bytes():
            evict(limit_bytes=0)  # other series can be decoded again
        if n_bytes > free_disk_bytes():
            raise OSError(f"no room for {n_bytes} bytes")
        self.path = place / f"{key}.{uuid.uuid4().hex[:8]}.part"
        self._final = place / f"{key}.frames"
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        self._stream = os.fdopen(descriptor, "r+b", buffering=0)
        self._discard = weakref.finalize(self, _remove, self._stream, self.path)
        self._stream.truncate(n_bytes)

    def map(self, dtype: np.dtype, shape: tuple[int, ...]) -> np.ndarray:
        """The whole file as a read-only array in the order of NIfTI; unwritten parts are undefined."""
        return np.memmap(self.path, dtype=dtype, mode="r", shape=shape, order="F")

    def write(self, offset: int, block: bytearray) -> None:
        """Put bytes at an offset; raises OSError on a full disk."""
        self._stream.seek(offset)
        done, view = 0, memoryview(block)
        while done < len(block):
            done += self._stream.write(view[done:]) or 0

    def keep(self) -> None:
        """Give the whole file its final name; an error only means that it is not kept."""
        with contextlib.suppress(OSError):
            os.fsync(self._stream.fileno())  # after a power cut a kept file must not hold zeros
            os.replace(self.path, self._final)
            self._discard.detach()
            self._stream.close()
            evict(keep=self._final)


def _remove(stream: object, path: Path) -> None:
    with contextlib.suppress(OSError):
        stream.close()  # type: ignore[attr-defined]
        path.unlink(missing_ok=True)


def size_bytes(progress: Progress = silent) -> int:
    """Bytes of all decoded series that are kept now."""
    total = 0
    for path in folder().glob("*.frames"):
        progress(0.0, "")
        with contextlib.suppress(OSError):
            total += path.stat().st_size
    return total


def empty(progress: Progress = silent) -> int:
    """Remove all decoded series; returns the bytes that are left.

    Those that are open stay readable where the system allows it, and stay on the disk where it does not. They are
    decoded anew when their scan is opened again.
    """
    progress(0.0, "")
    evict(limit_bytes=-1)
    return size_bytes(progress)


def evict(keep: Path | None = None, limit_bytes: int = LIMIT_BYTES) -> None:
    """Remove the longest unused files until the folder is within its limit, and parts left by a crash."""
    files = []
    for path in folder().glob("*.*"):
        with contextlib.suppress(OSError):
            status = path.stat()
            if path.suffix == ".frames":
                files.append((status.st_mtime, status.st_size, path))
            elif path.suffix == ".part" and time.time() - status.st_mtime > _PART_LIFETIME_S:
                path.unlink()
    total = sum(size for _, size, _ in files)
    for _, size, path in sorted(files):
        if total <= limit_bytes:
            return
        if path != keep:
            with contextlib.suppress(OSError):
                path.unlink()
                total -= size
