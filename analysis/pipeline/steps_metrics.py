"""The metrics of the preset on the series in MNI space, each with what its definition wants done before."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from analysis.files import results
from analysis.image import Mask
from analysis.metrics.catalogue import METRICS, compute_prepared, metric
from analysis.pipeline.found import Resting
from analysis.pipeline.masks import ConfoundMasks, confound_masks, mni_brain, tissues_in_mni
from analysis.pipeline.steps import Run
from analysis.pipeline.store import Arrays, DoneFiles
from analysis.preprocess.preparation import Preparation
from analysis.preprocess.structural import Structure
from analysis.progress import Progress, part
from analysis.provenance import LESION_LEFT_OUT
from analysis.scan import StatMap


@dataclass(frozen=True)
class Metrics:
    """Paths of the maps in the order of the catalogue, sentences about their preparation, and for each metric the
    degrees of freedom that its preparation leaves in a time course.
    """

    maps: tuple[Path, ...]
    warnings: tuple[str, ...]
    dof_left: Mapping[str, float]


def find_metrics(
    run: Run, structure: Structure | None, resting: Resting, warnings: tuple[str, ...], progress: Progress
) -> Metrics:
    """Compute the metrics that the preset holds; `warnings` about the scans go into the record of each map."""
    keys = [entry.key for entry in METRICS if entry.key in run.preset.sections]
    masks = _confound_masks(run, structure, resting, part(progress, 0.0, 0.1))
    preparation = _preparation(run, resting, masks)
    about = () if masks is None else masks.warnings
    after = ["series", "confound-masks"] if masks is not None else ["series"]
    written: list[Path] = []
    dof_left: dict[str, float] = {}
    for number, key in enumerate(keys):
        step = part(progress, 0.1 + 0.9 * number / len(keys), 0.1 + 0.9 * (number + 1) / len(keys))

        def write(report: Progress, key: str = key) -> DoneFiles:
            return _write_metric(run, key, resting, preparation, (*warnings, *about), report)

        done = run.files(f"{key}-4", _parameters(run, (*warnings, *about)), after, write, step)
        images = [path for path in done.files if path.name.endswith(".nii.gz")]
        written += images
        if images and (left := _dof_left(images[0])) is not None:
            dof_left[key] = left
    return Metrics(tuple(written), about, dof_left)


def _parameters(run: Run, warnings: tuple[str, ...]) -> dict[str, Any]:
    sections = {name: {n: str(p.value) for n, p in section.items()} for name, section in run.preset.sections.items()}
    return {"sections": sections, "warnings": list(warnings)}


def _write_metric(
    run: Run,
    key: str,
    resting: Resting,
    preparation: Preparation,
    warnings: tuple[str, ...],
    progress: Progress,
) -> DoneFiles:
    entry, options = metric(key), run.preset.options_for(key)
    mask = brain_seen(run, resting)
    inputs = run.records(["t1", "bold", "lesion"])

    def compute(report: Progress) -> tuple[StatMap, ...]:
        return compute_prepared(entry, resting.series.series, mask, options, preparation, report, inputs=inputs)

    maps = run.stoppable(compute, part(progress, 0.0, 0.9))
    steps = _steps_before(run, resting)
    acquisition = {} if run.scans.resting is None else run.scans.resting.acquisition
    images = []
    for number, stat_map in enumerate(maps):
        progress(0.9 + 0.1 * number / len(maps), "Writing the maps")
        full = noted(stat_map, run.preset.key, steps, warnings, acquisition)
        images.append(results.write_map(full, run.names.maps, space="MNI152", force=True))
    sidecars = [image.with_name(image.name.replace(".nii.gz", ".json")) for image in images]
    return DoneFiles(tuple(sorted([*images, *sidecars])))


def brain_seen(run: Run, resting: Resting) -> Mask:
    """The standard brain as far as the series covers it: the mask of the metrics."""
    return Mask(run.grid, mni_brain(run.grid).data & resting.series.coverage.data, "brain")


def noted(
    stat_map: StatMap, preset: str, steps: tuple[str, ...], warnings: tuple[str, ...], acquisition: Mapping[str, Any]
) -> StatMap:
    """The map with preset, steps before its preparation, warnings and acquisition of its scans in its provenance."""
    old = stat_map.provenance
    left = _filter_of(old.parameters).get("dof_left")
    if stat_map.statistic.startswith("fc_") and isinstance(left, int | float):
        stat_map = replace(stat_map, dof=float(left) - 1)  # of a correlation: one less than of the residuals
    new = [sentence for sentence in warnings if sentence not in old.warnings]
    made = {"preset": preset, "processing": list(steps), "acquisition": dict(acquisition)}
    parameters: Mapping[str, Any] = {**old.parameters, **made}
    return replace(stat_map, provenance=replace(old, parameters=parameters, warnings=(*new, *old.warnings)))


def _filter_of(parameters: Mapping[str, Any]) -> Mapping[str, Any]:
    preparation = parameters.get("preparation")
    found = preparation.get("filter") if isinstance(preparation, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _dof_left(image: Path) -> float | None:
    """What the record of a map says of its time courses."""
    record = json.loads(image.with_name(image.name.replace(".nii.gz", ".json")).read_text(encoding="utf-8"))
    left = _filter_of(record["provenance"]["parameters"]).get("dof_left")
    return None if left is None else float(left)


def _steps_before(run: Run, resting: Resting) -> tuple[str, ...]:
    """What is done before the preparation of a metric, in words, for its record."""
    assert run.scans.resting is not None
    timing = () if run.scans.resting.slice_times_s is None else ("shift slices to the middle acquired one",)
    lesion = () if run.scans.lesion is None else (LESION_LEFT_OUT,)
    way = (
        "align the mean of the series with the MNI152 2009a template, without a T1"
        if resting.way.coregistration is None
        else "align the series with the T1, and the T1 with the MNI152 2009a template"
    )
    return (
        f"drop the first {run.preset.applied_to(Preparation()).n_dropped} volumes",
        *timing,
        "estimate head motion against the first kept volume",
        *lesion,
        way,
        f"interpolate once, cubically, on voxels of {run.grid.voxel_size_mm[0]:g} mm",
    )


def _confound_masks(
    run: Run, structure: Structure | None, resting: Resting, progress: Progress
) -> ConfoundMasks | None:
    """Where white matter and fluid are averaged; None where the preset regresses out neither."""
    choice = run.preset.step("confounds")
    if choice is None or not (choice.white_matter or choice.csf):
        return None
    coverage = resting.series.coverage

    def compute(report: Progress) -> Arrays:
        masks = confound_masks(*tissues_in_mni(structure, coverage, report), coverage)
        return {"white": masks.white.data, "csf": masks.csf.data, "warnings": np.array(masks.warnings, dtype=np.str_)}

    name = "analysis.pipeline.masks.confound_masks"
    arrays = run.arrays("confound-masks-1", name, {}, ["series"], compute, progress)
    white, csf = (Mask(run.grid, arrays[key], words) for key, words in (("white", "white matter"), ("csf", "CSF")))
    return ConfoundMasks(white, csf, tuple(str(sentence) for sentence in arrays["warnings"]))


def _preparation(run: Run, resting: Resting, masks: ConfoundMasks | None) -> Preparation:
    """What the preset does to the series, whose first volumes are dropped already."""
    choice = run.preset.step("confounds")
    if choice is None:
        return replace(run.preset.applied_to(Preparation()), n_dropped=0)
    return replace(
        run.preset.applied_to(Preparation(motion=resting.realignment.motion)),
        n_dropped=0,
        white_matter=masks.white if masks is not None and choice.white_matter else None,
        csf=masks.csf if masks is not None and choice.csf else None,
    )
