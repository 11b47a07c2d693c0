"""The demonstration's reference controls as one small file: maps of many people, their records and their table.

A map is kept as whole steps, voxel by voxel: the mean of all people in steps, and what a person differs from it. A step
is at most `STEP_IN_SD` of the SD between the people there, so that no value is further than half of that from what was
computed. The records of the maps stay as processing wrote them, with a warning and a block ``storage`` that say so;
masks are restored exactly, which the checksums in the records prove.

The file is a zip archive (LZMA): ``dataset.json``, ``table.tsv``, ``records.json``, and for each statistic six arrays.
"""

import io
import json
import lzma
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.errors import FileFormatError, InputError
from analysis.files import map_record, nifti, writing
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.provenance import sha256_of_array

FORMAT = "algoscope-controls-1"
STEP_IN_SD = 0.02
"""Size of a step, in SD between the people."""
_LARGEST = 30_000
_NEIGHBOURS = ((0, 0, 1), (0, 1, 0), (0, 1, 1), (1, 0, 0), (1, 0, 1), (1, 1, 0), (1, 1, 1))
_BITS = 8  # of the weights of neighbours
_PER_OCTAVE = 8  # sizes of steps between one and its double


@dataclass(frozen=True, eq=False)
class KeptMaps:
    """The maps of one statistic, all arrays on ``(ni, nj, nk)``.

    ``absent`` ``(n, ni, nj, nk)`` tells where a person has no value, ``exponent`` (int16) the size of a step as
    ``2 ** (exponent / 8)``, ``base`` (int32) the mean in steps, ``steps`` ``(n, ni, nj, nk)`` int16 the differences.
    """

    grid: Grid
    absent: np.ndarray
    exponent: np.ndarray
    base: np.ndarray
    steps: np.ndarray

    def data(self, person: int) -> np.ndarray:
        """``(ni, nj, nk)`` float32 of one person, NaN outside of the map's mask."""
        values = (self.base + self.steps[person]) * _size_of(self.exponent)
        return np.where(self.absent[person], np.nan, values).astype(np.float32)


@dataclass(frozen=True, eq=False)
class KeptControls:
    """What the file holds: ``table`` as text, ``records`` by subject and statistic."""

    subjects: tuple[str, ...]
    maps: Mapping[str, KeptMaps]
    records: Mapping[str, Mapping[str, dict[str, Any]]]
    table: str

    def write_map(self, subject: str, statistic: str, folder: Path) -> Path:
        """Write one map, its mask and its record as processing left them, but for the rounding; returns its path.

        Raises
        ------
        FileFormatError
            if the mask is not the one that the record names
        OutputError
            as `analysis.files.writing.staged`
        """
        kept, record = self.maps[statistic], self.records[subject][statistic]
        data = kept.data(self.subjects.index(subject))
        mask = Mask(kept.grid, np.isfinite(data), "mask")
        if sha256_of_array(mask.data) != record["mask"]["sha256"]:
            raise FileFormatError(f"The {statistic} of {subject} in the demonstration's controls is damaged.")
        image, where = folder / f"{statistic}.nii.gz", folder / record["mask"]["file"]
        new = [image, image.with_name(f"{statistic}.json"), *([] if where.exists() else [where])]
        with writing.staged(new) as parts:
            writing.encode_volume(
                Volume(kept.grid, np.nan_to_num(data), record["name"], record["unit"]), parts[0], space=_SPACE
            )
            writing.encode_json(record, parts[1])
            for part in parts[2:]:
                writing.encode_mask(mask, part, space=_SPACE)
        return image


_SPACE = "MNI152"


def keep(folder: Path, subjects: Sequence[str], statistics: Sequence[str], table: str) -> KeptControls:
    """Read what processing left of the controls and round it.

    Parameters
    ----------
    folder : with a folder of each subject, and ``maps`` in it
    table : the text of the cohort's table

    Raises
    ------
    InputError
        if a map or its record is missing
    """
    maps: dict[str, KeptMaps] = {}
    records: dict[str, dict[str, dict[str, Any]]] = {subject: {} for subject in subjects}
    for statistic in statistics:
        images = []
        for subject in subjects:
            path = folder / subject / "maps" / f"{statistic}.nii.gz"
            image, record = nifti.read(path).image, _record_of(path)
            assert isinstance(image, Volume)
            images.append(image)
            records[subject][statistic] = _with_storage(record)
        maps[statistic] = _rounded(images)
    return KeptControls(tuple(subjects), maps, records, table)


def _record_of(path: Path) -> dict[str, Any]:
    if map_record.read(path) is None:
        raise InputError(f'"{path.name}" has no record of how it was made.')
    record: dict[str, Any] = json.loads(path.with_name(path.name.replace(".nii.gz", ".json")).read_text("utf-8"))
    return record


