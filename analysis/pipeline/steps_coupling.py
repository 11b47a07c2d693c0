"""Coupling of perfusion with a metric of activity, where the preset asks for it and both maps are there."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from analysis.atlas.template import tissue_priors
from analysis.errors import InputError
from analysis.files import nifti, results
from analysis.image import Mask, Volume
from analysis.perfusion.coupling import Coupling, couple
from analysis.pipeline.steps import Run
from analysis.pipeline.store import DoneFiles
from analysis.preprocess.resample import volumes_onto
from analysis.preprocess.smooth import smooth_in_mask
from analysis.preprocess.structural import Structure
from analysis.presets import CouplingChoice
from analysis.progress import Progress
from analysis.provenance import InputRecord, sha256_of_file
from analysis.sampling import onto_grid

_LEAST_GRAY = 0.5
_RECORD = "coupling.json"


@dataclass(frozen=True)
class Coupled:
    """Paths of the maps of the ratio, sentences, and the numbers for the record."""

    maps: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)


def find_coupling(run: Run, structure: Structure | None, perfusion: list[Path], progress: Progress) -> Coupled:
    """Couple perfusion, smoothed in its mask, with the metric that the preset names, over grey matter."""
    choice: CouplingChoice | None = run.preset.step("coupling")
    flow = next((path for path in perfusion if path.name in ("cbf.nii.gz", "relative_perfusion.nii.gz")), None)
    if choice is None or flow is None:
        return Coupled()
    metric = run.names.maps / f"{choice.metric}.nii.gz"
    if not metric.is_file():
        return Coupled(warnings=(f"Coupling was not computed: there is no map {choice.metric} of this patient.",))

    def write(report: Progress) -> DoneFiles:
        found = run.stoppable(lambda _: _couple(run, structure, choice, flow, metric), report)
        report(0.5, "Coupling of perfusion and activity")
        images = [results.write_map(m, run.names.maps, space="MNI152", force=True) for m in (found.ratio, found.zratio)]
        content = {
            "r": found.r,
            "fisher_z": found.fisher_z,
            "n_voxels": found.n_voxels,
            "n_mask_voxels": found.n_mask_voxels,
            "metric": choice.metric,
            "fwhm_mm": choice.fwhm_mm,
            "provenance": found.provenance.as_dict(),
        }
        record = results.write_json(content, run.names.maps / _RECORD, force=True)
        return DoneFiles((*images, *(i.with_name(i.name.replace(".nii.gz", ".json")) for i in images), record))

    parameters = {"metric": sha256_of_file(metric), "flow": sha256_of_file(flow), "fwhm_mm": choice.fwhm_mm}
    after = ["perfusion", *(["structure"] if structure is not None else [])]
    try:
        done = run.files("coupling-1", parameters, after, write, progress)
    except InputError as error:
        return Coupled(warnings=(f"Coupling was not computed. {error}",))
    numbers = _numbers(run.names.maps / _RECORD)
    return Coupled(tuple(path for path in done.files if path.name.endswith(".nii.gz")), (), numbers)


def _couple(run: Run, structure: Structure | None, choice: CouplingChoice, flow: Path, metric: Path) -> Coupling:
    perfusion, activity = (_volume(path) for path in (flow, metric))
    known = Mask(run.grid, np.isfinite(perfusion.data), "brain with perfusion")
    smooth = np.full(run.grid.shape, np.nan)
    smooth[known.data] = perfusion.data[known.data]
    if choice.fwhm_mm > 0:
        # smoothed within what is known, so that the border of the brain is not darkened
        weight = smooth_in_mask(np.ones(known.n_voxels), known, choice.fwhm_mm)
        smooth[known.data] = smooth_in_mask(perfusion.data[known.data], known, choice.fwhm_mm) / weight
    flat = Volume(run.grid, smooth, perfusion.name, perfusion.unit)
    mask = Mask(run.grid, _gray(run, structure).data >= _LEAST_GRAY, "grey matter")
    inputs = tuple(InputRecord(role, sha256_of_file(path)) for role, path in (("cbf", flow), ("metric", metric)))
    return couple(flat, activity, mask, inputs)


def _gray(run: Run, structure: Structure | None) -> Volume:
    """Grey matter on the grid of the maps: the patient's own, or without a T1 that of the template."""
    if structure is None:
        return Volume(run.grid, np.nan_to_num(onto_grid(tissue_priors().gray, run.grid).data))
    way = structure.normalisation.from_mni
    return volumes_onto([structure.tissues.gray], run.grid, way, outside=0.0)[0]


def _volume(path: Path) -> Volume:
    image = nifti.read(path).image
    assert isinstance(image, Volume)
    return image


def _numbers(record: Path) -> Mapping[str, float]:
    found = json.loads(record.read_text(encoding="utf-8"))
    return {"CouplingR": found["r"], "CouplingFisherZ": found["fisher_z"], "CouplingVoxels": found["n_voxels"]}
