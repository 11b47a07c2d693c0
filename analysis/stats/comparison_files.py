"""A comparison as a folder: its maps with their records, the table of clusters, and the caption with its notes."""

import re
from collections.abc import Sequence
from pathlib import Path

from analysis.files import results, writing
from analysis.progress import Progress, silent
from analysis.stats.cluster_table import write_table
from analysis.stats.compare import Comparison
from analysis.stats.place import voxel_width_mm


def write_comparison(comparison: Comparison, folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write one contrast.

    Parameters
    ----------
    folder : made if missing
    force : whether older files of these names may be replaced

    Raises
    ------
    OutputError
        if a file exists or cannot be written
    """
    p_values = {"p_corrected": comparison.cluster_p}
    if comparison.cluster_p_permutation:
        p_values["p_permutation"] = comparison.cluster_p_permutation
    written = [
        results.write_map(stat_map, folder, space=comparison.source.space, force=force)
        for stat_map in comparison.maps.values()
    ]
    width = voxel_width_mm(comparison.mask.grid)
    table = folder / "clusters.tsv"
    written.append(write_table(comparison.clusters, table, voxel_mm=width, p_values=p_values, force=force))
    words = "\n".join((comparison.caption, *comparison.notes)) + "\n"
    written.append(writing.write_text(words, folder / "caption.txt", force=force))
    return tuple(written)


def write_comparisons(
    found: Sequence[Comparison], folder: Path, *, force: bool = False, progress: Progress = silent
) -> tuple[Path, ...]:
    """Write a test into a folder, and each pair of groups after it into a folder of its own below; raises as above."""
    written: list[Path] = []
    for index, comparison in enumerate(found):
        progress(index / len(found), comparison.contrast.name)
        below = folder if index == 0 else folder / folder_name(comparison.contrast.name)
        written += write_comparison(comparison, below, force=force)
    return tuple(written)


def folder_name(contrast: str) -> str:
    """A contrast as the name of a folder: ``pain − control`` becomes ``pain_minus_control``."""
    return re.sub(r"[^\w]+", "_", contrast.replace(" − ", "_minus_")).strip("_")
