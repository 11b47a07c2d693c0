"""A series onto the T1 of its patient, by rigid registration: its grid moves, its voxels stay as they are."""

from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.errors import OptionError
from analysis.image import Series, Volume
from analysis.preprocess.brain_mask import temporal_mean
from analysis.preprocess.coregister import Coregistration, coregister
from analysis.preprocess.rough_brain import rough_brain_mask
from analysis.progress import Progress, part, silent
from analysis.scan import Fact, FactSource, Modality
from gui.jobs import Job, JobRunner
from gui.layer import ALIGNMENT
from gui.session import Layer, Session
from gui.undo import PlaceLayer


def _tr(text: str) -> str:
    return QCoreApplication.translate("aligning", text)


def align_with_t1(session: Session, jobs: JobRunner, layer_id: int) -> Job:
    """Find where the head of a series lies in the open T1, then put the series there; one step of undo.

    Two scans of one session lie where their headers say unless the patient moved between them; scans of two sessions
    may be centimetres apart.
    """
    layer = session.layer(layer_id)
    t1 = next((other for other in session.layers if _is_t1(other)), None)
    if t1 is None or not isinstance(t1.image, Volume):
        raise OptionError(_tr("Open the patient's T1 first: the series is aligned with it."))
    if isinstance(layer.image, Series):
        layer.image.require_complete()
    return jobs.submit(
        _tr("Align {name}").format(name=layer.name),
        find_place,
        layer.image,
        t1.image,
        on_done=partial(_place, session, layer),
        key=f"align {layer_id}",
    )


def find_place(image: Volume | Series, t1: Volume, progress: Progress = silent) -> Coregistration:
    """The job: the mean image of the series against the brain of the T1."""
    brain = rough_brain_mask(t1, part(progress, 0.0, 0.3))
    mean = temporal_mean(image, part(progress, 0.3, 0.4)) if isinstance(image, Series) else image
    return coregister(mean, t1, brain, part(progress, 0.4, 1.0))


def in_words(found: Coregistration, image: Volume | Series) -> str:
    """How far the image was moved, and how well it lies now."""
    centre = found.transform.placed(image.grid).centre_mm
    moved_mm = float(np.linalg.norm(centre - image.grid.centre_mm))
    return _tr(
        "Aligned with the T1: its centre moved by {mm} mm, turned by {degrees}°; {percent} % of its brain lie within "
        "the T1's."
    ).format(mm=f"{moved_mm:.1f}", degrees=f"{found.transform.angle_degrees:.1f}", percent=round(100 * found.overlap))


def _place(session: Session, layer: Layer, found: Coregistration) -> None:
    """Move the layer, unless it was closed or moved in the meantime."""
    if not session.has_layer(layer.id) or session.layer(layer.id).image is not layer.image:
        return
    sentence = in_words(found, layer.image)
    image = replace(layer.image, grid=found.transform.placed(layer.grid))
    scan = layer.scan
    if scan is not None:
        facts = {**scan.facts, ALIGNMENT: Fact(found.transform.matrix.tolist(), FactSource.VALUES)}
        scan = replace(scan, image=image, facts=facts, warnings=(*scan.warnings, sentence))
    session.undo_stack.push(PlaceLayer(session, layer.id, image, scan))
    session.tell(f"{layer.name}: {sentence}")


def _is_t1(layer: Layer) -> bool:
    return layer.scan is not None and layer.scan.modality is Modality.T1 and not layer.is_computed
