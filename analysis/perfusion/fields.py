"""What a person may type about an ASL scan: the BIDS names, their units and ranges, and how text is read.

``PostLabelingDelay=1.8`` and ``PostLabelingDelay=0,8*1.8`` are times; ``VolumeTypes=m0scan,8*label/control`` names
the volumes in their order; ``BackgroundSuppression=yes`` is a flag.
"""

import difflib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from analysis.errors import OptionError
from analysis.scan import Fact, FactSource

VOLUME_TYPES = ("control", "label", "m0scan", "deltam", "cbf", "noRF", "n/a")


class Kind(Enum):
    """What a field holds."""

    NUMBER = "a number"
    NUMBERS = "a number, or several with commas between"
    COUNT = "a whole number"
    FLAG = "yes or no"
    CHOICE = "one of a few words"
    TYPES = "the kind of each volume, with commas between"


@dataclass(frozen=True)
class Field:
    """A field: its name (BIDS where BIDS has one), its meaning in words, and what it may hold."""

    name: str
    meaning: str
    kind: Kind
    unit: str = ""
    minimum: float = 0.0
    maximum: float = math.inf
    choices: tuple[str, ...] = ()


_FIELDS = (
    Field("ArterialSpinLabelingType", "how blood was labelled", Kind.CHOICE, choices=("PCASL", "CASL", "PASL")),
    Field("VolumeTypes", "which volumes are control, label, m0scan, deltam", Kind.TYPES, choices=VOLUME_TYPES),
    Field("PostLabelingDelay", "from the end of labelling (PASL: its pulse) to the readout", Kind.NUMBERS, "s", 0, 10),
    Field("LabelingDuration", "how long blood was labelled", Kind.NUMBERS, "s", 0, 10),
    Field("BolusCutOffTechnique", "how the PASL bolus was cut", Kind.CHOICE, choices=("QUIPSS", "QUIPSSII", "Q2TIPS")),
    Field("BolusCutOffDelayTime", "from the pulse to the (first) saturation that cuts it", Kind.NUMBERS, "s", 0, 10),
    Field("BackgroundSuppression", "whether static tissue was suppressed", Kind.FLAG),
    Field("BackgroundSuppressionNumberPulses", "number of suppression pulses", Kind.COUNT, "", 0, 10),
    Field("SuppressionEfficiency", "what the suppression pulses leave of the label", Kind.NUMBER, "", 0.3, 1),
    Field("LabelingEfficiency", "fraction of the blood that is inverted", Kind.NUMBER, "", 0.1, 1),
    Field("EfficiencyIncludesSuppression", "whether it contains the loss by suppression pulses", Kind.FLAG),
    Field("MagneticFieldStrength", "field of the scanner", Kind.NUMBER, "T", 0.2, 12),
    Field("MRAcquisitionType", "whether it is read slice by slice or at once", Kind.CHOICE, choices=("2D", "3D")),
    Field("SliceTiming", "start of each slice's readout", Kind.NUMBERS, "s", 0, 10),
    Field("SliceEncodingDirection", "axis of the slices", Kind.CHOICE, choices=("i", "i-", "j", "j-", "k", "k-")),
    Field("M0Type", "where the M0 is", Kind.CHOICE, choices=("Separate", "Included", "Estimate", "Absent")),
    Field("M0Estimate", "signal of fully relaxed blood", Kind.NUMBER, "", 0),
    Field("M0RepetitionTime", "how long tissue relaxed before each M0 image", Kind.NUMBER, "s", 0.2, 100),
    Field(
        "M0SliceRecovery",
        "whether the slab was saturated before, so that later slices of the M0 relaxed longer",
        Kind.FLAG,
    ),
    Field("M0EchoTime", "echo time of the M0", Kind.NUMBER, "s", 0, 0.5),
    Field("M0Scale", "by what the stored M0 must be multiplied", Kind.NUMBER, "", 1e-6, 1e6),
    Field("DifferenceScale", "by what the stored differences (deltam) must be divided", Kind.NUMBER, "", 1e-6, 1e6),
    Field("T1Blood", "T1 of arterial blood", Kind.NUMBER, "s", 0.5, 4),
    Field("Haematocrit", "fraction of red cells in the blood, which tells its T1 at 3 T", Kind.NUMBER, "", 0.15, 0.7),
    Field("T1Tissue", "T1 of tissue, for an M0 with a short TR", Kind.NUMBER, "s", 0.3, 5),
    Field("PartitionCoefficient", "water in brain relative to blood", Kind.NUMBER, "mL/g", 0.5, 1.2),
    Field("Units", "unit of a map that the scanner computed", Kind.CHOICE, choices=("mL/100g/min", "relative")),
    Field("SwapControlLabel", "whether control and label are named the wrong way round", Kind.FLAG),
)
FIELDS = {field.name: field for field in _FIELDS}
_YES, _NO = ("yes", "true", "on"), ("no", "false", "off")


