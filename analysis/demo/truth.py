"""What is true of each scan, written on the scan's own grid under ``derivatives/truth``."""

from pathlib import Path

import numpy as np

from analysis.atlas.parcellation import aal
from analysis.atlas.template import mni_brain_mask, tissue_priors
from analysis.demo import motion as head_motion
from analysis.demo.anatomy import Anatomy
from analysis.demo.perfusion_truth import (
    LESION_DELAY_S,
    LESION_LOSS,
    PerfusionTruth,
    lesion_by_territory,
)
from analysis.demo.regions import DECREASE_FACTOR, DECREASED, INCREASE_FACTOR, INCREASED
from analysis.demo.resting import RestingScan
from analysis.files.results import write_json, write_mask, write_tsv, write_volume
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.progress import Progress, part, silent

_STEPS = 250  # tissue fractions are kept in steps of 1/250: smaller files, and no one can tell


def write_anatomy(folder: Path, grid: Grid, anatomy: Anatomy, progress: Progress = silent) -> None:
    """Tissue fractions, brain, AAL regions and the deformation, on the grid of the T1."""
    priors = tissue_priors()
    brain = mni_brain_mask()
    brain_volume = Volume(brain.grid, brain.data, "brain")
    gray, white, csf, inside = anatomy.onto(
        grid, [priors.gray, priors.white, priors.csf, brain_volume], part(progress, 0, 0.3)
    )
    start = folder / "anat" / "sub-demo_space-T1w"
    _write_tissues(start, grid, {"GM": gray, "WM": white, "CSF": csf}, part(progress, 0.3, 0.7))
    write_mask(Mask(grid, inside > 0.5, "brain"), _named(start, "desc-brain_mask.nii.gz"))
    _write_regions(start, grid, anatomy, part(progress, 0.7, 1))
    record = {
        "Description": "mni = matrix @ patient + shift_mm + sum of amplitude * cos(vector . patient + phase)",
        "Units": "mm, RAS+",
        "matrix": anatomy.matrix.tolist(),
        "shift_mm": anatomy.shift_mm.tolist(),
        "wave_vectors_rad_per_mm": anatomy.wave_vectors.tolist(),
        "wave_phases_rad": anatomy.phases.tolist(),
        "wave_amplitudes_mm": anatomy.amplitudes_mm.tolist(),
    }
    write_json(record, folder / "anat" / "sub-demo_from-T1w_to-MNI152_desc-anatomy.json")


def write_resting(folder: Path, scan: RestingScan, anatomy: Anatomy, progress: Progress = silent) -> None:
    """Tissue, networks, amplitude, its known change and the head's motion, on the grid of the BOLD series."""
    grid, maps = scan.series.grid, scan.maps
    start = folder / "func" / "sub-demo_task-rest"
    _write_tissues(start, grid, maps.tissues, part(progress, 0, 0.5))
    for name, weight in maps.networks.items():
        write_volume(Volume(grid, weight, name), _named(start, f"desc-{name}_weight.nii.gz"))
    amplitude = Volume(grid, maps.amplitude, "low-frequency amplitude")
    write_volume(amplitude, _named(start, "desc-amplitude_boldmap.nii.gz"))
    write_volume(Volume(grid, maps.amplitude_factor, "change"), _named(start, "desc-change_boldmap.nii.gz"))
    labels = _write_regions(start, grid, anatomy, part(progress, 0.5, 1))
    changes = [(name, DECREASE_FACTOR) for name in DECREASED] + [(name, INCREASE_FACTOR) for name in INCREASED]
    change_labels = np.zeros(grid.shape, dtype=np.int16)
    for value, (name, _) in enumerate(changes, start=1):
        change_labels[labels == aal().label_of(name)] = value
    write_volume(Volume(grid, change_labels, "changes"), _named(start, "desc-change_dseg.nii.gz"), dtype="int16")
    rows = [(value, name, factor) for value, (name, factor) in enumerate(changes, start=1)]
    write_tsv(("index", "name", "amplitude_factor"), rows, _named(start, "desc-change_dseg.tsv"))
    write_tsv(head_motion.COLUMNS, scan.motion.parameters, _named(start, "desc-motion_timeseries.tsv"))
    record = {
        "Description": "What is at p in the first volume is at Rz Ry Rx (p - centre) + centre + translation later.",
        "Units": "translations mm, rotations rad, world axes RAS+",
        "centre_mm": scan.motion.centre_mm.tolist(),
    }
    write_json(record, _named(start, "desc-motion_timeseries.json"))


def write_perfusion(
    folder: Path, grid: Grid, perfusion: PerfusionTruth, anatomy: Anatomy, progress: Progress = silent
) -> None:
    """CBF, arrival time, hypoperfusion and tissue, on the grid of both ASL series."""
    start = folder / "perf" / "sub-demo"
    _write_tissues(start, grid, perfusion.tissues, part(progress, 0, 0.5))
    _write_regions(start, grid, anatomy, part(progress, 0.5, 1))
    write_volume(Volume(grid, perfusion.cbf, "true CBF", "mL/100 g/min"), _named(start, "cbf.nii.gz"))
    write_volume(Volume(grid, perfusion.att_s, "true arrival time", "s"), _named(start, "att.nii.gz"))
    lesion = Mask(grid, perfusion.lesion > 0.5, "hypoperfusion")
    write_mask(lesion, _named(start, "desc-hypoperfusion_mask.nii.gz"))
    record = {
        "Side": "right",
        "CbfFactor": 1 - LESION_LOSS,
        "ArrivalDelaySeconds": LESION_DELAY_S,
        "VolumeMl": round(lesion.volume_mm3 / 1000, 1),
        "CortexByTerritoryMl": {name: round(ml, 1) for name, ml in lesion_by_territory().items()},
        "Description": "The territories are those of the AAL regions in MNI space, an approximate rule.",
    }
    write_json(record, _named(start, "desc-hypoperfusion_mask.json"))


def _named(start: Path, rest: str) -> Path:
    return start.with_name(f"{start.name}_{rest}")


def _write_tissues(start: Path, grid: Grid, tissues: dict[str, np.ndarray], progress: Progress) -> None:
    for number, (name, fraction) in enumerate(tissues.items()):
        progress(number / len(tissues), f"true {name}")
        volume = Volume(grid, np.rint(fraction * _STEPS) / _STEPS, name)
        write_volume(volume, _named(start, f"label-{name}_probseg.nii.gz"))


def _write_regions(start: Path, grid: Grid, anatomy: Anatomy, progress: Progress) -> np.ndarray:
    """AAL as the patient has it, with its table of names; returns the ``(ni, nj, nk)`` labels."""
    labels = anatomy.labels_onto(grid, aal(), progress)
    write_volume(Volume(grid, labels, "AAL"), _named(start, "desc-aal_dseg.nii.gz"), dtype="int16")
    write_tsv(("index", "name"), sorted(aal().names.items()), _named(start, "desc-aal_dseg.tsv"))
    return labels
