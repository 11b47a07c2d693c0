"""The 3D crosshair: three thin lines with a gap around a small ball."""

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkFiltersSources import vtkSphereSource
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkRenderer

_GAP_MM = 7.0
_BALL_MM = 2.0
_LINE = 1.2  # points


class Cursor:
    """A place in the world, marked on top of everything so that nothing can hide it."""

    def __init__(self, renderer: vtkRenderer) -> None:
        self.position_mm = np.zeros(3)
        self._lines, self._ball = vtkActor(), vtkActor()
        self._points = vtkPoints()
        self._lines.SetMapper(self._line_mapper())
        sphere = vtkSphereSource()
        sphere.SetRadius(_BALL_MM)
        sphere.SetThetaResolution(20)
        sphere.SetPhiResolution(14)
        mapper = vtkPolyDataMapper()
        mapper.SetInputConnection(sphere.GetOutputPort())
        self._ball.SetMapper(mapper)
        self.scale_lines(1.0)
        self._lines.GetProperty().SetOpacity(0.75)
        for actor in (self._lines, self._ball):
            actor.GetProperty().LightingOff()
            renderer.AddActor(actor)

    def move(self, xyz_mm: np.ndarray, box_mm: np.ndarray) -> None:
        """Put the crosshair at a place; its lines end at the faces of the box ``(2, 3)`` or reach it from outside."""
        self.position_mm = np.array(xyz_mm, dtype=np.float64)
        self._ball.SetPosition(*self.position_mm)
        ends = np.tile(self.position_mm, (12, 1))
        for axis in range(3):
            here, (low, high) = self.position_mm[axis], box_mm[:, axis]
            ends[4 * axis : 4 * axis + 4, axis] = (
                min(low, here - _GAP_MM),
                here - _GAP_MM,
                here + _GAP_MM,
                max(high, here + _GAP_MM),
            )
        self._points.SetData(numpy_to_vtk(ends, deep=True))
        self._points.Modified()

    def show(self, on: bool) -> None:
        """Draw the crosshair or not."""
        self._lines.SetVisibility(on)
        self._ball.SetVisibility(on)

    def scale_lines(self, pixels: float) -> None:
        """Draw lines for a screen of so many pixels per point."""
        self._lines.GetProperty().SetLineWidth(max(1.0, _LINE * pixels))

    def paint(self, colour: tuple[float, float, float]) -> None:
        """Give lines and ball a colour."""
        self._lines.GetProperty().SetColor(*colour)
        self._ball.GetProperty().SetColor(*colour)

    def _line_mapper(self) -> vtkPolyDataMapper:
        self._points.SetData(numpy_to_vtk(np.zeros((12, 3)), deep=True))
        lines = vtkCellArray()
        for start in range(0, 12, 2):
            lines.InsertNextCell(2, (start, start + 1))
        data = vtkPolyData()
        data.SetPoints(self._points)
        data.SetLines(lines)
        mapper = vtkPolyDataMapper()
        mapper.SetInputData(data)
        return mapper
