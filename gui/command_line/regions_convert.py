"""Bring regions onto the voxels of another image: a voxel belongs to a region when its centre lies in it.

Writes regions_dseg.nii.gz with its names (TSV), and regions_dseg.json, which says by how much each volume changed. With
--patient the image may be in another space of the patient.
"""

import argparse
from functools import partial

from analysis.errors import OptionError
from analysis.files import label_files, results
from analysis.files.nifti import read
from analysis.grid import Grid
from analysis.labels.carrying import Carried, carried_through
from analysis.labels.converting import Converted, converted
from analysis.labels.patch import Patch
from analysis.pipeline.routes import Space
from analysis.provenance import InputRecord, Provenance, sha256_of_file
from gui.command_line.arguments import path
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_files
from gui.command_line.regions_inputs import (
    OpenedRegions,
    Places,
    add_patient,
    open_regions,
    places_of,
    require_one_world,
)
from gui.command_line.terminal import Terminal

EXAMPLE = """examples:
  main.py regions convert --regions sub-01_dseg.nii.gz --onto bold.nii.gz --out on_bold
  main.py regions convert --regions sub-01_space-T1w_dseg.nii.gz --onto results/sub-01/maps/cbf.nii.gz \\
      --patient results --out in_mni
"""
_FILES = ("regions_dseg.nii.gz", "regions_dseg.tsv", "regions_dseg.json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The regions and the image."""
    parser.add_argument("--regions", type=path, required=True, metavar="FILE", help="map of labels, or DICOM SEG")
    parser.add_argument(
        "--onto", type=path, required=True, metavar="FILE", help="image on whose voxels they are wanted"
    )
    add_patient(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write the map, its names and its record."""
    refuse_files(arguments.out, _FILES, force=arguments.force)
    places, opened = places_of(arguments), open_regions(arguments.regions)
    scan = read(arguments.onto)
    onto, says = scan.image.grid, results.space_of(scan)
    if places.routes is None:
        require_one_world(opened, says == "MNI152", says == "scanner", onto, arguments.onto.name)
    if opened.labels.grid.matches(onto, 1e-3):
        raise OptionError(f'The regions are on the grid of "{arguments.onto.name}" already.')
    found = _converted(opened, places, onto, places.of_image(scan, arguments.onto.name))
    image, _, record = (arguments.out / name for name in _FILES)
    arguments.out.mkdir(parents=True, exist_ok=True)
    space = "MNI152" if says == "MNI152" else "scanner"
    label_files.save_labels(found.labels, image, space=space)
    inputs = (opened.record, InputRecord("image", sha256_of_file(arguments.onto)))
    parameters = {"rule": "the centre of a voxel lies in the region", "through_patient": places.routes is not None}
    made = Provenance("analysis.labels.converting.converted", parameters, inputs)
    changes = [
        {"region": region.name, "mm3": moved.volume_mm3, "mm3_before": moved.volume_before_mm3}
        for region, moved in found.changes
    ]
    results.write_json({"changes": changes, "provenance": made.as_dict()}, record, force=arguments.force)
    terminal.clear()
    for sentence in found.in_words():
        terminal.say(sentence)
    for name in _FILES:
        print((arguments.out / name).absolute())
    return DONE


def _converted(opened: OpenedRegions, places: Places, onto: Grid, space: Space | None) -> Converted:
    home, routes = places.of_regions(opened), places.routes
    if routes is None or home is None or space is None or home is space:
        return converted(opened.labels, onto)
    there, back = partial(routes.points, source=home, target=space), partial(routes.points, source=space, target=home)

    def carry(patch: Patch) -> Carried:
        return carried_through(patch, opened.labels.grid, onto, there, back)

    return converted(opened.labels, onto, carry)
