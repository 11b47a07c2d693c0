"""Write regions for other programs: binary masks, surfaces, names and colours, a DICOM segmentation.

Every file is read back and compared before it takes its place. A DICOM segmentation needs
the folder of the series that was drawn on, whose slices must be those of the regions, voxel for voxel; it carries what
the series holds about the patient. regions_export.json says what was made of which file.
"""

import argparse
from pathlib import Path

from analysis.errors import InputError, OptionError
from analysis.files import dicom_seg, dicom_source, label_files, region_files, results
from analysis.files.dicom_source import SourceSeries
from analysis.progress import part
from analysis.provenance import Provenance
from gui.command_line.arguments import path
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_files
from gui.command_line.regions_inputs import OpenedRegions, open_regions
from gui.command_line.terminal import Terminal

EXAMPLE = """examples:
  main.py regions export --regions sub-01_dseg.nii.gz --as masks stl itksnap freesurfer --out exported
  main.py regions export --regions sub-01_dseg.nii.gz --as dicom --dicom scans/T1_series --out exported
"""
KINDS = {
    "dseg": "NIfTI map with names (BIDS)",
    "masks": "a mask of each region",
    "stl": "a surface of each",
    "ply": "the same with colour",
    "itksnap": "label description",
    "freesurfer": "colour table",
    "dicom": "segmentation (SEG)",
}
_RECORD = "regions_export.json"
_NAMES = {
    "dseg": "regions_dseg.nii.gz",
    "itksnap": "regions.label",
    "freesurfer": "regions.lut",
    "dicom": "regions.dcm",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The regions, and what is made of them."""
    parser.add_argument("--regions", type=path, required=True, metavar="FILE", help="map of labels, or DICOM SEG")
    words = "; ".join(f"{kind}: {words}" for kind, words in KINDS.items())
    parser.add_argument(
        "--as", dest="kinds", choices=tuple(KINDS), nargs="+", required=True, metavar="KIND", help=words
    )
    parser.add_argument("--dicom", type=path, metavar="DIR", help="folder of the DICOM series that was drawn on")
    parser.add_argument("--series", type=int, metavar="N", help="its series number, where several have these voxels")


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write the files and the record."""
    kinds = tuple(dict.fromkeys(arguments.kinds))
    if ("dicom" in kinds) != (arguments.dicom is not None):
        raise OptionError("A DICOM segmentation needs both --as dicom and --dicom DIR, the series that was drawn on.")
    opened = open_regions(arguments.regions)
    expected = [name for kind in kinds for name in _file_names(kind, opened)]
    refuse_files(arguments.out, (*expected, _RECORD), force=arguments.force)
    source = None if arguments.dicom is None else _source(opened, arguments, terminal)
    written: list[Path] = []
    for n, kind in enumerate(kinds):
        terminal(0.2 + 0.8 * n / len(kinds), KINDS[kind])
        written += _write(kind, opened, source, arguments)
    parameters = {"as": kinds, "regions": [region.name for region in opened.labels.regions]}
    made = Provenance("analysis.files.region_files", parameters, (opened.record,))
    record = {"files": [one.name for one in written], "provenance": made.as_dict()}
    written.append(results.write_json(record, arguments.out / _RECORD, force=arguments.force))
    terminal.clear()
    if source is not None:
        terminal.say(source.identity_in_words())
    for one in written:
        print(one.absolute())
    return DONE


def _file_names(kind: str, opened: OpenedRegions) -> list[str]:
    """What will be written."""
    labels = opened.labels
    drawn = [region for region in labels.regions if labels.n_voxels(region.label)]
    if kind == "masks":
        return [f"label-{name}_mask.nii.gz" for name in region_files.file_names(drawn)]
    if kind in ("stl", "ply"):
        return [f"label-{name}_surface.{kind}" for name in region_files.file_names(drawn)]
    return [_NAMES[kind], *(["regions_dseg.tsv"] if kind == "dseg" else [])]


def _write(
    kind: str, opened: OpenedRegions, source: SourceSeries | None, arguments: argparse.Namespace
) -> tuple[Path, ...]:
    labels, out, force = opened.labels, arguments.out, arguments.force
    if kind == "masks":
        return region_files.write_masks(labels, out, space=opened.space_name, force=force)
    if kind in ("stl", "ply"):
        return region_files.write_surfaces(labels, out, ending=f".{kind}", force=force)
    path = out / _NAMES[kind]
    if kind == "dseg":
        out.mkdir(parents=True, exist_ok=True)
        return label_files.save_labels(labels, path, space=opened.space_name), path.with_name("regions_dseg.tsv")
    if kind == "itksnap":
        return (label_files.write_itksnap_names(labels.regions, path, force=force),)
    if kind == "freesurfer":
        return (label_files.write_freesurfer_names(labels.regions, path, force=force),)
    assert source is not None
    return (dicom_seg.write_dicom_seg(labels, source, path, force=force),)


def _source(opened: OpenedRegions, arguments: argparse.Namespace, terminal: Terminal) -> SourceSeries:
    found = dicom_source.series_on(arguments.dicom, opened.labels.grid, part(terminal, 0.0, 0.2))
    numbers = [int(one.headers[0].get("SeriesNumber") or 0) for one in found]
    if arguments.series is not None:
        found = tuple(one for one, number in zip(found, numbers, strict=True) if number == arguments.series)
    if len(found) != 1:
        listed = ", ".join(map(str, numbers))
        raise InputError(f"The series with the voxels of the regions are {listed}; choose one of them with --series.")
    return found[0]
