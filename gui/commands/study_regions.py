"""Values of regions as columns of a study: regions of the atlas, drawn ones, or the clusters of the shown result."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QCoreApplication

from analysis.errors import DataError, OptionError
from analysis.image import Mask
from analysis.labels.frozen import FrozenLabels
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord, sha256_of_array
from analysis.stats.clinical.regional_values import (
    Places,
    RegionalValues,
    Selection,
    aal_places,
    cluster_places,
    label_places,
    regional_values,
)
from analysis.stats.cohort_table import CohortTable, load_maps
from analysis.stats.compare import Comparison
from gui.commands.comparing import BRAIN, SearchVolume, grid_of, search_volume
from gui.commands.study_state import Study
from gui.jobs import Job, JobRunner
from gui.session import Session

_STANDARD = "MNI152"


class Where(Enum):
    """Where regions come from."""

    ATLAS = "atlas"
    DRAWN = "drawn"
    CLUSTERS = "clusters"


@dataclass(frozen=True, eq=False)
class RegionOrder:
    """Regions, and the column of maps whose means are wanted in them; ``names`` are of the atlas."""

    maps: str
    where: Where
    names: tuple[str, ...] = ()
    labels: FrozenLabels | None = None
    result: Comparison | None = None
    volume: SearchVolume = BRAIN


@dataclass(frozen=True, eq=False)
class WithRegions:
    """A study with more columns, and what must be read with them."""

    study: Study
    names: tuple[str, ...]
    warnings: tuple[str, ...]


def _tr(text: str) -> str:
    return QCoreApplication.translate("study_regions", text)


def has_drawn(session: Session) -> bool:
    """Whether regions are drawn in MNI space."""
    current = session.drawing.current
    return current is not None and current.space.startswith(_STANDARD)


def drawn(session: Session) -> FrozenLabels | None:
    """The drawn regions as they are now, where they are in MNI space; drawing goes on meanwhile."""
    current = session.drawing.current
    return current.labels.frozen() if current is not None and has_drawn(session) else None


def shown_result(session: Session) -> Comparison | None:
    """The comparison of groups that is shown, once it is final."""
    group = session.comparing.group
    return group.comparison if group is not None and group.is_final else None


def start(jobs: JobRunner, study: Study, order: RegionOrder, on_done: Callable[[WithRegions], None]) -> Job:
    """Read the maps in the background."""
    return jobs.submit(
        _tr("Values of regions"), add_regions, study, order, on_done=on_done, key="study regions", of_case=False
    )


def add_regions(study: Study, order: RegionOrder, progress: Progress = silent) -> WithRegions:
    """The job.

    Raises
    ------
    OptionError
        if there are no regions, or no result
    DataError, GeometryError, InputError
        as `load_maps` and `regional_values`, and if the table has a column of such a name already
    """
    progress(0.0, _tr("Reading the maps"))
    study.table.require_unique()
    mask = search_volume(order.volume, grid_of(study.table, order.maps))
    if order.where is Where.CLUSTERS and order.result is not None:
        mask = order.result.mask
    places = _places(order, mask)
    found = regional_values(load_maps(study.table, order.maps, mask, part(progress, 0.1, 0.95)), places)
    taken = next((name for name in found.names if name in study.table.names), None)
    if taken is not None:
        raise DataError(_tr('The table has a column "{name}" already.').format(name=taken))
    return WithRegions(_with_columns(study, found), found.names, found.warnings)


def _places(order: RegionOrder, mask: Mask) -> Places:
    if order.where is Where.ATLAS:
        if not order.names:
            raise OptionError(_tr("Choose at least one region of the atlas."))
        return aal_places(mask, order.names)
    if order.where is Where.DRAWN:
        if order.labels is None:
            raise OptionError(_tr("No regions are drawn in MNI space."))
        return label_places(order.labels.map(), mask)
    if order.result is None:
        raise OptionError(_tr("No result of a comparison is shown."))
    volume = order.result.maps["thresholded"].volume
    places = cluster_places(volume, mask)
    words = places.selection.in_words if places.selection is not None else places.source
    made_of = frozenset(record.sha256 for record in order.result.source.inputs)
    return replace(places, selection=Selection(sha256_of_array(volume.data), made_of, words))


def _with_columns(study: Study, found: RegionalValues) -> Study:
    old = study.table
    rows = tuple(
        (*cells, *(repr(float(value)) for value in values))
        for cells, values in zip(old.rows, found.values, strict=True)
    )
    table = CohortTable(old.folder, (*old.names, *found.names), rows, old.lines, old.id_column)
    units = {**study.units, **dict.fromkeys(found.names, found.unit)}
    chosen = dict(study.chosen)
    if found.selection is not None and found.shared_people is not None:
        chosen |= dict.fromkeys(found.names, found.is_circular)
    inputs: tuple[InputRecord, ...] = (*study.inputs, *found.inputs)
    return replace(study, table=table, units=units, chosen=chosen, inputs=inputs)
