"""The differences of an ASL series as a movie in the slice views, and pairs left out by hand."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.colour import ColourScale
from analysis.errors import OptionError
from analysis.image import Series
from analysis.perfusion.cbf import CbfResult
from analysis.perfusion.difference_frames import DifferenceFrames
from analysis.perfusion.pairs import Pair
from gui.commands.asl_form import read_form, scan_of
from gui.commands.perfusion import shown_pairs
from gui.session import Layer, LayerDisplay, Role, Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("pair_movie", text)


def pairs_for(session: Session, layer_id: int) -> tuple[Pair, ...]:
    """The pairs of a series, none while its description is not complete; raises as `pairs_of`."""
    protocol = read_form(session, layer_id).protocol
    return () if protocol is None else shown_pairs(protocol)


def show_differences(session: Session, layer_id: int) -> Layer:
    """Show the pairs' differences as an overlay whose timepoints are the pairs, and select it.

    Made anew where the pairs are others than when it was made.
    """
    layer = session.layer(layer_id)
    pairs = pairs_for(session, layer_id)
    if not isinstance(layer.image, Series) or not pairs:
        raise OptionError(_tr("The pairs are known once the questions about the scan are answered."))
    frames = DifferenceFrames(layer.image, pairs)
    case = session.perfusion.case(layer_id)
    old_id = case.differences_id
    old = session.layer(old_id) if old_id is not None and session.has_layer(old_id) else None
    if old is not None and _pairs_in(old) == pairs:
        with session.batch():
            session.show_layer(old.id, visible=True)
            session.select_layer(old.id)
        return session.layer(old.id)
    series = Series(layer.grid, frames, None, _tr("control less label"), layer.image.unit)
    with session.batch():
        if old is not None:
            session.remove_layer(old.id)
        name = _tr("Pairs of {name}").format(name=layer.name)
        display = LayerDisplay(_scale(series))
        added = session.add_layer(name, series, Role.OVERLAY, display, scan=scan_of(layer))
        session.perfusion.set_case(layer_id, replace(session.perfusion.case(layer_id), differences_id=added.id))
        session.move_timepoint(0)
    return added


def go_to_pair(session: Session, layer_id: int, number: int) -> None:
    """Show one pair, counted from 0, in every view."""
    with session.batch():
        show_differences(session, layer_id)
        session.move_timepoint(number)


def leave_out(session: Session, layer_id: int, number: int, *, out: bool) -> None:
    """Leave a pair out of the next computation, or take it back; `OptionError` if none would be left."""
    case, pairs = session.perfusion.case(layer_id), pairs_for(session, layer_id)
    excluded = case.excluded | {number} if out else case.excluded - {number}
    if not 0 <= number < len(pairs):
        raise OptionError(_tr("There is no pair {n}.").format(n=number + 1))
    kept = {(pair.delay_s, pair.duration_s) for n, pair in enumerate(pairs) if n not in excluded}
    if kept != {(pair.delay_s, pair.duration_s) for pair in pairs}:
        raise OptionError(_tr("This is the last pair of its delay, so it cannot be left out."))
    session.perfusion.set_case(layer_id, replace(case, excluded=excluded))


def reasons_for(session: Session, layer_id: int, pairs: Sequence[Pair]) -> tuple[str, ...]:
    """Why each of the pairs of `pairs_for` is left out, "" where it is used."""
    case = session.perfusion.case(layer_id)
    reasons = {} if case.measured is None else _rejected(case.measured.result)
    by_hand = _tr("left out by hand")
    return tuple(by_hand if n in case.excluded else reasons.get(pair, "") for n, pair in enumerate(pairs))


def _rejected(result: CbfResult) -> dict[Pair, str]:
    """Pairs that the measurement rejected; the first reason of each."""
    return {result.pairs[one.pair]: one.reason for one in reversed(result.rejected)}


def _pairs_in(layer: Layer) -> tuple[Pair, ...]:
    frames = layer.image.frames if isinstance(layer.image, Series) else None
    return frames.pairs if isinstance(frames, DifferenceFrames) else ()


def _scale(series: Series) -> ColourScale:
    """Gray around 0, without a threshold, as differences are looked at: what is negative is as telling."""
    values = np.abs(series.frames.frame(0))
    values = values[np.isfinite(values) & (values > 0)]
    largest = float(np.percentile(values, 99)) if values.size else 1.0
    return ColourScale("gray", -largest, largest)
