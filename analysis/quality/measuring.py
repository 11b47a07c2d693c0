"""From the files of a processed patient to the record of quality."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.atlas.parcellation import aal
from analysis.atlas.template import mni_brain_mask, tissue_priors
from analysis.errors import DataError, FileFormatError, InputError
from analysis.files import nifti
from analysis.files.tables import read_numbers
from analysis.grid import Grid
from analysis.image import Mask, Series, Volume
from analysis.metrics.stability import tsnr_of
from analysis.metrics.voxels import MaskedSeries, usable_voxels
from analysis.perfusion.quality import Check, Light
from analysis.preprocess.band import bins_for
from analysis.preprocess.confounds import motion_confounds
from analysis.preprocess.filter import FilterOptions
from analysis.preprocess.masked_frames import MaskedFrames, read_in_mask
from analysis.preprocess.motion import Motion, framewise_displacement_power
from analysis.preprocess.quality import dvars
from analysis.preprocess.segment import TissueVolumes
from analysis.presets import ConfoundChoice, Preset
from analysis.progress import Progress, part, silent
from analysis.quality import lights
from analysis.quality.folder import ProcessedFiles
from analysis.quality.measures import (
    Carpet,
    RegionCoverage,
    carpet_of,
    coverage_of_regions,
    dice,
    freedom_left,
    largest_tissue,
)
from analysis.quality.record import CheckGroup, HeadMotion, Quality, Registration, Topic
from analysis.sampling import onto_grid

_COLUMNS = ("trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z")
_TISSUE = 0.5
_NOT_KNOWN = "left and right are NOT known"  # as the reading of headers says it


@dataclass(frozen=True, eq=False)
class Measured:
    """The record, and the map of tSNR in MNI space (None without a series), NaN outside the brain."""

    quality: Quality
    tsnr: Volume | None


def measure_quality(files: ProcessedFiles, preset: Preset, progress: Progress = silent) -> Measured:
    """Measure everything that the files of a patient allow.

    Parameters
    ----------
    files : see `processed_files`
    preset : whose rule on head motion excludes, and what it takes of the degrees of freedom

    Raises
    ------
    InputError, FileFormatError, DataError
        if a file is there but cannot be used
    """
    numbers = _numbers(files)
    motion, parameters = _motion(files)
    course = _course(files, part(progress, 0.05, 0.7))
    freedom = _freedom(course, parameters, preset)
    registration = _registration(numbers, files)
    progress(0.85, "Coverage of the regions")
    coverage, brain_percent = _coverage(files)
    volumes = _volumes(files)
    warnings = tuple(str(w) for w in numbers.get("Warnings", ()))
    groups = _groups(preset, motion, course, freedom, registration, volumes, coverage, brain_percent)
    perfusion = _perfusion(files)
    progress(1.0, "Quality")
    quality = Quality(
        files.subject,
        preset.title,
        lights.exclusion_of(motion, preset),
        _sides(warnings),
        (*groups, *([CheckGroup(Topic.PERFUSION, perfusion)] if perfusion else [])),
        n_timepoints=None if course is None else course.series.n_timepoints,
        tr_s=None if course is None else course.series.tr_s,
        motion=motion,
        dvars_percent=None if course is None else course.dvars_percent,
        carpet=None if course is None else course.carpet,
        tsnr_gray=None if course is None else course.tsnr_gray,
        tissue_source="" if course is None else course.tissue_source,
        registration=registration,
        volumes=volumes,
        coverage=coverage,
        freedom=freedom,
        warnings=warnings,
    )
    return Measured(quality, None if course is None else course.tsnr)


def _groups(
    preset: Preset,
    motion: HeadMotion | None,
    course: "_Course | None",
    freedom: int | None,
    registration: Registration,
    volumes: TissueVolumes | None,
    coverage: tuple[RegionCoverage, ...],
    brain_percent: float | None,
) -> list[CheckGroup]:
    """Those that hold a check."""
    groups = [] if motion is None else [lights.motion_checks(motion, preset)]
    if course is not None:
        series = course.series
        minutes = None if series.tr_s is None else series.n_timepoints * series.tr_s / 60
        changes = course.dvars_percent[1:]
        signal = lights.Signal(course.tsnr_gray, float(np.median(changes)), float(changes.max()), minutes, freedom)
        groups.append(lights.signal_checks(signal))
    groups.append(lights.registration_checks(registration))
    if volumes is not None:
        groups.append(lights.anatomy_checks(volumes))
    groups.append(lights.coverage_checks(brain_percent, coverage))
    return [group for group in groups if group.checks]


def _numbers(files: ProcessedFiles) -> Mapping[str, Any]:
    """What the processing noted; a later file adds to an earlier one."""
    found: dict[str, Any] = {}
    for path in files.numbers:
        found.update(_json(path))
    return found


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f'"{path.name}" could not be read ({error.strerror or error}).') from error
    except ValueError as error:
        raise FileFormatError(f'"{path.name}" is damaged: it is no JSON.') from error
    if not isinstance(found, dict):
        raise FileFormatError(f'"{path.name}" is no record.')
    return found


def _motion(files: ProcessedFiles) -> tuple[HeadMotion | None, Motion | None]:
    if files.motion is None:
        return None, None
    table = read_numbers(files.motion)
    missing = [name for name in (*_COLUMNS, "fd_jenkinson") if name not in table.names]
    if missing:
        raise FileFormatError(f'"{files.motion.name}" has no column {missing[0]}.')
    motion = Motion(table.values[:, [table.names.index(name) for name in _COLUMNS]])
    jenkinson = table.values[:, table.names.index("fd_jenkinson")]
    head = HeadMotion(
        motion.parameters[:, :3],
        np.degrees(motion.parameters[:, 3:]),
        framewise_displacement_power(motion),
        jenkinson,
    )
    return head, motion


@dataclass(frozen=True, eq=False)
class _Course:
    """What is measured over the time of the series."""

    series: Series
    dvars_percent: np.ndarray
    tsnr: Volume
    tsnr_gray: float | None
    carpet: Carpet
    tissue_source: str


def _course(files: ProcessedFiles, progress: Progress) -> _Course | None:
    if files.bold_mni is None or files.coverage_mni is None:
        return None
    image = nifti.read(files.bold_mni).image
    if not isinstance(image, Series):
        raise DataError("The processed series has only one volume.")
    nifti.finish(image, part(progress, 0.0, 0.4))
    mask = standard_brain(image.grid, nifti.read_mask(files.coverage_mni))
    values = read_in_mask(image, mask, part(progress, 0.4, 0.6))
    series = Series(image.grid, MaskedFrames(mask, values), image.tr_s)
    usable, warnings = usable_voxels(values)
    stability = tsnr_of(MaskedSeries(values, usable, mask, warnings), part(progress, 0.6, 0.75))
    tsnr = np.full(image.grid.shape, np.nan, dtype=np.float32)
    tsnr[mask.data] = stability
    changes = dvars(series, mask, part(progress, 0.75, 0.85))
    probabilities, source = _tissues(files, image.grid)
    tissue = largest_tissue([p.data for p in probabilities])[mask.data]
    progress(0.9, "Carpet plot")
    gray = stability[(tissue == 0) & np.isfinite(stability)]
    middle = float(np.median(gray)) if gray.size else None
    carpet = carpet_of(values, tissue)
    return _Course(series, changes, Volume(image.grid, tsnr, "tSNR"), middle, carpet, source)


def standard_brain(grid: Grid, coverage: Mask) -> Mask:
    """The template's brain on a grid in MNI space, as far as it is covered."""
    if not coverage.grid.matches(grid):
        raise DataError("The mask of coverage is not on the grid of the series.")
    brain = mni_brain_mask()
    inside = np.nan_to_num(onto_grid(Volume(brain.grid, brain.data), grid).data) > 0.5
    return Mask(grid, inside & coverage.data, "brain")


