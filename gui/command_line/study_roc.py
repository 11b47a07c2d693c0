"""Ask how well columns tell two groups apart: ROC curves, their areas, and a logistic model beside its covariates.

Which group is positive must be said, and --lower names columns whose low values mean positive: nothing is turned
round because the area would be larger. Beside the apparent area stands that of leave-one-out. Say how the columns were
chosen: regions that were found by comparing the same groups in the same people get the stamp CIRCULAR. With
--candidates the choice is made again inside each fold of a cross-validation.
"""

import argparse

import numpy as np

from analysis.errors import DataError, OptionError
from analysis.stats.clinical.circularity import Circularity, choices_on_record, circularity_of
from analysis.stats.clinical.nested_roc import NestedOptions
from analysis.stats.clinical.roc import Direction, Groups
from analysis.stats.clinical.roc_analysis import RocOptions, analyse_roc
from analysis.stats.clinical.roc_files import FILES, write_roc
from analysis.stats.clinical.roc_words import caption_of, sentences_of
from analysis.stats.cohort_table import CohortTable
from gui.command_line.arguments import add_output_folder, add_threads, whole_number
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_files
from gui.command_line.study_rows import add_rows, open_rows
from gui.command_line.study_table import add_covariates, add_table, names
from gui.command_line.terminal import Terminal

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
    refuse_files(arguments.out, FILES, force=arguments.force)
    rows = open_rows(arguments, (arguments.outcome, *arguments.x, *arguments.covariates), patterns=arguments.candidates)
    table, groups = _groups(rows.table, arguments.outcome, arguments.positive, arguments.negative)
    variables, covariates, candidates = (
        [table.covariate(name) for name in columns] for columns in (arguments.x, arguments.covariates, rows.matching)
    )
    options = RocOptions(
        dict.fromkeys(arguments.lower, Direction.LOWER),
        circularity_of(_said(arguments), choices_on_record(arguments.table, arguments.x), arguments.x),
        NestedOptions(arguments.choose, arguments.folds, arguments.repeats, arguments.seed),
    )
    found = analyse_roc(
        variables, groups, covariates, candidates, (rows.record,), options=options, told=rows.told, progress=terminal
    )
    terminal.clear()
    for written in write_roc(found, arguments.out, force=arguments.force):
        print(written.absolute())
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


def _groups(table: CohortTable, column: str, positive: str, negative: str) -> tuple[CohortTable, Groups]:
    """The rows of both groups, and who is positive."""
    others = [word for word in dict.fromkeys(table.groups(column)) if word != positive]
    if not negative and len(others) > 1:
        raise OptionError(
            f'The column "{column}" holds {len(others) + 1} groups ({", ".join((positive, *others))}); say which one '
            "is negative."
        )
    if negative == positive:
        raise OptionError(f'"{positive}" cannot be both positive and negative.')
    if not negative and not others:
        raise DataError(f'The column "{column}" holds one group only ("{positive}").')
    negative = negative or others[0]
    table = table.where(column, (positive, negative))
    return table, Groups(positive, negative, np.array([word == positive for word in table.column(column)]))
