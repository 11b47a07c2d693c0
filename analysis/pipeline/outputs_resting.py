"""The files about the resting-state series: motion, mean image, masks, transforms, and the series in MNI space."""

from pathlib import Path

import numpy as np

from analysis.image import Mask, Volume
from analysis.pipeline.found import Resting
from analysis.pipeline.masks import mni_brain
from analysis.pipeline.names import SPACE
from analysis.pipeline.outputs import put_mask, put_series, put_tsv, put_volume
from analysis.pipeline.steps import Run
from analysis.pipeline.transform_files import write_linear, write_way
from analysis.preprocess.brain_mask import estimate_brain_mask_of_volume
from analysis.preprocess.motion import framewise_displacement_jenkinson, framewise_displacement_power
from analysis.preprocess.realign import Realignment
from analysis.preprocess.resample import volumes_onto
from analysis.preprocess.structural import Structure
from analysis.progress import Progress, part

MOTION_COLUMNS = ("trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z", "fd_power", "fd_jenkinson")


def write_resting(run: Run, structure: Structure | None, found: Resting, progress: Progress) -> tuple[Path, ...]:
    """Write all of them, and give their paths."""
    names, way = run.names, found.way
    written = _write_motion(run, found.realignment)
    written += _write_means(run, found, part(progress, 0.0, 0.1))
    brain = _brain_of(found, structure, part(progress, 0.1, 0.2))
    written += put_mask(brain, names.func("desc-brain_mask.nii.gz"))
    if way.coregistration is not None:
        written.append(write_linear(way.coregistration.transform, names.t1_to_bold, source="T1w", target="boldref"))
    else:
        files = names.way("func", "boldref")
        write_way(way.normalisation, files, image="boldref", progress=part(progress, 0.2, 0.3))
        written += [files.affine, files.warp, files.inverse_warp]
    path = names.func_mni("desc-preproc_bold.nii.gz")
    series, step = found.series, part(progress, 0.3, 1.0)
    written += put_series(series.series, series.coverage, path, {"TaskName": "rest"}, step)
    return tuple(written)


def _write_motion(run: Run, realignment: Realignment) -> list[Path]:
    motion = realignment.motion
    jenkinson = framewise_displacement_jenkinson(motion, realignment.mean.grid)
    table = np.column_stack([motion.parameters, framewise_displacement_power(motion), jenkinson])
    meaning = {
        "Description": "One row per kept volume; signs of SPM: a row brings its volume back to the first.",
        "Units": "mm, rad",
    }
    path = run.names.func("desc-confounds_timeseries.tsv")
    return put_tsv(MOTION_COLUMNS, table.tolist(), path, meaning)


def _write_means(run: Run, found: Resting, progress: Progress) -> list[Path]:
    """The mean image in both spaces, and the masks in MNI space."""
    names, mean, coverage = run.names, found.realignment.mean, found.series.coverage
    about = {"Description": "Mean of the realigned series"}
    clean = Volume(mean.grid, np.nan_to_num(mean.data))
    (moved,) = volumes_onto([clean], run.grid, found.way.from_mni, progress, message="The mean in MNI space")
    seen = Mask(coverage.grid, mni_brain(run.grid).data & coverage.data)
    return [
        *put_volume(mean, names.func("boldref.nii.gz"), about),
        *put_volume(moved, names.func_mni("boldref.nii.gz"), about),
        *put_mask(coverage, names.func_mni("desc-coverage_mask.nii.gz"), {"Description": "Reached by every volume"}),
        *put_mask(seen, names.func_mni("desc-brain_mask.nii.gz"), {"Description": f"Brain of {SPACE} that is covered"}),
    ]


def _brain_of(found: Resting, structure: Structure | None, progress: Progress) -> Mask:
    """The brain in the series' own space: that of the T1 brought there, or what is seen in the mean image."""
    mean, coregistration = found.realignment.mean, found.way.coregistration
    if structure is None or coregistration is None:
        return estimate_brain_mask_of_volume(Volume(mean.grid, np.nan_to_num(mean.data)), progress)
    brain = structure.tissues.brain
    back = coregistration.transform.inverse.points
    (moved,) = volumes_onto([Volume(brain.grid, brain.data)], mean.grid, back, progress, outside=0.0)
    return Mask(mean.grid, moved.data > 0.5)
