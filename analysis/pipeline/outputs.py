"""How the files of a run are written: whole or not at all, an older one replaced, and a sidecar beside each image."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from analysis.files import results, writing
from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.pipeline.names import SPACE, Names
from analysis.progress import Progress, silent
from analysis.provenance import ALGOSCOPE_VERSION

_LINK = "https://www.bic.mni.mcgill.ca/ServicesAtlases/ICBM152NLin2009"
_IGNORED = "work/\nsub-*/maps/\nsub-*/*_processing_record.json\n*.tsv\n"


def put_description(root: Path) -> None:
    """Write what makes a folder a BIDS derivative: its description, and what in it is not of BIDS."""
    description = {
        "Name": "Algoscope",
        "BIDSVersion": "1.10.0",
        "DatasetType": "derivative",
        "GeneratedBy": [{"Name": "Algoscope", "Version": ALGOSCOPE_VERSION}],
    }
    results.write_json(description, root / "dataset_description.json", force=True)
    ignored = root / ".bidsignore"
    if not ignored.exists():
        writing.write_text(_IGNORED, ignored)


def put_volume(volume: Volume, path: Path, content: Mapping[str, Any] | None = None) -> list[Path]:
    """Write a 3D image and its sidecar; its name tells the space. NaN becomes 0, as other tools expect."""
    clean = Volume(volume.grid, np.nan_to_num(volume.data), volume.name, volume.unit)
    results.write_volume(clean, path, space=_space(path), force=True)
    return [path, _sidecar(path, content)]


def put_mask(mask: Mask, path: Path, content: Mapping[str, Any] | None = None) -> list[Path]:
    """Write a mask and its sidecar."""
    results.write_mask(mask, path, space=_space(path), force=True)
    return [path, _sidecar(path, {"Type": "Brain", **(content or {})})]


def put_series(
    series: Series, where: Mask, path: Path, content: Mapping[str, Any], progress: Progress = silent
) -> list[Path]:
    """Write a series, 0 outside a mask, and its sidecar."""
    data = np.zeros((*series.grid.shape, series.n_timepoints), dtype=np.float32, order="F")
    for timepoint in range(series.n_timepoints):
        data[..., timepoint][where.data] = series.frames.frame(timepoint)[where.data]
    whole = Series(series.grid, ArrayFrames(data), series.tr_s, series.name)
    results.write_series(whole, path, space=_space(path), force=True, progress=progress)
    return [path, _sidecar(path, {"RepetitionTime": series.tr_s, "SkullStripped": True, **content})]


def put_json(content: Mapping[str, Any], path: Path) -> list[Path]:
    """Write a record."""
    return [results.write_json(content, path, force=True)]


def put_tsv(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], path: Path, meaning: Mapping[str, Any]
) -> list[Path]:
    """Write a table, and beside it what it holds."""
    results.write_tsv(columns, rows, path, force=True)
    return [path, results.write_json(meaning, path.with_suffix(".json"), force=True)]


def sources(names: Names, *paths: Path) -> list[str]:
    """BIDS URIs of files of the same derivative, for a sidecar."""
    return [f"bids::{path.relative_to(names.root).as_posix()}" for path in paths]


def _space(path: Path) -> str:
    return "MNI152" if f"space-{SPACE}" in path.name else "scanner"


def _sidecar(path: Path, content: Mapping[str, Any] | None) -> Path:
    about: dict[str, Any] = dict(content or {})
    if _space(path) == "MNI152":
        about["SpatialReference"] = {"Index": "MNI152 2009a, symmetric", "URI": _LINK}
    if "_res-2_" in path.name:
        about["Resolution"] = "Voxels of 2 mm"
    return results.write_json(about, path.with_name(path.name.replace(".nii.gz", ".json")), force=True)
