"""The drawn regions in the 3D view: they follow each stroke in the background when it has ended."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, QTimer

from gui.jobs import Job, JobRunner
from gui.scene3d.mesh import SurfaceMesh
from gui.scene3d.region_work import DrawnMap, Key, RegionMesh, region_meshes
from gui.session import Change, Session

SOON_MS, MOST_S = 200, 1.5  # after the last change of a stroke; a long stroke is followed so often
Rgb = tuple[float, float, float]
Show = Callable[[dict[Key, tuple[SurfaceMesh, Rgb]]], None]


class RegionFollower(QObject):
    """Part of the panel: it asks the session, runs the jobs and hands over what is to be shown.

    ``is_seen`` says whether there is a picture at all; nothing is computed else.
    """

    def __init__(
        self, session: Session, jobs: JobRunner, is_seen: Callable[[], bool], show: Show, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._is_seen, self._show = session, jobs, is_seen, show
        self._known: dict[Key, RegionMesh] = {}
        self._job: Job | None = None
        self._first_s = 0.0  # when the first change came that is not followed yet
        self._timer = QTimer(self, singleShot=True, interval=SOON_MS)
        self._timer.timeout.connect(self.follow)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if not change & (Change.ROIS | Change.SPACE):
            return
        if not self._session.drawing.maps:  # nothing of a patient who was closed stays in sight
            self._timer.stop()
            self._take({})
            return
        if not self._timer.isActive():
            self._first_s = monotonic()
        if monotonic() - self._first_s < MOST_S:
            self._timer.start()  # again: what is drawn in 3D while a stroke goes on would delay it

    def stop(self) -> None:
        """Follow no more."""
        self._timer.stop()

    def follow(self) -> None:
        """Compute the surfaces of the regions as they are now; while others are computed, once these are there."""
        if not self._is_seen():
            return
        if self._job is not None and not self._job.is_over:
            self._timer.start()
            return
        maps = self._maps()
        if not maps:
            self._take({})
            return
        self._job = self._jobs.submit(
            self.tr("Regions in 3D"), region_meshes, maps, dict(self._known), on_done=self._take, quiet=True
        )

    def _maps(self) -> tuple[DrawnMap, ...]:
        found = []
        for one in self._session.drawing.maps:
            grid, brought = self._session.grid_of(one), self._session.spaces.regions_seen(one.id)
            seen = tuple(region.label for region in one.labels.regions if region.visible)
            seen = tuple(label for label in seen if one.labels.n_voxels(label))
            if not one.is_visible or not seen:
                continue
            if grid is not None:
                found.append(DrawnMap(one.id, grid, one.labels.frozen(), seen))
            elif brought is not None:
                found.append(DrawnMap(one.id, brought.grid, brought.data, seen))
        return tuple(found)

    def _take(self, meshes: dict[Key, RegionMesh]) -> None:
        self._known = meshes
        colours: dict[Key, Rgb] = {}
        for one in self._session.drawing.maps:
            for region in one.labels.regions:
                red, green, blue = (value / 255 for value in region.colour)
                colours[one.id, region.label] = (red, green, blue)
        self._show({key: (found.mesh, colours[key]) for key, found in meshes.items() if key in colours})