def _tissues(files: ProcessedFiles, grid: Grid) -> tuple[list[Volume], str]:
    """Gray matter, white matter and CSF on a grid in MNI space, and where they are from."""
    own = (files.gray_mni, files.white_mni, files.csf_mni)
    if all(path is not None for path in own):
        return [onto_grid(read_volume(path), grid) for path in own if path is not None], "the patient's own T1"
    priors = tissue_priors()
    return [onto_grid(v, grid) for v in (priors.gray, priors.white, priors.csf)], "the template"


def read_volume(path: Path) -> Volume:
    """A 3D image; `DataError` for a series."""
    image = nifti.read(path).image
    if not isinstance(image, Volume):
        raise DataError(f'"{path.name}" is a series, but one volume is expected.')
    return image


def _freedom(course: _Course | None, motion: Motion | None, preset: Preset) -> int | None:
    """None where it cannot be known: no series, no motion that belongs to it, or no TR for the band."""
    if course is None or motion is None or motion.n_timepoints != course.series.n_timepoints:
        return None
    options: FilterOptions = preset.step("filter") or FilterOptions(0, 0)
    if options.has_band and course.series.tr_s is None:
        return None
    bins = bins_for(course.series, options.low_hz, options.high_hz, options.convention) if options.has_band else None
    choice: ConfoundChoice | None = preset.step("confounds")
    n = course.series.n_timepoints
    confounds = np.zeros((n, 0)) if choice is None else motion_confounds(motion, choice.motion_model).values
    n_signals = 0 if choice is None else choice.white_matter + choice.csf + choice.global_signal
    return max(0, freedom_left(n, options.detrend_order, bins, confounds) - n_signals)


