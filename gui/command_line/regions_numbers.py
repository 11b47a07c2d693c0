"""Compute what is in every region, in every map: a table with its record.

Writes regions.tsv (or .csv) and regions.json. Each map is asked on its own voxels: one belongs to a region when its
centre lies in it. In MNI space, or with --patient, the mirror region and the asymmetry are told too. Regions of a
native scan and maps in MNI space go together with --patient. The table goes into the report (main.py report --regions).
"""

import argparse
from dataclasses import replace

from analysis.errors import DataError
from analysis.progress import part
from gui.command_line.arguments import path
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_files
from gui.command_line.regions_cohort import add_cohort, controls_of
from gui.command_line.regions_inputs import add_patient, asked_of, open_regions, opened_maps, places_of
from gui.command_line.terminal import Terminal
from gui.commands.region_numbers import RegionReport, compute_all
from gui.commands.region_tables import Sources, write_table

EXAMPLE = """examples:
  main.py regions numbers --regions sub-01_dseg.nii.gz --map cbf.nii.gz reho.nii.gz --out numbers
  main.py regions numbers --regions sub-01_space-T1w_dseg.nii.gz --map results/sub-01/maps/cbf.nii.gz \\
      --patient results --csv --out numbers
  main.py regions numbers --regions seeds_dseg.nii.gz --map cbf.nii.gz --cohort controls.tsv --maps cbf \
      --mask gray_matter.nii.gz --out numbers
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The regions, the maps, and where both are."""
    parser.add_argument("--regions", type=path, required=True, metavar="FILE", help="map of labels, or DICOM SEG")
    parser.add_argument("--map", type=path, nargs="+", required=True, metavar="FILE", help="maps, such as CBF and ReHo")
    add_patient(parser)
    add_cohort(parser)
    parser.add_argument("--csv", action="store_true", help="commas instead of tabs")


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write the table and its record."""
    name = "regions.csv" if arguments.csv else "regions.tsv"
    refuse_files(arguments.out, (name, "regions.json"), force=arguments.force)
    places = places_of(arguments)
    opened = open_regions(arguments.regions)
    maps = opened_maps(arguments.map, terminal)
    controls = controls_of(arguments, maps, part(terminal, 0.0, 0.3))
    labels = opened.labels
    first = replace(asked_of(opened, maps, arguments.map, places), cohorts=controls, labels=labels.frozen())
    asked = [replace(first, region=region) for region in labels.regions if labels.n_voxels(region.label)]
    reports = compute_all(asked, part(terminal, 0.3, 0.9))
    if not any(row.numbers is not None for report in reports for row in report.rows):
        raise DataError(
            "No voxel of any map has its centre in a region: regions and maps do not lie in the same place. Give the "
            "regions that were drawn on these images, or name the processed patient with --patient."
        )
    warnings = tuple(dict.fromkeys(warning for _, one in maps for warning in one.scan.warnings))
    sources = Sources(dict(enumerate(arguments.map)), (opened.record,), {}, warnings)
    written = write_table(reports, arguments.out / name, sources, force=arguments.force)
    terminal.clear()
    _say(reports, terminal)
    print(written.absolute())
    print(written.with_suffix(".json").absolute())
    return DONE


def _say(reports: tuple[RegionReport, ...], terminal: Terminal) -> None:
    """What a reader of the table should know first."""
    for report in reports:
        for row in report.rows:
            if row.remark:
                terminal.say(f"{report.asked.region.name}, {row.name}: {row.remark}.")
    for words in dict.fromkeys(report.mirror_words for report in reports):
        terminal.say(f"{words.rstrip('.')}.")
