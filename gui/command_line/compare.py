"""Compare groups of people, map by map: t or F, corrected for the whole volume, with the table of clusters.

The table has one row a person: a column of map paths (relative to the table), one for the group, others for the
covariates. All maps must have been made alike; the first row that differs is named. After an ANCOVA of three groups
or more each pair has a folder of its own. The caption names every parameter of the test.
"""

import argparse

from analysis.stats.cohort_table import read_cohort_table
from analysis.stats.compare import compare_table
from analysis.stats.compare_options import CompareOptions
from analysis.stats.comparison_files import MAPS, TABLES, write_comparisons
from analysis.stats.corrections import Correction
from analysis.stats.design import Centring, Test
from analysis.stats.lattice import Connectivity
from analysis.stats.missing import Missing
from analysis.stats.question import Question
from analysis.stats.random_field import SmoothnessSource
from analysis.stats.solvers import Variance
from gui import log
from gui.command_line.arguments import add_output_folder, add_threads, number, path, whole_number
from gui.command_line.inputs import open_mask
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_existing, refuse_files
from gui.command_line.terminal import Terminal

EXAMPLE = """examples:
  main.py compare --table participants.tsv --maps malff --test two-sample --group group --groups pain,control \\
      --covariates age,sex --mask gray_matter.nii.gz --correction grf --cluster-p 0.01 --alpha 0.01 --out malff
  main.py compare --table participants.tsv --maps cbf --test ancova --group group --covariates age,sex \\
      --mask gray_matter.nii.gz --correction tfce --seed 1 --out cbf
"""
_MISSING = {"complete": Missing.COMPLETE, "available": Missing.AVAILABLE}
_CENTRING = {"mean": Centring.OVERALL, "none": Centring.NONE}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The table, the question and the correction."""
    _add_question(parser)
    _add_options(parser)
    add_output_folder(parser)
    add_threads(parser)


def _add_question(parser: argparse.ArgumentParser) -> None:
    asked = parser.add_argument_group("question")
    asked.add_argument("--table", type=path, required=True, metavar="TSV", help="one row a person, with a header line")
    asked.add_argument("--maps", required=True, metavar="COLUMN", help="column that holds the paths of the maps")
    asked.add_argument("--test", choices=[test.value for test in Test], required=True, help="what is asked")
    asked.add_argument("--group", default="", metavar="COLUMN", help="column of the groups (conditions, if paired)")
    asked.add_argument(
        "--groups", type=_names, default=(), metavar="A,B", help="which groups, the first minus the second"
    )
    asked.add_argument("--covariates", type=_names, default=(), metavar="A,B", help="columns to adjust for")
    asked.add_argument(
        "--interest", default="", metavar="COLUMN", help="covariate whose slope a regression tests (default: first)"
    )
    asked.add_argument("--pair", default="", metavar="COLUMN", help="who a row of a paired test is (default: its ID)")
    asked.add_argument("--id", default="", metavar="COLUMN", help="what names a person (default: participant_id)")
    asked.add_argument("--mask", type=path, required=True, metavar="FILE", help="search volume, on the maps' grid")


def _add_options(parser: argparse.ArgumentParser) -> None:
    default = CompareOptions()
    how = parser.add_argument_group("correction")
    how.add_argument(
        "--correction",
        choices=[c.value for c in Correction],
        default=default.correction.value,
        help="grf: cluster size by random field theory; permutation: largest voxel, cluster: largest cluster, tfce: "
        "largest enhanced voxel, by permutation; fdr; none (default tfce)",
    )
    how.add_argument(
        "--cluster-p", type=_p, default=0.001, metavar="P", help="p of a voxel that forms clusters (default 0.001)"
    )
    how.add_argument("--alpha", type=_p, default=0.05, metavar="P", help="corrected p that survives (default 0.05)")
    how.add_argument("--tails", type=int, choices=(1, 2), default=2, help="2: both signs; 1: positive only (default 2)")
    how.add_argument(
        "--permutations", type=whole_number(1), default=5000, metavar="N", help="at most so many (default 5000)"
    )
    how.add_argument("--seed", type=whole_number(0), default=0, metavar="N", help="of the permutations (default 0)")
    how.add_argument(
        "--smoothness",
        choices=[s.value for s in SmoothnessSource],
        default="residuals",
        help="where grf takes it from (default residuals)",
    )
    how.add_argument("--connectivity", type=int, choices=[int(c) for c in Connectivity], default=26, help="default 26")
    how.add_argument(
        "--extent", type=whole_number(1), default=1, metavar="K", help="least voxels of a cluster, for none (default 1)"
    )
    how.add_argument("--variance", choices=[v.value for v in Variance], default="equal", help="default equal")
    how.add_argument(
        "--missing", choices=list(_MISSING), default="complete", help="voxels where someone has no value (complete)"
    )
    how.add_argument(
        "--centring", choices=list(_CENTRING), default="mean", help="what is subtracted from covariates (default mean)"
    )


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Compare and write; paths and captions go to stdout."""
    refuse_existing(arguments.out, MAPS, force=arguments.force)
    refuse_files(arguments.out, TABLES, force=arguments.force)
    table = read_cohort_table(arguments.table, id_column=arguments.id)
    log.hide_table(table.rows, table.ids)
    question = Question(
        Test(arguments.test),
        arguments.group,
        arguments.groups,
        arguments.covariates,
        arguments.interest,
        arguments.pair,
        _CENTRING[arguments.centring],
    )
    mask, _ = open_mask(arguments.mask)
    found = compare_table(table, arguments.maps, mask, question, _options(arguments), progress=terminal)
    terminal.clear()
    for written in write_comparisons(found, arguments.out, force=arguments.force):
        print(written.absolute())
    for comparison in found:
        for note in comparison.notes:
            terminal.say(note)
        print(comparison.caption)
    return DONE


def _options(arguments: argparse.Namespace) -> CompareOptions:
    return CompareOptions(
        Correction(arguments.correction),
        arguments.cluster_p,
        arguments.alpha,
        arguments.tails,
        Variance(arguments.variance),
        _MISSING[arguments.missing],
        arguments.permutations,
        arguments.seed,
        Connectivity(arguments.connectivity),
        SmoothnessSource(arguments.smoothness),
        arguments.extent,
    )


def _names(text: str) -> tuple[str, ...]:
    names = tuple(part.strip() for part in text.split(","))
    if not all(names):
        raise argparse.ArgumentTypeError(f"{text!r} holds an empty name")
    if len(set(names)) < len(names):
        raise argparse.ArgumentTypeError(f"{text!r} holds a name twice")
    return names


_p = number(0, 1, above=True)
