"""Does an abnormality stay inside the territory of one artery, or does it cross into others? By a fixed rule.

Hypoperfusion of a migraine aura often spreads over several territories, that of an arterial occlusion keeps to one. A
region *crosses* where, after border zones are taken away, a second territory holds at least 20 % and 5 mL of it. The
sentence states what was found and never a diagnosis. Where the answer would be another one with the border zones
counted, or most of the region lies in them, it is called uncertain.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.atlas.territories import BEDS, Side, Territory

LEAST_SHARE = 0.2
LEAST_ML = 5.0
_MOSTLY = 0.5


@dataclass(frozen=True)
class Crossing:
    """How a region spreads over the territories.

    Parameters
    ----------
    total_ml : of the whole region
    border_ml, nowhere_ml : of it in border zones, and where there is no territory
    volumes_ml : by territory, outside border zones; largest first
    crossed : the territories that count by the rule, the largest first; none where all lies in border zones
    sides : where it lies, of which at least a twentieth
    crossed_with_border : the territories that would count if border zones were not taken away
    """

    total_ml: float
    border_ml: float
    nowhere_ml: float
    volumes_ml: Mapping[Territory, float]
    crossed: tuple[Territory, ...]
    sides: tuple[Side, ...]
    crossed_with_border: tuple[Territory, ...] = ()

    @property
    def crosses(self) -> bool:
        """Whether more than one territory counts."""
        return len(self.crossed) > 1

    @property
    def is_uncertain(self) -> bool:
        """Whether border zones decide the answer, or hold most of the region."""
        other = len(self.crossed_with_border) > 1
        return not self.crossed or self.border_ml > _MOSTLY * self.total_ml or other != self.crosses

    @property
    def sentence(self) -> str:
        """What was found, in words."""
        where = " and ".join(side.value for side in self.sides) or "no side"
        start = f"The abnormality ({self.total_ml:.0f} mL, {where})"
        if not self.crossed:
            return f"{start} lies in border zones or outside all territories, so its territory cannot be told."
        known = sum(self.volumes_ml.values())
        listed = ", ".join(
            f"{t.name} {100 * ml / known:.0f} %" for t, ml in self.volumes_ml.items() if ml / known >= 0.005
        )
        what = f"crosses {len(self.crossed)} territories" if self.crosses else "stays inside one territory"
        rest = f"; {self.border_ml:.0f} mL lie in border zones" if self.border_ml >= 0.5 else ""
        if not self.is_uncertain:
            return f"{start} {what} ({listed}{rest})."
        # a wrong answer is not softened by a word behind it: the sentence begins with what is not known
        open_question = f"{start}: UNCERTAIN whether it stays inside one territory or crosses several"
        if self.border_ml > _MOSTLY * self.total_ml:
            return f"{open_question}, because most of it, {self.border_ml:.0f} mL, lies in border zones ({listed})."
        names = " and ".join(t.name for t in self.crossed_with_border)
        return (
            f"{open_question}: outside border zones it {what} ({listed}), with the {self.border_ml:.0f} mL in them it "
            f"would be {names}."
        )


def crossing_of(labels: np.ndarray, border: np.ndarray, voxel_ml: float) -> Crossing:
    """Apply the rule.

    Parameters
    ----------
    labels : ``(n_voxels,)`` numbers of `BEDS` of the voxels of a region, 0 for none
    border : ``(n_voxels,)`` whether each lies in a border zone
    voxel_ml : volume of a voxel
    """
    ordered = _volumes(labels[~border], voxel_ml)
    sides = tuple(side for side in Side if _share(labels, side) >= 0.05)
    return Crossing(
        len(labels) * voxel_ml,
        float(np.count_nonzero(border)) * voxel_ml,
        float(np.count_nonzero(labels == 0)) * voxel_ml,
        ordered,
        _counting(ordered),
        sides,
        _counting(_volumes(labels, voxel_ml)),
    )


def _volumes(labels: np.ndarray, voxel_ml: float) -> dict[Territory, float]:
    """mL in each territory, largest first; none where it is 0."""
    volumes = {
        territory: voxel_ml
        * float(np.isin(labels, [n for n, b in enumerate(BEDS, 1) if b.territory is territory]).sum())
        for territory in Territory
    }
    return dict(sorted(((t, v) for t, v in volumes.items() if v > 0), key=lambda item: -item[1]))


def _counting(volumes: Mapping[Territory, float]) -> tuple[Territory, ...]:
    known = sum(volumes.values())
    return tuple(
        territory
        for n, (territory, ml) in enumerate(volumes.items())
        if n == 0 or (ml >= LEAST_SHARE * known and ml >= LEAST_ML)
    )


def _share(labels: np.ndarray, side: Side) -> float:
    own = [n for n, bed in enumerate(BEDS, 1) if bed.side is side]
    return float(np.isin(labels, own).mean()) if labels.size else 0.0
