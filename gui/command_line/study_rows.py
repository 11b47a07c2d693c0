"""Which people of a table enter a model, on the command line: some groups only, and those who have every column."""

import argparse

from analysis.stats.clinical.model_rows import RowChoice
from gui.command_line.study_table import names


def add_rows(parser: argparse.ArgumentParser) -> None:
    """``--only COLUMN=A,B`` and ``--complete``."""
    parser.add_argument(
        "--only", type=_only, metavar="COLUMN=A,B", help="only people with one of these words, such as group=MOH,EM"
    )
    parser.add_argument(
        "--complete", action="store_true",
        help="leave out people who lack a value, and say who (default: name the first and stop)",
    )  # fmt: skip


def rows_of(arguments: argparse.Namespace) -> RowChoice:
    """What was asked."""
    column, words = arguments.only or ("", ())
    return RowChoice(column, words, arguments.complete)


def _only(text: str) -> tuple[str, tuple[str, ...]]:
    column, equals, words = text.partition("=")
    if not (equals and column.strip() and words.strip()):
        raise argparse.ArgumentTypeError(f"{text!r} must be COLUMN=A,B")
    return column.strip(), names(words)
