"""The tools that draw, and how they draw."""

from dataclasses import dataclass
from enum import Enum

OPACITY = 0.45


class Tool(Enum):
    """What the mouse does in the slices; the values are the keys."""

    CROSSHAIR = 1
    BRUSH = 2
    CONTOUR = 3
    BALL = 4
    GROW = 5
    PICK = 6


class Over(Enum):
    """Over what strokes go; locked regions never change."""

    ALL = "all"
    EMPTY = "empty"  # only voxels of no region


class Source(Enum):
    """Where a region comes from that is taken at a click."""

    AAL = "AAL"
    AAL3 = "AAL3"
    TERRITORIES = "territories"
    CLUSTER = "cluster"  # of the thresholded map


@dataclass(frozen=True)
class ToolOptions:
    """How the tools draw.

    Parameters
    ----------
    size_mm : diameter of the brush
    radius_mm : of the sphere, and half the side of the box, that a click makes
    square : the brush is a square, the sphere a box
    solid : brush and sphere reach over slices (3D)
    grow_mm : how far from its first voxel a region grows
    grow_share : half the range of values of a growing region, as a share of the image's window
    connectivity : 6, 18 or 26 neighbours of a growing region
    in_brain : a growing region stops at the border of the brain mask, where one is open
    """

    size_mm: float = 8.0
    radius_mm: float = 6.0
    square: bool = False
    solid: bool = False
    grow_mm: float = 40.0
    grow_share: float = 0.08
    connectivity: int = 6
    in_brain: bool = True
    source: Source = Source.AAL
