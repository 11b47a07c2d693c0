"""What a region may be called: the atlas region that most of it is in."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.atlas.parcellation import Parcellation, aal, aal3
from analysis.labels.label_map import LabelEdit, Region
from analysis.pipeline.routes import Space
from gui.drawing import OpenLabels, Source
from gui.session import Session

_SAMPLES, _OF_A_STROKE = 500, 200
_LEAST_SHARE = 0.5  # of a stroke's voxels that lie in the atlas region


def proposed_name(session: Session, label: int) -> str:
    """The AAL region that most of a region's voxels are in, through the patient's transforms; "" where unknown.

    It is one of AAL3 while regions of AAL3 are picked.
    """
    drawn = session.drawing.current
    patch = None if drawn is None else drawn.labels.patch(label)
    if drawn is None or patch is None:
        return ""
    ijk = np.argwhere(patch.mask) + np.array(patch.low)
    shares = _shares(session, drawn, ijk[:: max(1, len(ijk) // _SAMPLES)])
    return max(shares, key=lambda name: (shares[name], name)) if shares else ""


def with_name(session: Session, drawn: OpenLabels, label: int, edit: LabelEdit) -> tuple[Region, ...] | None:
    """The list of regions in which one is called after what its first strokes lie in; None where nothing changes.

    A name that a person gave is never replaced. Nothing is proposed where less than half of the voxels lie in one
    region, such as those of a lesion in the white matter.
    """
    region = drawn.labels.region(label)
    is_open = region.name in (f"Region {label}", _first_name(), drawn.proposed.get(label))
    if not is_open or edit.after != label or not _is_ready(session):
        return None
    marked = np.flatnonzero(edit.marks)
    marked = marked[:: max(1, len(marked) // _OF_A_STROKE)]
    some = np.stack(np.unravel_index(marked, edit.shape), axis=-1) + np.array(edit.low)
    found = drawn.shares.setdefault(label, {})
    for name, share in _shares(session, drawn, some).items():
        found[name] = found.get(name, 0.0) + share * edit.n_voxels
    found[""] = found.get("", 0.0) + edit.n_voxels
    names = [name for name in found if name]
    best = max(names, key=lambda name: found[name], default="")
    if not best or found[best] < _LEAST_SHARE * found[""] or best == region.name:
        return None
    drawn.proposed[label] = best
    return tuple(replace(one, name=best) if one.label == label else one for one in drawn.labels.regions)


def _first_name() -> str:
    return QCoreApplication.translate("drawing", "Region 1")


def _is_ready(session: Session) -> bool:
    """A stroke never waits for an atlas to be read."""
    return (aal3 if session.drawing.options.source is Source.AAL3 else aal).cache_info().currsize > 0


def _atlas(session: Session) -> Parcellation:
    return aal3() if session.drawing.options.source is Source.AAL3 else aal()


def _shares(session: Session, drawn: OpenLabels, ijk: np.ndarray) -> dict[str, float]:
    """Which part of voxels lies in which region of the atlas."""
    grid, spaces = session.grid_of(drawn), session.spaces
    if grid is None or not len(ijk):
        return {}
    places = grid.to_mm(ijk)
    if spaces.current is not None and spaces.patient is not None:
        places = spaces.patient.routes.points(places, spaces.current, Space.MNI)
    elif drawn.space != "MNI152":
        return {}
    atlas = _atlas(session)
    numbers, counts = np.unique(atlas.labels_at(places), return_counts=True)
    return {
        atlas.names[int(number)].replace("_", " "): int(count) / len(ijk)
        for number, count in zip(numbers, counts, strict=True)
        if number
    }
