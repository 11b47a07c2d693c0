"""A table of clusters as a graph: one node per row, edges from the seed.

Read are tab-separated tables with a header line: those that Algoscope writes, and published ones as in
``resources/examples``. Columns are known by name: x, y, z in MNI mm (of the peak: ``x``, ``peak_x_mm`` …), a value
(``t``, ``z``, ``peak_t``, ``peak`` …), a region (``region``, ``aal``, ``name`` …) and, where the name does not hold
it, a ``hemisphere``. A seed has no coordinate in such tables: a seed that is an AAL region is drawn at that
region's middle, which the node's note says.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from analysis.atlas.abbreviations import aal_spelling, side_of
from analysis.atlas.parcellation import aal
from analysis.colour import RESOURCES
from analysis.errors import FileFormatError, InputError
from analysis.network.graph import Graph, Kind, Node, star

_PLACES = tuple(
    tuple(pattern.format(axis) for axis in "xyz")
    for pattern in ("peak_{}_mm", "peak_{}", "{}_peak", "{}_mm", "{}", "{}_mni", "mni_{}")
)
_VALUES = ("t", "peak_t", "t_peak", "z_value", "peak_z_value", "peak_value", "statistic", "peak_stat", "peak", "value")
_REGIONS = ("region", "aal", "aal_peak", "peak_region", "region_at_peak", "label", "name")
_SIDES = {"l": "L", "left": "L", "r": "R", "right": "R"}
_MOST_BYTES = 5_000_000


def read_cluster_table(path: Path, seed: Node | None = None, *, title: str = "") -> Graph:
    """Read a table of clusters.

    Parameters
    ----------
    path : tab-separated, see the module
    seed : where the edges start; None takes the table's own ``seed`` column if it names one AAL region
    title : of the graph

    Returns
    -------
    Graph
        increased (value above 0) and decreased nodes; with a seed it comes first, and edges go from it

    Raises
    ------
    InputError
        if the file cannot be read
    FileFormatError
        if it is no such table, or a row has no coordinate or no value
    """
    rows = [row for row in _rows(path) if row.get("row", "peak") != "sub-peak"]  # a cluster is one node
    columns = list(rows[0])
    places = next((names for names in _PLACES if set(names) <= set(columns)), None)
    value = next((name for name in _VALUES if name in columns), None)
    region = next((name for name in _REGIONS if name in columns), None)
    if places is None or value is None:
        raise FileFormatError(
            f"{path.name} is no table of clusters: it needs columns x, y, z in mm and a value such as t, "
            f"but has {', '.join(columns)}."
        )
    nodes = [_node(row, number, places, value, region, path.name) for number, row in enumerate(rows, start=1)]
    seed = seed or _named_seed(rows)
    unit = value.removeprefix("peak_") if value in ("t", "peak_t", "t_peak") else ""
    unit = "t" if unit.startswith("t") else unit
    return Graph(tuple(nodes), title=title, unit=unit) if seed is None else star(seed, nodes, title=title, unit=unit)


def region_node(name: str, kind: Kind = Kind.SEED) -> Node:
    """A node at the middle of an AAL region; raises `OptionError` for an unknown name.

    The middle is the region's voxel that is nearest to its centre of mass, so it lies inside the region.
    """
    atlas = aal()
    name = aal_spelling(name)
    xyz = atlas.grid.to_mm(np.argwhere(atlas.labels == atlas.label_of(name)))
    middle = xyz[np.linalg.norm(xyz - xyz.mean(axis=0), axis=1).argmin()]
    x, y, z = (float(mm) for mm in middle)
    return Node(name, (x, y, z), kind=kind, note=f"{name} is drawn at the middle of its AAL region.")


def published_examples() -> Mapping[str, Path]:
    """The published tables that ship with Algoscope, by what a person calls them."""
    found = sorted((RESOURCES / "examples").glob("zhang2025_table*_seed_*.tsv"))
    return {f"Zhang et al. 2025, Table {path.stem.split('table')[1].split('_')[0]}": path for path in found}


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise FileFormatError(f"{path.name} is too large to be a table of clusters.")
        lines = [line for line in path.read_text("utf-8-sig").splitlines() if line.strip() and line[0] != "#"]
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise FileFormatError(f"{path.name} is not a text file.") from error
    table = list(csv.reader(lines, delimiter="\t"))
    if len(table) < 2:
        raise FileFormatError(f"{path.name} has no row below its header line.")
    header = [name.strip().lower().replace(" ", "_") for name in table[0]]
    for number, cells in enumerate(table[1:], start=1):
        if len(cells) != len(header):
            raise FileFormatError(f"Row {number} of {path.name} has {len(cells)} cells instead of {len(header)}.")
    return [dict(zip(header, (cell.strip() for cell in cells), strict=True)) for cells in table[1:]]


def _node(
    row: Mapping[str, str], number: int, places: tuple[str, ...], value: str, region: str | None, file_name: str
) -> Node:
    try:
        x, y, z = (_number(row[name]) for name in places)
        size = _number(row[value])
    except ValueError as error:
        raise FileFormatError(f"Row {number} of {file_name}: {error}.") from error
    name = _name(row, region) or f"cluster {number}"
    return Node(name, (x, y, z), size, Kind.INCREASED if size > 0 else Kind.DECREASED)


def _name(row: Mapping[str, str], region: str | None) -> str:
    names = (row.get(column, "") for column in (region or "", "nearest_region"))
    name = next((name for name in names if name.lower() not in ("", "n/a", "none")), "")
    if not name:
        return ""
    side = _SIDES.get(row.get("hemisphere", row.get("side", "")).lower())
    return aal_spelling(name if side is None or side_of(name) is not None else f"{name}_{side}")


def _named_seed(rows: list[dict[str, str]]) -> Node | None:
    names = {row.get("seed", "") for row in rows} - {"", "n/a"}
    return region_node(names.pop()) if len(names) == 1 else None


def _number(cell: str) -> float:
    try:
        number = float(cell.replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        raise ValueError(f"{cell!r} is no number") from None
    if not np.isfinite(number):
        raise ValueError(f"{cell!r} is no number")
    return number
