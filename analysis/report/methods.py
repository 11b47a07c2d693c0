"""The methods: text and lists that are put together from the records of this run alone.

Every number and version is read from a record; what no record holds is "not recorded". Nothing is taken from a preset's
file or from this program's defaults, so the text cannot disagree with what was done. The order of the lists follows
Nichols et al. 2017, Nat Neurosci 20:299 (COBIDAS).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.provenance import STEPS_IN_WORDS
from analysis.report.case import Case
from analysis.report.comparison import Comparison
from analysis.report.document import Facts, Paragraphs, Section, Tone
from analysis.report.limits import processing_warnings
from analysis.report.values import used_maps
from analysis.report.wording import NOT_RECORDED, flattened, recorded

_SCANNER = (
    ("scanner", "Manufacturer"),
    ("model", "ManufacturersModelName"),
    ("field strength, T", "MagneticFieldStrength"),
    ("sequence", "PulseSequenceType"),
    ("acquisition", "MRAcquisitionType"),
    ("repetition time, s", "RepetitionTime"),
    ("echo time, s", "EchoTime"),
    ("flip angle, °", "FlipAngle"),
    ("acquired voxels, mm", "VoxelSize"),
)
_LABELLING = (
    ("labelling", "ArterialSpinLabelingType"),
    ("post-labelling delay, s", "PostLabelingDelay"),
    ("labelling duration, s", "LabelingDuration"),
    ("background suppression", "BackgroundSuppression"),
    ("suppression pulses", "BackgroundSuppressionNumberPulses"),
    ("M0", "M0Type"),
)


def methods(case: Case, comparisons: tuple[Comparison, ...], acknowledged: tuple[str, ...]) -> tuple[Section, ...]:
    """All sections of the methods that hold something."""
    found = _sections(case, comparisons, acknowledged)
    return tuple(section for section in found if not isinstance(section, Facts) or section.rows)


def _sections(case: Case, comparisons: tuple[Comparison, ...], acknowledged: tuple[str, ...]) -> Iterator[Section]:
    used = used_maps(case, comparisons)
    yield Paragraphs("Methods", tuple(_text(case, comparisons, used)))
    yield Paragraphs(
        "",
        ("This text was put together from the records of this run; please copy it unchanged.",),
        Tone.FAINT,
    )
    yield from _acquisition(used)
    yield Facts("Preprocessing, motion and exclusion", tuple(_preprocessing(case)))
    for comparison in comparisons:
        yield Facts(f"Model and inference: {comparison.statistic}", tuple(_inference(comparison)))
    yield from _all_parameters(used)
    yield Facts("Versions", tuple(_versions(comparisons, used)))
    yield Facts("Inputs, SHA-256", tuple(_inputs(comparisons, used)))
    yield Paragraphs("Warnings of the processing", processing_warnings(case, used) or ("none recorded",))
    if acknowledged:
        yield Paragraphs("Red lights that the reader has acknowledged", (", ".join(acknowledged),))
    yield Paragraphs("", ("Order of the lists: Nichols et al. 2017, Nat Neurosci 20:299 (COBIDAS).",), Tone.FAINT)


def _all_parameters(used: Mapping[str, Mapping[str, Any]]) -> Iterator[Section]:
    """Every parameter of every map, those that maps share once."""
    owners: dict[tuple[str, str], list[str]] = {}
    for statistic, provenance in used.items():
        made = ("function", str(provenance.get("function") or NOT_RECORDED))
        for row in (made, *flattened(_parameters(provenance))):
            owners.setdefault(row, []).append(statistic)
    groups: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for row, names in owners.items():
        groups.setdefault(tuple(dict.fromkeys(names)), []).append(row)
    for together, rows in groups.items():
        yield Facts(f"All parameters of {', '.join(together)} as recorded", tuple(rows))


def _parameters(provenance: Mapping[str, Any]) -> Mapping[str, Any]:
    found = provenance.get("parameters")
    return found if isinstance(found, Mapping) else {}


def _text(case: Case, comparisons: tuple[Comparison, ...], used: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    preset = recorded(case.folder.record.get("Preset"))
    yield f"The scans of patient {case.pseudonym} were processed unattended; preset: {preset}."
    drawn = [name for name in used if case.is_drawn(name)]
    if drawn:
        yield f"{', '.join(drawn)} was drawn from a model and not computed from scans."
    used = {name: provenance for name, provenance in used.items() if name not in drawn}
    for words, names in _grouped(used, "processing", STEPS_IN_WORDS).items():
        yield f"Steps before the maps of {', '.join(names)}, in this order: {words}."
    of_series = {name: provenance for name, provenance in used.items() if not _is_without_series(provenance)}
    for words, names in _grouped(of_series, "preparation").items():
        yield f"Preparation of the series for {', '.join(names)}, in this order: {words}."
    for comparison in comparisons:
        yield str(comparison.record.get("caption") or f"Caption of the comparison: {NOT_RECORDED}.")


def _is_without_series(provenance: Mapping[str, Any]) -> bool:
    """Whether a map was computed from other scans than a BOLD series, such as perfusion: nothing prepared one."""
    roles = {entry.get("role") for entry in provenance.get("inputs", [])}
    return "bold" not in roles and bool(roles & {"t1", "asl"})


def _grouped(used: Mapping[str, Mapping[str, Any]], key: str, other: str = "") -> dict[str, list[str]]:
    """The maps that share a list of steps, by the steps in words."""
    groups: dict[str, list[str]] = {}
    for statistic, provenance in used.items():
        parameters = _parameters(provenance)
        value = parameters.get(key, parameters.get(other))
        steps = value.get("steps") if isinstance(value, Mapping) else value
        words = "; ".join(map(str, steps)) if isinstance(steps, list) and steps else NOT_RECORDED
        groups.setdefault(words, []).append(statistic)
    return groups


def _acquisition(used: Mapping[str, Mapping[str, Any]]) -> Iterator[Section]:
    """One list for each way in which the maps' scans were acquired."""
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for statistic, provenance in used.items():
        parameters = _parameters(provenance)
        rows = tuple(_acquired(parameters))
        groups.setdefault(rows, []).append(statistic)
    for rows, names in groups.items():
        yield Facts(f"Acquisition of the scans of {', '.join(names)}", rows)


