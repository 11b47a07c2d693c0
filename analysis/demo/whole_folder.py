"""A dataset's folder that appears whole, or not at all, and never replaces what is not its own kind."""

import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import OutputError


@contextmanager
def whole_folder(folder: Path, dataset_name: str, what: str, *, force: bool) -> Iterator[Path]:
    """A temporary folder beside `folder`, renamed to it when the work in it is complete.

    Parameters
    ----------
    folder : must not exist yet, or be empty
    dataset_name : ``Name`` in the ``dataset_description.json`` of an older one, which `force` may replace
    what : it is, in words
    force : whether an older one of its kind (and nothing else) may be replaced

    Raises
    ------
    OutputError
        if the folder exists, or cannot be written; then nothing was changed
    """
    _refuse_existing(folder, dataset_name, what, force)
    temporary = folder.with_name(f".{uuid.uuid4().hex[:8]}.part")
    try:
        temporary.mkdir(parents=True)
        yield temporary
        _refuse_existing(folder, dataset_name, what, force)
        _rename(temporary, folder)
    except OSError as error:
        raise OutputError(f'"{folder.name}" could not be written ({error.strerror or error}).') from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _refuse_existing(folder: Path, dataset_name: str, what: str, force: bool) -> None:
    if not os.path.lexists(folder) or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not force:
        raise OutputError(f'"{folder.name}" exists already; choose another folder or allow overwriting (--force).')
    if not _is_named(folder, dataset_name):
        raise OutputError(f'"{folder.name}" holds something else than a {what}; it was left as it is.')


def _is_named(folder: Path, dataset_name: str) -> bool:
    try:
        description = json.loads((folder / "dataset_description.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(description, dict) and description.get("Name") == dataset_name


def _rename(temporary: Path, folder: Path) -> None:
    """Put the new folder in place of the old one, which is removed only afterwards."""
    if not folder.exists():
        os.replace(temporary, folder)
        return
    old = folder.with_name(f".{uuid.uuid4().hex[:8]}.old")
    os.replace(folder, old)
    try:
        os.replace(temporary, folder)
    except OSError:
        os.replace(old, folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
