"""Process raw scans, unattended: from a T1, a resting-state series and an ASL series to maps in MNI space.

The folder is a BIDS dataset or subject, or holds the images of one patient; what is not there is left out. Every step
is kept in DIR/work: with --resume a run that was stopped goes on where it was, and after a change only what depends on
it is computed again. Where a folder has several images of a kind, the options choose one: by a file, or by a part of
its name such as acq-multi. A page with the quality of the scans and of their processing is written last:
DIR/sub-X/sub-X_quality.html. With --all-subjects each subject's page, and its row in cohort.tsv, is there before the
next one begins; one that cannot be processed is told in a sentence, and by the exit code.

With --cohort the maps are then compared with those of controls that were acquired and processed alike: t, W-score,
percentile, what is outside of everyone's range, clusters and regions are left in DIR/sub-X/compared, a folder for each
map, and the page of quality shows percentiles. The comparison is adjusted for age and sex where the table has them, as
in the window, unless --covariates says otherwise. A map that was acquired or made in another way is refused with the
reason. With --resume, earlier comparisons that are not made anew are moved to DIR/sub-X/compared_earlier.
"""

import argparse
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import AlgoscopeError, Cancelled, InputError, OptionError, OutputError
from analysis.progress import Progress, part
from gui import heap
from gui.command_line.arguments import add_preset, add_threads, path
from gui.command_line.outcome import DONE, FAILED, UNUSABLE_INPUT
from gui.command_line.process_about import keep_about
from gui.command_line.process_cohort import add_cohort, compare_and_say, controls_of, say_compared
from gui.command_line.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np

    from analysis.pipeline.against_cohort import Compared, Controls
    from analysis.pipeline.case import Case, Chosen
    from analysis.pipeline.dataset import Outcome
    from analysis.presets import Preset

_log = logging.getLogger(__name__)