def _registration(numbers: Mapping[str, Any], files: ProcessedFiles) -> Registration:
    jacobian = numbers.get("WarpJacobianRange")
    brain = gray = white = None
    if files.gray_mni is not None and files.white_mni is not None and files.csf_mni is not None:
        brain, gray, white = _dices([read_volume(p) for p in (files.gray_mni, files.white_mni, files.csf_mni)])
    return Registration(
        _number(numbers, "CoregistrationOverlap"),
        _number(numbers, "CoregistrationMutualInformation"),
        _number(numbers, "NormalisationCorrelation"),
        (float(jacobian[0]), float(jacobian[1])) if isinstance(jacobian, list) and len(jacobian) == 2 else None,
        brain,
        gray,
        white,
        normalised="series" if numbers.get("NormalisedBy") == "boldref" else "T1",
        asl_overlap=_number(numbers, "AslCoregistrationOverlap"),
    )


def _number(numbers: Mapping[str, Any], key: str) -> float | None:
    value = numbers.get(key)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _dices(own: list[Volume]) -> tuple[float, float, float]:
    """Dice of brain, gray and white matter with the template, where a probability is at least one half."""
    grid = own[0].grid
    priors = tissue_priors()
    gray, white, brain = (
        np.nan_to_num(onto_grid(v, grid).data) >= _TISSUE
        for v in (priors.gray, priors.white, Volume(mni_brain_mask().grid, mni_brain_mask().data))
    )
    ours = [np.nan_to_num(onto_grid(v, grid).data if not v.grid.matches(grid) else v.data) for v in own]
    whole = np.sum(ours, axis=0) >= _TISSUE
    return dice(whole, brain), dice(ours[0] >= _TISSUE, gray), dice(ours[1] >= _TISSUE, white)


def _coverage(files: ProcessedFiles) -> tuple[tuple[RegionCoverage, ...], float | None]:
    """Of the regions, and of the standard brain, in percent."""
    if files.coverage_mni is None:
        return (), None
    coverage = nifti.read_mask(files.coverage_mni)
    everything = Mask(coverage.grid, np.ones(coverage.grid.shape, dtype=bool))
    brain = standard_brain(coverage.grid, everything).data
    return coverage_of_regions(aal(), coverage), 100 * float(coverage.data[brain].mean())


def _volumes(files: ProcessedFiles) -> TissueVolumes | None:
    if files.volumes is None:
        return None
    found = _json(files.volumes)
    try:
        gray, white, csf = (float(found[key]) for key in ("GrayMatterMl", "WhiteMatterMl", "CsfMl"))
        return TissueVolumes(gray, white, csf, float(found.get("LesionMl", 0.0)))
    except (KeyError, TypeError, ValueError) as error:
        raise FileFormatError(f'"{files.volumes.name}" does not tell the volumes of the tissues.') from error


def _sides(warnings: tuple[str, ...]) -> str:
    if any(_NOT_KNOWN in warning for warning in warnings):
        return "LEFT AND RIGHT ARE NOT KNOWN: a header does not say how the head lies."
    return "Left and right come from the headers of the scans (sform or qform)."


def _perfusion(files: ProcessedFiles) -> tuple[Check, ...]:
    """The checks of a table of perfusion quality, as `analysis.perfusion.quality.table_of` has it."""
    if files.perfusion is None:
        return ()
    lines = files.perfusion.read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t") if lines else []
    checks = []
    try:
        for line in lines[1:]:
            row = dict(zip(columns, line.split("\t"), strict=True))
            value = float("nan") if row["value"] == "n/a" else float(row["value"])
            words = [row[name] if row[name] != "n/a" else "" for name in ("unit", "limits", "source")]
            checks.append(Check(row["check"], row["caption"], value, words[0], Light(row["light"]), *words[1:]))
    except (KeyError, ValueError) as error:
        raise FileFormatError(f'"{files.perfusion.name}" is no table of perfusion quality.') from error
    return tuple(checks)
