"""Whether scans were kept here before: the same voxels on the same grid, in a patient's folder.

Texts of a header and the way of packing are not compared: an image that was kept has lost the first, and may have got
the second. Headers are compared first, so that the voxels of few files are read.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np

from analysis.errors import InputError
from analysis.files import nifti, source
from analysis.files.header import Header
from analysis.progress import Progress, silent

_ENDINGS = (".nii", ".nii.gz")
_SAME_MM = 1e-3
_CHUNK = 1 << 22


def same_files(files: Mapping[int, Path], folder: Path, progress: Progress = silent) -> dict[int, Path]:
    """The image below a folder that is the same scan as each of some files, for those that have one.

    Parameters
    ----------
    files : by any number
    folder : searched at any depth
    """
    return {number: same[0] for number, same in _same(files, _images(folder), progress).items()}


def kept_under(files: Mapping[int, Path], patients: Path, scans: str, progress: Progress = silent) -> frozenset[str]:
    """The names of the patients' folders in which one of some files is kept.

    Parameters
    ----------
    files : by any number
    patients : holds a folder for each patient
    scans : name of the folder of scans in each of those
    """
    listed = (path for folder in sorted(patients.glob(f"*/{scans}")) for path in _images(folder))
    same = _same(files, listed, progress)
    return frozenset(path.relative_to(patients).parts[0] for paths in same.values() for path in paths)


def _same(files: Mapping[int, Path], kept: Iterable[Path], progress: Progress) -> dict[int, list[Path]]:
    there: dict[tuple[object, ...], list[tuple[Path, Header]]] = {}
    for path in kept:
        progress(0.0, "Looking whether these scans are kept already")
        with suppress(InputError, OSError):
            header = nifti.read_header(path).header
            there.setdefault(_key(header), []).append((path, header))
    found = {}
    for n, (number, path) in enumerate(files.items()):
        progress(n / len(files), "")
        with suppress(InputError, OSError):
            same = _all_of(path, there, progress)
            if same:
                found[number] = same
    return found


def _all_of(
    path: Path, there: Mapping[tuple[object, ...], list[tuple[Path, Header]]], progress: Progress
) -> list[Path]:
    header = nifti.read_header(path).header
    alike = [
        (other, kept)
        for other, kept in there.get(_key(header), [])
        if np.allclose(kept.grid.affine, header.grid.affine, atol=_SAME_MM)
    ]
    digest = _digest(path, header, progress) if alike else ""
    return [other for other, kept in alike if _digest(other, kept, progress) == digest]


def _key(header: Header) -> tuple[object, ...]:
    return header.grid.shape, header.n_frames, header.dtype.str, header.slope, header.intercept


def _digest(path: Path, header: Header, progress: Progress) -> str:
    """SHA-256 of the voxels as they are stored."""
    digest, left = hashlib.sha256(), header.data_bytes
    with source.open_bytes(source.locate(path).data) as stream:
        source.skip(stream, header.offset, path.name)
        while left:
            chunk = source.read_exactly(stream, min(_CHUNK, left), path.name)
            digest.update(chunk)
            left -= len(chunk)
            progress(0.5, "")
    return digest.hexdigest()


def _images(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.name.lower().endswith(_ENDINGS) and path.is_file())
