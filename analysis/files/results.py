"""Save a computed map with its provenance and its mask, so that it can be checked, compared and opened again.

``NAME.nii.gz`` holds the values as float32 with 0 outside the mask (what other tools expect), ``NAME.json`` how
they were made, and the mask lies beside them: one ``mask.nii.gz`` for all maps of a folder that share it.
"""

from pathlib import Path

import numpy as np

from analysis.errors import InputError
from analysis.files import map_record, nifti, writing
from analysis.files.writing import write_json, write_mask, write_series, write_tsv, write_volume
from analysis.image import Mask, Volume
from analysis.scan import Scan, StatMap

__all__ = ["space_of", "write_json", "write_map", "write_mask", "write_series", "write_tsv", "write_volume"]


def write_map(stat_map: StatMap, folder: Path, *, space: str = "scanner", force: bool = False) -> Path:
    """Save a map as ``STATISTIC.nii.gz`` and ``STATISTIC.json`` in a folder, with its mask beside it.

    Parameters
    ----------
    stat_map : values outside its mask are written as 0; NaN inside it, or of a map without mask, stays NaN
    folder : made if missing
    space : what its millimetres mean, see `space_of`
    force : whether older files of these names may be replaced

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
    mask_image, mask_is_there = (None, True) if mask is None else _place_of_mask(mask, folder, image)
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


def space_of(scan: Scan) -> str:
    """What the millimetres of a scan mean, for the files of maps computed from it: scanner, MNI152 ... unknown."""
    fact = scan.facts.get("SpatialReference")
    return str(fact.value) if fact is not None and scan.affine_source != "none" else "unknown"


def _place_of_mask(mask: Mask, folder: Path, image: Path) -> tuple[Path, bool]:
    """Where the mask goes, and whether the very same mask is there already."""
    for path in (folder / "mask.nii.gz", image.with_name(f"{image.name.removesuffix('.nii.gz')}_mask.nii.gz")):
        if not path.exists():
            return path, False
        if _holds(path, mask):
            return path, True
    return path, False


def _holds(path: Path, mask: Mask) -> bool:
    try:
        found = nifti.read_mask(path)
    except InputError:
        return False
    return found.grid.matches(mask.grid) and np.array_equal(found.data, mask.data)
