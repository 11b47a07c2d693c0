"""Write images, records and tables so that a file is there whole and right, or not at all.

Every file is written under a temporary name in its folder, read back and compared with what was meant, and only
then renamed. Nothing is overwritten unless asked. NIfTI files carry the same position as sform and qform, lengths
in mm and times in s, and the same input gives the same bytes (gzip holds no time and no name).
"""

import hashlib
import json
import math
import os
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast

import numpy as np
from nibabel.nifti1 import Nifti1Header

from analysis.errors import InputError, OutputError
from analysis.files import nifti, source
from analysis.files.header import SPACES, largest_distance_mm
from analysis.grid import Grid
from analysis.image import Mask, Series, Volume
from analysis.progress import Progress, silent
from analysis.provenance import ALGOSCOPE_VERSION

Frames = Callable[[], Iterator[np.ndarray]]
_POSITION_TOLERANCE_MM = 1e-3
_INT16_STEPS = 65_000


@contextmanager
def staged(paths: Sequence[Path], *, force: bool = False) -> Iterator[list[Path]]:
    """Temporary paths for files that then appear together; on any error none appears.

    Raises
    ------
    OutputError
        if a file exists and `force` is not given, or the disk is full or may not be written
    """
    _refuse_existing(paths, force)
    temporary = [path.with_name(f".{uuid.uuid4().hex[:8]}.part.{path.name}") for path in paths]
    try:
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        _refuse_existing(paths, force)
        for part, path in zip(temporary, paths, strict=True):
            os.replace(part, path)
    except OSError as error:
        raise OutputError(f'"{paths[-1].name}" could not be written ({error.strerror or error}).') from error
    finally:
        for part in temporary:
            with suppress(OSError):
                part.unlink(missing_ok=True)


@contextmanager
def whole(folder: Path, names: Sequence[str] = (), *, force: bool = False) -> Iterator[Path]:
    """A folder for the files of one result, which then appear in ``folder`` together; on any error none does.

    A disk that is full after half of them leaves no half result, and the same can be saved there again. What was in the
    folder is then as it was.

    Parameters
    ----------
    folder : made if missing
    names : of files that may be among them, so that one that exists is refused before anything is computed; with
        ``force`` an older one that the new result does not have goes, so that nothing is read of two results
    force : whether older files may be replaced

    Raises
    ------
    OutputError
        if a file exists and `force` is not given, or the disk is full or may not be written
    """
    _refuse_existing([folder / name for name in names], force)
    is_new = not folder.exists()
    place = folder / f".{uuid.uuid4().hex[:8]}.part"
    try:
        place.mkdir(parents=True)
        yield place
        _move_in(place, folder, names, force=force)
        is_new = False
    except OSError as error:
        raise OutputError(f'"{folder.name}" could not be written ({error.strerror or error}).') from error
    finally:
        shutil.rmtree(place, ignore_errors=True)
        if is_new:
            with suppress(OSError):
                folder.rmdir()


def _move_in(place: Path, folder: Path, names: Sequence[str], *, force: bool) -> None:
    """Move all files below ``place`` into ``folder``; where one cannot be, everything goes back."""
    made = sorted(path.relative_to(place) for path in place.rglob("*") if path.is_file())
    _refuse_existing([folder / path for path in made], force)
    older = [path for path in dict.fromkeys((*made, *map(Path, names))) if (folder / path).exists()]
    steps = [(folder / path, place / ".replaced" / path) for path in older]
    steps += [(place / path, folder / path) for path in made]
    done, new_folders = list[tuple[Path, Path]](), list[Path]()
    try:
        for source_path, target in steps:
            if not target.parent.exists():
                target.parent.mkdir(parents=True)
                new_folders.append(target.parent)
            os.replace(source_path, target)
            done.append((source_path, target))
    except BaseException:
        for source_path, target in reversed(done):
            with suppress(OSError):
                os.replace(target, source_path)
        for made_folder in reversed(new_folders):
            with suppress(OSError):
                made_folder.rmdir()
        raise


def _refuse_existing(paths: Sequence[Path], force: bool) -> None:
    taken = [path.name for path in paths if path.exists()]
    if taken and not force:
        raise OutputError(f'"{taken[0]}" exists already; choose another folder or allow overwriting (--force).')


def write_volume(
    volume: Volume, path: Path, *, space: str = "scanner", dtype: str = "float32", force: bool = False
) -> Path:
    """Write a 3D image.

    Parameters
    ----------
    volume : NaN stays NaN in a float file
    path : ends with ``.nii`` or ``.nii.gz``
    space : what its millimetres mean: scanner, aligned, Talairach, MNI152, template, or unknown
    dtype : ``float32``, or an integer type, which the values must fit exactly

    Raises
    ------
    OutputError
        if it cannot be written, would not be read back as it is, or exists already
    """
    with staged([path], force=force) as (part,):
        encode_volume(volume, part, space=space, dtype=dtype)
    return path


