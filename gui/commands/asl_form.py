"""The form of an ASL series: each field with its value and source, and the questions that are still open.

What a person types is kept in the session, never in the scan: files stay as they were read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from analysis.errors import AlgoscopeError, OptionError
from analysis.files.doubts import still_open
from analysis.perfusion.completion import Inquiry
from analysis.perfusion.constants import (
    PARTITION,
    T1_TISSUE,
    Constant,
    Labelling,
    labelling_efficiency,
    loss_by_suppression,
    t1_of_blood,
    t1_of_blood_by_haematocrit,
)
from analysis.perfusion.fields import FIELDS, Field, Kind, accept, parse
from analysis.perfusion.m0_source import m0_questions
from analysis.perfusion.protocol import AslProtocol, Question
from analysis.perfusion.scanner_map import is_scanner_cbf, unit_of
from analysis.perfusion.vendors import ge_product, is_made_by
from analysis.scan import Fact, FactSource, Modality, Scan
from gui.session import Layer, Session

_USUAL_S = 1.8  # recommended both as labelling duration and as delay, so that their equality tells nothing
_SECTION_TEXTS = ("Labelling", "Volumes", "M0", "Background suppression", "Readout", "Field and blood")
_LABELLING, _VOLUMES, _M0, _SUPPRESSION, _READOUT, _BLOOD = _SECTION_TEXTS
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        _LABELLING,
        (
            "ArterialSpinLabelingType", "LabelingDuration", "BolusCutOffTechnique", "BolusCutOffDelayTime",
            "PostLabelingDelay",
        ),
    ),
    (_VOLUMES, ("VolumeTypes", "DifferenceScale", "Units")),
    (_M0, ("M0Type", "M0RepetitionTime", "M0SliceRecovery", "M0EchoTime", "M0Estimate", "M0Scale", "T1Tissue")),
    (
        _SUPPRESSION,
        (
            "BackgroundSuppression", "BackgroundSuppressionNumberPulses", "SuppressionEfficiency",
            "LabelingEfficiency", "EfficiencyIncludesSuppression",
        ),
    ),
    (_READOUT, ("MRAcquisitionType", "SliceTiming", "SliceEncodingDirection")),
    (_BLOOD, ("MagneticFieldStrength", "Haematocrit", "T1Blood", "PartitionCoefficient")),
)  # fmt: skip


@dataclass(frozen=True)
class FormLine:
    """One field: what is known, from where, and why it is asked for ("" where it is known or not needed).

    ``published`` is the constant that is used where nobody states the field, ``proposal`` what the values say.
    """

    field: Field
    value: Any = None
    source: FactSource | None = None
    question: str = ""
    published: Constant | None = None
    proposal: str = ""


@dataclass(frozen=True)
class AslForm:
    """The form as it stands; ``problem`` is an impossible combination, in the words of the analysis."""

    sections: tuple[tuple[str, tuple[FormLine, ...]], ...]
    questions: tuple[Question, ...]
    protocol: AslProtocol | None
    problem: str
    contradictions: tuple[str, ...]
    is_scanner_map: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing and nothing impossible."""
        known = self.protocol is not None or self.is_scanner_map
        return known and not self.questions and not self.problem

    def line(self, name: str) -> FormLine | None:
        """The line of a field, None where it does not apply to this series."""
        return next((line for _, lines in self.sections for line in lines if line.field.name == name), None)


def _tr(text: str) -> str:
    return QCoreApplication.translate("asl_form", text)


def asl_layers(session: Session) -> tuple[Layer, ...]:
    """The ASL scans that are open."""
    return tuple(layer for layer in session.layers if is_asl(layer))


def m0_layers(session: Session) -> tuple[Layer, ...]:
    """The M0 scans that are open."""
    return tuple(layer for layer in session.layers if _is(layer, Modality.M0))


def is_asl(layer: Layer) -> bool:
    """Whether a layer is an ASL scan that was opened."""
    return _is(layer, Modality.ASL)


def _is(layer: Layer, modality: Modality) -> bool:
    return layer.scan is not None and layer.scan.modality is modality and not layer.is_computed


def scan_of(layer: Layer) -> Scan:
    """The scan of a layer; `OptionError` where it has none."""
    if layer.scan is None:
        raise OptionError(_tr("{name} is no scan, so nothing is known of how it was acquired.").format(name=layer.name))
    return layer.scan


def m0_layer_of(session: Session, layer_id: int) -> Layer | None:
    """The separate M0 of a series: the one that was chosen, else one of its grid, else the only one.

    A series that holds its M0 itself has no other.
    """
    chosen = session.perfusion.case(layer_id).m0_layer_id
    if chosen is not None and session.has_layer(chosen):
        return session.layer(chosen)
    layer, given = session.layer(layer_id), session.perfusion.case(layer_id).typed
    scheme = scan_of(layer).asl
    stated = given["M0Type"].value if "M0Type" in given else None if scheme is None else scheme.m0
    types = given["VolumeTypes"].value if "VolumeTypes" in given else () if scheme is None else scheme.volume_types
    if stated not in (None, "Separate") or "m0scan" in types:
        return None
    candidates = m0_layers(session)
    same = [m0 for m0 in candidates if m0.grid.matches(layer.grid)]
    beside = [m0 for m0 in same or candidates if _stem(m0) == _stem(layer)]
    found = beside or same or list(candidates)
    return found[0] if len(found) == 1 else None


