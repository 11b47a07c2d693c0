"""Red lights of a perfusion map that no person has acknowledged yet, and the sentence that every export carries.

The record holds the keys of the red lights and of those that a person has seen. As long as one is missing, a warning
of the record says so; it goes wherever the record goes: beside a saved map, onto a figure, into a table.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from analysis.provenance import Provenance

BLOCKS = "blocks_report_until_acknowledged"
"""Parameter of the record: the keys of the red lights."""
ACKNOWLEDGED = "acknowledged"
"""Parameter of the record: the keys of those that a person has seen."""
_START = "NOT ACKNOWLEDGED by a person: "


def unseen(provenance: Provenance) -> tuple[str, ...]:
    """The keys of the red lights that no person has acknowledged."""
    parameters: Any = provenance.parameters
    seen = parameters.get(ACKNOWLEDGED, ())
    return tuple(key for key in parameters.get(BLOCKS, ()) if key not in seen)


def with_sentence(provenance: Provenance) -> Provenance:
    """The record with the sentence about what nobody has acknowledged, and without one that is no longer true."""
    warnings = tuple(w for w in provenance.warnings if not w.startswith(_START))
    if waiting := unseen(provenance):
        parameters: Any = provenance.parameters
        captions = {check["check"]: check.get("caption", "") for check in parameters.get("quality", ())}
        listed = ", ".join(captions.get(key) or key for key in waiting)
        warnings = (*warnings, f"{_START}red light of {listed}. Not ready for a report.")
    return replace(provenance, warnings=warnings)


def sentences_of(warnings: Iterable[str]) -> tuple[str, ...]:
    """Those of the warnings that say that something was not acknowledged."""
    return tuple(dict.fromkeys(w for w in warnings if w.startswith(_START)))
