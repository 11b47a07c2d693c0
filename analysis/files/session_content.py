"""What a session holds that is in no other file: computed maps and their records, images, masks, regions, copied scans.

Each content has a folder of its own below ``data``, named by a hash of it, which appears whole or not at all and is
never changed: what was saved once is not written again, and an earlier version of the session still finds it.
"""

import hashlib
import json
import os
import shutil
import uuid
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.errors import FileFormatError, OutputError
from analysis.files import nifti
from analysis.files.archive import packed, write_archive
from analysis.files.label_files import read_labels, save_labels
from analysis.files.results import write_map, write_mask, write_series, write_volume
from analysis.files.session_folder import DATA, SCANS
from analysis.files.session_places import HashBook
from analysis.files.session_record import FileEntry, Matrix
from analysis.files.source import stem
from analysis.grid import Grid
from analysis.image import Mask, Series, Volume
from analysis.labels.label_map import LabelMap
from analysis.progress import Progress, silent
from analysis.provenance import sha256_of_array
from analysis.scan import StatMap

_NAME_OF_MASK = "mask.nii.gz"
_BESIDE = (".json", ".tsv", ".bval", ".bvec")


@dataclass(frozen=True)
class KeptMap:
    """A map in the session's folder, and its mask there; ``is_plain`` where it is an image without record."""

    file: FileEntry
    mask: FileEntry | None
    is_plain: bool = False


class ContentStore:
    """Writes into the folder of one session. ``book`` may be shared with others and outlive it.

    Every method raises `OutputError` where a file cannot be written or does not read back as it was meant.
    """

    def __init__(self, folder: Path, book: HashBook) -> None:
        self.folder, self._book = folder, book

    def refer(self, path: Path) -> FileEntry:
        """A file that stays where it is; raises OSError where it cannot be read."""
        return self._book.entry(path, self.folder)

    def map(self, stat_map: StatMap, space: str) -> KeptMap:
        """Keep a computed map as `write_map` writes it; one that would lose something so is kept as plain values."""
        volume, mask = stat_map.volume, stat_map.mask
        record = json.dumps(stat_map.provenance.as_dict(), sort_keys=True, default=str)
        parts = ["map", _of(volume), stat_map.statistic, record, "" if mask is None else _of(mask), space]
        digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]
        name = f"{stat_map.statistic}.nii.gz"

        def write(part: Path) -> None:
            _in_space(space, lambda word: write_map(stat_map, part, space=word, force=True))
            if not np.array_equal(_volume_in(part / name).data, volume.data, equal_nan=True):
                for path in part.iterdir():
                    path.unlink()
                self._write_plain(volume, mask, part, name, space)

        place = self._keep(digest, write)
        has_record = (place / f"{stat_map.statistic}.json").is_file()
        return KeptMap(self.refer(place / name), self._mask_in(place, name), is_plain=not has_record)

    def volume(self, volume: Volume, space: str) -> FileEntry:
        """Keep an image as float32."""
        digest = _digest("volume", _of(volume), space)
        write = _writer(space, lambda part, word: write_volume(volume, part / "image.nii.gz", space=word, force=True))
        return self.refer(self._keep(digest, write) / "image.nii.gz")

    def series(self, series: Series, space: str, progress: Progress = silent) -> FileEntry:
        """Keep a series that was computed, as float32."""
        frames = (sha256_of_array(series.frames.frame(t)) for t in range(series.n_timepoints))
        digest = _digest("series", *frames, repr(series.grid.affine.tolist()), space)
        write = _writer(
            space,
            lambda part, word: write_series(
                series, part / "series.nii.gz", space=word, dtype="float32", force=True, progress=progress
            ),
        )
        return self.refer(self._keep(digest, write) / "series.nii.gz")

    def mask(self, mask: Mask) -> FileEntry:
        """Keep a mask."""
        digest = _digest("mask", _of(mask))
        return self.refer(self._keep(digest, lambda part: write_mask(mask, part / _NAME_OF_MASK)) / _NAME_OF_MASK)

    def labels(self, labels: LabelMap, space: str) -> FileEntry:
        """Keep a map of regions, with the table of its names beside it."""
        names = repr([(region.label, region.name, region.colour) for region in labels.regions])
        affine = repr(labels.grid.affine.tolist())
        digest = _digest("labels", sha256_of_array(labels.data), affine, names, space)
        name = "regions_dseg.nii.gz"
        place = self._keep(digest, lambda part: save_labels(labels, part / name, space=space))
        return self.refer(place / name)

    def archive(self, value: object, name: str, known_as: object = None) -> FileEntry:
        """Keep a result with its arrays, as `packed` does.

        ``known_as`` is an object that stands for this value for ever: what was kept of it once is not packed again.
        """
        digest = None if known_as is None else _ARCHIVED.get(known_as)
        if digest is None or not (self.folder / DATA / digest).is_dir():
            ready = packed(value)
            digest = _digest("archive", name, ready.digest)
            self._keep(digest, lambda part: write_archive(ready, part / f"{name}.npz"))
            if known_as is not None:
                _ARCHIVED[known_as] = digest
        return self.refer(self.folder / DATA / digest / f"{name}.npz")

    def copy(self, path: Path) -> FileEntry:
        """Copy a scan, with the tables and sidecars of its name; raises OSError where it cannot be read."""
        digest = self._book.sha256(path)
        if path.absolute().is_relative_to((self.folder / SCANS).absolute()):
            return self.refer(path)

        def write(part: Path) -> None:
            for source in (path, *_beside(path)):
                shutil.copyfile(source, part / source.name)
            if self._book.sha256(part / path.name) != digest:
                raise OutputError("A copied scan does not read back as it was; the disk may be failing.")

        return self.refer(self._keep(digest[:20], write, below=SCANS) / path.name)

    def _keep(self, digest: str, write: Callable[[Path], object], *, below: str = DATA) -> Path:
        """The folder of a content, made now unless it is there."""
        place = self.folder / below / digest
        if place.is_dir():
            return place
        part = place.with_name(f".{digest}.{uuid.uuid4().hex[:6]}.part")
        try:
            part.mkdir(parents=True)
            write(part)
            os.replace(part, place)
        except OSError as error:
            raise OutputError(f"The session could not be saved ({error.strerror or error}).") from error
        finally:
            with suppress(OSError):
                shutil.rmtree(part, ignore_errors=True)
        return place

    def _mask_in(self, place: Path, name: str) -> FileEntry | None:
        names = (_NAME_OF_MASK, f"{name.removesuffix('.nii.gz')}_{_NAME_OF_MASK}")
        found = next((place / one for one in names if (place / one).is_file()), None)
        return None if found is None else self.refer(found)

    def _write_plain(self, volume: Volume, mask: Mask | None, part: Path, name: str, space: str) -> None:
        _in_space(space, lambda word: write_volume(volume, part / name, space=word, force=True))
        if mask is not None:
            write_mask(mask, part / _NAME_OF_MASK)


