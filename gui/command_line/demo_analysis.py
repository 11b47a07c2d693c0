"""The analysis of the demonstration patient without a window: what a person would do in it, from scans to the report.

The scans are processed; what was computed before from the same scans is kept, so that a second run is short. Beside
them a cohort is simulated, and a map of the patient that was drawn like the cohort's, because a map that was computed
from scans cannot be compared with drawn ones: the report says so, with the words in which the cohort refuses it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from analysis.demo import CohortSettings
from analysis.demo.cohort_presence import ensure_cohort
from analysis.demo.simulated_map import PERSON, write_simulated_map
from analysis.errors import DataError
from analysis.files import nifti
from analysis.pipeline.case import find_case
from analysis.pipeline.chain import process_patient
from analysis.presets import find_preset
from analysis.progress import Progress, part
from analysis.report.assemble import report_of
from analysis.report.case import Case, read_case, require_seen
from analysis.report.comparison import Comparison, comparison_of
from analysis.report.details import Details
from analysis.stats.calibration import calibrate
from analysis.stats.cohort_table import read_cohort_table
from analysis.stats.patient_files import write_patient_result
from analysis.stats.reference_cohort import ReferenceCohort, load_cohort, load_patient
from analysis.stats.single_patient import compare_patient
from gui.command_line.demo_figures import draw_map, draw_w
from gui.figures.quality_work import measure_and_write
from gui.figures.report_pdf import save_report

PRESET, STATISTIC = "spinal_pain_zhang2025", "malff"
COHORT = CohortSettings(n_controls=32, n_patients=0)
_DRAWN = ("zalff", "zreho", "cbf")
_PROCESSED, _COHORT, _COMPARED = "processed", "cohort", "compared"


@dataclass(frozen=True)
class Analysed:
    """Paths, all absolute."""

    figures: tuple[Path, ...]
    quality: Path
    report: Path


def results_folder(dataset: Path) -> Path:
    """``NAME-results`` beside the dataset."""
    return dataset.absolute().with_name(f"{dataset.name}-results")


def analyse(dataset: Path, progress: Progress, say: Callable[[str], None], *, seed: int = 0) -> Analysed:
    """Process, compare, draw and report into `results_folder`; earlier results there are replaced.

    Raises
    ------
    InputError, EngineError, DataError, OutputError
        a sentence that says what cannot be used, has failed, or could not be written
    """
    folder = results_folder(dataset)
    preset = find_preset(PRESET)
    raw = find_case(dataset)
    say("processing the scans; what an earlier run has finished is kept.")
    processed = process_patient(raw, folder / _PROCESSED, preset, progress=part(progress, 0.0, 0.75))
    for warning in processed.warnings:
        say(warning)
    say("measuring quality.")
    quality = measure_and_write(folder / _PROCESSED, raw.subject, preset, part(progress, 0.75, 0.83))
    say("comparing a simulated map with simulated controls.")
    drawn = write_simulated_map(folder / "simulated_map", COHORT, seed=seed, force=True)
    case = read_case(folder / _PROCESSED, raw.subject, simulated=(drawn,))
    comparison, remark = _compare(case, folder, seed, part(progress, 0.83, 0.9))
    figures = _draw(case, comparison, folder / "figures", part(progress, 0.9, 0.96))
    report = _report(case, comparison, remark, folder, part(progress, 0.96, 1.0))
    return Analysed(figures, quality.absolute(), report)


def _compare(case: Case, folder: Path, seed: int, progress: Progress) -> tuple[Comparison, str]:
    """The comparison of the drawn map, and in which words the cohort refuses the computed map."""
    table = read_cohort_table(ensure_cohort(folder / _COHORT, COHORT, seed=seed, progress=part(progress, 0.0, 0.5)))
    mask = nifti.read_mask(folder / _COHORT / "mask.nii.gz")
    cohort = load_cohort(table, STATISTIC, mask, ("age", "sex"), progress=part(progress, 0.5, 0.6))
    motion = case.quality.motion
    given = {"age": str(PERSON.age), "sex": PERSON.sex, "mean_fd": "" if motion is None else str(motion.mean_fd_mm)}
    patient = load_patient(case.simulated[0], cohort, given)
    result = compare_patient(cohort, patient, progress=part(progress, 0.6, 0.8))
    said = calibrate(cohort, progress=part(progress, 0.8, 1.0)).sentences()
    write_patient_result(result, folder / _COMPARED, calibration=said, force=True)
    return comparison_of(result, said), _refusal(case, cohort, given)


def _refusal(case: Case, cohort: ReferenceCohort, given: dict[str, str]) -> str:
    """The map that was computed from the scans is shown to the same cohort, and what it answers is kept."""
    path = case.map_path(STATISTIC)
    if path is None:
        return ""
    try:
        load_patient(path, cohort, given)
    except DataError as error:
        title = case.title_of(STATISTIC)
        return f"The {title} that was computed from the scans was held against these controls and refused: {error}"
    return ""


def _draw(case: Case, comparison: Comparison, folder: Path, progress: Progress) -> tuple[Path, ...]:
    """Slices of the computed maps and of W over the patient's own T1."""
    assert case.folder.t1_mni is not None
    there = [(name, path) for name in _DRAWN if (path := case.map_path(name)) is not None]
    written = []
    for number, (name, path) in enumerate(there):
        progress(number / (len(there) + 1), f"Drawing {name}")
        written.append(draw_map(path, case.folder.t1_mni, folder / f"{name}.png"))
    progress(len(there) / (len(there) + 1), "Drawing W")
    written.append(draw_w(comparison, case.folder.t1_mni, folder / "w_simulated.png"))
    return tuple(written)


def _report(case: Case, comparison: Comparison, remark: str, folder: Path, progress: Progress) -> Path:
    details = Details(age=str(PERSON.age), sex=PERSON.sex, state="simulated, and so are age and sex")
    remarks = (remark,) if remark else ()
    document = report_of(case, (comparison,), details, acknowledged=require_seen(case), remarks=remarks)
    return save_report(document, folder / f"sub-{case.pseudonym}_report.pdf", force=True, progress=progress).absolute()
