"""What the 3D panel computes in the background: pure functions with read-only inputs. VTK is imported within."""

from dataclasses import dataclass, replace
from enum import Enum
from importlib import import_module

import numpy as np

from analysis.colour import ColourScale
from analysis.errors import DataError
from analysis.image import Mask, Series, Volume
from analysis.preprocess.brain_mask import estimate_brain_mask_of_volume
from analysis.preprocess.rough_brain import rough_brain_mask
from analysis.progress import Progress, part, silent
from gui.scene3d.graphics import Graphics, probe_graphics
from gui.scene3d.mesh import SurfaceMesh
from gui.scene3d.painting import blob_colour, brain_volume, load_compositor, surface_colours, thresholds

_COMMON_ML = 400.0  # an overlay that shows more than this has no blobs but covers the brain


class Template(Enum):
    """In place of an image whose surface is shown: the template's, for maps in its space."""

    MNI152 = "MNI152"


Source = Volume | Series | Template
"""What a brain surface is made from: a volume (as a T1 image), the first volume of a series, or the template."""


@dataclass(frozen=True, eq=False)
class BrainPicture:
    """A surface to show; ``brain`` (ones and zeros) is where the slice planes are drawn, None for everywhere."""

    mesh: SurfaceMesh
    brain: Volume | None
    is_head: bool = False


@dataclass(frozen=True, eq=False)
class OverlayPicture:
    """Blobs with their colours, and the colours of the surface's corners, of its full and of its light version."""

    blobs: tuple[tuple[SurfaceMesh, tuple[float, float, float]], ...]
    colours: np.ndarray | None
    light_colours: np.ndarray | None


def find_graphics(progress: Progress = silent) -> Graphics:
    """What can draw here, the first time within a second or two; VTK's Python modules are then loaded, too."""
    progress(0.0, "Looking for 3D graphics")
    graphics = probe_graphics()
    if graphics.can_draw:
        graphics.prepare()
        progress(0.5, "Preparing the 3D view")
        import_module("gui.scene3d.stage")
    return graphics


def load_fast_painter(progress: Progress = silent) -> None:
    """Load what paints the slice planes quickly."""
    progress(0.0, "Preparing fast drawing")
    load_compositor()


def brain_of_t1(t1: Volume, progress: Progress = silent) -> BrainPicture:
    """The brain in a T1 image; the head where no brain can be told from it."""
    from gui.scene3d.surfaces import brain_surface

    try:
        mask: Mask | None = rough_brain_mask(t1, part(progress, 0.0, 0.5))
    except DataError:
        mask = None
    mesh = brain_surface(t1, mask, part(progress, 0.5, 1.0))
    return BrainPicture(mesh, None if mask is None else brain_volume(mask), mask is None)


def brain_of_series(volume: Volume, progress: Progress = silent) -> BrainPicture:
    """The outline of the brain in one volume of a BOLD or ASL series."""
    from gui.scene3d.surfaces import mask_surface

    mask = estimate_brain_mask_of_volume(volume, part(progress, 0.0, 0.5))
    return BrainPicture(mask_surface(mask, part(progress, 0.5, 1.0)), brain_volume(mask))


def brain_of(source: Source, n_triangles: int, progress: Progress = silent) -> BrainPicture:
    """The surface to show for an image, or for maps in the space of a template, of at most so many triangles."""
    from gui.scene3d.surfaces import lighter

    finding = part(progress, 0.0, 0.7)
    if isinstance(source, Volume):
        picture = brain_of_t1(source, finding)
    elif isinstance(source, Series):
        picture = brain_of_series(Volume(source.grid, source.frames.frame(0), source.name), finding)
    else:
        picture = brain_of_template(finding)
    picture = replace(picture, mesh=lighter(picture.mesh, n_triangles, part(progress, 0.7, 1.0)))
    _with_normals(picture.mesh)
    return picture


def _with_normals(mesh: SurfaceMesh) -> SurfaceMesh:
    """The mesh after its normals, which it keeps, were computed here, so that the window need not wait for them."""
    _ = mesh.normals
    return mesh


def brain_of_template(progress: Progress = silent) -> BrainPicture:
    """The surface of the template."""
    from gui.scene3d.surfaces import template_surface

    progress(0.0, "Reading the template's surface")
    return BrainPicture(template_surface(), None)


def light_version(mesh: SurfaceMesh, progress: Progress = silent) -> SurfaceMesh:
    """The surface with few triangles."""
    from gui.scene3d.surfaces import lighter

    return _with_normals(lighter(mesh, progress=progress))


def overlay_picture(
    overlays: tuple[tuple[Volume, ColourScale], ...],
    surface: SurfaceMesh | None,
    light: SurfaceMesh | None,
    progress: Progress = silent,
) -> OverlayPicture:
    """Overlays as blobs, and as colours on the surface; `light` is the surface's version with few triangles."""
    from gui.scene3d.surfaces import overlay_surfaces

    blobs = []
    for number, (volume, scale) in enumerate(overlays):
        progress(0.8 * number / len(overlays), "Drawing the overlay in 3D")
        above, below = thresholds(scale)
        if _shown_ml(volume, above, below) > _COMMON_ML:
            continue
        found = overlay_surfaces(volume, above, below, part(progress, 0.8 * number / len(overlays), 0.8))
        for mesh, threshold, positive in ((found.positive, above, True), (found.negative, below, False)):
            if mesh is not None and threshold is not None:
                blobs.append((_with_normals(mesh), blob_colour(scale, threshold, positive=positive)))
    progress(0.8, "Drawing the overlay in 3D")
    colours = surface_colours(surface, overlays) if surface is not None and overlays else None
    light_colours = surface_colours(light, overlays) if light is not None and overlays else None
    return OverlayPicture(tuple(blobs), colours, light_colours)


def _shown_ml(volume: Volume, above: float | None, below: float | None) -> float:
    """Volume of what the thresholds let through, in ml."""
    shown = np.zeros(volume.data.shape, dtype=bool)
    if above is not None:
        shown |= volume.data >= above
    if below is not None:
        shown |= volume.data <= below
    return np.count_nonzero(shown) * volume.grid.voxel_volume_mm3 / 1000
