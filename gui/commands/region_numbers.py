"""The numbers of a region in every open map: what is asked for is frozen here, then computed in the background.

Each map is asked on its own grid: the region is carried there, the map is never interpolated. Where the map is in
another space of the processed patient, the region goes through the registration. The mirror region is that across x = 0
of MNI space, which a native scan reaches through the normalisation of its patient; without one there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.errors import AlgoscopeError, DataError
from analysis.grid import Grid
from analysis.image import Series, Volume
from analysis.labels.carrying import carried, is_held
from analysis.labels.frozen import FrozenLabels
from analysis.labels.label_map import Region
from analysis.labels.patch import Patch
from analysis.labels.reading import RegionNumbers, asymmetry_percent, mean_course, mean_in, numbers_in
from analysis.metrics.spectrum import amplitude_spectrum
from analysis.pipeline.routes import Routes, Space
from analysis.progress import Progress, silent
from analysis.stats.patient_result import PatientResult
from analysis.stats.reference_cohort import PatientMap, ReferenceCohort, model_of
from analysis.stats.single_case import Transform, compare_case
from gui.commands.region_ways import flipped, known_way
from gui.commands.standardised import is_standardised
from gui.drawing import OpenLabels
from gui.session import Layer, Role, Session

_FIRST = ("cbf", "reho", "alff")  # how maps that are read most are called, whatever was done to them
_SAMPLES = 2000  # voxels that tell on which side a region is
_MIDLINE_OVERLAP = 0.02  # share of a region whose mirror image lies in it, from which it has no side


@dataclass(frozen=True, eq=False)
class AskedMap:
    """One map as it is asked: its volume on its own grid, its space, and what tells whether its 0 is a mean."""

    layer_id: int
    name: str
    volume: Volume
    space: Space | None
    note: str = ""
    statistic: str = ""
    path: Path | None = None


@dataclass(frozen=True, eq=False)
class Controls:
    """A patient's map and those of controls; what a comparison holds of them (`PatientResult`) will do as well."""

    cohort: ReferenceCohort
    patient: PatientMap
    transform: Transform


@dataclass(frozen=True, eq=False)
class Asked:
    """All that is needed to compute the numbers, which changes no more.

    ``labels`` are the map in which the region is, None as long as it is still to be put in. ``in_mni`` says that the
    millimetres of the region are those of MNI.
    """

    map_id: int
    region: Region
    grid: Grid
    labels: FrozenLabels | None
    space: Space | None
    in_mni: bool
    routes: Routes | None
    maps: tuple[AskedMap, ...]
    series: Series | None
    series_name: str
    series_space: Space | None
    cohorts: tuple[PatientResult | Controls, ...]

    @cached_property
    def patch(self) -> Patch | None:
        """The voxels of the region, None where it is empty; looked for when asked for first, which is for a job."""
        return None if self.labels is None else self.labels.patch(self.region.label)


@dataclass(frozen=True)
class MirrorNumbers:
    """The mirror region in one map."""

    mean: float
    n_voxels: int


@dataclass(frozen=True, eq=False)
class MapNumbers:
    """One row: the region in one map; ``numbers`` is None where it has none, and ``remark`` says why."""

    layer_id: int
    name: str
    unit: str
    numbers: RegionNumbers | None
    mirror: MirrorNumbers | None = None
    asymmetry: float = float("nan")
    remark: str = ""
    shown_space: Space | None = None


@dataclass(frozen=True)
class CohortNumbers:
    """The region's mean in one map beside the controls': where the patient is expected among them, in percent."""

    statistic: str
    value: float
    median: float
    low: float
    high: float
    percentile: float
    n: int
    n_voxels: int


@dataclass(frozen=True, eq=False)
class Course:
    """Mean time course of the region in a series, and its spectrum."""

    name: str
    tr_s: float | None
    values: np.ndarray
    frequencies: np.ndarray
    amplitudes: np.ndarray


@dataclass(frozen=True, eq=False)
class RegionReport:
    """The region in all maps."""

    asked: Asked
    n_voxels: int
    volume_mm3: float
    side: str  # "L", "R" or "" where it is on both or that is not known
    rows: tuple[MapNumbers, ...]
    cohorts: tuple[CohortNumbers, ...]
    mirror_words: str


def _tr(text: str) -> str:
    return QCoreApplication.translate("region_numbers", text)


# -- asking, in the window's thread ------------------------------------------------------------------------------------


def ask(session: Session, *, with_series: bool = False) -> Asked | None:
    """What the numbers of the region in use are computed from; None where there is no region."""
    drawn, region = session.drawing.current, session.drawing.region
    if drawn is None or region is None:
        return None
    asked = ask_of(session, drawn, with_series=with_series)
    return replace(asked, region=region, labels=drawn.labels.frozen())


