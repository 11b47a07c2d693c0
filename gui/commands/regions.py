"""The list of regions: rename, recolour, lock, merge, split, remove; each is one step of undo."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.errors import OptionError
from analysis.labels.label_map import LabelEdit, LabelMap, Region, new_region
from analysis.labels.patch import Patch, united
from analysis.labels.shaping import pieces
from gui.commands.drawing import change_list, current_map, refuse_held
from gui.drawing import OpenLabels
from gui.session import Session
from gui.undo import EditLabels, with_lost

MOST_PIECES = 200


def _tr(text: str) -> str:
    return QCoreApplication.translate("regions", text)


def rename(session: Session, label: int, name: str) -> None:
    """Give a region another name; an empty one changes nothing."""
    name = " ".join(name.split())
    if name:
        _replace(session, label, _tr("rename {name}"), name=name)


def recolour(session: Session, label: int, colour: tuple[int, int, int]) -> None:
    """Draw a region in another colour."""
    _replace(session, label, _tr("recolour {name}"), colour=colour)


def lock(session: Session, label: int, *, locked: bool) -> None:
    """Protect a region from every tool, or let it be changed again."""
    _replace(session, label, _tr("lock {name}") if locked else _tr("unlock {name}"), locked=locked)


def remove(session: Session, labels: Sequence[int]) -> None:
    """Delete regions with their voxels."""
    drawn = current_map(session)
    _refuse_locked(drawn.labels, labels)
    edit = _relabelled(drawn.labels, labels, 0)
    after = tuple(region for region in drawn.labels.regions if region.label not in labels)
    text = _tr("delete {name}").format(name=_names(drawn.labels, labels))
    change_map(session, text, edit, after)


def merge(session: Session, labels: Sequence[int]) -> None:
    """Give the voxels of some regions to the first of them."""
    if len(labels) < 2:
        raise OptionError(_tr("Select two or more regions in the list to merge them."))
    drawn = current_map(session)
    _refuse_locked(drawn.labels, labels)
    first, *others = labels
    edit = _relabelled(drawn.labels, others, first)
    after = tuple(region for region in drawn.labels.regions if region.label not in others)
    text = _tr("merge into {name}").format(name=drawn.labels.region(first).name)
    change_map(session, text, edit, after)
    session.drawing.choose_region(first)


def split(session: Session, label: int) -> int:
    """Make a region of each piece that touches no other by a face; the largest keeps the name. Returns how many."""
    labels = current_map(session).labels
    _refuse_locked(labels, [label])
    region, patch = labels.region(label), labels.patch(label)
    parts = () if patch is None else pieces(patch)
    if len(parts) < 2:
        raise OptionError(_tr("{name} is in one piece.").format(name=region.name))
    if len(parts) > MOST_PIECES:
        raise OptionError(
            _tr("{name} is in {n} pieces; smooth it or keep the largest first.").format(name=region.name, n=len(parts))
        )
    assert patch is not None
    after, values = list(labels.regions), np.zeros(patch.mask.shape, dtype=np.uint16)
    for number, part in enumerate(parts[1:], start=2):
        made = new_region(after, f"{region.name} {number}")
        after.append(made)
        inside = tuple(slice(a - o, a - o + n) for a, o, n in zip(part.low, patch.low, part.mask.shape, strict=True))
        values[inside][part.mask] = made.label
    edit = labels.relabel(Patch(patch.low, values > 0), values)
    change_map(session, _tr("split {name}").format(name=region.name), edit, tuple(after))
    return len(parts)


def change_map(
    session: Session,
    text: str,
    edit: LabelEdit | None,
    regions: tuple[Region, ...] | None = None,
    *,
    drawn: OpenLabels | None = None,
) -> None:
    """Do an edit, and take another list of regions with it, as one step of undo; without either nothing is done.

    It is done in the current map, or in ``drawn``.
    """
    session.drawing.end_gesture()
    drawn = drawn or current_map(session)
    before = drawn.labels.regions
    if edit is None and (regions is None or regions == before):
        return
    drawing, numbers = session.drawing, []
    with session.batch():
        if regions is not None:
            drawing.set_regions(drawn.id, with_lost(before, regions))
        if edit is not None:
            numbers.append(drawing.apply(drawn.id, edit, text))
        if regions is not None:
            drawing.set_regions(drawn.id, regions)
        lists = None if regions is None else (before, drawn.labels.regions)
        session.undo_stack.push(EditLabels(session, drawn.id, text, edit, numbers, lists))


def _replace(session: Session, label: int, text: str, **changes: object) -> None:
    drawn = current_map(session)
    name = drawn.labels.region(label).name
    regions = [replace(one, **changes) if one.label == label else one for one in drawn.labels.regions]  # type: ignore[arg-type]
    change_list(session, text.format(name=name), regions)


def _relabelled(labels: LabelMap, taken: Sequence[int], label: int) -> LabelEdit | None:
    found = united([patch for one in taken if (patch := labels.patch(one)) is not None])
    return None if found is None else labels.relabel(found, np.uint16(label))


def _refuse_locked(labels: LabelMap, taken: Sequence[int]) -> None:
    refuse_held(labels, taken)
    for one in taken:
        if labels.region(one).locked:
            raise OptionError(
                _tr("{name} is locked; unlock it in the list of regions.").format(name=labels.region(one).name)
            )


def _names(labels: LabelMap, taken: Sequence[int]) -> str:
    return labels.region(taken[0]).name if len(taken) == 1 else _tr("{n} regions").format(n=len(taken))
