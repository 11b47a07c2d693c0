"""dcm2niix in a process of its own: it may hang, crash or fail alone, and can be stopped at any moment.

It sees one series at a time, under names that are numbers, in an empty folder, and is told to leave out names and
dates. What it says on its output quotes headers: a few of its warnings are recognised, the rest is thrown away.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import dcm2niix

from analysis.errors import InputError
from analysis.progress import Progress, silent

_OPTIONS = ("-g", "i", "-b", "y", "-ba", "y", "-c", "", "-z", "n", "-w", "2", "-d", "0", "-f", "series")
_POLL_S = 0.05
_BASE_TIMEOUT_S, _TIMEOUT_S_PER_MB = 120.0, 1.0
_NO_IMAGES = 2
_HINTS = (
    ("missing images", "The converter suspects that images are missing."),
    ("dicom images may be missing", "The converter suspects that images are missing."),
    ("missing dicoms", "The converter suspects that images are missing."),
    ("not equidistant", "The converter found slices at uneven distances."),
    ("interslice distance varies", "The converter found slices at uneven distances."),
    ("gantry tilt", "The converter corrected a tilted gantry."),
)


class ConversionError(InputError):
    """One series could not be converted; the others can."""


@dataclass(frozen=True)
class Converted:
    """Uncompressed images, each with its sidecar (``.json``) beside it, and what the converter warned of."""

    images: tuple[Path, ...]
    warnings: tuple[str, ...]


def convert(
    files: Sequence[Path], workspace: Path, progress: Progress = silent, *, timeout_s: float | None = None
) -> Converted:
    """Convert the files of one series.

    Parameters
    ----------
    files : DICOM files
    workspace : an empty folder, which the caller removes
    timeout_s : by default two minutes and a second for each MB

    Raises
    ------
    ConversionError
        if the converter crashes, hangs or makes no image
    Cancelled
        from `progress`; the process is dead then
    """
    given, made, said = workspace / "in", workspace / "out", workspace / "said"
    given.mkdir()
    made.mkdir()
    n_bytes = 0
    for number, path in enumerate(files):
        _lend(path, given / f"{number:06d}.dcm")
        n_bytes += path.stat().st_size
        if number % 100 == 0:
            progress(0.0, "")
    code = _run(given, made, said, timeout_s or _BASE_TIMEOUT_S + _TIMEOUT_S_PER_MB * n_bytes / 1e6, progress)
    images = tuple(sorted(path for path in made.iterdir() if path.suffix == ".nii"))
    if code < 0:
        raise ConversionError("the converter crashed on it (dcm2niix was ended by the system); the others went on")
    if not images:
        reason = "found no image in it" if code == _NO_IMAGES else f"could not read it (code {code})"
        raise ConversionError(f"the converter {reason}; export it from the scanner again, uncompressed")
    return Converted(images, _hints(said, code))


def version() -> str:
    """The converter's version, as its package tells it."""
    from importlib.metadata import version as package_version

    return package_version("dcm2niix")


def _lend(path: Path, place: Path) -> None:
    """Make a file appear at another place without copying it, where the system can."""
    try:
        os.symlink(path.resolve(), place)
    except (OSError, NotImplementedError):  # Windows allows links to few users only, some disks to none
        try:
            os.link(path, place)
        except OSError:  # another disk, or one that has no links
            shutil.copyfile(path, place)


def _run(given: Path, made: Path, said: Path, timeout_s: float, progress: Progress) -> int:
    command = [dcm2niix.bin, *_OPTIONS, "-o", str(made), str(given)]
    end = time.monotonic() + timeout_s
    with open(said, "wb") as output:
        try:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        except OSError as error:
            raise ConversionError(f"the converter (dcm2niix) cannot be started: {error.strerror}") from None
        try:
            while process.poll() is None:
                progress(0.5, "")
                if time.monotonic() > end:
                    raise ConversionError(f"the converter did not end within {timeout_s:.0f} s and was stopped")
                time.sleep(_POLL_S)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
    return process.returncode


def _hints(said: Path, code: int) -> tuple[str, ...]:
    text = said.read_text("utf-8", errors="replace").casefold()
    found = [sentence for hint, sentence in _HINTS if hint in text]
    if code:
        found.append(f"The converter ended with code {code}; check the image.")
    return tuple(dict.fromkeys(found))