def write_mask(mask: Mask, path: Path, *, space: str = "scanner", force: bool = False) -> Path:
    """Write a mask as 0 and 1 (uint8); as `write_volume`."""
    with staged([path], force=force) as (part,):
        encode_mask(mask, part, space=space)
    return path


def write_series(
    series: Series,
    path: Path,
    *,
    space: str = "scanner",
    dtype: Literal["int16", "float32"] = "int16",
    force: bool = False,
    progress: Progress = silent,
) -> Path:
    """Write a 4D image with its repetition time.

    With ``int16`` the values are stored as whole numbers, exactly where they are whole and fit, else scaled over
    their range (an error of at most 1/130,000 of it). Raises as `write_volume`; also `DataError` while frames are
    missing, and `OutputError` for NaN in an integer file.
    """
    series.require_complete()
    scale = _int16_scale(_frames_of(series), path.name) if dtype == "int16" else None
    with staged([path], force=force) as (part,):
        _encode_series(series, part, np.dtype(dtype), scale, space, progress)
    return path


def write_json(record: Mapping[str, Any], path: Path, *, force: bool = False) -> Path:
    """Write a record as JSON (UTF-8); numbers that JSON cannot hold become words such as ``"nan"``."""
    with staged([path], force=force) as (part,):
        encode_json(record, part)
    return path


def write_tsv(columns: Sequence[str], rows: Iterable[Sequence[Any]], path: Path, *, force: bool = False) -> Path:
    """Write a table as tab-separated values; missing values (None, NaN) become ``n/a`` as in BIDS."""
    lines = ["\t".join(columns)]
    for row in rows:
        if len(row) != len(columns):
            raise OutputError(f'A row of "{path.name}" has {len(row)} values for {len(columns)} columns.')
        lines.append("\t".join(_cell(value) for value in row))
    with staged([path], force=force) as (part,):
        part.write_bytes(("\n".join(lines) + "\n").encode())
    return path


def write_text(text: str, path: Path, *, force: bool = False) -> Path:
    """Write words as UTF-8; as `write_volume`."""
    with staged([path], force=force) as (part,):
        part.write_bytes(text.encode())
    return path


def encode_volume(volume: Volume, path: Path, *, space: str = "scanner", dtype: str = "float32") -> None:
    """Write and verify a volume at a path that `staged` gave."""
    kind = np.dtype(dtype)
    if kind.kind in "iu":
        limits = np.iinfo(kind)
        fits = (volume.data == np.rint(volume.data)) & (volume.data >= limits.min) & (volume.data <= limits.max)
        if not fits.all():
            raise OutputError(f"The values of {volume.name or 'the image'} do not fit {kind.name} exactly.")
    _encode(path, volume.grid, lambda: iter([volume.data]), 1, kind, space=space)


def encode_series(series: Series, path: Path, *, space: str = "scanner", progress: Progress = silent) -> None:
    """Write and verify a series as float32 at a path that `staged` gave; raises as `write_series`."""
    series.require_complete()
    _encode_series(series, path, np.dtype("float32"), None, space, progress)


def encode_mask(mask: Mask, path: Path, *, space: str = "scanner") -> None:
    """Write and verify a mask at a path that `staged` gave."""
    _encode(path, mask.grid, lambda: iter([mask.data]), 1, np.dtype("uint8"), space=space)


