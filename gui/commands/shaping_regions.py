"""What is done to the whole of a region: each is one step of undo, and follows what may be drawn over."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.errors import OptionError
from analysis.grid import Grid
from analysis.image import Mask
from analysis.labels import shaping
from analysis.labels.carrying import Carried, carried, carried_through
from analysis.labels.label_map import LabelEdit, LabelMap, new_region
from analysis.labels.patch import Patch, trimmed, united
from analysis.pipeline.routes import Routes, Space
from analysis.plane import Orientation
from gui.commands.computing import mask_of
from gui.commands.drawing import begin_gesture, current_map, refuse_held, require_grid
from gui.commands.regions import change_map
from gui.commands.shaping_work import Order, Work, carry_out
from gui.drawing import OpenLabels, Over
from gui.jobs import JobRunner
from gui.session import Role, Session

_WARPED = 5  # a voxel that goes through a registration takes about as long as so many others


def _tr(text: str) -> str:
    return QCoreApplication.translate("shaping_regions", text)


class Combine(Enum):
    """What becomes of a region with another one."""

    UNION = "add"
    INTERSECTION = "keep inside"
    DIFFERENCE = "take away"


@dataclass(frozen=True, eq=False)
class Other:
    """Something that a region can be combined with: its voxels are looked for when they are needed.

    ``is_drawn`` says that they can change, so that they are those of the moment at which it is asked for.
    """

    name: str
    patch: Callable[[], Patch | None]
    grid: Grid
    is_drawn: bool = False


# -- shape -------------------------------------------------------------------------------------------------------
# With `jobs` a large region is worked on in the background, and held meanwhile.


def fill(session: Session, jobs: JobRunner | None = None) -> None:
    """Fill the holes that are closed in 3D, and those of each slice if it is drawn in slices of one direction."""
    _reshape(session, _tr("fill {name}"), _filled, jobs)


def interpolate(session: Session, jobs: JobRunner | None = None) -> None:
    """Fill in the slices between those that were drawn."""
    _reshape(
        session, _tr("fill between slices: {name}"), partial(shaping.interpolated_across, grid=_grid(session)), jobs
    )


def smooth(session: Session, fwhm_mm: float, jobs: JobRunner | None = None) -> None:
    """Smooth the surface of the region."""
    _reshape(
        session, _tr("smooth {name}"), partial(shaping.smoothed, grid=_grid(session), fwhm_mm=fwhm_mm), jobs, fwhm_mm
    )


def dilate(session: Session, mm: float, jobs: JobRunner | None = None) -> None:
    """Make the region larger by some millimetres."""
    _reshape(session, _tr("dilate {name}"), partial(shaping.dilated, grid=_grid(session), mm=mm), jobs, mm)


def erode(session: Session, mm: float, jobs: JobRunner | None = None) -> None:
    """Make the region smaller by some millimetres."""
    _reshape(session, _tr("erode {name}"), partial(shaping.eroded, grid=_grid(session), mm=mm), jobs)


def keep_largest(session: Session, jobs: JobRunner | None = None) -> None:
    """Keep the largest piece only."""
    _reshape(session, _tr("keep the largest piece: {name}"), shaping.largest_piece, jobs)


def invert(session: Session, jobs: JobRunner | None = None) -> None:
    """Take every voxel of the brain mask (or of the whole grid without one) that is not in the region."""
    grid = _grid(session)
    masks = [layer for layer in session.layers if layer.role is Role.MASK and layer.grid.matches(grid)]
    work = partial(_inverted, grid=grid, inside=mask_of(masks[0]) if masks else None)
    _reshape(session, _tr("invert {name}"), work, jobs, max(grid.shape) * max(grid.voxel_size_mm))


def _filled(patch: Patch) -> Patch:
    filled = shaping.filled(patch)
    for axis in range(3):
        filled = shaping.filled(filled, axis) if patch.mask.shape[axis] == 1 else filled
    return filled


def _inverted(patch: Patch, *, grid: Grid, inside: Mask | None) -> Patch | None:
    whole = np.ones(grid.shape, dtype=bool) if inside is None else inside.data
    return trimmed((0, 0, 0), whole & ~patch.on(grid))


def copy_to_next_slice(session: Session, orientation: Orientation, step: int) -> None:
    """Copy what the region has in the slice through the crosshair to the next one, and go there."""
    gesture = begin_gesture(session, "")  # refuses where the region is locked or held
    grid, labels, label = require_grid(session), gesture.drawn.labels, gesture.label
    axis, here = grid.voxel_axis(orientation.value), grid.voxel_at(session.cursor_mm)
    one = None if here is None else _in_slice(labels, label, axis, here[axis])
    if one is None:
        raise OptionError(_tr("The region in use has nothing in this slice to copy."))
    towards = 1 if grid.affine[orientation.value, axis] > 0 else -1
    moved = shaping.moved_by_slices(one, grid, axis, step * towards)
    if moved is None:
        raise OptionError(_tr("There is no further slice."))
    title = _tr("copy to the next slice: {name}").format(name=labels.region(label).name)
    _take_shape(session, gesture.drawn, label, title, moved, labels.edit(moved, label, over=_over(session)))
    session.move_cursor(session.cursor_mm + (grid.to_mm(np.eye(3)[axis]) - grid.to_mm(np.zeros(3))) * step * towards)


def _in_slice(labels: LabelMap, label: int, axis: int, index: int) -> Patch | None:
    """What a region has in one slice; None where it has nothing there."""
    low, box = [0, 0, 0], [slice(None)] * 3
    low[axis], box[axis] = index, slice(index, index + 1)
    return trimmed((low[0], low[1], low[2]), labels.data[tuple(box)] == label)


# -- with others -------------------------------------------------------------------------------------------------


def others(session: Session) -> tuple[Other, ...]:
    """What the region in use can be combined with: mask layers, and regions of other maps that are open."""
    drawn = current_map(session)
    found = [
        Other(layer.name, _of_mask(mask_of(layer).data), layer.grid)
        for layer in session.layers
        if layer.role is Role.MASK and not layer.is_series
    ]
    for one in session.drawing.maps:
        if one is not drawn:
            found += [
                Other(f"{region.name} ({one.name})", _of_region(one, region.label), one.labels.grid, is_drawn=True)
                for region in one.labels.regions
            ]
    return tuple(found)


def combine(session: Session, other: Other, how: Combine, jobs: JobRunner | None = None) -> None:
    """Unite the region in use with another, keep what is in both, or take the other away; the other stays as it is.

    One on another grid is brought to the one that is drawn on, and how much that changed is told.
    """
    gesture = begin_gesture(session, "")
    labels, label, grid = gesture.drawn.labels, gesture.label, _grid(session)
    own = labels.patch(label) or Patch((0, 0, 0), np.zeros((1, 1, 1), dtype=bool))
    title = f"{how.value} {other.name}: {labels.region(label).name}"
    brought: list[Carried] = []  # how the other came to this grid, told when it is done
    drawn_now = other.patch() if other.is_drawn else None
    voxels = (lambda: drawn_now) if other.is_drawn else other.patch
    work = partial(_combined, other=replace(other, patch=voxels), grid=grid, how=how, brought=brought)
    settle = partial(_settled, label=label, over=_over(session))

    def take(found: Patch | None, edit: LabelEdit | None) -> None:
        _take_shape(session, gesture.drawn, label, title, found, edit)
        if not other.grid.matches(grid, 1e-3):
            words = _tr("{name} was brought to this grid: {words}")
            session.tell(words.format(name=other.name, words=brought[-1].in_words()))

    n_at_work = own.mask.size + min(grid.n_voxels, _n_in(other, drawn_now, grid))
    carry_out(session, Order(gesture.drawn, label, title, own, work, settle, take, n_at_work), jobs)


def _n_in(other: Other, drawn_now: Patch | None, grid: Grid) -> int:
    """About how many voxels of a grid must be looked at for another region."""
    n = other.grid.n_voxels if drawn_now is None else drawn_now.mask.size
    return int(n * other.grid.voxel_volume_mm3 / grid.voxel_volume_mm3)


def _combined(patch: Patch, *, other: Other, grid: Grid, how: Combine, brought: list[Carried]) -> Patch | None:
    drawn = other.patch()
    if drawn is None:
        raise OptionError(_tr("{name} has no voxel.").format(name=other.name))
    moved = carried(drawn, other.grid, grid)
    brought.append(moved)
    second = moved.patch or Patch(patch.low, np.zeros((1, 1, 1), dtype=bool))
    whole = united([patch, second])
    assert whole is not None
    first_in, second_in = (_laid_in(one, whole) for one in (patch, second))
    result = {
        Combine.UNION: lambda: first_in | second_in,
        Combine.INTERSECTION: lambda: first_in & second_in,
        Combine.DIFFERENCE: lambda: first_in & ~second_in,
    }[how]()
    return trimmed(whole.low, result)


def _laid_in(patch: Patch, box: Patch) -> np.ndarray:
    """The booleans of a patch in a larger box."""
    laid = np.zeros(box.mask.shape, dtype=bool)
    inside = zip(patch.low, box.low, patch.mask.shape, strict=True)
    laid[tuple(slice(a - o, a - o + n) for a, o, n in inside)] = patch.mask
    return laid


def _of_mask(data: np.ndarray) -> Callable[[], Patch | None]:
    return lambda: trimmed((0, 0, 0), data)


def _of_region(one: OpenLabels, label: int) -> Callable[[], Patch | None]:
    return lambda: one.labels.patch(label)


# -- the other side ----------------------------------------------------------------------------------------------


def knows_middle(session: Session) -> bool:
    """Whether the plane between the hemispheres is known: by MNI space, or by the patient's normalisation."""
    drawn = current_map(session)
    return session.spaces.patient is not None or drawn.space == "MNI152"


