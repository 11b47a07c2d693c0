"""Whether control and label of an ASL series are what they are called, told from the values, and the offer to swap."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.errors import AlgoscopeError, DataError, OptionError
from analysis.files import nifti
from analysis.image import Mask, Series
from analysis.perfusion.volume_order import detect_order
from analysis.preprocess.brain_mask import estimate_brain_mask
from analysis.progress import Progress, part, silent
from analysis.scan import Fact, Scan
from gui.commands.asl_form import scan_of, type_fact
from gui.commands.computing import mask_for, mask_of
from gui.jobs import Job, JobRunner
from gui.perfusion_state import OrderFinding
from gui.session import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("asl_order", text)


def check_order(session: Session, jobs: JobRunner, layer_id: int) -> Job:
    """Look in the values whether control is brighter than label, and tell it in the session."""
    layer = session.layer(layer_id)
    if not isinstance(layer.image, Series):
        raise OptionError(_tr("A single image has no order of control and label."))
    layer.image.require_complete()
    mask_layer = mask_for(session, layer)
    types = stated_types(scan_of(layer), session.perfusion.case(layer.id).typed)
    return jobs.submit(
        _tr("Order of control and label"),
        find_order,
        layer.image,
        None if mask_layer is None else mask_of(mask_layer),
        types,
        on_done=partial(_note_order, session, layer_id, types),
        key=f"order {layer_id}",
        quiet=True,
    )


def find_order(series: Series, mask: Mask | None, types: tuple[str, ...], progress: Progress = silent) -> OrderFinding:
    """The job: neighbouring control and label compared in the mean over the brain; without kinds, what they may be."""
    if mask is None:
        try:
            mask = estimate_brain_mask(series, part(progress, 0.0, 0.5))
        except DataError as error:
            return OrderFinding(problem=str(error))
    rest = part(progress, 0.5, 1.0)
    if not types:
        order = detect_order(series, mask, rest)
        return OrderFinding(proposal="" if order is None else order.words)
    wanted = [v for v, kind in enumerate(types) if kind in ("control", "label")]
    if len(types) != series.n_timepoints or not wanted:
        return OrderFinding()
    means = {}
    for n, volume in enumerate(wanted):
        rest(n / len(wanted), _tr("Order of control and label"))
        means[volume] = float(np.nanmean(series.in_mask(mask, [volume])[0], dtype=np.float64))
    controls, labels = ([means[v] for v in wanted if types[v] == kind] for kind in ("control", "label"))
    pairs = list(zip(controls, labels, strict=False))
    return OrderFinding(len(pairs), sum(control > label for control, label in pairs))


def find_order_in(path: Path, types: tuple[str, ...], progress: Progress = silent) -> OrderFinding:
    """The job of `find_order` on a file that is not open; what hinders it is the finding."""
    try:
        scan = nifti.read(path)
        if not isinstance(scan.image, Series):
            return OrderFinding()
        nifti.finish(scan, part(progress, 0.0, 0.5))
        return find_order(scan.image, None, types, part(progress, 0.5, 1.0))
    except AlgoscopeError as error:
        return OrderFinding(problem=str(error))


def in_words(order: OrderFinding) -> str:
    """What the values say about control and label, as a sentence; "" where they say nothing."""
    if order.problem:
        return _tr("Whether control is brighter than label was not checked: {problem}").format(problem=order.problem)
    if not order.pairs:
        return ""
    if order.is_reversed:
        words = _tr(
            "In {n} of {total} pairs the control is DARKER than the label: they seem to be named the wrong way round."
        )
    elif order.agreeing == order.pairs:
        words = _tr("✓ In all {total} pairs the control is brighter than the label, as it must be.")
    else:
        words = _tr("In {m} of {total} pairs the control is brighter than the label.")
    return words.format(n=order.pairs - order.agreeing, m=order.agreeing, total=order.pairs)


def stated_types(scan: Scan, typed: Mapping[str, Fact]) -> tuple[str, ...]:
    """The kinds of the volumes as they are used now, control and label exchanged where that was typed."""
    scheme = scan.asl
    types = (
        tuple(typed["VolumeTypes"].value) if "VolumeTypes" in typed else () if scheme is None else scheme.volume_types
    )
    if "SwapControlLabel" in typed and typed["SwapControlLabel"].value:
        other = {"control": "label", "label": "control"}
        types = tuple(other.get(kind, kind) for kind in types)
    return types


def _note_order(session: Session, layer_id: int, types: tuple[str, ...], finding: OrderFinding) -> None:
    case = session.perfusion.case(layer_id)
    if session.has_layer(layer_id) and stated_types(scan_of(session.layer(layer_id)), case.typed) == types:
        session.perfusion.set_case(layer_id, replace(case, order=finding))


def swap_control_and_label(session: Session, layer_id: int) -> None:
    """Exchange what counts as control and as label; what was found about the order is turned round too."""
    case = session.perfusion.case(layer_id)
    swapped = "SwapControlLabel" in case.typed
    order = case.order
    type_fact(session, layer_id, "SwapControlLabel", "" if swapped else "yes")
    if order is not None and order.pairs:
        turned = replace(order, agreeing=order.pairs - order.agreeing)
        session.perfusion.set_case(layer_id, replace(session.perfusion.case(layer_id), order=turned))
