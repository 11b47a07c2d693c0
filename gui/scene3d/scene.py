"""What there is to see in 3D: a surface, three slice planes, blobs of an overlay, the crosshair, and letters.

The scene knows VTK's actors and no Qt. Everything is placed in mm, RAS+. Who looks, and how the picture gets onto
a screen, is the affair of `stage`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkPolyData
from vtkmodules.vtkRenderingCore import vtkActor, vtkLight, vtkPolyDataMapper, vtkRenderer

from analysis.files.session_record import SceneEntry
from analysis.plane import Orientation, Plane
from gui.scene3d.captions import DIRECTIONS, CornerCube, Letters, Rgb
from gui.scene3d.cursor import Cursor
from gui.scene3d.mesh import SurfaceMesh
from gui.scene3d.nodes import NodeActors
from gui.scene3d.quad import PictureQuad
from gui.scene3d.region_actors import RegionActors
from gui.scene3d.shaders import corner_signs, let_corner_open, open_corner
from gui.scene3d.surfaces import polydata


@dataclass(frozen=True)
class SceneColours:
    """The colours of everything that is not data."""

    bottom: Rgb = (0.035, 0.043, 0.055)
    top: Rgb = (0.145, 0.165, 0.200)
    letters: Rgb = (0.93, 0.95, 0.98)
    cube: Rgb = (0.33, 0.37, 0.44)
    surface: Rgb = (0.90, 0.83, 0.77)
    cursor: Rgb = (0.345, 0.878, 0.478)


LIGHT_COLOURS = SceneColours(
    bottom=(0.80, 0.83, 0.87),
    top=(0.97, 0.98, 0.99),
    letters=(0.11, 0.14, 0.19),
    cube=(0.62, 0.67, 0.74),
    surface=(0.86, 0.79, 0.73),
    cursor=(0.05, 0.50, 0.22),
)
"""For the light theme and for print."""

_PLANE_COLOURS: Mapping[Orientation, Rgb] = {
    Orientation.AXIAL: (1.0, 0.435, 0.380),
    Orientation.CORONAL: (0.373, 0.812, 0.502),
    Orientation.SAGITTAL: (0.961, 0.773, 0.259),
}


class Scene:
    """Actors in three renderers: the picture, what lies on top of it, and the cube in the corner.

    ``is_soft`` says that a processor draws: translucent surfaces are then drawn without depth peeling.
    """

    def __init__(self, *, is_soft: bool = True) -> None:
        self.renderer, self.top = vtkRenderer(), vtkRenderer()
        self.top.SetLayer(1)
        self.top.InteractiveOff()
        self.top.SetActiveCamera(self.renderer.GetActiveCamera())
        self.corner = CornerCube()
        self.letters = Letters(self.renderer)
        self.cursor = Cursor(self.top)
        self.nodes = NodeActors(self.top)
        self.planes = {
            orientation: PictureQuad(self.renderer, _PLANE_COLOURS[orientation]) for orientation in Orientation
        }
        self.opens_corner = True
        self._is_soft = is_soft
        self._colours = SceneColours()
        self._surface: SurfaceMesh | None = None
        self._data: dict[bool, vtkPolyData] = {}  # by whether it is the light one
        self._colours_over: dict[bool, np.ndarray | None] = {False: None, True: None}
        self._light_mesh: SurfaceMesh | None = None
        self._actor, self._mapper = _surface_actor()
        let_corner_open(self._actor)
        self._actor.VisibilityOff()
        self.renderer.AddActor(self._actor)
        self._blobs: list[tuple[vtkActor, SurfaceMesh]] = []
        self.regions = RegionActors(self.renderer, _surface_actor, _with_normals)
        self._surface_on, self._planes_on, self._overlay_on, self._is_moving = True, True, True, False
        for renderer in (self.renderer, self.top):
            for light in _lights():
                renderer.AddLight(light)
            renderer.AutomaticLightCreationOff()
        camera = self.renderer.GetActiveCamera()
        camera.ParallelProjectionOn()
        self.paint(self._colours)

    # -- what there is ------------------------------------------------------------------------------------

    def set_surface(self, mesh: SurfaceMesh | None, light: SurfaceMesh | None = None) -> None:
        """Show a surface, or none; `light` is a version with fewer triangles for while the picture moves."""
        self._surface, self._light_mesh = mesh, light
        self._colours_over = {False: None, True: None}
        self._recolour()
        self._place()

    def set_light_surface(self, light: SurfaceMesh) -> None:
        """Draw this version of the surface while the picture moves; its colours are still to come."""
        self._light_mesh = light
        self._colours_over[True] = None
        self._recolour()

    def paint_surface(self, rgba: np.ndarray | None, light_rgba: np.ndarray | None = None) -> None:
        """Colour the points of the surface and of its light version ``(n, 4)`` uint8; None takes the colours off."""
        self._colours_over = {False: rgba, True: light_rgba}
        self._recolour()

    def set_overlay(self, meshes: Sequence[tuple[SurfaceMesh, Rgb]]) -> None:
        """Show these blobs instead of those before."""
        for actor, _ in self._blobs:
            self.renderer.RemoveActor(actor)
        self._blobs = []
        for mesh, colour in meshes:
            actor, mapper = _surface_actor()
            mapper.SetInputData(_with_normals(mesh))
            actor.GetProperty().SetColor(*colour)
            actor.SetVisibility(self._overlay_on)
            self.renderer.AddActor(actor)
            self._blobs.append((actor, mesh))

    def set_plane_picture(self, orientation: Orientation, plane: Plane, rgb: np.ndarray) -> None:
        """Put a picture ``(rows, columns, 3 or 4)`` uint8 on a slice plane; where alpha is below half it is open."""
        is_first = not self.planes[orientation].has_picture
        self.planes[orientation].set_picture(plane, rgb)
        if is_first and self._surface is None:
            self._place()

    def clear_planes(self) -> None:
        """Show no slice planes until new pictures come."""
        for quad in self.planes.values():
            quad.clear()

    def set_cursor(self, xyz_mm: np.ndarray) -> None:
        """Put the 3D crosshair at a place."""
        self.cursor.move(xyz_mm, self.box_mm)

    # -- how it is shown ------------------------------------------------------------------------------------

    def paint(self, colours: SceneColours) -> None:
        """Use these colours for background, letters, cube, surface and crosshair."""
        self._colours = colours
        self.renderer.GradientBackgroundOn()
        self.renderer.SetBackground(*colours.bottom)
        self.renderer.SetBackground2(*colours.top)
        self.letters.paint(colours.letters)
        self.corner.paint(colours.cube, colours.letters)
        self.cursor.paint(colours.cursor)
        self.nodes.paint(colours.letters)
        self._recolour()

    def set_surface_opacity(self, opacity: float) -> None:
        """From 0, not drawn, to 1."""
        look = self._actor.GetProperty()
        look.SetOpacity(float(np.clip(opacity, 0, 1)))
        # Without depth peeling only the near sides are drawn, or triangles behind would shine through at random.
        look.SetBackfaceCulling(opacity < 1)
        self._refresh_surface()

    @property
    def surface_opacity(self) -> float:
        """Opacity of the surface, 0 to 1."""
        return float(self._actor.GetProperty().GetOpacity())

    def show(
        self,
        *,
        surface: bool | None = None,
        planes: bool | None = None,
        overlay: bool | None = None,
        cursor: bool | None = None,
        letters: bool | None = None,
    ) -> None:
        """Switch parts on or off; None leaves a part as it is."""
        self._surface_on = self._surface_on if surface is None else surface
        self._planes_on = self._planes_on if planes is None else planes
        self._overlay_on = self._overlay_on if overlay is None else overlay
        if cursor is not None:
            self.cursor.show(cursor)
        if letters is not None:
            self.letters.show(letters)
            self.corner.cube.SetVisibility(letters)
        for actor, _ in self._blobs:
            actor.SetVisibility(self._overlay_on)
        for quad in self.planes.values():
            quad.show(self._planes_on)
        self._refresh_surface()

    def scale_lines(self, pixels: float) -> None:
        """Draw lines for a screen of so many pixels per point; a line is never thinner than one pixel."""
        self.cursor.scale_lines(pixels)
        self.nodes.scale_lines(pixels)
        for quad in self.planes.values():
            quad.scale_lines(pixels)

    def set_moving(self, moving: bool) -> None:
        """Draw what is quick to draw while the picture moves, and everything at rest."""
        self._is_moving = moving
        self._refresh_surface()

    def look_from(self, side: str) -> None:
        """Look at everything from the patient's L, R, A, P, S or I, with the head (from S and I the front) up.

        Raises KeyError for another letter.
        """
        towards_viewer = DIRECTIONS[side]
        up = DIRECTIONS["A"] if side in "SI" else DIRECTIONS["S"]
        self.look_along(-towards_viewer, up)

    def look_along(self, direction: np.ndarray, up: np.ndarray) -> None:
        """Look at everything in a direction of the world, with another one up on the screen."""
        box = self.box_mm
        centre = box.mean(axis=0)
        radius = float(np.linalg.norm(box[1] - box[0]) / 2)
        camera = self.renderer.GetActiveCamera()
        camera.SetFocalPoint(*centre)
        camera.SetPosition(*(centre - 3.5 * radius * np.asarray(direction) / np.linalg.norm(direction)))
        camera.SetViewUp(*up)
        camera.SetViewAngle(30)
        camera.SetParallelScale(0.88 * radius / min(1.0, self.renderer.GetTiledAspectRatio()))

    @property
    def look(self) -> SceneEntry:
        """From where, at what, and how large."""
        camera = self.renderer.GetActiveCamera()
        return SceneEntry(
            camera.GetPosition(), camera.GetFocalPoint(), camera.GetViewUp(), camera.GetParallelScale(),
            camera.GetViewAngle(), self.surface_opacity, self._planes_on,
        )  # fmt: skip

    def look_as(self, look: SceneEntry) -> None:
        """Look from there; opacity and planes have buttons of their own, and follow them."""
        camera = self.renderer.GetActiveCamera()
        camera.SetFocalPoint(*look.focus_mm)
        camera.SetPosition(*look.position_mm)
        camera.SetViewUp(*look.up)
        camera.SetViewAngle(look.angle_degrees)
        camera.SetParallelScale(look.height_mm)

    def before_render(self) -> None:
        """Turn letters, cube and open corner towards the viewer. The stage calls it before each picture."""
        camera = self.renderer.GetActiveCamera()
        towards_viewer = self.towards_viewer
        self.letters.face(towards_viewer)
        self.corner.follow(camera)
        open_corner(self._actor, *self.corner_now())
        self._clip()

    # -- what can be asked ---------------------------------------------------------------------------------

    @property
    def surface(self) -> SurfaceMesh | None:
        """The surface that is shown."""
        return self._surface

    @property
    def pickable_meshes(self) -> tuple[tuple[SurfaceMesh, bool], ...]:
        """What a click can meet besides the planes, each with whether the open corner cuts it."""
        meshes = [(mesh, False) for actor, mesh in self._blobs if actor.GetVisibility()]
        meshes += [(mesh, False) for mesh in self.regions.meshes]
        surface = self._light_mesh or self._surface
        if surface is not None and self._actor.GetVisibility() and self.surface_opacity > 0.05:
            meshes.append((surface, True))
        return tuple(meshes)

    @property
    def towards_viewer(self) -> np.ndarray:
        """``(3,)`` unit vector from what is seen to who sees it."""
        return -np.array(self.renderer.GetActiveCamera().GetDirectionOfProjection())

    @property
    def box_mm(self) -> np.ndarray:
        """``(2, 3)`` lowest and highest xyz in mm of the surface; without one, of the planes; else ±90 mm."""
        if self._surface is not None:
            return self._surface.box_mm
        boxes = [quad.box_mm for quad in self.planes.values() if quad.box_mm is not None]
        if not boxes:
            return np.array([[-90.0] * 3, [90.0] * 3])
        return np.array([np.min([b[0] for b in boxes], axis=0), np.max([b[1] for b in boxes], axis=0)])

    def corner_now(self) -> tuple[np.ndarray, np.ndarray]:
        """The point and the signs of the corner that is open now; all signs 0 where none is."""
        is_open = self.opens_corner and self._planes_on and any(quad.has_picture for quad in self.planes.values())
        signs = corner_signs(self.towards_viewer) if is_open else np.zeros(3)
        return self.cursor.position_mm, signs

    # -- within --------------------------------------------------------------------------------------------

    def _clip(self) -> None:
        """Let the camera see everything from front to back, nodes beyond the brain included."""
        low, high = np.reshape(self.renderer.ComputeVisiblePropBounds(), (3, 2)).T
        nodes = self.nodes.places_mm
        if len(nodes) and (low <= high).all():
            low, high = np.minimum(low, nodes.min(axis=0) - 10), np.maximum(high, nodes.max(axis=0) + 10)
            self.renderer.ResetCameraClippingRange(*np.stack([low, high], axis=1).ravel())
        else:
            self.renderer.ResetCameraClippingRange()

    def _place(self) -> None:
        self.letters.place(self.box_mm)
        self.cursor.move(self.cursor.position_mm, self.box_mm)

    def _recolour(self) -> None:
        self._data = {
            is_light: self._with_colours(mesh, self._colours_over[is_light])
            for is_light, mesh in ((False, self._surface), (True, self._light_mesh))
            if mesh is not None
        }
        self._refresh_surface()

    def _refresh_surface(self) -> None:
        data = self._data.get(self._is_moving) or self._data.get(False)
        if data is not None:
            self._mapper.SetInputData(data)
        self._actor.SetVisibility(data is not None and self._surface_on and self.surface_opacity > 0)
        peels = not self._is_soft and not self._is_moving and self.surface_opacity < 1
        self.renderer.SetUseDepthPeeling(peels)
        self.renderer.SetMaximumNumberOfPeels(4)

    def _with_colours(self, mesh: SurfaceMesh, rgba: np.ndarray | None) -> vtkPolyData:
        """The mesh in the colour of the surface, darker in the sulci, with colours of an overlay laid over it."""
        shade = np.ones(len(mesh.points_mm), np.float32) if mesh.shade is None else mesh.shade
        colour = np.array(self._colours.surface, np.float32) * (0.42 + 0.58 * shade[:, None]) * 255
        if rgba is not None:
            alpha = rgba[:, 3:].astype(np.float32) / 255
            over = rgba[:, :3] * (0.65 + 0.35 * shade[:, None])
            colour += (over - colour) * alpha
        data = _with_normals(mesh)
        data.GetPointData().SetScalars(numpy_to_vtk(np.round(colour).astype(np.uint8), deep=True))
        return data


def _with_normals(mesh: SurfaceMesh) -> vtkPolyData:
    data = polydata(mesh)
    data.GetPointData().SetNormals(numpy_to_vtk(mesh.normals, deep=True))
    return data


def _surface_actor() -> tuple[vtkActor, vtkPolyDataMapper]:
    actor, mapper = vtkActor(), vtkPolyDataMapper()
    actor.SetMapper(mapper)
    look = actor.GetProperty()
    look.SetInterpolationToPhong()
    look.SetAmbient(0.10)
    look.SetDiffuse(0.90)
    look.SetSpecular(0.18)
    look.SetSpecularPower(28)
    return actor, mapper


def _lights() -> list[vtkLight]:
    """A warm key light from above left, a cool fill from the right, a weak one from below; all follow the viewer."""
    lights = []
    for position, colour, intensity in (
        ((-0.55, 0.75, 1.0), (1.0, 0.97, 0.92), 0.95),
        ((0.9, 0.15, 0.8), (0.86, 0.92, 1.0), 0.38),
        ((0.0, -0.9, 0.35), (0.9, 0.93, 1.0), 0.16),
    ):
        light = vtkLight()
        light.SetLightTypeToCameraLight()
        light.SetPosition(*position)
        light.SetFocalPoint(0, 0, 0)
        light.SetColor(*colour)
        light.SetIntensity(intensity)
        lights.append(light)
    return lights