def ask_of(session: Session, drawn: OpenLabels, *, with_series: bool = False) -> Asked:
    """What the numbers of a region of some map are computed from; the region itself is still to be put in."""
    layer = session.series_layer if with_series else None
    series = layer.image if layer is not None and isinstance(layer.image, Series) else None
    patient = session.spaces.patient
    return Asked(
        drawn.id,
        Region(0, "", (0, 0, 0)),
        drawn.labels.grid,
        None,
        drawn.home,
        is_in_mni(session, drawn),
        None if patient is None else patient.routes,
        tuple(_asked(session, layer) for layer in sorted(filter(_is_map, session.layers), key=_order)),
        series,
        "" if layer is None else layer.name,
        None if layer is None else session.spaces.home(layer),
        tuple(case.result for case in session.comparing.cases),
    )


def is_in_mni(session: Session, drawn: OpenLabels) -> bool:
    """Whether the millimetres of a map of regions are those of MNI space."""
    if session.spaces.patient is not None:
        return drawn.home is Space.MNI
    if drawn.space == "MNI152":
        return True
    same = [layer for layer in session.layers if layer.grid.matches(drawn.labels.grid)]
    return any(layer.space == "MNI152" for layer in same or session.layers)


def _is_map(layer: Layer) -> bool:
    return layer.role not in Role.MASK | Role.VEIL and layer.names is None


def _order(layer: Layer) -> tuple[bool, int]:
    """Maps come first, those that are read most before the others; the images under them are seldom looked for."""
    name = layer.name.casefold()
    rank = next((n for n, ending in enumerate(_FIRST) if name.endswith(ending)), len(_FIRST))
    return layer.role is not Role.OVERLAY, rank


def _asked(session: Session, layer: Layer) -> AskedMap:
    note = ""
    if isinstance(layer.image, Series):
        number = min(session.timepoint, layer.image.frames.n_loaded - 1) + 1
        note = _tr("volume {number} of {n}").format(number=number, n=layer.image.n_timepoints)
    statistic = "" if layer.stat_map is None else layer.stat_map.statistic
    path = None if layer.scan is None else layer.scan.path
    home = session.spaces.home(layer)
    return AskedMap(layer.id, layer.name, layer.volume(session.timepoint), home, note, statistic, path)


# -- computing, in any thread ------------------------------------------------------------------------------------------


def compute(asked: Asked, progress: Progress = silent) -> RegionReport:
    """The job: the numbers of the region in every map, of its mirror, and beside the controls."""
    progress(0.0, asked.region.name)
    patch = asked.patch
    if patch is None:
        return RegionReport(asked, 0, 0.0, "", (), (), "")
    placed = _Placed(asked)
    side, words = _side(asked, patch)
    rows = []
    for n, one in enumerate(asked.maps):
        progress(n / (len(asked.maps) + 1), one.name)
        rows.append(_row(placed, one, side))
    cohorts = tuple(found for result in asked.cohorts if (found := _beside(asked, result)) is not None)
    volume_mm3 = patch.n_voxels * asked.grid.voxel_volume_mm3
    return RegionReport(asked, patch.n_voxels, volume_mm3, side, tuple(rows), cohorts, words)


def region_on(asked: Asked, onto: Grid, space: Space | None) -> Patch | None:
    """The voxels of another grid, in its own space, that lie in the region."""
    assert asked.patch is not None
    if asked.routes is None or space is None or asked.space is None or space is asked.space:
        return carried(asked.patch, asked.grid, onto).patch
    return known_way(asked.routes, asked.grid, asked.space, onto, space).carried(asked.patch)


def mirror_on(asked: Asked, onto: Grid, space: Space | None) -> Patch | None:
    """The voxels of another grid whose mirror images across x = 0 of MNI space lie in the region."""
    assert asked.patch is not None
    if asked.routes is None or space is None or asked.space is None or space is asked.space is Space.MNI:
        return carried(asked.patch, asked.grid.mirrored(), onto).patch
    return known_way(asked.routes, asked.grid, asked.space, onto, space, mirrored=True).carried(asked.patch)


