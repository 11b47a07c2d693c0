"""From an open series to maps: a metric in the background, its mask and its maps as layers."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.errors import OptionError
from analysis.image import Mask, Series, Volume
from analysis.metrics.catalogue import Metric
from analysis.preprocess.brain_mask import estimate_brain_mask
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord, sha256_of_file
from analysis.scan import Scan, StatMap
from gui.commands.first_look import map_of, mask_look
from gui.jobs import Job, JobRunner
from gui.session import Layer, Role, Session


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
    """Compute a metric on a series and add its maps.

    The first of `outputs` is shown, if `visible`; the others are switched off.

    The mask is the topmost mask layer on the grid of the series; without one, the brain is estimated from the series.
    """
    layer = session.layer(layer_id)
    if not isinstance(layer.image, Series):
        raise OptionError(_tr("{name} is not a series, so {metric} cannot be computed on it.").format(
            name=layer.name, metric=metric.caption))  # fmt: skip
    layer.image.require_complete()
    mask_layer = mask_for(session, layer)
    mask = None if mask_layer is None else mask_of(mask_layer)
    return jobs.submit(
        _tr("{metric} of {name}").format(metric=metric.caption, name=layer.name),
        compute,
        metric,
        layer.image,
        layer.scan,
        mask,
        options,
        on_done=partial(add_maps, session, layer_id, tuple(outputs) or metric.outputs[:1], visible),
        key=f"metric {metric.key} {layer_id}",
    )


def compute(
    metric: Metric, series: Series, scan: Scan | None, mask: Mask | None, options: Any, progress: Progress = silent
) -> Computed:
    """The job: hash the input, estimate the mask if there is none, compute."""
    inputs = inputs_of(scan)
    estimated = mask is None
    if mask is None:
        mask = estimate_brain_mask(series, part(progress, 0.0, 0.2))
    maps = metric.compute(series, mask, options, part(progress, 0.2, 1.0), inputs=inputs)
    return Computed(mask, estimated, maps)


def inputs_of(scan: Scan | None) -> tuple[InputRecord, ...]:
    """The file that a series came from, by the hash of its bytes."""
    path = None if scan is None else scan.path
    return () if path is None else (InputRecord("bold", sha256_of_file(path)),)


def mask_for(session: Session, layer: Layer) -> Layer | None:
    """The topmost mask that is on the grid of a layer."""
    masks = [other for other in session.layers if other.role is Role.MASK and other.grid.matches(layer.grid)]
    return masks[-1] if masks else None


def mask_of(layer: Layer) -> Mask:
    """The voxels of a mask layer."""
    return Mask(layer.grid, np.nan_to_num(layer.volume(0).data) > 0.5, layer.name)


def _is_open(session: Session, mask: Mask) -> bool:
    """Whether the same mask is a layer already: two metrics that began together have both estimated it."""
    masks = [layer for layer in session.layers if layer.role is Role.MASK and layer.grid.matches(mask.grid)]
    return any(np.array_equal(mask_of(layer).data, mask.data) for layer in masks)


def add_maps(session: Session, layer_id: int, outputs: tuple[str, ...], visible: bool, computed: Computed) -> None:
    """Add what was computed, unless its series has been closed in the meantime."""
    if not session.has_layer(layer_id):
        return
    scan = session.layer(layer_id).scan
    with session.batch():
        if computed.mask_was_estimated and not _is_open(session, computed.mask):
            look = mask_look()
            volume = Volume(computed.mask.grid, computed.mask.data.astype(np.float32), computed.mask.name)
            session.add_layer(_tr("Brain mask (estimated)"), volume, look.role, look.display, scan=scan)
        for name in reversed(outputs):
            stat_map = next(m for m in computed.maps if m.statistic == name)
            look = map_of(stat_map, visible=visible and name == outputs[0])
            caption = stat_map.volume.name or name
            session.add_layer(caption, stat_map.volume, look.role, look.display, scan=scan, stat_map=stat_map)
    for warning in {w: None for m in computed.maps for w in m.provenance.warnings}:
        session.tell(warning)
