"""Unpack a zip archive of scans, if it is harmless.

Members get new names (numbers), so nothing that an archive calls a file can reach another place of the disk; an
archive that tries is refused as a whole. NIfTI images and what stands beside them keep their names (`member_names`).
What it would unpack to is known before a byte is written, and limited.
Archives within the archive, as picture archives export them, are unpacked in the same way, to a depth of three.
"""

import lzma
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from analysis.errors import FileFormatError, InputError
from analysis.importing.member_names import kept_names
from analysis.progress import Progress, part

MOST_MEMBERS = 500_000
MOST_EXPANSION = 200
DEEPEST = 3
_SMALL_BYTES = 50_000_000
_SPARE_DISK_BYTES = 2**30
_CHUNK = 1 << 20
_ARCHIVE_ENDINGS = ("", ".zip")  # a viewer's programs are often archives, too
# What reading a damaged member ends in: its checksum; its packed bytes (bzip2 says OSError), too few of them; a
# way of packing that is unknown or "protected" (RuntimeError); a place before the beginning, a name no one can decode.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, RuntimeError, ValueError,
)  # fmt: skip


class _DamagedMemberError(Exception):
    """One member of an archive cannot be read."""


def is_archive(path: Path) -> bool:
    """Whether a file begins as a zip archive does."""
    try:
        with open(path, "rb") as stream:
            return stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except OSError:
        return False


def unpack(archive: Path, folder: Path, progress: Progress) -> int:
    """Unpack a zip archive, and the archives in it, into an empty folder: as files named by number, images as they are.

    Returns
    -------
    int
        how many members are damaged and were left out; an inner archive that is damaged, protected or not harmless
        counts as one

    Raises
    ------
    FileFormatError
        if it is no zip archive, is encrypted, or would write outside the folder or without end
    InputError
        if there is not enough room on the disk
    """
    damaged, inner = _unpack_one(archive, folder, part(progress, 0.0, 0.8))
    for depth in range(1, DEEPEST):
        deeper: list[Path] = []
        for number, path in enumerate(inner):
            step = part(progress, 0.8 + 0.2 * number / len(inner), 0.8 + 0.2 * (number + 1) / len(inner))
            place = path.with_name(f"{path.name}_{depth}")
            place.mkdir()
            try:
                n_lost, found = _unpack_one(path, place, step)
            except FileFormatError:
                n_lost, found = 1, []
            path.unlink()
            damaged += n_lost
            deeper += found
        inner = deeper
    return damaged


def remarks(n_damaged: int) -> tuple[str, ...]:
    """A sentence about members that were left out."""
    if not n_damaged:
        return ()
    return (f"The archive holds what is damaged; {n_damaged} of its members were left out.",)


def _unpack_one(archive: Path, folder: Path, progress: Progress) -> tuple[int, list[Path]]:
    """How many members were damaged, and those that are archives themselves."""
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [member for member in opened.infolist() if not member.is_dir()]
            _check(members, archive)
            _check_room(members, folder)
            return _unpack_all(opened, members, folder, progress)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise FileFormatError(
            f'"{archive.name}" is damaged or no zip archive; copy it again, or unpack it and name the folder.'
        ) from None


def _check(members: list[zipfile.ZipInfo], archive: Path) -> None:
    if len(members) > MOST_MEMBERS:
        raise FileFormatError(
            f'"{archive.name}" holds {len(members)} files, more than a patient can have; it was left.'
        )
    if any(_leads_outside(member) for member in members):
        raise FileFormatError(
            f'"{archive.name}" holds files that would be written outside its folder, as no honest archive does; '
            "nothing was unpacked."
        )
    if any(member.flag_bits & 1 for member in members):
        raise FileFormatError(f'"{archive.name}" is protected by a password; unpack it and name the folder.')
    inflated = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    on_disk = archive.stat().st_size  # members may overlap, so that their sizes alone tell less
    if inflated > _SMALL_BYTES and inflated > MOST_EXPANSION * max(1, min(packed, on_disk)):
        raise FileFormatError(
            f'"{archive.name}" would grow to {inflated / 1e9:.1f} GB, over {MOST_EXPANSION} times its size, as scans '
            "never do; nothing was unpacked."
        )


def _leads_outside(member: zipfile.ZipInfo) -> bool:
    name = member.filename.replace("\\", "/")
    path = PurePosixPath(name)
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    return is_link or ".." in path.parts or path.is_absolute() or name[1:2] == ":"


def _check_room(members: list[zipfile.ZipInfo], folder: Path) -> None:
    needed = sum(member.file_size for member in members) + _SPARE_DISK_BYTES
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise InputError(
            f"Unpacking needs {needed / 2**30:.1f} GB on the disk of temporary files, which has {free / 2**30:.1f} GB "
            "free; make room, or unpack the archive elsewhere and name the folder."
        )


def _unpack_all(
    opened: zipfile.ZipFile, members: list[zipfile.ZipInfo], folder: Path, progress: Progress
) -> tuple[int, list[Path]]:
    damaged = 0
    inner: list[Path] = []
    names = kept_names([member.filename for member in members])
    for number, (member, name) in enumerate(zip(members, names, strict=True)):
        progress(number / len(members), f"unpacking {number} of {len(members)} files")
        target = folder / (name or f"{number:06d}")
        if name and not _make_room(target):
            damaged += 1
            continue
        try:
            with open(target, "wb") as stream:
                for chunk in _chunks(opened, member):
                    stream.write(chunk)
                    progress(number / len(members), "")
        except _DamagedMemberError:
            target.unlink(missing_ok=True)
            damaged += 1
            continue
        if PurePosixPath(member.filename).suffix.casefold() in _ARCHIVE_ENDINGS and is_archive(target):
            inner.append(target)
    return damaged, inner


def _make_room(target: Path) -> bool:
    """Make the folder of a member that keeps its name; False where an earlier member has that place already."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):  # what was a file before is a folder now
        return False
    return not target.exists()


def _chunks(opened: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """What a member holds; only errors of reading are taken for damage, for a full disk is none of the archive's."""
    try:
        with opened.open(member) as packed:
            while chunk := packed.read(_CHUNK):
                yield chunk
    except _BROKEN:
        raise _DamagedMemberError from None