EXAMPLE = """examples:
  main.py process dataset/sub-01 --out results --preset spinal_pain_zhang2025
  main.py process dataset --subject 01 --asl acq-multi --out results
  main.py process dataset --all-subjects --out results --resume
  main.py process patient/sub-07 --out results --cohort controls/cohort.tsv --values age=66,sex=M
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which scans, where to, and how."""
    parser.add_argument("folder", type=path, metavar="INPUT", help="folder of the scans")
    parser.add_argument(
        "--out", type=path, required=True, metavar="DIR", help="folder for the results; made if missing"
    )
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--subject", metavar="LABEL", help="which subject, in a dataset with several")
    who.add_argument(
        "--all-subjects", action="store_true", help="each subject of the dataset in turn; one that fails stops no other"
    )
    for kind, what in (
        ("t1", "T1"),
        ("bold", "resting-state series"),
        ("asl", "ASL series"),
        ("m0", "M0 of the ASL series"),
    ):
        parser.add_argument(f"--{kind}", type=path, metavar="FILE", help=f"the {what}: a file, or a part of its name")
    parser.add_argument("--lesion", type=path, metavar="FILE", help="mask on the grid of the T1: compared nowhere")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        dest="typed",
        help="a fact about the ASL series that its files do not tell; fields: main.py cbf --help",
    )
    add_preset(parser, "how to process, default spinal_pain_zhang2025")
    parser.add_argument("--voxel-mm", type=int, choices=(3, 2), default=3, help="voxel size of the maps; default 3")
    add_cohort(parser)
    parser.add_argument("--resume", action="store_true", help="go on with the results that are in DIR")
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Process; the paths of the maps go to stdout, or with several subjects that of the summary."""
    from analysis.perfusion.fields import parse_typed
    from analysis.pipeline.case import Chosen, find_case
    from analysis.presets import find_preset

    preset = find_preset(arguments.preset or "spinal_pain_zhang2025")
    facts = parse_typed(arguments.typed)
    chosen = Chosen(arguments.t1, arguments.bold, arguments.asl, arguments.m0, arguments.lesion, facts)
    if arguments.all_subjects:
        if arguments.lesion is not None:
            raise OptionError("A mask of a lesion belongs to one patient; process that subject alone (--subject).")
        if arguments.cohort is not None:
            raise OptionError("One patient is compared with a cohort: process that subject alone (--subject).")
        _require_free(arguments)
        return _run_all(arguments, preset, chosen, terminal)
    case = find_case(arguments.folder, arguments.subject, chosen)
    _require_free(arguments)
    controls = controls_of(arguments, case, part(terminal, 0.0, 0.03))
    return _run_one(arguments, preset, case, controls, terminal)


def _run_one(
    arguments: argparse.Namespace, preset: "Preset", case: "Case", controls: "Controls | None", terminal: Terminal
) -> int:
    """Maps, comparison, quality; a comparison that fails leaves everything else, and is told by the exit code."""
    from analysis.pipeline.chain import process_patient

    out = arguments.out
    done = process_patient(case, out, preset, voxel_mm=arguments.voxel_mm, progress=part(terminal, 0.03, 0.85))
    for warning in done.warnings:
        terminal.say(warning)
    outcomes, failure = _compare(arguments, case, controls, terminal)
    is_comparable = any(outcome.result is not None for outcome in outcomes)
    numbers = controls.quality if controls is not None and is_comparable else None
    is_whole = _write_quality(out, case.subject, preset, terminal, part(terminal, 0.9, 1.0), numbers)
    terminal.clear()
    for image in done.maps:
        print(image.absolute())
    if failure is not None:
        raise failure
    if not say_compared(outcomes, terminal, done.warnings):
        return UNUSABLE_INPUT
    return DONE if is_whole else FAILED


def _compare(
    arguments: argparse.Namespace, case: "Case", controls: "Controls | None", terminal: Terminal
) -> "tuple[tuple[Compared, ...], Exception | None]":
    """What became of each map, and the error if something failed: the page of quality is written all the same."""
    from analysis.pipeline.derivative import read_processed

    try:
        keep_about(arguments.out, case, arguments.values or {})
        if controls is None:
            return (), None
        found = read_processed(arguments.out, case.subject)
        step = part(terminal, 0.85, 0.9)
        return compare_and_say(found, controls, terminal, step, force=arguments.resume), None
    except Cancelled:
        raise
    except Exception as error:
        return (), error


def _write_quality(
    out: Path,
    subject: str,
    preset: "Preset",
    terminal: Terminal,
    progress: Progress,
    controls: "Mapping[str, np.ndarray] | None" = None,
) -> bool:
    """The record and the page of quality; what is wrong with them is said, and the maps stay.

    False where something failed; not where the data alone are the reason that there is nothing to show.
    """
    from gui.figures.quality_work import measure_and_write

    try:
        page = measure_and_write(out, subject, preset, progress, controls=controls)
    except Cancelled:
        raise
    except AlgoscopeError as error:
        terminal.say(f"The quality page could not be made. {error}")
        return isinstance(error, InputError)
    except Exception as error:  # neither the maps nor the subjects after this one must suffer from it
        _log.exception("the quality page failed unexpectedly")
        terminal.say(f"The quality page could not be made ({type(error).__name__}).")
        return False
    terminal.say(f"Quality page: {page.absolute()}")
    return True


def _require_free(arguments: argparse.Namespace) -> None:
    out = arguments.out
    if out.exists() and not arguments.resume and (not out.is_dir() or any(out.iterdir())):
        raise OutputError(f'"{out.name}" is not empty; choose another folder, or go on with its results (--resume).')


def _run_all(arguments: argparse.Namespace, preset: "Preset", chosen: "Chosen", terminal: Terminal) -> int:
    """Everyone in turn; what there is to say and to write of a subject is done before the next one begins."""
    from analysis.pipeline.cohort_quality import add_quality
    from analysis.pipeline.dataset import process_dataset

    went_well: list[bool] = []

    def finished(outcome: "Outcome", cohort: Path, progress: Progress) -> None:
        terminal.say(f"sub-{outcome.subject}: {outcome.sentence}")
        went_well.append(outcome.is_done and _write_quality(arguments.out, outcome.subject, preset, terminal, progress))
        add_quality(cohort)
        heap.give_back()

    mm = arguments.voxel_mm
    done = process_dataset(
        arguments.folder, arguments.out, preset, chosen, voxel_mm=mm, finished=finished, progress=terminal
    )
    terminal.clear()
    for table in (done.summary, done.cohort):
        print(table.absolute())
    return DONE if all(went_well) else FAILED
