"""Scans of a patient on the disk, looked through, for tests of what opens a patient."""

import json
from pathlib import Path

import nibabel as nib
import numpy as np

from analysis.importing.look_through import FoundPatient, look_through
from gui.commands.intake_start import Workshop

SIDECAR = {"RepetitionTime": 2.0, "EchoTime": 0.03, "MagneticFieldStrength": 3, "MRAcquisitionType": "2D"}
ASL = {
    "ArterialSpinLabelingType": "PCASL", "LabelingDuration": 1.8, "PostLabelingDelay": 1.8, "RepetitionTime": 4.0,
    "BackgroundSuppression": False, "MagneticFieldStrength": 3, "MRAcquisitionType": "3D", "M0Type": "Absent",
}  # fmt: skip


def save(path: Path, shape: tuple[int, ...], voxel_mm: float, *, tr_s: float = 2.0, known: bool = True) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    values = np.random.default_rng(1).integers(10, 900, shape, dtype=np.int16)
    image = nib.Nifti1Image(values, np.diag([-voxel_mm, voxel_mm, voxel_mm, 1.0]))
    if not known:
        image.set_sform(None, 0)
        image.set_qform(None, 0)
    if len(shape) == 4:
        image.header.set_zooms((*((voxel_mm,) * 3), tr_s))
        image.header.set_xyzt_units("mm", "sec")
    nib.save(image, path)
    return path


def save_patient(folder: Path, *, bold: dict | None = None, asl: dict | None = None, known: bool = True) -> Path:
    """A T1, a resting series of 60 volumes of 6 slices and, if wanted, an ASL series; no sidecar for the T1."""
    save(folder / "anat" / "sub-77_T1w.nii", (60, 60, 60), 2.0, known=known)
    told = SIDECAR if bold is None else bold
    series = save(folder / "func" / "sub-77_task-rest_bold.nii", (12, 12, 6, 60), 3.0, tr_s=told["RepetitionTime"])
    series.with_suffix(".json").write_text(json.dumps(told))
    if asl is not None:
        path = save(folder / "perf" / "sub-77_asl.nii", (12, 12, 6, 4), 3.0, tr_s=4.0)
        path.with_suffix(".json").write_text(json.dumps(asl))
        table = "volume_type\n" + "control\nlabel\n" * 2
        path.with_name("sub-77_aslcontext.tsv").write_text(table)
    return folder


def found_in(folder: Path, workshop: Workshop | None = None) -> FoundPatient:
    """What is in a folder."""
    return look_through([folder], (workshop or Workshop()).path)
