"""Save a computed map or series with its provenance and its mask, so that it can be checked and opened again.

``NAME.nii.gz`` holds the values as float32 with 0 outside the mask (what other tools expect), ``NAME.json`` how
they were made, and the mask lies beside them: one ``mask.nii.gz`` for all maps of a folder that share it.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from analysis.errors import InputError, OutputError
from analysis.files import map_record, nifti, writing
from analysis.files.writing import write_json, write_mask, write_series, write_tsv, write_volume
from analysis.image import FrameSource, Mask, Series, Volume
from analysis.progress import Progress, silent
from analysis.provenance import Provenance, sha256_of_array
from analysis.scan import Scan, StatMap

__all__ = [
    "space_of",
    "write_json",
    "write_map",
    "write_mask",
    "write_prepared",
    "write_series",
    "write_tsv",
    "write_volume",
]


def write_map(
    stat_map: StatMap, folder: Path, *, space: str = "scanner", force: bool = False, beside: Path | None = None
) -> Path:
    """Save a map as ``STATISTIC.nii.gz`` and ``STATISTIC.json`` in a folder, with its mask beside it.

    Parameters
    ----------
    stat_map : values outside its mask are written as 0; NaN inside it, or of a map without mask, stays NaN
    folder : made if missing
    space : what its millimetres mean, see `space_of`
    force : whether older files of these names may be replaced
    beside : folder into which everything is moved afterwards (see `writing.whole`): a mask that it holds is not written
        again, and one with other voxels is not replaced

    Returns
    -------
    Path
        of the image

    Raises
    ------
    OutputError
        if a file exists, cannot be written, or does not read back as it was; then nothing was changed
    """
    folder = Path(folder)
    image, record = folder / f"{stat_map.statistic}.nii.gz", folder / f"{stat_map.statistic}.json"
    mask, volume = stat_map.mask, stat_map.volume
    places = (folder,) if beside is None else (folder, beside)
    mask_image, mask_is_there = (None, True) if mask is None else _place_of_mask(mask, places, image)
    new = [path for path in (None if mask_is_there else mask_image, record, image) if path is not None]
    if mask is not None:
        volume = Volume(volume.grid, np.where(mask.data, volume.data, np.float32(0)), volume.name, volume.unit)
    with writing.staged(new, force=force) as parts:
        if mask is not None and not mask_is_there:
            writing.encode_mask(mask, parts[0], space=space)
        content = map_record.as_dict(stat_map, space, mask_image.name if mask_image else None)
        writing.encode_json(content, parts[-2])
        writing.encode_volume(volume, parts[-1], space=space)
    return image


def write_prepared(
    series: Series,
    mask: Mask,
    provenance: Provenance,
    folder: Path,
    name: str = "filtered",
    *,
    space: str = "scanner",
    force: bool = False,
    progress: Progress = silent,
) -> Path:
    """Save a series that was computed inside a mask, as float32 with its record and its mask, like a map.

    Parameters
    ----------
    series : values outside the mask are written as 0; NaN inside it stays NaN
    mask : on the grid of the series
    name : of the files, ``NAME.nii.gz`` and ``NAME.json``

    Returns
    -------
    Path
        of the image

    Raises
    ------
    OutputError
        as `write_map`
    """
    if not mask.grid.matches(series.grid):
        raise OutputError("The mask is not on the grid of the series, so it cannot be saved with it.")
    image, record = folder / f"{name}.nii.gz", folder / f"{name}.json"
    mask_image, mask_is_there = _place_of_mask(mask, (folder,), image)
    new = [record, image] if mask_is_there else [mask_image, record, image]
    content = {
        "format": map_record.SERIES_FORMAT,
        "name": name,
        "unit": series.unit,
        "space": space,
        "tr_s": series.tr_s,
        "n_timepoints": series.n_timepoints,
        "outside_mask": 0,
        "mask": {"file": mask_image.name, "sha256": sha256_of_array(mask.data)},
        "provenance": provenance.as_dict(),
    }
    with_zeros = Series(series.grid, _ZeroOutside(series.frames, mask), series.tr_s, series.name, series.unit)
    with writing.staged(new, force=force) as parts:
        if not mask_is_there:
            writing.encode_mask(mask, parts[0], space=space)
        writing.encode_json(content, parts[-2])
        writing.encode_series(with_zeros, parts[-1], space=space, progress=progress)
    return image


class _ZeroOutside:
    """Frames with 0 outside a mask, as other tools expect them in files."""

    def __init__(self, frames: FrameSource, mask: Mask) -> None:
        self._frames, self._mask = frames, mask
        self.n_frames = frames.n_frames

    @property
    def n_loaded(self) -> int:
        return self._frames.n_loaded

    def frame(self, index: int) -> np.ndarray:
        return np.where(self._mask.data, self._frames.frame(index), np.float32(0))

    def time_course(self, ijk: tuple[int, int, int]) -> np.ndarray:
        course = self._frames.time_course(ijk)
        return course if self._mask.data[ijk] else np.zeros_like(course)


def space_of(scan: Scan) -> str:
    """What the millimetres of a scan mean, for the files of maps computed from it: scanner, MNI152 ... unknown."""
    fact = scan.facts.get("SpatialReference")
    return str(fact.value) if fact is not None and scan.affine_source != "none" else "unknown"


def _place_of_mask(mask: Mask, folders: Sequence[Path], image: Path) -> tuple[Path, bool]:
    """Where in the first of the folders the mask goes, and whether the very same mask is in one of them already."""
    for name in ("mask.nii.gz", f"{image.name.removesuffix('.nii.gz')}_mask.nii.gz"):
        there = [folder / name for folder in folders if (folder / name).exists()]
        if all(_holds(path, mask) for path in there):
            break
    return folders[0] / name, bool(there) and all(_holds(path, mask) for path in there)


def _holds(path: Path, mask: Mask) -> bool:
    try:
        found = nifti.read_mask(path)
    except InputError:
        return False
    return found.grid.matches(mask.grid) and np.array_equal(found.data, mask.data)
