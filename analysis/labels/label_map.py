"""A map of regions: the only editable array of the project, changed only through `LabelEdit`.

An edit holds which voxels it changes and what they were and become, compressed, so that a thousand strokes can be
kept for undo, written to a journal, and applied again to the same map with the same result, bit for bit.
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from analysis.errors import DataError, GeometryError, OptionError
from analysis.grid import Grid
from analysis.image import Mask
from analysis.labels.frozen import FrozenLabels, Slabs
from analysis.labels.patch import Patch, count_labels, trimmed
from analysis.labels.runs import LEAST_VOXELS, Runs, runs_of

MOST_LABELS = 65_535
_FAST = 1  # zlib's level: masks of strokes are runs of equal bytes, which every level packs well


@dataclass(frozen=True)
class Region:
    """One label of a map: its name, how it is drawn, and whether it may be changed."""

    label: int
    name: str
    colour: tuple[int, int, int]
    visible: bool = True
    locked: bool = False


@dataclass(frozen=True)
class LabelEdit:
    """What one gesture changes.

    Parameters
    ----------
    low, shape : the box of voxels
    changed : bits of the box in C order, compressed
    before, after : labels of the changed voxels in C order: one number where all are equal, else compressed uint16
    n_voxels : how many are changed
    runs : the same in a form that is done and undone at once, for a large edit; in memory only
    """

    low: tuple[int, int, int]
    shape: tuple[int, int, int]
    changed: bytes
    before: int | bytes
    after: int | bytes
    n_voxels: int
    runs: Runs | None = field(default=None, compare=False, repr=False)

    @property
    def n_bytes(self) -> int:
        """Memory that the edit takes, nearly."""
        packed = sum(len(v) for v in (self.changed, self.before, self.after) if isinstance(v, bytes))
        return 200 + packed + (0 if self.runs is None else self.runs.n_bytes)

    @property
    def mask(self) -> np.ndarray:
        """``shape`` booleans: the changed voxels of the box."""
        return self.marks.astype(bool)

    @property
    def marks(self) -> np.ndarray:
        """The same as ``shape`` uint8 of 0 and 1."""
        bits = np.frombuffer(zlib.decompress(self.changed), dtype=np.uint8)
        return np.unpackbits(bits, count=int(np.prod(self.shape))).reshape(self.shape)

    @property
    def slices(self) -> tuple[slice, slice, slice]:
        """The box in the array of the map."""
        i, j, k = (slice(start, start + size) for start, size in zip(self.low, self.shape, strict=True))
        return i, j, k


class LabelMap:
    """Labels on a grid, 0 where there is no region, with the names of the regions.

    Parameters
    ----------
    grid : where its voxels are
    data : ``(ni, nj, nk)`` whole numbers 0..65,535; empty by default; copied
    regions : what the labels are called; labels without a name get one

    Raises
    ------
    GeometryError, DataError
        for another shape; for labels that are not whole, negative, not finite, or too large
    """

    def __init__(self, grid: Grid, data: np.ndarray | None = None, regions: Iterable[Region] = ()) -> None:
        self.grid = grid
        self._data = np.zeros(grid.shape, dtype=np.uint16, order="F") if data is None else _labels(data, grid)
        self._counts = np.array([grid.n_voxels], dtype=np.int64)
        self._slabs = Slabs(grid.shape)
        if data is not None:
            self._slabs.change_all()
            self._counts = count_labels(self._data)
        self._regions = {region.label: region for region in regions}
        for label in np.flatnonzero(self._counts):
            if label and label not in self._regions:
                self._regions[int(label)] = Region(int(label), f"Region {label}", colour_of(int(label)))
        self.revision = 0  # grows with each change
        self._foreseen: _Foreseen | None = None
        self.held: frozenset[int] = frozenset()  # labels that work goes on for: they do not change until it is done

    # -- looking -----------------------------------------------------------------------------------------

    @property
    def data(self) -> np.ndarray:
        """``(ni, nj, nk)`` uint16 labels, Fortran-ordered, read-only; after an edit it may be another array."""
        view = self._data.view()
        view.flags.writeable = False
        return view

    def frozen(self) -> FrozenLabels:
        """The map as it is now; the time grows with what has changed since the last call."""
        return FrozenLabels(self.grid, self.regions, self.revision, self._slabs.taken(self._data))

    @property
    def regions(self) -> tuple[Region, ...]:
        """All regions in the order of their labels."""
        return tuple(self._regions[label] for label in sorted(self._regions))

    def region(self, label: int) -> Region:
        """The region of a label; `OptionError` where there is none."""
        if label not in self._regions:
            raise OptionError(f"There is no region with the number {label}.")
        return self._regions[label]

    def __contains__(self, label: int) -> bool:
        """Whether there is a region of that number."""
        return label in self._regions

    def n_voxels(self, label: int) -> int:
        """How many voxels have the label."""
        return int(self._counts[label]) if label < len(self._counts) else 0

    @property
    def is_empty(self) -> bool:
        """Whether no voxel has a label."""
        return int(self._counts[0]) == self.grid.n_voxels

    def volume_mm3(self, label: int) -> float:
        """Volume of a region in mm³."""
        return self.n_voxels(label) * self.grid.voxel_volume_mm3

    def mask(self, label: int) -> Mask:
        """The voxels of a region."""
        return Mask(self.grid, self._data == label, self.region(label).name)

    def patch(self, label: int) -> Patch | None:
        """The voxels of a region in their smallest box; None where it is empty."""
        if not self.n_voxels(label):
            return None
        from analysis.labels.editing_kernels import box_of, mark_label  # compiles, or reads its cache, at first use

        ends = box_of(self.data, label)
        i, j, k = (slice(low, high + 1) for low, high in zip(ends[::2], ends[1::2], strict=True))
        part = self.data[i, j, k]
        mask = np.empty(part.shape, dtype=bool)
        mark_label(part, label, mask)
        return Patch((i.start, j.start, k.start), mask)

    # -- names ---------------------------------------------------------------------------------------------

    def set_regions(self, regions: Iterable[Region]) -> None:
        """Take other names, colours and flags; a label that is in the map must keep its region."""
        new = {region.label: region for region in regions}
        lost = [label for label in np.flatnonzero(self._counts).tolist() if label and label not in new]
        if lost:
            raise OptionError(f"The region {self._regions[lost[0]].name} still has voxels; clear it first.")
        self._regions = new
        self.revision += 1

    def add_region(self, name: str = "", colour: tuple[int, int, int] | None = None) -> Region:
        """A new, empty region with the next free label."""
        region = new_region(self.regions, name, colour)
        self._regions[region.label] = region
        self.revision += 1
        return region

    def change_region(self, label: int, **changes: Any) -> Region:
        """Rename, recolour, show, hide or lock a region."""
        self._regions[label] = replace(self.region(label), **changes)
        self.revision += 1
        return self._regions[label]

    # -- editing -------------------------------------------------------------------------------------------

    def edit(self, patch: Patch, label: int, *, over: frozenset[int] | None = None) -> LabelEdit | None:
        """The edit that gives the voxels of a patch a label (0 clears them); nothing is changed yet.

        Voxels of locked and held regions keep their label, and where `over` is given only voxels with one of these
        labels change. None if nothing would change.

        Raises
        ------
        OptionError
            for a label without a region, or of a locked or held one
        """
        if label:
            region = self.region(label)
            if region.locked:
                raise OptionError(f"{region.name} is locked; unlock it in the list of regions to draw in it.")
            if label in self.held:
                raise OptionError(f"{region.name} is being changed in the background; wait until that is done.")
        return self.relabel(patch, np.uint16(label), over=over)

    def relabel(self, patch: Patch, labels: Any, *, over: frozenset[int] | None = None) -> LabelEdit | None:
        """As `edit`, with a label for each voxel of the patch's box: a number, or an array of its shape."""
        current = self._data[patch.slices]
        changed = patch.mask & (current != labels)
        if over is not None:
            changed &= np.isin(current, list(over))
        for region in self._regions.values():
            if (region.locked or region.label in self.held) and self.n_voxels(region.label):
                changed &= current != region.label
        part = trimmed(patch.low, changed)
        if part is None:
            return None
        after = np.broadcast_to(np.asarray(labels, dtype=np.uint16), changed.shape)[changed]
        from analysis.labels.editing_kernels import take_marked  # compiles, or reads its cache, at the first use

        before = np.empty(part.n_voxels, dtype=np.uint16)
        take_marked(self.data[part.slices], part.mask, before)
        return replace(_edit(part, before, after), runs=self._runs(part, after))

    def _runs(self, part: Patch, after: np.ndarray) -> Runs | None:
        """The runs of a large edit; it was found in the background, where there is time for that."""
        if part.n_voxels < LEAST_VOXELS:
            return None
        outcome = np.array(self.data[part.slices], order="K")
        outcome[part.mask] = after
        return runs_of(self.data[part.slices], outcome)

    def apply(self, edit: LabelEdit) -> None:
        """Do an edit; `DataError` if the map is not as it was when the edit was made."""
        foreseen, self._foreseen = self._foreseen, None
        if foreseen is not None and foreseen.edit is edit and foreseen.revision == self.revision:
            self._data = foreseen.data
            self._slabs.change_all(foreseen.outcome._data)
            self._counts = foreseen.outcome._counts
            self.revision += 1
        else:
            self._replace(edit, is_reverted=False)

    def foresee(self, edit: LabelEdit, outcome: "LabelMap", data: np.ndarray) -> None:
        """Know what the map will be after an edit if that is the next change, so that a large one takes no time.

        ``outcome`` is a copy of the map as it is now, in which the edit was done; it is not changed any more. ``data``
        is a copy of its labels, which the map takes for its own: to copy them here may take over 100 ms.
        """
        self._foreseen = _Foreseen(edit, self.revision, outcome, data)

    def revert(self, edit: LabelEdit) -> None:
        """Take an edit back; `DataError` if the map is not as the edit left it."""
        self._replace(edit, is_reverted=True)

    def merged(self, edits: Sequence[LabelEdit]) -> LabelEdit | None:
        """One edit for several that were just applied one after the other; None if nothing is changed after all."""
        if not edits:
            return None
        low = np.min([edit.low for edit in edits], axis=0)
        high = np.max([np.add(edit.low, edit.shape) for edit in edits], axis=0)
        box = tuple(slice(a, b) for a, b in zip(low, high, strict=True))
        after = self._data[box]
        before = after.copy()
        for edit in reversed(edits):
            inside = tuple(slice(a - o, a - o + n) for a, o, n in zip(edit.low, low, edit.shape, strict=True))
            before[inside][edit.mask] = _unpacked(edit.before, edit.n_voxels)
        part = trimmed(low, before != after)
        if part is None:
            return None
        inner = tuple(slice(a - o, a - o + n) for a, o, n in zip(part.low, low, part.mask.shape, strict=True))
        return _edit(part, before[inner][part.mask], after[inner][part.mask])

    def _replace(self, edit: LabelEdit, *, is_reverted: bool) -> None:
        old, new = (edit.after, edit.before) if is_reverted else (edit.before, edit.after)
        part, counts = self._data[edit.slices], None
        self._slabs.change(edit.low[2], min(edit.low[2] + edit.shape[2], self.grid.shape[2]))
        if part.shape == edit.shape and edit.runs is not None:
            counts = self._counts_after_runs(edit, edit.runs, is_reverted=is_reverted)
        elif part.shape == edit.shape:
            counts = _counts_after(part, self._counts, edit, old, new)
        if counts is None:
            raise DataError("This change was made to another drawing, so it cannot be done or undone here.")
        self._counts = counts
        self.revision += 1

    def _counts_after_runs(self, edit: LabelEdit, runs: Runs, *, is_reverted: bool) -> np.ndarray | None:
        """As `_counts_after`, for a large edit."""
        from analysis.labels.editing_kernels import replace_runs  # compiles, or reads its cache, at first use

        old, new = (runs.after, runs.before) if is_reverted else (runs.before, runs.after)
        counts = _with_room(self._counts, int(max(old.max(), new.max())))
        is_done = replace_runs(self._data, edit.low, edit.shape, runs.starts, runs.lengths, old, new, counts)
        return counts if is_done else None


