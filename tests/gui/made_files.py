"""Small NIfTI files on the disk, as a patient's folder holds them."""

import json
from pathlib import Path

import nibabel
import numpy as np

from analysis.grid import Grid
from tests.gui.made_scans import grid

BRAIN_GRID = Grid((20, 22, 18), grid((20, 22, 18), 4.0).affine)


def save(path: Path, data: np.ndarray, on: Grid, *, tr_s: float | None = None, **sidecar: object) -> Path:
    """Write an image, with a sidecar if fields are given."""
    image = nibabel.Nifti1Image(np.asarray(data, dtype=np.float32), on.affine)
    image.header.set_xyzt_units("mm", "sec")
    if tr_s is not None:
        image.header.set_zooms((*on.voxel_size_mm, tr_s))
    image.set_sform(on.affine, code=1)
    image.set_qform(on.affine, code=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    nibabel.save(image, path)
    if sidecar:
        path.with_name(path.name.split(".")[0] + ".json").write_text(json.dumps(sidecar), "utf-8")
    return path


def ball(on: Grid, radius_mm: float = 30.0) -> np.ndarray:
    """Booleans: a brain, for what is computed on it."""
    ijk = np.stack(np.meshgrid(*map(np.arange, on.shape), indexing="ij"), axis=-1)
    return np.linalg.norm(on.to_mm(ijk) - on.centre_mm, axis=-1) < radius_mm


def save_t1(folder: Path, name: str = "sub-01_T1w.nii.gz") -> Path:
    """A T1 of a bright ball."""
    return save(folder / name, 100.0 * ball(BRAIN_GRID), BRAIN_GRID)


def save_bold(folder: Path, name: str = "sub-01_task-rest_bold.nii.gz", n: int = 60, **sidecar: object) -> Path:
    """A BOLD series of a bright ball, each voxel with a course of its own; TR 2 s unless a sidecar says more."""
    random = np.random.default_rng(7)
    brain = ball(BRAIN_GRID)
    noise = 10 * random.standard_normal((*BRAIN_GRID.shape, n))
    data = np.where(brain[..., None], 1000 + noise, np.abs(noise))
    return save(folder / name, data, BRAIN_GRID, tr_s=2.0, **sidecar)


def save_asl(folder: Path, name: str = "sub-01_asl.nii.gz") -> Path:
    """An ASL series of four volumes."""
    return save(folder / name, np.repeat(100.0 * ball(BRAIN_GRID)[..., None], 4, axis=3), BRAIN_GRID, tr_s=4.0)


def save_patient(folder: Path) -> Path:
    """A BIDS dataset of one subject with T1, BOLD and ASL."""
    subject = folder / "sub-01"
    save_t1(subject / "anat")
    save_bold(subject / "func")
    save_asl(subject / "perf")
    return folder
