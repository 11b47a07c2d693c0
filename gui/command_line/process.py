"""Process a patient's raw scans, unattended: from a T1 and a resting-state series to maps in MNI space.

The folder is a BIDS dataset or subject, or holds one T1 and one BOLD image. Every step is kept in DIR/work: with
--resume a run that was stopped goes on where it was, and after a change only what depends on it is computed again.
"""

import argparse

from analysis.errors import OutputError
from gui.command_line.arguments import add_preset, add_threads, path
from gui.command_line.outcome import DONE
from gui.command_line.terminal import Terminal

EXAMPLE = """example:
  main.py process dataset/sub-01 --out results --preset spinal_pain_zhang2025
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which scans, where to, and how."""
    parser.add_argument("folder", type=path, metavar="INPUT", help="folder of the scans")
    parser.add_argument(
        "--out", type=path, required=True, metavar="DIR", help="folder for the results; made if missing"
    )
    parser.add_argument("--subject", metavar="LABEL", help="which subject, in a dataset with several")
    add_preset(parser, "how to process, default spinal_pain_zhang2025")
    parser.add_argument("--voxel-mm", type=int, choices=(3, 2), default=3, help="voxel size of the maps; default 3")
    parser.add_argument("--resume", action="store_true", help="go on with the results that are in DIR")
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Process; the paths of the maps go to stdout."""
    from analysis.pipeline.case import find_case
    from analysis.pipeline.chain import process_patient
    from analysis.presets import find_preset

    preset = find_preset(arguments.preset or "spinal_pain_zhang2025")
    case = find_case(arguments.folder, arguments.subject)
    out = arguments.out
    if out.exists() and not arguments.resume and (not out.is_dir() or any(out.iterdir())):
        raise OutputError(f'"{out.name}" is not empty; choose another folder, or go on with its results (--resume).')
    done = process_patient(case, out, preset, voxel_mm=arguments.voxel_mm, progress=terminal)
    for warning in done.warnings:
        terminal.say(warning)
    terminal.clear()
    for image in done.maps:
        print(image.absolute())
    return DONE
