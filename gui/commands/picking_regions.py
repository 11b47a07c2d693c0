"""Regions found at a click: grown from a voxel, of an atlas, a cluster of a map; on the grid that is drawn on."""

from dataclasses import dataclass, replace
from math import inf

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.atlas.parcellation import Parcellation, aal, aal3
from analysis.atlas.territories import BEDS, TerritoryAtlas, territory_atlas
from analysis.errors import OptionError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.labels.carrying import carried, carried_through
from analysis.labels.growing import GrowOptions, grow
from analysis.labels.label_map import new_region
from analysis.labels.patch import Patch, trimmed
from analysis.pipeline.routes import Space
from gui.commands import drawing, regions
from gui.commands.looking import reference_layer, shown_map
from gui.drawing import Over, Source
from gui.session import Layer, Role, Session

_WHOLE_MM = 1000.0
_CORNERS = 26


def _tr(text: str) -> str:
    return QCoreApplication.translate("picking_regions", text)


@dataclass(frozen=True, eq=False)
class Found:
    """A region at a place: its voxels on the grid that is drawn on, what it is called, and what should be said."""

    patch: Patch
    name: str
    sentence: str = ""


# -- growing ----------------------------------------------------------------------------------------------------


class Growing:
    """A region that grows from a click while its range is dragged.

    It grows in the selected image, or the lowest one that is seen; on another grid it is carried to the one drawn on.
    """

    def __init__(self, session: Session, start_mm: np.ndarray, grid: Grid) -> None:
        layer = _value_layer(session)
        self.volume = layer.volume(session.timepoint)
        self._grid = grid
        self._options = session.drawing.options
        voxel = self.volume.grid.voxel_at(start_mm)
        if voxel is None:
            raise OptionError(_tr("There is no voxel of {name} here.").format(name=layer.name))
        self._start = voxel
        self.value = float(self.volume.data[voxel])
        if not np.isfinite(self.value):
            raise OptionError(_tr("{name} has no value here.").format(name=layer.name))
        low, high = self.volume.robust_range
        self.span = max(high - low, 1e-9)
        self._within = self._brain(session) if self._options.in_brain else None

    def patch(self, low: float, high: float) -> Patch | None:
        """The voxels on the grid that is drawn on, for a range of values."""
        options = GrowOptions(low, high, self._options.grow_mm, self._options.connectivity)
        found = grow(self.volume, self._start, options, self._within)
        return None if found is None else carried(found, self.volume.grid, self._grid).patch

    def _brain(self, session: Session) -> Mask | None:
        """The brain mask that is open, if the click is in it."""
        masks = [
            layer for layer in session.layers if layer.role is Role.MASK and layer.id not in session.seeds.layer_ids
        ]
        for layer in masks:
            seen = session.spaces.seen(layer)
            if seen is None or seen.is_series:
                continue
            inside = np.nan_to_num(seen.volume(0).data) > 0.5
            mask = Mask(seen.grid, inside, seen.name)
            if not seen.grid.matches(self.volume.grid):
                mask = _mask_on(mask, self.volume.grid)
            if mask.data[self._start]:
                return mask
        return None


def _mask_on(mask: Mask, grid: Grid) -> Mask:
    whole = trimmed((0, 0, 0), mask.data)
    found = None if whole is None else carried(whole, mask.grid, grid).patch
    return Mask(grid, np.zeros(grid.shape, dtype=bool) if found is None else found.on(grid), mask.name)


def _value_layer(session: Session) -> Layer:
    """The image whose values are meant, as it is seen: the selected one, else the lowest."""
    selected = session.selected_layer
    seen = {layer.id: layer for layer in session.visible_layers if layer.role is not Role.MASK and layer.names is None}
    layer = seen.get(-1 if selected is None else selected.id) or reference_layer(session)
    if layer is None:
        raise OptionError(_tr("Open an image first: a region grows by the values of one."))
    return layer


# -- at a click -------------------------------------------------------------------------------------------------


def find_at(session: Session, xyz_mm: np.ndarray, source: Source, grid: Grid) -> Found:
    """The region of an atlas, or the cluster of the map that is shown, at a place of the views.

    Raises
    ------
    OptionError
        if there is none, or it is not known where MNI space is
    """
    if source is Source.CLUSTER:
        return _cluster_at(session, xyz_mm, grid)
    places = _to_mni(session, xyz_mm[None])
    atlas = _atlas_of(source)
    number = int(atlas.labels_at(places)[0])
    if not number:
        raise OptionError(_tr("There is no region of this atlas here."))
    if isinstance(atlas, Parcellation):
        name = atlas.names[number].replace("_", " ")
    else:
        name = f"{BEDS[number - 1].territory.value}, {BEDS[number - 1].side.value}"
    patch = _from_mni(session, atlas, grid, number)
    if patch is None:
        raise OptionError(_tr("{name} has no voxel on the grid that is drawn on.").format(name=name))
    return Found(patch, name)


