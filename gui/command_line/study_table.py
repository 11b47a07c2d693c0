"""What the analyses of a study share on the command line: the table, its groups and covariates, names of columns."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.provenance import InputRecord, sha256_of_file
from analysis.stats.clinical.circularity import choices_on_record
from analysis.stats.clinical.variables import column_units
from analysis.stats.cohort_table import CohortTable, read_cohort_table
from gui import log
from gui.command_line.arguments import path


@dataclass(frozen=True)
class StudyTable:
    """The table of people, the units of its columns, and the hash that stands for it in records."""

    table: CohortTable
    units: dict[str, str]
    record: InputRecord


def add_table(parser: argparse.ArgumentParser) -> None:
    """``--table TSV`` and ``--id COLUMN``."""
    parser.add_argument("--table", type=path, required=True, metavar="TSV", help="one row a person, with a header line")
    parser.add_argument("--id", default="", metavar="COLUMN", help="what names a person (default: participant_id)")


def add_groups(parser: argparse.ArgumentParser) -> None:
    """``--group COLUMN`` and ``--groups A,B``."""
    parser.add_argument("--group", default="", metavar="COLUMN", help="column of the groups")
    parser.add_argument(
        "--groups", type=names, default=(), metavar="A,B", help="which groups, in this order (default: as they occur)"
    )


def add_covariates(parser: argparse.ArgumentParser) -> None:
    """``--covariates A,B``."""
    parser.add_argument("--covariates", type=names, default=(), metavar="A,B", help="columns to adjust for")


def open_table(arguments: argparse.Namespace) -> StudyTable:
    """Read the table; people and paths in it are kept out of the log. Raises as `read_cohort_table`."""
    table = read_cohort_table(arguments.table, id_column=arguments.id)
    log.hide_table(table.rows, table.ids)
    return StudyTable(table, column_units(arguments.table), InputRecord("table", sha256_of_file(arguments.table)))


def chosen_here(table: Path, columns: Sequence[str]) -> frozenset[str]:
    """The columns whose regions were chosen from a result of these very people, by the record beside the table."""
    return frozenset(name for name, same_people in choices_on_record(table, columns).items() if same_people)


def names(text: str) -> tuple[str, ...]:
    """A type: names of columns with commas between them."""
    found = tuple(part.strip() for part in text.split(","))
    if not all(found):
        raise argparse.ArgumentTypeError(f"{text!r} holds an empty name")
    if len(set(found)) < len(found):
        raise argparse.ArgumentTypeError(f"{text!r} holds a name twice")
    return found


def choices(*words: str) -> Callable[[str], dict[str, str]]:
    """A type: ``COLUMN=WORD`` pairs with commas between them, each word one of some."""

    def convert(text: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for pair in text.split(","):
            name, equals, word = (part.strip() for part in pair.partition("="))
            if not (name and equals) or word not in words:
                raise argparse.ArgumentTypeError(f"{pair!r} must be COLUMN=WORD, the word one of {', '.join(words)}")
            if name in found:
                raise argparse.ArgumentTypeError(f'{text!r} names "{name}" twice')
            found[name] = word
        return found

    return convert
