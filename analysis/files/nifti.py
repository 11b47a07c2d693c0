"""Read a NIfTI image: a path becomes a `Scan` with its role, grid, units, facts and warnings.

`Series.tr_s` and the fact ``RepetitionTime`` are the value in use, settled from header and sidecar by `timing`.
The array keeps the order of the file and is never flipped; the `Grid` says where each voxel is. Of a compressed
4D series only the header and the first frame are read; `finish` decodes the rest.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.errors import DataError, FileFormatError, InputError
from analysis.files import asl_scheme, cache, map_record, role, sidecar, source, timing
from analysis.files.frames import GzipFrames, MappedFrames, scaled
from analysis.files.header import Header, header_size, parse
from analysis.files.map_record import MapRecord
from analysis.image import Mask, Series, Volume
from analysis.progress import Progress, silent
from analysis.scan import Fact, FactSource, Modality, Scan


@dataclass(frozen=True, eq=False)
class OpenedHeader:
    """A header with the files it was read from; ``block`` are its bytes."""

    files: source.ImageFiles
    header: Header
    block: bytes
    warnings: tuple[str, ...]


def read(path: Path, progress: Progress = silent) -> Scan:
    """Open an image.

    Parameters
    ----------
    path : a ``.nii``, ``.nii.gz``, ``.hdr`` or ``.img`` file (NIfTI-1 or NIfTI-2, either byte order)
    progress : matters for a large 3D image, which is read whole

    Returns
    -------
    Scan
        with a `Volume`, or a `Series` whose frames may still have to be decoded (`finish`)

    Raises
    ------
    FileFormatError
        if the file is damaged, cut short, or holds what is not supported
    GeometryError
        if its header puts the voxels nowhere
    DataError
        if none of its values is a number
    InputError
        if it cannot be read or does not fit into memory
    """
    path = Path(path)
    with _said_in_words(path):
        opened = read_header(path)
        record = map_record.read(path)
        if record is not None and opened.header.n_frames == 1:
            return _map(path, opened, record, progress)
        return _scan(path, opened, progress)


@contextmanager
def _said_in_words(path: Path) -> Iterator[None]:
    """What the system may still refuse in the middle: a disk unplugged, a file removed, no memory."""
    try:
        yield
    except OSError as error:
        raise InputError(f'"{path.name}" could not be read ({error.strerror or error}); is its disk there?') from error
    except MemoryError as error:
        raise InputError(f'"{path.name}" does not fit into the memory of this computer.') from error


def _scan(path: Path, opened: OpenedHeader, progress: Progress) -> Scan:
    header, name = opened.header, source.stem(path)
    beside = sidecar.read(path)
    tr = timing.settle(header.tr_s, header.tr_warning, beside) if header.n_frames > 1 else None
    image: Volume | Series
    if tr is None:
        image = Volume(header.grid, _values(opened, progress), name)
        first = image.data
    else:
        frames = _frames(opened)
        image = Series(header.grid, frames, tr.tr_s, name)
        first = frames.frame(0)
    about_values = _about_values(first, path.name)
    earlier = map_record.warnings_of_series(path) if header.n_frames > 1 else None
    modality, reason = role.guess(path, header, beside, first)
    if earlier is not None:
        modality, reason = Modality.BOLD, "its record says that it is a BOLD series that was filtered"
    is_asl = modality is Modality.ASL
    scheme, about_asl = asl_scheme.read(path, beside, header.n_frames) if is_asl else (None, ())
    facts = {"SpatialReference": Fact(header.space, FactSource.HEADER), **beside.facts()}
    if tr is not None and tr.fact is not None:
        stated = facts.get("RepetitionTime")
        facts["RepetitionTime"] = stated if stated is not None and stated.value == tr.tr_s else tr.fact
    kinds = sidecar.KINDS_OF_VOLUMES
    if scheme is not None and scheme.volume_types and beside.source(kinds) is FactSource.DICOM:
        facts[kinds] = Fact(scheme.volume_types, FactSource.DICOM)
    about_tr = tr.warnings if tr else ()
    warnings = (*opened.warnings, *beside.warnings, *about_tr, *about_asl, *about_values, *(earlier or ()))
    return Scan(modality, image, path, reason, header.affine_source, facts, scheme, warnings)


def _map(path: Path, opened: OpenedHeader, record: MapRecord, progress: Progress) -> Scan:
    stored = Volume(opened.header.grid, _values(opened, progress))
    mask_path = map_record.mask_path(path, record)
    mask = None
    if mask_path is not None:
        with suppress(InputError):  # a damaged mask is as good as none: the map then says so
            mask = read_mask(mask_path)
    volume, warnings = map_record.restored(stored, record, mask)
    about_values = _about_values(volume.data, path.name)
    facts = {"SpatialReference": Fact(opened.header.space, FactSource.HEADER)}
    return Scan(
        Modality.MAP,
        volume,
        path,
        f"its record says that it is a map of {record.statistic}",
        opened.header.affine_source,
        facts,
        None,
        (*opened.warnings, *record.warnings, *warnings, *about_values),
    )


def read_header(path: Path) -> OpenedHeader:
    """Read and check a header against the size of its file, without the voxels; raises as `read` does."""
    files = source.locate(Path(path))
    name = files.header.name
    with source.open_bytes(files.header) as stream:
        start = source.read_exactly(stream, 4, name)
        block = start + source.read_exactly(stream, header_size(start, name) - 4, name)
    header = parse(bytes(block), name, is_pair=files.is_pair)
    _check_size(files.data, header)
    return OpenedHeader(files, header, bytes(block), (*header.warnings, *_about_name(files.data)))


def finish(opened: Scan | Volume | Series, progress: Progress = silent) -> None:
    """Decode the frames of a series that have not arrived; does nothing for any other image.

    Raises as `GzipFrames.decode`.
    """
    image = opened.image if isinstance(opened, Scan) else opened
    if isinstance(image, Series) and isinstance(image.frames, GzipFrames):
        image.frames.decode(progress)


def read_mask(path: Path) -> Mask:
    """Read a mask: the voxels that are not 0.

    Raises
    ------
    DataError
        if the image is a series, or its values are fractions: a probability must be cut at a value of your choice
    """
    path = Path(path)
    with _said_in_words(path):
        opened = read_header(path)
        if opened.header.n_frames > 1:
            raise DataError(f'"{path.name}" is a series of {opened.header.n_frames} volumes, not a mask.')
        values = np.nan_to_num(_values(opened), nan=0.0)
    if (values != np.round(values)).any():
        raise DataError(f'"{path.name}" holds fractions, not a mask; cut it at a threshold of your choice first.')
    return Mask(opened.header.grid, values != 0, source.stem(path))


def _check_size(data: Path, header: Header) -> None:
    needed = header.offset + header.data_bytes
    if needed > source.most_bytes(data):
        raise FileFormatError(
            f'"{data.name}" is cut short: its header announces {needed / 1e6:.1f} MB of image, which a file of '
            f"{source.size_of(data) / 1e6:.1f} MB cannot hold; copy or convert it again."
        )
    memory = header.frame_bytes + 4 * header.grid.n_voxels
    if memory > cache.free_memory_bytes():
        raise InputError(
            f'"{data.name}" needs {memory / 2**30:.1f} GB of memory for one volume, more than this computer has free.'
        )
    if header.n_frames > 1 and header.data_bytes > max(cache.free_disk_bytes(), cache.free_memory_bytes()):
        raise InputError(
            f'"{data.name}" needs {header.data_bytes / 2**30:.1f} GB when decoded, which neither the disk nor the '
            "memory has free; make room and open it again."
        )


def _about_name(data: Path) -> tuple[str, ...]:
    zipped, called_zipped = source.is_compressed(data), data.name.lower().endswith(".gz")
    if zipped == called_zipped:
        return ()
    return (
        f"The file's name says it is {'' if called_zipped else 'not '}compressed, but it is{'' if zipped else ' not'}.",
    )


def _values(opened: OpenedHeader, progress: Progress = silent) -> np.ndarray:
    header, data = opened.header, opened.files.data
    with source.open_bytes(data) as stream:
        source.skip(stream, header.offset, data.name)
        block = np.empty(header.data_bytes, dtype=np.uint8)  # zeros would be written with the interpreter held
        source.read_into(stream, block.data, data.name, progress)
        source.check_end(stream, data.name)
    raw = np.frombuffer(block, dtype=header.dtype).reshape(header.grid.shape, order="F")
    return scaled(raw, header)


def _frames(opened: OpenedHeader) -> MappedFrames | GzipFrames:
    header, data = opened.header, opened.files.data
    if not source.is_compressed(data):
        return MappedFrames(data, header, header.offset)
    key = cache.key_of(data, opened.block)
    kept = cache.find(key, header.data_bytes)
    if kept is not None:
        with suppress(OSError, ValueError):  # removed a moment ago by another window
            return MappedFrames(kept, header, 0)
    with source.open_bytes(data) as stream:
        source.skip(stream, header.offset, data.name)
        first = source.read_exactly(stream, header.frame_bytes, data.name)
    return GzipFrames(data, header, first, key)


def _about_values(first: np.ndarray, name: str) -> tuple[str, ...]:
    low, high = np.fmin.reduce(first, axis=None), np.fmax.reduce(first, axis=None)
    if np.isnan(low):
        raise DataError(f'"{name}" holds no value: every voxel is "not a number"; convert it again.')
    return (f"Every voxel has the same value ({low:g}).",) if low == high else ()
