"""Check a published cluster table against AAL: does each side, and each name, belong to its coordinate?

The table (TSV or CSV) has a column for region, x, y and z in MNI mm, and hemisphere (L, R) where the names have no _L
or _R. Each row is printed with what the atlas has at its coordinate; the last line counts the rows that contradict.
"""

import argparse

from analysis.stats.check_table import GRID_VOXEL_MM, CheckedRow, check_table
from gui.command_line.arguments import add_threads, number, path
from gui.command_line.outcome import DONE
from gui.command_line.terminal import Terminal

EXAMPLE = """example:
  main.py check-table clusters.tsv
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The table, and the voxels of its study."""
    parser.add_argument("table", type=path, metavar="TSV", help="the cluster table")
    parser.add_argument(
        "--voxel-mm",
        type=number(0, 20, above=True),
        default=GRID_VOXEL_MM,
        metavar="MM",
        help=f"voxel size of the study: within half of it x is on the midline (default {GRID_VOXEL_MM:g})",
    )
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Print each row with what is wrong, and the count."""
    rows = check_table(arguments.table, voxel_mm=arguments.voxel_mm)
    print("line\tregion\tx\ty\tz\tat_coordinate\tside_flag\tname_flag\tfinding")
    for row in rows:
        print("\t".join(_cells(row)))
    sides, names = sum(row.side_is_wrong for row in rows), sum(row.name_is_wrong for row in rows)
    terminal.say(
        f"{len(rows)} rows: {sides} where the side contradicts x, {names} where AAL has another name at the coordinate."
    )
    return DONE


def _cells(row: CheckedRow) -> list[str]:
    flags = ("side" if row.side_is_wrong else "", "name" if row.name_is_wrong else "")
    return [
        str(row.line), row.claimed_region, *(f"{x:g}" for x in row.xyz_mm), row.found or "n/a", *flags, row.in_words(),
    ]  # fmt: skip
