"""Write the one-page report of a processed patient with its methods, as PDF or HTML.

CASE_DIR is what "main.py process" has left, or the folder of one subject in it. With --patient-results, folders that
"main.py patient" has written, the patient stands against a cohort; without, quality and the patient's own values are
shown. With --regions, tables of "main.py regions numbers" (or of the window), drawn regions stand in it too. Red
lights of perfusion must have been acknowledged. The record of how the report was made lies beside it and in it.
Research use; nothing here is a diagnosis.
"""

import argparse
import datetime

from analysis.errors import OptionError
from analysis.progress import part
from analysis.report.assemble import report_of
from analysis.report.case import read_case, require_seen
from analysis.report.comparison import read_comparison
from analysis.report.details import Details
from analysis.report.regions import read_regions
from gui.command_line.arguments import add_force, add_threads, path
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_files
from gui.command_line.terminal import Terminal
from gui.figures.report_pdf import check_ending, save_report

EXAMPLE = """examples:
  main.py report derivatives/algoscope --out sub-01_report.pdf
  main.py report derivatives/algoscope/sub-01 --patient-results results/malff results/cbf --age 66 --sex M \\
      --state "between attacks, no medication" --out sub-01_report.pdf
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The patient, its comparisons, what a person adds, and the file."""
    parser.add_argument("case", type=path, metavar="CASE_DIR", help="folder that processing has left")
    parser.add_argument("--subject", metavar="LABEL", help="pseudonym, where the folder holds several patients")
    parser.add_argument(
        "--patient-results", type=path, nargs="+", default=[], metavar="DIR", help="folders of main.py patient"
    )
    parser.add_argument(
        "--regions", type=path, nargs="+", default=[], metavar="FILE", help="tables of main.py regions numbers"
    )
    for name in ("age", "sex", "handedness", "scanned"):
        words = "date of the scan, as it is to be printed" if name == "scanned" else "as it is to be printed"
        parser.add_argument(f"--{name}", default="", metavar="TEXT", help=words)
    parser.add_argument("--state", default="", metavar="TEXT", help="medication, phase of the attack ...")
    parser.add_argument("--comment", default="", metavar="TEXT", help="the radiologist's comment")
    parser.add_argument(
        "--acknowledge", action="store_true", help="I have looked at the red lights of perfusion; this is recorded"
    )
    parser.add_argument("--undated", action="store_true", help="no date on the page: the same input, the same report")
    parser.add_argument("--out", type=path, required=True, metavar="FILE", help=".pdf or .html")
    add_force(parser)
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write the report; its path goes to stdout."""
    out = arguments.out
    check_ending(out)
    if not out.parent.is_dir():
        raise OptionError(f'There is no folder "{out.parent.name}" to write the report into.')
    refuse_files(out.parent, (out.name, f"{out.name}.json"), force=arguments.force)
    case = read_case(arguments.case, arguments.subject, part(terminal, 0.0, 0.4))
    acknowledged = require_seen(case, acknowledge=arguments.acknowledge)
    comparisons = tuple(read_comparison(folder) for folder in arguments.patient_results)
    details = Details(
        arguments.age, arguments.sex, arguments.handedness, arguments.scanned, arguments.state, arguments.comment
    )
    made_on = "" if arguments.undated else datetime.date.today().isoformat()
    regions = tuple(read_regions(file) for file in arguments.regions)
    document = report_of(case, comparisons, details, regions=regions, acknowledged=acknowledged, made_on=made_on)
    save_report(document, out, force=arguments.force, progress=part(terminal, 0.4, 1.0))
    terminal.clear()
    if document.stamp:
        terminal.say(f"{' '.join((f'{document.stamp.capitalize()}.', *case.verdict.sentences))}")
    print(out.absolute())
    return DONE
