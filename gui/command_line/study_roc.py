"""Ask how well columns tell two groups apart: ROC curves, their areas, and a logistic model beside its covariates.

Which group is positive must be said, and --lower names columns whose low values mean positive: nothing is turned
round because the area would be larger. Beside the apparent area stands that of leave-one-out. Say how the columns were
chosen: regions that were found by comparing the same groups in the same people get the stamp CIRCULAR. With
--candidates the choice is made again inside each fold of a cross-validation.
"""

import argparse
from pathlib import Path

from analysis.stats.clinical.circularity import Circularity, choices_on_record
from analysis.stats.clinical.nested_roc import NestedOptions
from analysis.stats.clinical.roc_analysis import RocAnalysis
from analysis.stats.clinical.roc_files import FILES, write_roc
from analysis.stats.clinical.roc_table import RocQuestion, roc_table
from analysis.stats.clinical.roc_words import caption_of, sentences_of
from gui.command_line.arguments import add_output_folder, add_threads, whole_number
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_files
from gui.command_line.study_figures import add_figures, figure_files, page_of, write_figures
from gui.command_line.study_rows import add_rows, rows_of
from gui.command_line.study_table import add_covariates, add_table, names, open_table
from gui.command_line.terminal import Terminal

_FIGURE = "roc_curves"
EXAMPLE = """examples:
  main.py study roc --table values.tsv --x malff_Insula_L,malff_Thalamus_R --outcome group --positive MOH \\
      --negative EM --covariates age,sex --selected-by-same-contrast --candidates 'malff_*' --out roc
  main.py study roc --table participants.tsv --x phq9 --outcome group --positive MOH --negative EM \\
      --selected-independently --out phq9
"""


def add_kind(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``study roc``."""
    parser = commands.add_parser(
        "roc", help="ROC curves, logistic regression, areas outside the sample", description=__doc__, epilog=EXAMPLE
    )
    parser.set_defaults(work=run)
    add_table(parser)
    parser.add_argument("--x", type=names, required=True, metavar="A,B", help="columns that are to tell people apart")
    parser.add_argument("--outcome", required=True, metavar="COLUMN", help="column of the two groups")
    parser.add_argument("--positive", required=True, metavar="WORD", help="the group that is to be recognised")
    parser.add_argument("--negative", default="", metavar="WORD", help="the other group, where there are more than two")
    parser.add_argument("--lower", type=names, default=(), metavar="A,B", help="columns whose low values mean positive")
    add_covariates(parser)
    add_rows(parser)
    _add_choice(parser)
    add_output_folder(parser)
    add_figures(parser)
    add_threads(parser)


def _add_choice(parser: argparse.ArgumentParser) -> None:
    choice = parser.add_argument_group("how the columns were chosen")
    said = choice.add_mutually_exclusive_group()
    said.add_argument(
        "--selected-by-same-contrast", action="store_true", help="because these groups differ in them, in these people"
    )
    said.add_argument("--selected-independently", action="store_true", help="beforehand, or in other people")
    choice.add_argument(
        "--candidates", type=names, default=(), metavar="A,B*",
        help="all columns that could have been chosen; * stands for any letters",
    )  # fmt: skip
    choice.add_argument(
        "--choose", type=whole_number(1), default=1, metavar="N", help="how many are chosen in each fold (default 1)"
    )
    choice.add_argument("--folds", type=whole_number(2), default=5, metavar="N", help="default 5")
    choice.add_argument("--repeats", type=whole_number(1), default=100, metavar="N", help="of the folds (default 100)")
    choice.add_argument("--seed", type=whole_number(0), default=0, metavar="N", help="of the folds (default 0)")


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Compute and write; paths and sentences go to stdout."""
    refuse_files(arguments.out, (*FILES, *figure_files(arguments, (_FIGURE,))), force=arguments.force)
    study = open_table(arguments)
    question = RocQuestion(
        arguments.x, arguments.outcome, arguments.positive, arguments.negative, arguments.covariates, arguments.lower,
        arguments.candidates, _said(arguments), rows_of(arguments),
    )  # fmt: skip
    found = roc_table(
        study.table,
        question,
        (study.record,),
        nested=NestedOptions(arguments.choose, arguments.folds, arguments.repeats, arguments.seed),
        on_record=choices_on_record(arguments.table, arguments.x),
        progress=terminal,
    )
    terminal.clear()
    written = write_roc(found, arguments.out, force=arguments.force)
    for one in (*written, *_figures(arguments, found)):
        print(one.absolute())
    print(caption_of(found))
    for sentence in sentences_of(found):
        print(sentence)
    for warning in found.warnings:
        terminal.say(warning)
    return DONE


def _said(arguments: argparse.Namespace) -> Circularity:
    if arguments.selected_by_same_contrast:
        return Circularity.CIRCULAR
    return Circularity.INDEPENDENT if arguments.selected_independently else Circularity.UNKNOWN


def _figures(arguments: argparse.Namespace, found: RocAnalysis) -> tuple[Path, ...]:
    if not arguments.figure_format:
        return ()
    from gui.figures.study.roc_curves import draw_roc  # not needed for --help

    return write_figures({_FIGURE: draw_roc(found, page_of(arguments))}, arguments)
