"""The state of the application that more than one view shows: one observable object.

Methods are named by intent; each sends ``changed(Change)`` once, and ``with session.batch()`` sends one for many.
Zoom, pan and open tabs belong to each view. Data objects hold no view state. Views and panels meet only here.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from analysis.errors import OptionError
from analysis.grid import Grid
from analysis.image import Series, Volume
from analysis.pipeline.routes import Space
from analysis.plane import Convention
from analysis.preprocess.filter import FilterOptions
from analysis.preprocess.preparation import Preparation
from analysis.presets import Preset
from analysis.sampling import Interpolation
from analysis.scan import Modality, Scan, StatMap
from gui.case_state import CaseState
from gui.compare_state import CompareState
from gui.drawing import Drawing, OpenLabels
from gui.graph_state import GraphState
from gui.layer import Change, Layer, LayerDisplay, Recipe, Role
from gui.perfusion_state import PerfusionState
from gui.seeds import Seeds
from gui.spaces import Spaces, kept_inside
from gui.undo_history import UndoHistory

__all__ = ["Change", "Layer", "LayerDisplay", "Recipe", "Role", "Session"]

_SPACE = Change.SPACE | Change.LAYERS | Change.DISPLAY


class Session(QObject):
    """What is open, where the cursor is, and how things are drawn."""

    changed = Signal(object)  # Change
    told = Signal(str)  # a sentence that the user should read
    closed = Signal()  # the patient was closed: what is still known of them anywhere is to be forgotten
    region_wanted = Signal()  # all that is known of the region at the crosshair is to be shown

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = UndoHistory(self)
        self._layers: tuple[Layer, ...] = ()
        self._selected_id: int | None = None
        self._cursor_mm = kept_inside(np.zeros(3), np.zeros((2, 3)))
        self._timepoint = 0
        self._convention = Convention.RADIOLOGICAL
        self._overlays_hidden = False
        self._crosshair_visible = True
        self._preparation = Preparation(filtering=FilterOptions())
        self._preset: Preset | None = None
        self.seeds = Seeds(lambda: self._send(Change.SEED), lambda: self.box_mm)
        self.perfusion = PerfusionState(lambda: self._send(Change.PERFUSION))
        self.spaces = Spaces(self._send)
        self.graphs = GraphState(lambda: self._send(Change.GRAPH))
        self.drawing = Drawing(lambda: self._send(Change.ROIS), self.tell, lambda: self.case.id)
        self.comparing = CompareState(lambda: self._send(Change.COMPARE))
        self.case = CaseState()
        self._origin: tuple[Space, np.ndarray] | None = None  # where the crosshair was put before spaces were changed
        self._next_id = 1
        self._batch_depth = 0
        self._pending = Change(0)

    # -- telling the views ------------------------------------------------------------------------

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Send one `changed` for everything that happens inside."""
        self._batch_depth += 1
        try:
            yield
        finally:
            self._batch_depth -= 1
            self._send(Change(0))

    def _send(self, change: Change) -> None:
        self._pending |= change
        if self._batch_depth == 0 and self._pending:
            pending, self._pending = self._pending, Change(0)
            self.changed.emit(pending)

    def tell(self, sentence: str) -> None:
        """Put a sentence before the user's eyes; it stays until it is closed."""
        self.told.emit(sentence)

    # -- layers -------------------------------------------------------------------------------------

    @property
    def layers(self) -> tuple[Layer, ...]:
        """All layers, the bottom one first."""
        return self._layers

    @property
    def visible_layers(self) -> tuple[Layer, ...]:
        """Layers to draw, the bottom one first, as they are seen in the space shown; peeking leaves overlays out."""
        drawn = (
            self.spaces.seen(layer)
            for layer in self._layers
            if layer.display.visible and not (self._overlays_hidden and layer.role in Role.OVERLAY | Role.VEIL)
        )
        return tuple(layer for layer in drawn if layer is not None)

    @property
    def layers_here(self) -> tuple[Layer, ...]:
        """The layers whose own millimetres are those that the views show: all, while no processed patient is open."""
        return tuple(layer for layer in self._layers if self.spaces.home(layer) is self.spaces.current)

    def layer(self, layer_id: int) -> Layer:
        """The layer with this id; `OptionError` if it is not open any more."""
        for layer in self._layers:
            if layer.id == layer_id:
                return layer
        raise OptionError("This layer is not open any more.")

    def has_layer(self, layer_id: int) -> bool:
        """Whether the layer is still open."""
        return any(layer.id == layer_id for layer in self._layers)

    @property
    def selected_layer(self) -> Layer | None:
        """The layer that the keys, the window and the time course act on."""
        return next((layer for layer in self._layers if layer.id == self._selected_id), None)

    @property
    def series_layer(self) -> Layer | None:
        """The series whose time course is shown: the selected one, or else the topmost, BOLD before others."""
        selected = self.selected_layer
        if selected is not None and selected.is_series:
            return selected
        series = [layer for layer in reversed(self._layers) if layer.is_series]
        series.sort(key=lambda layer: layer.scan is None or layer.scan.modality is not Modality.BOLD)
        return series[0] if series else None

    def add_layer(
        self,
        name: str,
        image: Volume | Series,
        role: Role,
        display: LayerDisplay,
        *,
        scan: Scan | None = None,
        stat_map: StatMap | None = None,
        recipe: Recipe | None = None,
        names: Mapping[int, str] | None = None,
        home: Space | None = None,
    ) -> Layer:
        """Put a layer on top (an underlay above the other underlays) and select it.

        ``home`` is its space where a processed patient is open; what comes from nowhere is in the space shown.
        """
        layer = Layer(self._next_id, name, image, role, display, scan, stat_map, recipe, names, self.case.id)
        self._next_id += 1
        home = home or (self.spaces.current if scan is None else None)
        if home is not None:
            self.spaces.settle(layer.id, home)
        first = not self._layers
        position = len(self._layers)
        if role is Role.UNDERLAY:
            position = sum(1 for other in self._layers if other.role is Role.UNDERLAY)
        with self.batch():
            self.insert_layer(layer, position)
            if first:
                self.move_cursor(layer.grid.centre_mm)
        return layer

    def insert_layer(self, layer: Layer, position: int) -> None:
        """Put a layer that may have been open before at a place in the stack, and select it."""
        self._layers = (*self._layers[:position], layer, *self._layers[position:])
        self._selected_id = layer.id
        with self.batch():
            self._send(Change.LAYERS | Change.SELECTION)
            self._keep_cursor_inside()  # it may be the only one in the space shown

    def remove_layer(self, layer_id: int) -> None:
        """Close a layer."""
        layer = self.layer(layer_id)
        position = self._layers.index(layer)
        self._layers = tuple(other for other in self._layers if other is not layer)
        if self._selected_id == layer_id:
            self._selected_id = self._layers[min(position, len(self._layers) - 1)].id if self._layers else None
        with self.batch():
            self._send(Change.LAYERS | Change.SELECTION)
            self._keep_cursor_inside()

    def undo(self) -> None:
        """Undo a step; a gesture that goes on is one."""
        self.drawing.end_gesture()
        self.undo_stack.undo()

    def redo(self) -> None:
        """Redo a step, unless a gesture goes on, which is a new one."""
        self.drawing.end_gesture()
        self.undo_stack.redo()

    def close_all(self) -> None:
        """Close every layer and forget the undo history, and all else that is of this patient."""
        with self.batch():
            self._layers, self._selected_id, self._timepoint = (), None, 0
            self._origin = None
            self.case.close()
            if self._preparation != self._preparation.of_nobody():
                self.set_preparation(self._preparation.of_nobody())
            self.seeds.forget_all()
            self.spaces.close()
            self.undo_stack.clear()
            self.perfusion.forget_all()
            self.graphs.clear()
            self.drawing.close_all()
            self.comparing.forget_all()
            self._send(Change.LAYERS | Change.SELECTION | Change.TIMEPOINT)
        self.closed.emit()

    def move_layer(self, layer_id: int, position: int) -> None:
        """Put a layer at another place in the stack, 0 = bottom."""
        layer = self.layer(layer_id)
        others = [other for other in self._layers if other is not layer]
        others.insert(max(0, min(position, len(others))), layer)
        self._layers = tuple(others)
        self._send(Change.LAYERS)

    def rename_layer(self, layer_id: int, name: str) -> None:
        """Give a layer another caption."""
        self._replace(layer_id, Change.LAYERS, name=name)

    def show_layer(self, layer_id: int, *, visible: bool) -> None:
        """Draw a layer or not."""
        self._replace_display(layer_id, visible=visible)

    def interpolate_layer(self, layer_id: int, interpolation: Interpolation) -> None:
        """Draw a layer's voxels as they are, or smoothly between their centres."""
        self._replace_display(layer_id, interpolation=interpolation)

    def scale_layer(self, layer_id: int, **changes: Any) -> None:
        """Change fields of a layer's `ColourScale`, such as ``low=0, high=900`` or ``opacity=0.5``."""
        scale = replace(self.layer(layer_id).display.scale, **changes)
        self._replace_display(layer_id, scale=scale)

    def select_layer(self, layer_id: int) -> None:
        """Make a layer the one that keys and the window act on."""
        self._selected_id = self.layer(layer_id).id
        self._send(Change.SELECTION)

    def note_frames(self, layer_id: int) -> None:
        """Say that more frames of a series have arrived."""
        if self.has_layer(layer_id):
            self._send(Change.FRAMES)

    def place_layer(self, layer_id: int, image: Volume | Series, scan: Scan | None) -> None:
        """Put the same image elsewhere: its grid is another, its voxels are not."""
        with self.batch():
            self._replace(layer_id, Change.LAYERS, image=image, scan=scan)
            self._keep_cursor_inside()

    def set_record(self, layer_id: int, stat_map: StatMap) -> None:
        """Give a computed map another record of how it was made, or of who looked at it; its values stay."""
        self._replace(layer_id, Change.LAYERS, stat_map=stat_map)

    def set_recipe(self, layer_id: int, recipe: Recipe) -> None:
        """Say what a map was made of, so that it can be made again."""
        self._replace(layer_id, Change.LAYERS, recipe=recipe)

    def set_values(self, layer_id: int, volume: Volume) -> None:
        """Give a layer other values on the same grid."""
        self._replace(layer_id, Change.VALUES, image=volume)

    def _replace_display(self, layer_id: int, **changes: Any) -> None:
        display = replace(self.layer(layer_id).display, **changes)
        self._replace(layer_id, Change.DISPLAY, display=display)

    def _replace(self, layer_id: int, change: Change, **changes: Any) -> None:
        new = replace(self.layer(layer_id), **changes)
        self._layers = tuple(new if layer.id == layer_id else layer for layer in self._layers)
        self._send(change)

    # -- where and when -------------------------------------------------------------------------------

    @property
    def cursor_mm(self) -> np.ndarray:
        """``(3,)`` xyz of the crosshair in mm, RAS+; read-only."""
        return self._cursor_mm

    @property
    def box_mm(self) -> np.ndarray:
        """``(2, 3)`` lowest and highest xyz in mm of what is open in the space shown; ±100 mm where nothing is."""
        layers = self.layers_here or self.visible_layers
        if not layers:
            return np.array([[-100.0] * 3, [100.0] * 3])
        boxes = np.array([layer.grid.box_mm for layer in layers])
        return np.array([boxes[:, 0].min(axis=0), boxes[:, 1].max(axis=0)])

    def move_cursor(self, xyz_mm: np.ndarray) -> None:
        """Put the crosshair at a place, at most at the border of what is open."""
        point = kept_inside(xyz_mm, self.box_mm)
        if not np.array_equal(point, self._cursor_mm):
            self._cursor_mm, self._origin = point, None
            self._send(Change.CURSOR)

    def _keep_cursor_inside(self) -> None:
        if self._layers:  # else the next image brings the crosshair to its centre
            self.move_cursor(self._cursor_mm)

    def place_in(self, layer: Layer, xyz_mm: np.ndarray | None = None) -> np.ndarray:
        """``(3,)`` where the crosshair, or another place of the views, is in a layer's own millimetres."""
        place = self._cursor_mm if xyz_mm is None else xyz_mm
        return self.spaces.point(place, self.spaces.current, self.spaces.home(layer))

    def grid_of(self, drawn: OpenLabels) -> Grid | None:
        """Where a map of regions is in the space shown; None where it cannot be drawn there."""
        return self.spaces.grid_seen(drawn.labels.grid, drawn.home, drawn.space)

    def show_space(self, space: Space) -> None:
        """Show another space of the processed patient; crosshair and seeds stay at their anatomical place."""
        old = self.spaces.current
        if old is None or space is old or space not in self.spaces.offered:
            return
        origin = self._origin or (old, self._cursor_mm)  # so that going to and fro does not make it drift
        with self.batch():
            self.spaces.show(space)
            self.seeds.map_places(lambda xyz_mm: self.spaces.point(xyz_mm, old, space))
            self._send(_SPACE | Change.CURSOR)
            self.move_cursor(self.spaces.point(origin[1], origin[0], space))
        self._origin = origin

    @property
    def timepoint(self) -> int:
        """Index of the frame that series show."""
        return self._timepoint

    def move_timepoint(self, timepoint: int) -> None:
        """Show another frame, at most the last one of the series in question."""
        layer = self.series_layer
        last = layer.image.n_timepoints - 1 if layer is not None and isinstance(layer.image, Series) else 0
        timepoint = max(0, min(int(timepoint), last))
        if timepoint != self._timepoint:
            self._timepoint = timepoint
            self._send(Change.TIMEPOINT)

    # -- how everything is drawn ------------------------------------------------------------------------

    @property
    def convention(self) -> Convention:
        """On which side of the screen the patient's right is."""
        return self._convention

    def set_convention(self, convention: Convention) -> None:
        """Change it in every view."""
        self._convention = convention
        self._send(Change.DISPLAY)

    @property
    def overlays_hidden(self) -> bool:
        """Whether the user peeks under the overlays."""
        return self._overlays_hidden

    def hide_overlays(self, hidden: bool) -> None:
        """Draw the picture without its overlays, or with them again."""
        if hidden != self._overlays_hidden:
            self._overlays_hidden = hidden
            self._send(Change.DISPLAY)

    @property
    def crosshair_visible(self) -> bool:
        """Whether the crosshair is drawn."""
        return self._crosshair_visible

    def show_crosshair(self, visible: bool) -> None:
        """Draw the crosshair or not."""
        self._crosshair_visible = visible
        self._send(Change.DISPLAY)

    # -- what is done before metrics ----------------------------------------------------------------------

    @property
    def preparation(self) -> Preparation:
        """What is done to a series before a metric is computed on it."""
        return self._preparation

    @property
    def preset(self) -> Preset | None:
        """The preset that was chosen last."""
        return self._preset

    def set_preparation(
        self, preparation: Preparation, preset: Preset | None = None, *, same_preset: bool = True
    ) -> None:
        """Prepare series differently from now on; maps stay as they are. Without a preset, the last one stays."""
        self._preparation = preparation
        self._preset = preset or (self._preset if same_preset else None)
        self._send(Change.PREPARATION)
