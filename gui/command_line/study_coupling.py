"""Compare the coupling of blood flow with activity between groups: one correlation across grey matter a person.

The table has a column of paths of each map (relative to the table), all on the grid of the mask. Each person's r across
the mask becomes Fisher's z, and groups are compared in z: t, Welch, Mann-Whitney, ANOVA or Kruskal-Wallis by a gate
whose outcome is shown, with covariates by ANCOVA beside it. The number of voxels is no sample size.
"""

import argparse
from pathlib import Path

from analysis.perfusion.group_coupling import FISHER_Z, CouplingQuestion, GroupCoupling, compare_coupling
from analysis.perfusion.group_coupling_files import FILES, caption_of, sentences_of, write_group_coupling
from analysis.stats.clinical.describe import Choice, DescribeOptions
from gui.command_line.arguments import add_output_folder, add_threads, path
from gui.command_line.inputs import open_mask
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_files
from gui.command_line.study_figures import add_figures, figure_files, page_of, write_figures
from gui.command_line.study_table import add_covariates, add_table, names, open_table
from gui.command_line.terminal import Terminal

_FIGURE = "coupling_by_group"
EXAMPLE = """examples:
  main.py study coupling --table participants.tsv --cbf cbf --metric reho --mask gray_matter.nii.gz --group group \\
      --groups MOH,EM,HC --covariates age,sex --out coupling
"""
_TESTS = {choice.value: choice for choice in (Choice.T, Choice.WELCH, Choice.RANKS)}


def add_kind(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``study coupling``."""
    parser = commands.add_parser(
        "coupling", help="whole-brain coupling of each person, compared between groups", description=__doc__,
        epilog=EXAMPLE,
    )  # fmt: skip
    parser.set_defaults(work=run)
    add_table(parser)
    parser.add_argument("--cbf", required=True, metavar="COLUMN", help="column of the maps of perfusion")
    parser.add_argument(
        "--metric", required=True, metavar="COLUMN", help="column of the maps of a metric, such as ReHo"
    )
    parser.add_argument("--mask", type=path, required=True, metavar="FILE", help="grey matter, on the grid of the maps")
    parser.add_argument("--group", required=True, metavar="COLUMN", help="column of the groups")
    parser.add_argument(
        "--groups", type=names, default=(), metavar="A,B", help="which groups, in this order (default: as they occur)"
    )
    add_covariates(parser)
    parser.add_argument(
        "--test", choices=list(_TESTS), help="in place of what the gate chooses; t and welch are ANOVAs of three groups"
    )
    add_output_folder(parser)
    add_figures(parser)
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Compute and write; paths and sentences go to stdout."""
    refuse_files(arguments.out, (*FILES, *figure_files(arguments, (_FIGURE,))), force=arguments.force)
    study = open_table(arguments)
    mask, _ = open_mask(arguments.mask)
    question = CouplingQuestion(
        arguments.cbf, arguments.metric, arguments.group, arguments.groups, arguments.covariates
    )
    asked = DescribeOptions(tests={FISHER_Z: _TESTS[arguments.test]} if arguments.test else {})
    found = compare_coupling(study.table, mask, question, (study.record,), options=asked, progress=terminal)
    terminal.clear()
    written = write_group_coupling(found, arguments.out, force=arguments.force)
    for one in (*written, *_figures(arguments, found)):
        print(one.absolute())
    print(caption_of(found))
    for sentence in sentences_of(found):
        print(sentence)
    for warning in (*found.comparison.notes, *found.warnings):
        terminal.say(warning)
    return DONE


def _figures(arguments: argparse.Namespace, found: GroupCoupling) -> tuple[Path, ...]:
    if not arguments.figure_format:
        return ()
    from gui.figures.study.group_values import draw_coupling  # not needed for --help

    return write_figures({_FIGURE: draw_coupling(found, page_of(arguments))}, arguments)
