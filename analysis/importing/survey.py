"""What is in a folder of scans, however deep: its series, and what is none. One bad file never stops the rest."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.errors import InputError
from analysis.importing import header
from analysis.importing.archive import is_archive
from analysis.importing.header import ImageHeader
from analysis.progress import Progress, part, silent


@dataclass(frozen=True)
class ScannerSeries:
    """The files that the scanner calls one series, in the order of their numbers."""

    headers: tuple[ImageHeader, ...] = field(repr=False)

    @property
    def first(self) -> ImageHeader:
        """The header of its first file."""
        return self.headers[0]

    @property
    def number(self) -> int:
        """The scanner's number of it, 0 where there is none."""
        return self.first.series_number or 0


@dataclass(frozen=True)
class Survey:
    """What was found; ``damaged`` are the names of files that should be DICOM but cannot be read."""

    series: tuple[ScannerSeries, ...]
    n_files: int
    n_not_dicom: int
    n_duplicates: int
    n_archives: int
    n_nifti: int
    damaged: tuple[str, ...] = field(repr=False)

    def remarks(self) -> list[str]:
        """Sentences about what is not a scan, without any name."""
        said = []
        if self.damaged:
            said.append(f"{_files(len(self.damaged))} cannot be read and {_were(len(self.damaged))} left out.")
        if self.n_duplicates:
            said.append(f"{_files(self.n_duplicates)} {_were(self.n_duplicates)} there twice and used once.")
        if self.n_archives:
            said.append(f"{_files(self.n_archives)} in the folder are archives (zip); unpack them to convert them too.")
        if self.n_nifti:
            said.append(f"{_files(self.n_nifti)} {_were(self.n_nifti)} NIfTI and {_were(self.n_nifti)} left alone.")
        return said


def _files(n: int) -> str:
    return f"{n} file" if n == 1 else f"{n} files"


def _were(n: int) -> str:
    return "was" if n == 1 else "were"


def survey(folder: Path | Sequence[Path], progress: Progress = silent) -> Survey:
    """Read the header of every file in a folder and those below it, or of several files and folders.

    Raises
    ------
    InputError
        if the folder cannot be read, is empty, or holds no DICOM file
    """
    closed: list[str] = []
    given = [folder] if isinstance(folder, Path) else list(folder)
    paths: list[Path] = []
    for path in given:
        paths += [path] if path.is_file() and len(given) > 1 else _paths(path, closed, part(progress, 0.0, 0.05))
    if not paths and not closed:
        raise InputError(f'The folder "{given[0].name}" is empty; name the folder that holds the DICOM files.')
    images, unreadable, n_other, n_archives = _read_all(paths, part(progress, 0.05, 1.0))
    n_nifti = sum(path.name.casefold().endswith((".nii", ".nii.gz")) for path in paths)
    damaged = [*closed, *unreadable]
    unique = {image.instance_uid or str(image.path): image for image in images}
    if not images:
        error = OnlyImagesError if n_nifti else InputError
        raise error(_nothing(len(paths), len(damaged), n_archives, n_nifti))
    n_double = len(images) - len(unique)
    series = _grouped(list(unique.values()))
    return Survey(series, len(paths), n_other, n_double, n_archives, n_nifti, tuple(damaged))


class OnlyImagesError(InputError):
    """The folder holds images that are NIfTI already, and no DICOM file."""


def _nothing(n_files: int, n_damaged: int, n_archives: int, n_nifti: int) -> str:
    if n_nifti:
        return (
            f"{n_nifti} of the {_files(n_files)} are NIfTI, none is DICOM, and none of them can be opened as an image."
        )
    if n_archives:
        return "The folder holds archives (zip) but no DICOM file; name the archive itself, or unpack it."
    if n_damaged:
        return (
            f"None of the {_files(n_files)} can be read as DICOM, {n_damaged} of them are damaged; copy the disc again."
        )
    return f"None of the {_files(n_files)} is DICOM; name the scanner's export."


def _paths(folder: Path, closed: list[str], progress: Progress) -> list[Path]:
    if not folder.is_dir():
        raise InputError(f'There is no folder "{folder.name}"; it may have been moved or renamed.')
    found: list[Path] = []
    for path in _walk(folder, closed):
        found.append(path)
        if len(found) % 500 == 0:
            progress(min(0.9, len(found) / 20_000), f"looking for files: {len(found)}")
    return sorted(found)


def _walk(folder: Path, closed: list[str]) -> Iterator[Path]:
    """Regular files of the tree; links to folders are not followed, so that it ends. `closed` may not be entered."""
    for place, folders, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename).name)):
        folders.sort()
        for name in names:
            path = Path(place, name)
            if path.is_file() or path.is_symlink():  # a broken link counts as a file that cannot be read
                yield path


def _read_all(paths: list[Path], progress: Progress) -> tuple[list[ImageHeader], list[str], int, int]:
    images: list[ImageHeader] = []
    damaged: list[str] = []
    n_other = n_archives = 0
    for number, path in enumerate(paths):
        if number % 20 == 0:
            progress(number / len(paths), f"reading header {number} of {len(paths)}")
        try:
            images.append(header.read(path))
        except header.NotDicomError:
            n_other += 1
            n_archives += is_archive(path)
        except header.DamagedError:
            damaged.append(path.name)
    return images, damaged, n_other, n_archives


def _grouped(images: list[ImageHeader]) -> tuple[ScannerSeries, ...]:
    groups: dict[tuple[str, int | None], list[ImageHeader]] = {}
    for image in images:
        groups.setdefault((image.series_uid, image.series_number if not image.series_uid else None), []).append(image)
    series = [ScannerSeries(tuple(sorted(group, key=_order))) for group in groups.values()]
    return tuple(sorted(series, key=lambda s: (s.first.study_date, s.number, s.first.acquisition_s or 0.0)))


def _order(image: ImageHeader) -> tuple[int, str]:
    return image.instance or 0, str(image.path)
