"""The steps of the ASL series: alignment, perfusion on its own grid, its maps in MNI space, coupling with activity.

Whatever cannot be done here ends in a sentence of the record and never stops the rest of a run.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from analysis.errors import DataError, EngineError, InputError, OptionError
from analysis.files import results
from analysis.image import Mask, Series, Volume
from analysis.perfusion.calibration import Calibration
from analysis.perfusion.cbf import CbfResult
from analysis.perfusion.m0_alignment import align_m0
from analysis.perfusion.measure import PerfusionRequest, measure_perfusion
from analysis.perfusion.quantify import CbfOptions, HeadMotion
from analysis.pipeline import records
from analysis.pipeline.found import Perfusion, Way
from analysis.pipeline.masks import mni_brain
from analysis.pipeline.outputs_perfusion import write_perfusion
from analysis.pipeline.scans import AslScan, acquisition_of
from analysis.pipeline.steps import Run
from analysis.pipeline.steps_anatomy import the_template
from analysis.pipeline.steps_coupling import find_coupling
from analysis.pipeline.store import Arrays, DoneFiles
from analysis.preprocess.coregister import coregister
from analysis.preprocess.normalise_epi import normalise_epi
from analysis.preprocess.resample import volumes_onto
from analysis.preprocess.structural import Structure
from analysis.progress import Progress, part
from analysis.scan import StatMap

_LEAST_WEIGHT = 0.5


def find_perfusion(run: Run, structure: Structure | None, progress: Progress) -> Perfusion:
    """Perfusion maps in their own space and in MNI space, and their coupling with the metric that the preset names."""
    asl = run.scans.asl
    assert asl is not None
    try:
        reference = run.stoppable(lambda report: _reference(asl, report), part(progress, 0.0, 0.05))
        way = _way(run, reference, structure, part(progress, 0.05, 0.4))
    except (InputError, EngineError, OptionError) as error:
        return Perfusion(warnings=(f"Perfusion was not computed. {error}",))
    without = () if structure is not None else ("There is no T1: perfusion was brought to MNI space by its own image.",)

    def write(report: Progress) -> DoneFiles:
        return _write_maps(run, asl, reference, way, structure, report)

    try:
        done = run.files("perfusion-3", _parameters(run, asl), ["asl-way"], write, part(progress, 0.4, 0.9))
    except (InputError, OptionError) as error:
        return Perfusion(reference, way, warnings=(*without, f"Perfusion was not computed. {error}"))
    maps = [path for path in done.files if path.parent == run.names.maps and path.name.endswith(".nii.gz")]
    coupled = find_coupling(run, structure, maps, part(progress, 0.9, 1.0))
    warnings = (*without, *done.warnings, *coupled.warnings)
    return Perfusion(reference, way, (*maps, *coupled.maps), warnings, coupled.numbers)


def _parameters(run: Run, asl: AslScan) -> dict[str, Any]:
    return {**asl.told, "voxel_mm": run.grid.voxel_size_mm[0], "preset": run.preset.key}


def _reference(asl: AslScan, progress: Progress) -> Volume:
    """The image with which the series is aligned: its separate M0 on the same grid, else the mean of the series.

    The M0 is brought to where the head is in the series first, because that is where the maps are.
    """
    mean = _mean(asl.scan.image)
    if asl.m0 is None or not asl.m0.image.grid.matches(asl.scan.image.grid):
        return mean
    try:
        return align_m0(_mean(asl.m0.image), mean, rigid=True, progress=progress).volume
    except InputError:  # told where perfusion is computed
        return mean


def _mean(image: Volume | Series) -> Volume:
    if isinstance(image, Volume):
        return image
    total = np.zeros(image.grid.shape)
    for timepoint in range(image.n_timepoints):
        total += np.nan_to_num(image.frames.frame(timepoint))
    return Volume(image.grid, total / image.n_timepoints, "mean of the ASL series")


def _way(run: Run, reference: Volume, structure: Structure | None, progress: Progress) -> Way:
    """The way from MNI space to the series."""
    after = ["asl", *(["m0"] if run.scans.asl is not None and run.scans.asl.m0 is not None else [])]

    def onto_t1(report: Progress) -> Arrays:
        assert structure is not None
        return records.coregistration_arrays(coregister(reference, structure.t1, structure.tissues.brain, report))

    def alone(report: Progress) -> Arrays:
        return records.normalisation_arrays(normalise_epi(reference, the_template(), report))

    if structure is None:
        name = "analysis.preprocess.normalise_epi.normalise_epi"
        arrays = run.arrays("asl-way-2", name, {"t1": False}, after, alone, progress)
        return Way(records.normalisation_of(arrays), None)
    name = "analysis.preprocess.coregister.coregister"
    arrays = run.arrays("asl-way-2", name, {"t1": True}, ["structure", *after], onto_t1, progress)
    return Way(structure.normalisation, records.coregistration_of(arrays))


def _write_maps(
    run: Run, asl: AslScan, reference: Volume, way: Way, structure: Structure | None, progress: Progress
) -> DoneFiles:
    request = run.stoppable(lambda _: _request(run, asl, way, structure), part(progress, 0.0, 0.1))
    measured, warnings = _measured(run, request, part(progress, 0.1, 0.5))
    warnings = (*warnings, *(w for w in measured.maps[0].provenance.warnings if w not in warnings))
    native = write_perfusion(run, measured, reference, way, part(progress, 0.5, 0.8))
    mask = mni_brain(run.grid)
    acquisition = acquisition_of({**asl.scan.facts, **asl.given})
    written: list[Path] = []
    for number, stat_map in enumerate(measured.maps):
        moved = _in_mni(
            run, stat_map, acquisition, mask, way, part(progress, 0.8 + 0.04 * number, 0.8 + 0.04 * (number + 1))
        )
        image = results.write_map(moved, run.names.maps, space="MNI152", force=True)
        written += [image, image.with_name(image.name.replace(".nii.gz", ".json"))]
    return DoneFiles((*native, *written), tuple(f"Perfusion: {sentence}" for sentence in warnings))


def _request(run: Run, asl: AslScan, way: Way, structure: Structure | None) -> PerfusionRequest:
    """With a T1, brain and tissue are those of the T1 brought to the grid of the series."""
    request = PerfusionRequest(
        asl.scan,
        asl.given,
        asl.m0,
        options=CbfOptions(head_motion=HeadMotion.AUTO),
        inputs=run.records(["asl", "m0", *(["t1", "lesion"] if structure else [])]),
        align_m0=asl.m0 is not None,
    )
    if structure is None or way.coregistration is None:
        return request
    tissues, grid = structure.tissues, asl.scan.image.grid
    brain = Volume(tissues.brain.grid, tissues.brain.data)
    back = way.coregistration.transform.inverse.points
    gray, white, inside = volumes_onto([tissues.gray, tissues.white, brain], grid, back, outside=0.0)
    return replace(request, mask=Mask(grid, inside.data > 0.5), gray=gray, white=white)


def _measured(run: Run, request: PerfusionRequest, progress: Progress) -> tuple[CbfResult, tuple[str, ...]]:
    """Absolute perfusion, or relative perfusion and the reason why it is only that.

    The head may have moved between series and M0, so a separate M0 is aligned; where that fails the headers count.
    """
    try:
        return run.stoppable(lambda report: measure_perfusion(request, report), part(progress, 0.0, 0.5)), ()
    except InputError as error:
        reason = error
    if request.align_m0:
        by_headers = replace(request, align_m0=False)
        with suppress(InputError):
            found = run.stoppable(lambda report: measure_perfusion(by_headers, report), part(progress, 0.3, 0.5))
            return found, (f"The M0 was placed by the headers, because it could not be aligned. {reason}",)
    relative = replace(request, m0=None, calibration=Calibration.NONE)
    try:
        found = run.stoppable(lambda report: measure_perfusion(relative, report), part(progress, 0.5, 1.0))
    except InputError as error:
        raise DataError(str(reason) if str(error) == str(reason) else f"{reason} {error}") from None
    return found, (f"Perfusion is relative to the mean of the brain, without a unit. {reason}",)


def _in_mni(
    run: Run, stat_map: StatMap, acquisition: Mapping[str, Any], mask: Mask, way: Way, progress: Progress
) -> StatMap:
    """A map interpolated once on the grid of the maps; at the border of its mask only known voxels count."""
    volume = stat_map.volume
    known = np.isfinite(volume.data)
    filled = Volume(volume.grid, np.where(known, volume.data, 0), volume.name, volume.unit)
    weight = Volume(volume.grid, known)
    total, weights = volumes_onto(
        [filled, weight], run.grid, way.from_mni, progress, where=mask.data, outside=0.0, message="Perfusion in MNI"
    )
    has_value = weights.data >= _LEAST_WEIGHT
    data = np.where(has_value, total.data / np.where(has_value, weights.data, 1), np.nan)
    inside = Mask(run.grid, mask.data & has_value, "brain with perfusion")
    old = stat_map.provenance
    steps = [
        "align the ASL series with the T1"
        if way.coregistration
        else "align the ASL series with the template, without a T1",
        f"interpolate the map once, trilinearly, on voxels of {run.grid.voxel_size_mm[0]:g} mm",
    ]
    new = tuple(w for w in run.scans.warnings if w not in old.warnings)
    provenance = replace(
        old,
        parameters={**old.parameters, "preset": run.preset.key, "processing": steps, "acquisition": dict(acquisition)},
        warnings=(*new, *old.warnings),
    )
    return StatMap(Volume(run.grid, data, volume.name, volume.unit), stat_map.statistic, provenance, inside)