def read_volume(path: Path, affine: Matrix, name: str = "", unit: str = "") -> Volume:
    """An image of a session's folder on its exact grid; raises as `nifti.read`."""
    data = _volume_in(path).data
    return Volume(_grid(data.shape, affine), data, name, unit)


def read_series(path: Path, affine: Matrix, name: str = "", unit: str = "", tr_s: float | None = None) -> Series:
    """A series of a session's folder on its exact grid; raises as `nifti.read`."""
    scan = nifti.read(path)
    if not isinstance(scan.image, Series):
        raise FileFormatError("A series of the session is no series any more.")
    nifti.finish(scan.image)
    return Series(_grid(scan.image.grid.shape, affine), scan.image.frames, tr_s, name, unit)


def read_mask(path: Path, affine: Matrix, name: str = "mask") -> Mask:
    """A mask of a session's folder; raises as `nifti.read_mask`."""
    data = nifti.read_mask(path).data
    return Mask(_grid(data.shape, affine), data, name)


def read_regions(path: Path, affine: Matrix) -> LabelMap:
    """A map of regions of a session's folder; raises as `read_labels`."""
    found = read_labels(path)
    return LabelMap(_grid(found.grid.shape, affine), found.data, found.regions)


def _grid(shape: tuple[int, ...], affine: Matrix) -> Grid:
    i, j, k = shape
    return Grid((i, j, k), np.array(affine, dtype=np.float64))


def _volume_in(path: Path) -> Volume:
    scan = nifti.read(path)
    nifti.finish(scan)
    if isinstance(scan.image, Series):
        raise FileFormatError("An image of the session is a series now.")
    return scan.image


def _beside(path: Path) -> list[Path]:
    """Sidecars of a scan by its name, and the table of volumes that BIDS names by its beginning."""
    beginning = stem(path)
    names = [f"{beginning}{ending}" for ending in _BESIDE]
    names.append(f"{beginning.rsplit('_', 1)[0]}_aslcontext.tsv")
    candidates = (path.with_name(name) for name in dict.fromkeys(names))
    return [candidate for candidate in candidates if candidate.is_file() and candidate != path]


def _writer(space: str, write: Callable[[Path, str], object]) -> Callable[[Path], None]:
    def wrapped(part: Path) -> None:
        _in_space(space, lambda word: write(part, word))

    return wrapped


def _in_space(space: str, write: Callable[[str], object]) -> None:
    """Write with the space's name; where an unknown space cannot hold the position, as aligned to something."""
    try:
        write(space)
    except OutputError:
        if space != "unknown":
            raise
        write("aligned")


_ARCHIVED: "weakref.WeakKeyDictionary[object, str]" = weakref.WeakKeyDictionary()
_DIGESTS: "weakref.WeakKeyDictionary[Volume | Mask, str]" = weakref.WeakKeyDictionary()


def _of(image: Volume | Mask) -> str:
    """The hash of an image's values and position, found once for each."""
    known = _DIGESTS.get(image)
    if known is None:
        known = sha256_of_array(image.data) + repr(image.grid.affine.tolist())
        _DIGESTS[image] = known
    return known


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]
