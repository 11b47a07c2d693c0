"""The spaces of the processed patient that is open: which layer is in which, and how it is seen in the one shown.

While no processed patient is open, all layers share the millimetres of their headers, and nothing here changes that.
With one open, the views show one space at a time. An image under the others (T1, series) is seen in its own space only.
Maps, masks and regions are brought to the space shown: between native spaces their grid is placed elsewhere, exactly;
between a native space and MNI they are resampled in the background, and are not seen until that is done.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.grid import Grid
from analysis.image import Series, Volume
from analysis.pipeline.routes import Routes, Space
from analysis.quality.lights import Verdict
from gui.layer import ALIGNMENT, Change, Layer, Role

_BORDER_MM = 1e-3
_ALL = Change.SPACE | Change.LAYERS | Change.DISPLAY


def _tr(text: str) -> str:
    return QCoreApplication.translate("spaces", text)


@dataclass(frozen=True, eq=False)
class ProcessedPatient:
    """A processed patient: its pseudonym, its folder, its ways, and which scans (by the hash of their file) it has.

    ``verdict`` is what the lights of its quality mean together; None where they were not measured yet.
    ``statistics`` are the maps in its folder; None where nobody has looked.
    """

    name: str
    routes: Routes
    folder: Path | None = None
    hashes: Mapping[str, Space] = field(default_factory=dict)
    verdict: Verdict | None = None
    statistics: tuple[str, ...] | None = None


@dataclass(frozen=True, eq=False)
class BroughtRegions:
    """A map of regions as it is in another space, to be looked at: labels ``grid.shape`` uint16, Fortran-ordered."""

    grid: Grid
    data: np.ndarray


class Spaces:
    """Part of the session: each change is told through `changed` with what it touches."""

    def __init__(self, changed: Callable[[Change], None]) -> None:
        self._changed = changed
        self._patient: ProcessedPatient | None = None
        self._verdict: Verdict | None = None
        self._current = Space.MNI
        self._homes: dict[int, Space] = {}  # of layers that say it themselves
        self._files: dict[Path, Space | None] = {}  # of scans, found by their hash; None for scans of no known place
        self._placed: dict[int, tuple[Layer, Space, Layer]] = {}
        self._brought: dict[tuple[int, Space], tuple[Volume, Volume]] = {}  # image that was brought, and what came
        self._failed: dict[tuple[int, Space], tuple[Volume, str]] = {}
        self._regions: dict[tuple[int, Space], tuple[int, BroughtRegions | None]] = {}  # by map, with its revision

    # -- the patient -----------------------------------------------------------------------------------------

    @property
    def patient(self) -> ProcessedPatient | None:
        """The processed patient that is open."""
        return self._patient

    @property
    def current(self) -> Space | None:
        """The space that the views show; None while no processed patient is open."""
        return None if self._patient is None else self._current

    @property
    def offered(self) -> tuple[Space, ...]:
        """The spaces that can be shown."""
        return () if self._patient is None else self._patient.routes.spaces

    def open(self, patient: ProcessedPatient, space: Space) -> None:
        """Take in a patient; layers whose place is told by nothing else share the millimetres of its anatomy."""
        for known in (self._files, self._placed, self._brought, self._failed, self._regions):
            known.clear()
        self._patient, self._current, self._verdict = patient, space, patient.verdict
        self._changed(_ALL)

    def note_verdict(self, verdict: Verdict) -> None:
        """Take in what the lights of the open patient mean together: they were measured, or measured again."""
        if self._patient is not None and self._verdict != verdict:
            self._verdict = verdict
            self._changed(Change.QUALITY)

    @property
    def verdict(self) -> Verdict | None:
        """What the lights of the open patient mean together; None where they were not measured yet."""
        return None if self._patient is None else self._verdict

    def close(self) -> None:
        """Forget the patient: from now on only headers count."""
        was_open = self._patient is not None
        self._patient = None
        for known in (self._homes, self._files, self._placed, self._brought, self._failed, self._regions):
            known.clear()
        if was_open:
            self._changed(_ALL)

    def show(self, space: Space) -> None:
        """Show another space; the session moves the crosshair along."""
        self._current = space

    # -- where layers are -------------------------------------------------------------------------------------

    def settle(self, layer_id: int, space: Space) -> None:
        """Say in which space a layer is."""
        self._homes[layer_id] = space

    def said(self, layer_id: int) -> Space | None:
        """The space that was said of a layer; None where its header or its file tells it."""
        return self._homes.get(layer_id)

    def settle_file(self, path: Path, digest: str) -> None:
        """Say what the hash of a scan's file is, and so which scan of the patient it is."""
        if self._patient is None:
            return
        found = self._files[path] = self._patient.hashes.get(digest)
        has_moved = found is not None and found is not self._patient.routes.anatomy
        self._changed(_ALL if has_moved else Change.DISPLAY)

    def is_of_patient(self, path: Path) -> bool:
        """Whether the hash of this file is that of a scan of the patient."""
        return self._files.get(path) is not None

    def is_unsettled(self, path: Path) -> bool:
        """Whether the hash of this file is not known yet."""
        return path not in self._files

    def home(self, layer: Layer) -> Space | None:
        """The space of a layer; None while no processed patient is open."""
        if self._patient is None:
            return None
        if layer.id in self._homes:
            return self._homes[layer.id]
        if layer.space == "MNI152":
            return Space.MNI
        scan, anatomy = layer.scan, self._patient.routes.anatomy
        if scan is None or scan.path is None or ALIGNMENT in scan.facts:
            return anatomy
        return self._files.get(scan.path) or anatomy

    def point(self, xyz_mm: np.ndarray, source: Space | None, target: Space | None) -> np.ndarray:
        """Map a place ``(3,)`` from one space to another; unchanged while no processed patient is open."""
        if self._patient is None or source is None or target is None or source is target:
            return xyz_mm
        return self._patient.routes.point(xyz_mm, source, target)

    def home_of_regions(self, home: Space | None, meaning: str) -> Space | None:
        """The space of a map of regions; None while no processed patient is open.

        Without a home, ``meaning`` of its millimetres ("MNI152" or another) tells it, as that of a layer does.
        """
        if self._patient is None:
            return None
        return home or (Space.MNI if meaning == "MNI152" else self._patient.routes.anatomy)

    def grid_seen(self, grid: Grid, home: Space | None, meaning: str = "scanner") -> Grid | None:
        """Where a grid of one space is in the space shown; None where that is not a matter of its affine alone."""
        home = self.home_of_regions(home, meaning)
        if self._patient is None or home is None or home is self._current:
            return grid
        if not (home.is_native and self._current.is_native):
            return None
        return self._patient.routes.placed(grid, home, self._current)

    # -- how layers are seen ------------------------------------------------------------------------------------

    def seen(self, layer: Layer) -> Layer | None:
        """The layer as it is seen in the space shown, or None where it is not."""
        home = self.home(layer)
        if self._patient is None or home is None or home is self._current:
            return layer
        if layer.role is Role.UNDERLAY or isinstance(layer.image, Series):
            return None
        if home.is_native and self._current.is_native:
            return self._place(layer, home)
        source, brought = self._brought.get((layer.id, self._current), (None, None))
        return replace(layer, image=brought) if brought is not None and source is layer.image else None

    def to_bring(self, layer: Layer) -> tuple[Volume, Space, Space] | None:
        """What must be resampled so that a layer can be seen: its image, from which space, to which."""
        home = self.home(layer)
        if home is None or self.seen(layer) is not None or layer.role is Role.UNDERLAY:
            return None
        if not isinstance(layer.image, Volume) or self.failure(layer):
            return None
        return layer.image, home, self._current

    def bring(self, layer_id: int, source: Volume, space: Space, brought: Volume) -> None:
        """Take in a layer's image as it is in another space."""
        self._brought[layer_id, space] = (source, brought)
        self._changed(Change.DISPLAY)

    def note_failure(self, layer_id: int, source: Volume, space: Space, sentence: str) -> None:
        """Remember why a layer could not be brought, so that it is not tried again."""
        self._failed[layer_id, space] = (source, sentence)
        self._changed(Change.DISPLAY)

    # -- how regions of another space are seen ---------------------------------------------------------------------

    def regions_seen(self, map_id: int) -> BroughtRegions | None:
        """A map of regions of another space as it was last brought to the one shown; None where it is not there yet."""
        return self._regions.get((map_id, self._current), (0, None))[1]

    def has_regions(self, map_id: int, revision: int) -> bool:
        """Whether a map of regions was brought to the space shown (or could not be) as it is at a revision."""
        return self._regions.get((map_id, self._current), (-1, None))[0] == revision

    def bring_regions(self, map_id: int, revision: int, space: Space, brought: BroughtRegions | None) -> None:
        """Take in a map of regions as it is in another space; None where it could not be brought."""
        self._regions[map_id, space] = (revision, brought)
        self._changed(Change.ROIS)

    def failure(self, layer: Layer) -> str:
        """Why a layer could not be brought to the space shown."""
        source, sentence = self._failed.get((layer.id, self._current), (None, ""))
        return sentence if source is layer.image else ""

    def remark(self, layer: Layer) -> str:
        """A few words on where a layer is, and why it is not seen where it is not; empty without a patient."""
        home = self.home(layer)
        if home is None:
            return ""
        if home is self._current:
            known = layer.scan is None or layer.scan.path is None or self._files.get(layer.scan.path, home) is not None
            return space_name(home) if known else _tr("{space}, by its header").format(space=space_name(home))
        if self.seen(layer) is not None:
            return _tr("{space}, brought here").format(space=space_name(home))
        if layer.role is Role.UNDERLAY or isinstance(layer.image, Series):
            return _tr("{space}: seen there only").format(space=space_name(home))
        failure = self.failure(layer)
        if failure:
            return failure
        if not layer.display.visible:
            return space_name(home)
        return _tr("{space}: being brought here …").format(space=space_name(home))

    def _place(self, layer: Layer, home: Space) -> Layer:
        assert self._patient is not None
        known, space, placed = self._placed.get(layer.id, (None, None, None))
        if placed is None or known is None or known.image is not layer.image or space is not self._current:
            grid = self._patient.routes.placed(layer.grid, home, self._current)
            placed = replace(layer, image=replace(layer.image, grid=grid))
        elif known is not layer:  # drawn another way
            placed = replace(layer, image=placed.image)
        self._placed[layer.id] = (layer, self._current, placed)
        return placed


def space_name(space: Space) -> str:
    """A space as the window calls it."""
    names = {
        Space.T1: _tr("Native T1"),
        Space.EPI: _tr("Native EPI"),
        Space.ASL: _tr("Native ASL"),
        Space.MNI: _tr("MNI"),
    }
    return names[space]


def kept_inside(xyz_mm: np.ndarray, box_mm: np.ndarray) -> np.ndarray:
    """``(3,)`` read-only: a place, at most at the border of a box.

    Parameters
    ----------
    xyz_mm : ``(3,)``
    box_mm : ``(2, 3)`` lowest and highest xyz; the upper face of the last voxel is the first place outside it
    """
    low, high = box_mm
    border = np.minimum(_BORDER_MM, (high - low) / 2)
    point: np.ndarray = np.clip(np.asarray(xyz_mm, dtype=np.float64), low + border, high - border)
    point.flags.writeable = False
    return point
