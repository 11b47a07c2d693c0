"""Small ASL scans with known truth, and readers of the simulated and real ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.files import nifti
from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.scan import AslScheme, Fact, FactSource, Modality, Scan

GRID = Grid((6, 5, 4), np.array([[-4.0, 0, 0, 9], [0, 4, 0, -8], [0, 0, 5, 3], [0, 0, 0, 1]]))
PCASL = {
    "ArterialSpinLabelingType": "PCASL",
    "PostLabelingDelay": 1.8,
    "LabelingDuration": 1.8,
    "BackgroundSuppression": False,
    "MagneticFieldStrength": 3,
    "MRAcquisitionType": "3D",
    "RepetitionTimePreparation": 6.0,
}
PASL = {
    **{key: value for key, value in PCASL.items() if key != "LabelingDuration"},
    "ArterialSpinLabelingType": "PASL",
    "BolusCutOffTechnique": "QUIPSSII",
    "BolusCutOffDelayTime": 0.8,
}


def scan_of(volumes: Sequence[np.ndarray], types: Sequence[str], **fields: Any) -> Scan:
    """An opened series whose sidecar says `fields` (None: nothing is said)."""
    known = {key: value for key, value in fields.items() if value is not None}
    delays = known.get("PostLabelingDelay")
    durations = known.get("LabelingDuration")
    n = len(volumes)
    scheme = AslScheme(
        labelling=known.get("ArterialSpinLabelingType"),
        volume_types=tuple(types),
        plds_s=() if delays is None else tuple(delays) if isinstance(delays, list) else (delays,) * n,
        label_duration_s=durations if isinstance(durations, int | float) else None,
        background_suppression=known.get("BackgroundSuppression"),
        m0=known.get("M0Type"),
    )
    facts = {key: Fact(value, FactSource.SIDECAR) for key, value in known.items()}
    data = np.stack([np.broadcast_to(v, GRID.shape) for v in volumes], axis=-1).astype(np.float32)
    series = Series(GRID, ArrayFrames(data), 6.0, "asl")
    return Scan(Modality.ASL, series, facts=facts, asl=scheme)


def whole() -> Mask:
    """Every voxel."""
    return Mask(GRID, np.ones(GRID.shape))


def volume(values: np.ndarray | float) -> Volume:
    """On the grid of the small scans."""
    return Volume(GRID, np.broadcast_to(values, GRID.shape))


def typed(**fields: Any) -> dict[str, Fact]:
    """Facts as a person types them."""
    return {key: Fact(value, FactSource.TYPED) for key, value in fields.items()}


@dataclass(frozen=True, eq=False)
class Simulated:
    """A subject of the simulated dataset: scans, and truth ``(n_mask_voxels,)``."""

    scan: Scan
    m0: Scan
    mask: Mask
    gray: np.ndarray
    white: np.ndarray
    cbf: np.ndarray
    att_s: np.ndarray
    paths: dict[str, Path]


def simulated(fixtures: Path, subject: str, acquisition: str) -> Simulated:
    """Read it whole."""
    start = fixtures / "asl_simulated" / f"sub-{subject}" / "perf" / f"sub-{subject}_acq-{acquisition}"
    truth = fixtures / "asl_simulated" / "derivatives" / "truth" / f"sub-{subject}" / "perf" / f"sub-{subject}"
    paths = {
        "asl": start.with_name(f"{start.name}_asl.nii.gz"),
        "m0": start.with_name(f"{start.name}_m0scan.nii.gz"),
        **{
            name: truth.with_name(f"{truth.name}_{rest}.nii.gz")
            for name, rest in (
                ("mask", "desc-brain_mask"),
                ("gm", "label-GM_probseg"),
                ("wm", "label-WM_probseg"),
                ("cbf", "desc-truth_cbf"),
                ("att", "desc-truth_att"),
            )
        },
    }
    scan = nifti.read(paths["asl"])
    nifti.finish(scan)
    mask = nifti.read_mask(paths["mask"])
    inside = {name: nifti.read(paths[name]).image.data[mask.data] for name in ("gm", "wm", "cbf", "att")}
    return Simulated(
        scan, nifti.read(paths["m0"]), mask, inside["gm"], inside["wm"], inside["cbf"], inside["att"], paths
    )
