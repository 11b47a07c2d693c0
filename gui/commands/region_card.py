"""All that is known of one AAL region of the open patient: values, sides, links, its place among controls."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from weakref import WeakKeyDictionary

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.atlas.parcellation import aal
from analysis.errors import AlgoscopeError, OptionError
from analysis.files import nifti
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.metrics.seeds import MaskSeed
from analysis.network.matrix import ConnectivityMatrix, correlations
from analysis.pipeline.derivative import ProcessedFolder, read_processed
from analysis.pipeline.prepared_again import connectivity_series
from analysis.pipeline.routes import Space
from analysis.preprocess.resample import volumes_onto
from analysis.progress import Progress, part, silent
from analysis.stats.patient_result import PatientResult
from analysis.stats.region_values import Link, RegionValue, gray_volume, region_labels, region_value, strongest_links
from gui.commands import drawing, picking_regions
from gui.commands.gallery import resting_layer
from gui.commands.map_kinds import KINDS, MapKind, base_of, kind_of, statistic_of, unit_of
from gui.commands.spaces import standard_place
from gui.drawing import Source
from gui.jobs import Job, JobRunner
from gui.language import in_digits
from gui.session import Layer, Session
from gui.spaces import ProcessedPatient

ROWS = ("gray", "cbf", "att", "reho", "alff", "falff", "dc")
_MINUS = "\N{MINUS SIGN}"
_RAW = {"dc": "dc_weighted"}


@dataclass(frozen=True, eq=False)
class CardRow:
    """One line: ``value`` None where there is no map, then ``reason`` says why."""

    kind: MapKind
    unit: str
    value: RegionValue | None
    reason: str = ""


@dataclass(frozen=True)
class CohortPlace:
    """Where the patient's region is among the controls; percentile and limits NaN where ``n`` is too small."""

    statistic: str
    percentile: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, eq=False)
class Card:
    """A region, its rows in the order of `ROWS`, its strongest links (or why there are none), its places."""

    name: str
    rows: tuple[CardRow, ...]
    places: tuple[CohortPlace, ...]
    links: tuple[Link, ...] = ()
    why_no_links: str = ""


@dataclass(frozen=True, eq=False)
class Asked:
    """What the job works on; it changes no more."""

    name: str
    patient: ProcessedPatient | None
    folder: Path | None
    subject: str
    layers: dict[str, tuple[Volume, str]] = field(default_factory=dict)
    cases: tuple[PatientResult, ...] = ()
    links: ConnectivityMatrix | None = None
    standardised: frozenset[str] = frozenset()


_LINKS: WeakKeyDictionary[ProcessedPatient, ConnectivityMatrix] = WeakKeyDictionary()


def _tr(text: str) -> str:
    return QCoreApplication.translate("region_card", text)


def names() -> tuple[str, ...]:
    """Every region of AAL."""
    return tuple(name for _, name in sorted(aal().names.items()))


def region_here(session: Session) -> str:
    """The region at the crosshair.

    Raises
    ------
    OptionError
        if there is none, or it is not known where MNI space is
    """
    place = standard_place(session)
    if place is None:
        raise OptionError(_tr("Regions are known in MNI space only: process the patient, or open images in MNI space."))
    if not place.region:
        raise OptionError(_tr("There is no AAL region at the crosshair; click in grey matter."))
    return place.region


def ask(session: Session, jobs: JobRunner, name: str, on_done: Callable[[Card], None]) -> Job:
    """Look everything up in the background; `on_done` gets the card, unless another patient is open by then."""
    asked = asked_of(session, name)
    words = _tr("Region {name}").format(name=name.replace("_", " "))
    return jobs.submit(words, look_up, asked, on_done=partial(_hand_over, session, asked, on_done), key="region card")


def asked_of(session: Session, name: str) -> Asked:
    """What is looked up; `OptionError` for a name that AAL does not have."""
    aal().label_of(name)
    patient = session.spaces.patient
    layers: dict[str, tuple[Volume, str]] = {}
    standardised: set[str] = set()
    for layer in session.layers:
        kind = kind_of(layer)
        if kind is not None and _is_mni(session, layer) and kind.key in ROWS:
            is_raw = base_of(statistic_of(layer)) == statistic_of(layer)
            if is_raw or kind.key not in layers:
                layers[kind.key] = (layer.volume(0), unit_of(layer, kind))
                (standardised.discard if is_raw else standardised.add)(kind.key)
    folder = None if patient is None else patient.folder
    subject = "" if patient is None else patient.name.removeprefix("sub-")
    cases = tuple(case.result for case in session.comparing.cases)
    return Asked(
        name,
        patient,
        folder,
        subject,
        layers,
        cases,
        None if patient is None else _LINKS.get(patient),
        frozenset(standardised),
    )


