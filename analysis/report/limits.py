"""What must be read with the first page: what was not assessed or is simulated, and the state of the patient."""

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.report.case import Case
from analysis.report.comparison import Comparison
from analysis.report.details import Details
from analysis.report.red_lights import red_lights
from analysis.report.values import used_maps
from analysis.report.wording import recorded

_FAILED = ("Perfusion was not computed", "The ASL series was left out", "Coupling was not computed")
"""How warnings begin of what a reader would look for in vain."""


def limits(
    case: Case, comparisons: tuple[Comparison, ...], details: Details, acknowledged: tuple[str, ...]
) -> Iterator[str]:
    """One sentence each; the state at the scan stands first, because everything else is read in its light."""
    state = details.state.rstrip(" ;,.") or "nothing was entered (medication, phase of the attack)"
    yield f"State at the scan as entered: {state}."
    folder = case.folder
    has_flow = folder.cbf or folder.aslref or "asl" in folder.record.get("Scans", ())
    missing = [
        words
        for there, words in (
            (folder.t1, "T1"),
            (
                folder.boldref_mni or folder.bold_mni or folder.boldref,
                "resting-state series (activity and connectivity)",
            ),
            (has_flow or None, "ASL scan (perfusion)"),
        )
        if there is None
    ]
    if missing:
        yield f"Not assessed, because there is no {' and no '.join(missing)}."
    used = used_maps(case, comparisons)
    warned = processing_warnings(case, used)
    failed = tuple(words for words in warned if words.startswith(_FAILED))
    yield from failed
    titles = {name: case.title_of(name) for name in case.provenances}
    drawn = [name for name in case.provenances if case.is_drawn(name)]
    if drawn:
        yield f"Drawn, not measured: {', '.join(drawn)}."
    if any(case.is_simulated(name) for name in case.provenances if name not in drawn):
        yield "The scans are synthetic."
    yield from _about_delays({titles.get(name, name): provenance for name, provenance in used.items()})
    for comparison in comparisons[:1]:
        yield from notes_of(case, comparison)
    if len(warned) > len(failed):
        yield f"Warnings of the processing: {len(warned)}, in the methods."
    if acknowledged:
        captions = ", ".join(one.caption for one in red_lights(case) if one.key in acknowledged)
        yield f"Red lights that the reader has acknowledged: {captions}."


def notes_of(case: Case, comparison: Comparison, *, besides: tuple[Comparison, ...] = ()) -> tuple[str, ...]:
    """What must be read with a comparison and is not said with others; not what processing has warned of."""
    said = {str(note) for other in besides for note in other.record.get("notes", [])}
    said.update(processing_warnings(case, used_maps(case, (comparison, *besides))))
    notes = [str(note) for note in comparison.record.get("notes", []) if str(note) not in said]
    if not any(row.controls.size for row in comparison.regions):
        notes.append(
            "The controls' values were not kept with this comparison, so there are no dot plots; compare again."
        )
    return tuple(dict.fromkeys(notes))


def processing_warnings(case: Case, used: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """Everything that processing has warned of, and that stands in the records of the maps."""
    of_maps = (str(words) for provenance in used.values() for words in provenance.get("warnings", []))
    return tuple(dict.fromkeys((*case.quality.warnings, *case.folder.warnings, *of_maps)))


def _about_delays(used: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Late blood looks like little blood, unless several delays tell them apart."""
    for name, provenance in used.items():
        delays = _delays_s(provenance.get("parameters") or {})
        if len(delays) == 1:
            yield f"{name} is from one delay ({recorded(delays[0])} s): where blood arrives later, flow looks too low."
        elif delays:
            yield f"{name} is from {len(delays)} delays; where blood arrives after the last of them, flow is uncertain."


def _delays_s(parameters: Mapping[str, Any]) -> list[Any]:
    """The different delays of the pairs that the map is from; of the scan where the record does not tell them.

    The delays of a scan are one for each volume, and that of an M0 among them, which nothing labels, is 0.
    """
    pairs = [entry["delay_s"] for entry in parameters.get("delays") or ()]
    told = (parameters.get("acquisition") or {}).get("PostLabelingDelay")
    of_scan = told if isinstance(told, list) else [] if told is None else [told]
    return list(dict.fromkeys(pairs or [delay for delay in of_scan if delay] or of_scan))
