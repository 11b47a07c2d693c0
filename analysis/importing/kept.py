"""Whether scans were kept here before: the same files, byte for byte, in a patient's folder.

What the import writes of the same scanner's files is the same each time, so an image is known again by its content.
Files are compared by their size first, so that few are read.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from analysis.progress import Progress, silent
from analysis.provenance import sha256_of_file

_ENDINGS = (".nii", ".nii.gz")


def same_files(files: Mapping[int, Path], folder: Path, progress: Progress = silent) -> dict[int, Path]:
    """The file below a folder that is the same as each of some files, for those that have one.

    Parameters
    ----------
    files : by any number
    folder : searched at any depth
    """
    return _same(files, _images(folder), progress)


def kept_under(files: Mapping[int, Path], patients: Path, scans: str, progress: Progress = silent) -> Path | None:
    """The folder of the patient in which one of some files is kept, None where it is none or they are several.

    Parameters
    ----------
    files : by any number
    patients : holds a folder for each patient
    scans : name of the folder of scans in each of those
    """
    listed = (path for folder in sorted(patients.glob(f"*/{scans}")) for path in _images(folder))
    same = _same(files, listed, progress)
    folders = {patients / path.relative_to(patients).parts[0] for path in same.values()}
    return folders.pop() if len(folders) == 1 else None


def _same(files: Mapping[int, Path], kept: Iterable[Path], progress: Progress) -> dict[int, Path]:
    there: dict[int, list[Path]] = {}
    for path in kept:
        with suppress(OSError):
            there.setdefault(path.stat().st_size, []).append(path)
    found = {}
    for n, (number, path) in enumerate(files.items()):
        progress(n / len(files), "Looking whether these scans are kept already")
        with suppress(OSError):
            candidates = there.get(path.stat().st_size, [])
            digest = sha256_of_file(path) if candidates else ""
            same = next((other for other in candidates if sha256_of_file(other) == digest), None)
            if same is not None:
                found[number] = same
    return found


def _images(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.name.lower().endswith(_ENDINGS) and path.is_file())
