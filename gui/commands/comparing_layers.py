"""The result of a comparison as layers over the template: what survives on top, the whole statistic below it.

The threshold of the whole map is the height that the correction asks of a voxel (or of the voxels of a cluster);
what survives is drawn from its smallest value. Where nothing survives, the threshold is such that nothing is shown
unless the user lowers it.
"""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.atlas.template import mni_template
from analysis.colour import ColourScale, one_sided, two_sided
from analysis.image import Volume
from analysis.pipeline.routes import Space
from analysis.sampling import Interpolation
from analysis.scan import Fact, FactSource, Modality, Scan, StatMap
from analysis.stats import distributions
from analysis.stats.compare import Comparison
from analysis.stats.corrections import Correction
from analysis.stats.permutation import Maximum
from gui.commands import clustering
from gui.commands.first_look import first_look
from gui.compare_state import GroupResult
from gui.session import Layer, LayerDisplay, Role, Session

_ABOVE = 1.0001  # a threshold that even the largest value does not reach


def _tr(text: str) -> str:
    return QCoreApplication.translate("comparing_layers", text)


def show(session: Session, found: tuple[Comparison, ...], *, is_final: bool) -> None:
    """Show a result, or bring the layers of the one that is being refined up to date."""
    old = session.comparing.group
    refines = old is not None and not old.is_final and _is_open(session, old)
    with session.batch():
        if refines and old is not None:
            ids = old.surviving_id, old.whole_id
        else:
            show_standard_space(session)
            ids = _add(session, found[0])
            if found[0].clusters:
                clustering.jump_to(session, found[0].clusters[0].peak.xyz_mm)
        result = GroupResult(found, 0, *ids, is_final)
        _dress(session, result, old.comparison if refines and old is not None else None)
        session.comparing.set_group(result)


def show_contrast(session: Session, index: int) -> None:
    """Show another contrast of the result, such as a pair of groups after an ANCOVA."""
    old = session.comparing.group
    if old is None or not 0 <= index < len(old.comparisons):
        return
    with session.batch():
        ids = (old.surviving_id, old.whole_id)
        if not _is_open(session, old):
            ids = _add(session, old.comparisons[index])
        result = replace(old, shown=index, surviving_id=ids[0], whole_id=ids[1])
        _dress(session, result)
        session.comparing.set_group(result)


def show_standard_space(session: Session) -> None:
    """Show MNI space: that of the processed patient, or the template; images that are elsewhere are switched off."""
    if session.spaces.patient is not None:
        session.show_space(Space.MNI)
    else:
        others = [layer for layer in session.layers if layer.display.visible and layer.space != "MNI152"]
        for layer in others:
            session.show_layer(layer.id, visible=False)
        if others:
            names = ", ".join(layer.name for layer in others)
            session.tell(_tr("Not in MNI space and switched off: {names}.").format(names=names))
    under = [
        layer for layer in session.layers if layer.role is Role.UNDERLAY and clustering.is_standard(session, layer)
    ]
    if not under:
        template = mni_template()
        scan = standard_scan(template, Modality.T1)
        look = first_look(scan)
        session.add_layer(_tr("MNI152 template"), template, look.role, look.display, scan=scan, home=_home(session))
    elif not any(layer.display.visible for layer in under):
        session.show_layer(under[0].id, visible=True)


def standard_scan(volume: Volume, modality: Modality = Modality.MAP) -> Scan:
    """The record of an image that was made in MNI space."""
    fact = Fact("MNI152", FactSource.VALUES)
    return Scan(modality, volume, reason="made in MNI space", facts={"SpatialReference": fact})


def height_of(comparison: Comparison) -> float:
    """The |t| or F that the correction asks of a voxel; above all values where none can reach it."""
    options, corrected, statistic = comparison.options, comparison.corrected, comparison.statistic
    sizes = np.abs(statistic.values[np.isfinite(statistic.values)])
    nothing = float(sizes.max()) * _ABOVE
    if options.correction is Correction.CLUSTER and corrected.permutation is not None:
        return corrected.permutation.options.height or nothing
    if options.correction is Correction.PERMUTATION and corrected.permutation is not None:
        height = corrected.permutation.height_at(options.alpha, Maximum.VOXEL)
        return height if np.isfinite(height) else nothing
    if options.correction in (Correction.GRF, Correction.NONE):
        dofs = np.unique(statistic.dof[np.isfinite(statistic.values)])
        dof = float(np.median(dofs))
        if statistic.is_t:
            return float(distributions.t_height(options.voxel_p, dof, options.tails))
        return float(distributions.f_height(options.voxel_p, statistic.dof1, dof))
    return _least(comparison) or nothing


