"""Compare two readers' regions: overlap (Dice), volumes, and the difference of each map's mean.

Regions are matched by their names, whatever their capitals and blanks. Where both maps are on different grids, the
second is brought to the first for the overlap, by the rule of the centre. Writes readers.tsv and readers.json.
"""

import argparse

from analysis.errors import DataError
from analysis.files import results
from analysis.files.writing import write_text
from analysis.progress import part
from analysis.provenance import Provenance
from gui.command_line.arguments import path
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_files
from gui.command_line.regions_inputs import (
    add_patient,
    asked_of,
    open_regions,
    opened_maps,
    places_of,
    require_one_world,
)
from gui.command_line.terminal import Terminal
from gui.commands import second_reader

EXAMPLE = """examples:
  main.py regions compare mine_dseg.nii.gz hers_dseg.nii.gz --out readers
  main.py regions compare mine_dseg.nii.gz hers_dseg.nii.gz --map cbf.nii.gz reho.nii.gz --out readers
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Both readers, and maps."""
    parser.add_argument("first", type=path, metavar="A", help="regions of the first reader")
    parser.add_argument("second", type=path, metavar="B", help="regions of the second reader")
    parser.add_argument("--map", type=path, nargs="+", default=[], metavar="FILE", help="maps whose means are compared")
    add_patient(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write the table and its record."""
    refuse_files(arguments.out, ("readers.tsv", "readers.json"), force=arguments.force)
    places = places_of(arguments)
    first, second = open_regions(arguments.first, "first reader"), open_regions(arguments.second, "second reader")
    if places.routes is None:
        require_one_world(first, second.is_mni, second.is_scanner, second.labels.grid, arguments.second.name)
    maps = opened_maps(arguments.map, terminal)
    asked = second_reader.ask_about(
        "second reader",
        asked_of(first, maps, arguments.map, places),
        first.labels,
        asked_of(second, maps, arguments.map, places),
        second.labels,
    )
    rows = second_reader.compute(asked, part(terminal, 0.0, 0.9))
    if not any(row.own_mm3 and row.other_mm3 for row in rows):
        raise DataError("No region of both readers has the same name, so nothing can be compared; rename them first.")
    text = second_reader.as_text(rows)
    same = first.labels.grid.matches(second.labels.grid, 1e-3)
    parameters = {"matched_by": "name", "same_grid": same, "maps": [name for name, _ in maps]}
    inputs = (first.record, second.record, *(one.record for _, one in maps))
    made = Provenance("gui.commands.second_reader.compute", parameters, inputs)
    terminal.clear()
    if not same:
        terminal.say(f'"{arguments.second.name}" is on another grid; it was brought to the first for the overlap.')
    print(write_text(text, arguments.out / "readers.tsv", force=arguments.force).absolute())
    record = {"provenance": made.as_dict()}
    print(results.write_json(record, arguments.out / "readers.json", force=arguments.force).absolute())
    return DONE
