"""The perfusion of a processed patient read by arterial territory, from the maps that processing has left."""

from pathlib import Path

import numpy as np

from analysis.errors import InputError
from analysis.files import map_record, nifti
from analysis.image import Mask, Series, Volume
from analysis.perfusion.placement import Placement, in_mni_space
from analysis.perfusion.reading import PERFUSION_MAPS, Beside, Reading, read_volume
from analysis.perfusion.tissue_fraction import fraction_on
from analysis.pipeline.derivative import ProcessedFolder
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord, sha256_of_file
from analysis.quality.folder import processed_files
from analysis.quality.kept import read_quality
from analysis.quality.record import Topic


def perfusion_map(found: ProcessedFolder) -> Path | None:
    """The map of perfusion in MNI space; None where there was no ASL series."""
    paths = {entry.statistic: entry.path for entry in found.maps}
    return next((paths[name] for name in PERFUSION_MAPS if name in paths), None)


def read_perfusion(found: ProcessedFolder, progress: Progress = silent) -> Reading:
    """Territories and sides of the map in MNI space, with the patient's own grey matter.

    Raises
    ------
    InputError
        if the patient has no map of perfusion
    DataError
        if the map does not lie where the territories are
    """
    path = perfusion_map(found)
    if path is None:
        raise InputError("This patient has no map of perfusion: no ASL series was processed.")
    flow, root = _volume(path), found.names.root
    mask = Mask(flow.grid, np.isfinite(flow.data), "perfusion")
    gray_path = found.tissue_mni("GM")
    gray = None if gray_path is None else fraction_on(_volume(gray_path), flow.grid, part(progress, 0.0, 0.4))
    here = in_mni_space()
    placement = Placement(here.to_mni, here.from_mni, gray, None, here.words)
    quality = read_quality(processed_files(root, found.subject))
    delays = map_record.provenance_of(path).get("parameters", {}).get("delays") or [{}]
    att = next((entry.path for entry in found.maps if entry.statistic == "att"), None)
    beside = Beside(
        att=None if att is None else _volume(att),
        delay_s=max(float(entry.get("delay_s", np.nan)) for entry in delays),
        checks=() if quality is None else quality.group(Topic.PERFUSION),
    )
    inputs = (InputRecord("cbf", sha256_of_file(path)),)
    return read_volume(flow, mask, placement, beside, inputs=inputs, progress=part(progress, 0.4, 1.0))


def _volume(path: Path) -> Volume:
    image = nifti.read(path).image
    if isinstance(image, Series):
        raise InputError(f'"{path.name}" is a series, not a map.')
    return image
