"""From an open series to maps: a metric in the background, its mask and its maps as layers."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.errors import OptionError
from analysis.image import Mask, Series, Volume
from analysis.metrics.catalogue import Metric, compute_prepared
from analysis.metrics.catalogue import metric as metric_named
from analysis.preprocess.brain_mask import estimate_brain_mask
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord, sha256_of_file
from analysis.scan import Scan, StatMap
from gui.commands.first_look import map_of, mask_look
from gui.jobs import Job, JobRunner
from gui.layer import ALIGNMENT
from gui.session import Layer, Recipe, Role, Session


@dataclass(frozen=True, eq=False)
class Computed:
    """What a metric's job gives back: the mask that was used, whether it was estimated, and the maps."""

    mask: Mask
    mask_was_estimated: bool
    maps: tuple[StatMap, ...]


def _tr(text: str) -> str:
    return QCoreApplication.translate("computing", text)


def compute_metric(
    session: Session,
    jobs: JobRunner,
    metric: Metric,
    layer_id: int,
    options: Any = None,
    *,
    outputs: Collection[str] = (),
    visible: bool = True,
) -> Job:
    """Prepare a series as the session says, compute a metric on it and add its maps.

    The first of `outputs` is shown, if `visible`; the others are switched off. The mask is the topmost mask layer on
    the grid of the series; without one, the brain is estimated from the series.
    """
    layer = session.layer(layer_id)
    if not isinstance(layer.image, Series):
        message = _tr("{name} is not a series, so {metric} cannot be computed on it.")
        raise OptionError(message.format(name=layer.name, metric=metric.caption))
    layer.image.require_complete()
    mask_layer = mask_for(session, layer)
    recipe = Recipe(
        metric.key,
        layer_id,
        options,
        session.preparation,
        None if mask_layer is None else mask_layer.image,
        tuple(outputs) or metric.outputs[:1],
    )
    return jobs.submit(
        _tr("{metric} of {name}").format(metric=metric.caption, name=layer.name),
        compute,
        metric,
        layer.image,
        layer.scan,
        None if mask_layer is None else mask_of(mask_layer),
        recipe,
        on_done=partial(add_maps, session, recipe, visible),
        key=f"metric {metric.key} {layer_id}",
    )


def compute(
    metric: Metric, series: Series, scan: Scan | None, mask: Mask | None, recipe: Recipe, progress: Progress = silent
) -> Computed:
    """The job: hash the input, estimate the mask if there is none, prepare, compute."""
    inputs = inputs_of(scan)
    estimated = mask is None
    if mask is None:
        mask = estimate_brain_mask(series, part(progress, 0.0, 0.2))
    rest = part(progress, 0.2, 1.0)
    maps = compute_prepared(metric, series, mask, recipe.options, recipe.preparation, rest, inputs=inputs)
    made = tuple(with_origin(stat_map, scan) for stat_map in maps)
    for stat_map in made:
        map_of(stat_map)  # found here, remembered for the GUI thread
    return Computed(mask, estimated, made)


def with_origin(stat_map: StatMap, scan: Scan | None) -> StatMap:
    """What is doubtful about a series is doubtful about its maps; how it was aligned is part of their making."""
    if scan is None:
        return stat_map
    provenance = stat_map.provenance
    aligned = scan.facts.get(ALIGNMENT)
    parameters = provenance.parameters if aligned is None else {**provenance.parameters, "alignment": aligned.value}
    warnings = (*scan.warnings, *provenance.warnings)
    return replace(stat_map, provenance=replace(provenance, parameters=parameters, warnings=warnings))


def is_stale(session: Session, layer: Layer) -> bool:
    """Whether a map was computed with another preparation or another mask than are there now."""
    recipe = layer.recipe
    if recipe is None or not session.has_layer(recipe.series_layer_id):
        return False
    mask_layer = mask_for(session, session.layer(recipe.series_layer_id))
    other_mask = recipe.mask_image is not None and (mask_layer is None or mask_layer.image is not recipe.mask_image)
    return other_mask or recipe.preparation != session.preparation