def _is_mni(session: Session, layer: Layer) -> bool:
    home = session.spaces.home(layer)
    return home is Space.MNI if home is not None else layer.space == "MNI152"


def _hand_over(
    session: Session, asked: Asked, on_done: Callable[[Card], None], found: tuple[Card, ConnectivityMatrix | None]
) -> None:
    card, matrix = found
    if asked.patient is not None and matrix is not None:
        _LINKS[asked.patient] = matrix
    if session.spaces.patient is asked.patient:
        on_done(card)


# -- the job -------------------------------------------------------------------------------------------------------


def look_up(asked: Asked, progress: Progress = silent) -> tuple[Card, ConnectivityMatrix | None]:
    """The job: the card, and the correlations of all regions, which serve the next region too."""
    found = None if asked.folder is None else read_processed(asked.folder, asked.subject)
    rows = _rows(asked, found, part(progress, 0.0, 0.3))
    places = tuple(_place(result, asked.name) for result in asked.cases)
    matrix, why = asked.links, ""
    if matrix is None and found is not None:
        try:
            series, mask = connectivity_series(found, part(progress, 0.3, 0.9))
            matrix = correlations(series, aal(), mask, part(progress, 0.9, 1.0))
        except AlgoscopeError as error:
            why = str(error)
    elif matrix is None:
        why = _tr("Links need a processed patient: its resting series in MNI space.")
    links: tuple[Link, ...] = ()
    if matrix is not None:
        try:
            links = strongest_links(matrix.names, matrix.values, asked.name)
        except AlgoscopeError as error:
            why = str(error)
    return Card(asked.name, rows, places, links, why), matrix


def _rows(asked: Asked, found: ProcessedFolder | None, progress: Progress) -> tuple[CardRow, ...]:
    raw = {} if found is None else {entry.statistic: entry.path for entry in found.maps}
    grids: list[tuple[Grid, np.ndarray]] = []
    rows = []
    for number, kind in enumerate(kind for key in ROWS for kind in KINDS if kind.key == key):
        progress(number / len(ROWS), kind.caption)
        volume, unit, reason = _source(kind, raw, asked)
        if volume is None:
            rows.append(CardRow(kind, unit, None, reason))
            continue
        labels = next((known for grid, known in grids if grid.matches(volume.grid)), None)
        if labels is None:
            labels = region_labels(volume.grid)
            grids.append((volume.grid, labels))
        is_gray = kind.key == "gray"
        value = (gray_volume if is_gray else region_value)(volume, labels, asked.name)
        if kind.key in asked.standardised and statistic_in(raw, kind) is None:
            value = replace(value, asymmetry_percent=float("nan"))  # its zero is the brain's mean, not nothing
        covered = np.isfinite(value.mean)
        reason = "" if covered else _tr("the map does not cover this region")
        rows.append(CardRow(kind, "mL" if is_gray else unit, value if covered else None, reason))
    return tuple(rows)


def statistic_in(raw: dict[str, Path], kind: MapKind) -> Path | None:
    """The raw map of a kind that processing has left."""
    return raw.get(_RAW.get(kind.key, kind.statistics[0]))


def _source(kind: MapKind, raw: dict[str, Path], asked: Asked) -> tuple[Volume | None, str, str]:
    """The raw map from the folder, else the layer that is open, else why there is none."""
    path = statistic_in(raw, kind)
    if path is not None:
        image = nifti.read(path).image
        assert isinstance(image, Volume)
        return image, image.unit or kind.unit, ""
    if kind.key in asked.layers and kind.key != "gray":
        volume, unit = asked.layers[kind.key]
        return volume, unit, ""
    reasons = {
        "gray": _tr("the T1 was not processed"),
        "cbf": _tr("no ASL series was processed"),
        "att": _tr("not measured: needs ASL with several delays"),
    }
    return None, kind.unit, reasons.get(kind.key, _tr("not computed"))