def encode_json(record: Mapping[str, Any], path: Path) -> None:
    """Write and verify a record at a path that `staged` gave."""
    text = json.dumps(finite(record), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    path.write_bytes(text.encode())
    if json.loads(path.read_bytes()) != json.loads(text):
        raise OutputError("A record could not be read back as it was written; the disk may be failing.")


def _frames_of(series: Series) -> Iterator[np.ndarray]:
    for index in range(series.n_timepoints):
        yield series.frames.frame(index)


def _encode_series(
    series: Series, path: Path, dtype: np.dtype, scale: tuple[float, float] | None, space: str, progress: Progress
) -> None:
    _encode(
        path, series.grid, lambda: _frames_of(series), series.n_timepoints, dtype, scale=scale, tr_s=series.tr_s,
        space=space, progress=progress,
    )  # fmt: skip


def finite(value: Any) -> Any:
    """The value with numbers that JSON cannot hold as words, such as ``"nan"``, at any depth."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [finite(item) for item in value]
    return value


def _cell(value: Any) -> str:
    if value is None or (isinstance(value, float | np.floating) and np.isnan(value)):
        return "n/a"
    if isinstance(value, float | np.floating):
        return f"{value:.10g}"
    return " ".join(str(value).split())


def _int16_scale(frames: Iterator[np.ndarray], name: str) -> tuple[float, float]:
    low, high, whole = math.inf, -math.inf, True
    for frame in frames:
        low, high = float(np.minimum(low, frame.min())), float(np.maximum(high, frame.max()))  # NaN stays NaN
        whole = whole and bool((frame == np.rint(frame)).all())
    if not np.isfinite([low, high]).all():
        raise OutputError(f'"{name}" has voxels without a value, which whole numbers cannot hold; write it as float32.')
    if whole and low >= -32768 and high <= 32767:
        return 1.0, 0.0
    # as float32, which the header holds, so that reading multiplies by the very same numbers
    slope = float(np.float32(max((high - low) / _INT16_STEPS, 1e-30)))
    return slope, float(np.float32((high + low) / 2))


def _encode(
    path: Path,
    grid: Grid,
    frames: Frames,
    n_frames: int,
    dtype: np.dtype,
    *,
    scale: tuple[float, float] | None = None,
    tr_s: float | None = None,
    space: str = "scanner",
    progress: Progress = silent,
) -> None:
    stored = dtype.newbyteorder("<")
    header = _header(grid, n_frames, stored, scale, tr_s, space)
    written = hashlib.sha256()
    with _open_for_writing(path) as stream:
        for index, frame in enumerate(frames()):
            progress(0.8 * index / n_frames, f"writing {index} of {n_frames} volumes")
            block = (header if index == 0 else b"") + _quantised(frame, stored, scale).tobytes(order="F")
            stream.write(block)
            written.update(block)
    _verify(path, grid, len(header) + grid.n_voxels * n_frames * stored.itemsize, written.hexdigest(), progress)


def _quantised(frame: np.ndarray, stored: np.dtype, scale: tuple[float, float] | None) -> np.ndarray:
    if scale is None or scale == (1.0, 0.0):
        return frame.astype(stored)
    slope, intercept = scale
    return np.rint((frame.astype(np.float64) - intercept) / slope).astype(stored)


def _header(
    grid: Grid, n_frames: int, dtype: np.dtype, scale: tuple[float, float] | None, tr_s: float | None, space: str
) -> bytes:
    if space not in SPACES.values():
        raise OutputError(f'"{space}" is no space that a NIfTI file can name; use one of {", ".join(SPACES.values())}.')
    code = next(number for number, word in SPACES.items() if word == space)
    header = Nifti1Header(endianness="<")
    header.set_data_dtype(dtype)
    header.set_data_shape(grid.shape if n_frames == 1 else (*grid.shape, n_frames))
    header["pixdim"][1:5] = (*grid.voxel_size_mm, tr_s or 0.0)
    header.set_xyzt_units("mm", "sec")
    header["scl_slope"], header["scl_inter"] = scale or (1.0, 0.0)
    header["vox_offset"], header["descrip"] = 352, f"Algoscope {ALGOSCOPE_VERSION}"
    if code:
        header.set_sform(grid.affine, code)
        header.set_qform(grid.affine, code, strip_shears=True)
        # a qform cannot hold sheared axes: better none than one that contradicts
        if largest_distance_mm(grid, Grid(grid.shape, header.get_qform())) > 0.01:
            header["qform_code"] = 0
    return bytes(header.binaryblock) + b"\0\0\0\0"


@contextmanager
def _open_for_writing(path: Path) -> Iterator[BinaryIO]:
    with open(path, "wb") as raw:
        if path.name.endswith(".gz"):
            with source.GZIP_FILE(filename="", mode="wb", compresslevel=2, fileobj=raw, mtime=0) as packed:
                yield cast(BinaryIO, packed)
        else:
            yield raw
        raw.flush()
        os.fsync(raw.fileno())


def _verify(path: Path, grid: Grid, n_bytes: int, digest: str, progress: Progress) -> None:
    failed = "The written image could not be read back as it was; nothing was saved."
    read = hashlib.sha256()
    try:
        opened = nifti.read_header(path)
        with source.open_bytes(path) as stream:
            for start in range(0, n_bytes, 1 << 22):
                progress(0.8 + 0.2 * start / n_bytes, "checking what was written")
                read.update(source.read_exactly(stream, min(1 << 22, n_bytes - start), path.name))
            source.check_end(stream, path.name)
    except InputError as error:
        raise OutputError(failed) from error
    if read.hexdigest() != digest:
        raise OutputError(failed)
    if not opened.header.grid.matches(grid, _POSITION_TOLERANCE_MM):
        raise OutputError("The position of the image cannot be stored in a NIfTI file; nothing was saved.")
