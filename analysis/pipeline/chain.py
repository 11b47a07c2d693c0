"""The steps from raw scans to maps in MNI space, in the order of the preset.

Volumes are dropped and slice timing corrected; the head's motion, the T1's anatomy and the way from one to the other
and to MNI space are found; the series is interpolated once; confounds, frequencies and smoothing follow for each metric
as its definition wants them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from analysis.atlas.template import mni_brain_mask, mni_template, tissue_priors
from analysis.errors import InputError
from analysis.files import nifti, results
from analysis.image import Mask, Series, Volume
from analysis.metrics.catalogue import METRICS, compute_prepared, metric
from analysis.pipeline import records
from analysis.pipeline.case import Case
from analysis.pipeline.masks import confound_masks, grown, mni_brain, tissues_in_mni
from analysis.pipeline.outputs import Outputs
from analysis.pipeline.store import Arrays, Store, key_of
from analysis.pipeline.timing import slice_times_of
from analysis.preprocess.coregister import Coregistration, coregister
from analysis.preprocess.motion import Motion
from analysis.preprocess.normalise import working_template
from analysis.preprocess.preparation import Preparation, drop_first
from analysis.preprocess.realign import Realignment, realign
from analysis.preprocess.resample import ResampledSeries, mni_grid, resample_series
from analysis.preprocess.slice_timing import correct_slice_timing
from analysis.preprocess.structural import Structure, analyse_t1
from analysis.preprocess.suitability import require_resting_series, require_whole_head
from analysis.presets import Preset
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord, Provenance, sha256_of_file

MOST_MOTION_MM = 3.0
MOST_MOTION_DEGREES = 3.0
_RIM_MM = 9.0  # around the brain: what smoothing needs


@dataclass(frozen=True, eq=False)
class Processed:
    """What a run found: transforms, motion, and the files it left; ``warnings`` are sentences for the user."""

    structure: Structure
    realignment: Realignment
    coregistration: Coregistration
    series: ResampledSeries
    maps: tuple[Path, ...]
    warnings: tuple[str, ...] = field(default=())


def process_patient(
    case: Case, out: Path, preset: Preset, *, voxel_mm: float = 3.0, progress: Progress = silent
) -> Processed:
    """Process one patient; what an earlier run with the same scans and settings has finished is not done again.

    Parameters
    ----------
    case : the raw scans
    out : folder of the results, a BIDS derivative; steps are kept in its ``work`` folder
    preset : tells what is dropped, removed and computed
    voxel_mm : of the maps, 3 or 2
    progress : stops the run within a second; what was finished stays finished

    Raises
    ------
    InputError, EngineError, OutputError
        a sentence that says what cannot be used, has failed, or could not be written
    """
    run = _Run(case, out, preset, voxel_mm)
    structure = run.structure(part(progress, 0.02, 0.45))
    realignment = run.realignment(part(progress, 0.45, 0.52))
    found = run.coregistration(structure, realignment, part(progress, 0.52, 0.56))
    series = run.series(structure, realignment, found, part(progress, 0.56, 0.7))
    warnings = (*run.warnings, *about_motion(realignment.motion))
    outputs = Outputs(out, case.subject)
    outputs.write(structure, realignment, found, series, warnings, part(progress, 0.7, 0.78))
    maps = run.maps(structure, realignment, series, warnings, outputs, part(progress, 0.78, 1.0))
    progress(1.0, "Done")
    return Processed(structure, realignment, found, series, maps, warnings)


class _Run:
    """The scans, their hashes, and the steps with their keys."""

    def __init__(self, case: Case, out: Path, preset: Preset, voxel_mm: float) -> None:
        self.preset, self.grid = preset, mni_grid(voxel_mm)
        t1, bold = nifti.read(case.t1), nifti.read(case.bold)
        if not isinstance(t1.image, Volume):
            raise InputError("The T1 is a series of volumes, but one volume is needed.")
        if not isinstance(bold.image, Series):
            raise InputError("The BOLD image is a single volume, but a series of volumes over time is needed.")
        self.t1, self.raw_series = t1.image, bold.image
        self.preparation = preset.applied_to(Preparation())
        require_whole_head(self.t1)
        require_resting_series(self.raw_series, self.preparation.n_dropped)
        self.inputs = tuple(InputRecord(r, sha256_of_file(p)) for r, p in (("t1", case.t1), ("bold", case.bold)))
        self.slice_times_s, self.slice_axis, about_timing = slice_times_of(bold.facts, self.raw_series)
        self.warnings = (*t1.warnings, *bold.warnings, *about_timing)
        self.store = Store(out / "work")
        self._timed: Series | None = None
        self._keys: dict[str, str] = {}

    def _step(
        self, name: str, function: str, parameters: dict[str, Any], after: list[str], compute: Callable[[], Arrays]
    ) -> Arrays:
        hashes = {record.role: record.sha256 for record in self.inputs}
        key = key_of(f"{name}-1", parameters, [hashes.get(step) or self._keys[step] for step in after])
        self._keys[name] = key
        inputs = tuple(record for record in self.inputs if record.role in after)
        return self.store.arrays(name, key, Provenance(function, parameters, inputs), compute)

    def structure(self, progress: Progress) -> Structure:
        """Anatomy of the T1."""
        priors = tissue_priors()

        def compute() -> Arrays:
            template = working_template(mni_template(), mni_brain_mask(), priors.gray, priors.white, priors.csf)
            return records.structure_arrays(analyse_t1(self.t1, template, progress=progress))

        parameters = {"template": "MNI152 2009a symmetric", "template_mm": 2.0}
        name = "analysis.preprocess.structural.analyse_t1"
        return records.structure_of(self._step("structure", name, parameters, ["t1"], compute))

    def timed(self, progress: Progress) -> Series:
        """The series without its first volumes, its slices at one moment; remembered."""
        if self._timed is None:
            nifti.finish(self.raw_series, part(progress, 0.0, 0.5))
            series = drop_first(self.raw_series, self.preparation.n_dropped)
            if self.slice_times_s is not None:
                series = correct_slice_timing(
                    series, self.slice_times_s, slice_axis=self.slice_axis, progress=part(progress, 0.5, 1.0)
                )
            self._timed = series
        return self._timed

    def realignment(self, progress: Progress) -> Realignment:
        """The head's motion."""
        parameters = {
            "n_dropped": self.preparation.n_dropped,
            "slice_times_s": None if self.slice_times_s is None else list(self.slice_times_s),
            "slice_axis": self.slice_axis,
        }

        def compute() -> Arrays:
            series = self.timed(part(progress, 0.0, 0.4))
            return records.realignment_arrays(
                realign(series, scratch=self.store.folder, progress=part(progress, 0.4, 1.0))
            )

        return records.realignment_of(
            self._step("motion", "analysis.preprocess.realign.realign", parameters, ["bold"], compute)
        )

    def coregistration(self, structure: Structure, realignment: Realignment, progress: Progress) -> Coregistration:
        """The way from the T1 to the series."""

        def compute() -> Arrays:
            found = coregister(realignment.mean, structure.t1, structure.tissues.brain, progress)
            return records.coregistration_arrays(found)

        name = "analysis.preprocess.coregister.coregister"
        return records.coregistration_of(self._step("coregistration", name, {}, ["structure", "motion"], compute))

    def series(
        self, structure: Structure, realignment: Realignment, found: Coregistration, progress: Progress
    ) -> ResampledSeries:
        """The series in MNI space."""

        def mapping(xyz_mni: np.ndarray) -> np.ndarray:
            return found.transform.points(structure.normalisation.from_mni(xyz_mni))

        def compute() -> Arrays:
            series = self.timed(part(progress, 0.0, 0.2))
            around = grown(mni_brain(self.grid), _RIM_MM)
            moved = resample_series(series, realignment.motion, around, mapping, part(progress, 0.2, 1.0))
            return records.resampled_arrays(moved)

        parameters = {"voxel_mm": self.grid.voxel_size_mm[0], "interpolation": "cubic, once"}
        name = "analysis.preprocess.resample.resample_series"
        return records.resampled_of(self._step("series", name, parameters, ["coregistration"], compute))

    def maps(
        self,
        structure: Structure,
        realignment: Realignment,
        resampled: ResampledSeries,
        warnings: tuple[str, ...],
        outputs: Outputs,
        progress: Progress,
    ) -> tuple[Path, ...]:
        """The metrics of the preset, on the series in MNI space."""
        keys = [entry.key for entry in METRICS if entry.key in self.preset.sections]
        mask = Mask(self.grid, mni_brain(self.grid).data & resampled.coverage.data, "brain")
        coverage = resampled.coverage
        tissues = confound_masks(*tissues_in_mni(structure, coverage, part(progress, 0.0, 0.1)), coverage)
        warnings = (*warnings, *tissues.warnings)
        preparation = self._preparation(realignment.motion, tissues.white, tissues.csf)
        written: list[Path] = []
        for number, key in enumerate(keys):
            step = part(progress, 0.1 + 0.9 * number / len(keys), 0.1 + 0.9 * (number + 1) / len(keys))
            written += self._maps_of(key, resampled.series, mask, preparation, warnings, outputs, step)
        return tuple(written)

    def _maps_of(
        self,
        key: str,
        series: Series,
        mask: Mask,
        preparation: Preparation,
        warnings: tuple[str, ...],
        outputs: Outputs,
        progress: Progress,
    ) -> list[Path]:
        entry, options = metric(key), self.preset.options_for(key)
        sections = {name: {n: str(p.value) for n, p in s.items()} for name, s in self.preset.sections.items()}
        step_key = key_of(f"{key}-1", {"sections": sections, "warnings": list(warnings)}, [self._keys["series"]])
        folder = outputs.maps
        done = self.store.done_files(key, step_key, folder)
        if done is not None:
            return [path for path in done if path.name.endswith(".nii.gz")]
        maps = compute_prepared(entry, series, mask, options, preparation, progress, inputs=self.inputs)
        images = [
            results.write_map(
                outputs.noted(m, self.preset.key, self._steps(), warnings), folder, space="MNI152", force=True
            )
            for m in maps
        ]
        sidecars = [image.with_name(image.name.replace(".nii.gz", ".json")) for image in images]
        self.store.note_done(key, step_key, [*images, *sidecars])
        return sorted(images)

    def _steps(self) -> tuple[str, ...]:
        """What is done before the preparation of a metric, in words, for its record."""
        n_dropped, voxel_mm = self.preparation.n_dropped, self.grid.voxel_size_mm[0]
        timing = () if self.slice_times_s is None else ("shift slices to the middle acquired one",)
        return (
            f"drop the first {n_dropped} volumes",
            *timing,
            "estimate head motion against the first kept volume",
            "align the series with the T1, and the T1 with the MNI152 2009a template",
            f"interpolate once, cubically, on voxels of {voxel_mm:g} mm",
        )

    def _preparation(self, motion: Motion, white: Mask, csf: Mask) -> Preparation:
        """What the preset does to the series, whose first volumes are dropped already."""
        choice = self.preset.step("confounds")
        if choice is None:
            return replace(self.preset.applied_to(Preparation()), n_dropped=0)
        return replace(
            self.preset.applied_to(Preparation(motion=motion)),
            n_dropped=0,
            white_matter=white if choice.white_matter else None,
            csf=csf if choice.csf else None,
        )


def about_motion(motion: Motion) -> tuple[str, ...]:
    """A sentence where the head moved by more than 3 mm or 3°, by which the studies exclude a patient."""
    shift, turn = np.abs(motion.parameters[:, :3]).max(), np.degrees(np.abs(motion.parameters[:, 3:]).max())
    if shift <= MOST_MOTION_MM and turn <= MOST_MOTION_DEGREES:
        return ()
    return (
        f"The head moved by up to {shift:.1f} mm and {turn:.1f}°: by the rule of {MOST_MOTION_MM:g} mm or "
        f"{MOST_MOTION_DEGREES:g}° this patient would be excluded.",
    )