def _stem(layer: Layer) -> str:
    """The name of a scan's file without its last part: ``sub-01_run-2`` of ``sub-01_run-2_asl.nii.gz``."""
    path = None if layer.scan is None else layer.scan.path
    return "" if path is None else path.name.rsplit("_", 1)[0]


def read_form(session: Session, layer_id: int) -> AslForm:
    """The form of a series, from its files and from what was typed."""
    case, m0 = session.perfusion.case(layer_id), m0_layer_of(session, layer_id)
    proposal = "" if case.order is None else case.order.proposal
    return form_of(scan_of(session.layer(layer_id)), case.typed, None if m0 is None else m0.scan, proposal)


def form_of(scan: Scan, given: Mapping[str, Fact], m0: Scan | None = None, proposed_types: str = "") -> AslForm:
    """The form of a scan that need not be open.

    Parameters
    ----------
    scan : an ASL series
    given : what was typed
    m0 : its separate M0
    proposed_types : the kinds of the volumes as their values tell them
    """
    inquiry, protocol, problem = Inquiry(scan, given), None, ""
    try:
        protocol = inquiry.protocol()
    except AlgoscopeError as error:
        problem = str(error)
    if is_scanner_cbf(scan, given):
        return _form_of_scanner_map(scan, given)
    questions = list(inquiry.questions)
    if protocol is not None:
        questions += m0_questions(scan, protocol, given, m0)
    asked = {q.field: q.why for q in questions}
    known = {name: _known(scan, given, name) for name in FIELDS}
    proposals = {"VolumeTypes": proposed_types} if proposed_types else {}
    sections = tuple(
        (_tr(title), tuple(_line(name, known, asked, proposals) for name in names if _applies(name, known, asked)))
        for title, names in SECTIONS
    )
    contradictions = still_open((*inquiry.warnings, *_same_times(protocol)), given)
    return AslForm(sections, tuple(questions), protocol, problem, contradictions)


def _form_of_scanner_map(scan: Scan, given: Mapping[str, Fact]) -> AslForm:
    """A map that the scanner computed needs nothing but its unit."""
    questions: tuple[Question, ...] = ()
    try:
        unit_of(scan, given)
    except AlgoscopeError:
        questions = (Question("Units", FIELDS["Units"].meaning),)
    known = {name: _known(scan, given, name) for name in FIELDS}
    asked = {q.field: q.why for q in questions}
    lines = tuple(_line(name, known, asked, {}) for name in ("VolumeTypes", "Units"))
    sections = tuple((_tr(title), lines if "Units" in names else ()) for title, names in SECTIONS)
    return AslForm(sections, questions, None, "", (), is_scanner_map=True)


def _known(scan: Scan, given: Mapping[str, Fact], name: str) -> Fact | None:
    """The value of a field as it will be used, with its source."""
    if name in given:
        return given[name]
    inquiry = Inquiry(scan, {})
    value = inquiry.known(name)
    if value is None:
        return None
    fact = scan.facts.get(name)
    settled = fact is not None and accept(name, fact.value) == value
    return Fact(value, fact.source if fact is not None and settled else FactSource.SIDECAR)


def _line(
    name: str, known: Mapping[str, Fact | None], asked: Mapping[str, str], proposals: Mapping[str, str]
) -> FormLine:
    fact = known[name]
    question = asked.get(name, "")
    if fact is None:
        published = None if question else _published(name, known)
        return FormLine(FIELDS[name], None, None, question, published, proposals.get(name, "") if question else "")
    return FormLine(FIELDS[name], fact.value, fact.source, question)


def _published(name: str, known: Mapping[str, Fact | None]) -> Constant | None:
    """The published constant that stands in for a field nobody states."""
    labelling, pulses = _value(known, "ArterialSpinLabelingType"), _value(known, "BackgroundSuppressionNumberPulses")
    strength, haematocrit = _value(known, "MagneticFieldStrength"), _value(known, "Haematocrit")
    if name == "LabelingEfficiency" and labelling is not None:
        return labelling_efficiency(Labelling(labelling))
    if name == "SuppressionEfficiency" and pulses is not None:
        return loss_by_suppression(pulses)
    if name == "T1Blood" and strength is not None:
        return t1_of_blood(strength) if haematocrit is None else t1_of_blood_by_haematocrit(haematocrit, strength)
    return {"PartitionCoefficient": PARTITION, "T1Tissue": T1_TISSUE}.get(name)


