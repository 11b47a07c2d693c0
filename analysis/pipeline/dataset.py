"""All subjects of a BIDS dataset, one after the other, and the tables that they leave.

``processing_summary.tsv``   one row per subject: done or failed, the sentence, seconds, motion, the rule on motion
``cohort.tsv``               one row per subject that is done: what the dataset's participants.tsv tells (age, sex ...),
                             head motion, volumes, and for each map its path from the folder of the table
"""

import csv
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import AlgoscopeError, Cancelled, InputError
from analysis.files import results
from analysis.files.bids import subjects
from analysis.pipeline.case import Chosen, find_case
from analysis.pipeline.chain import process_patient
from analysis.pipeline.derivative import ProcessedFolder, read_processed
from analysis.presets import Preset
from analysis.progress import Progress, part, silent

_log = logging.getLogger(__name__)

SUMMARY, COHORT = "processing_summary.tsv", "cohort.tsv"
_COLUMNS = ("participant_id", "status", "sentence", "seconds", "mean_fd_mm", "excluded_by_rule", "n_maps", "n_warnings")
_NUMBERS = {
    "mean_fd_mm": "MeanFramewiseDisplacementPowerMm",
    "excluded_by_rule": "ExcludedByRule",
    "gray_matter_ml": "GrayMatterMl",
    "tiv_ml": "TotalIntracranialMl",
}


@dataclass(frozen=True)
class Outcome:
    """How the processing of one subject ended; ``processed`` is None where it failed."""

    subject: str
    sentence: str
    seconds: float
    processed: ProcessedFolder | None = None

    @property
    def is_done(self) -> bool:
        """Whether it has its maps."""
        return self.processed is not None


@dataclass(frozen=True)
class DatasetRun:
    """The outcomes in the order of the subjects, and the two tables."""

    outcomes: tuple[Outcome, ...]
    summary: Path
    cohort: Path


Finished = Callable[[Outcome, Path, Progress], None]
"""Called with how a subject ended, the cohort's table, which has its row, and a progress."""
_WITHOUT_FINISHING = 0.9


def process_dataset(
    folder: Path,
    out: Path,
    preset: Preset,
    chosen: Chosen | None = None,
    *,
    voxel_mm: float = 3.0,
    finished: Finished | None = None,
    progress: Progress = silent,
) -> DatasetRun:
    """Process every subject of a dataset; one that fails stops no other.

    The tables are written anew after each subject, so that they hold what is done if the run is stopped.

    Parameters
    ----------
    folder : root of the dataset
    out, preset, voxel_mm, progress : as `analysis.pipeline.chain.process_patient`
    chosen : parts of names by which one of several images is chosen in every subject
    finished : what else is done for a subject, before the next one begins

    Raises
    ------
    InputError
        if the folder is no dataset with subjects
    OutputError
        if a table cannot be written
    """
    labels = subjects(folder)
    if not labels:
        raise InputError(f'"{folder.name}" is no BIDS dataset: it has no folder of a subject (sub-...).')
    people = read_participants(folder / "participants.tsv")
    outcomes: list[Outcome] = []
    for number, label in enumerate(labels):
        step = part(progress, number / len(labels), (number + 1) / len(labels))
        share = 1.0 if finished is None else _WITHOUT_FINISHING
        outcomes.append(_process(folder, label, out, preset, chosen, voxel_mm, part(step, 0.0, share)))
        summary = _write_summary(outcomes, out / SUMMARY)
        done = [outcome.processed for outcome in outcomes if outcome.processed is not None]
        cohort = write_cohort_table(done, people, out / COHORT)
        if finished is not None:
            finished(outcomes[-1], cohort, part(step, share, 1.0))
    return DatasetRun(tuple(outcomes), summary, cohort)


def _process(
    folder: Path, label: str, out: Path, preset: Preset, chosen: Chosen | None, voxel_mm: float, progress: Progress
) -> Outcome:
    start = time.perf_counter()

    def said(fraction: float, message: str = "") -> None:
        progress(fraction, f"sub-{label}: {message}")

    try:
        process_patient(find_case(folder, label, chosen), out, preset, voxel_mm=voxel_mm, progress=said)
        found = read_processed(out, label)
    except AlgoscopeError as error:
        return Outcome(label, str(error), time.perf_counter() - start)
    except Cancelled:
        raise
    except Exception as error:  # one subject must not cost the others their night
        _log.exception("a subject failed unexpectedly")
        kind = "There was not enough memory" if isinstance(error, MemoryError) else "Something failed unexpectedly"
        return Outcome(label, f"{kind} ({type(error).__name__}).", time.perf_counter() - start)
    said_of = f"done, {len(found.maps)} maps" + (f", {len(found.warnings)} warnings" if found.warnings else "")
    return Outcome(label, said_of, time.perf_counter() - start, found)


def read_participants(path: Path) -> Mapping[str, Mapping[str, str]]:
    """What a participants.tsv tells, by subject's label and column; empty where there is none.

    Raises
    ------
    InputError
        if it has no column ``participant_id``, or cannot be read
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f'"{path.name}" cannot be read; save it as text with tabs (UTF-8).') from error
    rows = list(csv.DictReader(lines, delimiter="\t"))
    if rows and "participant_id" not in rows[0]:
        raise InputError(f'"{path.name}" has no column participant_id.')
    return {
        (row["participant_id"] or "").removeprefix("sub-"): {
            column: value or "n/a" for column, value in row.items() if column and column != "participant_id"
        }
        for row in rows
    }


def _write_summary(outcomes: Sequence[Outcome], path: Path) -> Path:
    rows = []
    for outcome in outcomes:
        found = outcome.processed
        record: Mapping[str, Any] = {} if found is None else found.record
        status = "done" if outcome.is_done else "failed"
        numbers = [record.get(_NUMBERS[name]) for name in ("mean_fd_mm", "excluded_by_rule")]
        counts = [None, None] if found is None else [len(found.maps), len(found.warnings)]
        rows.append([f"sub-{outcome.subject}", status, outcome.sentence, round(outcome.seconds, 1), *numbers, *counts])
    return results.write_tsv(_COLUMNS, rows, path, force=True)


def write_cohort_table(
    done: Sequence[ProcessedFolder],
    people: Mapping[str, Mapping[str, str]],
    path: Path,
    statistics: Sequence[str] = (),
) -> Path:
    """Write one row per processed subject.

    Parameters
    ----------
    done : in the order of the rows
    people : what is told of them, by label and column
    path : of the table; those of the maps are written from its folder
    statistics : columns of maps, in this order; all that somebody has where none is named
    """
    told = list(dict.fromkeys(["age", "sex", *(column for person in people.values() for column in person)]))
    statistics = statistics or list(dict.fromkeys(m.statistic for found in done for m in found.maps))
    rows = []
    for found in done:
        person = people.get(found.subject, {})
        paths = {m.statistic: m.path.relative_to(path.parent).as_posix() for m in found.maps}
        rows.append(
            [
                f"sub-{found.subject}",
                *(person.get(column) for column in told),
                *(found.record.get(name) for name in _NUMBERS.values()),
                *(paths.get(statistic) for statistic in statistics),
            ]
        )
    return results.write_tsv(["participant_id", *told, *_NUMBERS, *statistics], rows, path, force=True)
