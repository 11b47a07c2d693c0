"""A map of regions: the only editable array of the project, changed only through `LabelEdit`.

An edit holds which voxels it changes and what they were and become, compressed, so that a thousand strokes can be
kept for undo, written to a journal, and applied again to the same map with the same result, bit for bit.
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analysis.errors import DataError, GeometryError, OptionError
from analysis.grid import Grid
from analysis.image import Mask
from analysis.labels.patch import Patch, trimmed

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
    """

    low: tuple[int, int, int]
    shape: tuple[int, int, int]
    changed: bytes
    before: int | bytes
    after: int | bytes
    n_voxels: int

    @property
    def n_bytes(self) -> int:
        """Memory that the edit takes, nearly."""
        return 200 + len(self.changed) + sum(len(v) for v in (self.before, self.after) if isinstance(v, bytes))

    @property
    def mask(self) -> np.ndarray:
        """``shape`` booleans: the changed voxels of the box."""
        bits = np.frombuffer(zlib.decompress(self.changed), dtype=np.uint8)
        return np.unpackbits(bits, count=int(np.prod(self.shape))).reshape(self.shape).astype(bool)

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
        if data is not None:
            self._counts = np.bincount(self._data.ravel(order="K"), minlength=1).astype(np.int64)
        self._regions = {region.label: region for region in regions}
        for label in np.flatnonzero(self._counts):
            if label and label not in self._regions:
                self._regions[int(label)] = Region(int(label), f"Region {label}", colour_of(int(label)))
        self.revision = 0  # grows with each change
        self.names_revision = 0  # grows with each change of names, colours and flags
        self.held: frozenset[int] = frozenset()  # labels that work goes on for: they do not change until it is done

    # -- looking -----------------------------------------------------------------------------------------

    @property
    def data(self) -> np.ndarray:
        """``(ni, nj, nk)`` uint16 labels, Fortran-ordered, read-only; the same memory after each edit."""
        view = self._data.view()
        view.flags.writeable = False
        return view

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

    def volume_mm3(self, label: int) -> float:
        """Volume of a region in mm³."""
        return self.n_voxels(label) * self.grid.voxel_volume_mm3

    def mask(self, label: int) -> Mask:
        """The voxels of a region."""
        return Mask(self.grid, self._data == label, self.region(label).name)

    def patch(self, label: int) -> Patch | None:
        """The voxels of a region in their smallest box; None where it is empty."""
        return trimmed((0, 0, 0), self._data == label) if self.n_voxels(label) else None

    # -- names ---------------------------------------------------------------------------------------------

    def set_regions(self, regions: Iterable[Region]) -> None:
        """Take other names, colours and flags; a label that is in the map must keep its region."""
        new = {region.label: region for region in regions}
        lost = [label for label in np.flatnonzero(self._counts).tolist() if label and label not in new]
        if lost:
            raise OptionError(f"The region {self._regions[lost[0]].name} still has voxels; clear it first.")
        self._regions = new
        self.revision += 1
        self.names_revision += 1

    def add_region(self, name: str = "", colour: tuple[int, int, int] | None = None) -> Region:
        """A new, empty region with the next free label."""
        region = new_region(self.regions, name, colour)
        self._regions[region.label] = region
        self.revision += 1
        self.names_revision += 1
        return region

    def change_region(self, label: int, **changes: Any) -> Region:
        """Rename, recolour, show, hide or lock a region."""
        self._regions[label] = replace(self.region(label), **changes)
        self.revision += 1
        self.names_revision += 1
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
        return _edit(part, self._data[part.slices][part.mask], after)

    def apply(self, edit: LabelEdit) -> None:
        """Do an edit; `DataError` if the map is not as it was when the edit was made."""
        self._replace(edit, edit.before, edit.after)

    def revert(self, edit: LabelEdit) -> None:
        """Take an edit back; `DataError` if the map is not as the edit left it."""
        self._replace(edit, edit.after, edit.before)

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

    def _replace(self, edit: LabelEdit, old: int | bytes, new: int | bytes) -> None:
        part, mask = self._data[edit.slices], edit.mask
        if part.shape != edit.shape or not np.array_equal(part[mask], _unpacked(old, edit.n_voxels)):
            raise DataError("This change was made to another drawing, so it cannot be done or undone here.")
        labels = _unpacked(new, edit.n_voxels)
        part[mask] = labels
        self._count(_unpacked(old, edit.n_voxels), -1)
        self._count(labels, +1)
        self.revision += 1

    def _count(self, labels: np.ndarray, sign: int) -> None:
        counts = np.bincount(labels).astype(np.int64)
        if len(counts) > len(self._counts):
            self._counts = np.pad(self._counts, (0, len(counts) - len(self._counts)))
        self._counts[: len(counts)] += sign * counts


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


def _unpacked(labels: int | bytes, n: int) -> np.ndarray:
    if isinstance(labels, int):
        return np.full(n, labels, dtype=np.uint16)
    return np.frombuffer(zlib.decompress(labels), dtype="<u2")
