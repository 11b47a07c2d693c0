"""Correlate perfusion with a metric of activity over the voxels of a mask, and map their ratio.

Writes coupling.json (Pearson r, Fisher z, number of voxels), ratio (CBF / metric where the metric is above 0) and
zratio (the ratio standardised inside the mask). All three images must be on one grid. Smooth both maps beforehand,
alike; the metric in its raw form, not as z scores.
"""

import argparse

from analysis.errors import OutputError
from analysis.files import results
from analysis.perfusion.coupling import couple
from analysis.provenance import InputRecord
from gui.command_line.arguments import add_output_folder, add_threads, path
from gui.command_line.inputs import open_mask, open_volume
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_existing, with_note, write_maps
from gui.command_line.terminal import Terminal

EXAMPLE = """example:
  main.py coupling --cbf cbf.nii.gz --metric reho.nii.gz --mask gray_matter.nii.gz --out coupling
"""
_RECORD = "coupling.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The two maps and the mask."""
    parser.add_argument("--cbf", type=path, required=True, metavar="FILE", help="map of perfusion")
    parser.add_argument("--metric", type=path, required=True, metavar="FILE", help="map of a metric, such as ReHo")
    parser.add_argument("--mask", type=path, required=True, metavar="FILE", help="voxels to use, such as grey matter")
    add_output_folder(parser)
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Compute and write; the paths go to stdout, and the numbers too."""
    refuse_existing(arguments.out, ["ratio", "zratio"], force=arguments.force)
    record = arguments.out / _RECORD
    if record.exists() and not arguments.force:
        raise OutputError(f'"{_RECORD}" exists already in the folder for the results; allow overwriting (--force).')
    cbf = open_volume(arguments.cbf, "cbf", terminal)
    metric = open_volume(arguments.metric, "metric", terminal)
    mask, mask_record = open_mask(arguments.mask)
    inputs: tuple[InputRecord, ...] = (cbf.record, metric.record, mask_record)
    found = couple(cbf.volume, metric.volume, mask, inputs)
    doubts = tuple(dict.fromkeys((*cbf.scan.warnings, *metric.scan.warnings)))
    maps = [with_note(stat_map, doubts) for stat_map in (found.ratio, found.zratio)]
    for warning in found.provenance.warnings:
        terminal.say(warning)
    terminal.clear()
    for written in write_maps(maps, arguments.out, space=results.space_of(cbf.scan), force=arguments.force):
        print(written)
    content = {
        "r": found.r,
        "fisher_z": found.fisher_z,
        "n_voxels": found.n_voxels,
        "n_mask_voxels": found.n_mask_voxels,
        "provenance": maps[0].provenance.as_dict(),
    }
    print(results.write_json(content, record, force=arguments.force).absolute())
    print(f"r = {found.r:.4f}, Fisher z = {found.fisher_z:.4f}, {found.n_voxels} voxels")
    return DONE
