"""The commands by name; everything else on the command line is files for the window."""

import argparse
import difflib
import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from analysis.errors import InputError, OptionError
from gui import heap, log
from gui.command_line.arguments import Parser
from gui.command_line.outcome import DONE, guarded
from gui.command_line.terminal import Terminal
from gui.display import can_open_window


@dataclass(frozen=True)
class Command:
    """A command and what it does, in a few words."""

    name: str
    summary: str

    def module(self) -> ModuleType:
        """The module that holds it, imported now."""
        return importlib.import_module(f"gui.command_line.{self.name.replace('-', '_')}")


COMMANDS = (
    Command("info", "say what each file is: role, grid, orientation, TR, ASL scheme, warnings"),
    Command("convert", "convert a scanner's export (DICOM) to a BIDS dataset without identity"),
    Command("process", "process raw scans, unattended, to maps in MNI space; --resume goes on"),
    Command("native", "bring regions of an atlas, or a map, to a native scan of a processed patient"),
    Command("metric", "compute a metric of a BOLD series: maps with their record beside them"),
    Command("filter", "remove trend, confounds and frequencies from a BOLD series, and bad volumes"),
    Command("cbf", "compute blood flow (CBF) and arrival time of an ASL series, with a table of its quality"),
    Command("coupling", "correlate blood flow with a metric of activity, and map their ratio"),
    Command("compare", "compare groups of people: t or F corrected for the volume, with clusters"),
    Command("patient", "compare one patient with a reference cohort: t, W, percentile, regions, exact test"),
    Command("prior", "compare a map of a patient with that of a prior scan: difference, regions, figure"),
    Command("study", "describe, correlate, mediate, roc: from a table of people to the numbers of a paper"),
    Command("report", "write the report of one patient, with its methods, as PDF or HTML"),
    Command("clusters", "list the clusters of a statistic map, with AAL names, peak and centroid"),
    Command("regions", "drawn regions: their numbers in maps, exports, a second reader, another grid"),
    Command("check-table", "check a published cluster table against the atlas: sides and names"),
    Command("figure", "draw a figure as PNG, TIFF, SVG or PDF: montage, nodes, triptych, charts"),
    Command("demo", "write the demonstration patient, with its true maps; --open shows it"),
    Command("selftest", "check graphics, memory, cores, atlases and compiled kernels"),
)


def run(words: Sequence[str]) -> int:
    """Do what the words after ``main.py`` ask for, and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that cannot show a minus sign must not end the work
            stream.reconfigure(errors="backslashreplace")
    heap.share_one()  # also a batch of a night: what one patient's threads let go of is there for the next
    return guarded(lambda: _run(list(words)))


def _run(words: list[str]) -> int:
    command = next((c for c in COMMANDS if words and words[0] == c.name), None)
    if command is not None:
        return _run_command(command, words[1:])
    if words and words[0] in ("-h", "--help"):
        print(overview())
        return DONE
    if words and words[0] == "--version":
        from analysis.provenance import ALGOSCOPE_VERSION

        print(f"Algoscope {ALGOSCOPE_VERSION}")
        return DONE
    if words and words[0].startswith("-"):
        raise OptionError(f"There is no option {words[0]} for the window. See main.py --help")
    return _open_window(words)


def _run_command(command: Command, words: list[str]) -> int:
    module = command.module()
    parser = Parser(prog=f"main.py {command.name}", description=module.__doc__, epilog=getattr(module, "EXAMPLE", None))
    module.add_arguments(parser)
    try:
        arguments = parser.parse_args(words)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE
    log.start_log()
    _limit_threads(arguments)
    with Terminal() as terminal:
        return int(module.run(arguments, terminal))


def _limit_threads(arguments: argparse.Namespace) -> None:
    if arguments.threads is None:
        return
    from threadpoolctl import threadpool_limits

    from analysis.blocks import set_thread_count

    set_thread_count(arguments.threads)
    threadpool_limits(arguments.threads)


def _open_window(words: list[str]) -> int:
    paths = [Path(word) for word in words]
    for path in paths:
        log.hide(path)
        if not path.exists():
            _refuse(path, alone=len(paths) == 1)
    if not can_open_window():
        raise OptionError("There is no display to open a window on. Without one use a command, see main.py --help")
    from gui.app import run as open_window

    return open_window(paths)


def _refuse(path: Path, *, alone: bool) -> NoReturn:
    near = difflib.get_close_matches(path.name, [c.name for c in COMMANDS], n=1) if alone else []
    if near:
        raise OptionError(f'There is no command or file "{path.name}". Did you mean the command {near[0]}?')
    raise InputError(f'There is no file, folder or command "{path.name}". See main.py --help for the commands.')


def overview() -> str:
    """The help of ``main.py`` itself."""
    lines = [f"  {c.name:<12}{c.summary}" for c in COMMANDS]
    return "\n".join(
        [
            "usage: main.py [PATH ...]          open the window with these files, folders or BIDS subjects",
            "       main.py COMMAND [OPTION ...] work without a window",
            "",
            "Commands:",
            *lines,
            "",
            "main.py COMMAND --help explains each with an example.",
            "Exit codes: 0 done, 2 wrong usage, 3 an input cannot be used, 4 cancelled, 1 anything else.",
        ]
    )
