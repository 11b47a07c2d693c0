"""Convert a scanner's export (DICOM folder or zip), or NIfTI images, to a BIDS dataset that tells nobody's name.

Prints a table of all series: role, reason, and the image that it became or why there is none. No name, ID, date,
institution, device number or UID reaches a file. Facial features are NOT removed from the images.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from gui.command_line.arguments import add_output_folder, add_threads, path
from gui.command_line.outcome import DONE, UNUSABLE_INPUT
from gui.command_line.terminal import Terminal

if TYPE_CHECKING:
    from analysis.importing.report import ImportedSeries, ImportReport

EXAMPLE = """examples:
  main.py convert /media/disc --out study
  main.py convert export.zip --out study --pseudonym P017 --key-file ../keys.tsv

A second patient goes into the same --out. With a key file (outside the dataset) a patient keeps the pseudonym.
Exit code 3 also where one series failed; the others are there then.
"""
_MOST_NAMES = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The export, the dataset, and what stands for the patient."""
    parser.add_argument(
        "source",
        type=path,
        metavar="DICOM_DIR",
        help="folder with DICOM files at any depth, or a zip; or a BIDS subject",
    )
    add_output_folder(parser)
    parser.add_argument("--pseudonym", metavar="X", help="letters and digits; default: the key file's, or a random one")
    parser.add_argument("--key-file", type=path, metavar="F", help="table of pseudonyms and IDs, outside the dataset")
    parser.add_argument("--keep-derived", action="store_true", help="convert what the scanner computed itself, too")
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Convert, and print what became of each series."""
    from analysis.importing.convert import convert_scans  # not needed for --help

    report = convert_scans(
        arguments.source,
        arguments.out,
        name=arguments.pseudonym,
        key_file=arguments.key_file,
        force=arguments.force,
        keep_derived=arguments.keep_derived,
        progress=terminal,
    )
    terminal.clear()
    print("\n".join(_table(report)))
    _say_remarks(report, terminal)
    print(Path(report.dataset, report.subject).absolute())
    return UNUSABLE_INPUT if report.n_failed else DONE


def _say_remarks(report: "ImportReport", terminal: Terminal) -> None:
    for remark in report.remarks:
        terminal.say(remark)
    for name in report.damaged[:_MOST_NAMES]:
        terminal.say(f'"{name}" cannot be read.')
    if len(report.damaged) > _MOST_NAMES:
        terminal.say(f"... and {len(report.damaged) - _MOST_NAMES} more.")
    terminal.say("Facial features are not removed; deface the T1 before you give the dataset away.")


def _table(report: "ImportReport") -> list[str]:
    """Lines of the table; below a series what is doubtful about it."""
    rows: list[tuple[str, ...]] = [("series", "description", "files", "role", "output or why not", "reason")]
    rows += [_cells(series) for series in report.series]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    lines = []
    for number, row in enumerate(rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        lines.append("  ".join([*cells, row[-1]]))
        if number:
            lines += [f"        WARNING  {warning}" for warning in report.series[number - 1].warnings]
    return lines


def _cells(series: "ImportedSeries") -> tuple[str, ...]:
    result = series.output.rpartition("/")[2] or ("FAILED" if series.failed else series.skipped)
    reason = series.skipped if series.failed else series.reason
    return str(series.number), series.description[:32], str(series.n_files), series.role, result, reason
