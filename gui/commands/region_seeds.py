"""Regions as seeds, and places of the literature as seeds or regions."""

import re
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.atlas.seed_places import SeedPlace
from analysis.errors import AlgoscopeError, DataError, OptionError
from analysis.image import Mask
from analysis.labels.label_map import Region
from analysis.labels.patch import Patch
from analysis.labels.solids import ball_stroke
from analysis.metrics.seeds import MaskSeed, SphereSeed
from analysis.pipeline.derivative import read_processed
from analysis.pipeline.routes import Space
from gui import log
from gui.commands import drawing, opening, region_numbers, seeding
from gui.jobs import Job, JobRunner
from gui.session import Layer, Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("region_seeds", text)


def pin_region(session: Session) -> MaskSeed:
    """Keep the region in use as a seed: its voxels on the grid of the series.

    Raises
    ------
    OptionError, DataError
        if there is no region, no series, or the region holds no voxel of it
    """
    asked = region_numbers.ask(session, with_series=True)
    if asked is None or asked.patch is None:
        raise OptionError(_tr("Draw a region first: its mean time course becomes the seed."))
    if asked.series is None:
        raise OptionError(_tr("Open a BOLD series first: a seed needs time courses."))
    grid = asked.series.grid
    patch = region_numbers.region_on(asked, grid, asked.series_space)
    if patch is None:
        name = asked.region.name
        raise DataError(_tr("{name} holds no voxel of the series; draw it larger, or elsewhere.").format(name=name))
    seed = MaskSeed(_seed_name(asked.region), Mask(grid, patch.on(grid), asked.region.name))
    session.seeds.pin_region(seed)
    return seed


def connectivity_of_region(session: Session, jobs: JobRunner) -> Job:
    """Keep the region in use as a seed and compute its map; raises as `pin_region`.

    Where no series is open, that of the processed patient is opened first: it was left in MNI space.
    """
    kept = None if session.series_layer is not None else _series_of_patient(session)
    if kept is None or session.drawing.region is None:
        return seeding.keep_map(session, jobs, pin_region(session))
    log.hide(kept)
    go_on = partial(_go_on, session, jobs, session.drawing.label)
    session.tell(_tr("The series of the patient is being opened; then the map of the seed is computed."))
    return opening.open_paths(session, jobs, [kept], on_series_read=go_on)


def _series_of_patient(session: Session) -> Path | None:
    """The resting series that processing has left in MNI space."""
    patient = session.spaces.patient
    if patient is None or patient.folder is None:
        return None
    return read_processed(patient.folder, patient.name.removeprefix("sub-")).bold_mni


def _go_on(session: Session, jobs: JobRunner, label: int, layer: Layer) -> None:
    """The series is there: it is needed, not looked at, and the region may be another one by now."""
    session.show_layer(layer.id, visible=False)
    try:
        if session.drawing.label == label:
            seeding.keep_map(session, jobs, pin_region(session))
    except AlgoscopeError as error:
        session.tell(str(error))


def seed_at(session: Session, place: SeedPlace) -> SphereSeed:
    """Put the live seed and the crosshair at a place of the literature; `OptionError` where it cannot be found."""
    xyz_mm = _here(session, place)
    session.seeds.set_options(radius_mm=place.radius_mm)
    session.seeds.move(xyz_mm)
    session.move_cursor(xyz_mm)
    seed = session.seeds.current
    assert seed is not None
    return seed


def region_at(session: Session, place: SeedPlace) -> Region:
    """Draw the sphere of a place as a new region of the current drawing, as one step of undo.

    It is the sphere in the millimetres of the drawing: in a native scan it is not bent by the normalisation.
    """
    drawn = session.drawing.current or drawing.begin_map(session)
    grid = session.grid_of(drawn)
    if grid is None:
        raise OptionError(_tr("These regions are in another space of the patient; show that space to draw in them."))
    xyz_mm = _here(session, place)
    patch: Patch | None = ball_stroke(grid, xyz_mm, place.radius_mm)
    if patch is None:
        raise OptionError(_tr("{name} is outside the image.").format(name=place.caption))
    session.undo_stack.beginMacro(_tr("region at {name}").format(name=place.caption))
    try:
        region = drawing.add_region(session, place.caption)
        drawing.mark(session, _tr("sphere"), patch)
    finally:
        session.undo_stack.endMacro()
    session.move_cursor(xyz_mm)
    return region


def in_words(place: SeedPlace) -> str:
    """A place as a list shows it."""
    xyz = "{:.0f} {:.0f} {:.0f}".format(*place.centre_mm).replace("-", "−")
    doubt = "" if place.is_checked else _tr(", not compared with its paper")
    return f"{place.caption}: {xyz} mm, r {place.radius_mm:g} mm{doubt}"


def _here(session: Session, place: SeedPlace) -> np.ndarray:
    """``(3,)`` where a place of MNI space is in the space shown."""
    spaces, centre = session.spaces, np.array(place.centre_mm)
    if spaces.patient is None and not any(layer.space == "MNI152" for layer in session.layers):
        raise OptionError(
            _tr("This place is known in MNI space only: process the patient, or open images in MNI space.")
        )
    return spaces.point(centre, Space.MNI, spaces.current)


def _seed_name(region: Region) -> str:
    return re.sub(r"[^A-Za-z0-9_.+-]+", "_", region.name).strip("_") or f"region{region.label}"
