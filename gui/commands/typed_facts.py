"""What a person typed about the scans that are open, and the scans as they are told with it.

Files stay as they were read: what was typed is kept in the session, beside them.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.files.doubts import still_open
from analysis.image import Series
from analysis.scan import AslScheme, Fact, Scan
from gui.session import Layer, Session

TypedFacts = Mapping[Path, Mapping[str, Fact]]
"""Facts by file, then by field."""


def note_typed(session: Session, layer: Layer, typed: TypedFacts) -> None:
    """Know of an open scan what a person typed about it, so that nobody is asked for it again."""
    given = typed_about(layer.scan, typed)
    if given:
        case = session.perfusion.case(layer.id)
        session.perfusion.set_case(layer.id, replace(case, typed={**case.typed, **given}))
        take_repetition_time(session, layer.id)


def take_repetition_time(session: Session, layer_id: int) -> None:
    """Let the open series follow in the repetition time that was typed about it; metrics read it there."""
    layer, typed = session.layer(layer_id), session.perfusion.case(layer_id).typed.get("RepetitionTime")
    if typed is None or layer.scan is None or not isinstance(layer.image, Series) or layer.image.tr_s == typed.value:
        return
    image = replace(layer.image, tr_s=float(typed.value))
    session.place_layer(layer_id, image, replace(layer.scan, image=image))


def typed_about(scan: Scan | None, typed: TypedFacts) -> Mapping[str, Fact]:
    """What was typed about a scan; nothing where it has no file."""
    return {} if scan is None or scan.path is None else typed.get(scan.path, {})


def as_told(session: Session, layer: Layer) -> Scan | None:
    """The scan of a layer with typed facts in place of those of its files, without the doubts that they answer."""
    scan, given = layer.scan, session.perfusion.case(layer.id).typed
    if scan is None or not given:
        return scan
    scheme = None if scan.asl is None else _with_typed(scan.asl, {name: fact.value for name, fact in given.items()})
    return replace(scan, facts={**scan.facts, **given}, asl=scheme, warnings=still_open(scan.warnings, given))


def _with_typed(scheme: AslScheme, given: Mapping[str, Any]) -> AslScheme:
    durations = {float(value) for value in given.get("LabelingDuration", ()) if value}
    return replace(
        scheme,
        labelling=given.get("ArterialSpinLabelingType", scheme.labelling),
        volume_types=given.get("VolumeTypes", scheme.volume_types),
        plds_s=given.get("PostLabelingDelay", scheme.plds_s),
        label_duration_s=durations.pop() if len(durations) == 1 else scheme.label_duration_s,
        background_suppression=given.get("BackgroundSuppression", scheme.background_suppression),
        m0=given.get("M0Type", scheme.m0),
    )
