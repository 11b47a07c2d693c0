"""Results of steps on disk, each under a key: the hash of its name, version, parameters and inputs.

A step is computed only if nothing lies under its key, so a changed parameter recomputes that step and those after it,
and nothing else. Files are written under a temporary name, closed, and renamed: what has a key is complete.
"""

import hashlib
import json
import os
import shutil
import uuid
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.errors import OutputError
from analysis.pipeline.resources import Use, measured
from analysis.provenance import Provenance, library_versions, sha256_of_file

Arrays = Mapping[str, np.ndarray]


def key_of(step: str, parameters: Mapping[str, Any], inputs: Sequence[str]) -> str:
    """The key of a step: 20 hexadecimal digits.

    Parameters
    ----------
    step : its name and version, such as ``"motion-1"``
    parameters : plain values
    inputs : keys of the steps, or hashes of the files, that it reads
    """
    text = json.dumps([step, dict(parameters), list(inputs)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


@dataclass(frozen=True)
class DoneFiles:
    """Files that a step has written, and sentences about them for the user."""

    files: tuple[Path, ...]
    warnings: tuple[str, ...] = ()


class Store:
    """A folder with the results of steps."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for leftover in folder.glob(".*.part"):  # of a run that was killed
                leftover.unlink(missing_ok=True)
            for scratch in folder.glob("realign-*"):
                shutil.rmtree(scratch, ignore_errors=True)
        except OSError as error:
            raise OutputError(f'"{folder.name}" could not be written ({error.strerror or error}).') from error

    def arrays(self, name: str, key: str, provenance: Provenance, compute: Callable[[], Arrays]) -> Arrays:
        """What lies under the key; else what `compute` gives, which is kept with its provenance beside it."""
        path = self.folder / f"{name}-{key}.npz"
        kept = self.kept(name, key)
        if kept is not None:
            return kept
        with measured() as use:
            result = compute()
        record = {**provenance.as_dict(), "use": use.as_dict()}
        self._replace(self.folder / f"{name}-{key}.json", lambda part: _write_json(part, record))
        self._replace(path, lambda part: _write_arrays(part, result))
        return result

    def kept(self, name: str, key: str) -> Arrays | None:
        """What lies under the key; None where there is nothing, or it is damaged."""
        return _read(self.folder / f"{name}-{key}.npz")

    def use_of(self, name: str, key: str) -> Mapping[str, Any]:
        """Seconds and memory that a step took when it was computed; empty where it is not known."""
        try:
            use = json.loads((self.folder / f"{name}-{key}.json").read_text(encoding="utf-8")).get("use")
        except (OSError, ValueError, AttributeError):
            return {}
        return use if isinstance(use, dict) else {}

    def done_files(self, name: str, key: str, folder: Path) -> DoneFiles | None:
        """The files that were noted under the key, if all are in a folder as they were; else None."""
        try:
            record = json.loads((self.folder / f"{name}-{key}.json").read_text(encoding="utf-8"))
            intact = all(sha256_of_file(folder / file) == digest for file, digest in record["files"].items())
        except (OSError, ValueError, KeyError):
            return None
        if not intact:
            return None
        return DoneFiles(tuple(folder / file for file in record["files"]), tuple(record.get("warnings", ())))

    def note_done(self, name: str, key: str, done: DoneFiles, folder: Path, use: Use) -> None:
        """Note that the files of a step, all somewhere in a folder, are complete."""
        record = {
            "files": {file.relative_to(folder).as_posix(): sha256_of_file(file) for file in done.files},
            "warnings": list(done.warnings),
            "versions": dict(library_versions()),
            "use": use.as_dict(),
        }
        self._replace(self.folder / f"{name}-{key}.json", lambda part: _write_json(part, record))

    def _replace(self, path: Path, write: Callable[[Path], None]) -> None:
        part = self.folder / f".{uuid.uuid4().hex[:8]}.part"
        try:
            write(part)
            os.replace(part, path)
        except OSError as error:
            raise OutputError(f"A result could not be kept ({error.strerror or error}).") from error
        finally:
            with suppress(OSError):  # of a drive that is gone
                part.unlink(missing_ok=True)


def _read(path: Path) -> Arrays | None:
    try:
        with np.load(path, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, zipfile.BadZipFile, EOFError):  # damaged: computed again
        return None


def _write_arrays(part: Path, arrays: Arrays) -> None:
    with open(part, "wb") as stream:
        np.savez(stream, **arrays)  # type: ignore[arg-type]  # numpy's stub takes the names for its own option
        stream.flush()
        os.fsync(stream.fileno())


def _write_json(part: Path, record: Mapping[str, Any]) -> None:
    part.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
