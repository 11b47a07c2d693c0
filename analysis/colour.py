"""From values to colours: the same on the screen, in a figure and in a report.

A `ColourScale` maps values linearly onto a colour map between ``low`` and ``high`` and hides the values that
lie strictly inside ``gap``. With a gap of ``(-t, t)`` it shows a two-sided thresholded map, with ``(-inf, t)``
a one-sided one, without a gap a plain image. NaN is never drawn.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import inf
from pathlib import Path

import numpy as np

from analysis.errors import OptionError

CLASSES = {"concordance": ("both low", "both high", "flow high, activity low", "flow low, activity high")}
"""Colour maps of classes 1, 2, … instead of amounts, in blocks of equal width, and what each class is called."""

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


@dataclass(frozen=True)
class ColourScale:
    """How values become colours.

    ``low`` and ``high`` are the values at the two ends of the colour map, ``gap`` the open interval of values
    that are hidden (None: nothing is), ``opacity`` is 0..1, and ``faint`` the opacity of hidden values.
    """

    colormap: str
    low: float
    high: float
    gap: tuple[float, float] | None = None
    opacity: float = 1.0
    faint: float = 0.0

    def __post_init__(self) -> None:
        # Plain floats compare with single precision values in single precision: at the threshold is not below it.
        for name in ("low", "high", "opacity", "faint"):
            object.__setattr__(self, name, float(getattr(self, name)))
        if not -inf < self.low < self.high < inf:
            raise OptionError(f"A colour scale needs a low end below its high end, but has {self.low} and {self.high}.")
        if not (0 <= self.opacity <= 1 and 0 <= self.faint <= 1):
            raise OptionError(f"An opacity goes from 0 to 1, but these are {self.opacity} and {self.faint}.")
        if self.gap is not None:
            object.__setattr__(self, "gap", (float(self.gap[0]), float(self.gap[1])))
            if not self.gap[0] <= self.gap[1]:
                raise OptionError(f"The hidden range must go from low to high, but is {self.gap}.")

    @property
    def is_two_sided(self) -> bool:
        """Whether values on both sides of the gap are drawn."""
        return self.gap is not None and self.gap[0] > -inf and self.gap[1] < inf


def two_sided(threshold: float, maximum: float, colormap: str = "cold_hot", opacity: float = 1.0) -> ColourScale:
    """Values of at least `threshold` in size, of both signs, on a symmetrical scale."""
    return ColourScale(colormap, -maximum, maximum, (-threshold, threshold), opacity)


def one_sided(threshold: float, low: float, high: float, colormap: str = "hot", opacity: float = 1.0) -> ColourScale:
    """Values of at least `threshold`."""
    return ColourScale(colormap, low, high, (-inf, threshold), opacity)


def classes_scale(name: str, opacity: float = 1.0) -> ColourScale:
    """The classes 1, 2, … of a colour map of classes; 0 is not drawn."""
    return ColourScale(name, 0.5, len(CLASSES[name]) + 0.5, (-inf, 0.5), opacity)


@cache
def colormap_names() -> tuple[str, ...]:
    """Names of all colour maps."""
    return tuple(sorted(path.stem for path in (RESOURCES / "colormaps").glob("*.txt")))


@cache
def colormap(name: str) -> np.ndarray:
    """``(256, 3)`` uint8 colours of a map; read-only. Raises `OptionError` for an unknown name."""
    path = RESOURCES / "colormaps" / f"{name}.txt"
    if name not in colormap_names():
        raise OptionError(f"There is no colour map named {name}; there are {', '.join(colormap_names())}.")
    lines = [line for line in path.read_text("ascii").split() if not line.startswith("#")]
    table = np.array([list(bytes.fromhex(line)) for line in lines], dtype=np.uint8)
    table.flags.writeable = False
    return table


def rgba(values: np.ndarray, scale: ColourScale) -> np.ndarray:
    """``(..., 4)`` uint8 colours, straight alpha, of values ``(...)``."""
    known = np.isfinite(values)
    position = (np.where(known, values, scale.low) - scale.low) / (scale.high - scale.low)
    colours = np.empty((*np.shape(values), 4), dtype=np.uint8)
    colours[..., :3] = colormap(scale.colormap)[np.clip(position * 256, 0, 255).astype(np.uint8)]
    alpha = np.full(np.shape(values), scale.opacity)
    if scale.gap is not None:
        hidden = (values > scale.gap[0]) & (values < scale.gap[1])
        alpha = np.where(hidden, scale.faint * scale.opacity, alpha)
    colours[..., 3] = np.round(np.where(known, alpha, 0) * 255).astype(np.uint8)
    return colours


def composite(layers: Iterable[tuple[np.ndarray, ColourScale]], background: tuple[int, int, int]) -> np.ndarray:
    """``(rows, columns, 3)`` uint8 picture of layers of values ``(rows, columns)``, the first at the bottom."""
    picture: np.ndarray | None = None
    for values, scale in layers:
        colours = rgba(values, scale).astype(np.float32)
        if picture is None:
            picture = np.broadcast_to(np.array(background, np.float32), (*values.shape, 3)).copy()
        picture += (colours[..., :3] - picture) * (colours[..., 3:] / 255)
    if picture is None:
        raise OptionError("There is no layer to draw.")
    return np.round(picture).astype(np.uint8)


def threshold_of(scale: ColourScale) -> float:
    """The size that a value needs to be drawn."""
    if scale.gap is None:
        return scale.low
    return scale.gap[1] if scale.gap[1] < inf else -scale.gap[0]


def with_threshold(gap: tuple[float, float], value: float) -> tuple[float, float]:
    """The gap with its finite sides moved to a threshold."""
    return (-value if gap[0] > -inf else -inf, value if gap[1] < inf else inf)
