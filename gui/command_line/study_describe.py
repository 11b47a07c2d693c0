"""The table of characteristics by group: how many, how much, and which test says that groups differ.

Each numeric variable goes through a gate (Shapiro-Wilk in each group, Levene about the means): mean ± SD with t or
Welch (ANOVA or Welch's), or median (IQR) with Mann-Whitney (Kruskal-Wallis). --show and --test overrule it. Categories
are compared by Pearson's chi-square without continuity correction, or by Fisher's exact test where a count below 5 is
expected.
"""

import argparse
from typing import TYPE_CHECKING

from analysis.errors import OptionError
from analysis.stats.clinical.characteristics import CharacteristicsTable, Shown
from analysis.stats.clinical.describe import Choice, DescribeOptions, describe
from analysis.stats.clinical.describe_files import FILES, write_characteristics
from analysis.stats.clinical.named_test import p_in_words
from analysis.stats.clinical.summaries import Quantiles
from analysis.stats.clinical.variables import Kind
from gui.command_line.arguments import add_output_folder, add_threads, number
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_files
from gui.command_line.study_figures import add_figures, figure_files, page_of, write_figures
from gui.command_line.study_table import StudyTable, add_groups, add_table, choices, chosen_here, names, open_table
from gui.command_line.terminal import Terminal

if TYPE_CHECKING:
    from gui.figures.export import Figure

EXAMPLE = """examples:
  main.py study describe --table participants.tsv --variables age,sex,handedness,vas,phq9 --group group \\
      --out characteristics
  main.py study describe --table participants.tsv --variables age,stage,vas --group group --groups pain,control \\
      --categorical stage --show vas=median --test age=welch --quantiles 7 --out characteristics
"""
_SHOWN = {"mean": Shown.MEAN_SD, "median": Shown.MEDIAN_IQR}


def add_kind(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``study describe``."""
    parser = commands.add_parser(
        "describe", help="characteristics by group, with tests and effect sizes", description=__doc__, epilog=EXAMPLE
    )
    parser.set_defaults(work=run)
    add_table(parser)
    parser.add_argument("--variables", type=names, required=True, metavar="A,B", help="columns to describe")
    add_groups(parser)
    parser.add_argument("--numeric", type=names, default=(), metavar="A,B", help="columns that are numbers")
    parser.add_argument(
        "--categorical", type=names, default=(), metavar="A,B",
        help="columns that are categories, also where they hold numbers (default: text, or two different numbers)",
    )  # fmt: skip
    parser.add_argument(
        "--show", type=choices(*_SHOWN), default={}, metavar="COLUMN=mean|median", help="instead of what the gate says"
    )
    parser.add_argument(
        "--test", type=choices(*(choice.value for choice in Choice)), default={}, metavar="COLUMN=TEST",
        help="instead of what the gate says: t, welch or ranks (with three groups ANOVA, Welch's ANOVA, "
        "Kruskal-Wallis), chi-square, yates or fisher",
    )  # fmt: skip
    parser.add_argument(
        "--quantiles", choices=[q.value for q in Quantiles], default=Quantiles.TYPE_6.value,
        help="definition of quartiles: 6 as SPSS (default), 7 as R",
    )  # fmt: skip
    parser.add_argument(
        "--gate-alpha",
        type=number(0, 1, above=True),
        default=0.05,
        metavar="P",
        help="limit of the gate (default 0.05)",
    )
    add_output_folder(parser)
    add_figures(parser)
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Describe and write."""
    _refuse(arguments)
    both = set(arguments.numeric) & set(arguments.categorical)
    if both:
        raise OptionError(f'"{min(both)}" cannot be both numeric and categorical.')
    study = open_table(arguments)
    kinds = dict.fromkeys(arguments.numeric, Kind.NUMERIC) | dict.fromkeys(arguments.categorical, Kind.CATEGORICAL)
    options = DescribeOptions(
        arguments.group,
        arguments.groups,
        Quantiles(arguments.quantiles),
        arguments.gate_alpha,
        kinds,
        {name: _SHOWN[word] for name, word in arguments.show.items()},
        {name: Choice(word) for name, word in arguments.test.items()},
        study.units,
        chosen_here(arguments.table, arguments.variables),
    )
    table = describe(study.table, arguments.variables, options, terminal)
    written = write_characteristics(table, options, arguments.out, inputs=(study.record,), force=arguments.force)
    figures = _figures(arguments, study, table)
    terminal.clear()
    for one in (*written, *write_figures(figures, arguments)):
        print(one.absolute())
    _say(table, terminal)
    return DONE


def _refuse(arguments: argparse.Namespace) -> None:
    from gui.figures.study.files import groups_name  # not needed for --help

    names_ = [groups_name(variable) for variable in arguments.variables]
    refuse_files(arguments.out, (*FILES, *figure_files(arguments, names_)), force=arguments.force)


def _figures(arguments: argparse.Namespace, study: StudyTable, found: CharacteristicsTable) -> dict[str, "Figure"]:
    if not arguments.figure_format:
        return {}
    from gui.figures.study.files import characteristic_figures

    return characteristic_figures(study.table, found, page_of(arguments), inputs=(study.record,))


def _say(table: CharacteristicsTable, terminal: Terminal) -> None:
    for row in table.rows:
        if row.test is not None:
            print(f"{row.name}: {p_in_words(row.test.p)} ({row.test.name})")
        for note in row.notes:
            terminal.say(f"{row.name}: {note}.")
    for note in table.notes:
        terminal.say(note)
