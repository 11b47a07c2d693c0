"""The translucent brain of a node graph, drawn by the processor: the same picture on every computer.

Triangles that look at the viewer are filled with a depth buffer in plain numpy, no graphics library is needed. What
is steep to the viewer is more opaque, as glass is, so that the outline and the sulci show and the middle stays clear.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.atlas.surface import BrainSurface, hindbrain_surface, pial_surface
from analysis.network.views import View
from gui.figures.depth_canvas import DepthCanvas

SUPERSAMPLING = 2
LIGHT = np.array([-0.35, 0.55, 0.76], dtype=np.float32) / np.float32(np.linalg.norm([-0.35, 0.55, 0.76]))
"""Where light comes from: right, up, towards the viewer."""


@dataclass(frozen=True)
class Glass:
    """How the brain looks: its colour, how opaque it is where it faces the viewer and where it is steep."""

    colour: tuple[int, int, int] = (120, 126, 138)
    facing: float = 0.22
    steep: float = 0.75


def brain_parts(view: View) -> tuple[BrainSurface, ...]:
    """The surfaces that a view shows."""
    if view.hemisphere is not None:
        return pial_surface(view.hemisphere), hindbrain_surface(view.hemisphere)
    return pial_surface("left"), pial_surface("right"), hindbrain_surface()


def frame_mm(view: View, parts: Sequence[BrainSurface], margin_mm: float = 2.0) -> np.ndarray:
    """``(2, 2)`` lowest and highest (right, up) in mm of the screen that the surfaces cover, with a margin."""
    places = np.concatenate([view.project(part.points_mm)[:, :2] for part in parts])
    return np.array([places.min(axis=0) - margin_mm, places.max(axis=0) + margin_mm])


def draw_glass(
    view: View, parts: Sequence[BrainSurface], frame: np.ndarray, pixel_mm: float, glass: Glass | None = None
) -> np.ndarray:
    """``(rows, columns, 4)`` uint8 picture, straight alpha, top row first.

    Parameters
    ----------
    frame : ``(2, 2)`` lowest and highest (right, up) in mm that the picture shows
    pixel_mm : size of a pixel on the brain
    """
    glass = glass or Glass()
    columns, rows = (max(1, round(float(mm) / pixel_mm)) for mm in frame[1] - frame[0])
    canvas = DepthCanvas(rows * SUPERSAMPLING, columns * SUPERSAMPLING)
    for part in parts:
        canvas.add(view, part, frame)
    return _shaded(canvas, glass)


def _shaded(canvas: DepthCanvas, glass: Glass) -> np.ndarray:
    """The picture of what is on a canvas, as glass."""
    normal = canvas.facing()
    light = 0.45 + 0.55 * np.clip(normal @ LIGHT, 0, 1)
    steep = np.clip((1 - np.clip(normal[:, 2], 0, 1)) ** 2.2 * 0.9 + 0.35 * (1 - canvas.shade) ** 2, 0, 1)
    alpha = glass.facing + (glass.steep - glass.facing) * steep
    value = light * (0.72 + 0.28 * canvas.shade)
    premultiplied = np.empty((len(alpha), 4), dtype=np.float32)
    premultiplied[:, :3] = np.array(glass.colour, np.float32) * (value * alpha)[:, None] * 1.25
    premultiplied[:, 3] = alpha * 255
    premultiplied[~canvas.is_drawn] = 0
    return canvas.averaged(premultiplied, SUPERSAMPLING)
