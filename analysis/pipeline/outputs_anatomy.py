"""The files about the T1: in its own space, in MNI space, and the way between them."""

from pathlib import Path

import numpy as np

from analysis.image import Mask, Volume
from analysis.pipeline.names import ANATOMY_MM
from analysis.pipeline.outputs import put_json, put_mask, put_volume
from analysis.pipeline.steps import Run
from analysis.pipeline.transform_files import write_way
from analysis.preprocess.gray_volume import GrayVolume
from analysis.preprocess.resample import mni_grid, volumes_onto
from analysis.preprocess.structural import Structure
from analysis.progress import Progress, part

_PROBABILITY = {"Description": "Probability from 0 to 1"}


def write_anatomy(run: Run, structure: Structure, gray: GrayVolume, progress: Progress) -> tuple[Path, ...]:
    """Write all of them, and give their paths."""
    names = run.names
    native = _write_native(run, structure, part(progress, 0.0, 0.35))
    mni = _write_mni(run, structure, gray, part(progress, 0.35, 0.75))
    way = names.way("anat", "T1w")
    write_way(structure.normalisation, way, image="T1w", progress=part(progress, 0.75, 1.0))
    return (*native, *mni, way.affine, way.warp, way.inverse_warp)


def _write_native(run: Run, structure: Structure, progress: Progress) -> list[Path]:
    names, tissues = run.names, structure.tissues
    written = put_volume(
        structure.t1, names.anat("desc-preproc_T1w.nii.gz"), {"SkullStripped": False, "Description": "Bias corrected"}
    )
    for number, (label, volume) in enumerate((("GM", tissues.gray), ("WM", tissues.white), ("CSF", tissues.csf))):
        progress(0.2 + 0.2 * number, "Writing the anatomy")
        written += put_volume(volume, names.anat(f"label-{label}_probseg.nii.gz"), _PROBABILITY)
    progress(0.8, "Writing the anatomy")
    written += put_mask(tissues.brain, names.anat("desc-brain_mask.nii.gz"))
    volumes = {
        "GrayMatterMl": round(tissues.volumes.gray_ml, 1),
        "WhiteMatterMl": round(tissues.volumes.white_ml, 1),
        "CsfMl": round(tissues.volumes.csf_ml, 1),
        "LesionMl": round(tissues.volumes.lesion_ml, 1),
        "TotalIntracranialMl": round(tissues.volumes.tiv_ml, 1),
    }
    return [*written, *put_json(volumes, names.anat("desc-tissues_volumes.json"))]


def _write_mni(run: Run, structure: Structure, gray: GrayVolume, progress: Progress) -> list[Path]:
    names, tissues, grid = run.names, structure.tissues, mni_grid(ANATOMY_MM)
    brain = tissues.brain
    images = [structure.t1, tissues.gray, tissues.white, tissues.csf, Volume(brain.grid, brain.data)]
    if run.scans.lesion is not None:
        images.append(Volume(run.scans.lesion.grid, run.scans.lesion.data))
    way = structure.normalisation.from_mni
    moved = volumes_onto(images, grid, way, part(progress, 0.0, 0.5), outside=0.0, message="The T1 in MNI space")
    t1, *probabilities, inside = moved[:5]
    written = put_volume(t1, names.anat_mni("desc-preproc_T1w.nii.gz"), {"SkullStripped": False})
    for number, (label, volume) in enumerate(zip(("GM", "WM", "CSF"), probabilities, strict=True)):
        progress(0.6 + 0.1 * number, "Writing the anatomy")
        written += put_volume(volume, names.anat_mni(f"label-{label}_probseg.nii.gz"), _PROBABILITY)
    written += put_mask(Mask(grid, inside.data > 0.5), names.anat_mni("desc-brain_mask.nii.gz"))
    if len(moved) > 5:
        lesion = Mask(grid, np.asarray(moved[5].data) >= 0.5)
        written += put_mask(lesion, names.anat_mni("label-lesion_mask.nii.gz"), {"Type": "Lesion"})
    progress(0.95, "Writing the anatomy")
    about = {"Description": "Grey matter, mL of the patient per mL of MNI space (modulated, not smoothed)"}
    return written + put_volume(gray.modulated, names.anat_mni("label-GM_desc-modulated_probseg.nii.gz"), about)
