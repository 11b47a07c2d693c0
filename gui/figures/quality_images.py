"""From the images of a processed patient to the slices of the quality page."""

from dataclasses import dataclass, field

import numpy as np

from analysis.atlas.template import mni_brain_mask, mni_template, tissue_priors
from analysis.colour import ColourScale, one_sided
from analysis.files import nifti
from analysis.image import Mask, Series, Volume
from analysis.plane import Convention
from analysis.progress import Progress, part, silent
from analysis.quality.folder import ProcessedFiles
from analysis.quality.measuring import read_volume
from analysis.sampling import Interpolation
from gui.figures.quality_pictures import (
    Cuts,
    Outline,
    Shown,
    Slice,
    checkerboard,
    cut,
    cuts_around,
    mni_cuts,
    outlined,
)
from gui.figures.slice_plan import gray_scale

_CYAN, _YELLOW, _RED = (64, 224, 255), (255, 214, 64), (255, 92, 92)
_HALF = 0.5


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two images that were cut alike, and squares of both in turn; each with its name."""

    one: tuple[Slice, ...]
    other: tuple[Slice, ...]
    squares: tuple[Slice, ...]
    names: tuple[str, str]


@dataclass(frozen=True, eq=False)
class QualityImages:
    """The slices of the page; None where the patient lacks an image.

    Parameters
    ----------
    tsnr : with its colours
    epi : the mean of the series in MNI space with outlines of the anatomy
    t1 : the T1 in MNI space with outlines of the template
    mask : the T1 as it was acquired with its brain mask
    outlines : of each of these by its name
    """

    convention: Convention
    tsnr: tuple[Slice, ...] | None = None
    tsnr_scale: ColourScale | None = None
    epi: tuple[Slice, ...] | None = None
    t1: tuple[Slice, ...] | None = None
    mask: tuple[Slice, ...] | None = None
    epi_and_t1: Comparison | None = None
    t1_and_template: Comparison | None = None
    outlines: dict[str, tuple[Outline, ...]] = field(default_factory=dict)


def quality_images(files: ProcessedFiles, convention: Convention, progress: Progress = silent) -> QualityImages:
    """Read the images and cut them.

    Raises
    ------
    InputError, FileFormatError, DataError
        if an image is there but cannot be used
    """
    cuts = mni_cuts(convention)
    epi = _mean_of_series(files, part(progress, 0.0, 0.2))
    t1 = None if files.t1_mni is None else read_volume(files.t1_mni)
    epi_slices = _cut(epi, cuts, part(progress, 0.2, 0.3))
    t1_slices = _cut(t1, cuts, part(progress, 0.3, 0.4))
    template = _cut(mni_template(), cuts, part(progress, 0.4, 0.5))
    outlines = {"epi": _anatomy_outlines(files), "t1": _template_outlines()}
    tsnr, scale = _tsnr(files, cuts, part(progress, 0.5, 0.6))
    mask, outlines["mask"] = _native(files, convention, part(progress, 0.6, 0.8))
    return QualityImages(
        convention,
        tsnr,
        scale,
        None if epi_slices is None else outlined(epi_slices, outlines["epi"], part(progress, 0.8, 0.9)),
        None if t1_slices is None else outlined(t1_slices, outlines["t1"], part(progress, 0.9, 1.0)),
        mask,
        _compared(epi_slices, t1_slices, ("series", "T1")),
        _compared(t1_slices, template, ("T1", "template")),
        outlines,
    )


def _cut(volume: Volume | None, cuts: Cuts, progress: Progress) -> tuple[Slice, ...] | None:
    return None if volume is None else cut(_gray(volume), cuts, progress)


def _gray(volume: Volume) -> Shown:
    return Shown(volume, gray_scale(volume))


def _compared(
    one: tuple[Slice, ...] | None, other: tuple[Slice, ...] | None, names: tuple[str, str]
) -> Comparison | None:
    return None if one is None or other is None else Comparison(one, other, checkerboard(one, other), names)


def _mean_of_series(files: ProcessedFiles, progress: Progress) -> Volume | None:
    """The reference image in MNI space, or else the mean of the series there; NaN where it has no value."""
    if files.boldref_mni is not None:
        return read_volume(files.boldref_mni)
    if files.bold_mni is None or files.coverage_mni is None:
        return None
    series = nifti.read(files.bold_mni).image
    assert isinstance(series, Series)
    nifti.finish(series, part(progress, 0.0, 0.7))
    total = np.zeros(series.grid.shape, dtype=np.float64)
    for timepoint in range(series.n_timepoints):
        progress(0.7 + 0.3 * timepoint / series.n_timepoints, "Mean of the series")
        total += series.frames.frame(timepoint)
    covered = nifti.read_mask(files.coverage_mni).data
    return Volume(series.grid, np.where(covered, total / series.n_timepoints, np.nan), "mean of the series")


def _anatomy_outlines(files: ProcessedFiles) -> tuple[Outline, ...]:
    """Of the patient's own brain and white matter in MNI space; of the template's where there is no T1."""
    own = (files.gray_mni, files.white_mni, files.csf_mni)
    if any(path is None for path in own):
        return _template_outlines()
    gray, white, csf = (read_volume(path) for path in own if path is not None)
    brain = Volume(gray.grid, gray.data + white.data + csf.data)
    return (
        Outline(white, _HALF, _YELLOW, "white matter of the T1"),
        Outline(brain, _HALF, _CYAN, "brain of the T1"),
    )


def _template_outlines() -> tuple[Outline, ...]:
    brain = mni_brain_mask()
    return (
        Outline(tissue_priors().white, _HALF, _YELLOW, "white matter of the template"),
        Outline(Volume(brain.grid, brain.data), _HALF, _CYAN, "brain of the template"),
    )


def _tsnr(files: ProcessedFiles, cuts: Cuts, progress: Progress) -> tuple[tuple[Slice, ...] | None, ColourScale | None]:
    if not files.tsnr.is_file():
        return None, None
    tsnr = read_volume(files.tsnr)
    known = tsnr.data[np.isfinite(tsnr.data)]
    if not known.size:
        return None, None
    end = float(10 * np.ceil(max(float(np.percentile(known, 98)), 10.0) / 10))
    scale = one_sided(-np.inf, 0.0, end, "inferno")
    return cut(Shown(tsnr, scale, Interpolation.NEAREST), cuts, progress), scale


def _native(
    files: ProcessedFiles, convention: Convention, progress: Progress
) -> tuple[tuple[Slice, ...] | None, tuple[Outline, ...]]:
    """The T1 with the border of its brain mask, as it was acquired."""
    if files.t1 is None or files.brain is None:
        return None, ()
    t1, brain = read_volume(files.t1), nifti.read_mask(files.brain)
    outlines = (Outline(Volume(brain.grid, brain.data), _HALF, _RED, "brain mask"),)
    slices = cut(_gray(t1), cuts_around(_box(brain), convention), part(progress, 0.0, 0.5))
    return outlined(slices, outlines, part(progress, 0.5, 1.0)), outlines


def _box(mask: Mask) -> np.ndarray:
    """The millimetres that the mask reaches, from the corners of its box of voxels."""
    ends = [np.flatnonzero(mask.data.any(axis=others))[[0, -1]] for others in ((1, 2), (0, 2), (0, 1))]
    corners = mask.grid.to_mm(np.array(np.meshgrid(*ends)).reshape(3, -1).T)
    return np.array([corners.min(axis=0), corners.max(axis=0)])
