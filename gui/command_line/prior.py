"""Compare a map of a processed patient with that of a prior scan: the difference, every region, and a figure.

Both folders are what "main.py process" has left. The maps must have been acquired and made alike; what differs is named
and refused. A difference of two scans is not tested: repeated scans of one person differ, too. Writes
difference.nii.gz, regions.tsv with regions.json, and a figure of both scans and their difference at the same places.
"""

import argparse

from analysis.errors import InputError
from analysis.progress import part
from gui.command_line.arguments import add_output_folder, add_threads, path
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_existing, refuse_files
from gui.command_line.terminal import Terminal

EXAMPLE = """examples:
  main.py prior results --before results_last_year --map cbf --out change
  main.py prior results/sub-07 --before old/sub-AB12 --same-person --map smreho --figure pdf --out change
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Both scans, the map, and where to."""
    parser.add_argument("case", type=path, metavar="CASE_DIR", help="folder of the current scan")
    parser.add_argument("--before", type=path, required=True, metavar="DIR", help="folder of the prior scan")
    parser.add_argument("--map", required=True, metavar="NAME", help="the map to compare, such as cbf or smreho")
    parser.add_argument("--subject", metavar="LABEL", help="pseudonym, where CASE_DIR holds several patients")
    parser.add_argument(
        "--same-person", action="store_true", help="the pseudonyms differ, and I know that it is one person"
    )
    parser.add_argument(
        "--figure", choices=("png", "pdf", "svg"), default="png", help="kind of the figure; default png"
    )
    add_output_folder(parser)
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Compare and write; paths go to stdout."""
    from analysis.pipeline.derivative import read_processed
    from analysis.stats.two_scans import NOTE
    from analysis.stats.two_scans_files import MAP, TABLE, write_two_scans
    from gui.commands.prior import OtherPseudonymError, subtract
    from gui.figures.export import save_figure
    from gui.figures.two_scans import draw_two_scans

    figure = f"{arguments.map}.{arguments.figure}"
    refuse_existing(arguments.out, (MAP,), force=arguments.force)
    refuse_files(arguments.out, (TABLE, "regions.json", figure, f"{figure}.json"), force=arguments.force)
    current, prior = read_processed(arguments.case, arguments.subject), read_processed(arguments.before)
    try:
        found = subtract(current, prior, arguments.map, part(terminal, 0.0, 0.6), allow_other=arguments.same_person)
    except OtherPseudonymError as error:
        raise InputError(f"{error} If you know that they are, add --same-person.") from error
    written = write_two_scans(found.found, arguments.map, arguments.out, force=arguments.force)
    terminal(0.8, "Drawing the figure")
    drawn = draw_two_scans(found.prior, found.current, found.found, arguments.map, current.t1_mni)
    picture = save_figure(drawn, arguments.out / figure, force=arguments.force)
    terminal.clear()
    whole = found.found.whole
    unit = f" {found.found.difference.volume.unit}".rstrip()
    terminal.say(f"{arguments.map}, whole brain: {whole.first:.4g} before, {whole.second:.4g} now{unit}. {NOTE}")
    for one in (*written, picture):
        print(one.absolute())
    return DONE