@dataclass(frozen=True, eq=False)
class _Foreseen:
    """What a map of some revision will be after an edit."""

    edit: LabelEdit
    revision: int
    outcome: LabelMap
    data: np.ndarray


def new_region(regions: Iterable[Region], name: str = "", colour: tuple[int, int, int] | None = None) -> Region:
    """A region with the first label that is free in a list; `OptionError` where none is."""
    taken = {region.label for region in regions}
    label = next((n for n in range(1, len(taken) + 2) if n not in taken), 0)
    if not 1 <= label <= MOST_LABELS:
        raise OptionError(f"There are {MOST_LABELS} regions already, the most that a file can hold.")
    return Region(label, name or f"Region {label}", colour or colour_of(label))


_COLOURS = (  # well apart for colour-blind readers: Okabe and Ito 2008, without black, then lighter ones
    (230, 159, 0), (86, 180, 233), (0, 158, 115), (240, 228, 66), (0, 114, 178), (213, 94, 0), (204, 121, 167),
    (255, 205, 120), (170, 220, 255), (120, 220, 190), (255, 170, 130), (235, 190, 220),
)  # fmt: skip


def colour_of(label: int) -> tuple[int, int, int]:
    """The first colour of a label: red, green, blue, 0..255."""
    return _COLOURS[(label - 1) % len(_COLOURS)]


