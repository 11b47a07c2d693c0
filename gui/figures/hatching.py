"""Hatching: a veil of grey with thin lines over the parts of a picture that must be read with caution.

Lines are laid out in millimetres, so that they stay where they are while the picture is moved, and are as fine on the
screen as on the page. Each is light with a dark neighbour: it is seen on any colour of a map.
"""

from dataclasses import dataclass

import numpy as np

from analysis.image import Volume
from analysis.plane import Plane
from analysis.sampling import Interpolation, on_plane
from gui.session import Layer

_PERIOD_MM, _LINE_MM = 4.5, 0.7
_VEIL, _GRAY = 0.35, 110
_LIGHT, _DARK = 235, 25
_STRONG = 0.8
_MARKED = 0.5
_FALLING = frozenset({"caution"})  # so that both veils of a picture can be told apart


@dataclass(frozen=True, eq=False)
class Veil:
    """What is hatched: voxels above 0.5. ``is_rising`` lines go up to the right; ``words`` are its legend."""

    volume: Volume
    is_rising: bool
    words: str = ""

    @property
    def sign(self) -> str:
        """The direction of the lines, as a legend shows it."""
        return (
            "\N{BOX DRAWINGS LIGHT DIAGONAL UPPER RIGHT TO LOWER LEFT}" * 2
            if self.is_rising
            else ("\N{BOX DRAWINGS LIGHT DIAGONAL UPPER LEFT TO LOWER RIGHT}" * 2)
        )


def veil_of(layer: Layer, timepoint: int = 0) -> Veil:
    """The veil that a layer is drawn as, with its legend."""
    statistic = "" if layer.stat_map is None else layer.stat_map.statistic
    return Veil(layer.volume(timepoint), statistic not in _FALLING, layer.name)


def hatched(colours: np.ndarray, plane: Plane, veil: Veil) -> np.ndarray:
    """``(rows, columns, 3)`` uint8 picture of a plane with a veil over it; channels in any order."""
    with np.errstate(invalid="ignore"):
        inside = on_plane(veil.volume, plane, Interpolation.NEAREST) > _MARKED
    if not inside.any():
        return colours
    line, shadow = _lines(plane, is_rising=veil.is_rising)
    picture = colours.astype(np.float32)
    picture[inside] += (_GRAY - picture[inside]) * _VEIL
    for where, level in ((inside & shadow, _DARK), (inside & line, _LIGHT)):
        picture[where] += (level - picture[where]) * _STRONG
    return np.round(picture).astype(np.uint8)


def hatch_pixels(pixels: np.ndarray, plane: Plane, veil: Veil) -> np.ndarray:
    """As `hatched`, for ``(rows, columns)`` uint32 ``0xFFRRGGBB``."""
    channels = np.ascontiguousarray(pixels).view(np.uint8).reshape(*pixels.shape, 4).copy()
    channels[..., :3] = hatched(channels[..., :3], plane, veil)
    return channels.view(np.uint32).reshape(pixels.shape)


def _lines(plane: Plane, *, is_rising: bool) -> tuple[np.ndarray, np.ndarray]:
    """Where the lines and their dark neighbours are, ``(rows, columns)`` each."""
    rows, columns = plane.shape
    start_x, start_y = (float(plane.origin_mm @ step) / plane.pixel_mm for step in (plane.right_mm, plane.down_mm))
    x = start_x + plane.pixel_mm * np.arange(columns)
    y = start_y + plane.pixel_mm * np.arange(rows)[:, None]
    width = max(_LINE_MM, plane.pixel_mm)
    place = np.mod(x + y if is_rising else x - y, max(_PERIOD_MM, 4 * width))
    return place < width, (place >= width) & (place < 2 * width)
