"""One slice of everything that is open, with its crosshair, letters and mouse."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from analysis.errors import AlgoscopeError
from analysis.grid import Grid
from analysis.metrics.seeds import SphereSeed
from analysis.plane import Orientation, anatomical_plane, screen_axes
from analysis.sampling import Interpolation
from gui.commands import looking
from gui.commands.shaping_regions import copy_to_next_slice
from gui.drawing import OpenLabels
from gui.qt_safe import QtSafe
from gui.session import Change, Role, Session
from gui.slices import decorations
from gui.slices.frame import Frame, fitting_frame
from gui.slices.label_picture import SeenLabels
from gui.slices.painter import Painter
from gui.slices.tools import tool_for
from gui.turns import Turns

_Drag = Callable[[QPointF], None]
_SEED_KEYS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
_REPAINT = Change.VALUES | Change.LAYERS | Change.DISPLAY | Change.CURSOR | Change.TIMEPOINT | Change.FRAMES


class SliceView(QtSafe, QWidget):
    """An axial, coronal or sagittal slice through the crosshair.

    The picture is composed once for all changes that arrive together, in a turn of the event loop, never while
    painting. Where the pictures of three views take long, each has a turn of its own.
    """

    maximise_requested = Signal(object)  # Orientation

    def __init__(self, session: Session, orientation: Orientation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.orientation = orientation
        self.has_legend = False  # one of the views on the screen shows the colour bar
        self._session = session
        self._frame: Frame | None = None
        self._painter = Painter()
        self._picture = QImage()
        self._picture_rect = QRectF()
        self._dots_per_pixel = 1.0
        self._fitted = True
        self._drag: _Drag | None = None
        self._tool_kind = session.drawing.tool
        self._tool = tool_for(self, self._tool_kind)
        self._turns = Turns(self, pictures=True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 140)
        self.setMouseTracking(True)
        session.changed.connect(self.refresh)
        self.refresh(Change.LAYERS)

    # -- what is shown ---------------------------------------------------------------------------------

    @property
    def frame(self) -> Frame:
        """Where the view looks now; the slice goes through the crosshair."""
        size = (max(1, self.width()), max(1, self.height()))
        convention = self._session.convention
        if self._frame is None or self._fitted:
            frame = fitting_frame(self.orientation, convention, self._session.box_mm, size)
        else:
            frame = self._frame
        centre = frame.centre_mm.copy()
        centre[self.orientation.value] = self._session.cursor_mm[self.orientation.value]
        self._frame = Frame(self.orientation, convention, centre, frame.mm_per_pixel, size)
        return self._frame

    @property
    def own_look(self) -> Frame | None:
        """Where the view looks, if someone has zoomed or moved it; None while it shows everything."""
        return None if self._fitted else self.frame

    def look_at(self, centre_mm: np.ndarray, mm_per_pixel: float) -> None:
        """Look at a place at a scale; from now on the view is not fitted to its content."""
        self.look(replace(self.frame, centre_mm=np.asarray(centre_mm, dtype=np.float64), mm_per_pixel=mm_per_pixel))

    def refresh(self, change: Change) -> None:
        """Compose the picture anew, once, when all pending events are done."""
        if change & Change.LAYERS and not self._session.layers:
            self._fitted = True
        if change & Change.SPACE and self._frame is not None:  # the millimetres under the view mean something else now
            self._frame = replace(self._frame, centre_mm=self._session.cursor_mm.copy())
        if change == Change.FRAMES and self._session.timepoint == 0:
            return  # the first frame has been there from the beginning
        if change & _REPAINT:
            self._compose_soon()
        elif change & Change.SEED:
            self.update()
        if change & Change.ROIS:
            self._follow_drawing()

    def _follow_drawing(self) -> None:
        """Take the tool that is chosen, and paint the regions as they are; the layers under them are as before."""
        if self._session.drawing.tool is not self._tool_kind:
            self._tool.put_away()
            self._tool_kind = self._session.drawing.tool
            self._tool = tool_for(self, self._tool_kind)
            self.setCursor(self._tool.cursor)
        self._compose_soon()

    def _compose_soon(self) -> None:
        if not self._turns.n_waiting:
            self._turns.add(self.compose)

    def compose(self) -> None:
        """Paint the layers into the picture that the next paint event shows."""
        frame = self.frame
        layers = self._session.visible_layers
        regions = self._regions()
        grids = [*(layer.grid for layer in layers), *(one.grid for one in regions)]
        finest_mm = min((min(grid.voxel_size_mm) for grid in grids), default=1.0)
        self._dots_per_pixel = self.devicePixelRatioF()
        plane = frame.plane(finest_mm, _box_of(grids), self._dots_per_pixel)
        self._turns.clear()
        self._picture = self._painter.picture(layers, self._session.timepoint, plane, regions)
        self._picture_rect = QRectF(*frame.screen_rect(plane))
        self.update()

    def _regions(self) -> list[SeenLabels]:
        """The maps of regions that can be seen in the space shown, the one that is drawn in on top."""
        drawing = self._session.drawing
        if self._session.overlays_hidden:
            return []
        maps = sorted((one for one in drawing.maps if one.is_visible), key=lambda one: one is drawing.current)
        return [seen for one in maps if (seen := self._seen(one)) is not None]

    def _seen(self, drawn: OpenLabels) -> SeenLabels | None:
        """A map of regions in the space shown; one of another space as it was brought here, if it was."""
        opacity, grid = self._session.drawing.opacity, self._session.grid_of(drawn)
        if grid is not None:
            return SeenLabels(drawn.labels, grid, opacity)
        brought = self._session.spaces.regions_seen(drawn.id)
        return None if brought is None else SeenLabels(drawn.labels, brought.grid, opacity, brought.data)

    def fit(self) -> None:
        """Show everything that is open."""
        self._fitted = True
        self._compose_soon()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        layers = self._session.visible_layers
        smooth = any(layer.display.interpolation is Interpolation.LINEAR for layer in layers)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(self._picture_rect, self._picture)
        if self._dots_per_pixel != self.devicePixelRatioF():  # the window lies on another screen now
            self._compose_soon()
        frame = self.frame
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        if layers:
            self._paint_guides(painter, frame)
        decorations.draw_title(painter, frame)
        self._tool.paint(painter, frame)
        stripe = 5 if self.hasFocus() else 2  # who works with keys sees which slice they turn
        painter.fillRect(0, 0, self.width(), stripe, decorations.PLANE_COLOURS[self.orientation])
        painter.end()

    def _paint_guides(self, painter: QPainter, frame: Frame) -> None:
        layers = self._session.visible_layers
        if self._session.crosshair_visible:
            x, y = frame.to_screen(self._session.cursor_mm)
            decorations.draw_crosshair(painter, frame, x, y)
        letters = anatomical_plane(self.orientation, frame.convention, frame.centre_mm, (1.0, 1.0), 1.0).edge_letters()
        sure = all(layer.sides_are_known for layer in layers)
        decorations.draw_letters(painter, frame, letters, sure=sure)
        decorations.draw_badge(painter, frame)
        decorations.draw_ruler(painter, frame)
        for seed in (*self._session.seeds.pinned, self._session.seeds.current):
            if isinstance(seed, SphereSeed):
                decorations.draw_seed(painter, frame, seed)
        veils = [layer for layer in layers if layer.role is Role.VEIL]
        if veils and self.has_legend:
            decorations.draw_veils(painter, frame, veils)
        overlay = looking.shown_map(self._session) if self.has_legend else None
        if overlay is not None and overlay.names is None:  # a bar of 116 regions tells nothing
            decorations.draw_legend(painter, frame, overlay)

    # -- mouse and keys -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._compose_soon()

    def enterEvent(self, event: QEnterEvent) -> None:
        if self.window().isActiveWindow():
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def leaveEvent(self, event: QEvent) -> None:
        self._tool.leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._drag is None and self._tool.press(event):
            return
        button = event.button()
        if button == Qt.MouseButton.LeftButton and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._drag_crosshair(event.position())
            self._session.region_wanted.emit()
        elif button == Qt.MouseButton.LeftButton:
            seeding = (event.modifiers() & _SEED_KEYS) == _SEED_KEYS
            self._drag = self._drag_seed if seeding or self._session.seeds.follow_mouse else self._drag_crosshair
        elif button == Qt.MouseButton.MiddleButton:
            self._drag = _Pan(self, event.position())
        elif button == Qt.MouseButton.RightButton:
            boxed = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._drag = _WindowBox(self, event.position()) if boxed else _WindowLevel(self, event.position())
        if self._drag is not None:
            self._drag(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            self._drag(event.position())
        else:
            self._tool.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            self._tool.release(event)
        self._drag = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._tool.double_click(event):
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self.maximise_requested.emit(self.orientation)
        elif event.button() == Qt.MouseButton.RightButton:
            looking.window_automatically(self._session)

    def wheelEvent(self, event: QWheelEvent) -> None:
        modifiers = event.modifiers()
        delta = event.angleDelta().y() or event.angleDelta().x()
        if delta == 0:
            return
        direction = 1 if delta > 0 else -1
        if self._tool.wheel(event):
            event.accept()
            return
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.15**direction, event.position())
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._session.move_timepoint(self._session.timepoint + direction)
        else:
            looking.step_slice(self._session, self.orientation, direction)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._tool.key(event):
            return
        right, down = screen_axes(self.orientation, self._session.convention)
        moves = {
            Qt.Key.Key_Right: right,
            Qt.Key.Key_Left: -right,
            Qt.Key.Key_Down: down,
            Qt.Key.Key_Up: -down,
        }
        key = Qt.Key(event.key())
        if key in moves:
            steps = 5 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            looking.step_cursor(self._session, moves[key] * steps)
        elif (
            key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._copy_slice(1 if key == Qt.Key.Key_PageUp else -1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            looking.step_slice(self._session, self.orientation, 1 if key == Qt.Key.Key_PageUp else -1)
        else:
            super().keyPressEvent(event)

    def _copy_slice(self, step: int) -> None:
        """Copy the region in use to the next slice, and go there."""
        try:
            copy_to_next_slice(self._session, self.orientation, step)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def zoom(self, factor: float, at: QPointF) -> None:
        """Magnify around a position of the widget."""
        self.look(self.frame.zoomed(factor, at.x(), at.y()))

    def look(self, frame: Frame) -> None:
        """Look somewhere else; from now on the view is not fitted to its content."""
        self._frame, self._fitted = frame, False
        self._compose_soon()

    def _drag_crosshair(self, position: QPointF) -> None:
        self._session.move_cursor(self.frame.to_mm(position.x(), position.y()))

    def _drag_seed(self, position: QPointF) -> None:
        xyz_mm = self.frame.to_mm(position.x(), position.y())
        with self._session.batch():
            self._session.move_cursor(xyz_mm)
            self._session.seeds.move(xyz_mm)

    @property
    def session(self) -> Session:
        """The session that the view shows."""
        return self._session


def _box_of(grids: Sequence[Grid]) -> np.ndarray | None:
    """``(2, 3)`` lowest and highest xyz in mm that any voxel reaches, with a voxel around."""
    if not grids:
        return None
    boxes = [grid.box_mm + np.array([[-1.0], [1.0]]) * max(grid.voxel_size_mm) for grid in grids]
    return np.array([np.min([box[0] for box in boxes], axis=0), np.max([box[1] for box in boxes], axis=0)])


class _Pan:
    """Drags the picture."""

    def __init__(self, view: SliceView, start: QPointF) -> None:
        self._view, self._start, self._frame = view, start, view.frame

    def __call__(self, position: QPointF) -> None:
        moved = position - self._start
        self._view.look(self._frame.panned(moved.x(), moved.y()))


class _WindowLevel:
    """Right is wider, up is brighter: a drag over the whole view spans the window that it began with."""

    def __init__(self, view: SliceView, start: QPointF) -> None:
        self._view, self._start = view, start
        self._layer = looking.window_layer(view.session)

    def __call__(self, position: QPointF) -> None:
        if self._layer is None:
            return
        scale = self._layer.display.scale
        moved = position - self._start
        width = scale.high - scale.low
        new_width = width * float(np.exp(2 * moved.x() / max(1, self._view.width())))
        centre = (scale.low + scale.high) / 2 + width * moved.y() / max(1, self._view.height())
        looking.set_window(self._view.session, self._layer.id, centre - new_width / 2, centre + new_width / 2)


class _WindowBox:
    """The window that suits the values inside a dragged box."""

    def __init__(self, view: SliceView, start: QPointF) -> None:
        self._view, self._start = view, start

    def __call__(self, position: QPointF) -> None:
        moved = position - self._start
        if min(abs(moved.x()), abs(moved.y())) < 4:
            return
        frame = self._view.frame
        corners = [frame.to_mm(p.x(), p.y()) for p in (self._start, position)]
        looking.window_from_box(self._view.session, corners[0], corners[1])