def surviving(comparison: Comparison) -> StatMap:
    """The map of what survives, 0 elsewhere in the mask."""
    return comparison.maps["thresholded"]


def whole(comparison: Comparison) -> StatMap:
    """The map of t or F."""
    return comparison.maps["t" if comparison.statistic.is_t else "f"]


def _is_open(session: Session, result: GroupResult) -> bool:
    return session.has_layer(result.surviving_id) and session.has_layer(result.whole_id)


def _home(session: Session) -> Space | None:
    return None if session.spaces.patient is None else Space.MNI


def _add(session: Session, comparison: Comparison) -> tuple[int, int]:
    """Two layers, as ``(surviving, whole)``; overlays that were seen are switched off."""
    for layer in session.layers:
        if layer.role is Role.OVERLAY and layer.display.visible:
            session.show_layer(layer.id, visible=False)
    made: list[Layer] = []
    # voxels that survive are drawn whole: between them and the zeros around them there is nothing to interpolate
    maps = ((whole(comparison), Interpolation.LINEAR), (surviving(comparison), Interpolation.NEAREST))
    for stat_map, interpolation in maps:
        display = LayerDisplay(two_sided(1.0, 2.0), visible=False, interpolation=interpolation)
        scan = standard_scan(stat_map.volume)
        made.append(
            session.add_layer(
                stat_map.statistic, stat_map.volume, Role.OVERLAY, display, scan=scan, stat_map=stat_map,
                home=_home(session),
            )
        )  # fmt: skip
    return made[1].id, made[0].id


def _dress(session: Session, result: GroupResult, before: Comparison | None = None) -> None:
    """Values, names and thresholds of both layers; where something survives that is what is seen.

    A threshold that the user has moved since ``before``, the result that is being refined, stays where it is.
    """
    comparison = result.comparison
    old = None if before is None else _heights(before)
    whole_height, least_height = _heights(comparison)
    least, largest = _least(comparison), float(np.nanmax(np.abs(whole(comparison).volume.data)))
    name = f"{comparison.source.name}: {comparison.contrast.name}"
    kind = "t" if comparison.statistic.is_t else "F"
    looks = (
        (result.whole_id, whole(comparison), whole_height, kind, least == 0),
        (result.surviving_id, surviving(comparison), least_height, _tr("survives"), least > 0),
    )
    for which, (layer_id, stat_map, height, words, visible) in enumerate(looks):
        session.rename_layer(layer_id, f"{name} ({words})")
        session.set_values(layer_id, stat_map.volume)
        session.set_record(layer_id, stat_map)
        scale = _scale(comparison, height, largest)
        if old is None or session.layer(layer_id).display.scale.gap == _scale(comparison, old[which], largest).gap:
            session.scale_layer(layer_id, low=scale.low, high=scale.high, gap=scale.gap, colormap=scale.colormap)
        session.show_layer(layer_id, visible=visible)
    session.select_layer(result.surviving_id if least > 0 else result.whole_id)


def _least(comparison: Comparison) -> float:
    """The smallest |value| that survives, 0 where nothing does."""
    kept = np.abs(surviving(comparison).volume.data)
    return float(kept[kept > 0].min()) if (kept > 0).any() else 0.0


def _heights(comparison: Comparison) -> tuple[float, float]:
    """The thresholds of the whole map and of what survives."""
    largest = float(np.nanmax(np.abs(whole(comparison).volume.data)))
    return height_of(comparison), _least(comparison) or largest * _ABOVE


def _scale(comparison: Comparison, height: float, largest: float) -> ColourScale:
    highest = max(largest, height * 1.05)
    signed = comparison.statistic.is_t and comparison.options.tails == 2
    return two_sided(height, highest) if signed else one_sided(height, 0.0, highest)
