"""One image of the picture: what it is, how it is drawn, what it was made of; and what of the picture can change."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Flag, auto
from typing import Any

from analysis.colour import ColourScale
from analysis.files.results import space_of
from analysis.grid import Grid
from analysis.image import Series, Volume
from analysis.preprocess.preparation import Preparation
from analysis.sampling import Interpolation
from analysis.scan import Scan, StatMap

ALIGNMENT = "AlignmentWithT1"  # a fact of a scan that was aligned here: (4, 4) T1 mm -> mm of its file


class Change(Flag):
    """What has changed; several may be sent at once."""

    LAYERS = auto()  # a layer came, went, moved or was renamed
    DISPLAY = auto()  # how layers are drawn, or which convention and theme apply
    SELECTION = auto()
    CURSOR = auto()
    TIMEPOINT = auto()
    FRAMES = auto()  # more frames of a series have arrived
    VALUES = auto()  # the values of a layer were replaced, its grid and name were not
    SEED = auto()  # the seed of live connectivity moved, or how it is used changed
    SPACE = auto()  # another space is shown, or where layers are in it
    PREPARATION = auto()  # what is done to series before metrics, or the preset
    COMPARE = auto()  # the result of a comparison came or was refined
    GRAPH = auto()  # another graph is shown in the brain, or none
    PERFUSION = auto()  # what is known of ASL series, or was measured on them
    ROIS = auto()  # what is drawn, the regions' names and colours, or the tool that draws
    QUALITY = auto()  # what the lights of the processed patient mean together became known


class Role(Flag):
    """What a layer is for in the picture."""

    UNDERLAY = auto()
    OVERLAY = auto()
    MASK = auto()
    VEIL = auto()  # hatched over everything: where maps must be read with caution


@dataclass(frozen=True)
class LayerDisplay:
    """How one layer is drawn."""

    scale: ColourScale
    visible: bool = True
    interpolation: Interpolation = Interpolation.LINEAR


@dataclass(frozen=True, eq=False)
class Recipe:
    """What a computed layer was made of, so that it can be made again when something has changed.

    ``mask_image`` is the image of the mask layer that was used, None where the brain was estimated.
    """

    metric_key: str
    series_layer_id: int
    options: Any
    preparation: Preparation
    mask_image: Volume | Series | None
    outputs: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Layer:
    """One image of the picture. ``id`` never changes and is never used again.

    ``scan`` is the file that the image came from; of a computed map it is the file that it was computed from.
    ``names`` tells what whole numbers stand for, where the image is an atlas in MNI space. ``case_id`` is that of the
    patient who was open when the layer came.
    """

    id: int
    name: str
    image: Volume | Series
    role: Role
    display: LayerDisplay
    scan: Scan | None = None
    stat_map: StatMap | None = None
    recipe: Recipe | None = None
    names: Mapping[int, str] | None = None
    case_id: str = ""

    @property
    def grid(self) -> Grid:
        """Where the layer's voxels are."""
        return self.image.grid

    @property
    def is_computed(self) -> bool:
        """Whether the image was made here, not read from a file."""
        return self.stat_map is not None or (self.scan is not None and self.scan.image is not self.image)

    @property
    def sides_are_known(self) -> bool:
        """Whether the file says where left and right are."""
        return self.scan is None or self.scan.affine_source != "none"

    @property
    def space(self) -> str:
        """What the millimetres mean: ``"scanner"``, ``"MNI152"`` … or ``"unknown"``."""
        if self.names is not None:
            return "MNI152"  # an atlas
        return "unknown" if self.scan is None else space_of(self.scan)

    @property
    def is_series(self) -> bool:
        """Whether the layer has more than one timepoint."""
        return isinstance(self.image, Series)

    def volume(self, timepoint: int) -> Volume:
        """The volume to draw: of a series the frame at the timepoint, or the last one that has arrived."""
        if isinstance(self.image, Volume):
            return self.image
        return self.image.volume(max(0, min(timepoint, self.image.frames.n_loaded - 1)))