def _labels(data: np.ndarray, grid: Grid) -> np.ndarray:
    """The labels of a file as uint16, or why they cannot be labels."""
    if np.shape(data) != grid.shape:
        raise GeometryError(f"The labels have shape {np.shape(data)}, but the grid has {grid.shape}.")
    values = np.asarray(data)
    if values.dtype.kind == "f":
        if not np.isfinite(values).all():
            raise DataError("The labels have values that are not numbers, so it is not known which region they are.")
        if (values != np.round(values)).any():
            raise DataError("The labels are not whole numbers: this is a map of values, not of regions.")
    if values.size and values.min() < 0:
        raise DataError("The labels have negative numbers, which no region can have.")
    if values.size and values.max() > MOST_LABELS:
        raise DataError(f"The labels go up to {int(values.max())}; at most {MOST_LABELS} regions can be kept.")
    return np.array(values, dtype=np.uint16, order="F")


def _edit(part: Patch, before: np.ndarray, after: np.ndarray) -> LabelEdit:
    i, j, k = part.mask.shape
    packed = zlib.compress(np.packbits(part.mask).tobytes(), _FAST)
    return LabelEdit(part.low, (i, j, k), packed, _packed(before), _packed(after), len(before))


def _packed(labels: np.ndarray) -> int | bytes:
    first = int(labels[0])
    return first if (labels == first).all() else zlib.compress(labels.astype("<u2").tobytes(), _FAST)


