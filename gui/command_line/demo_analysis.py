"""The analysis of the demonstration patient without a window: what a person would do in it, from scans to the report.

The scans are processed; what was computed before from the same scans is kept, so that a second run is short. The maps
are compared with those of the simulated controls that lie beside the patient, which were scanned and processed alike.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.demo.reference_controls import FOLDER, TABLE
from analysis.pipeline.against_cohort import CohortOrder, Compared, Controls, compare_processed, known_of, read_controls
from analysis.pipeline.case import Case as Scans
from analysis.pipeline.case import find_case
from analysis.pipeline.chain import process_patient
from analysis.pipeline.derivative import read_processed
from analysis.presets import find_preset
from analysis.progress import Progress, part
from analysis.report.assemble import report_of
from analysis.report.case import Case, read_case
from analysis.report.comparison import Comparison, kept_comparisons, read_comparison, said_together
from analysis.report.details import Details
from analysis.report.red_lights import require_seen
from gui.command_line.demo_figures import draw_map, draw_w
from gui.command_line.process_cohort import gray_matter_of
from gui.figures.quality_work import measure_and_write
from gui.figures.report_pdf import save_report

PRESET = "spinal_pain_zhang2025"
_DRAWN = ("zalff", "zreho", "cbf")
_W_DRAWN = ("malff", "cbf")
_PROCESSED = "processed"


@dataclass(frozen=True)
class Analysed:
    """Paths, all absolute."""

    figures: tuple[Path, ...]
    quality: Path
    report: Path


def results_folder(dataset: Path) -> Path:
    """``NAME-results`` beside the dataset."""
    return dataset.absolute().with_name(f"{dataset.name}-results")


def analyse(dataset: Path, progress: Progress, say: Callable[[str], None]) -> Analysed:
    """Process, compare, draw and report into `results_folder`; earlier results there are replaced.

    Raises
    ------
    InputError, EngineError, DataError, OutputError
        a sentence that says what cannot be used, has failed, or could not be written
    """
    folder = results_folder(dataset)
    out, preset = folder / _PROCESSED, find_preset(PRESET)
    raw = find_case(dataset)
    known = _known(raw)
    controls = _controls(dataset, known, part(progress, 0.0, 0.05))
    say("processing the scans; what an earlier run has finished is kept.")
    processed = process_patient(raw, out, preset, progress=part(progress, 0.05, 0.75))
    for warning in processed.warnings:
        say(warning)
    say(f"comparing the maps with those of simulated controls. {controls.adjusted_for}")
    found = read_processed(out, raw.subject)
    for outcome in compare_processed(found, controls, part(progress, 0.75, 0.83), force=True):
        _say(outcome, say)
    say("measuring quality.")
    step = part(progress, 0.83, 0.9)
    quality = measure_and_write(out, raw.subject, preset, step, controls=controls.quality)
    case = read_case(out, raw.subject)
    comparisons = tuple(read_comparison(place) for place in kept_comparisons(found.names))
    figures = _draw(case, comparisons, folder / "figures", part(progress, 0.9, 0.96))
    report = _report(case, comparisons, known, folder, part(progress, 0.96, 1.0))
    return Analysed(figures, quality.absolute(), report)


def _known(raw: Scans) -> Mapping[str, str]:
    image = raw.bold or raw.t1 or raw.asl
    return {} if image is None else known_of(image, raw.subject)


def _controls(dataset: Path, known: Mapping[str, str], progress: Progress) -> Controls:
    """Read before the scans are processed: what is wrong with them is said at once."""
    order = CohortOrder(dataset / FOLDER / TABLE, given=known)
    return read_controls(order, gray_matter_of, progress)


def _say(outcome: Compared, say: Callable[[str], None]) -> None:
    if outcome.result is None:
        say(f"{outcome.statistic} was not compared. {outcome.refusal}")
    else:
        say(f"{outcome.statistic}: {' '.join(outcome.result.sentences)}")


def _draw(case: Case, comparisons: tuple[Comparison, ...], folder: Path, progress: Progress) -> tuple[Path, ...]:
    """Slices of the computed maps and of W over the patient's own T1."""
    assert case.folder.t1_mni is not None
    there = [(name, path) for name in _DRAWN if (path := case.map_path(name)) is not None]
    compared = [one for one in comparisons if one.statistic in _W_DRAWN and one.w is not None]
    n, written = len(there) + len(compared), []
    for number, (name, path) in enumerate(there):
        progress(number / n, f"Drawing {name}")
        written.append(draw_map(path, case.folder.t1_mni, folder / f"{name}.png"))
    for number, one in enumerate(compared, start=len(there)):
        progress(number / n, f"Drawing W of {one.statistic}")
        written.append(draw_w(one, case.folder.t1_mni, folder / f"w_{one.statistic}.png"))
    return tuple(written)


def _report(
    case: Case, comparisons: tuple[Comparison, ...], known: Mapping[str, str], folder: Path, progress: Progress
) -> Path:
    told = {name: known.get(name, "") for name in ("age", "sex", "handedness")}
    details = Details(**told, state="simulated, and so are age, sex and handedness")
    document = report_of(
        case, comparisons, details, acknowledged=require_seen(case, mark=True),
        together=said_together(case.folder.names, comparisons),
    )  # fmt: skip
    return save_report(document, folder / f"sub-{case.pseudonym}_report.pdf", force=True, progress=progress).absolute()
