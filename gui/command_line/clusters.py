"""List the clusters of a statistic map above a threshold, with AAL names, peak and centroid.

The map must be in MNI space. The threshold is a p, turned into the t, z or F of the degrees of freedom; nothing is
corrected here unless --extent holds a cluster size that was (see main.py compare). Writes clusters.tsv, clusters.json
and the map of the clusters alone, thresholded.nii.gz.
"""

import argparse

import numpy as np

from analysis.errors import InputError, OptionError
from analysis.files import map_record, results
from analysis.image import Mask, Volume
from analysis.provenance import Provenance
from analysis.scan import StatMap
from analysis.stats import distributions
from analysis.stats.cluster_table import write_table
from analysis.stats.clusters import SUBPEAK_DISTANCE_MM, ClusterFinder, ClusterTable
from analysis.stats.lattice import Connectivity
from analysis.stats.place import voxel_width_mm
from gui.command_line.arguments import add_output_folder, add_threads, number, path, whole_number
from gui.command_line.inputs import OpenedVolume, open_volume
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_existing, refuse_files
from gui.command_line.terminal import Terminal

EXAMPLE = """example:
  main.py clusters --stat t.nii.gz --kind t --dof 59 --height 0.01 --extent 92 --out clusters
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The map, what it holds, and the threshold."""
    parser.add_argument("--stat", type=path, required=True, metavar="FILE", help="map of t, z or F")
    parser.add_argument("--kind", choices=("t", "z", "f"), required=True, help="what the map holds")
    parser.add_argument(
        "--dof", metavar="N", help="degrees of freedom: N for t, N1,N2 for F (default: those of the map's record)"
    )
    parser.add_argument(
        "--height", type=number(0, 1, above=True), default=0.001, metavar="P", help="p of a voxel (default 0.001)"
    )
    parser.add_argument(
        "--tails", type=int, choices=(1, 2), help="2: both signs share the p (default for t and z); 1: positive only"
    )
    parser.add_argument(
        "--extent", type=whole_number(1), default=1, metavar="K", help="least voxels of a cluster (default 1)"
    )
    parser.add_argument(
        "--connectivity", type=int, choices=(6, 18, 26), default=26, help="voxels that touch (default 26)"
    )
    parser.add_argument(
        "--subpeak-mm",
        type=number(0),
        default=SUBPEAK_DISTANCE_MM,
        metavar="MM",
        help=f"least distance between peaks of a cluster (default {SUBPEAK_DISTANCE_MM:g})",
    )
    add_output_folder(parser)
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write the table, its record and the map; their paths go to stdout."""
    refuse_existing(arguments.out, ["thresholded"], force=arguments.force)
    refuse_files(arguments.out, ["clusters.tsv", "clusters.json"], force=arguments.force)
    tails = arguments.tails or (1 if arguments.kind == "f" else 2)
    if arguments.kind == "f" and tails == 2:
        raise OptionError("An F map has one tail; leave --tails out.")
    opened = open_volume(arguments.stat, "stat", terminal)
    space = results.space_of(opened.scan)
    if space == "scanner":
        raise InputError(
            f'"{arguments.stat.name}" is in the scanner\'s space, where AAL names have no place; '
            "bring it into MNI space."
        )
    height = _height(arguments, tails)
    finder = ClusterFinder(
        opened.volume,
        connectivity=Connectivity(arguments.connectivity),
        subpeak_distance_mm=arguments.subpeak_mm,
    )
    table = finder.find(height, extent=arguments.extent, signs=(1, -1) if tails == 2 else (1,))
    _write(arguments, table, opened, height, tails, space, terminal)
    terminal.say(f"{len(table)} clusters of |{arguments.kind}| ≥ {height:.4f}, at least {arguments.extent} voxels.")
    return DONE


def _height(arguments: argparse.Namespace, tails: int) -> float:
    if arguments.kind == "z":
        return distributions.z_height(arguments.height, tails)
    dof = _dof(arguments)
    if arguments.kind == "t":
        return float(distributions.t_height(arguments.height, dof[0], tails))
    return float(distributions.f_height(arguments.height, dof[0], dof[1]))


def _dof(arguments: argparse.Namespace) -> list[float]:
    needed = 1 if arguments.kind == "t" else 2
    if arguments.dof is None:
        record = map_record.read(arguments.stat)
        if record is not None and record.dof is not None and needed == 1:
            return [record.dof]
        raise OptionError("The degrees of freedom of the map are not known; give them with --dof.")
    try:
        dof = [float(part) for part in arguments.dof.split(",")]
    except ValueError:
        dof = []
    if len(dof) != needed or not all(np.isfinite(dof)) or min(dof) <= 0:
        raise OptionError(f"--dof must be {'N' if needed == 1 else 'N1,N2'} above 0, but it is {arguments.dof!r}.")
    return dof


def _write(
    arguments: argparse.Namespace,
    table: ClusterTable,
    opened: OpenedVolume,
    height: float,
    tails: int,
    space: str,
    terminal: Terminal,
) -> None:
    volume = opened.volume
    parameters = {
        "kind": arguments.kind,
        "dof": arguments.dof,
        "height_p": arguments.height,
        "height": height,
        "tails": tails,
        "extent_voxels": arguments.extent,
        "connectivity": arguments.connectivity,
        "subpeak_mm": arguments.subpeak_mm,
        "atlas": "AAL",
    }
    provenance = Provenance(
        "analysis.stats.clusters.ClusterFinder.find", parameters, (opened.record,), opened.scan.warnings
    )
    mask = Mask(volume.grid, np.isfinite(volume.data) & (volume.data != 0))
    kept = np.where(mask.data, np.nan_to_num(table.kept(), nan=0.0), np.nan)
    thresholded = StatMap(Volume(volume.grid, kept, "thresholded"), "thresholded", provenance, mask)
    terminal.clear()
    print(results.write_map(thresholded, arguments.out, space=space, force=arguments.force).absolute())
    width = voxel_width_mm(volume.grid)
    path = arguments.out / "clusters.tsv"
    print(write_table(table.rows, path, voxel_mm=width, force=arguments.force).absolute())
    record = {"n_clusters": len(table), "provenance": provenance.as_dict()}
    print(results.write_json(record, arguments.out / "clusters.json", force=arguments.force).absolute())
