"""The nodes and edges of a graph in the 3D view: balls and lines over the brain, with their short names.

They are drawn on top of everything, so that a translucent or a solid brain never hides one; a click and the pointer
find the ball that is nearest to the viewer.
"""

from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QColor
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkFiltersSources import vtkSphereSource
from vtkmodules.vtkRenderingCore import vtkActor, vtkBillboardTextActor3D, vtkPolyDataMapper, vtkRenderer

from analysis.network.graph import Graph, Kind, Node
from gui.figures.node_figure import KIND_COLOURS, MODULE_COLOURS, caption_of
from gui.scene3d.captions import Rgb, dress_text
from gui.scene3d.mesh import Ray

RADIUS_MM = 4.0
_CAPTION_POINTS = 12
_MOST_CAPTIONS = 40  # more of them hide each other and the brain


class NodeActors:
    """What is seen of a graph; nothing before `show`."""

    def __init__(self, renderer: vtkRenderer) -> None:
        self._renderer = renderer
        self._places = np.zeros((0, 3))
        self._balls: list[vtkActor] = []
        self._names: list[vtkBillboardTextActor3D] = []
        self._edges: list[vtkActor] = []
        self._widths: list[float] = []  # of the edges, in points
        self._pixels_per_point = 1.0
        self._ink: Rgb = (0.95, 0.96, 0.98)

    @property
    def places_mm(self) -> np.ndarray:
        """``(n, 3)`` where the nodes are drawn, in mm of the view."""
        return self._places

    def show(self, graph: Graph | None, places_mm: np.ndarray | None) -> None:
        """Show a graph with its nodes at places ``(n, 3)``; None takes it away."""
        for actor in (*self._balls, *self._names, *self._edges):
            self._renderer.RemoveActor(actor)
        self._balls, self._names, self._edges, self._widths, self._places = [], [], [], [], np.zeros((0, 3))
        if graph is None or places_mm is None:
            return
        self._places = np.array(places_mm, dtype=np.float64)
        strongest = max((abs(weight) for *_, weight in graph.edges), default=1.0)
        for i, j, weight in graph.edges:
            colour = KIND_COLOURS[Kind.INCREASED if weight > 0 else Kind.DECREASED]
            self._widths.append(1.0 + 2.5 * abs(weight) / strongest)
            self._edges.append(_line(self._places[[i, j]], colour))
        self.scale_lines(self._pixels_per_point)
        self._balls = [_ball(place, _colour(node)) for place, node in zip(self._places, graph.nodes, strict=True)]
        if len(graph.nodes) <= _MOST_CAPTIONS:
            self._names = [_name(place, caption_of(n)) for place, n in zip(self._places, graph.nodes, strict=True)]
        self.paint(self._ink)
        for actor in (*self._edges, *self._balls, *self._names):
            self._renderer.AddActor(actor)

    def scale_lines(self, pixels: float) -> None:
        """Draw edges for a screen of so many pixels per point."""
        self._pixels_per_point = pixels
        for edge, width in zip(self._edges, self._widths, strict=True):
            edge.GetProperty().SetLineWidth(max(1.0, width * pixels))

    def paint(self, ink: Rgb) -> None:
        """Give the names a colour."""
        self._ink = ink
        ground = 0.0 if sum(ink) > 1.5 else 1.0
        for name in self._names:
            look = name.GetTextProperty()
            look.SetColor(*ink)
            look.SetBackgroundColor(ground, ground, ground)
            look.SetBackgroundOpacity(0.45)  # names lie on the brain, whose gray is neither dark nor light

    def hit(self, ray: Ray) -> int | None:
        """The node whose ball a line of sight meets first, or None."""
        return nearest_ball(ray, self._places, RADIUS_MM)


def nearest_ball(ray: Ray, centres: Sequence[Sequence[float]] | np.ndarray, radius: float) -> int | None:
    """The ball ``(n, 3)`` that a ray meets first, or None."""
    offset = np.asarray(centres, dtype=np.float64).reshape(-1, 3) - ray.start_mm
    along = offset @ ray.direction
    aside = np.linalg.norm(offset - along[:, None] * ray.direction, axis=1)
    met = np.flatnonzero((aside <= radius) & (along > 0))
    return int(met[along[met].argmin()]) if len(met) else None


def _colour(node: Node) -> QColor:
    if node.kind is Kind.PLAIN and node.module > 0:
        return MODULE_COLOURS[(node.module - 1) % len(MODULE_COLOURS)]
    return KIND_COLOURS[node.kind]


def _ball(place: np.ndarray, colour: QColor) -> vtkActor:
    sphere = vtkSphereSource()
    sphere.SetRadius(RADIUS_MM)
    sphere.SetThetaResolution(28)
    sphere.SetPhiResolution(20)
    mapper = vtkPolyDataMapper()
    mapper.SetInputConnection(sphere.GetOutputPort())
    actor = vtkActor()
    actor.SetMapper(mapper)
    actor.SetPosition(*place)
    look = actor.GetProperty()
    look.SetColor(colour.redF(), colour.greenF(), colour.blueF())
    look.SetAmbient(0.35)
    look.SetDiffuse(0.75)
    look.SetSpecular(0.35)
    look.SetSpecularPower(24)
    return actor


def _line(ends: np.ndarray, colour: QColor) -> vtkActor:
    points, lines, data = vtkPoints(), vtkCellArray(), vtkPolyData()
    points.SetData(numpy_to_vtk(np.ascontiguousarray(ends), deep=True))
    lines.InsertNextCell(2, (0, 1))
    data.SetPoints(points)
    data.SetLines(lines)
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(data)
    actor = vtkActor()
    actor.SetMapper(mapper)
    look = actor.GetProperty()
    look.SetColor(colour.redF(), colour.greenF(), colour.blueF())
    look.LightingOff()
    return actor


def _name(place: np.ndarray, caption: str) -> vtkBillboardTextActor3D:
    actor = vtkBillboardTextActor3D()
    actor.SetInput(caption)
    actor.SetPosition(*place)
    actor.SetDisplayOffset(0, 12)
    dress_text(actor.GetTextProperty(), _CAPTION_POINTS)
    actor.PickableOff()
    return actor
