"""Which space of a processed patient the views show, and where the crosshair is in MNI space."""

from dataclasses import dataclass

import numpy as np

from analysis.atlas.parcellation import aal
from analysis.atlas.territories import BEDS, territory_atlas
from analysis.pipeline.routes import Space
from gui.session import Role, Session


@dataclass(frozen=True, eq=False)
class StandardPlace:
    """A place in MNI space: ``xyz_mm`` ``(3,)``, its AAL region and the artery that feeds it (empty where none).

    ``is_border`` says that published maps disagree on the artery there.
    """

    xyz_mm: np.ndarray
    region: str
    territory: str
    is_border: bool


def show_space(session: Session, space: Space) -> None:
    """Show another space; if no image of it was switched on, its first one is."""
    if space not in session.spaces.offered:
        return
    with session.batch():
        session.show_space(space)
        images = [layer for layer in session.layers_here if layer.role is Role.UNDERLAY]
        if images and not any(layer.display.visible for layer in images):
            session.show_layer(images[0].id, visible=True)


def show_next_space(session: Session) -> None:
    """Show the space after the one that is shown, and the first after the last."""
    offered, current = session.spaces.offered, session.spaces.current
    if current is not None:
        show_space(session, offered[(offered.index(current) + 1) % len(offered)])


def standard_place(session: Session) -> StandardPlace | None:
    """Where the crosshair is in MNI space; None where that is not known.

    It is known through the transforms of the processed patient that is open, or because all that is open is in MNI.
    """
    if session.spaces.current is None:
        if not session.layers or any(layer.space != "MNI152" for layer in session.layers):
            return None
        xyz_mm = session.cursor_mm
    else:
        xyz_mm = session.spaces.point(session.cursor_mm, session.spaces.current, Space.MNI)
    arteries = territory_atlas()
    number = int(arteries.labels_at(xyz_mm)[0])
    territory = f"{BEDS[number - 1].territory.value}, {BEDS[number - 1].side.value}" if number else ""
    return StandardPlace(xyz_mm, aal().name_at(xyz_mm) or "", territory, bool(arteries.border_at(xyz_mm)[0]))
