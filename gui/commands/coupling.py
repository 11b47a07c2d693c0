"""From two open maps, perfusion and activity, to their coupling: r, the ratio as a layer, and the points behind it."""

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.colour import ColourScale
from analysis.errors import OptionError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.perfusion.coupling import Coupling, CouplingOptions, couple
from analysis.perfusion.tissue_fraction import fraction_on
from analysis.progress import Progress, part, silent
from analysis.sampling import onto_grid
from analysis.scan import StatMap
from gui.commands.first_look import map_of
from gui.jobs import Job, JobRunner
from gui.perfusion_state import CoupledPoints
from gui.session import Layer, LayerDisplay, Role, Session

CBF_MAPS = ("cbf", "cbf_gm", "relative_perfusion", "relative_perfusion_gm")
_INSIDE = 0.5


@dataclass(frozen=True)
class CouplingChoices:
    """The layers, by id; without a mask all voxels that have both values count.

    ``resample`` allows the metric to be interpolated on the grid of the CBF map, which the record then says.
    """

    cbf_id: int
    metric_id: int
    mask_id: int | None = None
    resample: bool = False
    options: CouplingOptions = field(default_factory=CouplingOptions)


@dataclass(frozen=True, eq=False)
class Material:
    """What the job works on, all in one space."""

    cbf: Volume
    metric: Volume
    mask: Volume | None
    names: tuple[str, str]
    units: tuple[str, str]
    options: CouplingOptions


def _tr(text: str) -> str:
    return QCoreApplication.translate("coupling", text)


def is_cbf(layer: Layer) -> bool:
    """Whether a layer is a map of perfusion: computed here, or a map whose unit says so."""
    if layer.is_series or layer.role is not Role.OVERLAY:
        return False
    if layer.stat_map is not None:
        return layer.stat_map.statistic in CBF_MAPS
    return "100" in layer.image.unit or "cbf" in layer.name.lower()


def is_metric(layer: Layer) -> bool:
    """Whether a layer is another map: a metric computed here, or any map that was opened."""
    of_perfusion = layer.stat_map is not None and layer.stat_map.provenance.function.startswith("analysis.perfusion")
    return layer.role is Role.OVERLAY and not (layer.is_series or is_cbf(layer) or of_perfusion)


def grids_differ(session: Session, choices: CouplingChoices) -> bool:
    """Whether the two maps must be brought to one grid first."""
    cbf, metric = (_seen(session, layer_id) for layer_id in (choices.cbf_id, choices.metric_id))
    return not cbf.grid.matches(metric.grid)


def couple_maps(session: Session, jobs: JobRunner, choices: CouplingChoices) -> Job:
    """Correlate two maps in the background, and add their ratio.

    Raises
    ------
    OptionError
        if a layer is not open or not seen in the space shown, or grids differ and resampling was not asked for
    """
    cbf, metric = _seen(session, choices.cbf_id), _seen(session, choices.metric_id)
    if grids_differ(session, choices) and not choices.resample:
        raise OptionError(
            _tr("{metric} ({a}) is not on the grid of {cbf} ({b}); allow it to be interpolated there.").format(
                metric=metric.name, a=metric.grid.in_words(), cbf=cbf.name, b=cbf.grid.in_words()
            )
        )
    mask = None if choices.mask_id is None else _seen(session, choices.mask_id).volume(0)
    material = Material(
        cbf.volume(0), metric.volume(0), mask, (metric.name, cbf.name), _units(metric, cbf), choices.options
    )
    return jobs.submit(
        _tr("Coupling of {cbf} and {metric}").format(cbf=cbf.name, metric=metric.name),
        measure_coupling,
        material,
        on_done=partial(_add, session, choices, session.spaces.current),
        key="coupling",
    )


def _seen(session: Session, layer_id: int) -> Layer:
    layer = session.layer(layer_id)
    seen = session.spaces.seen(layer)
    if seen is None:
        raise OptionError(
            _tr("{name} is not seen in the space shown ({why}).").format(
                name=layer.name, why=session.spaces.remark(layer)
            )
        )
    return seen


