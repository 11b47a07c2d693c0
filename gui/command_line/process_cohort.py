"""``main.py process --cohort``: the patient against controls, as soon as the maps are there."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import OptionError
from analysis.progress import Progress
from gui import log
from gui.command_line.arguments import names, pair, pairs, path
from gui.command_line.inputs import open_mask
from gui.command_line.terminal import Terminal

if TYPE_CHECKING:
    from analysis.image import Mask
    from analysis.pipeline.against_cohort import Compared, Controls
    from analysis.pipeline.case import Case
    from analysis.pipeline.derivative import ProcessedFolder

_NOTHING = ("none",)
_BELONGING = ("maps", "controls", "mask", "covariates", "values")


def add_cohort(parser: argparse.ArgumentParser) -> None:
    """``--cohort`` and what belongs to it."""
    group = parser.add_argument_group("comparison with a reference cohort")
    group.add_argument(
        "--cohort", type=path, metavar="TSV",
        help="table with one row a control, such as cohort.tsv of a dataset processed alike; the results are left in "
        "DIR/sub-X/compared, and main.py report takes them up",
    )  # fmt: skip
    group.add_argument(
        "--maps", nargs="+", metavar="COLUMN",
        help="columns of maps to compare (default: those of CBF, mALFF, ReHo, degree centrality, gray matter)",
    )  # fmt: skip
    group.add_argument("--controls", type=pair, metavar="COLUMN=VALUE", help="only these rows, such as group=control")
    group.add_argument("--mask", type=path, metavar="FILE", help="search volume (default: the template's gray matter)")
    group.add_argument(
        "--covariates", type=names, metavar="A,B",
        help="columns to adjust for, or none (default: age and sex where the table has them, as in the window)",
    )  # fmt: skip
    group.add_argument(
        "--values", type=pairs, metavar="A=66,B=M",
        help="of the patient, by the table's columns; what is not given is taken from participants.tsv of the dataset",
    )  # fmt: skip


def controls_of(arguments: argparse.Namespace, case: "Case", progress: Progress) -> "Controls | None":
    """The cohort, read and checked before anything is processed; None without ``--cohort``.

    Raises
    ------
    OptionError
        if an option needs ``--cohort``, or something of the patient is missing
    AlgoscopeError
        as `analysis.pipeline.against_cohort.read_controls`
    """
    if arguments.cohort is None:
        there = next((name for name in _BELONGING if getattr(arguments, name)), None)
        if there is not None:
            raise OptionError(f"--{there} belongs to --cohort; name the table of controls too.")
        return None
    from analysis.pipeline.against_cohort import CohortOrder, known_of, read_controls
    from analysis.pipeline.stoppable import stoppable
    from analysis.stats.cohort_table import read_cohort_table

    table = read_cohort_table(arguments.cohort)
    log.hide_table(table.rows, table.ids)
    image = case.bold or case.t1 or case.asl
    known = {} if image is None else known_of(image, case.subject)
    order = CohortOrder(
        arguments.cohort,
        arguments.controls,
        tuple(arguments.maps or ()),
        () if arguments.covariates == _NOTHING else arguments.covariates,
        {**known, **(arguments.values or {})},
    )

    def mask_of(image: Path) -> "Mask":
        if arguments.mask is not None:
            return open_mask(arguments.mask)[0]
        return stoppable(lambda _: gray_matter_of(image), progress, "Reading the maps")

    return read_controls(order, mask_of, progress)


def gray_matter_of(image: Path) -> "Mask":
    """The template's gray matter on the grid of a map: where patients are compared unless another mask is given."""
    from analysis.files import nifti
    from gui.commands.comparing import GRAY, search_volume

    return search_volume(GRAY, nifti.read(image).image.grid)


def compare_and_say(
    found: "ProcessedFolder", controls: "Controls", terminal: Terminal, progress: Progress, *, force: bool
) -> "tuple[Compared, ...]":
    """Compare; say for what was adjusted and which earlier comparisons were moved aside. Raises as comparing does."""
    from analysis.pipeline.against_cohort import compare_processed
    from analysis.pipeline.earlier import kept_aside

    before = kept_aside(found.names)
    terminal.say(controls.adjusted_for)
    try:
        return compare_processed(found, controls, progress, force=force)
    finally:
        moved = [path for path in kept_aside(found.names) if path not in before]
        if moved:
            terminal.say(
                f"Earlier comparisons that this one has not replaced ({', '.join(path.name for path in moved)}) were "
                f'moved to "{moved[0].parent.name}"; no report takes them up.'
            )


def say_compared(outcomes: "tuple[Compared, ...]", terminal: Terminal, said: Sequence[str] = ()) -> bool:
    """Files to stdout, sentences to the person, but not again those that processing has `said`; whether all worked."""
    for outcome in outcomes:
        if outcome.result is None:
            terminal.say(f"{outcome.statistic} was not compared. {outcome.refusal}")
            continue
        notes = [note for note in outcome.result.notes if not any(warning.endswith(note) for warning in said)]
        for sentence in (*outcome.result.sentences, *notes):
            terminal.say(f"{outcome.statistic}: {sentence}")
        for written in outcome.files:
            print(written.absolute())
    return all(outcome.result is not None for outcome in outcomes)