def recompute(session: Session, jobs: JobRunner, layer_id: int) -> Job:
    """Compute a map again, with the same options and what is there now; the old map stays."""
    recipe = session.layer(layer_id).recipe
    if recipe is None or not session.has_layer(recipe.series_layer_id):
        raise OptionError(_tr("The series that this map was computed on is not open any more."))
    return compute_metric(
        session, jobs, metric_named(recipe.metric_key), recipe.series_layer_id, recipe.options, outputs=recipe.outputs
    )


def inputs_of(scan: Scan | None) -> tuple[InputRecord, ...]:
    """The file that a series came from, by the hash of its bytes."""
    path = None if scan is None else scan.path
    return () if path is None else (InputRecord("bold", sha256_of_file(path)),)


def mask_for(session: Session, layer: Layer) -> Layer | None:
    """The topmost mask that is on the grid of a layer and is not a seed."""
    masks = [
        other
        for other in session.layers
        if other.role is Role.MASK and other.id not in session.seeds.layer_ids and other.grid.matches(layer.grid)
    ]
    return masks[-1] if masks else None


def mask_of(layer: Layer) -> Mask:
    """The voxels of a mask layer; one that is not a number is outside."""
    with np.errstate(invalid="ignore"):
        return Mask(layer.grid, layer.volume(0).data > 0.5, layer.name)


_N_VOXELS: WeakKeyDictionary[Volume | Series, int] = WeakKeyDictionary()


def n_voxels_of(layer: Layer) -> int:
    """How many voxels a mask layer has, counted once."""
    found = _N_VOXELS.get(layer.image)
    if found is None:
        found = _N_VOXELS[layer.image] = mask_of(layer).n_voxels
    return found


def add_maps(session: Session, recipe: Recipe, visible: bool, computed: Computed) -> None:
    """Add what was computed, unless its series has been closed in the meantime."""
    if not session.has_layer(recipe.series_layer_id):
        return
    scan = session.layer(recipe.series_layer_id).scan
    maps = _wanted(computed.maps, recipe.outputs)
    selected = session.selected_layer
    with session.batch():
        if computed.mask_was_estimated:
            mask_layer = _open_mask(session, computed.mask) or _add_mask(session, computed.mask, scan)
            recipe = replace(recipe, mask_image=mask_layer.image)
        for stat_map in reversed(maps):
            look = map_of(stat_map, visible=visible and stat_map is maps[0])
            caption = stat_map.volume.name or stat_map.statistic
            session.add_layer(
                caption, stat_map.volume, look.role, look.display, scan=scan, stat_map=stat_map, recipe=recipe
            )
        if not visible and selected is not None:
            session.select_layer(selected.id)
    known = () if scan is None else scan.warnings  # told when the scan was opened
    for warning in {w: None for m in computed.maps for w in m.provenance.warnings if w not in known}:
        session.tell(f"{metric_named(recipe.metric_key).caption}: {warning}")


def _open_mask(session: Session, mask: Mask) -> Layer | None:
    """The layer that is the same mask already: two metrics that began together have both estimated it."""
    masks = [layer for layer in session.layers if layer.role is Role.MASK and layer.grid.matches(mask.grid)]
    return next((layer for layer in masks if np.array_equal(mask_of(layer).data, mask.data)), None)


def _add_mask(session: Session, mask: Mask, scan: Scan | None) -> Layer:
    look = mask_look()
    volume = Volume(mask.grid, mask.data.astype(np.float32), mask.name)
    return session.add_layer(_tr("Brain mask (estimated)"), volume, look.role, look.display, scan=scan)


def _wanted(maps: tuple[StatMap, ...], outputs: tuple[str, ...]) -> tuple[StatMap, ...]:
    """The maps of these names, in their order; with several seeds a map's name goes on after that of its kind."""
    found = [m for name in outputs for m in maps if m.statistic == name or m.statistic.startswith(f"{name}_")]
    return tuple(dict.fromkeys(found)) or maps
