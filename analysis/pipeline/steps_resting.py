"""The steps of the resting-state series: motion, the way to MNI space, one interpolation, metrics, and their files."""

from typing import Any

from analysis.files import nifti
from analysis.image import Series
from analysis.pipeline import records, stages
from analysis.pipeline.found import Resting, Way
from analysis.pipeline.masks import grown, mni_brain
from analysis.pipeline.outputs_resting import write_resting
from analysis.pipeline.scans import RestingScan
from analysis.pipeline.steps import Run
from analysis.pipeline.steps_anatomy import the_template
from analysis.pipeline.store import Arrays, DoneFiles
from analysis.preprocess.coregister import coregister
from analysis.preprocess.normalise_epi import normalise_epi
from analysis.preprocess.preparation import Preparation, drop_first
from analysis.preprocess.realign import Realignment, realign
from analysis.preprocess.resample import ResampledSeries, resample_series
from analysis.preprocess.slice_timing import correct_slice_timing
from analysis.preprocess.structural import Structure
from analysis.progress import Progress, part

_RIM_MM = 9.0  # around the brain: what smoothing needs
WITHOUT_T1 = (
    "There is no T1: the series was brought to MNI space by its own image, which is less exact (on average 0.8 mm off "
    "on the demonstration patient, whose series has no distortion, and 2.6 mm from where its T1 leads on a real one), "
    "and white matter and fluid are those of the template."
)


def find_resting(run: Run, structure: Structure | None, progress: Progress) -> Resting:
    """Motion, the way to MNI space, the series there, and the files of them."""
    timed = _Timed(run)
    realignment = _realignment(run, timed, part(progress, *stages.MOTION))
    way = (
        _own_way(run, realignment, part(progress, *stages.ALIGNMENT))
        if structure is None
        else _way_through_t1(run, structure, realignment, part(progress, *stages.ALIGNMENT))
    )
    series = _series(run, timed, realignment, way, part(progress, *stages.SERIES))
    found = Resting(realignment, way, series)

    def write(report: Progress) -> DoneFiles:
        return DoneFiles(write_resting(run, structure, found, report))

    run.files("resting-files-1", {}, ["series"], write, part(progress, *stages.SERIES_FILES))
    return found


class _Timed:
    """The series without its first volumes, its slices at one moment; made when first wanted."""

    def __init__(self, run: Run) -> None:
        assert run.scans.resting is not None
        self.scan: RestingScan = run.scans.resting
        self.n_dropped = run.preset.applied_to(Preparation()).n_dropped
        self._made: Series | None = None

    def parameters(self) -> dict[str, Any]:
        """What it depends on beside the file."""
        times = self.scan.slice_times_s
        return {
            "n_dropped": self.n_dropped,
            "slice_times_s": None if times is None else list(times),
            "slice_axis": self.scan.slice_axis,
            "tr_s": self.scan.series.tr_s,
        }

    def series(self, progress: Progress) -> Series:
        """The series; remembered."""
        if self._made is None:
            nifti.finish(self.scan.series, part(progress, 0.0, 0.5))
            series = drop_first(self.scan.series, self.n_dropped)
            if self.scan.slice_times_s is not None:
                series = correct_slice_timing(
                    series,
                    self.scan.slice_times_s,
                    slice_axis=self.scan.slice_axis,
                    progress=part(progress, 0.5, 1.0),
                )
            self._made = series
        return self._made


def _realignment(run: Run, timed: _Timed, progress: Progress) -> Realignment:
    def compute(report: Progress) -> Arrays:
        series = timed.series(part(report, 0.0, 0.4))
        found = realign(series, scratch=run.store.folder, progress=part(report, 0.4, 1.0))
        return records.realignment_arrays(found)

    name = "analysis.preprocess.realign.realign"
    return records.realignment_of(run.arrays("motion-1", name, timed.parameters(), ["bold"], compute, progress))


def _way_through_t1(run: Run, structure: Structure, realignment: Realignment, progress: Progress) -> Way:
    def compute(report: Progress) -> Arrays:
        found = coregister(realignment.mean, structure.t1, structure.tissues.brain, report)
        return records.coregistration_arrays(found)

    name = "analysis.preprocess.coregister.coregister"
    arrays = run.arrays("coregistration-1", name, {}, ["structure", "motion"], compute, progress)
    return Way(structure.normalisation, records.coregistration_of(arrays))


def _own_way(run: Run, realignment: Realignment, progress: Progress) -> Way:
    def compute(report: Progress) -> Arrays:
        return records.normalisation_arrays(normalise_epi(realignment.mean, the_template(), report))

    name = "analysis.preprocess.normalise_epi.normalise_epi"
    arrays = run.arrays("coregistration-epi-1", name, {}, ["motion"], compute, progress)
    return Way(records.normalisation_of(arrays), None)


def _series(run: Run, timed: _Timed, realignment: Realignment, way: Way, progress: Progress) -> ResampledSeries:
    def compute(report: Progress) -> Arrays:
        series = timed.series(part(report, 0.0, 0.2))
        around = grown(mni_brain(run.grid), _RIM_MM)
        moved = resample_series(series, realignment.motion, around, way.from_mni, part(report, 0.2, 1.0))
        return records.resampled_arrays(moved)

    parameters = {"voxel_mm": run.grid.voxel_size_mm[0], "interpolation": "cubic, once"}
    after = "coregistration-epi" if way.coregistration is None else "coregistration"
    name = "analysis.preprocess.resample.resample_series"
    return records.resampled_of(run.arrays("series-1", name, parameters, [after], compute, progress))