def _acquired(parameters: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    acquisition, facts = (parameters.get(key) or {} for key in ("acquisition", "facts"))
    for caption, key in _SCANNER:
        yield caption, recorded(acquisition.get(key, _value(facts.get(key))))
    volumes = parameters.get("n_timepoints", parameters.get("n_volumes"))
    yield "volumes that were used", recorded(volumes)
    yield "eyes open or closed", recorded(acquisition.get("Eyes"))
    if facts:
        for caption, key in _LABELLING:
            yield caption, recorded(_value(facts.get(key)))


def _value(fact: Any) -> Any:
    """A fact without its source, which stands in the list of all parameters; a list as its different values."""
    value = fact.get("value") if isinstance(fact, Mapping) else fact
    return list(dict.fromkeys(value)) if isinstance(value, list) else value


def _preprocessing(case: Case) -> Iterator[tuple[str, str]]:
    yield "left and right", case.quality.sides or NOT_RECORDED
    yield "tissues of the series", case.quality.tissue_source or NOT_RECORDED
    yield "degrees of freedom left in the series", recorded(case.quality.freedom)
    record = {k: v for k, v in case.folder.record.items() if k not in ("Maps", "Warnings", "Format", "Preset")}
    yield from flattened(record)


def _inference(comparison: Comparison) -> Iterator[tuple[str, str]]:
    parameters = {k: v for k, v in _parameters(comparison.provenance).items() if k not in ("caption", "banners")}
    yield "function", recorded(comparison.provenance.get("function"))
    yield from flattened(parameters)
    for claim in comparison.record.get("claims", []):
        yield f"exact test, {claim['maximum']}", f"{claim['sentence']} {str(claim['verdict']).capitalize()}."
    yield "all regions, also those without a finding", "regions.tsv beside the result"
    if comparison.w is not None:
        yield "maps, not thresholded", "t, w and percentile (NIfTI) beside the result"


def _versions(comparisons: tuple[Comparison, ...], used: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    sources = [*used.items(), *((f"comparison of {c.statistic}", c.provenance) for c in comparisons)]
    groups: dict[str, list[str]] = {}
    for name, provenance in sources:
        groups.setdefault(recorded(provenance.get("versions") or None), []).append(name)
    for words, names in groups.items():
        yield ", ".join(names), words


def _inputs(comparisons: tuple[Comparison, ...], used: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for statistic, provenance in used.items():
        for entry in provenance.get("inputs", []):
            yield f"{statistic}: {entry['role']}", str(entry["sha256"])
    for comparison in comparisons:
        yield f"comparison of {comparison.statistic}: the patient's map", comparison.patient_sha256 or NOT_RECORDED
