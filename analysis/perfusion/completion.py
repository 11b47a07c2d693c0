"""A complete and consistent description of an ASL acquisition, or the list of questions that are still open.

Facts come from the scan (its sidecar and table of volumes) or are typed; typed ones win, and a contradiction is
told. Nothing that changes perfusion by more than 1 % is filled in silently: what no source tells is asked for by the
name of its field. Published constants (T1 of blood, labelling efficiency, partition coefficient) are used where
nobody typed them, and stand with value and source in every record.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.errors import DataError
from analysis.image import Series
from analysis.perfusion import slice_timing
from analysis.perfusion.constants import (
    PARTITION,
    Constant,
    Labelling,
    labelling_efficiency,
    loss_by_suppression,
    t1_of_blood,
    t1_of_blood_by_haematocrit,
)
from analysis.perfusion.fields import FIELDS, Kind, accept
from analysis.perfusion.protocol import PERFUSION_TYPES, AslProtocol, Question
from analysis.scan import Fact, FactSource, Scan


def complete(
    scan: Scan, given: Mapping[str, Fact] | None = None, proposals: Mapping[str, str] | None = None
) -> AslProtocol:
    """The description of a scan, completed by typed facts.

    Parameters
    ----------
    scan : an ASL series as it was opened
    given : facts that were typed (`fields.parse_typed`) or told from the values (`volume_order`)
    proposals : by field, what a person may be asked to confirm, as it would be typed

    Raises
    ------
    DataError
        naming every field that no source tells, or the first impossible combination
    """
    inquiry = Inquiry(scan, given or {}, proposals or {})
    protocol = inquiry.protocol()
    if protocol is None:
        raise DataError(_sentence(inquiry.questions))
    return protocol


def open_questions(scan: Scan, given: Mapping[str, Fact] | None = None) -> tuple[Question, ...]:
    """What must be known before perfusion can be computed, for a form; empty when nothing is missing."""
    inquiry = Inquiry(scan, given or {})
    inquiry.protocol()
    return tuple(inquiry.questions)


def _sentence(questions: list[Question]) -> str:
    asked = "; ".join(f"{q.field} ({q.why})" for q in questions)
    return f"Perfusion cannot be computed before this is known: {asked}. Type it (--set {questions[0].field}=...)."


_SETTLED = {"VolumeTypes": "volume_types", "PostLabelingDelay": "plds_s", "M0Type": "m0"}


@dataclass
class Inquiry:
    """Collects facts, warnings and questions about one scan."""

    scan: Scan
    given: Mapping[str, Fact]
    proposals: Mapping[str, str] = field(default_factory=dict)
    used: dict[str, Fact] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def n_volumes(self) -> int:
        """Of the series."""
        return self.scan.image.n_timepoints if isinstance(self.scan.image, Series) else 1

    def known(self, name: str) -> Any:
        """The value of a field, typed or of the scan; None where neither tells it."""
        stated = self._of_scan(name)
        if name in self.given:
            fact = self.given[name]
            if stated is not None and not _same(name, stated, fact.value) and fact.source is FactSource.TYPED:
                self.warnings.append(f"{name} was typed as {_short(fact.value)}; the files say {_short(stated)}.")
        elif stated is not None:
            fact = Fact(stated, FactSource.SIDECAR)
        else:
            return None
        self.used[name] = fact
        return fact.value

    def need(self, name: str, why: str = "") -> Any:
        """The value of a field, which becomes a question where nothing tells it."""
        value = self.known(name)
        if value is None:
            self.ask(name, why)
        return value

    def ask(self, name: str, why: str = "") -> None:
        """Note a question."""
        if all(q.field != name for q in self.questions):
            proposal = f"; probably {self.proposals[name]}" if name in self.proposals else ""
            self.questions.append(Question(name, (why or FIELDS[name].meaning) + proposal))

    def _of_scan(self, name: str) -> Any:
        scheme, fact = self.scan.asl, self.scan.facts.get(name)
        if scheme is not None and name in _SETTLED:
            return getattr(scheme, _SETTLED[name]) or None
        if scheme is not None and name == "BackgroundSuppression":
            return scheme.background_suppression
        value = accept(name, fact.value) if fact is not None else None
        if name == "LabelingDuration" and scheme is not None and scheme.label_duration_s is not None:
            return value if value is not None and len(value) > 1 else (scheme.label_duration_s,)
        return value

    def protocol(self) -> AslProtocol | None:
        """The protocol, or None with questions."""
        labelling = self._labelling()
        types = self._volume_types()
        delays = self._per_volume("PostLabelingDelay", types)
        durations = self._durations(labelling, types, delays)
        axis, slice_delays = slice_timing.settle(self)
        suppressed = self.need("BackgroundSuppression")
        efficiency, suppression = self._efficiencies(labelling, suppressed)
        t1_blood = self._t1_blood()
        partition = self._typed("PartitionCoefficient") or PARTITION
        m0_type = self.known("M0Type")
        scale = self._difference_scale(types)
        if self.questions or labelling is None or t1_blood is None or efficiency is None or suppression is None:
            return None
        return AslProtocol(
            dict(self.used), labelling, types, delays, durations, axis, slice_delays, t1_blood, partition,
            efficiency, suppression, bool(suppressed), m0_type, scale, tuple(dict.fromkeys(self.warnings)),
        )  # fmt: skip

    def _labelling(self) -> Labelling | None:
        value = self.need("ArterialSpinLabelingType")
        return Labelling(value) if value is not None else None

    def _volume_types(self) -> tuple[str, ...]:
        types = tuple(self.need("VolumeTypes") or ())
        if types and len(types) != self.n_volumes:
            raise DataError(f"VolumeTypes names {len(types)} volumes, but the series has {self.n_volumes}.")
        if types and not set(types) & set(PERFUSION_TYPES):
            what = "already is CBF: open it as a map" if "cbf" in types else "has no control, label or deltam volume"
            raise DataError(f"By its table of volumes the series {what}; there is nothing to quantify.")
        if self.known("SwapControlLabel"):
            other = {"control": "label", "label": "control"}
            types = tuple(other.get(kind, kind) for kind in types)
            self.warnings.append("Control and label were exchanged, as typed.")
        return types

    def _difference_scale(self, types: tuple[str, ...]) -> float:
        """GE stores differences times 32 and summed over excitations, some converters undo it: it must be said."""
        scale = self.known("DifferenceScale")
        maker = self.scan.facts.get("Manufacturer")
        if scale is None and "deltam" in types and maker is not None and str(maker.value).upper().startswith("GE"):
            self.ask(
                "DifferenceScale",
                "GE stores differences times 32 and summed over excitations: 96 for three; 1 if that was undone",
            )
        return scale or 1.0

    def _per_volume(self, name: str, types: tuple[str, ...], why: str = "") -> tuple[float, ...]:
        """Times of a field for each volume, 0 for volumes that hold no perfusion."""
        value = self.need(name, why)
        if value is None:
            return ()
        values = tuple(value) * (self.n_volumes if len(value) == 1 else 1)
        if len(values) != self.n_volumes:
            raise DataError(f"{name} has {len(values)} values, but the series has {self.n_volumes} volumes.")
        if not types:
            return values
        return tuple(v if kind in PERFUSION_TYPES else 0.0 for v, kind in zip(values, types, strict=True))

    def _durations(
        self, labelling: Labelling | None, types: tuple[str, ...], delays: tuple[float, ...]
    ) -> tuple[float, ...]:
        if labelling is None:
            return ()
        if labelling is Labelling.PASL:
            return self._bolus(types, delays)
        self._check_contradiction()
        durations = self._per_volume("LabelingDuration", types)
        if any(d <= 0 for d, kind in zip(durations, types, strict=False) if kind in PERFUSION_TYPES):
            raise DataError("A labelling duration of 0 s gives no perfusion; correct LabelingDuration.")
        return durations

    def _check_contradiction(self) -> None:
        """The sidecar's own field against what its labelling blocks last: a person must say which is right."""
        fact, scheme = self.scan.facts.get("LabelingDuration"), self.scan.asl
        if "LabelingDuration" in self.given or fact is None or scheme is None or scheme.label_duration_s is None:
            return
        if isinstance(fact.value, int | float) and abs(fact.value - scheme.label_duration_s) > 0.01 * fact.value:
            self.ask(
                "LabelingDuration",
                f"the sidecar says {fact.value:g} s, but its labelling blocks last {scheme.label_duration_s:g} s",
            )

    def _bolus(self, types: tuple[str, ...], delays: tuple[float, ...]) -> tuple[float, ...]:
        """How long the PASL bolus is: cut by saturation (QUIPSS II, Q2TIPS), or left of the inversion time (QUIPSS)."""
        technique = self.need("BolusCutOffTechnique")
        cut = self.need(
            "BolusCutOffDelayTime", "from the pulse to the (first) saturation; without it the bolus has no known length"
        )
        if technique is None or cut is None or not delays:
            return ()
        perfusion = [kind in PERFUSION_TYPES for kind in types] or [True] * len(delays)
        if any(here and t <= cut[0] for t, here in zip(delays, perfusion, strict=True)):
            raise DataError(
                f"The bolus is cut {cut[0]:g} s after labelling, but the readout follows after {max(delays):g} s; "
                "for PASL PostLabelingDelay is the time from the labelling pulse to the readout (TI)."
            )
        return tuple(
            (t - cut[0] if technique == "QUIPSS" else cut[0]) if here else 0.0
            for t, here in zip(delays, perfusion, strict=True)
        )

    def _efficiencies(
        self, labelling: Labelling | None, suppressed: bool | None
    ) -> tuple[Constant | None, Constant | None]:
        if labelling is None or suppressed is None:
            return None, None
        efficiency = self._typed("LabelingEfficiency")
        if not suppressed:
            return efficiency or labelling_efficiency(labelling), Constant(1.0, "", "no background suppression")
        left = self._typed("SuppressionEfficiency")
        pulses = None if left else self.known("BackgroundSuppressionNumberPulses")
        if left is None and pulses is not None:
            left = loss_by_suppression(pulses)
        if efficiency is not None and self._includes(efficiency.value, labelling, pulses):
            return efficiency, Constant(1.0, "", "contained in the labelling efficiency")
        if left is None:
            self.ask("BackgroundSuppressionNumberPulses", "each pulse costs about 5 % of the label")
        return efficiency or labelling_efficiency(labelling), left

    def _includes(self, efficiency: float, labelling: Labelling, pulses: int | None) -> bool:
        """Whether a stated efficiency contains the loss by suppression pulses; asked unless arithmetic tells."""
        said = self.known("EfficiencyIncludesSuppression")
        if said is not None:
            return bool(said)
        if pulses is not None:
            product = labelling_efficiency(labelling).value * loss_by_suppression(pulses).value
            if pulses > 0 and abs(efficiency - product) < 0.005 * product:
                self.warnings.append(
                    f"The labelling efficiency of {efficiency:.4g} is taken to contain the loss by suppression pulses, "
                    f"because it is what {labelling.value} with {pulses} pulses gives."
                )
                return True
        self.ask(
            "EfficiencyIncludesSuppression",
            f"whether the labelling efficiency of {efficiency:.4g} contains the loss by suppression pulses",
        )
        return False

    def _t1_blood(self) -> Constant | None:
        typed = self._typed("T1Blood")
        if typed is not None:
            return typed
        strength = self.need("MagneticFieldStrength", "field of the scanner in T; T1 of blood depends on it")
        if strength is None:
            return None
        haematocrit = self.known("Haematocrit")
        if haematocrit is not None:
            by_haematocrit = t1_of_blood_by_haematocrit(haematocrit, strength)
            if by_haematocrit is None:
                self.ask("T1Blood", f"its relation to haematocrit was measured at 3 T only, not at {strength:g} T")
            return by_haematocrit
        constant = t1_of_blood(strength)
        if constant is None:
            self.ask("T1Blood", f"no published T1 of blood is known here for {strength:g} T")
        return constant

    def _typed(self, name: str) -> Constant | None:
        """A constant that a person or the sidecar states."""
        value = self.known(name)
        return None if value is None else Constant(value, FIELDS[name].unit, self.used[name].source.value)


def _same(name: str, stated: Any, typed: Any) -> bool:
    return _short(stated) == _short(typed) if FIELDS[name].kind is Kind.NUMBERS else bool(stated == typed)


def _short(value: Any) -> str:
    """A value in few words: equal times once."""
    if not isinstance(value, tuple):
        return str(value)
    distinct = list(dict.fromkeys(str(v) for v in value))
    return ", ".join(distinct[:6]) + (" ..." if len(distinct) > 6 else "")
