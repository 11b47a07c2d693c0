"""From raw scans to maps in MNI space, in the order of the preset: `process_patient`.

The T1's anatomy first, then the series: volumes are dropped and slice timing corrected; the head's motion and the way
to the T1 and to MNI space are found; the series is interpolated once; confounds, frequencies and smoothing follow for
each metric as its definition wants them. Perfusion is computed on its own grid and its maps interpolated once.
Scans that a patient does not have are left out: without a T1 a series goes to MNI space by its own image.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.files import results
from analysis.pipeline import stages
from analysis.pipeline.case import Case
from analysis.pipeline.found import Anatomy, Perfusion, Resting
from analysis.pipeline.names import Names
from analysis.pipeline.outputs import put_description
from analysis.pipeline.record import exclusion_by, record_of
from analysis.pipeline.scans import open_scans
from analysis.pipeline.steps import Run
from analysis.pipeline.steps_anatomy import find_anatomy, write_gray_map
from analysis.pipeline.steps_metrics import find_metrics
from analysis.pipeline.steps_perfusion import find_perfusion
from analysis.pipeline.steps_resting import WITHOUT_T1, find_resting
from analysis.pipeline.stoppable import stoppable
from analysis.preprocess.preparation import Preparation
from analysis.preprocess.resample import mni_grid
from analysis.presets import Preset
from analysis.progress import Progress, part, silent


@dataclass(frozen=True, eq=False)
class Processed:
    """What a run found and the maps it left, see `derivative.read_processed`; ``warnings`` are for the user."""

    anatomy: Anatomy | None
    resting: Resting | None
    perfusion: Perfusion | None
    maps: tuple[Path, ...]
    warnings: tuple[str, ...]
    record: Path


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
    n_dropped = preset.applied_to(Preparation()).n_dropped
    opening = part(progress, *stages.SCANS)
    scans = stoppable(lambda report: open_scans(case, n_dropped, report), opening, "Opening the scans")
    run = Run(Names(out, case.subject), scans, preset, mni_grid(voxel_mm))
    run.names.record.unlink(missing_ok=True)  # until all is there again
    put_description(out)
    anatomy = resting = perfusion = metrics = None
    maps: tuple[Path, ...] = ()
    if scans.t1 is not None:
        anatomy = find_anatomy(run, part(progress, *stages.ANATOMY))
    structure = None if anatomy is None else anatomy.structure
    warnings = scans.warnings
    if scans.resting is not None:
        resting = find_resting(run, structure, part(progress, *stages.RESTING))
        warnings = (*warnings, *about_resting(resting, preset))
        metrics = find_metrics(run, structure, resting, warnings, part(progress, *stages.METRICS))
        maps, warnings = metrics.maps, (*warnings, *metrics.warnings)
    if scans.asl is not None:
        perfusion = find_perfusion(run, structure, part(progress, *stages.PERFUSION))
        warnings = (*warnings, *perfusion.warnings)
        maps = (*maps, *perfusion.maps)
    if anatomy is not None:
        maps = (*maps, *write_gray_map(run, anatomy, part(progress, 0.99, 1.0)))
    record = {
        "Scans": [record.role for record in scans.inputs],
        **typed_facts(case),
        **record_of(anatomy, resting, perfusion, preset, maps, warnings),
        **({"DegreesOfFreedomLeft": dict(metrics.dof_left)} if metrics is not None else {}),
    }
    run.write_performance()
    results.write_json(record, run.names.record, force=True)
    progress(1.0, "Done")
    return Processed(anatomy, resting, perfusion, maps, warnings, run.names.record)


def typed_facts(case: Case) -> dict[str, Any]:
    """What a person typed about the scans, for the record; empty where nothing was."""
    given = {"bold": case.bold_facts, "asl": case.asl_facts}
    typed = {kind: {name: fact.value for name, fact in sorted(facts.items())} for kind, facts in given.items() if facts}
    return {"TypedFacts": typed} if typed else {}


def about_resting(resting: Resting, preset: Preset) -> tuple[str, ...]:
    """Sentences about a processed series: motion beyond the preset's rule, and a way without a T1."""
    rule = exclusion_by(resting.realignment.motion, preset.motion_rule)
    moved = (rule.sentence,) if rule.is_excluded else ()
    without = (WITHOUT_T1,) if resting.way.coregistration is None else ()
    return (*moved, *without)
