"""Small regions that matter in migraine: dorsolateral pons and hypothalamus, with the warning that they are small.

They are spheres at MNI coordinates with their sources in ``resources/regions/migraine.toml``, brought to the voxels of
the perfusion map. With voxels of 4 mm each side holds about ten: one voxel of misalignment changes a tenth of it.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from analysis.atlas.territories import Side
from analysis.errors import FileFormatError, GeometryError
from analysis.image import Mask, Volume
from analysis.preprocess.resample import PointMap
from analysis.preprocess.transforms import world_points

REGIONS_FILE = Path(__file__).resolve().parents[2] / "resources" / "regions" / "migraine.toml"
FEW_VOXELS = 30


@dataclass(frozen=True)
class SmallRegion:
    """A sphere on either side: centres in MNI mm, radius, and where they come from."""

    key: str
    caption: str
    left_mm: tuple[float, float, float]
    right_mm: tuple[float, float, float]
    radius_mm: float
    source: str

    def centre_mm(self, side: Side) -> tuple[float, float, float]:
        """Of the sphere of one side."""
        return self.left_mm if side is Side.LEFT else self.right_mm


@dataclass(frozen=True)
class SmallRegionValue:
    """Perfusion of a small region on one side.

    ``se`` is the SD over the voxels divided by the root of their number; ``expected_voxels`` is how many the sphere
    holds, so that loss at the edge of the image or of its signal is seen; ``warning`` is empty or a sentence.
    """

    region: SmallRegion
    side: Side
    mean: float
    se: float
    n_voxels: int
    expected_voxels: float
    warning: str


@cache
def small_regions() -> tuple[SmallRegion, ...]:
    """Those that ship.

    Raises
    ------
    FileFormatError
        if their file is missing or damaged
    """
    try:
        content = tomllib.loads(REGIONS_FILE.read_text("utf-8"))
        return tuple(
            SmallRegion(key, e["caption"], tuple(e["left"]), tuple(e["right"]), e["radius_mm"], e["source"])
            for key, e in content.items()
        )
    except (OSError, ValueError, KeyError) as error:
        raise FileFormatError(f'The file "{REGIONS_FILE.name}" is damaged; please reinstall Algoscope.') from error


def region_mask(region: SmallRegion, side: Side, mask: Mask, to_mni: PointMap) -> Mask:
    """The voxels of a mask whose centres lie in the sphere."""
    distance = np.linalg.norm(to_mni(world_points(mask.grid, mask.data)) - region.centre_mm(side), axis=1)
    data = np.zeros(mask.grid.shape, dtype=bool)
    data[mask.data] = distance <= region.radius_mm
    return Mask(mask.grid, data, f"{region.caption} {side.value}")


def measure_small_regions(volume: Volume, mask: Mask, to_mni: PointMap) -> tuple[SmallRegionValue, ...]:
    """Mean and standard error of a map in each region and side, with what makes it doubtful.

    Parameters
    ----------
    volume : on the grid of the mask
    mask : the brain
    to_mni : from the map's mm to MNI mm

    Raises
    ------
    GeometryError
        if the map is on another grid
    """
    if not volume.grid.matches(mask.grid):
        raise GeometryError("The map is not on the grid of the mask; bring it there first.")
    found = []
    for region in small_regions():
        expected = 4 / 3 * np.pi * region.radius_mm**3 / volume.grid.voxel_volume_mm3
        for side in Side:
            values = volume.data[region_mask(region, side, mask, to_mni).data].astype(np.float64)
            found.append(_value(region, side, values[np.isfinite(values)], float(expected)))
    return tuple(found)


def _value(region: SmallRegion, side: Side, values: np.ndarray, expected: float) -> SmallRegionValue:
    n = values.size
    if n == 0:
        return SmallRegionValue(
            region, side, float("nan"), float("nan"), 0, expected,
            f"The {side.value} {region.caption} is not covered.",
        )  # fmt: skip
    se = float(values.std(ddof=1) / np.sqrt(n)) if n > 1 else float("nan")
    warning = ""
    if n < FEW_VOXELS:
        warning = f"Only {n} voxels: a shift of one voxel or the noise of a few changes the mean of so small a region."
    if n < 0.7 * expected:
        warning += f" Part of the region has no value ({n} of about {expected:.0f} voxels)."
    return SmallRegionValue(region, side, float(values.mean()), se, n, expected, warning.strip())


def table_of(values: tuple[SmallRegionValue, ...], unit: str) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """Column names and rows of the table of small regions."""
    columns = ("region", "side", "mean", "se", "unit", "n_voxels", "expected_voxels", "warning", "source")
    rows: list[tuple[object, ...]] = [
        (v.region.key, v.side.value, v.mean, v.se, unit, v.n_voxels, v.expected_voxels, v.warning, v.region.source)
        for v in values
    ]
    return columns, rows