def mirror(session: Session, middle_x_mm: float | None = None, jobs: JobRunner | None = None) -> None:
    """Make a region of the mirror image across the mid-plane, named for the other side.

    The plane is x = 0 of MNI space, to which a patient's native space is mapped and back. Where that is not known,
    ``middle_x_mm`` says where a sagittal plane divides the head, and that is told.
    """
    drawn, patch = current_map(session), _patch(session)
    grid = require_grid(session)
    label = session.drawing.label
    refuse_held(drawn.labels, [label])
    spaces = session.spaces
    work: Work
    if spaces.patient is not None and spaces.current is not None and spaces.current is not Space.MNI:
        work = partial(_mirrored_through_mni, seen=grid, routes=spaces.patient.routes, here=spaces.current)
    elif knows_middle(session) or middle_x_mm is not None:
        x_mm = 0.0 if knows_middle(session) else float(middle_x_mm or 0.0)
        work = partial(_mirrored, seen=grid, x_mm=x_mm)
        if not knows_middle(session):
            session.tell(
                _tr(
                    "Mirrored across the sagittal plane at x = {x:.1f} mm as you said: the head may lie askew. Process "
                    "the patient to mirror through MNI space."
                ).format(x=x_mm)
            )
    else:
        raise OptionError(_tr("Say where the middle of the head is: this scan is not in MNI space nor processed."))
    title = _tr("mirror {name}").format(name=drawn.labels.region(label).name)
    take = partial(_add_mirrored, session, drawn, label, title, _over(session))
    n_at_work = _WARPED * patch.mask.size if spaces.patient is not None else patch.mask.size
    carry_out(session, Order(drawn, label, title, patch, work, _nothing, take, n_at_work), jobs)


