"""Write the demonstration patient: a synthetic BIDS dataset (T1, resting BOLD, ASL) with its true maps.

Beside the patient, in derivatives/simulated_controls, lie the maps of simulated controls: their scans were simulated by
the same simulator and processed by the same chain, so that the patient can be compared with them; the table's path is
printed last.

With --controls N also a simulated cohort of maps in derivatives/cohort: N controls and N people with pain, who differ
where a published study says, and in pain, depression and disability; its table is ready for main.py compare, patient
and study. A patient that is there already is kept.

With --open it is written to your own data folder (unless --out is given, or it is there already) and opened: in the
window where there is a display. Where there is none, its scans are processed to maps in MNI space, the maps are
compared with those of the simulated controls, and the figures and the report are made; their paths are what is printed
last.
"""

import argparse
import os
import sys
from pathlib import Path

from analysis.errors import OptionError
from analysis.progress import Progress, part
from gui.command_line.arguments import add_force, add_threads, path, whole_number
from gui.command_line.outcome import DONE
from gui.command_line.terminal import Terminal
from gui.display import can_open_window

EXAMPLE = """examples:
  main.py demo --out demonstration
  main.py demo --open
  main.py demo --out demonstration --controls 32
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, which patient, and whether to open it."""
    parser.add_argument("--out", type=path, metavar="DIR", help="folder of the dataset; with --open not needed")
    parser.add_argument(
        "--seed", type=whole_number(0), default=0, metavar="N", help="another number gives another patient; default 0"
    )
    parser.add_argument(
        "--controls", type=whole_number(4), metavar="N", help="also a cohort of N controls and N people with pain"
    )
    parser.add_argument("--open", action="store_true", help="open it, or analyse it where there is no display")
    add_force(parser)
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write the dataset; with --open also show or analyse it."""
    if arguments.open and arguments.controls is not None:
        raise OptionError("Give either --open or --controls.")
    if not arguments.open:
        return _write(arguments, terminal)
    if has_display() and can_open_window():
        return _show(arguments, terminal)
    from gui.command_line.demo_analysis import analyse

    folder = _ensure(arguments, terminal, part(terminal, 0.0, 0.2))
    done = analyse(folder, part(terminal, 0.2, 1.0), terminal.say)
    terminal.clear()
    print("There is no display, so the demonstration patient was analysed without a window.")
    print(f"The page of quality:\n{done.quality}")
    print("The figures:")
    for figure in done.figures:
        print(figure)
    print(f"The report:\n{done.report}")
    return DONE


def has_display() -> bool:
    """Whether this session names a screen that a person sees."""
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        return False
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _write(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from analysis.demo import write_patient  # not needed for --help

    if arguments.out is None:
        raise OptionError("Name the folder of the dataset with --out DIR, or use --open. See main.py demo --help")
    if arguments.controls is not None:
        return _write_cohort(arguments, terminal)
    from analysis.demo.reference_controls import ensure_controls

    progress = part(terminal, 0.0, 0.93)
    folder = write_patient(arguments.out, seed=arguments.seed, force=arguments.force, progress=progress)
    table = ensure_controls(folder, progress=part(terminal, 0.93, 1.0))
    terminal.clear()
    print(folder.absolute())
    print(table.absolute())
    return DONE


def _write_cohort(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """The patient, unless it is there, and the cohort."""
    from analysis.demo import CohortSettings, write_cohort
    from analysis.demo.presence import ensure_patient

    folder = ensure_patient(
        arguments.out, seed=arguments.seed, force=arguments.force, progress=part(terminal, 0.0, 0.8)
    )
    settings = CohortSettings(n_controls=arguments.controls, n_patients=arguments.controls)
    table = write_cohort(
        folder / "derivatives" / "cohort",
        settings,
        seed=arguments.seed,
        force=arguments.force,
        progress=part(terminal, 0.8, 1.0),
    )
    terminal.clear()
    print(folder.absolute())
    print(table)
    return DONE


def _show(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from gui.app import run as open_window

    if arguments.out is None and arguments.seed == 0:
        terminal.close()  # the window makes the patient itself, and shows how far it is
        return open_window([], demo=True)
    folder = _ensure(arguments, terminal, terminal)
    terminal.close()
    return open_window([folder])


def _ensure(arguments: argparse.Namespace, terminal: Terminal, progress: Progress) -> Path:
    """The folder of the patient, written if it is not there; in the user's own data folder unless --out was given."""
    from analysis.demo.presence import ensure_demonstration, is_current
    from gui.commands.demonstration import demonstration_folder

    usual = demonstration_folder()
    own = usual if arguments.seed == 0 else usual.with_name(f"{usual.name}-{arguments.seed}")
    folder = (arguments.out or own).absolute()
    if not is_current(folder):
        terminal.say("writing the demonstration patient (once).")
    force = arguments.force or arguments.out is None
    return ensure_demonstration(folder, seed=arguments.seed, force=force, progress=progress)
