"""Correlate columns with columns, adjusted for others: r, its interval, raw and corrected p, n, df and m in each row.

With k covariates df is n - 2 - k. p is corrected by Bonferroni, Holm and Benjamini-Hochberg over the family: all pairs
and groups of the call, or with --family group those of each group.
"""

import argparse
from typing import TYPE_CHECKING

from analysis.provenance import InputRecord
from analysis.stats.clinical.correlate import CorrelateOptions, CorrelationTable, Family, correlate
from analysis.stats.clinical.correlate_files import FILES, sentence, write_correlations
from analysis.stats.clinical.partial import Method
from gui.command_line.arguments import add_output_folder, add_threads, number
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_files
from gui.command_line.study_figures import add_figures, figure_files, page_of, write_figures
from gui.command_line.study_table import add_covariates, add_groups, add_table, chosen_here, names, open_table
from gui.command_line.terminal import Terminal

if TYPE_CHECKING:
    from gui.figures.export import Figure

EXAMPLE = """examples:
  main.py study correlate --table participants.tsv --x duration_years,phq9 --y vas,ndi --covariates age,sex \\
      --group group --groups pain --by-group --out correlations
  main.py study correlate --table values.tsv --x malff_Insula_L --y vas --method spearman --out insula
"""


def add_kind(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``study correlate``."""
    parser = commands.add_parser(
        "correlate", help="correlations with covariates, corrected over a family", description=__doc__, epilog=EXAMPLE
    )
    parser.set_defaults(work=run)
    add_table(parser)
    parser.add_argument("--x", type=names, required=True, metavar="A,B", help="columns on one side")
    parser.add_argument("--y", type=names, required=True, metavar="C,D", help="columns on the other side")
    add_covariates(parser)
    parser.add_argument(
        "--method", choices=[m.value for m in Method], default=Method.PEARSON.value, help="default pearson"
    )
    add_groups(parser)
    parser.add_argument("--by-group", action="store_true", help="within each group (default: everyone together)")
    parser.add_argument(
        "--family", choices=[f.value for f in Family], default=Family.ALL.value,
        help="over which tests p is corrected (default all)",
    )  # fmt: skip
    parser.add_argument(
        "--complete", action="store_true", help="only people who have all columns, so that n is alike everywhere"
    )
    parser.add_argument(
        "--alpha", type=number(0, 1, above=True), default=0.05, metavar="P", help="for warnings (default 0.05)"
    )
    add_output_folder(parser)
    add_figures(parser)
    parser.add_argument(
        "--as-measured", action="store_true",
        help="figures of the values themselves, not of what is left after the covariates, nor of ranks",
    )  # fmt: skip
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Correlate and write."""
    _refuse(arguments)
    study = open_table(arguments)
    options = CorrelateOptions(
        arguments.covariates,
        Method(arguments.method),
        arguments.group,
        arguments.groups,
        arguments.by_group,
        Family(arguments.family),
        arguments.complete,
        arguments.alpha,
        circular=chosen_here(arguments.table, (*arguments.x, *arguments.y)),
        units=study.units,
    )
    found = correlate(study.table, arguments.x, arguments.y, options, terminal)
    written = write_correlations(found, options, arguments.out, inputs=(study.record,), force=arguments.force)
    figures = _figures(arguments, found, study.record)
    terminal.clear()
    for one in (*written, *write_figures(figures, arguments)):
        print(one.absolute())
    for row in found.rows:
        print(sentence(row))
        for warning in row.warnings:
            terminal.say(f"{row.x_name} with {row.y_name}: {warning}.")
    for note in found.notes:
        terminal.say(note)
    return DONE


def _refuse(arguments: argparse.Namespace) -> None:
    from gui.figures.study.files import scatter_name  # not needed for --help

    names = [scatter_name(x, y) for x in arguments.x for y in arguments.y]
    refuse_files(arguments.out, (*FILES, *figure_files(arguments, names)), force=arguments.force)


def _figures(arguments: argparse.Namespace, found: CorrelationTable, record: InputRecord) -> dict[str, "Figure"]:
    if not arguments.figure_format:
        return {}
    from gui.figures.study.files import correlation_figures

    return correlation_figures(found, page_of(arguments), as_measured=arguments.as_measured, inputs=(record,))
