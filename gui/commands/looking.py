"""Moving the crosshair and setting the window: what mouse and keys mean."""

import re

import numpy as np

from analysis.errors import OptionError
from analysis.grid import FACE, Grid
from analysis.pipeline.routes import Space
from analysis.plane import Convention, Orientation
from gui.session import Layer, Role, Session

_COORDINATE = re.compile(
    r"^\s*([-+−]?\d+(?:\.\d+)?)[\s,;]+([-+−]?\d+(?:\.\d+)?)[\s,;]+([-+−]?\d+(?:\.\d+)?)\s*(mm)?\s*$"
)


def reference_layer(session: Session) -> Layer | None:
    """The layer whose voxels steps follow, as it is seen: the lowest visible one, else the lowest in this space."""
    layers = session.visible_layers or session.layers_here
    return layers[0] if layers else None


def reference_grid(session: Session) -> Grid | None:
    """The grid that steps follow."""
    layer = reference_layer(session)
    return None if layer is None else layer.grid


def step_slice(session: Session, orientation: Orientation, steps: int) -> None:
    """Go some slices towards the right, the front or the head."""
    direction = np.zeros(3)
    direction[orientation.value] = steps
    step_cursor(session, direction)


def step_cursor(session: Session, steps: np.ndarray) -> None:
    """Move the crosshair by voxels of the reference grid along the world's axes, ``(3,)`` signed counts.

    The crosshair lands on the centre of a voxel along each axis that it moves, so that scrolling shows each slice
    once, and stops at the last voxel before the end of everything that is open.
    """
    grid = reference_grid(session)
    if grid is None:
        return
    target = session.cursor_mm.copy()
    for axis in np.flatnonzero(steps):
        for _ in range(int(abs(steps[axis]))):
            further = _next_centre(grid, target, int(axis), int(np.sign(steps[axis])))
            if not session.box_mm[0, axis] < further[axis] < session.box_mm[1, axis]:
                break
            target = further
    session.move_cursor(target)


def _next_centre(grid: Grid, xyz_mm: np.ndarray, axis: int, direction: int) -> np.ndarray:
    """The place at the next layer of voxel centres from a place along a world axis, also where the grid is oblique."""
    voxel_axis = grid.voxel_axis(axis)
    index = grid.to_ijk(xyz_mm)[voxel_axis]
    along = np.zeros(3)
    along[axis] = 1.0
    voxels_per_mm = grid.to_ijk(xyz_mm + along)[voxel_axis] - index
    towards = direction * np.sign(voxels_per_mm)
    wanted = np.floor(index + FACE) + towards
    return np.asarray(xyz_mm + along * ((wanted - index) / voxels_per_mm))


def go_to(session: Session, text: str) -> None:
    """Move the crosshair to a typed coordinate, ``"x y z"`` in mm; `OptionError` where it is none."""
    _go_inside(session, _typed(text))


def go_to_mni(session: Session, text: str) -> None:
    """Move the crosshair to the place of a typed MNI coordinate in the space shown; `OptionError` where it is none."""
    _go_inside(session, session.spaces.point(_typed(text), Space.MNI, session.spaces.current))


def _typed(text: str) -> np.ndarray:
    match = _COORDINATE.match(text)
    if match is None:
        raise OptionError("Type three numbers: x y z in mm, such as −24 18 50.")
    return np.array([float(part.replace("−", "-")) for part in match.groups()[:3]])


def _go_inside(session: Session, xyz_mm: np.ndarray) -> None:
    low, high = session.box_mm
    if ((xyz_mm < low) | (xyz_mm > high)).any():
        raise OptionError("This place is outside everything that is open.")
    session.move_cursor(xyz_mm)


def flip_convention(session: Session) -> None:
    """Change between the radiological and the neurological convention, in every view."""
    radiological = session.convention is Convention.RADIOLOGICAL
    session.set_convention(Convention.NEUROLOGICAL if radiological else Convention.RADIOLOGICAL)


def window_layer(session: Session) -> Layer | None:
    """The layer whose window the mouse changes: the selected underlay, or else the topmost one that is seen."""
    return _selected_or_topmost(session, Role.UNDERLAY)


def set_window(session: Session, layer_id: int, low: float, high: float) -> None:
    """Show values from `low` (black) to `high` (white)."""
    if high - low < 1e-12 * max(1.0, abs(low), abs(high)):
        return
    session.scale_layer(layer_id, low=float(low), high=float(high))


def window_automatically(session: Session) -> None:
    """The window from the 2nd to the 98th percentile of the picture under the overlays."""
    layer = window_layer(session)
    if layer is not None:
        set_window(session, layer.id, *layer.volume(session.timepoint).robust_range)


def window_from_box(session: Session, corner_mm: np.ndarray, other_mm: np.ndarray) -> None:
    """The window that spans the values inside a box of a slice, two opposite corners in mm."""
    layer = window_layer(session)
    if layer is None:
        return
    volume = layer.volume(session.timepoint)
    ends = np.floor(volume.grid.to_ijk(np.array([corner_mm, other_mm])) + FACE).astype(int)
    low = np.clip(ends.min(axis=0), 0, np.array(volume.grid.shape) - 1)
    high = np.clip(ends.max(axis=0), 0, np.array(volume.grid.shape) - 1)
    values = volume.data[tuple(slice(a, b + 1) for a, b in zip(low, high, strict=True))]
    values = values[np.isfinite(values)]
    if values.size:
        set_window(session, layer.id, float(values.min()), float(values.max()))


def shown_map(session: Session) -> Layer | None:
    """The map that legends and captions tell of: the selected overlay, if it is seen, or else the topmost one.

    An atlas is one only where there is no other.
    """
    found = _selected_or_topmost(session, Role.OVERLAY)
    if found is None or found.names is None:
        return found
    maps = [layer for layer in session.visible_layers if layer.role is Role.OVERLAY and layer.names is None]
    return maps[-1] if maps else found


def _selected_or_topmost(session: Session, role: Role) -> Layer | None:
    """The selected layer if it is seen and has this role, or else the topmost one that does."""
    seen = [layer for layer in session.visible_layers if layer.role is role]
    selected = session.selected_layer
    same = [layer for layer in seen if selected is not None and layer.id == selected.id] or seen
    return same[-1] if same else None


def change_opacity(session: Session, role: Role, step: float) -> None:
    """Make the overlays (or the masks) more or less opaque."""
    with session.batch():
        for layer in session.layers:
            if layer.role is role:
                opacity = float(np.clip(layer.display.scale.opacity + step, 0, 1))
                session.scale_layer(layer.id, opacity=opacity)


def toggle_role(session: Session, role: Role) -> None:
    """Switch all layers of a role off, or on again if none is seen."""
    layers = [layer for layer in session.layers if layer.role is role]
    visible = not any(layer.display.visible for layer in layers)
    with session.batch():
        for layer in layers:
            session.show_layer(layer.id, visible=visible)
