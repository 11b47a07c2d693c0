"""The resting series of a processed patient, read back and prepared for connectivity as the preset says."""

from dataclasses import replace

from analysis.errors import InputError
from analysis.files import nifti
from analysis.image import Mask, Series, Volume
from analysis.metrics.catalogue import SEED_FC, suited
from analysis.pipeline.derivative import ProcessedFolder
from analysis.pipeline.masks import confound_masks, tissues_in_mni
from analysis.preprocess.preparation import Preparation, prepare
from analysis.preprocess.resample import volumes_onto
from analysis.presets import find_preset
from analysis.progress import Progress, part, silent


def connectivity_series(found: ProcessedFolder, progress: Progress = silent) -> tuple[Series, Mask]:
    """The series in MNI space, confounds and band as in the run's maps of connectivity, and the brain it covers.

    White matter and fluid are those of the files in MNI space, interpolated once more than in the run, so that
    correlations may differ in the third digit.

    Raises
    ------
    InputError
        if the run had no resting series, or its preset is not known here
    """
    if found.bold_mni is None or found.bold_brain_mni is None:
        raise InputError("This patient has no resting series in MNI space, so there are no links.")
    scan = nifti.read(found.bold_mni)
    nifti.finish(scan, part(progress, 0.0, 0.4))
    assert isinstance(scan.image, Series)
    brain = nifti.read(found.bold_brain_mni).image
    assert isinstance(brain, Volume)
    mask = Mask(scan.image.grid, brain.data > 0.5, "brain")
    preparation = suited(SEED_FC, _preparation(found, mask, part(progress, 0.4, 0.5)))
    prepared = prepare(scan.image, mask, preparation, part(progress, 0.5, 1.0))
    return prepared.series, mask


def _preparation(found: ProcessedFolder, mask: Mask, progress: Progress) -> Preparation:
    """What the preset does to the series, whose first volumes are dropped already; not smoothed: regions are means."""
    preset = find_preset(str(found.record.get("Preset", "")))
    motion = found.motion
    choice = preset.step("confounds")
    plain = Preparation() if motion is None or choice is None else Preparation(motion=motion.motion)
    made = replace(preset.applied_to(plain), n_dropped=0, fwhm_mm=0.0)
    if choice is None or not (choice.white_matter or choice.csf):
        return made
    masks = confound_masks(*_tissues(found, mask, progress), mask)
    return replace(
        made,
        white_matter=masks.white if choice.white_matter else None,
        csf=masks.csf if choice.csf else None,
    )


def _tissues(found: ProcessedFolder, mask: Mask, progress: Progress) -> tuple[Volume, Volume]:
    paths = [found.tissue_mni(label) for label in ("WM", "CSF")]
    if None in paths:
        return tissues_in_mni(None, mask, progress)
    images = [nifti.read(path).image for path in paths if path is not None]
    own = [image for image in images if isinstance(image, Volume)]
    white, csf = volumes_onto(own, mask.grid, lambda xyz_mm: xyz_mm, progress, where=mask.data, outside=0.0)
    return white, csf
