"""Whether a series fits into memory and on the disk, told before minutes are spent on it.

dcm2niix holds a whole series in memory (its peak was 1.02 times the voxels' size, measured on 0.5 GB); the image is
then on the disk twice, once as it was made and once compressed.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

from analysis.files.cache import free_memory_bytes
from analysis.importing.header import ImageHeader

_ABOVE = 1.1
_SPARE_DISK_BYTES = 2**30
_VOXEL_BYTES = 2


def refusal(headers: Sequence[ImageHeader], workspace: Path) -> str:
    """Why a series is too large for this computer, as a phrase; empty if it is not.

    Parameters
    ----------
    headers : of all files of the series
    workspace : a folder on the disk where it will be converted
    """
    needed = voxel_bytes(headers)
    memory = free_memory_bytes()
    if _ABOVE * needed > memory:
        return (
            f"it holds {needed / 1e9:.1f} GB, more than the {memory / 1e9:.1f} GB of memory that may be used now; "
            "close other programs, convert it on a computer with more memory, or export it in parts"
        )
    disk = shutil.disk_usage(workspace).free
    if 2 * needed + _SPARE_DISK_BYTES > disk:
        return (
            f"it needs {(2 * needed + _SPARE_DISK_BYTES) / 1e9:.1f} GB on the disk of the dataset, which has "
            f"{disk / 1e9:.1f} GB free; make room, or choose another disk"
        )
    return ""


def voxel_bytes(headers: Sequence[ImageHeader]) -> int:
    """How large the voxels are: by the files, or (these may be compressed) by the matrix."""
    by_matrix = sum((h.rows or 0) * (h.columns or 0) * h.n_frames * _VOXEL_BYTES for h in headers)
    return max(by_matrix, sum(h.path.stat().st_size for h in headers))
