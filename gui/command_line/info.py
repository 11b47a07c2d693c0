"""Say what each file is: role, grid, orientation in words, TR, volumes, ASL scheme, and what is doubtful.

It also says which code of the header gave the position. One file that cannot be read does not stop the rest.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import InputError
from gui.command_line.arguments import add_threads, path
from gui.command_line.outcome import DONE, UNUSABLE_INPUT
from gui.command_line.terminal import Terminal

if TYPE_CHECKING:
    from analysis.files.describe import Description

EXAMPLE = """examples:
  main.py info T1w.nii.gz sub-01_task-rest_bold.nii.gz
  main.py info --json sub-01
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, and the form of the answer."""
    parser.add_argument("paths", type=path, nargs="+", metavar="PATH", help="image, folder or BIDS subject")
    parser.add_argument("--json", action="store_true", help="a list of records instead of sentences")
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Describe each image on stdout; one that cannot be read is named on stderr."""
    described: list[Description] = []
    code = DONE
    for found in _described(arguments.paths, terminal):
        if found is None:
            code = UNUSABLE_INPUT
            continue
        described.append(found)
        if not arguments.json:
            print(found.in_words())
    if arguments.json:
        print(json.dumps([found.as_dict() for found in described], indent=2, ensure_ascii=False, allow_nan=False))
    return code


def _described(places: list[Path], terminal: Terminal) -> Iterator["Description | None"]:
    """The description of each image, None for one that cannot be read."""
    from analysis.files import bids  # not needed for --help
    from analysis.files.describe import describe

    for place in places:
        try:
            images = [found.path for found in bids.images(place)] if place.is_dir() else [place]
        except InputError as error:
            terminal.say(str(error))
            yield None
            continue
        for image in images:
            try:
                yield describe(image)
            except InputError as error:
                terminal.say(str(error))
                yield None