def parse_typed(assignments: Iterable[str]) -> dict[str, Fact]:
    """Read ``FIELD=VALUE`` texts as typed facts.

    Raises
    ------
    OptionError
        for a field that does not exist, or a value that it cannot hold
    """
    facts = {}
    for text in assignments:
        name, equals, value = text.partition("=")
        if not equals or not value.strip():
            raise OptionError(f'"{text}" is no FIELD=VALUE, such as PostLabelingDelay=1.8.')
        field = _field(name.strip())
        facts[field.name] = Fact(parse(field, value.strip()), FactSource.TYPED)
    return facts


def _field(name: str) -> Field:
    by_lower = {known.lower(): field for known, field in FIELDS.items()}
    if name.lower() in by_lower:
        return by_lower[name.lower()]
    near = difflib.get_close_matches(name, FIELDS, n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(FIELDS)}."
    raise OptionError(f'There is no field "{name}". {hint}')


def parse(field: Field, text: str) -> Any:
    """The value that a text means for a field; `OptionError` where it means none."""
    value = _read(field, text)
    if value is None:
        choices = f" ({', '.join(field.choices)})" if field.choices else ""
        raise OptionError(f"{field.name} is {field.kind.value}{choices}{_range(field)}, not {text!r}.")
    return value


def accept(name: str, value: Any) -> Any:
    """A value of a sidecar as its field holds it (times as a tuple), or None where it holds something else."""
    field = FIELDS[name]
    if field.kind is Kind.FLAG:
        return value if isinstance(value, bool) else None
    if field.kind in (Kind.CHOICE, Kind.TYPES):
        return _choice(field, value) if isinstance(value, str) else None
    values = value if isinstance(value, list | tuple) else [value]
    if not values or not all(isinstance(v, int | float) and not isinstance(v, bool) for v in values):
        return None
    return _numbers(field, [float(v) for v in values])


def _read(field: Field, text: str) -> Any:
    if field.kind is Kind.FLAG:
        return {**dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False)}.get(text.lower())
    if field.kind is Kind.CHOICE:
        return _choice(field, text)
    words = _repeated(text)
    if field.kind is Kind.TYPES:
        kinds = tuple(kind for word in words for kind in word.split("/" if word.lower() != "n/a" else None))
        return kinds if kinds and set(kinds) <= set(field.choices) else None
    try:
        numbers = [float(word.replace("\N{MINUS SIGN}", "-")) for word in words]
    except ValueError:
        return None
    return _numbers(field, numbers)


def _repeated(text: str) -> list[str]:
    """``"0,2*1.8"`` as ``["0", "1.8", "1.8"]``."""
    words: list[str] = []
    for part in text.replace(" ", "").split(","):
        count, star, word = part.partition("*")
        repeats = int(count) if star and count.isascii() and count.isdigit() and int(count) <= 10_000 else 1
        words += [word if star else part] * repeats
    return words


def _choice(field: Field, text: str) -> str | None:
    return next((choice for choice in field.choices if choice.lower() == text.strip().lower()), None)


def _numbers(field: Field, numbers: list[float]) -> Any:
    if any(not math.isfinite(n) or not field.minimum <= n <= field.maximum for n in numbers):
        return None
    if field.kind is Kind.NUMBERS:
        return tuple(numbers)
    if len(numbers) != 1 or (field.kind is Kind.COUNT and numbers[0] != int(numbers[0])):
        return None
    return int(numbers[0]) if field.kind is Kind.COUNT else numbers[0]


def _range(field: Field) -> str:
    if field.kind not in (Kind.NUMBER, Kind.NUMBERS, Kind.COUNT):
        return ""
    unit = f" {field.unit}" if field.unit else ""
    most = f" to {field.maximum:g}{unit}" if math.isfinite(field.maximum) else f"{unit} or more"
    return f" from {field.minimum:g}{most}"