def _counts_after(
    part: np.ndarray, counts: np.ndarray, edit: LabelEdit, old: int | bytes, new: int | bytes
) -> np.ndarray | None:
    """Change the labels of the box of an edit; returns how many voxels each label has then.

    None, and nothing is changed, where they are not the old ones.
    """
    from analysis.labels.editing_kernels import replace_each, replace_one  # compiles, or reads its cache, at first use

    n = edit.n_voxels
    if isinstance(old, int) and isinstance(new, int):
        counts = _with_room(counts, max(old, new))
        if replace_one(part, edit.marks, old, new) != n:
            return None
        counts[old] -= n
        counts[new] += n
        return counts
    before, after = _unpacked(old, n), _unpacked(new, n)
    counts = _with_room(counts, int(max(before.max(), after.max())))
    return counts if replace_each(part, edit.marks, before, after, counts) else None


def _with_room(counts: np.ndarray, largest: int) -> np.ndarray:
    """A copy of counts that has one for a label."""
    return np.pad(counts, (0, max(0, largest + 1 - len(counts))))


def _unpacked(labels: int | bytes, n: int) -> np.ndarray:
    if isinstance(labels, int):
        return np.full(n, labels, dtype=np.uint16)
    return np.frombuffer(zlib.decompress(labels), dtype="<u2")
