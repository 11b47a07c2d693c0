"""Brings layers and regions of a processed patient to the space that is shown, and finds out which scans it has.

It follows the session: whatever is switched on and cannot be seen because it is in another space is resampled by a job.
"""

from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject

from analysis.errors import AlgoscopeError
from analysis.image import Volume
from analysis.labels.frozen import FrozenLabels
from analysis.pipeline.case import subject_of
from analysis.pipeline.routes import Routes, Space, project
from analysis.progress import Progress, silent
from analysis.provenance import sha256_of_file
from analysis.sampling import Interpolation
from analysis.scan import Modality
from gui.drawing import OpenLabels
from gui.jobs import JobRunner
from gui.session import Change, Layer, Role, Session
from gui.spaces import BroughtRegions, ProcessedPatient

_HEADS = (Modality.T1, Modality.BOLD, Modality.ASL)
Outcome = Volume | AlgoscopeError


def _tr(text: str) -> str:
    return QCoreApplication.translate("projector", text)


def _person(path: Path) -> tuple[Path, str] | None:
    """The folder of a subject in a dataset in which a scan lies; None where its place does not tell whose it is."""
    label = subject_of(path)
    folder = next((above for above in path.absolute().parents if label and above.name == f"sub-{label}"), None)
    return None if folder is None else (folder, label)


class Projector(QObject):
    """Submits the jobs that `gui.spaces.Spaces` asks for; what comes too late is dropped."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._asked: dict[tuple[int, Space], Volume] = {}
        self._asked_regions: dict[tuple[int, Space], int] = {}
        self._hashing: set[Path] = set()
        self._known: dict[Path, bool] = {}  # whether a file whose hash is known is a scan of the patient
        self._told: set[Path] = set()
        session.changed.connect(self.refresh)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        patient = self._session.spaces.patient
        if patient is None:
            self._asked.clear()
            self._asked_regions.clear()
            for known in (self._hashing, self._known, self._told):
                known.clear()
        elif change & (Change.LAYERS | Change.DISPLAY | Change.VALUES):
            for layer in self._session.layers:
                self._settle(layer)
                if layer.display.visible:
                    self._bring(layer, patient.routes)
        if patient is not None and change & (Change.ROIS | Change.SPACE):
            for drawn in self._session.drawing.maps:
                if drawn.is_visible:
                    self._bring_regions(drawn, patient.routes)

    def _settle(self, layer: Layer) -> None:
        """Find out by its hash whether a file is a scan of the patient."""
        path = None if layer.scan is None or layer.space == "MNI152" else layer.scan.path
        if path is None or path in self._hashing or not self._session.spaces.is_unsettled(path):
            return
        self._hashing.add(path)
        self._jobs.submit(
            _tr("Recognise {name}").format(name=layer.name),
            hash_of,
            path,
            on_done=partial(self._settled, self._session.spaces.patient, layer),
            quiet=True,
        )

    def _settled(self, patient: ProcessedPatient | None, layer: Layer, digest: str) -> None:
        """Take in what the file is, and say so if a head is open that the patient may not have."""
        assert layer.scan is not None
        assert layer.scan.path is not None
        if patient is None or self._session.spaces.patient is not patient:
            return
        self._session.spaces.settle_file(layer.scan.path, digest)
        self._known[layer.scan.path] = digest in patient.hashes
        if not self._hashing - self._known.keys():
            self._tell_strangers(patient)

    def _tell_strangers(self, patient: ProcessedPatient) -> None:
        """Say which heads may be another patient's, once all are settled; one that is known speaks for its folder."""
        spaces = self._session.spaces
        scans = (layer.scan for layer in self._session.layers if layer.scan is not None)
        paths = {scan.path for scan in scans if scan.path is not None} | self._known.keys()
        people = {_person(path) for path in paths if spaces.is_of_patient(path)} - {None}
        for layer in self._session.layers:
            path = None if layer.scan is None else layer.scan.path
            if path is None or layer.scan is None or self._known.get(path, True) or path in self._told:
                continue
            self._told.add(path)
            inside = patient.folder is not None and path.is_relative_to(patient.folder)
            same_name = f"sub-{subject_of(path) or 'patient'}" == patient.name  # another scan of the same person
            if layer.scan.modality in _HEADS and not inside and not same_name and _person(path) not in people:
                words = _tr("{name} is none of the scans that {patient} was processed from: is it another patient's?")
                self._session.tell(words.format(name=layer.name, patient=patient.name))

    def _bring(self, layer: Layer, routes: Routes) -> None:
        wanted = self._session.spaces.to_bring(layer)
        if wanted is None:
            return
        image, source, target = wanted
        if self._asked.get((layer.id, target)) is image:
            return
        self._asked[layer.id, target] = image
        self._jobs.submit(
            _tr("Bring {name} to the space shown").format(name=layer.name),
            bring,
            image,
            routes,
            source,
            target,
            interpolation_of(layer),
            on_done=partial(self._brought, routes, layer.id, image, target),
            key=f"bring {layer.id} {target.name}",
            quiet=True,
        )

    def _brought(self, routes: Routes, layer_id: int, image: Volume, target: Space, outcome: Outcome) -> None:
        self._asked.pop((layer_id, target), None)
        patient = self._session.spaces.patient
        if patient is None or patient.routes is not routes or not self._session.has_layer(layer_id):
            return
        if isinstance(outcome, Volume):
            self._session.spaces.bring(layer_id, image, target, outcome)
        else:
            self._session.spaces.note_failure(layer_id, image, target, str(outcome))

    # -- regions -------------------------------------------------------------------------------------------------

    def _bring_regions(self, drawn: OpenLabels, routes: Routes) -> None:
        """Have a map of regions that is drawn in another space brought here, to be looked at."""
        spaces, labels = self._session.spaces, drawn.labels
        source, target = spaces.home_of_regions(drawn.home, drawn.space), spaces.current
        if source is None or target is None or self._session.grid_of(drawn) is not None:
            return
        asked = (drawn.id, target)
        if spaces.has_regions(drawn.id, labels.revision) or self._asked_regions.get(asked) == labels.revision:
            return
        self._asked_regions[asked] = labels.revision
        self._jobs.submit(
            _tr("Bring the regions {name} to the space shown").format(name=drawn.name),
            bring_regions,
            labels.frozen(),
            routes,
            source,
            target,
            on_done=partial(self._regions_brought, routes, drawn.id, labels.revision, target),
            key=f"bring regions {drawn.id} {target.name}",
            quiet=True,
        )

    def _regions_brought(
        self, routes: Routes, map_id: int, revision: int, target: Space, outcome: BroughtRegions | AlgoscopeError | None
    ) -> None:
        if self._asked_regions.get((map_id, target)) == revision:
            del self._asked_regions[map_id, target]
        patient = self._session.spaces.patient
        if patient is None or patient.routes is not routes or not self._session.drawing.has_map(map_id):
            return
        if isinstance(outcome, AlgoscopeError):
            self._session.tell(str(outcome))
        brought = outcome if isinstance(outcome, BroughtRegions) else None
        self._session.spaces.bring_regions(map_id, revision, target, brought)


