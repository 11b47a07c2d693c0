"""A session as a folder: ``session.json`` and, beside it, what is in no other file, so that it opens elsewhere.

::

    session.json    what is open and how it is looked at, with a checksum of its own
    versions/       what session.json was before, the newest last
    data/           maps, masks, regions: one folder for each content, named by it, never changed afterwards
    scans/          copies of the scans, where that was asked for

A new ``session.json`` is written under another name, read back, and takes the place of the old one only then. What is
in ``data`` is removed when neither the session nor one of its versions needs it any more.
"""

import datetime
import hashlib
import json
import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.errors import AlgoscopeError, FileFormatError, OutputError
from analysis.files.session_record import SCHEMA, SessionRecord
from analysis.files.typed_json import decoded, encoded

FORMAT = "algoscope-session"
NAME, DATA, SCANS, VERSIONS = "session.json", "data", "scans", "versions"
VERSIONS_KEPT = 10
_MOST_BYTES = 50_000_000
_VERSION = re.compile(r"session\.(\d{6})\.json")


@dataclass(frozen=True)
class ReadRecord:
    """A session that was read, and what the user should know of it."""

    record: SessionRecord
    warnings: tuple[str, ...] = ()


def is_session(folder: Path) -> bool:
    """Whether a folder is that of a session: it has a ``session.json``, or at least a version of one."""
    try:
        return folder.is_dir() and ((folder / NAME).is_file() or bool(versions_of(folder)))
    except OSError:
        return False


def read_session(folder: Path) -> ReadRecord:
    """The record of a session; where ``session.json`` is damaged, the newest version that is not, with a warning.

    Raises
    ------
    FileFormatError
        if there is none that can be read, or it was saved by a newer Algoscope
    """
    try:
        return ReadRecord(_read(folder / NAME))
    except NewerFormatError:
        raise
    except AlgoscopeError as error:
        first = error
    for path in reversed(versions_of(folder)):
        with suppress(AlgoscopeError):
            record = _read(path)
            when = record.saved.replace("T", " ")[:16]
            return ReadRecord(record, (f"{first} Its version of {when} UTC was opened instead.",))
    raise first


class NewerFormatError(FileFormatError):
    """The session was saved by a newer Algoscope."""


def write_record(record: SessionRecord, folder: Path, *, kept: int = VERSIONS_KEPT) -> bool:
    """Write ``session.json`` after all its files are there; what it was becomes a version. False if nothing is new.

    Raises
    ------
    OutputError
        if it cannot be written, or does not read back as it was meant; the one that was there is as it was
    """
    path = folder / NAME
    part = folder / f".{NAME}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if _is_same(path, record):
            return False
        record = replace(record, saved=_now())
        with open(part, "wb") as stream:
            stream.write(_as_bytes(record))
            stream.flush()
            os.fsync(stream.fileno())
        if encoded(_read(part)) != encoded(record):
            raise OutputError("The session could not be read back as it was written; what was saved before is intact.")
        if path.exists():
            _keep_version(path, folder / VERSIONS, kept)
        os.replace(part, path)
    except OSError as error:
        raise failed(error) from error
    except FileFormatError as error:
        raise OutputError(f"The session was not saved: {error}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return True


def failed(error: OSError) -> OutputError:
    """Why a session could not be saved, in a sentence; the path of the folder is not in it."""
    return OutputError(f"The session could not be saved ({error.strerror or error}); what was saved before is intact.")


def versions_of(folder: Path) -> tuple[Path, ...]:
    """Earlier versions of ``session.json``, the oldest first."""
    try:
        return tuple(sorted(path for path in (folder / VERSIONS).iterdir() if _VERSION.fullmatch(path.name)))
    except OSError:
        return ()


def remove_unused(folder: Path) -> None:
    """Remove content that neither the session nor one of its versions needs; what cannot be removed stays."""
    needed: set[str] = set()
    for path in (folder / NAME, *versions_of(folder)):
        try:
            record = _read(path)
        except AlgoscopeError:
            return  # it is not known what that one needs
        needed |= {"/".join(entry.path.split("/")[:2]) for entry in record.files}
    with suppress(OSError):
        for content in (folder / DATA).iterdir():
            if f"{DATA}/{content.name}" not in needed:
                shutil.rmtree(content, ignore_errors=True)


def _keep_version(path: Path, versions: Path, kept: int) -> None:
    """Copy, so that there is a ``session.json`` at every moment."""
    versions.mkdir(exist_ok=True)
    old = versions_of(path.parent)
    number = int(_VERSION.fullmatch(old[-1].name)[1]) + 1 if old else 1  # type: ignore[index]
    target = versions / f"session.{number:06d}.json"
    part = versions / f".{target.name}.part"
    try:
        shutil.copyfile(path, part)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
    for oldest in (*old, target)[:-kept]:
        oldest.unlink(missing_ok=True)


def _is_same(path: Path, record: SessionRecord) -> bool:
    try:
        return bool(encoded(replace(_read(path), saved="")) == encoded(replace(record, saved="")))
    except AlgoscopeError:
        return False


def _as_bytes(record: SessionRecord) -> bytes:
    content = encoded(record)
    whole = {"format": FORMAT, "schema": SCHEMA, "checksum": _checksum(content), "session": content}
    return (json.dumps(whole, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()


def _checksum(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _read(path: Path) -> SessionRecord:
    damaged = f'"{path.name}" of this session is damaged.'
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise FileFormatError(damaged)
        found = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise FileFormatError(f'There is no "{path.name}" in this folder.') from error
    except OSError as error:
        raise FileFormatError(f'"{path.name}" could not be read ({error.strerror or error}).') from error
    except (ValueError, RecursionError) as error:
        raise FileFormatError(damaged) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise FileFormatError(f'"{path.name}" is not that of a session, or is damaged.')
    schema = found.get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        raise NewerFormatError("This session was saved by a newer Algoscope; open it with that one.")
    if found.get("checksum") != _checksum(found.get("session")):
        raise FileFormatError(damaged)
    return decoded(SessionRecord, found["session"])


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").removesuffix("+00:00")
