"""The centre of the window: three slices and the 3D view, in several layouts, one of them maximised if wished."""

from enum import Enum
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from analysis.files.session_record import SceneEntry
from analysis.plane import Orientation
from gui.qt_safe import QtSafe
from gui.session import Session
from gui.slices.view import SliceView
from gui.widgets.empty_state import EmptyState


class Layout(Enum):
    """How the views are arranged."""

    GRID = "grid"  # two by two
    ROW = "row"  # the three slices in a row
    MAIN = "main"  # the axial slice large, the others beside it
    SCENE = "scene"  # 3D alone


_Place = tuple[int, int, int, int]
_PLACES: dict[Layout, dict[str, _Place]] = {
    Layout.GRID: {"AXIAL": (0, 0, 1, 1), "CORONAL": (0, 1, 1, 1), "SAGITTAL": (1, 0, 1, 1), "SCENE": (1, 1, 1, 1)},
    Layout.ROW: {"SAGITTAL": (0, 0, 1, 1), "CORONAL": (0, 1, 1, 1), "AXIAL": (0, 2, 1, 1)},
    Layout.MAIN: {"AXIAL": (0, 0, 3, 1), "CORONAL": (0, 1, 1, 1), "SAGITTAL": (1, 1, 1, 1), "SCENE": (2, 1, 1, 1)},
    Layout.SCENE: {"SCENE": (0, 0, 1, 1)},
}


@runtime_checkable
class LooksAround(Protocol):
    """What the 3D view does for a session."""

    @property
    def look(self) -> SceneEntry | None:
        """How it is looked at."""

    def look_as(self, look: SceneEntry | None) -> None:
        """Look so once there is something to see."""


class ViewArea(QtSafe, QWidget):
    """Holds the views; it decides where they stand, not what they show."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.slices = {orientation: SliceView(session, orientation) for orientation in Orientation}
        loading = EmptyState(self.tr("3D"), self.tr("The 3D view is being prepared."))
        self._views: dict[str, QWidget] = {o.name: view for o, view in self.slices.items()} | {"SCENE": loading}
        self._layout = Layout.GRID
        self._maximised: str | None = None
        self._wanted_look: SceneEntry | None = None  # of a session that was opened before there was a 3D view
        session.closed.connect(self._forget_look)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        for view in self.slices.values():
            view.maximise_requested.connect(self._on_maximise)
        self._arrange()

    @property
    def layout_name(self) -> str:
        """The layout in use, as it is remembered."""
        return self._layout.value

    @property
    def maximised_name(self) -> str:
        """The view that is shown alone, "" where all are."""
        return self._maximised or ""

    def set_scene(self, widget: QWidget) -> None:
        """Put the 3D view, or the sentence that says why there is none, in its place."""
        old = self._views["SCENE"]
        self._grid.removeWidget(old)
        old.hide()
        old.deleteLater()
        self._views["SCENE"] = widget
        if isinstance(widget, LooksAround):
            widget.look_as(self._wanted_look)
        self._arrange()

    @property
    def scene_look(self) -> SceneEntry | None:
        """How the 3D view is looked at; None while there is none, or nothing to see in it."""
        scene = self._views["SCENE"]
        return scene.look if isinstance(scene, LooksAround) else self._wanted_look

    def look_at_scene(self, look: SceneEntry | None) -> None:
        """Look at the 3D view so, now or once it is there; None looks as it does without a session."""
        scene, self._wanted_look = self._views["SCENE"], look
        if isinstance(scene, LooksAround):
            scene.look_as(look)

    def _forget_look(self) -> None:
        self._wanted_look = None

    def arrange(self, layout: Layout) -> None:
        """Change the layout; nothing is maximised then."""
        self._layout, self._maximised = layout, None
        self._arrange()

    def maximise(self, name: str) -> None:
        """Show one view alone, or all again if it is alone already."""
        self._maximised = None if self._maximised == name else name
        self._arrange()

    def maximise_scene(self) -> None:
        """Show the 3D view alone, or all again."""
        self.maximise("SCENE")

    def fit(self) -> None:
        """Show everything in every slice view."""
        for view in self.slices.values():
            view.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._session.hide_overlays(True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._session.hide_overlays(False)
        else:
            super().keyReleaseEvent(event)

    def _on_maximise(self, orientation: Orientation) -> None:
        self.maximise(orientation.name)

    def _arrange(self) -> None:
        places = _PLACES[self._layout]
        if self._maximised is not None:
            places = {self._maximised: (0, 0, 1, 1)}
        for view in self._views.values():
            self._grid.removeWidget(view)
        for index in range(3):
            self._grid.setRowStretch(index, 0)
            self._grid.setColumnStretch(index, 0)
        for name, (row, column, rows, columns) in places.items():
            self._grid.addWidget(self._views[name], row, column, rows, columns)
            for index in range(row, row + rows):
                self._grid.setRowStretch(index, 1)
            for index in range(column, column + columns):
                self._grid.setColumnStretch(index, 2 if self._layout is Layout.MAIN and column == 0 else 1)
        for name, view in self._views.items():
            view.setVisible(name in places)
        self._place_legend(list(places))

    def _place_legend(self, shown: list[str]) -> None:
        """The colour bar stands in the first slice that is seen."""
        first = next((name for name in ("AXIAL", "CORONAL", "SAGITTAL") if name in shown), "")
        for orientation, view in self.slices.items():
            view.has_legend = orientation.name == first
            view.update()