class _Placed:
    """The region and its mirror on the grids of the maps; maps of one grid share them."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._known: dict[bool, list[tuple[Grid, Space | None, Patch | None]]] = {False: [], True: []}

    def on(self, grid: Grid, space: Space | None, *, mirror: bool = False) -> Patch | None:
        """The voxels of a grid that lie in the region, or in its mirror image."""
        for known, where, patch in self._known[mirror]:
            if where is space and known.matches(grid, 1e-6):
                return patch
        found = (mirror_on if mirror else region_on)(self._asked, grid, space)
        self._known[mirror].append((grid, space, found))
        return found


def _has_mirror(asked: Asked) -> bool:
    return asked.in_mni or (asked.routes is not None and asked.space is not None)


def _side(asked: Asked, patch: Patch) -> tuple[str, str]:
    """Which side the region is on, and a sentence about its mirror."""
    if not _has_mirror(asked):
        return "", _tr(
            "No mirror region: the mid-plane is known in MNI space only. Process the patient, or draw on a map in MNI "
            "space."
        )
    voxels = np.argwhere(patch.mask)
    middle = asked.grid.to_mm(voxels[:: max(1, len(voxels) // _SAMPLES)] + np.array(patch.low))
    if asked.routes is not None and asked.space is not None:
        middle = asked.routes.points(middle, asked.space, Space.MNI)
        mirrored = asked.routes.points(flipped(middle), Space.MNI, asked.space)
    else:
        mirrored = flipped(middle)
    if is_held(patch, asked.grid, mirrored).mean() > _MIDLINE_OVERLAP:
        return "", _tr("The region crosses the mid-plane: it has no other side to compare with.")
    side = "L" if float(np.nanmean(middle[:, 0])) < 0 else "R"
    words = _tr("Mirror region across x = 0 of MNI space")
    is_bent = asked.routes is not None and asked.space is not Space.MNI
    return side, words + (_tr(", through the patient's normalisation") if is_bent else "")


def _row(placed: _Placed, one: AskedMap, side: str) -> MapNumbers:
    name, unit = one.name, one.volume.unit
    try:
        there = placed.on(one.volume.grid, one.space)
        if there is None:
            raise DataError(_tr("no voxel of this map has its centre in the region"))
        numbers = numbers_in(one.volume, there)
    except AlgoscopeError as error:
        return MapNumbers(one.layer_id, name, unit, None, remark=str(error), shown_space=one.space)
    remark = one.note
    if numbers.n_missing:
        missing = _tr("{n} voxels without a value").format(n=numbers.n_missing)
        remark = f"{remark}; {missing}" if remark else missing
    mirror = _mirror(placed.on(one.volume.grid, one.space, mirror=True), one.volume) if side else None
    asymmetry = float("nan")
    if mirror is not None:
        left, right = (numbers.mean, mirror.mean) if side == "L" else (mirror.mean, numbers.mean)
        no_ratio = is_standardised(one.statistic, one.path, one.name)
        asymmetry = float("nan") if no_ratio else asymmetry_percent(left, right)
    return MapNumbers(one.layer_id, name, unit, numbers, mirror, asymmetry, remark, one.space)


def _mirror(patch: Patch | None, volume: Volume) -> MirrorNumbers | None:
    """The mean on the other side; None where the map has no value there, and its cells stay empty."""
    if patch is None:
        return None
    mean = mean_in(volume, patch)
    return None if np.isnan(mean) else MirrorNumbers(mean, patch.n_voxels)


def _beside(asked: Asked, result: PatientResult | Controls) -> CohortNumbers | None:
    """The mean over the voxels in which everyone has a value; None where the region is not in MNI, or has none."""
    if not _has_mirror(asked):
        return None
    mask = result.cohort.mask
    there = region_on(asked, mask.grid, Space.MNI)
    members = None if there is None else there.on(mask.grid)[mask.data]
    if members is None or not members.any():
        return None
    controls = result.cohort.maps.values[:, members].astype(np.float64)
    own = np.asarray(result.patient.values, dtype=np.float64)[members]
    usable = np.isfinite(controls).all(axis=0) & np.isfinite(own)
    if not usable.any():
        return None
    means, value = controls[:, usable].mean(axis=1), float(own[usable].mean())
    try:
        transform = result.transform
        model = model_of(result.cohort, result.patient)
        case = compare_case(transform.apply(np.array([value])), transform.apply(means)[:, None], model)
    except DataError:
        return None
    low, median, high = (float(v) for v in np.percentile(means, (5, 50, 95)))
    percentile = float(case.percentile[0])
    return CohortNumbers(
        result.cohort.maps.statistic, value, median, low, high, percentile, result.cohort.n, int(usable.sum())
    )


def course_of(asked: Asked, progress: Progress = silent) -> Course | None:
    """The mean course of the region in the series that was asked for, and its spectrum: a job of its own while drawing.

    None where no series was asked for, it is not all there, or no voxel of it lies in the region.
    """
    series = asked.series
    if series is None or not series.is_complete or asked.patch is None:
        return None
    there = region_on(asked, series.grid, asked.series_space)
    if there is None:
        return None
    values = mean_course(series, there, progress)
    frequencies, amplitudes = amplitude_spectrum(values, series.tr_s) if series.tr_s else (np.empty(0), np.empty(0))
    return Course(asked.series_name, series.tr_s, values, frequencies, amplitudes)


def ask_all(session: Session) -> tuple[Asked, ...]:
    """What the numbers of every region of the current map are computed from."""
    drawn, region = session.drawing.current, session.drawing.region
    first = ask(session)
    if drawn is None or region is None or first is None:
        return ()
    return tuple(replace(first, region=one) for one in drawn.labels.regions if drawn.labels.n_voxels(one.label))


def compute_all(asked: Sequence[Asked], progress: Progress = silent) -> tuple[RegionReport, ...]:
    """The job for a table of all regions."""
    reports = []
    for n, one in enumerate(asked):
        progress(n / max(1, len(asked)), one.region.name)
        reports.append(compute(one))
    return tuple(reports)


def go_to(session: Session, row: MapNumbers, *, largest: bool = True) -> None:
    """Put the crosshair at the largest (or smallest) value of a map in the region."""
    if row.numbers is not None:
        place = row.numbers.max_mm if largest else row.numbers.min_mm
        session.move_cursor(session.spaces.point(place, row.shown_space, session.spaces.current))
