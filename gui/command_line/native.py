"""Bring regions of an atlas, or a map in MNI space, to a native scan of a processed patient, in one interpolation.

Regions and masks are taken from the nearest voxel, so that no number arises between two; a map is interpolated
linearly. The image is written on the whole grid of the scan, 0 where nothing is, beside a record of how it was made
and, for an atlas, a table of the numbers with their names and volumes.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from analysis.atlas.parcellation import aal
from analysis.atlas.territories import BEDS, territory_atlas
from analysis.errors import InputError
from analysis.files import results
from analysis.image import Volume
from analysis.pipeline.derivative import read_processed
from analysis.pipeline.places import routes_of
from analysis.pipeline.routes import Space, project
from analysis.progress import part
from analysis.provenance import InputRecord, Provenance
from analysis.sampling import Interpolation
from gui.command_line.arguments import add_output_folder, add_threads, path
from gui.command_line.inputs import open_volume
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_files
from gui.command_line.terminal import Terminal

EXAMPLE = """examples:
  main.py native results --atlas aal --to t1 --out native
  main.py native results --subject 01 --map results/sub-01/maps/zalff.nii.gz --to epi --out native
"""
_SPACES = {"t1": Space.T1, "epi": Space.EPI, "asl": Space.ASL}
_BIDS = {"t1": "T1w", "epi": "boldref", "asl": "aslref"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The patient, what is brought, and where to."""
    parser.add_argument("folder", type=path, metavar="PROCESSED", help="folder that main.py process has left")
    parser.add_argument("--subject", metavar="LABEL", help="which patient, in a folder with several")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--atlas", choices=("aal", "territories"), help="regions of AAL, or territories of the arteries")
    what.add_argument("--map", type=path, metavar="FILE", help="a map in MNI space")
    parser.add_argument("--labels", action="store_true", help="the map holds regions or a mask: no value between two")
    parser.add_argument("--to", choices=tuple(_SPACES), default="t1", help="the scan; default t1")
    add_output_folder(parser)
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write the image, its record and the table; their paths go to stdout."""
    found = read_processed(arguments.folder, arguments.subject)
    routes, target = routes_of(found), _SPACES[arguments.to]
    if target not in routes.spaces:
        raise InputError(f"sub-{found.subject} was processed without that scan ({arguments.to}).")
    volume, names, record = _source(arguments, terminal)
    is_labels = bool(names) or arguments.labels
    stem = f"sub-{found.subject}_space-{_BIDS[arguments.to]}_desc-{arguments.atlas or 'map'}"
    stem += "_dseg" if is_labels else "_statmap"
    image, sidecar, table = (arguments.out / f"{stem}{ending}" for ending in (".nii.gz", ".json", ".tsv"))
    wanted = [image, sidecar, *([table] if names else [])]
    refuse_files(arguments.out, [entry.name for entry in wanted], force=arguments.force)
    way = Interpolation.NEAREST if is_labels else Interpolation.LINEAR
    brought = project(volume, routes, Space.MNI, target, way, part(terminal, 0.0, 0.9), on=routes.grids[target])
    filled = Volume(brought.grid, np.nan_to_num(brought.data), volume.name, volume.unit)
    parameters = {"atlas": arguments.atlas, "to": arguments.to, "interpolation": way.value, "grid": "whole scan"}
    provenance = Provenance("analysis.pipeline.routes.project", parameters, record)
    results.write_volume(filled, image, force=arguments.force)
    results.write_json({"provenance": provenance.as_dict()}, sidecar, force=arguments.force)
    if names:
        results.write_tsv(*_table(filled, names), table, force=arguments.force)
    terminal.clear()
    for entry in wanted:
        print(entry.absolute())
    return DONE


def _source(
    arguments: argparse.Namespace, terminal: Terminal
) -> tuple[Volume, Mapping[int, str], tuple[InputRecord, ...]]:
    """What is brought, names by number (none for a map), and the hash of the map."""
    if arguments.atlas == "aal":
        atlas = aal()
        return Volume(atlas.grid, atlas.labels, "AAL"), atlas.names, ()
    if arguments.atlas == "territories":
        beds = territory_atlas()
        names = {number: f"{bed.territory.value}, {bed.side.value}" for number, bed in enumerate(BEDS, start=1)}
        return Volume(beds.grid, beds.labels, "arterial territories"), names, ()
    opened = open_volume(Path(arguments.map), "map", terminal)
    if results.space_of(opened.scan) != "MNI152":
        raise InputError(f'The header of "{arguments.map.name}" does not say that it is in MNI space.')
    return opened.volume, {}, (opened.record,)


def _table(volume: Volume, names: Mapping[int, str]) -> tuple[list[str], list[list[str]]]:
    """Each region with its voxels and volume in the scan, 0 where the scan does not show it."""
    counts = np.bincount(volume.data.astype(np.intp).ravel(), minlength=max(names) + 1)
    voxel_ml = float(np.prod(volume.grid.voxel_size_mm)) / 1000
    rows = [[str(n), names[n], str(int(counts[n])), f"{counts[n] * voxel_ml:.3f}"] for n in sorted(names)]
    return ["index", "name", "n_voxels", "volume_ml"], rows