def measure_coupling(material: Material, progress: Progress = silent) -> CoupledPoints:
    """The job: one grid, one mask, r and the ratio, and the points of the plot."""
    grid, notes = material.cbf.grid, {}
    metric = material.metric
    if not metric.grid.matches(grid):
        progress(0.0, _tr("Bringing the metric to the grid of CBF"))
        notes["metric_interpolated_from"] = metric.grid.in_words()
        metric = onto_grid(metric, grid)
    mask = _mask(material, grid, metric, part(progress, 0.1, 0.4))
    found = couple(material.cbf, metric, mask, options=material.options, progress=part(progress, 0.4, 1.0))
    if notes:
        found = replace(found, ratio=_noted(found.ratio, notes), zratio=_noted(found.zratio, notes))
    inside = mask.data & np.isfinite(material.cbf.data) & np.isfinite(metric.data)
    ijk = np.argwhere(inside)
    progress(1.0, _tr("Coupling"))
    return CoupledPoints(
        found, grid, ijk, metric.data[inside], material.cbf.data[inside], material.names, material.units
    )


def _units(*layers: Layer) -> tuple[str, str]:
    first, second = (layer.image.unit for layer in layers)
    return first, second


def _mask(material: Material, grid: Grid, metric: Volume, progress: Progress) -> Mask:
    if material.mask is None:
        return Mask(grid, np.isfinite(material.cbf.data) & np.isfinite(metric.data), "all voxels with both values")
    fraction = fraction_on(material.mask, grid, progress)
    return Mask(grid, np.nan_to_num(fraction.data, nan=0.0) > _INSIDE, material.mask.name)


def _noted(stat_map: StatMap, notes: dict[str, Any]) -> StatMap:
    provenance = stat_map.provenance
    sentence = _tr("The metric was interpolated on the grid of the CBF map.")
    changed = replace(
        provenance,
        parameters={**provenance.parameters, **notes},
        warnings=(*provenance.warnings, sentence),
    )
    return replace(stat_map, provenance=changed)


def _add(session: Session, choices: CouplingChoices, space: Any, points: CoupledPoints) -> None:
    if not (session.has_layer(choices.cbf_id) and session.has_layer(choices.metric_id)):
        return
    scan, found = session.layer(choices.cbf_id).scan, points.coupling
    metric, cbf = points.names
    with session.batch():
        for layer in session.layers:
            if layer.role is Role.OVERLAY and layer.display.visible:
                session.show_layer(layer.id, visible=False)
        for stat_map, name in ((found.zratio, _tr("z of {cbf} / {metric}")), (found.ratio, _tr("{cbf} / {metric}"))):
            caption = name.format(cbf=cbf, metric=metric)
            display = _ratio_display(stat_map) if stat_map is found.ratio else map_of(stat_map, visible=False).display
            session.add_layer(caption, stat_map.volume, Role.OVERLAY, display, scan=scan, stat_map=stat_map, home=space)
        session.perfusion.set_coupled(replace(points, space=space))


def _ratio_display(stat_map: StatMap) -> LayerDisplay:
    """From 0 to what few voxels pass, without a threshold: a ratio of noise may be anything."""
    values = stat_map.volume.data[np.isfinite(stat_map.volume.data)]
    high = float(np.percentile(values, 98)) if values.size else 1.0
    return LayerDisplay(ColourScale("viridis", 0.0, max(high, 1e-6), opacity=0.9))


def in_words(found: Coupling) -> str:
    """The result in one line; p where random maps of the same smoothness were compared."""
    words = _tr("r = {r}, Fisher z = {z}, n = {n} voxels").format(
        r=f"{found.r:.3f}".replace("-", "−"), z=f"{found.fisher_z:.3f}".replace("-", "−"), n=found.n_voxels
    )
    if found.null is None:
        return words
    p = _tr(", p = {p} ({n} random maps; as good as {effective} independent voxels)")
    return words + p.format(
        p=f"{found.null.p:.2g}", n=found.null.n_surrogates, effective=f"{found.null.effective_n:.0f}"
    )
