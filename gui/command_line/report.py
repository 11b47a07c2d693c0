"""Write the one-page report of a processed patient with its methods, as PDF or HTML.

CASE_DIR is what "main.py process" has left, or the folder of one subject in it. Comparisons that it holds (from
"main.py process --cohort") are taken up, or those of --comparison, folders that "main.py patient" has written; without
any, quality and the patient's own values are shown. With --map, maps of the patient are shown that were not compared,
too. With --regions, tables of "main.py regions numbers" (or of the window), drawn regions stand in it too. Every
red light must have been looked at (--acknowledge), or what it concerns is marked (--mark-not-interpretable). The record
of how the report was made lies beside it and in it.
Research use; nothing here is a diagnosis.
"""

import argparse
import datetime

from analysis.errors import OptionError
from analysis.progress import part
from analysis.report.assemble import report_of
from analysis.report.case import MOST_CHOSEN, Case, read_case
from analysis.report.comparison import kept_comparisons, read_comparison, said_together
from analysis.report.details import Details
from analysis.report.red_lights import require_seen, unseen
from analysis.report.regions import read_regions
from gui.command_line.arguments import add_force, add_threads, path
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_files
from gui.command_line.terminal import Terminal
from gui.commands.about_patient import read_about
from gui.figures.report_pdf import check_ending, save_report

EXAMPLE = """examples:
  main.py report derivatives/algoscope --out sub-01_report.pdf
  main.py report derivatives/algoscope/sub-01 --comparison results/malff results/cbf --map vmhc --age 66 --sex M \\
      --state "between attacks, no medication" --out sub-01_report.pdf
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The patient, its comparisons, what a person adds, and the file."""
    parser.add_argument("case", type=path, metavar="CASE_DIR", help="folder that processing has left")
    parser.add_argument("--subject", metavar="LABEL", help="pseudonym, where the folder holds several patients")
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--comparison", "--patient-results", type=path, nargs="+", metavar="DIR", dest="comparison",
        help="folders of main.py patient, in the order of the pages (default: what main.py process --cohort has left)",
    )  # fmt: skip
    which.add_argument("--no-comparison", action="store_true", help="leave out what was compared")
    parser.add_argument(
        "--map", nargs="+", default=[], metavar="NAME",
        help=f"maps of the patient, such as vmhc, whose values and slices are shown too; at most {MOST_CHOSEN}",
    )  # fmt: skip
    parser.add_argument(
        "--regions", type=path, nargs="+", default=[], metavar="FILE", help="tables of main.py regions numbers"
    )
    for name in ("age", "sex", "handedness", "scanned"):
        words = "as it is to be printed (default: what participants.tsv beside the results tells)"
        words = "date of the scan, as it is to be printed" if name == "scanned" else words
        parser.add_argument(f"--{name}", default="" if name == "scanned" else None, metavar="TEXT", help=words)
    parser.add_argument("--state", default="", metavar="TEXT", help="medication, phase of the attack ...")
    parser.add_argument("--comment", default="", metavar="TEXT", help="the radiologist's comment")
    red = parser.add_mutually_exclusive_group()
    red.add_argument(
        "--acknowledge", action="store_true", help="I have looked at what every red light is about; this is recorded"
    )
    red.add_argument(
        "--mark-not-interpretable", action="store_true",
        help="where nobody has acknowledged a red light, mark on the page what it concerns",
    )  # fmt: skip
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
    case = read_case(arguments.case, arguments.subject, part(terminal, 0.0, 0.4), chosen=tuple(arguments.map) or None)
    acknowledged = require_seen(case, acknowledge=arguments.acknowledge, mark=arguments.mark_not_interpretable)
    folders = arguments.comparison or (() if arguments.no_comparison else kept_comparisons(case.folder.names))
    comparisons = tuple(read_comparison(folder) for folder in folders)
    details = _details(arguments, case)
    made_on = "" if arguments.undated else datetime.date.today().isoformat()
    regions = tuple(read_regions(file) for file in arguments.regions)
    document = report_of(
        case, comparisons, details, regions=regions, acknowledged=acknowledged, made_on=made_on,
        together=said_together(case.folder.names, comparisons), progress=part(terminal, 0.4, 0.7),
    )  # fmt: skip
    save_report(document, out, force=arguments.force, progress=part(terminal, 0.7, 1.0))
    terminal.clear()
    if document.stamp:
        terminal.say(f"{' '.join((f'{document.stamp.capitalize()}.', *case.verdict.sentences))}")
    if waiting := unseen(document.red_lights, acknowledged):
        terminal.say(
            f"Marked, because nobody has acknowledged it: red light of {', '.join(o.caption for o in waiting)}."
        )
    print(out.absolute())
    return DONE


def _details(arguments: argparse.Namespace, case: Case) -> Details:
    """What was entered, now or when the scans were processed: a comparison that is adjusted for an age shows it."""
    told = read_about(case.folder.names.root, f"sub-{case.pseudonym}")
    known = {name: told[name].value if name in told else "" for name in ("age", "sex", "handedness")}
    known |= {name: value for name in known if (value := getattr(arguments, name)) is not None}
    return Details(**known, scanned=arguments.scanned, state=arguments.state, comment=arguments.comment)
