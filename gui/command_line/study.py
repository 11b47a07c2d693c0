"""Clinical statistics of a study, from its table of people to the numbers of its paper.

The table has one row a person and a header line (TSV, or CSV); n/a or an empty cell is a missing value. A JSON file of
the table's name beside it may hold the units of its columns, as in BIDS. What cannot be used is refused by row and
column. Every p names its test, every n is counted from the table.
"""

import argparse

from gui.command_line import (
    study_correlate,
    study_coupling,
    study_describe,
    study_flow,
    study_mediate,
    study_published,
    study_regions,
    study_roc,
)
from gui.command_line.arguments import Parser
from gui.command_line.terminal import Terminal

EXAMPLE = """examples:
  main.py study describe --table participants.tsv --variables age,sex,vas --group group --out characteristics
  main.py study correlate --table participants.tsv --x phq9 --y vas --covariates age,sex --out correlations
"""
KINDS = (
    study_describe,
    study_flow,
    study_regions,
    study_correlate,
    study_mediate,
    study_roc,
    study_coupling,
    study_published,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One subcommand for each kind of analysis."""
    commands = parser.add_subparsers(
        dest="kind", required=True, metavar="KIND", parser_class=Parser, title="analyses, each with --help"
    )
    for kind in KINDS:
        kind.add_kind(commands)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Do what was asked; paths and sentences go to stdout."""
    return int(arguments.work(arguments, terminal))
