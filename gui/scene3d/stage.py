"""VTK's off-screen window: it draws a `Scene` into an array, turns its camera, and finds what lies under a pixel.

Used from the GUI thread only. There is no VTK interactor: the widget turns drags and wheel steps into `rotate`,
`pan` and `zoom`. Nothing is observed, so nothing can be left behind.
"""

import numpy as np
import vtkmodules.vtkRenderingFreeType
import vtkmodules.vtkRenderingOpenGL2
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkUnsignedCharArray
from vtkmodules.vtkRenderingCore import vtkRenderWindow

from gui.scene3d.mesh import Ray, hits
from gui.scene3d.scene import Scene
from gui.scene3d.shaders import in_open_corner

assert vtkmodules.vtkRenderingFreeType  # imported for the classes that they register with VTK
assert vtkmodules.vtkRenderingOpenGL2

_DOTS_PER_INCH = 72


class Stage:
    """An off-screen window on one scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._window: vtkRenderWindow | None = vtkRenderWindow()
        self._window.SetShowWindow(False)
        self._window.SetOffScreenRendering(1)
        self._window.SetMultiSamples(0)  # in software four samples cost three times the time
        self._window.SetNumberOfLayers(2)
        for renderer in (scene.renderer, scene.top, scene.corner.renderer):
            self._window.AddRenderer(renderer)
        self._buffer = vtkUnsignedCharArray()
        self.resize(400, 400)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture in pixels."""
        return self._size

    def resize(self, width: int, height: int, scale: float = 1.0) -> None:
        """Draw pictures of this size from now on; `scale` is that of letters and lines, 1 for 72 dots per inch."""
        self._size = max(8, int(width)), max(8, int(height))
        if self._window is not None:
            self._window.SetSize(*self._size)
            self._window.SetDPI(max(24, round(_DOTS_PER_INCH * scale)))
        self.scene.scale_lines(scale)
        width, height = self._size
        side = min(0.28, 92 * scale / width), min(0.28, 92 * scale / height)
        self.scene.corner.renderer.SetViewport(1 - side[0], 1 - side[1], 1, 1)

    def render(self) -> np.ndarray:
        """Draw; ``(height, width, 4)`` uint8 RGBA, the top row first. Raises RuntimeError after `release`."""
        if self._window is None:
            raise RuntimeError("this stage has been released")
        self.scene.before_render()
        self._window.Render()
        width, height = self._size
        self._window.GetRGBACharPixelData(0, 0, width - 1, height - 1, 0, self._buffer, 0)
        picture = vtk_to_numpy(self._buffer).reshape(height, width, 4)[::-1].copy()
        picture[..., 3] = 255
        return picture

    def capabilities(self) -> str:
        """What OpenGL says of itself, after a first picture."""
        return str(self._window.ReportCapabilities()) if self._window is not None else ""

    # -- the camera -----------------------------------------------------------------------------------------

    def rotate(self, right_px: float, down_px: float) -> None:
        """Turn the brain under the pointer: half the window's width or height is half a turn."""
        camera = self.scene.renderer.GetActiveCamera()
        width, height = self._size
        camera.Azimuth(-360.0 * right_px / width * 0.5)
        camera.Elevation(360.0 * down_px / height * 0.5)
        camera.OrthogonalizeViewUp()

    def pan(self, right_px: float, down_px: float) -> None:
        """Move the brain with the pointer."""
        camera = self.scene.renderer.GetActiveCamera()
        right, up = self._screen_axes()
        move = (-right_px * right + down_px * up) * self._mm_per_pixel()
        camera.SetFocalPoint(*(np.array(camera.GetFocalPoint()) + move))
        camera.SetPosition(*(np.array(camera.GetPosition()) + move))

    def zoom(self, factor: float) -> None:
        """Make everything larger by a factor; the size stays within a twentieth and twenty times the brain."""
        camera = self.scene.renderer.GetActiveCamera()
        box = self.scene.box_mm
        radius = float(np.linalg.norm(box[1] - box[0]) / 2)
        camera.SetParallelScale(float(np.clip(camera.GetParallelScale() / factor, radius / 20, radius * 20)))
        if not camera.GetParallelProjection():
            camera.SetViewAngle(float(np.clip(camera.GetViewAngle() / factor, 2, 100)))

    # -- pixel <-> world ------------------------------------------------------------------------------------

    def to_pixel(self, xyz_mm: np.ndarray) -> tuple[float, float]:
        """Column and row, from the top left, at which a place is drawn."""
        renderer = self.scene.renderer
        renderer.SetWorldPoint((*(float(v) for v in xyz_mm), 1.0))
        renderer.WorldToDisplay()
        column, row, _ = renderer.GetDisplayPoint()
        return column - 0.5, self._size[1] - row - 0.5

    def ray(self, column: float, row: float) -> Ray:
        """The line of sight through the centre of a pixel."""
        near, far = (self._display_to_world(column + 0.5, self._size[1] - row - 0.5, depth) for depth in (0.0, 1.0))
        direction = far - near
        return Ray(near, direction / np.linalg.norm(direction))

    def pick(self, column: float, row: float) -> np.ndarray | None:
        """``(3,)`` mm of what is drawn at a pixel: slice plane, blob or surface, whichever is nearest; or None."""
        ray = self.ray(column, row)
        node = self.scene.nodes.hit(ray)
        if node is not None:  # nodes are drawn on top of everything
            return self.scene.nodes.places_mm[node].copy()
        found = [quad.hit(ray) for quad in self.scene.planes.values()]
        corner_mm, signs = self.scene.corner_now()
        for mesh, is_cut in self.scene.pickable_meshes:
            distances = hits(ray, mesh)
            if is_cut:
                points = ray.start_mm + distances[:, None] * ray.direction
                distances = distances[~in_open_corner(points, corner_mm, signs)]
            found.append(float(distances[0]) if len(distances) else None)
        met = [distance for distance in found if distance is not None]
        return ray.start_mm + min(met) * ray.direction if met else None

    def node_at(self, column: float, row: float) -> int | None:
        """The node of the graph that is drawn at a pixel, or None."""
        return self.scene.nodes.hit(self.ray(column, row))

    def release(self) -> None:
        """Give back OpenGL's memory. The stage draws no more; a second call does nothing."""
        if self._window is None:
            return
        for renderer in (self.scene.renderer, self.scene.top, self.scene.corner.renderer):
            self._window.RemoveRenderer(renderer)
        self._window.Finalize()
        self._window = None

    def _display_to_world(self, x: float, y: float, depth: float) -> np.ndarray:
        renderer = self.scene.renderer
        renderer.SetDisplayPoint(x, y, depth)
        renderer.DisplayToWorld()
        point = np.array(renderer.GetWorldPoint())
        return point[:3] / point[3]

    def _screen_axes(self) -> tuple[np.ndarray, np.ndarray]:
        """Unit vectors of the world that point right and up on the screen."""
        camera = self.scene.renderer.GetActiveCamera()
        forward, up = np.array(camera.GetDirectionOfProjection()), np.array(camera.GetViewUp())
        right = np.cross(forward, up)
        right /= np.linalg.norm(right)
        return right, np.cross(right, forward)

    def _mm_per_pixel(self) -> float:
        camera = self.scene.renderer.GetActiveCamera()
        if camera.GetParallelProjection():
            half_mm = camera.GetParallelScale()
        else:
            half_mm = camera.GetDistance() * np.tan(np.radians(camera.GetViewAngle() / 2))
        return float(2 * half_mm / self._size[1])
