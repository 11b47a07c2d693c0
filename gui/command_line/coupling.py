"""Correlate perfusion with a metric of activity over the voxels of a mask, and map their ratio.

Writes coupling.json (Pearson r, Fisher z, number of voxels), ratio (CBF / metric where the metric is above 0) and
zratio (the ratio standardised inside the mask; with --order z-then-ratio z of CBF over z of the metric). All three
images must be on one grid. Smooth both maps beforehand, alike; the metric in its raw form, not as z scores.
--random-maps gives a p value that knows that neighbouring voxels are alike.

--concordance also writes concordance (1 both low, 2 both high, 3 flow high and activity low, 4 the reverse) and
concordance.tsv with the share of each class. A voxel has a class where both maps are at least --limit standard
deviations from their mean inside the mask (1 where not given); with --scores the maps are W-scores already (limit 2).
"""

import argparse
from dataclasses import asdict
from typing import Any

import numpy as np

from analysis.errors import InputError, OutputError
from analysis.files import results
from analysis.image import Mask, Volume
from analysis.perfusion.concordance import STATISTIC, Basis, Concordance, ConcordanceOptions, find_concordance
from analysis.perfusion.concordance import table_of as class_table
from analysis.perfusion.coupling import Coupling, CouplingOptions, Order, couple
from analysis.perfusion.coupling_regions import regional_ratios, table_of
from analysis.provenance import InputRecord
from analysis.scan import StatMap
from gui.command_line.arguments import add_output_folder, add_threads, number, path, whole_number
from gui.command_line.inputs import open_mask, open_volume
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_existing, with_note, write_maps
from gui.command_line.terminal import Terminal

EXAMPLE = """example:
  main.py coupling --cbf cbf.nii.gz --metric reho.nii.gz --mask gray_matter.nii.gz --out coupling
  main.py coupling --cbf cbf.nii.gz --metric reho.nii.gz --mask gm.nii.gz --regions --random-maps 1000 --out coupling
  main.py coupling --cbf cbf.nii.gz --metric reho.nii.gz --mask gm.nii.gz --concordance --out coupling
"""
_RECORD = "coupling.json"
_REGIONS = "regions.tsv"
_CLASSES = "concordance.tsv"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The two maps and the mask."""
    parser.add_argument("--cbf", type=path, required=True, metavar="FILE", help="map of perfusion")
    parser.add_argument("--metric", type=path, required=True, metavar="FILE", help="map of a metric, such as ReHo")
    parser.add_argument("--mask", type=path, required=True, metavar="FILE", help="voxels to use, such as grey matter")
    parser.add_argument(
        "--order",
        choices=[o.value for o in Order],
        default=Order.RATIO_THEN_Z.value,
        help="divide the maps, then standardise (default), or standardise each, then divide",
    )
    parser.add_argument(
        "--least-metric", type=number(0), default=0.0, metavar="X", help="no ratio where the metric is not above it"
    )
    parser.add_argument(
        "--random-maps",
        type=whole_number(99),
        default=0,
        metavar="N",
        help="maps of the same smoothness, for a p value",
    )
    parser.add_argument("--seed", type=whole_number(0), default=0, metavar="N", help="of the random maps; default 0")
    parser.add_argument(
        "--regions", action="store_true", help="ratios in the regions of AAL; maps must be in MNI space"
    )
    parser.add_argument(
        "--concordance", action="store_true", help="where both are low, both high, or one is high and the other low"
    )
    parser.add_argument(
        "--limit", type=number(0, above=True), metavar="X", help="of the scores of --concordance; default 1, scores 2"
    )
    parser.add_argument("--scores", action="store_true", help="for --concordance: the maps are W-scores already")
    parser.add_argument("--metric-name", default="metric", metavar="TEXT", help="for the legend, such as ReHo")
    add_output_folder(parser)
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Compute and write; the paths go to stdout, and the numbers too."""
    _refuse_earlier(arguments)
    cbf = open_volume(arguments.cbf, "cbf", terminal)
    metric = open_volume(arguments.metric, "metric", terminal)
    mask, mask_record = open_mask(arguments.mask)
    inputs: tuple[InputRecord, ...] = (cbf.record, metric.record, mask_record)
    space = results.space_of(cbf.scan)
    if arguments.regions and space != "MNI152":
        raise InputError(
            "Regions of AAL have a place in MNI space only, but the CBF map does not say that it is there."
        )
    options = CouplingOptions(Order(arguments.order), arguments.least_metric, arguments.random_maps, arguments.seed)
    found = couple(cbf.volume, metric.volume, mask, inputs, options=options, progress=terminal)
    classes = None
    if arguments.concordance:
        classes = _classes(arguments, cbf.volume, metric.volume, mask, inputs[:2])
    doubts = tuple(dict.fromkeys((*cbf.scan.warnings, *metric.scan.warnings)))
    maps = [with_note(one, doubts) for one in (found.ratio, found.zratio, *([] if classes is None else [classes.map]))]
    warnings = (*found.provenance.warnings, *(() if classes is None else classes.map.provenance.warnings))
    for warning in dict.fromkeys(warnings):
        terminal.say(warning)
    terminal.clear()
    for written in write_maps(maps, arguments.out, space=space, force=arguments.force):
        print(written)
    if arguments.regions:
        columns, rows = table_of(regional_ratios(cbf.volume, metric.volume, mask, np.asarray))
        print(results.write_tsv(columns, rows, arguments.out / _REGIONS, force=arguments.force).absolute())
    if classes is not None:
        columns, rows = class_table(classes)
        print(results.write_tsv(columns, rows, arguments.out / _CLASSES, force=arguments.force).absolute())
    record = _record_of(found, maps[0])
    print(results.write_json(record, arguments.out / _RECORD, force=arguments.force).absolute())
    _print_numbers(found, classes)
    return DONE


def _refuse_earlier(arguments: argparse.Namespace) -> None:
    """Refuse before any work what would be refused when it is written."""
    classes = arguments.concordance
    refuse_existing(arguments.out, ["ratio", "zratio", *([STATISTIC] if classes else [])], force=arguments.force)
    for name in (_RECORD, _REGIONS, *([_CLASSES] if classes else [])):
        if (arguments.out / name).exists() and not arguments.force:
            raise OutputError(f'"{name}" exists already in the folder for the results; allow overwriting (--force).')


def _record_of(found: Coupling, ratio: StatMap) -> dict[str, Any]:
    return {
        "r": found.r,
        "fisher_z": found.fisher_z,
        "n_voxels": found.n_voxels,
        "n_mask_voxels": found.n_mask_voxels,
        **({} if found.null is None else {"random_maps": asdict(found.null)}),
        "provenance": ratio.provenance.as_dict(),
    }


def _print_numbers(found: Coupling, classes: Concordance | None) -> None:
    print(f"r = {found.r:.4f}, Fisher z = {found.fisher_z:.4f}, {found.n_voxels} voxels")
    if found.null is not None:
        null = found.null
        print(f"p = {null.p:.4g} ({null.n_surrogates} random maps); about {null.effective_n:.0f} independent voxels")
    if classes is not None:
        print(classes.sentence)


def _classes(
    arguments: argparse.Namespace, flow: Volume, activity: Volume, mask: Mask, inputs: tuple[InputRecord, ...]
) -> Concordance:
    basis = Basis.COHORT if arguments.scores else Basis.BRAIN
    options = ConcordanceOptions(basis, arguments.limit, activity_name=arguments.metric_name)
    return find_concordance(flow, activity, mask, inputs, options=options)