def _with_storage(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record, and what became of the values; what must be alike between maps stays as it is."""
    said = (
        "Of a simulated control: nobody was scanned. The values were rounded to steps of "
        f"{STEP_IN_SD:g} SD between the controls before they were shipped."
    )
    storage = {"rounded_to_steps_of_sd": STEP_IN_SD, "largest_error_in_sd": STEP_IN_SD / 2, "simulated_person": True}
    provenance = dict(record["provenance"])
    provenance["warnings"] = [*provenance.get("warnings", ()), said]
    return {**record, "provenance": provenance, "storage": storage}


def _rounded(images: Sequence[Volume]) -> KeptMaps:
    values = np.stack([image.data for image in images]).astype(np.float64)
    absent = np.isnan(values)
    n = np.maximum((~absent).sum(axis=0), 1)
    mean = np.nansum(values, axis=0) / n
    sd = np.sqrt(np.nansum((values - mean) ** 2, axis=0) / np.maximum(n - 1, 1))
    smallest = 1e-6 * np.abs(mean) + 1e-12  # where all people are alike
    exponent = np.floor(_PER_OCTAVE * np.log2(np.maximum(STEP_IN_SD * sd, smallest))).astype(np.int16)
    exponent[absent.all(axis=0)] = 0
    base = np.rint(mean / _size_of(exponent)).astype(np.int32)
    steps = np.where(absent, 0, np.rint(np.nan_to_num(values) / _size_of(exponent)) - base)
    assert np.abs(steps).max() < _LARGEST
    return KeptMaps(images[0].grid, absent, exponent, base, steps.astype(np.int16))


def _size_of(exponent: np.ndarray) -> np.ndarray:
    return np.exp2(exponent.astype(np.float64) / _PER_OCTAVE)


# -- the file ---------------------------------------------------------------------------------------------------


def write_archive(controls: KeptControls, path: Path) -> Path:
    """Write the file; the same controls give the same bytes."""
    first = next(iter(controls.maps.values()))
    dataset = {
        "format": FORMAT,
        "subjects": list(controls.subjects),
        "statistics": list(controls.maps),
        "shape": list(first.grid.shape),
        "affine": first.grid.affine.tolist(),
        "step_in_sd": STEP_IN_SD,
    }
    with writing.staged([path], force=True) as (part,), zipfile.ZipFile(part, "w", zipfile.ZIP_LZMA) as archive:
        _put(archive, "dataset.json", json.dumps(dataset, indent=1).encode())
        _put(archive, "table.tsv", controls.table.encode())
        _put(archive, "records.json", json.dumps(controls.records).encode())
        for statistic, kept in controls.maps.items():
            for name, array in _arrays(kept):
                _put(archive, f"{statistic}/{name}.npy", _bytes_of(array))
    return path


def _arrays(kept: KeptMaps) -> Iterator[tuple[str, np.ndarray]]:
    nobody = kept.absent.all(axis=0)
    yield "nobody", np.packbits(nobody)
    yield "absent", np.packbits(kept.absent & ~nobody)
    yield "exponent", _squeezed(kept.exponent)
    yield "base", _squeezed(kept.base)
    where = np.asarray(~nobody)
    weights = _weights(kept.steps, where)
    yield "weights", weights
    left = kept.steps[:, where].astype(np.int32) - _expected(kept.steps, weights)[:, where]
    unsigned = np.where(left >= 0, 2 * left, -2 * left - 1).astype(np.uint16)  # small numbers of either sign
    yield "steps", np.stack([unsigned & 0xFF, unsigned >> 8]).astype(np.uint8)


# -- steps: each voxel is expected from the seven neighbours before it, and only the difference is kept ----------


def _before(steps: np.ndarray) -> Iterator[np.ndarray]:
    """The seven neighbours with lower indices, each ``(n, ni, nj, nk)`` int32, 0 beyond the image."""
    padded = np.pad(steps.astype(np.int32), ((0, 0), (1, 0), (1, 0), (1, 0)))
    ni, nj, nk = steps.shape[1:]
    for i, j, k in _NEIGHBOURS:
        yield padded[:, 1 - i : 1 - i + ni, 1 - j : 1 - j + nj, 1 - k : 1 - k + nk]


def _weights(steps: np.ndarray, where: np.ndarray) -> np.ndarray:
    """``(7,)`` int32: the least-squares weights of the neighbours in 1/256."""
    neighbours = np.stack([one[:, where].ravel() for one in _before(steps)], axis=1).astype(np.float64)
    found = np.linalg.lstsq(neighbours, steps[:, where].ravel().astype(np.float64), rcond=None)[0]
    return np.rint(found * 2**_BITS).astype(np.int32)


def _expected(steps: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """``(n, ni, nj, nk)`` int32, in whole numbers throughout, so that it is the same on every computer."""
    total = np.zeros(steps.shape, dtype=np.int32)
    for weight, one in zip(weights, _before(steps), strict=True):
        total += weight * one
    return total >> _BITS


def _steps_of(unsigned: np.ndarray, weights: np.ndarray, where: np.ndarray) -> np.ndarray:
    """The steps ``(n, ni, nj, nk)`` again, one sheet ``i + j + k`` after the other: it needs only those before it."""
    left = unsigned.astype(np.int32)
    left = np.where(left % 2 == 0, left // 2, -(left + 1) // 2)
    padded = np.zeros((len(left), *(n + 1 for n in where.shape)), dtype=np.int32)
    flat = padded.reshape(len(left), -1)
    ijk = np.argwhere(where)
    place = np.asarray(np.ravel_multi_index(tuple((ijk + 1).T), padded.shape[1:]))
    back = [int(np.ravel_multi_index(one, padded.shape[1:])) for one in _NEIGHBOURS]
    sheets = ijk.sum(axis=1)
    order = np.argsort(sheets, kind="stable")
    for chosen in np.split(order, np.flatnonzero(np.diff(sheets[order])) + 1):
        here = place[chosen]
        total = np.zeros((len(left), len(here)), dtype=np.int32)
        for weight, step in zip(weights, back, strict=True):
            total += weight * flat[:, here - step]
        flat[:, here] = left[:, chosen] + (total >> _BITS)
    return padded[:, 1:, 1:, 1:].astype(np.int16)


def _squeezed(values: np.ndarray) -> np.ndarray:
    """What is left of whole numbers when their neighbours along the last three axes are known, byte by byte.

    Maps are smooth, so that this is small, and its high bytes hardly ever change: it compresses well. The differences
    wrap around at the ends of the type, and their sums wrap back.
    """
    left = values.view(f"u{values.dtype.itemsize}")
    for axis in (-3, -2, -1):
        left = np.diff(left, axis=axis, prepend=left.dtype.type(0))
    return np.ascontiguousarray(left)[..., None].view(np.uint8).transpose(-1, *range(values.ndim)).copy()


def _restored(squeezed: np.ndarray, kind: str) -> np.ndarray:
    """The whole numbers again; `kind` is their type."""
    values = np.ascontiguousarray(np.moveaxis(squeezed, 0, -1)).view(f"<u{squeezed.shape[0]}")[..., 0]
    for axis in (-1, -2, -3):
        values = np.cumsum(values, axis=axis, dtype=values.dtype)
    return values.view(kind)


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name), content, compress_type=zipfile.ZIP_LZMA)


def _bytes_of(array: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=False)
    return stream.getvalue()


def read_archive(path: Path) -> KeptControls:
    """Read the file.

    Raises
    ------
    FileFormatError
        if it is missing, damaged or of another kind
    """
    try:
        with zipfile.ZipFile(path) as archive:
            dataset = json.loads(archive.read("dataset.json"))
            if dataset["format"] != FORMAT:
                raise FileFormatError(f'"{path.name}" was written by another version of Algoscope.')
            grid = Grid(tuple(dataset["shape"]), np.array(dataset["affine"]))
            n = len(dataset["subjects"])
            maps = {name: _read_maps(archive, name, grid, n) for name in dataset["statistics"]}
            records, table = json.loads(archive.read("records.json")), archive.read("table.tsv").decode()
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile, lzma.LZMAError) as error:
        raise FileFormatError(f'"{path.name}" is damaged; install Algoscope again.') from error
    return KeptControls(tuple(dataset["subjects"]), maps, records, table)


def _read_maps(archive: zipfile.ZipFile, statistic: str, grid: Grid, n: int) -> KeptMaps:
    found: dict[str, np.ndarray] = {
        name: np.load(io.BytesIO(archive.read(f"{statistic}/{name}.npy")), allow_pickle=False)
        for name in ("nobody", "absent", "exponent", "base", "weights", "steps")
    }
    nobody = np.unpackbits(found["nobody"], count=grid.n_voxels).astype(bool).reshape(grid.shape)
    absent = np.unpackbits(found["absent"], count=n * grid.n_voxels).astype(bool).reshape(n, *grid.shape)
    exponent, base = _restored(found["exponent"], "<i2"), _restored(found["base"], "<i4")
    halves = found["steps"].astype(np.uint16)
    steps = _steps_of(halves[0] | (halves[1] << 8), found["weights"], np.asarray(~nobody))
    return KeptMaps(grid, absent | nobody, exponent, base, steps)
