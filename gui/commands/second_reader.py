"""Two readers' regions side by side: matched by name, how far they overlap, and what differs in every map."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.labels.label_map import LabelMap, Region
from analysis.labels.patch import Patch
from analysis.labels.reading import dice
from analysis.progress import Progress, silent
from gui.commands import region_numbers
from gui.commands.region_numbers import Asked
from gui.drawing import OpenLabels
from gui.session import Session

COLUMNS = ("region", "dice", "own_mm3", "other_mm3", "volume_difference_percent")


@dataclass(frozen=True)
class MeanOfBoth:
    """The mean of one map in the regions of both readers; NaN where there is none."""

    name: str
    unit: str
    own: float
    other: float

    @property
    def difference(self) -> float:
        """Own less the other's."""
        return self.own - self.other


@dataclass(frozen=True)
class ReaderRow:
    """One region; a volume is 0 and ``dice`` NaN where a reader has none of this name."""

    name: str
    dice: float
    own_mm3: float
    other_mm3: float
    means: tuple[MeanOfBoth, ...]

    @property
    def difference_percent(self) -> float:
        """Own volume less the other's, in percent of the mean of both; NaN where a reader has none."""
        both = (self.own_mm3 + self.other_mm3) / 2
        return 100 * (self.own_mm3 - self.other_mm3) / both if min(self.own_mm3, self.other_mm3) > 0 else float("nan")


@dataclass(frozen=True, eq=False)
class AskedReaders:
    """Pairs of regions with the same name, which change no more; None where a reader has none."""

    name: str
    pairs: tuple[tuple[str, Asked | None, Asked | None], ...]


def reference(session: Session) -> OpenLabels | None:
    """The other reader's regions: the newest that were opened to look at."""
    return next((one for one in reversed(session.drawing.maps) if one.is_reference), None)


def ask(session: Session) -> AskedReaders | None:
    """What the comparison is computed from; None where there are no two readers."""
    own, other = session.drawing.current, reference(session)
    if own is None or other is None:
        return None
    first, second = region_numbers.ask_of(session, own), region_numbers.ask_of(session, other)
    return ask_about(other.name, first, own.labels, second, other.labels)


def ask_about(name: str, first: Asked, own: LabelMap, second: Asked, other: LabelMap) -> AskedReaders:
    """The comparison of two maps of labels; `Asked` tells where each is, and the maps."""
    ours, theirs = _by_name(own), _by_name(other)
    pairs: list[tuple[str, Asked | None, Asked | None]] = []
    for key in dict.fromkeys((*ours, *theirs)):
        caption = (ours.get(key) or theirs[key]).name
        pairs.append((caption, _of(first, own, ours.get(key)), _of(second, other, theirs.get(key))))
    return AskedReaders(name, tuple(pairs))


def compute(asked: AskedReaders, progress: Progress = silent) -> tuple[ReaderRow, ...]:
    """The job."""
    rows = []
    for n, (name, own, other) in enumerate(asked.pairs):
        progress(n / max(1, len(asked.pairs)), name)
        rows.append(_row(name, own, other))
    return tuple(rows)


def as_text(rows: Sequence[ReaderRow]) -> str:
    """The comparison with tabs, for the clipboard; a missing value is ``n/a``."""
    maps = [one.name for one in rows[0].means] if rows else []
    lines = ["\t".join((*COLUMNS, *(f"mean_difference {name}" for name in maps)))]
    for row in rows:
        numbers = [row.dice, row.own_mm3, row.other_mm3, row.difference_percent, *(one.difference for one in row.means)]
        lines.append("\t".join([row.name, *("n/a" if not np.isfinite(v) else f"{v:.6g}" for v in numbers)]))
    return "\n".join(lines) + "\n"


def _of(asked: Asked, labels: LabelMap, region: Region | None) -> Asked | None:
    return None if region is None else replace(asked, region=region, labels=labels.frozen())


def _row(name: str, own: Asked | None, other: Asked | None) -> ReaderRow:
    overlap = float("nan")
    if own is not None and other is not None and own.patch is not None and other.patch is not None:
        there = region_numbers.region_on(other, own.grid, own.space)
        overlap = 0.0 if there is None else dice(own.patch, there)
    ours, theirs = _means(own), _means(other)
    some = own or other
    maps = () if some is None else some.maps
    means = tuple(
        MeanOfBoth(one.name, one.volume.unit, ours.get(one.layer_id, np.nan), theirs.get(one.layer_id, np.nan))
        for one in maps
    )
    return ReaderRow(name, overlap, _volume(own), _volume(other), means)


def _means(asked: Asked | None) -> dict[int, float]:
    """The mean in each map, by its layer."""
    if asked is None or asked.patch is None:
        return {}
    found = {}
    for one in asked.maps:
        patch: Patch | None = region_numbers.region_on(asked, one.volume.grid, one.space)
        values = np.empty(0) if patch is None else one.volume.data[patch.slices][patch.mask]
        values = values[np.isfinite(values)]
        if values.size:
            found[one.layer_id] = float(values.mean(dtype=np.float64))
    return found


def _volume(asked: Asked | None) -> float:
    return 0.0 if asked is None or asked.patch is None else asked.patch.n_voxels * asked.grid.voxel_volume_mm3


def _by_name(labels: LabelMap) -> dict[str, Region]:
    """Regions with voxels by their names, whatever their capitals and blanks; the first of a name counts."""
    found: dict[str, Region] = {}
    for region in labels.regions:
        if labels.n_voxels(region.label):
            found.setdefault(" ".join(region.name.split()).casefold(), region)
    return found
