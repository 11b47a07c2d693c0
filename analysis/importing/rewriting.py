"""The converter's image, voxel for voxel, with a header that holds nothing but numbers.

Texts (description with the time of day, file names), extensions and whatever stands between header and voxels are not
copied: only the fields of a list are.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np
from nibabel import nifti1, nifti2

from analysis.errors import OutputError
from analysis.files import nifti, source
from analysis.progress import Progress, silent
from analysis.provenance import ALGOSCOPE_VERSION

_KEPT = (
    "sizeof_hdr", "magic", "eol_check", "dim_info", "dim", "datatype", "bitpix", "pixdim", "scl_slope", "scl_inter",
    "slice_start", "slice_end", "slice_code", "slice_duration", "xyzt_units", "cal_max", "cal_min", "qform_code",
    "sform_code", "quatern_b", "quatern_c", "quatern_d", "qoffset_x", "qoffset_y", "qoffset_z", "srow_x", "srow_y",
    "srow_z",
)  # fmt: skip
_NO_EXTENSION = b"\0\0\0\0"
_CHUNK = 1 << 22


def rewrite(converted: Path, target: Path, *, tr_s: float | None = None, progress: Progress = silent) -> None:
    """Write a converted image (``.nii``) as ``.nii.gz`` without any text; read it back and compare.

    Parameters
    ----------
    converted : of the converter
    target : in a folder that is still temporary
    tr_s : the settled repetition time, None to keep that of the header

    Raises
    ------
    FileFormatError
        if the converter wrote no image that can be opened
    OutputError
        if it could not be written, or does not read back as it was
    """
    opened = nifti.read_header(converted)
    header = _bare(opened.block, tr_s)
    try:
        with open(target, "wb") as raw:
            packed = source.GZIP_FILE(filename="", mode="wb", compresslevel=2, fileobj=raw, mtime=0)
            with packed as stream:
                stream.write(header)
                written = _copy(
                    converted, opened.header.offset, opened.header.data_bytes, cast(BinaryIO, stream), progress
                )
            raw.flush()
            os.fsync(raw.fileno())
    except OSError as error:
        raise OutputError(f"An image could not be written ({error.strerror or error}); nothing was kept.") from None
    if _digest(target, len(header), opened.header.data_bytes) != written:
        raise OutputError("A written image could not be read back as it was; the disk may be failing.")


def _bare(block: bytes, tr_s: float | None) -> bytes:
    """The header of a single file with the fields of the list, everything else zero."""
    layout = nifti1.header_dtype if len(block) == nifti1.header_dtype.itemsize else nifti2.header_dtype
    order = "<" if int.from_bytes(block[:4], "little") == len(block) else ">"
    old = np.frombuffer(block, dtype=layout.newbyteorder(order))[0]
    new = np.zeros(1, dtype=layout.newbyteorder(order))
    for name in _KEPT:
        if name in (layout.names or ()):
            new[0][name] = old[name]
    new[0]["vox_offset"] = len(block) + len(_NO_EXTENSION)
    new[0]["descrip"] = f"Algoscope {ALGOSCOPE_VERSION}".encode()
    if tr_s is not None:
        seconds = {8: 1.0, 16: 1e3, 24: 1e6}.get(int(old["xyzt_units"]) & 0x38, 1.0)
        new[0]["pixdim"][4] = tr_s * seconds
    return new.tobytes() + _NO_EXTENSION


def _copy(path: Path, offset: int, n_bytes: int, target: BinaryIO, progress: Progress) -> str:
    written = hashlib.sha256()
    for done, chunk in _chunks(path, offset, n_bytes):
        progress(done / n_bytes, "writing")
        target.write(chunk)
        written.update(chunk)
    return written.hexdigest()


def _digest(path: Path, offset: int, n_bytes: int) -> str:
    read = hashlib.sha256()
    for _, chunk in _chunks(path, offset, n_bytes):
        read.update(chunk)
    return read.hexdigest()


def _chunks(path: Path, offset: int, n_bytes: int) -> Iterator[tuple[int, bytes]]:
    with source.open_bytes(path) as stream:
        source.skip(stream, offset, path.name)
        for start in range(0, n_bytes, _CHUNK):
            yield start, bytes(source.read_exactly(stream, min(_CHUNK, n_bytes - start), path.name))
