"""Pinned seeds: masks and regions as seeds, going there, and keeping their maps."""

import re
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.atlas.parcellation import aal
from analysis.errors import OptionError
from analysis.metrics.catalogue import SEED_FC
from analysis.metrics.connectivity import SeedFcOptions
from analysis.metrics.seeds import MaskSeed, RegionSeed, Seed, SphereSeed, seed_voxels
from gui.commands.computing import compute_metric, mask_of
from gui.jobs import Job, JobRunner
from gui.session import Layer, Role, Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("seeding", text)


def keep_map(session: Session, jobs: JobRunner, seed: Seed) -> Job:
    """Compute the maps of a pinned seed in full precision and add them as layers that can be saved."""
    layer = session.series_layer
    if layer is None:
        raise OptionError(_tr("Open a BOLD series first: a seed needs time courses."))
    options = SeedFcOptions((seed_in(session, layer, seed),))
    return compute_metric(session, jobs, SEED_FC, layer.id, options, outputs=("fc_z", "fc_r"))


def seed_in(session: Session, layer: Layer, seed: Seed) -> Seed:
    """The seed in a layer's own millimetres, where the views show another space of the patient."""
    if not isinstance(seed, SphereSeed):
        return seed
    x, y, z = (float(v) for v in session.place_in(layer, np.array(seed.centre_mm)))
    return replace(seed, centre_mm=(x, y, z))


def seed_choices(session: Session) -> tuple[tuple[str, int | str], ...]:
    """What can be pinned besides a sphere: mask layers on the grid of the series, by id, and AAL regions by name.

    Regions need a series in MNI152 space.
    """
    layer = session.series_layer
    if layer is None:
        return ()
    masks = [other for other in session.layers if other.role is Role.MASK and other.grid.matches(layer.grid)]
    choices: list[tuple[str, int | str]] = [(mask.name, mask.id) for mask in masks]
    if layer.space == "MNI152":
        choices += [(name, name) for name in aal().names.values()]
    return tuple(choices)


def pin_choice(session: Session, choice: int | str) -> None:
    """Pin a mask layer (by its id) or an AAL region (by its name) as a seed."""
    if isinstance(choice, str):
        session.seeds.pin_region(RegionSeed(choice))
    else:
        layer = session.layer(choice)
        name = re.sub(r"[^A-Za-z0-9_.+-]+", "_", layer.name).strip("_") or f"mask{choice}"
        session.seeds.pin_region(MaskSeed(name, mask_of(layer)), choice)


def go_to_seed(session: Session, seed: Seed) -> None:
    """Put the crosshair into the middle of a seed; `OptionError` where it is outside the series."""
    layer = session.series_layer
    if isinstance(seed, SphereSeed):
        session.move_cursor(np.array(seed.centre_mm))
    elif layer is not None:
        ijk = np.argwhere(seed_voxels(seed, layer.grid))
        if ijk.size == 0:
            raise OptionError(_tr("{name} has no voxel in this series.").format(name=seed.name))
        middle = layer.grid.to_mm(ijk).mean(axis=0)
        session.move_cursor(session.spaces.point(middle, session.spaces.home(layer), session.spaces.current))


def in_words(seed: Seed) -> str:
    """A pinned seed as its row shows it."""
    if isinstance(seed, SphereSeed):
        place = "{:.0f} {:.0f} {:.0f}".format(*seed.centre_mm).replace("-", "−")
        return f"{seed.name}: {place} mm, r {seed.radius_mm:g}"
    if isinstance(seed, MaskSeed):
        return f"{seed.name}: {seed.mask.n_voxels} voxels"
    return f"{seed.name}: AAL"
