"""The 3D quarter of the window: follows the session, computes its surfaces in jobs, and has a row of buttons.

Nothing happens before it is first shown. A newer surface or overlay replaces one that is still being computed.
The crosshair and the planes follow the cursor at most ten times a second, and where drawing is slow only when the
cursor rests, so that scrolling and the live seed stay smooth.
"""

import numpy as np
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from analysis.colour import ColourScale
from analysis.files.session_record import SceneEntry
from analysis.image import Series, Volume
from analysis.network.graph import Graph
from analysis.plane import Orientation
from analysis.scan import Modality
from gui.commands.graphs import in_words, node_places
from gui.jobs import Job, JobRunner
from gui.qt_safe import QtSafe
from gui.scene3d.bar import SceneBar
from gui.scene3d.graphics import Graphics, forget_trial
from gui.scene3d.mesh import SurfaceMesh
from gui.scene3d.painting import cutting_plane, plane_picture
from gui.scene3d.region_work import Key
from gui.scene3d.regions import RegionFollower
from gui.scene3d.view import View3D
from gui.scene3d.work import (
    BrainPicture,
    OverlayPicture,
    Source,
    Template,
    brain_of,
    find_graphics,
    light_version,
    load_fast_painter,
    overlay_picture,
)
from gui.session import Change, Role, Session
from gui.style import Theme, Themes

FOLLOW_MS = 100  # the planes follow the cursor at most ten times a second
OVERLAY_MS = 150
# At rest, too, a picture must not hold the window: software draws this many triangles within 50 ms, a card any number.
SOFT_TRIANGLES, HARD_TRIANGLES = 80_000, 2_000_000
QUICK_MS, REST_MS = 15, 250
_MARGIN_MM = 3.0
_ON_PLANES = Change.LAYERS | Change.DISPLAY | Change.VALUES | Change.TIMEPOINT | Change.FRAMES