def _atlas_of(source: Source) -> Parcellation | TerritoryAtlas:
    if source is Source.TERRITORIES:
        return territory_atlas()
    return aal3() if source is Source.AAL3 else aal()


def _to_mni(session: Session, points_mm: np.ndarray) -> np.ndarray:
    spaces = session.spaces
    if spaces.current is not None and spaces.patient is not None:
        return spaces.patient.routes.points(points_mm, spaces.current, Space.MNI)
    if not session.layers or any(layer.space != "MNI152" for layer in session.layers):
        raise OptionError(
            _tr("Where MNI space is in this scan is not known yet: process the patient first (Patient page).")
        )
    return points_mm


def _from_mni(session: Session, atlas: Parcellation | TerritoryAtlas, grid: Grid, number: int) -> Patch | None:
    """The voxels of a grid in the space shown whose centres lie in a region of an atlas in MNI space."""
    whole = trimmed((0, 0, 0), atlas.labels == number)
    assert whole is not None
    spaces = session.spaces
    if spaces.current is None or spaces.patient is None or spaces.current is Space.MNI:
        return carried(whole, atlas.grid, grid).patch
    routes, here = spaces.patient.routes, spaces.current
    return carried_through(
        whole,
        atlas.grid,
        grid,
        lambda points: routes.points(points, Space.MNI, here),
        lambda points: routes.points(points, here, Space.MNI),
    ).patch


def _cluster_at(session: Session, xyz_mm: np.ndarray, grid: Grid) -> Found:
    """The voxels beyond the threshold of the map that are connected (by corners too) with the one at a place."""
    layer = shown_map(session)
    if layer is None or layer.names is not None:
        raise OptionError(_tr("Show a map with a threshold first: a click then takes the cluster under it."))
    volume = layer.volume(session.timepoint)
    voxel = volume.grid.voxel_at(xyz_mm)
    gap = layer.display.scale.gap
    if gap is None:
        raise OptionError(_tr("{name} has no threshold, so it has no clusters.").format(name=layer.name))
    value = float("nan") if voxel is None else float(volume.data[voxel])
    if voxel is None or not (value >= gap[1] or value <= gap[0]):
        raise OptionError(_tr("{name} is not beyond its threshold here.").format(name=layer.name))
    beyond = (
        GrowOptions(gap[1], inf, _WHOLE_MM, _CORNERS)
        if value >= gap[1]
        else GrowOptions(-inf, gap[0], _WHOLE_MM, _CORNERS)
    )
    found = grow(volume, voxel, beyond)
    assert found is not None
    return _carried_found(found, volume, grid, layer.name)


def _carried_found(found: Patch, volume: Volume, grid: Grid, name: str) -> Found:
    moved = carried(found, volume.grid, grid)
    if moved.patch is None:
        raise OptionError(moved.in_words())
    same = volume.grid.matches(grid, 1e-3)
    sentence = (
        ""
        if same
        else _tr("The cluster was brought to the grid that is drawn on: {words}").format(words=moved.in_words())
    )
    return Found(moved.patch, _tr("Cluster of {name}").format(name=name), sentence)


def take(session: Session, found: Found, *, erase: bool = False, add: bool = False) -> None:
    """Draw what was found, as one step of undo: in the region in use if that is empty or `add`, else in a new one.

    An empty region takes the name of what was found.
    """
    if erase:
        drawing.mark(session, _tr("take away {name}").format(name=found.name), found.patch, erase=True)
        return
    gesture = drawing.begin_gesture(session, found.name)  # what prevents drawing is said by it
    labels = gesture.drawn.labels
    label, listed = gesture.label, None
    if not add:
        before = labels.regions
        if labels.n_voxels(label):
            made = new_region(before, found.name)
            label, listed = made.label, (*before, made)
        else:
            listed = tuple(replace(region, name=found.name) if region.label == label else region for region in before)
    over = frozenset({0}) if session.drawing.over is Over.EMPTY else None
    edit = labels.relabel(found.patch, np.uint16(label), over=over)
    with session.batch():
        regions.change_map(session, _tr("pick {name}").format(name=found.name), edit, listed)
        session.drawing.choose_region(label)
    if found.sentence:
        session.tell(found.sentence)
