"""A map of regions on the voxels of another image, and by how much each region changed on the way."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analysis.errors import DataError
from analysis.grid import Grid
from analysis.labels.carrying import Carried, carried
from analysis.labels.label_map import LabelMap, Region
from analysis.labels.patch import Patch

Carry = Callable[[Patch], Carried]


@dataclass(frozen=True, eq=False)
class Converted:
    """Regions on another grid; ``changes`` are of the regions that had voxels, in the order of their numbers."""

    labels: LabelMap
    changes: tuple[tuple[Region, Carried], ...]

    def in_words(self) -> tuple[str, ...]:
        """A sentence for each region."""
        return tuple(f"{region.name}: {moved.in_words()}" for region, moved in self.changes)


def converted(labels: LabelMap, onto: Grid, carry: Carry | None = None) -> Converted:
    """Bring all regions to another grid: a voxel belongs to a region when its centre lies in it.

    Parameters
    ----------
    onto : where the voxels of the new map are
    carry : brings one region there; by default both grids are in the same world

    Raises
    ------
    DataError
        if there is no region, or none of them reaches the other grid
    """
    values = np.zeros(onto.shape, dtype=np.uint16)
    changes = []
    for region in labels.regions:
        patch = labels.patch(region.label)
        if patch is None:
            continue
        moved = carried(patch, labels.grid, onto) if carry is None else carry(patch)
        changes.append((region, moved))
        if moved.patch is not None:
            values[moved.patch.slices][moved.patch.mask] = region.label
    if not changes:
        raise DataError("There is no region to bring to another grid: the map is empty.")
    if not values.any():
        raise DataError(
            "None of the regions reaches the other image: they do not lie in the same place. Choose the image that "
            "they belong to."
        )
    return Converted(LabelMap(onto, values, labels.regions), tuple(changes))
