"""Live seed connectivity: wherever the seed is moved, its map follows.

`LiveSeed` waits for the session's seed to move, makes the series ready once (in a job), and from then on computes one
map per paint: the latest position wins, and positions in between are never queued.
"""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, QTimer

from analysis.colour import two_sided
from analysis.errors import AlgoscopeError
from analysis.image import Mask, Series, Volume
from analysis.metrics.catalogue import SEED_FC, suited
from analysis.metrics.live import LiveConnectivity, make_live
from analysis.metrics.seeds import SphereSeed
from analysis.preprocess.brain_mask import estimate_brain_mask
from analysis.preprocess.preparation import Preparation
from analysis.progress import Progress, part, silent
from gui.commands.computing import mask_for, mask_of
from gui.commands.seeding import seed_in
from gui.jobs import JobRunner, JobState
from gui.session import Change, LayerDisplay, Role, Session

R_THRESHOLD = 0.3
DIFFERENCE_THRESHOLD = 0.2
R_MAXIMUM = 1.0


@dataclass(frozen=True, eq=False)
class SeedReading:
    """The seed's course and that of the voxel under the crosshair, each ``(n_timepoints,)``, with their correlation."""

    seed: np.ndarray
    voxel: np.ndarray
    r: float


def _tr(text: str) -> str:
    return QCoreApplication.translate("live seed", text)


def prepare(
    series: Series, mask: Mask | None, preparation: Preparation, progress: Progress = silent
) -> LiveConnectivity:
    """The job: estimate the mask if there is none, prepare, standardise."""
    if mask is None:
        mask = estimate_brain_mask(series, part(progress, 0.0, 0.3))
    return make_live(series, mask, preparation, part(progress, 0.3, 1.0))


class LiveSeed(QObject):
    """Keeps the map of the session's seed up to date."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._live: LiveConnectivity | None = None
        self._ready_for: tuple[int, Preparation] | None = None  # for which series, prepared how
        self._preparing: tuple[int, Preparation] | None = None
        self._failed_for: tuple[int, Preparation] | None = None  # not tried again until something has changed
        self._layer_id: int | None = None
        self._hidden_ids: list[int] = []
        self._course: np.ndarray | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.update_map)
        session.changed.connect(self.refresh)
        jobs.changed.connect(self._on_job)

    @property
    def reading(self) -> SeedReading | None:
        """The courses at the seed and at the crosshair; None while there is no seed or no signal."""
        if self._live is None or self._course is None or self._ready_for is None:
            return None
        layer = self._session.layer(self._ready_for[0])
        voxel = self._live.course_at(self._session.place_in(layer))
        if voxel is None:
            return None
        r = float(self._live.engine.unit(self._course) @ self._live.engine.unit(voxel))
        return SeedReading(self._course, voxel, r)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if change & Change.LAYERS and self._ready_for is not None and not self._session.has_layer(self._ready_for[0]):
            self._live, self._ready_for, self._course = None, None, None
        if change & (Change.LAYERS | Change.PREPARATION):
            self._failed_for = None
        if change & Change.SEED or (change & Change.PREPARATION and self._session.seeds.current is not None):
            self._timer.start()

    def update_map(self) -> None:
        """Compute the map of the seed where it is now."""
        seed, wanted = self._session.seeds.current, self._wanted()
        if seed is None:
            self._course = None
            self._take_away()
        elif wanted is None:
            self._session.tell(_tr("Open a BOLD series first: a seed needs time courses."))
        elif self._ready_for != wanted:
            self._prepare(wanted)
        elif self._live is not None:
            self._show(self._live, seed)

    def _wanted(self) -> tuple[int, Preparation] | None:
        layer = self._session.series_layer
        return None if layer is None else (layer.id, suited(SEED_FC, self._session.preparation))

    def _prepare(self, wanted: tuple[int, Preparation]) -> None:
        if wanted in (self._preparing, self._failed_for):
            return
        layer = self._session.layer(wanted[0])
        series = layer.image
        assert isinstance(series, Series)
        if not series.is_complete:
            return  # the next move asks again
        mask_layer = mask_for(self._session, layer)
        self._preparing = wanted
        self._jobs.submit(
            _tr("Live connectivity of {name}").format(name=layer.name),
            prepare,
            series,
            None if mask_layer is None else mask_of(mask_layer),
            wanted[1],
            on_done=self._on_ready,
            key="live seed",
        )

    def _on_ready(self, live: LiveConnectivity) -> None:
        self._live, self._ready_for, self._preparing = live, self._preparing, None
        self._timer.start()

    def _on_job(self, job: object) -> None:
        state = getattr(job, "state", None)
        if state in (JobState.FAILED, JobState.CANCELLED) and getattr(job, "key", "") == "live seed":
            self._failed_for = self._preparing if state is JobState.FAILED else None
            self._preparing = None

    def _show(self, live: LiveConnectivity, seed: SphereSeed) -> None:
        try:
            assert self._ready_for is not None
            layer = self._session.layer(self._ready_for[0])
            self._course = live.course_of(seed_in(self._session, layer, seed))
            other = self._session.seeds.compared
            if other is None:
                self._put(live.r_map(self._course), R_THRESHOLD)
            else:
                course = live.course_of(seed_in(self._session, layer, other))
                self._put(live.difference_map(self._course, course), DIFFERENCE_THRESHOLD)
        except AlgoscopeError:
            self._course = None  # the seed has left the brain; the last map stays

    def _put(self, volume: Volume, threshold: float) -> None:
        if self._layer_id is not None and self._session.has_layer(self._layer_id):
            layer = self._session.layer(self._layer_id)
            if layer.name == volume.name:
                self._session.set_values(self._layer_id, volume)
                return
            self._session.remove_layer(self._layer_id)
        series_layer = self._session.series_layer
        scan = None if series_layer is None else series_layer.scan
        selected, look = self._session.selected_layer, self._session.seeds.live_look
        with self._session.batch():
            if look is None:
                self._hide_others()
                display = LayerDisplay(two_sided(threshold, R_MAXIMUM))
            else:  # as it was when the session was saved, and so are the others
                display = LayerDisplay(look.scale, look.visible)
            layer = self._session.add_layer(volume.name, volume, Role.OVERLAY, display, scan=scan)
            if selected is not None and selected.is_series:
                self._session.select_layer(selected.id)
        self._layer_id = self._session.seeds.live_layer_id = layer.id
        self._session.seeds.live_look = None

    def _hide_others(self) -> None:
        """Other overlays would be taken for the map of the seed."""
        for layer in self._session.visible_layers:
            if layer.role is Role.OVERLAY:
                self._session.show_layer(layer.id, visible=False)
                self._hidden_ids.append(layer.id)

    def _take_away(self) -> None:
        """Close the map of a seed that was removed, and show again what it had hidden."""
        with self._session.batch():
            if self._layer_id is not None and self._session.has_layer(self._layer_id):
                self._session.remove_layer(self._layer_id)
            for layer_id in self._hidden_ids:
                if self._session.has_layer(layer_id):
                    self._session.show_layer(layer_id, visible=True)
        self._layer_id, self._hidden_ids = None, []
        self._session.seeds.live_layer_id = self._session.seeds.live_look = None
