"""Regions of interest from files: their numbers in maps, exports, another reader's, another grid.

Regions are a map of labels (NIfTI, with the names beside it as BIDS TSV, ITK-SNAP's or FreeSurfer's text) or a DICOM
segmentation, as the window saves and opens them. Each command does what the window does, by the same functions.
"""

import argparse

from gui.command_line import regions_compare, regions_convert, regions_export, regions_numbers
from gui.command_line.arguments import Parser, add_output_folder, add_threads
from gui.command_line.terminal import Terminal

EXAMPLE = """examples:
  main.py regions numbers --regions sub-01_dseg.nii.gz --map cbf.nii.gz reho.nii.gz --out numbers
  main.py regions export --regions sub-01_dseg.nii.gz --as masks stl itksnap --out exported
  main.py regions compare mine_dseg.nii.gz hers_dseg.nii.gz --map cbf.nii.gz --out readers
  main.py regions convert --regions sub-01_dseg.nii.gz --onto cbf.nii.gz --out on_cbf
"""
_COMMANDS = {
    "numbers": (regions_numbers, "mean, SD, extremes, mirror and asymmetry of every region in every map, as a table"),
    "export": (regions_export, "masks, surfaces, names for other programs, a DICOM segmentation"),
    "compare": (regions_compare, "two readers: Dice, volumes, and what differs in every map"),
    "convert": (regions_convert, "onto the voxels of another image, with the change of each volume"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One subcommand for each."""
    commands = parser.add_subparsers(
        dest="what", required=True, metavar="WHAT", parser_class=Parser, title="commands, each with --help"
    )
    for name, (module, summary) in _COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=module.__doc__, epilog=module.EXAMPLE)
        module.add_arguments(command)
        add_output_folder(command)
        add_threads(command)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Do it; the paths of what was written go to stdout."""
    return _COMMANDS[arguments.what][0].run(arguments, terminal)