def bring_regions(
    labels: FrozenLabels, routes: Routes, source: Space, target: Space, progress: Progress = silent
) -> BroughtRegions | AlgoscopeError | None:
    """The job: a map of regions in another space, by the nearest voxel, in one step; None where there are none.

    The labels are whole numbers up to 65,535, which float32 holds exactly.
    """
    data = labels.data()
    if not data.any():
        return None
    try:
        seen = project(Volume(labels.grid, data), routes, source, target, Interpolation.NEAREST, progress)
    except AlgoscopeError as error:
        return error
    return BroughtRegions(seen.grid, np.nan_to_num(seen.data).astype(np.uint16, order="F"))


def interpolation_of(layer: Layer) -> Interpolation:
    """No value may arise between two regions, or half inside a mask."""
    is_discrete = layer.role in Role.MASK | Role.VEIL or layer.names is not None
    return Interpolation.NEAREST if is_discrete else Interpolation.LINEAR


def bring(
    image: Volume,
    routes: Routes,
    source: Space,
    target: Space,
    interpolation: Interpolation,
    progress: Progress = silent,
) -> Outcome:
    """The job: the image in another space, or why there is none."""
    try:
        return project(image, routes, source, target, interpolation, progress)
    except AlgoscopeError as error:
        return error


def hash_of(path: Path, progress: Progress = silent) -> str:
    """The job: the hash of a file; empty where it cannot be read any more."""
    progress(0.0, "")
    try:
        return sha256_of_file(path)
    except OSError:
        return ""
