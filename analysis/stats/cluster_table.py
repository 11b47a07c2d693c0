"""The cluster table as rows of text: the same for the window, the clipboard and files.

Before a table leaves the program each row is checked: the side in it, and the side of any name that a person gave
the cluster, must be that of its coordinate. Published tables have it wrong in one row of four (see `check_table`).
"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.errors import OutputError
from analysis.files import writing
from analysis.stats.clusters import Cluster
from analysis.stats.place import Side, claimed_side, side_of

COLUMNS = (
    "cluster", "row", "n_voxels", "volume_mm3", "value", "peak_x", "peak_y", "peak_z", "side", "region",
    "nearest_region", "nearest_mm", "centroid_x", "centroid_y", "centroid_z", "weighted_x", "weighted_y",
    "weighted_z", "percent_outside_atlas", "regions", "name",
)  # fmt: skip


def table_rows(clusters: Sequence[Cluster], names: Mapping[int, str] | None = None) -> list[tuple[object, ...]]:
    """A row per cluster and per sub-peak, in the order of `COLUMNS`.

    Parameters
    ----------
    clusters : of a map
    names : what a person calls a cluster, by its number; empty for the others
    """
    rows: list[tuple[object, ...]] = []
    for cluster in clusters:
        name = (names or {}).get(cluster.number, "")
        regions = "; ".join(
            f"{r.name} {r.percent_of_cluster:.1f} % of cluster, {r.percent_of_region:.1f} % of region"
            for r in cluster.regions
        )
        peak = cluster.peak
        rows.append((
            cluster.number, "peak", cluster.n_voxels, _plain(cluster.volume_mm3), _plain(peak.value, 4),
            *(_plain(x) for x in peak.xyz_mm), peak.side.value, peak.region, cluster.nearest.name,
            _plain(cluster.nearest.distance_mm), *(_plain(x) for x in cluster.centroid_mm),
            *(_plain(x) for x in cluster.weighted_centre_mm), _plain(cluster.percent_outside_atlas), regions, name,
        ))  # fmt: skip
        for sub in cluster.subpeaks:
            place = (*(_plain(x) for x in sub.xyz_mm), sub.side.value, sub.region)
            rows.append((cluster.number, "sub-peak", None, None, _plain(sub.value, 4), *place, *[None] * 9, "", ""))
    return rows


def check_sides(clusters: Sequence[Cluster], voxel_mm: float, names: Mapping[int, str] | None = None) -> None:
    """Raise `OutputError` where a side contradicts its coordinate: in a row, or in the name that a person gave.

    Parameters
    ----------
    voxel_mm : width of a voxel from left to right, see `place.voxel_width_mm`
    """
    for cluster in clusters:
        for peak in (cluster.peak, *cluster.subpeaks):
            true = side_of(peak.xyz_mm[0], voxel_mm)
            if peak.side is not true:
                raise OutputError(_contradiction(cluster.number, peak.side, peak.xyz_mm[0], true))
        claimed = claimed_side((names or {}).get(cluster.number, ""))
        true = side_of(cluster.peak.xyz_mm[0], voxel_mm)
        if claimed is not None and claimed is not true:
            raise OutputError(_contradiction(cluster.number, claimed, cluster.peak.xyz_mm[0], true))


def write_table(
    clusters: Sequence[Cluster],
    path: Path,
    *,
    voxel_mm: float,
    names: Mapping[int, str] | None = None,
    p_values: Mapping[str, Sequence[float]] | None = None,
    force: bool = False,
) -> Path:
    """Write the table as TSV, or as CSV where the path ends so.

    Parameters
    ----------
    voxel_mm, names : see `check_sides`
    p_values : more columns by name, a value per cluster

    Raises
    ------
    OutputError
        if a side contradicts its coordinate (nothing is written), or the file exists or cannot be written
    """
    check_sides(clusters, voxel_mm, names)
    columns = (*COLUMNS, *(p_values or {}))
    rows = [(*row, *_of_row(row, p_values)) for row in table_rows(clusters, names)]
    if path.suffix.lower() == ".csv":
        with writing.staged([path], force=force) as (part,), open(part, "w", newline="", encoding="utf-8") as stream:
            csv.writer(stream, lineterminator="\n").writerows([columns, *rows])
        return path
    return writing.write_tsv(columns, rows, path, force=force)


def _of_row(row: Sequence[object], p_values: Mapping[str, Sequence[float]] | None) -> list[float | None]:
    """The values of the cluster of a row; a sub-peak has none of its own."""
    number = row[0] if isinstance(row[0], int) and row[1] == "peak" else None
    return [None if number is None else values[number - 1] for values in (p_values or {}).values()]


def as_text(clusters: Sequence[Cluster], *, voxel_mm: float, names: Mapping[int, str] | None = None) -> str:
    """The table with tabs, for the clipboard; raises `OutputError` as `write_table`."""
    check_sides(clusters, voxel_mm, names)
    lines = ["\t".join(COLUMNS)]
    lines += ["\t".join("" if cell is None else str(cell) for cell in row) for row in table_rows(clusters, names)]
    return "\n".join(lines) + "\n"


def _plain(value: float, digits: int = 2) -> float:
    """Rounded, and without a minus before zero."""
    return round(value, digits) + 0.0


def _contradiction(number: int, said: Side, x_mm: float, true: Side) -> str:
    return (
        f"Cluster {number} is called {said.name.lower()}, but its peak is at x = {x_mm:+.1f} mm, which is "
        f"{true.name.lower()}; the table was not written."
    )
