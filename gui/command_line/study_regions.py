"""Values of regions, one column each, beside the columns of a table: from maps to what can be correlated.

Regions are those of AAL, of a map of regions that was drawn, or the clusters of a result. Clusters that come from a
result of the same people are marked as circular. The new table goes to --out, ready for the other analyses.
"""

import argparse

from analysis.errors import OptionError
from analysis.files.label_files import read_labels
from analysis.image import Mask
from analysis.progress import part
from analysis.provenance import InputRecord, sha256_of_file
from analysis.stats.clinical.regional_files import FILES, write_regional_values
from analysis.stats.clinical.regional_values import (
    Places,
    aal_places,
    cluster_places,
    label_places,
    regional_values,
)
from analysis.stats.clinical.variables import column_entries
from analysis.stats.cohort_table import load_maps
from gui.command_line.arguments import add_output_folder, add_threads, number, path, whole_number
from gui.command_line.inputs import open_mask, open_volume
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_files
from gui.command_line.study_table import add_table, names, open_table
from gui.command_line.terminal import Terminal

EXAMPLE = """examples:
  main.py study regions --table participants.tsv --maps malff --mask mask.nii.gz --aal Insula_L,Insula_R --out values
  main.py study regions --table participants.tsv --maps malff --mask mask.nii.gz --labels drawn_dseg.nii.gz --out values
  main.py study regions --table participants.tsv --maps malff --mask mask.nii.gz \\
      --clusters comparison/thresholded.nii.gz --out values
"""


def add_kind(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``study regions``."""
    parser = commands.add_parser(
        "regions", help="values of regions as columns of the table", description=__doc__, epilog=EXAMPLE
    )
    parser.set_defaults(work=run)
    add_table(parser)
    parser.add_argument("--maps", required=True, metavar="COLUMN", help="column that holds the paths of the maps")
    parser.add_argument("--mask", type=path, required=True, metavar="FILE", help="on the maps' grid")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--aal", type=names, metavar="A,B", help="regions of AAL; the word all for each of them")
    which.add_argument("--labels", type=path, metavar="FILE", help="map of regions in MNI space")
    which.add_argument("--clusters", type=path, metavar="FILE", help="statistic, or thresholded map, of a result")
    parser.add_argument(
        "--height", type=number(0), default=0.0, metavar="X", help="of |value|, for --clusters (default: as it is)"
    )
    parser.add_argument(
        "--extent", type=whole_number(1), default=1, metavar="K", help="least voxels of a cluster (default 1)"
    )
    add_output_folder(parser)
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Extract and write."""
    if arguments.clusters is None and (arguments.height or arguments.extent > 1):
        raise OptionError("--height and --extent are for --clusters.")
    refuse_files(arguments.out, FILES, force=arguments.force)
    if (arguments.out / FILES[0]).absolute() == arguments.table.absolute():
        raise OptionError("--out is the folder of the table itself; name another one.")
    study = open_table(arguments)
    study.table.require_unique()
    mask, mask_record = open_mask(arguments.mask)
    places, source = _places(arguments, mask, terminal)
    maps = load_maps(study.table, arguments.maps, mask, part(terminal, 0.1, 0.95))
    found = regional_values(maps, places)
    inputs = (study.record, mask_record, *source)
    written = write_regional_values(
        study.table,
        found,
        arguments.out,
        described=column_entries(arguments.table),
        inputs=inputs,
        force=arguments.force,
    )
    terminal.clear()
    for one in written:
        print(one.absolute())
    print(f"{len(found.names)} regions of {len(found.values)} people: {found.source}")
    for warning in found.warnings:
        terminal.say(warning)
    return DONE


def _places(arguments: argparse.Namespace, mask: Mask, terminal: Terminal) -> tuple[Places, tuple[InputRecord, ...]]:
    if arguments.aal is not None:
        return aal_places(mask, () if arguments.aal == ("all",) else arguments.aal), ()
    if arguments.labels is not None:
        labels = read_labels(arguments.labels)
        return label_places(labels, mask), (InputRecord("regions", sha256_of_file(arguments.labels)),)
    opened = open_volume(arguments.clusters, "result", terminal)
    places = cluster_places(
        opened.volume,
        mask,
        height=arguments.height,
        extent=arguments.extent,
        image=arguments.clusters,
        sha256=opened.record.sha256,
    )
    return places, (opened.record,)
