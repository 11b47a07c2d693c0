"""Who was recruited, who was excluded and why, who was analysed: counted from the columns of a table.

Columns of exclusion hold the reason, and nothing (or n/a) for everyone else; with several, one for each stage in order.
A person who is excluded twice, or excluded and analysed, is refused.
"""

import argparse
from pathlib import Path

from analysis.provenance import InputRecord
from analysis.stats.clinical.flow_files import FILES, write_flow
from analysis.stats.clinical.participant_flow import ParticipantFlow, participant_flow
from gui.command_line.arguments import add_output_folder, add_threads
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_files
from gui.command_line.study_figures import add_figures, figure_files, page_of, write_figures
from gui.command_line.study_table import add_table, names, open_table
from gui.command_line.terminal import Terminal

_FIGURE = "flow_chart"
EXAMPLE = """example:
  main.py study flow --table screening.tsv --group group --excluded excluded --out flow
"""


def add_kind(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``study flow``."""
    parser = commands.add_parser(
        "flow", help="recruited, excluded by reason, analysed", description=__doc__, epilog=EXAMPLE
    )
    parser.set_defaults(work=run)
    add_table(parser)
    parser.add_argument("--group", default="", metavar="COLUMN", help="column of the groups")
    parser.add_argument(
        "--excluded", type=names, required=True, metavar="A,B", help="columns that hold why someone was excluded"
    )
    parser.add_argument("--analysed", default="", metavar="COLUMN", help="column that says yes or no")
    add_output_folder(parser)
    add_figures(parser)
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Count and write."""
    refuse_files(arguments.out, (*FILES, *figure_files(arguments, (_FIGURE,))), force=arguments.force)
    study = open_table(arguments)
    flow = participant_flow(study.table, arguments.excluded, group=arguments.group, analysed=arguments.analysed)
    written = write_flow(flow, arguments.out, inputs=(study.record,), force=arguments.force)
    for one in (*written, *_figures(arguments, flow, study.record)):
        print(one.absolute())
    terminal.clear()
    for group in flow.groups:
        out = group.recruited - group.analysed
        name = f"{group.group}: " if group.group else ""
        print(f"{name}{group.recruited} recruited, {out} excluded, {group.analysed} analysed")
    print(f"all: {flow.recruited} recruited, {flow.excluded} excluded, {flow.analysed} analysed")
    return DONE


def _figures(arguments: argparse.Namespace, flow: ParticipantFlow, record: InputRecord) -> tuple[Path, ...]:
    if not arguments.figure_format:
        return ()
    from gui.figures.study.flow_chart import draw_flow  # not needed for --help

    return write_figures({_FIGURE: draw_flow(flow, page_of(arguments), inputs=(record,))}, arguments)
