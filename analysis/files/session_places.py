"""Where the files of a session are: beside it as it was saved, or elsewhere, known again by name and content.

A file of another content than when the session was saved is never used without asking: results of one image must not
be laid over another.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from analysis.files.session_record import FileEntry
from analysis.progress import Progress, silent
from analysis.provenance import sha256_of_file

_MOST_FILES = 20_000


class HashBook:
    """Hashes of files that were read once, known again while size and time of change are the same."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int, int], str] = {}

    def sha256(self, path: Path) -> str:
        """SHA-256 of a file; raises OSError."""
        status = path.stat()
        key = (str(path), status.st_size, status.st_mtime_ns)
        if key not in self._known:
            self._known[key] = sha256_of_file(path)
        return self._known[key]

    def entry(self, path: Path, folder: Path) -> FileEntry:
        """A file as a session in a folder names it; raises OSError."""
        return FileEntry(relative(path, folder), self.sha256(path), path.stat().st_size)


def relative(path: Path, folder: Path) -> str:
    """The path from a folder, with ``/``; the whole path where there is no way (another drive)."""
    try:
        return Path(os.path.relpath(path.absolute(), folder.absolute())).as_posix()
    except ValueError:
        return path.absolute().as_posix()


def placed(entry: FileEntry, folder: Path) -> Path:
    """Where a file of a session should be."""
    return Path(os.path.normpath(folder.absolute() / entry.path))


@dataclass(frozen=True)
class Places:
    """Which file is where; ``missing`` are nowhere, ``changed`` there with another content, ``same`` with their own."""

    found: Mapping[FileEntry, Path] = field(default_factory=dict)
    missing: tuple[FileEntry, ...] = ()
    changed: tuple[FileEntry, ...] = ()
    same: frozenset[FileEntry] = frozenset()


def find_files(entries: Sequence[FileEntry], folder: Path, book: HashBook, progress: Progress = silent) -> Places:
    """Look where the files were when the session was saved; a file that cannot be read counts as missing."""
    found: dict[FileEntry, Path] = {}
    missing, changed = [], []
    for number, entry in enumerate(entries):
        progress(number / max(1, len(entries)), entry.name)
        path = placed(entry, folder)
        try:
            if not path.is_file():
                missing.append(entry)
                continue
            same = path.stat().st_size == entry.n_bytes and book.sha256(path) == entry.sha256
        except OSError:
            missing.append(entry)
            continue
        found[entry] = path
        if not same:
            changed.append(entry)
    return Places(found, tuple(missing), tuple(changed), frozenset(found).difference(changed))


def roots_moved(found: Mapping[FileEntry, Path]) -> tuple[tuple[str, Path], ...]:
    """Which folder is where now, told by files that were found: the folder as the session names it, and its new place.

    Of ``../data/raw/t1.nii`` that lies in ``/new/data/raw/t1.nii``, it is ``..`` that is in ``/new``.
    """
    roots = []
    for entry, path in found.items():
        old, new = entry.path.split("/"), path.parts
        pairs = zip(reversed(old), reversed(new[1:]), strict=False)
        n_same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1] and pair[0] != "..", pairs))
        if n_same:
            roots.append(("/".join(old[:-n_same]), Path(*new[: len(new) - n_same])))
    return tuple(dict.fromkeys(roots))


def moved_along(path: str, roots: Iterable[tuple[str, Path]]) -> tuple[Path, ...]:
    """Where something would be that moved along with these folders."""
    return tuple(
        new / path.removeprefix(old).lstrip("/") for old, new in roots if not old or path.startswith(f"{old}/")
    )


def follow(found: Mapping[FileEntry, Path], wanted: Iterable[FileEntry], book: HashBook) -> dict[FileEntry, Path]:
    """The files that moved along with those that were found; each by its content."""
    roots = roots_moved(found)
    more: dict[FileEntry, Path] = {}
    for entry in wanted:
        place = next((path for path in moved_along(entry.path, roots) if _is(path, entry, book)), None)
        if place is not None:
            more[entry] = place
    return more


def _is(path: Path, entry: FileEntry, book: HashBook) -> bool:
    try:
        return path.is_file() and path.stat().st_size == entry.n_bytes and book.sha256(path) == entry.sha256
    except OSError:
        return False


def look_in(
    folder: Path, wanted: Iterable[FileEntry], book: HashBook, progress: Progress = silent
) -> dict[FileEntry, Path]:
    """The files that lie somewhere in a folder, by their content."""
    left = tuple(dict.fromkeys(wanted))
    digests, names = {entry.sha256 for entry in left}, {entry.name for entry in left}
    candidates = sorted(
        _of_sizes(folder, {entry.n_bytes for entry in left}, progress), key=lambda path: path.name not in names
    )
    by_digest: dict[str, list[Path]] = {}
    for number, path in enumerate(candidates):
        progress(0.3 + 0.7 * number / len(candidates), "")
        try:
            digest = book.sha256(path)
        except OSError:
            continue
        if digest in digests:
            by_digest.setdefault(digest, []).append(path)
    found: dict[FileEntry, Path] = {}
    for entry in left:
        same = by_digest.get(entry.sha256, [])
        if same:  # of several with this content, the one of this name
            found[entry] = next((path for path in same if path.name == entry.name), same[0])
    return found


def _of_sizes(folder: Path, sizes: set[int], progress: Progress) -> list[Path]:
    """Files below a folder that have one of these sizes."""
    result: list[Path] = []
    n_seen = 0
    for root, _, names in os.walk(folder):
        progress(0.3 * min(1.0, n_seen / _MOST_FILES), "")
        for name in names:
            n_seen += 1
            path = Path(root, name)
            try:
                if path.stat().st_size in sizes:
                    result.append(path)
            except OSError:
                continue
        if n_seen > _MOST_FILES:
            break
    return result