class ScenePanel(QtSafe, QWidget):
    """View, buttons and what connects them to the session."""

    maximise_requested = Signal()

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self.view = View3D(self)
        self.bar = SceneBar(self)
        self._graphics: Graphics | None = None
        self._asked_graphics = self._released = False
        self._source: Source | None = None  # whose surface is shown or being computed
        self._brain: BrainPicture | None = None
        self._light: SurfaceMesh | None = None
        self._is_light_theme = False
        self._graph: Graph | None = None  # that is drawn
        self._wanted_look: SceneEntry | None = None  # of a session, until there is something to look at
        self._follow = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        # a turn of its own: slices and values have their timers too, and all in one turn would hold the window up
        self._own_turn = QTimer(self, singleShot=True, interval=0)
        self._overlay_delay = QTimer(self, singleShot=True, interval=OVERLAY_MS)
        self._regions = RegionFollower(session, jobs, self._is_seen, self._show_regions, self)
        self._connect()

    def _connect(self) -> None:
        self._follow.timeout.connect(self._own_turn.start)
        self._own_turn.timeout.connect(self._show_cursor_and_planes)
        self._overlay_delay.timeout.connect(self._compute_overlay)
        self._session.changed.connect(self.refresh)
        self._session.closed.connect(self._forget_look)
        self._jobs.failed.connect(self._on_failed)
        self.view.again.connect(self._try_again)
        self.view.picked.connect(self._session.move_cursor)
        self.view.node_entered.connect(self._on_node)
        self.view.maximise_requested.connect(self.maximise_requested)
        self.bar.side_chosen.connect(self.view.look_from)
        self.bar.reset.connect(self.view.look_obliquely)
        self.bar.opacity_changed.connect(self._set_opacity)
        self.bar.planes_toggled.connect(self._show_planes)

    # -- for the window -------------------------------------------------------------------------------------

    def refresh(self, change: Change) -> None:
        """Follow the session; does nothing while the panel is not on the screen."""
        if self.view.scene is None or not self.isVisible():
            return
        if change & (Change.LAYERS | Change.FRAMES):
            self._compute_surface()
        if change & (Change.LAYERS | Change.DISPLAY | Change.VALUES | Change.TIMEPOINT):
            self._overlay_delay.start()
        if change & (Change.LAYERS | Change.GRAPH | Change.DISPLAY):
            self._show_graph()
        if change & (_ON_PLANES | Change.CURSOR):
            self._follow_soon()
        self._regions.refresh(change)

    def _is_seen(self) -> bool:
        return self.view.scene is not None and self.isVisible()

    def _show_regions(self, regions: dict[Key, tuple[SurfaceMesh, tuple[float, float, float]]]) -> None:
        if self.view.scene is not None:
            self.view.scene.regions.show(regions)
            self.view.schedule()

    def set_theme(self, theme: Theme) -> None:
        """Follow the theme of the window."""
        self.set_light_theme(theme is Themes.LIGHT.value)

    def set_light_theme(self, light: bool) -> None:
        """Draw on a light background, for print, or on the dark one."""
        self._is_light_theme = light
        if self.view.scene is not None:
            from gui.scene3d.scene import LIGHT_COLOURS, SceneColours

            self.view.scene.paint(LIGHT_COLOURS if light else SceneColours())
            self.view.schedule()

    @property
    def look(self) -> SceneEntry | None:
        """How the brain is looked at; what a session wants before there is one."""
        scene = self.view.scene
        return self._wanted_look if scene is None or self._brain is None else scene.look

    def look_as(self, look: SceneEntry | None) -> None:
        """Look at the brain as a session did, now or once it is there."""
        self._wanted_look = look
        if look is not None:
            self.bar.planes_button.setChecked(look.planes)
            self.bar.slider.setValue(round(100 * look.opacity))
            if self._brain is not None:
                self._look_first()

    def _look_first(self) -> None:
        """The first view of a brain: that of the session, or from the front, the left and above."""
        look, self._wanted_look = self._wanted_look, None
        if look is None or self.view.scene is None:
            self.view.look_obliquely()
        else:
            self.view.scene.look_as(look)
            self.view.schedule()

    def _forget_look(self) -> None:
        self._wanted_look = None

    def release(self) -> None:
        """Give back what VTK holds; to be called before the window closes. A second call does nothing."""
        if not self._released:
            self._released = True
            self._session.changed.disconnect(self.refresh)
            self._session.closed.disconnect(self._forget_look)
            self._jobs.failed.disconnect(self._on_failed)
        self._follow.stop()
        self._own_turn.stop()
        self._overlay_delay.stop()
        self._regions.stop()
        self.view.release()

    # -- coming and going -----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        if self.view.scene is not None:
            self.refresh(Change.LAYERS | Change.ROIS)
        elif not self._asked_graphics and not self._released:
            self._asked_graphics = True
            self._look_for_graphics()

    def _look_for_graphics(self) -> None:
        self._jobs.submit(
            self.tr("Looking for 3D graphics"), find_graphics, on_done=self._on_graphics, key="graphics", quiet=True
        )

    def _try_again(self) -> None:
        forget_trial()
        self._look_for_graphics()

    def hideEvent(self, event: QHideEvent) -> None:
        self._follow.stop()
        self._own_turn.stop()
        self._overlay_delay.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.view.setGeometry(self.rect())
        self.bar.fit(self.width() - 12)
        height = self.bar.sizeHint().height()
        self.bar.setGeometry(6, self.height() - height - 6, min(self.bar.sizeHint().width(), self.width() - 12), height)
        self.bar.raise_()

    def _on_graphics(self, graphics: Graphics) -> None:
        if self._released:
            return
        self._graphics = graphics
        self.view.start(graphics)
        self.bar.setVisible(graphics.can_draw)
        self.bar.setToolTip(graphics.detail)
        if self.view.scene is not None:
            self._jobs.submit(self.tr("Fast drawing"), load_fast_painter, key="fast drawing in 3D", quiet=True)
            self.set_light_theme(self._is_light_theme)
            self.view.look_obliquely()
            self._set_opacity(self.bar.slider.value() / 100)
            self.view.scene.show(planes=self.bar.planes_on)
            self._compute_surface()
            self._overlay_delay.start()
            self._show_graph()
            self._regions.follow()
            self._follow_soon()

    # -- the surface ----------------------------------------------------------------------------------------

    def _compute_surface(self) -> None:
        source = self._surface_source()
        if source is None:
            self.view.say(self.tr("Open a T1 image or a series to see the brain in 3D."))
        if source is self._source:
            return
        self._source, self._brain, self._light = source, None, None
        scene = self.view.scene
        if scene is not None:
            scene.set_surface(None)
            scene.set_overlay(())
            scene.clear_planes()
        self.view.schedule()
        if source is None:
            return
        self.view.say(self.tr("The surface of the brain is being computed."))
        is_soft = self._graphics is not None and self._graphics.kind == "software"
        self._jobs.submit(
            self.tr("Brain surface"),
            brain_of,
            source,
            SOFT_TRIANGLES if is_soft else HARD_TRIANGLES,
            on_done=_Wanted(self, source).show_brain,
            key="surface",
            quiet=True,
        )

    def _surface_source(self) -> Source | None:
        """What the surface shows: a T1 image, else a series that has begun to arrive, else any underlay.

        Maps alone are shown on the template if all of them lie in its space.
        """
        layers = self._session.layers_here
        t1 = [layer.image for layer in layers if layer.scan is not None and layer.scan.modality is Modality.T1]
        underlays = [layer.image for layer in layers if layer.role is Role.UNDERLAY]
        anatomy: list[Volume | Series] = [image for image in t1 if isinstance(image, Volume)]
        series = [image for image in underlays if isinstance(image, Series) and image.frames.n_loaded > 0]
        others = [image for image in underlays if isinstance(image, Volume)]
        template = [Template.MNI152] if layers and all(layer.space == "MNI152" for layer in layers) else []
        return next(iter((*anatomy, *series, *others, *template)), None)

    def show_brain(self, source: Source, picture: BrainPicture) -> None:
        """Show a surface that a job has made, if its image is still the one that is wanted."""
        scene = self.view.scene
        if scene is None or source is not self._source:
            return
        self._brain = picture
        scene.set_surface(picture.mesh)
        self.view.say("")
        self._look_first()
        done = _Wanted(self, source)
        self._jobs.submit(
            self.tr("Light brain surface"), light_version, picture.mesh, on_done=done.show_light, key="light surface",
            quiet=True,
        )  # fmt: skip
        self._compute_overlay()
        self._show_cursor_and_planes()

    def show_light(self, source: Source, light: SurfaceMesh) -> None:
        """Use a light version of the surface while the picture moves."""
        scene = self.view.scene
        if scene is None or source is not self._source or self._brain is None:
            return
        self._light = light
        scene.set_light_surface(light)
        self._compute_overlay()
        self.view.schedule()

    def _on_failed(self, job: Job) -> None:
        if job.title == self.tr("Brain surface"):
            self.view.say(self.tr("No surface: ") + job.sentence())

    # -- the overlay ----------------------------------------------------------------------------------------

    def _compute_overlay(self) -> None:
        scene = self.view.scene
        if scene is None:
            return
        overlays = self._overlays()
        surface = None if self._brain is None else self._brain.mesh
        self._jobs.submit(
            self.tr("Overlay in 3D"), overlay_picture, overlays, surface, self._light, on_done=self._show_overlay,
            key="overlay in 3D", quiet=True,
        )  # fmt: skip

    def _overlays(self) -> tuple[tuple[Volume, ColourScale], ...]:
        return tuple(
            (layer.volume(self._session.timepoint), layer.display.scale)
            for layer in self._session.visible_layers
            if layer.role is Role.OVERLAY and layer.names is None  # numbers of regions have no value in between
        )

    def _show_overlay(self, picture: OverlayPicture) -> None:
        scene = self.view.scene
        if scene is None:
            return
        scene.set_overlay(picture.blobs)
        fits = self._brain is not None and (
            picture.colours is None or len(picture.colours) == len(self._brain.mesh.points_mm)
        )
        if fits:
            scene.paint_surface(picture.colours, picture.light_colours)
        self.view.schedule()

    # -- the graph ------------------------------------------------------------------------------------------

    def _show_graph(self) -> None:
        scene, graph = self.view.scene, self._session.graphs.graph
        if scene is None:
            return
        places = node_places(self._session)
        known = np.zeros((0, 3)) if places is None else places
        if graph is not self._graph or not np.array_equal(known, scene.nodes.places_mm):
            self._graph = graph
            scene.nodes.show(graph, places)
            self.view.schedule()

    def _on_node(self, node: int | None) -> None:
        graph = self._session.graphs.graph
        self.view.setToolTip("" if node is None or graph is None else in_words(graph, node))

    # -- the crosshair and the planes -----------------------------------------------------------------------

    def _follow_soon(self) -> None:
        if self.view.last_ms > QUICK_MS:
            self._follow.start(REST_MS)  # begins anew with each change: a slow picture waits until the mouse rests
        elif not self._follow.isActive():
            self._follow.start(FOLLOW_MS)

    def _show_cursor_and_planes(self) -> None:
        scene = self.view.scene
        if scene is None:
            return
        cursor = self._session.cursor_mm
        layers = self._session.visible_layers
        scene.show(cursor=self._session.crosshair_visible and bool(layers), letters=bool(layers))
        if self.bar.planes_on and layers and self._source is not None:
            box = self._plane_box()
            brain = None if self._brain is None else self._brain.brain
            for orientation in Orientation:
                plane = cutting_plane(orientation, cursor, box)
                scene.set_plane_picture(
                    orientation, plane, plane_picture(layers, self._session.timepoint, plane, brain)
                )
        else:
            scene.clear_planes()
        scene.set_cursor(cursor)
        scene.letters.set_sure(all(layer.sides_are_known for layer in layers))
        self.view.schedule(moving=True)

    def _plane_box(self) -> np.ndarray:
        """``(2, 3)`` mm: what the planes cover, the brain or else everything that is open."""
        if self._brain is None:
            return self._session.box_mm
        return self._brain.mesh.box_mm + np.array([[-_MARGIN_MM], [_MARGIN_MM]])

    def _set_opacity(self, opacity: float) -> None:
        if self.view.scene is not None:
            self.view.scene.set_surface_opacity(opacity)
            self.view.schedule(moving=True)

    def _show_planes(self, on: bool) -> None:
        if self.view.scene is not None:
            self.view.scene.show(planes=on)
            self._show_cursor_and_planes()


class _Wanted:
    """Remembers for which image a job was begun, so that a late result is not shown for another one."""

    def __init__(self, panel: ScenePanel, source: Source) -> None:
        self._panel, self._source = panel, source

    def show_brain(self, picture: BrainPicture) -> None:
        self._panel.show_brain(self._source, picture)

    def show_light(self, light: SurfaceMesh) -> None:
        self._panel.show_light(self._source, light)