def _applies(name: str, known: Mapping[str, Fact | None], asked: Mapping[str, str]) -> bool:
    """Whether a field says anything about this kind of series."""
    if name in asked or known.get(name) is not None:
        return True
    labelling, types = _value(known, "ArterialSpinLabelingType"), _value(known, "VolumeTypes") or ()
    suppressed = _value(known, "BackgroundSuppression")
    rules = {
        "LabelingDuration": labelling != "PASL",
        "BolusCutOffTechnique": labelling == "PASL",
        "BolusCutOffDelayTime": labelling == "PASL",
        "DifferenceScale": "deltam" in types,
        "Units": "cbf" in types,
        "M0Estimate": _value(known, "M0Type") == "Estimate",
        "M0SliceRecovery": False,
        "BackgroundSuppressionNumberPulses": suppressed is True,
        "SuppressionEfficiency": suppressed is True,
        "EfficiencyIncludesSuppression": suppressed is True and known.get("LabelingEfficiency") is not None,
        "SliceTiming": _value(known, "MRAcquisitionType") == "2D",
        "SliceEncodingDirection": _value(known, "MRAcquisitionType") == "2D",
    }
    return rules.get(name, True)


def _value(known: Mapping[str, Fact | None], name: str) -> Any:
    fact = known.get(name)
    return None if fact is None else fact.value


def _same_times(protocol: AslProtocol | None) -> tuple[str, ...]:
    """A delay equal to the labelling duration is often a copy of it."""
    if protocol is None or protocol.labelling is Labelling.PASL:
        return ()
    times = {t for t in zip(protocol.delays_s, protocol.durations_s, strict=True) if t[1] > 0}
    if len(times) == 1 and (delay := next(iter(times)))[0] == delay[1] != _USUAL_S:
        words = _tr("Labelling duration and post-labelling delay are both {time} s; one may be a copy of the other.")
        return (words.format(time=f"{delay[0]:g}"),)
    return ()


def type_fact(session: Session, layer_id: int, name: str, text: str) -> None:
    """Take what a person typed for a field, "" to go back to what the files say; `OptionError` for nonsense."""
    case = session.perfusion.case(layer_id)
    typed = {key: fact for key, fact in case.typed.items() if key != name}
    if text.strip():
        typed[name] = Fact(parse(FIELDS[name], text.strip()), FactSource.TYPED)
    excluded = case.excluded if name not in ("VolumeTypes", "SwapControlLabel") else frozenset[int]()
    order = None if name in ("VolumeTypes", "SwapControlLabel") else case.order
    session.perfusion.set_case(layer_id, replace(case, typed=typed, excluded=excluded, order=order))


def offers_ge_product(session: Session, layer_id: int) -> bool:
    """Whether a series looks like differences of GE's product sequence, which has facts of its own."""
    scan = scan_of(session.layer(layer_id))
    types = read_form(session, layer_id).line("VolumeTypes")
    return is_made_by(scan.facts, "GE") and types is not None and "deltam" in (types.value or ())


def take_ge_product(session: Session, layer_id: int, excitations: float) -> None:
    """Take the facts of GE's 3D product sequence as typed, for a number of excitations (NEX)."""
    strength = read_form(session, layer_id).line("MagneticFieldStrength")
    field_t = 3.0 if strength is None or strength.value is None else strength.value
    case = session.perfusion.case(layer_id)
    typed = {**case.typed, **ge_product(excitations, field_t)}
    session.perfusion.set_case(layer_id, replace(case, typed=typed))


def choose_m0(session: Session, layer_id: int, m0_layer_id: int | None) -> None:
    """Take an M0 scan for a series; None lets it be found."""
    case = session.perfusion.case(layer_id)
    session.perfusion.set_case(layer_id, replace(case, m0_layer_id=m0_layer_id))


def value_in_words(field: Field, value: Any) -> str:
    """A value as one would type it: ``0, 8*1.8``, ``m0scan, 10*control/label``, ``yes``."""
    if value is None:
        return ""
    if field.kind is Kind.FLAG:
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(_runs([f"{v:g}" if isinstance(v, float) else str(v) for v in value]))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _runs(words: list[str]) -> list[str]:
    """Repeated words, and repeated pairs of kinds, as ``8*word``."""
    found: list[str] = []
    start = 0
    while start < len(words):
        single, double = _repeats(words, start, 1), _repeats(words, start, 2)
        is_kind = not words[start][0].isdigit() and "n/a" not in words[start : start + 2]
        if is_kind and double > 1 and 2 * double > single:
            found.append(f"{double}*{'/'.join(words[start : start + 2])}")
            start += 2 * double
        else:
            found.append(f"{single}*{words[start]}" if single > 1 else words[start])
            start += single
    return found


def _repeats(words: list[str], start: int, length: int) -> int:
    count, pattern = 1, words[start : start + length]
    while words[start + count * length : start + (count + 1) * length] == pattern:
        count += 1
    return count