def _nothing(labels: LabelMap, found: Patch | None) -> None:
    """A mirror image is drawn in a region that is made when it is there."""


def _add_mirrored(
    session: Session,
    drawn: OpenLabels,
    label: int,
    title: str,
    over: frozenset[int] | None,
    found: Patch | None,
    _: LabelEdit | None,
) -> None:
    if found is None:
        raise OptionError(_tr("The mirror image lies outside the grid that is drawn on."))
    before = drawn.labels.regions
    made = new_region(before, other_side(drawn.labels.region(label).name))
    edit = drawn.labels.relabel(found, np.uint16(made.label), over=over)
    with session.batch():
        change_map(session, title, edit, (*before, made), drawn=drawn)
        if session.drawing.current is drawn:
            session.drawing.choose_region(made.label)


def other_side(name: str) -> str:
    """A name with the side swapped; "… (mirror)" where it tells none."""
    pairs = (("left", "right"), ("Left", "Right"), ("LEFT", "RIGHT"), ("L", "R"), ("lh", "rh"))
    for first, second in pairs:
        for one, other in ((first, second), (second, first)):
            swapped = re.sub(rf"(?<![A-Za-z]){one}(?![A-Za-z])", other, name)
            if swapped != name:
                return swapped
    return f"{name} ({_tr('mirror')})"


