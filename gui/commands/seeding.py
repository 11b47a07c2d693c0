"""Pinned seeds: going there, forgetting them, and keeping their maps."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication

from analysis.errors import OptionError
from analysis.image import Mask, Series
from analysis.metrics.connectivity import SeedFcOptions, compute_seed_fc
from analysis.metrics.seeds import SphereSeed
from analysis.preprocess.brain_mask import estimate_brain_mask
from analysis.preprocess.filter import FilterOptions, filter_series
from analysis.progress import Progress, part, silent
from analysis.scan import Scan, StatMap
from gui.commands.computing import Computed, add_maps, inputs_of, mask_for, mask_of
from gui.jobs import Job, JobRunner
from gui.session import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("seeding", text)


def keep_map(session: Session, jobs: JobRunner, seed: SphereSeed) -> Job:
    """Compute the maps of a pinned seed in full precision and add them as layers that can be saved."""
    layer = session.series_layer
    if layer is None or not isinstance(layer.image, Series):
        raise OptionError(_tr("Open a BOLD series first: a seed needs time courses."))
    layer.image.require_complete()
    mask_layer = mask_for(session, layer)
    return jobs.submit(
        _tr("Connectivity of {seed}").format(seed=seed.name),
        compute,
        layer.image,
        layer.scan,
        None if mask_layer is None else mask_of(mask_layer),
        seed,
        FilterOptions() if session.seed_is_filtered else None,
        on_done=partial(add_maps, session, layer.id, ("fc_z", "fc_r"), True),
    )


def compute(
    series: Series,
    scan: Scan | None,
    mask: Mask | None,
    seed: SphereSeed,
    filter_options: FilterOptions | None,
    progress: Progress = silent,
) -> Computed:
    """The job: mask, filter, connectivity; the filter's parameters are part of each map's provenance."""
    inputs = inputs_of(scan)
    estimated = mask is None
    if mask is None:
        mask = estimate_brain_mask(series, part(progress, 0.0, 0.2))
    filtering: dict[str, object] = {}
    if filter_options is not None:
        filtered = filter_series(series, mask, filter_options, progress=part(progress, 0.2, 0.6), inputs=inputs)
        series, filtering = filtered.series, dict(filtered.provenance.parameters)
    maps = compute_seed_fc(series, mask, SeedFcOptions((seed,)), part(progress, 0.6, 1.0), inputs=inputs)
    return Computed(mask, estimated, tuple(_with_filter(stat_map, filtering) for stat_map in maps))


def _with_filter(stat_map: StatMap, filtering: dict[str, object]) -> StatMap:
    parameters = {**stat_map.provenance.parameters, "filter": filtering or "none"}
    return replace(stat_map, provenance=replace(stat_map.provenance, parameters=parameters))
