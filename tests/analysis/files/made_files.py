"""Small NIfTI files made byte by byte from the standard's field table, so that any field can be wrong."""

import gzip
from pathlib import Path
from typing import Any

import numpy as np
from nibabel import nifti1, nifti2

SHAPE = (3, 4, 5)


def header_block(*, version: int = 1, big_endian: bool = False, shape: tuple[int, ...] = SHAPE, **fields: Any) -> bytes:
    """A header of 2 x 3 x 4 mm voxels with an sform, int16 values and the given fields changed."""
    dtype = (nifti1 if version == 1 else nifti2).header_dtype.newbyteorder(">" if big_endian else "<")
    header = np.zeros((), dtype)
    size = 348 if version == 1 else 540
    header["sizeof_hdr"] = size
    header["magic"] = b"n+1\0" if version == 1 else b"n+2\0"
    if version == 2:
        header["eol_check"] = (13, 10, 26, 10)
    header["dim"][: len(shape) + 1] = (len(shape), *shape)
    header["dim"][len(shape) + 1 :] = 1
    header["datatype"], header["bitpix"] = 4, 16
    header["pixdim"] = (1, 2, 3, 4, 2.5, 1, 1, 1)
    header["vox_offset"] = size + 4
    header["xyzt_units"] = 2 | 8
    header["sform_code"] = 1
    header["srow_x"], header["srow_y"], header["srow_z"] = (-2, 0, 0, 9), (0, 3, 0, -7), (0, 0, 4, 5)
    for name, value in fields.items():
        if isinstance(value, dict):
            for index, item in value.items():
                header[name][index] = item
        else:
            header[name] = value
    return header.tobytes()


def values(shape: tuple[int, ...] = SHAPE, dtype: str = "<i2") -> np.ndarray:
    """Values that are all different: 0, 1, 2 ... in the order of the file."""
    return np.arange(np.prod(shape)).reshape(shape, order="F").astype(dtype)


def make(path: Path, data: np.ndarray | None = None, **fields: Any) -> Path:
    """Write an image; compressed if its name ends with ``.gz``."""
    shape = fields.get("shape", SHAPE)
    order = ">i2" if fields.get("big_endian") else "<i2"
    block = header_block(**fields) + bytes(4)
    block += (values(shape, order) if data is None else data).tobytes(order="F")
    path.write_bytes(gzip.compress(block, mtime=0) if path.name.endswith(".gz") else block)
    return path
