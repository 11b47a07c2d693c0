"""Red lights of perfusion maps: which nobody has looked at yet, and the note in the record that somebody did."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from analysis.errors import OptionError
from analysis.perfusion.acknowledged import ACKNOWLEDGED, unseen, with_sentence
from analysis.scan import StatMap
from gui.session import Layer, Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("plausibility", text)


def red_checks(layer: Layer) -> tuple[str, ...]:
    """The checks of a computed map that are red and that nobody has looked at, by their key."""
    return () if layer.stat_map is None else unseen(layer.stat_map.provenance)


def acknowledge(session: Session, layer_id: int, check: str, *, seen: bool = True) -> None:
    """Note in the record of every map of a computation that a person has seen a red light, or take that back."""
    measured = session.perfusion.case(layer_id).measured
    if measured is None:
        raise OptionError(_tr("Nothing was computed on this series yet."))
    with session.batch():
        for map_id in measured.layer_ids.values():
            if session.has_layer(map_id) and (stat_map := session.layer(map_id).stat_map) is not None:
                session.set_record(map_id, _acknowledged(stat_map, check, seen=seen))


def _acknowledged(stat_map: StatMap, check: str, *, seen: bool) -> StatMap:
    provenance = stat_map.provenance
    before = [c for c in provenance.parameters.get(ACKNOWLEDGED, ()) if c != check]
    parameters = {**provenance.parameters, ACKNOWLEDGED: [*before, check] if seen else before}
    return replace(stat_map, provenance=with_sentence(replace(provenance, parameters=parameters)))
