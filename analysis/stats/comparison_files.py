"""A comparison as a folder: its maps with their records, the table of clusters, and the caption with its notes."""

import re
from collections.abc import Sequence
from pathlib import Path

from analysis.files import results, writing
from analysis.progress import Progress, silent
from analysis.stats.cluster_table import write_table
from analysis.stats.compare import Comparison
from analysis.stats.place import voxel_width_mm

MAPS = ("t", "f", "z", "p", "p_corrected", "thresholded", "n")
TABLES = ("clusters.tsv", "caption.txt")
FILES = (*(f"{name}{ending}" for name in MAPS for ending in (".nii.gz", ".json")), *TABLES)


def write_comparisons(
    found: Sequence[Comparison], folder: Path, *, force: bool = False, progress: Progress = silent
) -> tuple[Path, ...]:
    """Write a test into a folder, and each pair of groups after it into a folder of its own below.

    All of them appear together, or none.

    Parameters
    ----------
    folder : made if missing
    force : whether older files of these names may be replaced

    Raises
    ------
    OutputError
        if a file exists or cannot be written
    """
    written: list[Path] = []
    below = ["", *(folder_name(comparison.contrast.name) for comparison in found[1:])]
    names = [str(Path(name) / file) for name in below for file in FILES]
    with writing.whole(folder, names, force=force) as place:
        for index, (comparison, name) in enumerate(zip(found, below, strict=True)):
            progress(index / len(found), comparison.contrast.name)
            written += _write(comparison, place / name, folder / name)
    return _moved(written, place, folder)


def _moved(written: Sequence[Path], place: Path, folder: Path) -> tuple[Path, ...]:
    return tuple(folder / path.relative_to(place) for path in written)


def _write(comparison: Comparison, place: Path, folder: Path) -> list[Path]:
    p_values = {"p_corrected": comparison.cluster_p}
    if comparison.cluster_p_permutation:
        p_values["p_permutation"] = comparison.cluster_p_permutation
    written = [
        results.write_map(stat_map, place, space=comparison.source.space, beside=folder)
        for stat_map in comparison.maps.values()
    ]
    width = voxel_width_mm(comparison.mask.grid)
    table = place / "clusters.tsv"
    written.append(write_table(comparison.clusters, table, voxel_mm=width, p_values=p_values))
    words = "\n".join((comparison.caption, *comparison.notes)) + "\n"
    written.append(writing.write_text(words, place / "caption.txt"))
    return written


def folder_name(contrast: str) -> str:
    """A contrast as the name of a folder: ``pain − control`` becomes ``pain_minus_control``."""
    return re.sub(r"[^\w]+", "_", contrast.replace(" − ", "_minus_")).strip("_")
