"""Regions of an atlas over the scans: in MNI space as they are, in a native space through the computed transforms."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication

from analysis.atlas.parcellation import aal
from analysis.atlas.territories import BEDS, territory_atlas
from analysis.errors import OptionError
from analysis.image import Volume
from analysis.pipeline.routes import Space
from analysis.progress import Progress, silent
from gui.commands.first_look import atlas_look
from gui.jobs import Job, JobRunner
from gui.session import Role, Session


@dataclass(frozen=True, eq=False)
class Atlas:
    """Regions by number, ``volume`` in MNI space, and their names."""

    volume: Volume
    names: dict[int, str]


def _tr(text: str) -> str:
    return QCoreApplication.translate("atlases", text)


def regions(progress: Progress = silent) -> Atlas:
    """The job: the regions of AAL."""
    progress(0.0, "")
    atlas = aal()
    return Atlas(Volume(atlas.grid, atlas.labels, _tr("AAL regions")), dict(atlas.names))


def territories(progress: Progress = silent) -> Atlas:
    """The job: the territories of the large arteries, by the approximate rule of `analysis.atlas.territories`."""
    progress(0.0, "")
    atlas = territory_atlas()
    names = {number: f"{bed.territory.value}, {bed.side.value}" for number, bed in enumerate(BEDS, start=1)}
    return Atlas(Volume(atlas.grid, atlas.labels, _tr("Arterial territories (approximate)")), names)


def show_atlas(session: Session, jobs: JobRunner, load: Callable[..., Atlas]) -> Job:
    """Add an atlas over what is shown, or switch it on if it is there.

    Raises
    ------
    OptionError
        if it is not known where MNI space is in what is open
    """
    is_mni = bool(session.layers) and all(layer.space == "MNI152" for layer in session.layers)
    if session.spaces.patient is None and not is_mni:
        raise OptionError(
            _tr(
                "Where the regions are in this scan is not known yet: process the patient first (Patient page), or "
                "open what processing has left."
            )
        )
    return jobs.submit(_tr("Atlas"), load, on_done=partial(_add, session, session.spaces.patient), quiet=True)


def _add(session: Session, patient: object, atlas: Atlas) -> None:
    if session.spaces.patient is not patient or not session.layers:
        return
    there = next((layer for layer in session.layers if layer.name == atlas.volume.name and layer.names), None)
    if there is not None:
        session.show_layer(there.id, visible=True)
        session.select_layer(there.id)
        return
    look = atlas_look()
    home = None if patient is None else Space.MNI
    with session.batch():
        lowest = sum(1 for layer in session.layers if layer.role is Role.UNDERLAY)
        name = atlas.volume.name
        layer = session.add_layer(name, atlas.volume, look.role, look.display, names=atlas.names, home=home)
        session.move_layer(layer.id, lowest)  # under the maps, which it would hide
