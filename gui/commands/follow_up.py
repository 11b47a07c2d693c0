"""Two perfusion maps of one patient, such as during and between attacks: their difference as a layer, and in words."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.colour import two_sided
from analysis.errors import OptionError
from analysis.image import Mask, Volume
from analysis.perfusion.follow_up import REPEATABILITY_FACTOR, WSCV_PERCENT, FollowUp, compare_scans
from analysis.perfusion.scan_alignment import align_scans
from analysis.perfusion.tissue_fraction import fraction_on
from analysis.preprocess.smooth import smooth_in_mask
from analysis.progress import Progress, part, silent
from analysis.sampling import onto_grid
from analysis.scan import StatMap
from gui.jobs import Job, JobRunner
from gui.perfusion_state import Compared
from gui.session import Layer, LayerDisplay, Role, Session

_INSIDE = 0.5
_REPEATABLE_SHARE = REPEATABILITY_FACTOR * WSCV_PERCENT[0] / 100  # less than that is not drawn at first
_DIFFERENCE_SHARE = 0.6  # of the first scan's mean: where the colours of the difference end


@dataclass(frozen=True)
class FollowUpChoices:
    """The layers, by id; without a mask all voxels with a value in both scans count.

    ``align`` fits the head's position in the second scan rigidly to that in the first; ``resample`` takes the headers'.
    """

    first_id: int
    second_id: int
    mask_id: int | None = None
    relative: bool = False
    resample: bool = False
    fwhm_mm: float = 0.0
    align: bool = False


@dataclass(frozen=True, eq=False)
class Measured:
    """The difference, and the second scan where it was compared, if it was moved there."""

    found: FollowUp
    moved: Volume | None


def _tr(text: str) -> str:
    return QCoreApplication.translate("follow_up", text)


def compare(session: Session, jobs: JobRunner, choices: FollowUpChoices) -> Job:
    """Subtract the first scan from the second in the background.

    Raises
    ------
    OptionError
        if both are the same layer, one is not open, or grids differ and resampling was not asked for
    """
    first, second = (_seen(session, layer_id) for layer_id in (choices.first_id, choices.second_id))
    if first.id == second.id:
        raise OptionError(_tr("Choose two different scans."))
    if not first.grid.matches(second.grid) and not (choices.resample or choices.align):
        raise OptionError(_tr("The two scans are on different grids; let the second be aligned or interpolated."))
    mask = None if choices.mask_id is None else _seen(session, choices.mask_id).volume(0)
    return jobs.submit(
        _tr("Difference of {first} and {second}").format(first=first.name, second=second.name),
        measure_change,
        first.volume(0),
        second.volume(0),
        mask,
        choices.relative,
        choices.fwhm_mm,
        choices.align,
        on_done=partial(_add, session, choices),
        key="follow-up",
    )


def grids_differ(session: Session, first_id: int, second_id: int) -> bool:
    """Whether the second scan must be interpolated on the grid of the first one."""
    return not _seen(session, first_id).grid.matches(_seen(session, second_id).grid)


def _seen(session: Session, layer_id: int) -> Layer:
    layer = session.layer(layer_id)
    seen = session.spaces.seen(layer)
    if seen is None:
        raise OptionError(_tr("{name} is not seen in the space shown.").format(name=layer.name))
    return seen


def measure_change(
    first: Volume,
    second: Volume,
    mask: Volume | None,
    relative: bool,
    fwhm_mm: float,
    align: bool = False,
    progress: Progress = silent,
) -> Measured:
    """The job: one place and one grid, both smoothed alike inside the compared voxels, then subtracted."""
    moved: Volume | None = None
    notes: dict[str, Any] = {"fwhm_mm": fwhm_mm, "second_interpolated": False}
    sentence = ""
    if align:
        aligned = align_scans(first, second, part(progress, 0.0, 0.3))
        moved, sentence = replace(aligned.volume, unit=second.unit), aligned.sentence
        notes |= {"second_aligned": aligned.transform.matrix.tolist(), "overlap": aligned.overlap, "r": aligned.r}
    elif not second.grid.matches(first.grid):
        progress(0.1, _tr("Bringing the second scan to the grid of the first"))
        moved = replace(onto_grid(second, first.grid), unit=second.unit)
        sentence = _tr(
            "The second scan was brought to the grid of the first by the millimetres of the headers; a head that moved "
            "between them makes edges look like changes."
        )
    if moved is not None:
        second, notes["second_interpolated"] = moved, True
    both = np.isfinite(first.data) & np.isfinite(second.data)
    if mask is not None:
        both &= np.nan_to_num(fraction_on(mask, first.grid, part(progress, 0.3, 0.8)).data, nan=0.0) > _INSIDE
    compared = Mask(first.grid, both, "compared voxels")
    if fwhm_mm:
        progress(0.8, _tr("Smoothing both scans"))
        first, second = (_smoothed(volume, compared, fwhm_mm) for volume in (first, second))
    found = compare_scans(first, second, compared, relative=relative)
    progress(1.0, _tr("Difference of two scans"))
    difference, change = (_noted(stat_map, notes, sentence) for stat_map in (found.difference, found.change))
    return Measured(replace(found, difference=difference, change=change), moved)


def _smoothed(volume: Volume, mask: Mask, fwhm_mm: float) -> Volume:
    """Smoothed inside the mask only: at its edge the mean of what is inside."""
    inside = smooth_in_mask(volume.data[mask.data], mask, fwhm_mm) / smooth_in_mask(
        np.ones(mask.n_voxels), mask, fwhm_mm
    )
    data = np.full(mask.grid.shape, np.nan, dtype=np.float32)
    data[mask.data] = inside
    return Volume(mask.grid, data, volume.name, volume.unit)


def _noted(stat_map: StatMap, notes: dict[str, Any], sentence: str) -> StatMap:
    provenance = stat_map.provenance
    warnings = (*provenance.warnings, sentence) if sentence else provenance.warnings
    changed = replace(provenance, parameters={**provenance.parameters, **notes}, warnings=warnings)
    return replace(stat_map, provenance=changed)


def _add(session: Session, choices: FollowUpChoices, measured: Measured) -> None:
    found = measured.found
    if not (session.has_layer(choices.first_id) and session.has_layer(choices.second_id)):
        return
    first, second = session.layer(choices.first_id), session.layer(choices.second_id)
    mean = 1.0 if choices.relative else found.whole.first
    looks = (
        (
            found.change,
            two_sided(100 * _REPEATABLE_SHARE, 100 * _DIFFERENCE_SHARE),
            False,
            _tr("Change in %: {second} after {first}"),
        ),
        (
            found.difference,
            two_sided(_REPEATABLE_SHARE * mean, _DIFFERENCE_SHARE * mean),
            True,
            _tr("Difference: {second} less {first}"),
        ),
    )
    with session.batch():
        for layer in session.layers:
            if layer.role is Role.OVERLAY and layer.display.visible:
                session.show_layer(layer.id, visible=False)
        if measured.moved is not None:
            second = _add_moved(session, second, measured.moved, found)
        for stat_map, scale, visible, name in looks:
            caption = name.format(first=first.name, second=second.name)
            added = session.add_layer(
                caption,
                stat_map.volume,
                Role.OVERLAY,
                LayerDisplay(scale, visible),
                scan=first.scan,
                stat_map=stat_map,
                home=session.spaces.current,
            )
        session.perfusion.set_compared(Compared(found, choices.first_id, second.id, added.id))


def _add_moved(session: Session, second: Layer, moved: Volume, found: FollowUp) -> Layer:
    """The second scan where it was compared, to be seen beside the first."""
    warnings = () if second.stat_map is None else second.stat_map.provenance.warnings
    provenance = replace(
        found.difference.provenance,
        function="gui.commands.follow_up.measure_change",
        warnings=(*warnings, *found.difference.provenance.warnings),
    )
    name = second.name if second.stat_map is None else second.stat_map.statistic
    return session.add_layer(
        _tr("{second}, at the place of the first").format(second=second.name),
        moved,
        Role.OVERLAY,
        replace(second.display, visible=False),
        scan=second.scan,
        stat_map=StatMap(moved, name, provenance),
        home=session.spaces.current,
    )
