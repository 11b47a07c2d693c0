"""What `main.py cbf` writes beside the maps: territories, asymmetry, cautions, small regions, an earlier scan."""

import argparse
from dataclasses import replace
from pathlib import Path

from analysis.errors import OptionError
from analysis.files import results
from analysis.image import Mask, Volume
from analysis.perfusion import beds, small_regions
from analysis.perfusion.cbf import CbfResult
from analysis.perfusion.follow_up import FollowUp, compare_scans
from analysis.perfusion.measure import PerfusionRequest
from analysis.perfusion.placement import Placement, in_mni_space, place_by_t1
from analysis.perfusion.reading import Reading, perfusion_of, read_patient
from analysis.perfusion.scan_alignment import align_scans
from analysis.preprocess.brain_mask import temporal_mean
from analysis.progress import Progress, part
from analysis.provenance import InputRecord
from analysis.scan import Scan
from gui.command_line.arguments import path
from gui.command_line.inputs import open_volume
from gui.command_line.outputs import with_note, write_maps
from gui.command_line.terminal import Terminal

TABLES = ("territories.tsv", "small_regions.tsv", "reading.json")
MAPS = ("asymmetry", "asymmetry_z", "asymmetry_clusters", "caution", "cbf_difference", "cbf_change")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options that read the map."""
    parser.add_argument(
        "--territories",
        action="store_true",
        help="table of arterial territories, asymmetry maps, cautions, dorsolateral pons and hypothalamus; needs --t1, "
        "or a series that is in MNI space",
    )
    parser.add_argument("--t1", type=path, metavar="FILE", help="the patient's T1; gives the tissues too")
    parser.add_argument("--earlier", type=path, metavar="FILE", help="CBF map of an earlier scan: difference, change")
    parser.add_argument(
        "--align-earlier",
        action="store_true",
        help="align the earlier map rigidly first (two sessions; else it must be on the same grid and place)",
    )


def placement_of(request: PerfusionRequest, t1: Path | None, terminal: Terminal) -> tuple[Placement, list[InputRecord]]:
    """The way of the series to MNI space.

    Raises
    ------
    OptionError
        if there is no T1 and the series is not in MNI space
    """
    if t1 is None:
        if results.space_of(request.scan) != "MNI152":
            raise OptionError("Territories need --t1 FILE, because the series does not say that it is in MNI space.")
        return in_mni_space(), []
    opened = open_volume(t1, "t1", terminal)
    return place_by_t1(_image_of(request), opened.volume, part(terminal, 0.2, 0.7)), [opened.record]


def _image_of(request: PerfusionRequest) -> Volume:
    """What shows the anatomy best: the M0 where it is on the grid of the series, else the mean of the series."""
    scan, m0 = request.scan.image, request.m0
    if m0 is not None and m0.image.grid.matches(scan.grid):
        return m0.image if isinstance(m0.image, Volume) else temporal_mean(m0.image)
    return scan if isinstance(scan, Volume) else temporal_mean(scan)


def write_reading(
    result: CbfResult, placement: Placement, request: PerfusionRequest, folder: Path, *, force: bool, progress: Progress
) -> None:
    """Read the map, write tables and maps, and print the sentences."""
    reading = read_patient(result, placement, inputs=request.inputs, progress=progress)
    unit = perfusion_of(result).volume.unit
    for name, (columns, rows) in (
        (TABLES[0], beds.table_of(reading.territories, unit)),
        (TABLES[1], small_regions.table_of(reading.small, unit)),
    ):
        print(results.write_tsv(columns, rows, folder / name, force=force).absolute())
    print(results.write_json(_content(reading, placement), folder / TABLES[2], force=force).absolute())
    space = results.space_of(request.scan)
    maps = [(reading.cautions.layer, space)]
    if reading.asymmetry is not None:
        maps += [(stat_map, "MNI152") for stat_map in reading.asymmetry.maps]
    for stat_map, where in maps:
        for written in write_maps([stat_map], folder, space=where, force=force):
            print(written)
    print(reading.sentence)
    for sentence in (*reading.cautions.sentences, beds.NOTE):
        print(sentence)


def _content(reading: Reading, placement: Placement) -> dict[str, object]:
    regions = [] if reading.asymmetry is None else [*reading.asymmetry.lower, *reading.asymmetry.higher]
    return {
        "sentence": reading.sentence,
        "placement": placement.words,
        "counted": reading.counted,
        "cautions": list(reading.cautions.sentences),
        "note": beds.NOTE,
        "regions": [
            {
                "side": c.side.value,
                "asymmetry_percent": c.asymmetry,
                "volume_ml": c.volume_ml,
                "peak_xyz_mni": c.peak_xyz_mni,
                "peak_z": c.peak_z,
                "here": c.here,
                "mirror": c.mirror,
                "share_of_mean": c.share_of_mean,
                "territories_ml": {t.name: ml for t, ml in c.crossing.volumes_ml.items()},
                "border_ml": c.crossing.border_ml,
                "crossed": [t.name for t in c.crossing.crossed],
                "is_uncertain": c.crossing.is_uncertain,
                "sentence": c.sentence,
            }
            for c in regions
        ],
    }


def write_follow_up(
    result: CbfResult, earlier: Path, scan: Scan, folder: Path, terminal: Terminal, *, align: bool, force: bool
) -> FollowUp:
    """Compare with an earlier map, write the difference, and print what repeatability says."""
    now = perfusion_of(result)
    opened = open_volume(earlier, "earlier", terminal)
    first, said = opened.volume, opened.scan.warnings
    if align:
        aligned = align_scans(now.volume, first, terminal)
        first, sentence = replace(aligned.volume, unit=first.unit), aligned.sentence_of("earlier scan", "present one")
        said = (*said, sentence)
        terminal.say(sentence)
    assert now.mask is not None
    mask = Mask(now.mask.grid, now.mask.data & (_of_grid(first, now.volume) != 0), "covered by both scans")
    found = compare_scans(first, now.volume, mask, inputs=(opened.record,))
    maps = [with_note(m, said) for m in (found.difference, found.change)]
    for written in write_maps(maps, folder, space=results.space_of(scan), force=force):
        print(written)
    print(found.whole.sentence)
    return found


def _of_grid(first: Volume, second: Volume) -> object:
    """The values of the earlier map; outside its mask a file holds 0, which is no perfusion."""
    return first.data if first.grid.matches(second.grid) else second.data