def _mirrored(patch: Patch, *, seen: Grid, x_mm: float) -> Patch | None:
    """Across a sagittal plane of the space shown, in which the grid lies as ``seen``."""
    return shaping.mirrored(patch, seen, np.array([x_mm, 0, 0]), np.array([1.0, 0, 0]))


def _mirrored_through_mni(patch: Patch, *, seen: Grid, routes: Routes, here: Space) -> Patch | None:
    """The voxels whose place, mapped to MNI space, mirrored and mapped back, lies in the region."""

    def reflected(points: np.ndarray) -> np.ndarray:
        return routes.points(routes.points(points, here, Space.MNI) * (-1, 1, 1), Space.MNI, here)

    return carried_through(patch, seen, seen, reflected, reflected).patch


# -- for all -----------------------------------------------------------------------------------------------------


def _grid(session: Session) -> Grid:
    return current_map(session).labels.grid


def _patch(session: Session) -> Patch:
    drawn, region = current_map(session), session.drawing.region
    patch = None if region is None else drawn.labels.patch(region.label)
    if region is None or patch is None:
        raise OptionError(_tr("The region in use is empty; draw it first."))
    return patch


def _over(session: Session) -> frozenset[int] | None:
    return frozenset({0}) if session.drawing.over is Over.EMPTY else None


def _reshape(session: Session, text: str, work: Work, jobs: JobRunner | None = None, reach_mm: float = 0.0) -> None:
    """Give the region in use the voxels that some work finds, which looks as far around it as a reach."""
    patch = _patch(session)
    gesture = begin_gesture(session, "")  # refuses where the region is locked or held
    drawn, label = gesture.drawn, gesture.label
    title = text.format(name=drawn.labels.region(label).name)
    settle = partial(_settled, label=label, over=_over(session))
    take = partial(_take_shape, session, drawn, label, title)
    n_at_work = _n_within(patch, drawn.labels.grid, reach_mm)
    carry_out(session, Order(drawn, label, title, patch, work, settle, take, n_at_work), jobs)


def _n_within(patch: Patch, grid: Grid, reach_mm: float) -> int:
    """The voxels of the box around a region and what is within a reach of it."""
    reach = 2 * np.ceil(reach_mm / np.array(grid.voxel_size_mm))
    return int(np.minimum(np.array(patch.mask.shape) + reach, grid.shape).prod())


def _settled(labels: LabelMap, new: Patch | None, *, label: int, over: frozenset[int] | None) -> LabelEdit | None:
    return _difference(labels, label, new, over)


def _take_shape(
    session: Session, drawn: OpenLabels, label: int, title: str, _: Patch | None, edit: LabelEdit | None
) -> None:
    region = drawn.labels.region(label)
    if region.locked:  # since it was asked for
        raise OptionError(_tr("{name} is locked; unlock it in the list of regions.").format(name=region.name))
    if edit is None:
        session.tell(_tr("That changes nothing in {name}.").format(name=region.name))
    else:
        change_map(session, title, edit, drawn=drawn)


def _difference(labels: LabelMap, label: int, new: Patch | None, over: frozenset[int] | None) -> LabelEdit | None:
    """The edit after which a region has these voxels, and no others."""
    old = labels.patch(label)
    whole = united([patch for patch in (old, new) if patch is not None])
    if whole is None:
        return None
    wanted = np.zeros(whole.mask.shape, dtype=bool)
    if new is not None:
        inside = tuple(slice(a - o, a - o + n) for a, o, n in zip(new.low, whole.low, new.mask.shape, strict=True))
        wanted[inside] = new.mask
    current = labels.data[whole.slices]
    changed = wanted != (current == label)
    if over is not None:
        changed &= ~wanted | (current == 0)
    return labels.relabel(Patch(whole.low, changed), np.where(wanted, label, 0).astype(np.uint16))
