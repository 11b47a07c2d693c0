"""How steady a series is: head motion (FD) and the change from volume to volume (DVARS)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.errors import DataError, OptionError
from analysis.image import Mask, Series
from analysis.preprocess.brain_mask import estimate_brain_mask
from analysis.preprocess.motion import Displacement, Motion, framewise_displacement, summarise
from analysis.preprocess.quality import dvars
from analysis.progress import Progress, part, silent
from gui.commands.computing import mask_for, mask_of
from gui.jobs import Job, JobRunner
from gui.session import Session


@dataclass(frozen=True, eq=False)
class Steadiness:
    """``dvars_percent`` and, where motion is known, ``displacement_mm`` by definition: each ``(n_timepoints,)``."""

    dvars_percent: np.ndarray
    displacement_mm: dict[Displacement, np.ndarray]


def _tr(text: str) -> str:
    return QCoreApplication.translate("steadiness", text)


def measure_steadiness(session: Session, jobs: JobRunner, on_done: Callable[[Steadiness], None]) -> Job:
    """Measure the shown series, in its mask, with the motion file of the preparation if there is one."""
    layer = session.series_layer
    if layer is None or not isinstance(layer.image, Series):
        raise OptionError(_tr("Open a BOLD series first."))
    layer.image.require_complete()
    mask_layer = mask_for(session, layer)
    return jobs.submit(
        _tr("Motion and DVARS of {name}").format(name=layer.name),
        measure,
        layer.image,
        None if mask_layer is None else mask_of(mask_layer),
        session.preparation.motion,
        on_done=on_done,
        key="steadiness",
    )


def measure(series: Series, mask: Mask | None, motion: Motion | None, progress: Progress = silent) -> Steadiness:
    """The job.

    Raises
    ------
    DataError
        if the motion file has another number of rows than the series has volumes, or as `dvars`
    """
    if motion is not None and len(motion.parameters) != series.n_timepoints:
        raise DataError(
            f"The motion file has {len(motion.parameters)} rows, but the series has {series.n_timepoints} volumes."
        )
    if mask is None:
        mask = estimate_brain_mask(series, part(progress, 0.0, 0.3))
    changes = dvars(series, mask, part(progress, 0.3, 1.0))
    if motion is None:
        return Steadiness(changes, {})
    return Steadiness(changes, {kind: framewise_displacement(motion, kind, series.grid) for kind in Displacement})


def in_words(found: Steadiness) -> tuple[str, ...]:
    """The numbers that one reads: no limit is set here."""
    changes = found.dvars_percent[1:]  # the first volume has none before it
    lines = [
        _tr("DVARS: median {median} %, largest {largest} % (volume {volume})").format(
            median=f"{np.median(changes):.2f}", largest=f"{changes.max():.2f}", volume=int(changes.argmax()) + 2
        )
    ]
    for kind, displacement in found.displacement_mm.items():
        summary = summarise(displacement)
        text = _tr("FD ({kind}): mean {mean} mm, largest {largest} mm; {n} of {total} volumes above 0.2 mm")
        lines.append(
            text.format(
                kind=kind.value.capitalize(),
                mean=f"{summary.mean_mm:.2f}",
                largest=f"{summary.max_mm:.2f}",
                n=summary.n_above_0_2,
                total=summary.n_timepoints,
            )
        )
    if not found.displacement_mm:
        lines.append(_tr("FD: choose the motion file on the Maps page, under Change steps."))
    return tuple(lines)
