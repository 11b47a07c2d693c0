"""VTK's actors of the drawn regions: only those that have changed are made anew."""

from collections.abc import Callable, Mapping

from vtkmodules.vtkCommonDataModel import vtkPolyData
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkRenderer

from gui.scene3d.captions import Rgb
from gui.scene3d.mesh import SurfaceMesh
from gui.scene3d.region_work import Key

MakeActor = Callable[[], tuple[vtkActor, vtkPolyDataMapper]]
MakeData = Callable[[SurfaceMesh], vtkPolyData]


class RegionActors:
    """The regions of a scene, by their keys."""

    def __init__(self, renderer: vtkRenderer, make_actor: MakeActor, make_data: MakeData) -> None:
        self._renderer, self._make_actor, self._make_data = renderer, make_actor, make_data
        self._actors: dict[Key, tuple[vtkActor, vtkPolyDataMapper, SurfaceMesh]] = {}

    def show(self, regions: Mapping[Key, tuple[SurfaceMesh, Rgb]]) -> None:
        """Show these regions instead of those before."""
        for key in set(self._actors) - set(regions):
            self._renderer.RemoveActor(self._actors.pop(key)[0])
        for key, (mesh, colour) in regions.items():
            actor, mapper, before = self._actors.get(key) or (*self._make_actor(), None)
            if before is not mesh:
                mapper.SetInputData(self._make_data(mesh))
            if before is None:
                self._renderer.AddActor(actor)
            actor.GetProperty().SetColor(*colour)
            self._actors[key] = (actor, mapper, mesh)

    @property
    def meshes(self) -> tuple[SurfaceMesh, ...]:
        """What is shown."""
        return tuple(mesh for _, _, mesh in self._actors.values())

    @property
    def colours(self) -> dict[Key, Rgb]:
        """The colour of each region."""
        return {key: actor.GetProperty().GetColor() for key, (actor, _, _) in self._actors.items()}
