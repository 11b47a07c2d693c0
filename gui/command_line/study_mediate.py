"""Ask whether an association goes through a third variable: paths a, b, c', c and the indirect effect ab.

X is a column of numbers or of two words, the mediator and the outcome are numbers, the covariates are in all three
models. The indirect effect is resampled over people, with a percentile and a bias-corrected interval; the proportion
mediated is told only where ab and c have one sign. Exploratory, not causal: the order of the arrows is an assumption.
"""

import argparse
from pathlib import Path

from analysis.stats.clinical.mediation import Mediation
from analysis.stats.clinical.mediation_bootstrap import BootstrapOptions
from analysis.stats.clinical.mediation_files import FILES, write_mediation
from analysis.stats.clinical.mediation_table import MediationQuestion, mediate_table
from analysis.stats.clinical.mediation_words import caption_of, notes_of, sentences_of
from gui.command_line.arguments import add_output_folder, add_threads, whole_number
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_files
from gui.command_line.study_figures import add_figures, figure_files, page_of, write_figures
from gui.command_line.study_rows import add_rows, rows_of
from gui.command_line.study_table import add_covariates, add_table, chosen_here, open_table
from gui.command_line.terminal import Terminal

_FIGURE = "path_diagram"
EXAMPLE = """examples:
  main.py study mediate --table values.tsv --x group --mediator phq9 --y coupling_z --covariates age,sex \\
      --only group=MOH,EM --out mediation
  main.py study mediate --table values.tsv --x duration_years --mediator malff_Insula_L --y vas --out insula
"""


def add_kind(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``study mediate``."""
    parser = commands.add_parser(
        "mediate", help="a, b, c', c and the indirect effect with its bootstrap", description=__doc__, epilog=EXAMPLE
    )
    parser.set_defaults(work=run)
    add_table(parser)
    parser.add_argument("--x", required=True, metavar="COLUMN", help="predictor: numbers, or two groups")
    parser.add_argument("--mediator", required=True, metavar="COLUMN", help="the variable in between, in numbers")
    parser.add_argument("--y", required=True, metavar="COLUMN", help="outcome, in numbers")
    add_covariates(parser)
    add_rows(parser)
    parser.add_argument(
        "--resamples", type=whole_number(100), default=5000, metavar="N", help="resamples of people (default 5000)"
    )
    parser.add_argument("--seed", type=whole_number(0), default=0, metavar="N", help="of the resamples (default 0)")
    add_output_folder(parser)
    add_figures(parser)
    parser.add_argument("--standardised", action="store_true", help="figure of the standardised paths")
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Compute and write; paths and sentences go to stdout."""
    refuse_files(arguments.out, (*FILES, *figure_files(arguments, (_FIGURE,))), force=arguments.force)
    study = open_table(arguments)
    question = MediationQuestion(
        arguments.x,
        arguments.mediator,
        arguments.y,
        arguments.covariates,
        rows_of(arguments),
        chosen_here(arguments.table, (arguments.x, arguments.mediator, arguments.y)),
    )
    options = BootstrapOptions(arguments.resamples, arguments.seed)
    found = mediate_table(study.table, question, (study.record,), options=options, progress=terminal)
    terminal.clear()
    written = write_mediation(found, arguments.out, force=arguments.force)
    for one in (*written, *_figures(arguments, found)):
        print(one.absolute())
    print(caption_of(found))
    for sentence in sentences_of(found):
        print(sentence)
    for note in notes_of(found):
        terminal.say(note)
    return DONE


def _figures(arguments: argparse.Namespace, found: Mediation) -> tuple[Path, ...]:
    if not arguments.figure_format:
        return ()
    from gui.figures.study.path_diagram import draw_path_diagram  # not needed for --help

    return write_figures(
        {_FIGURE: draw_path_diagram(found, page_of(arguments), standardised=arguments.standardised)}, arguments
    )
