"""A published cluster table against the atlas, row by row: does the side, and the name, belong to the coordinate?

Of the 52 rows of Tables 2-12 in Zhang et al. 2025 (Front Med 12:1585799) 15 contradict their own side and 32 have
another name than AAL has at their coordinate. A row that reports a centroid, or the region that holds most of the
cluster, may rightly differ in name; a side that contradicts its x never is right.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.atlas.parcellation import Parcellation, aal
from analysis.errors import FileFormatError
from analysis.files import tables
from analysis.stats.place import Nearest, Side, claimed_side, distance_to_region, nearest_region, side_of

GRID_VOXEL_MM = 3.0
"""The usual analysis grid of DPABI and RESTplus: 61 × 73 × 61 voxels of 3 mm."""
_SIDES = ("hemisphere", "side")


@dataclass(frozen=True)
class CheckedRow:
    """One row: what it says, and what the atlas has at its coordinate.

    ``line`` counts from 1 and includes the header. ``found`` is the region at the coordinate, None outside the atlas;
    ``distance_mm`` how far the claimed region is away, None where the atlas has no such name.
    """

    line: int
    claimed_region: str
    claimed_side: Side | None
    xyz_mm: tuple[float, float, float]
    side: Side
    found: str | None
    nearest: Nearest
    distance_mm: float | None

    @property
    def side_is_wrong(self) -> bool:
        """Whether the claimed side contradicts the coordinate; a midline voxel has neither side."""
        return self.claimed_side is not None and self.claimed_side is not self.side

    @property
    def name_is_wrong(self) -> bool:
        """Whether the atlas has another name, or none, at the coordinate."""
        return self.found != self.claimed_region

    def in_words(self) -> str:
        """What is wrong with the row, or that nothing is."""
        if not (self.side_is_wrong or self.name_is_wrong):
            return "agrees"
        said = []
        if self.side_is_wrong:
            said.append(f"side: x = {self.xyz_mm[0]:+g} mm is {self.side.name.lower()}")
        if self.name_is_wrong:
            there = self.found or f"no region ({self.nearest.name} is {self.nearest.distance_mm:.0f} mm away)"
            away = "no such region" if self.distance_mm is None else f"{self.distance_mm:.0f} mm away"
            said.append(f"name: there is {there}; {self.claimed_region} is {away}")
        return "; ".join(said)


def check_table(path: Path, *, voxel_mm: float = GRID_VOXEL_MM, atlas: Parcellation | None = None) -> list[CheckedRow]:
    """Check every row of a TSV with the columns region, x, y, z and, where names have no ``_L`` or ``_R``, hemisphere.

    Parameters
    ----------
    path : of the table
    voxel_mm : voxel size of the study; a coordinate within half a voxel of x = 0 is on the midline
    atlas : AAL where not given

    Raises
    ------
    FileFormatError
        if a column is missing or a coordinate is no number
    """
    table = tables.read_text_table(path)
    names = {name.lower(): name for name in table.names}
    missing = [name for name in ("region", "x", "y", "z") if name not in names]
    if missing:
        raise FileFormatError(f'"{path.name}" has no column "{missing[0]}"; region, x, y and z are needed.')
    side_column = next((names[name] for name in _SIDES if name in names), None)
    sides = table.column(side_column) if side_column else ("",) * len(table.rows)
    regions = table.column(names["region"])
    places = [table.column(names[axis]) for axis in "xyz"]
    return [
        _checked(line, regions[i], sides[i], _place([column[i] for column in places], line, path), voxel_mm, atlas)
        for i, line in enumerate(table.lines)
    ]


def _place(cells: list[str], line: int, path: Path) -> tuple[float, float, float]:
    try:
        x, y, z = (float(cell.replace("\N{MINUS SIGN}", "-")) for cell in cells)
    except ValueError:
        x = y = z = float("nan")
    if not np.isfinite([x, y, z]).all():
        raise FileFormatError(
            f'Line {line} of "{path.name}" has the coordinate {", ".join(cells)}, which is no number.'
        )
    return x, y, z


def _checked(
    line: int, region: str, side: str, xyz_mm: tuple[float, float, float], voxel_mm: float, atlas: Parcellation | None
) -> CheckedRow:
    atlas = atlas or aal()
    claimed = claimed_side(side) or claimed_side(region)
    name = region
    if claimed_side(region) is None and claimed in (Side.LEFT, Side.RIGHT):
        name = f"{region}_{claimed.value}"
    if name not in atlas.names.values() and region in atlas.names.values():
        name = region  # the vermis has no sides
    known = name in atlas.names.values()
    place = np.array(xyz_mm)
    return CheckedRow(
        line,
        name,
        claimed,
        xyz_mm,
        side_of(xyz_mm[0], voxel_mm),
        atlas.name_at(place),
        nearest_region(atlas, place),
        distance_to_region(atlas, name, place) if known else None,
    )
