"""A slice plane in 3D: a picture on a rectangle that lies where its `Plane` says, with a frame in its colour."""

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkImageData, vtkPolyData
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkRenderer, vtkTexture

from analysis.errors import GeometryError
from analysis.plane import Plane
from gui.scene3d.captions import Rgb
from gui.scene3d.mesh import Ray, SurfaceMesh, hits
from gui.scene3d.shaders import leave_holes


class PictureQuad:
    """One slice plane."""

    def __init__(self, renderer: vtkRenderer, frame: Rgb) -> None:
        self._plane: Plane | None = None
        self._alpha: np.ndarray | None = None
        self._is_on = True
        self._points, self._image, self._texture = vtkPoints(), vtkImageData(), vtkTexture()
        self._picture, self._frame = vtkActor(), vtkActor()
        self._points.SetData(numpy_to_vtk(np.zeros((4, 3)), deep=True))
        self._picture.SetMapper(_mapper(self._rectangle()))
        self._frame.SetMapper(_mapper(self._outline()))
        self._texture.SetInputData(self._image)
        self._texture.InterpolateOn()
        self._texture.SetColorModeToDirectScalars()
        self._picture.SetTexture(self._texture)
        self._frame.GetProperty().SetColor(*frame)
        self.scale_lines(1.0)
        self._frame.GetProperty().SetOpacity(0.7)
        leave_holes(self._picture)
        for actor in (self._picture, self._frame):
            actor.GetProperty().LightingOff()
            actor.VisibilityOff()
            renderer.AddActor(actor)

    @property
    def has_picture(self) -> bool:
        """Whether there is something to show."""
        return self._plane is not None

    @property
    def box_mm(self) -> np.ndarray | None:
        """``(2, 3)`` lowest and highest xyz of the corners, or None without a picture."""
        if self._plane is None:
            return None
        corners = _corners(self._plane)
        return np.array([corners.min(axis=0), corners.max(axis=0)])

    def set_picture(self, plane: Plane, rgb: np.ndarray) -> None:
        """Show a picture ``(rows, columns, 3 or 4)`` uint8 where its plane lies.

        Raises `GeometryError` if the picture does not have the shape of the plane.
        """
        if rgb.shape[:2] != plane.shape or rgb.shape[2] not in (3, 4):
            raise GeometryError(f"A picture of shape {rgb.shape} does not fit a plane of {plane.shape} pixels.")
        rgba = rgb if rgb.shape[2] == 4 else np.dstack([rgb, np.full(plane.shape, 255, np.uint8)])
        self._plane, self._alpha = plane, rgba[..., 3]
        self._image.SetDimensions(plane.shape[1], plane.shape[0], 1)
        # The first row of the picture is the top one; that of a texture has t = 0, where the top corners are.
        scalars = numpy_to_vtk(np.ascontiguousarray(rgba, np.uint8).reshape(-1, 4), deep=True)
        self._image.GetPointData().SetScalars(scalars)
        self._image.Modified()
        self._points.SetData(numpy_to_vtk(_corners(plane), deep=True))
        self._points.Modified()
        self._refresh()

    def clear(self) -> None:
        """Show nothing."""
        self._plane = self._alpha = None
        self._refresh()

    def show(self, on: bool) -> None:
        """Draw the plane or not."""
        self._is_on = on
        self._refresh()

    def scale_lines(self, pixels: float) -> None:
        """Draw the frame, a point wide, for a screen of so many pixels per point."""
        self._frame.GetProperty().SetLineWidth(max(1.0, pixels))

    def hit(self, ray: Ray) -> float | None:
        """Distance in mm at which a ray meets a part of the picture that is drawn, or None."""
        if self._plane is None or self._alpha is None or not self._is_on:
            return None
        distances = hits(ray, SurfaceMesh(_corners(self._plane), np.array([[0, 1, 2], [0, 2, 3]])))
        if len(distances) == 0:
            return None
        column, row = self._plane.to_pixel(ray.start_mm + distances[0] * ray.direction)
        rows, columns = self._plane.shape
        drawn = self._alpha[min(max(round(row), 0), rows - 1), min(max(round(column), 0), columns - 1)] >= 128
        return float(distances[0]) if drawn else None

    def _refresh(self) -> None:
        for actor in (self._picture, self._frame):
            actor.SetVisibility(self._is_on and self.has_picture)

    def _rectangle(self) -> vtkPolyData:
        data = vtkPolyData()
        data.SetPoints(self._points)
        data.SetPolys(_cell(0, 1, 2, 3))
        data.GetPointData().SetTCoords(numpy_to_vtk(np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32), deep=True))
        return data

    def _outline(self) -> vtkPolyData:
        data = vtkPolyData()
        data.SetPoints(self._points)
        data.SetLines(_cell(0, 1, 2, 3, 0))
        return data


def _corners(plane: Plane) -> np.ndarray:
    """``(4, 3)`` mm: top left, top right, bottom right and bottom left corner of the outermost pixels."""
    rows, columns = plane.shape
    right, bottom = columns - 0.5, rows - 0.5
    return np.array([plane.to_mm(c, r) for c, r in ((-0.5, -0.5), (right, -0.5), (right, bottom), (-0.5, bottom))])


def _cell(*indices: int) -> vtkCellArray:
    cells = vtkCellArray()
    cells.InsertNextCell(len(indices), indices)
    return cells


def _mapper(data: vtkPolyData) -> vtkPolyDataMapper:
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(data)
    return mapper