def _place(result: PatientResult, name: str) -> CohortPlace:
    row = next(row for row in result.atlas if row.region.key == name)
    return CohortPlace(
        result.cohort.maps.statistic, row.percentile, row.percentile_low, row.percentile_high, result.cohort.n
    )


# -- what can be done with a region --------------------------------------------------------------------------------


def show(session: Session, name: str) -> None:
    """Put the crosshair on the voxel of the region that is nearest to its middle."""
    places = aal().grid.to_mm(np.argwhere(aal().labels == aal().label_of(name)))
    middle = places[np.linalg.norm(places - places.mean(axis=0), axis=1).argmin()]
    session.move_cursor(session.spaces.point(middle, Space.MNI, session.spaces.current))


def use_as_seed(session: Session, name: str) -> MaskSeed:
    """Keep the region as a seed on the resting series that is open.

    Raises
    ------
    OptionError
        if no complete resting series is open, or the region has no voxel in it
    """
    layer = resting_layer(session)
    if layer is None:
        raise OptionError(_tr("Open a BOLD series first: a seed needs time courses."))
    patient, home = session.spaces.patient, session.spaces.home(layer)
    inside = Volume(aal().grid, (aal().labels == aal().label_of(name)).astype(np.float32), name)

    def to_mni(points: np.ndarray) -> np.ndarray:
        if patient is None or home is None or home is Space.MNI:
            return points
        return patient.routes.points(points, home, Space.MNI)

    if patient is None and layer.space != "MNI152":
        raise OptionError(_tr("Where MNI space is in this scan is not known yet: process the patient first."))
    (there,) = volumes_onto([inside], layer.grid, to_mni, outside=0.0)
    mask = Mask(layer.grid, np.nan_to_num(there.data) > 0.5, name)
    if mask.n_voxels == 0:
        raise OptionError(_tr("{name} holds no voxel of the series.").format(name=name))
    seed = MaskSeed(name, mask)
    session.seeds.pin_region(seed)
    return seed


def make_region(session: Session, name: str) -> None:
    """Draw the region as a new one of the current drawing, as one step of undo; raises as drawing does."""
    show(session, name)
    drawn = session.drawing.current or drawing.begin_map(session)
    grid = session.grid_of(drawn)
    if grid is None:
        raise OptionError(_tr("These regions are in another space of the patient; show that space to draw in them."))
    found = picking_regions.find_at(session, session.cursor_mm, Source.AAL, grid)
    session.undo_stack.beginMacro(_tr("region {name}").format(name=found.name))
    try:
        drawing.add_region(session, found.name)
        drawing.mark(session, _tr("atlas region"), found.patch)
    finally:
        session.undo_stack.endMacro()


def as_text(card: Card) -> str:
    """The card as lines with tabs."""
    dash = "\N{EM DASH}"
    lines = [card.name]
    for row in card.rows:
        if row.value is None:
            lines.append("\t".join((row.kind.caption, dash, row.unit, row.reason)))
            continue
        share = row.value.asymmetry_percent
        side = f"{share:+.1f} %".replace("-", _MINUS) if np.isfinite(share) else dash
        n = _tr("{n} voxels").format(n=row.value.n_voxels)
        lines.append("\t".join((row.kind.caption, number(row.value.mean), row.unit, n, side)))
    lines += [f"{link.name}\tr = {number(link.r)}" for link in card.links] or [card.why_no_links]
    lines += [place_in_words(place) for place in card.places]
    return "\n".join(lines)


def number(value: float) -> str:
    """Four digits with a real minus sign; a dash where there is none."""
    return in_digits(value, 4) if np.isfinite(value) else "\N{EM DASH}"


def place_in_words(place: CohortPlace) -> str:
    """Percentile with its 95 % limits and n, or that n is too small."""
    if not np.isfinite(place.percentile):
        return _tr("{name}: no percentile, {n} controls are too few").format(name=place.statistic, n=place.n)
    return _tr("{name}: percentile {p} [{low}–{high}], n = {n}").format(
        name=place.statistic, p=f"{place.percentile:.1f}", low=f"{place.low:.1f}", high=f"{place.high:.1f}", n=place.n
    )
