"""A processed patient made of the template, in large voxels: the files that a run leaves, with known numbers.

The series is the template's T1 times 100 with noise of 2 (so tSNR is 50 where the template is 1); its last third of
the right hemisphere is not covered.
"""

from pathlib import Path

import numpy as np

from analysis.atlas.template import mni_brain_mask, mni_template, tissue_priors
from analysis.files import results
from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.preprocess.motion import Motion, framewise_displacement_power
from analysis.preprocess.resample import mni_grid
from analysis.sampling import onto_grid

SPACE = "space-MNI152NLin2009aSym"
N, TR_S = 24, 2.0
UNCOVERED_MM = 50.0  # to the right of x = 50 mm nothing is covered
SHIFT_MM = 1.2


def made_motion() -> Motion:
    """A head that rises by 1.2 mm at volume 10 and stays there, SPM's sign being negative; it turns by 0.5°."""
    parameters = np.zeros((N, 6))
    parameters[10:, 2] = -SHIFT_MM
    parameters[15:, 3] = np.radians(0.5)
    return Motion(parameters)


def write_patient(root: Path, *, t1: bool = True, perfusion: bool = False, warnings: tuple[str, ...] = ()) -> Path:
    """Write the derivative; returns its root."""
    folder = root / "sub-made"
    _write_series(folder / "func", warnings, t1=t1)
    if t1:
        _write_anatomy(folder / "anat")
    if perfusion:
        columns = ("check", "caption", "value", "unit", "light", "limits", "source")
        rows = [
            ("mean_cbf", "mean in the grey matter", 55.5, "mL/100 g/min", "green", "green 40 to 100", "consensus"),
            ("spatial_cov", "spatial CoV in the grey matter", float("nan"), "%", "red", "green to 75", "a paper"),
        ]
        results.write_tsv(columns, rows, folder / "perf" / "sub-made_quality.tsv")
    return root


def _write_series(func: Path, warnings: tuple[str, ...], *, t1: bool) -> None:
    grid = mni_grid(6.0)
    template = np.nan_to_num(onto_grid(mni_template(), grid).data)
    brain = onto_grid(Volume(mni_brain_mask().grid, mni_brain_mask().data), grid).data > 0.5
    x = grid.to_mm(np.argwhere(np.ones(grid.shape)))[:, 0].reshape(grid.shape)
    covered = brain & (x < UNCOVERED_MM)
    noise = np.random.default_rng(0).normal(0, 2, (*grid.shape, N))
    data = np.where(covered[..., None], 100 * template[..., None] + noise, 0).astype(np.float32)
    start = f"sub-made_task-rest_{SPACE}"
    series = Series(grid, ArrayFrames(data), TR_S)
    results.write_series(series, func / f"{start}_desc-preproc_bold.nii.gz", space="MNI152")
    results.write_mask(Mask(grid, covered), func / f"{start}_desc-coverage_mask.nii.gz", space="MNI152")
    motion = made_motion()
    power = framewise_displacement_power(motion)
    columns = ("trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z", "fd_power", "fd_jenkinson")
    table = np.column_stack([motion.parameters, power, power / 2])
    results.write_tsv(columns, table.tolist(), func / "sub-made_task-rest_desc-confounds_timeseries.tsv")
    numbers = {"Warnings": list(warnings)}
    if t1:
        numbers |= {"CoregistrationOverlap": 0.91, "NormalisationCorrelation": 0.8, "WarpJacobianRange": [0.5, 2.0]}
    results.write_json(numbers, func / "sub-made_task-rest_desc-quality.json")


def _write_anatomy(anat: Path) -> None:
    grid = mni_grid(3.0)
    priors = tissue_priors()
    images = {"desc-preproc_T1w": mni_template(), "label-GM_probseg": priors.gray}
    images |= {"label-WM_probseg": priors.white, "label-CSF_probseg": priors.csf}
    for name, image in images.items():
        moved = onto_grid(image, grid)
        volume = Volume(grid, np.nan_to_num(moved.data))
        results.write_volume(volume, anat / f"sub-made_{SPACE}_res-2_{name}.nii.gz", space="MNI152")
    results.write_volume(volume, anat / "sub-made_label-CSF_probseg.nii.gz")
    head = Volume(grid, np.nan_to_num(onto_grid(mni_template(), grid).data))
    results.write_volume(head, anat / "sub-made_desc-preproc_T1w.nii.gz")
    results.write_mask(Mask(grid, head.data > 0.1), anat / "sub-made_desc-brain_mask.nii.gz")
    volumes = {"GrayMatterMl": 700.0, "WhiteMatterMl": 500.0, "CsfMl": 300.0, "TotalIntracranialMl": 1500.0}
    results.write_json(volumes, anat / "sub-made_desc-tissues_volumes.json")
