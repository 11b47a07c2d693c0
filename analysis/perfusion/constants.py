"""Constants of perfusion measurement that no scan tells: each with its unit and where it is published.

They may all be typed instead. A constant is never used without being named in the record of the result.
"""

from dataclasses import dataclass
from enum import Enum


class Labelling(Enum):
    """How the arterial blood is labelled."""

    PCASL = "PCASL"
    CASL = "CASL"
    PASL = "PASL"


@dataclass(frozen=True)
class Constant:
    """A number of the equation, its unit, and its source in words."""

    value: float
    unit: str
    source: str

    def in_words(self) -> str:
        """Such as ``1.65 s (Alsop et al. 2015, 3 T)``."""
        return f"{self.value:.6g}{' ' if self.unit else ''}{self.unit} ({self.source})"


CONSENSUS = "Alsop et al. 2015, Magn Reson Med 73:102"
PARTITION = Constant(0.9, "mL/g", CONSENSUS)
T1_TISSUE = Constant(1.3, "s", "grey matter at 3 T; Chappell et al. 2010, Magn Reson Med 63:1357")
T2_STAR_S = 0.0473
"""Of tissue at 3 T, for the difference in echo time of M0 and labelled images; in use by several toolkits."""

_T1_BLOOD_S = {1.5: (1.35, CONSENSUS), 3.0: (1.65, CONSENSUS), 7.0: (2.09, "Zhang et al. 2013, Magn Reson Med 70:1082")}
_EFFICIENCY = {Labelling.PCASL: 0.85, Labelling.PASL: 0.98, Labelling.CASL: 0.68}
_EFFICIENCY_SOURCE = {
    Labelling.PCASL: CONSENSUS,
    Labelling.PASL: CONSENSUS,
    Labelling.CASL: "Wang et al. 2005, Radiology 235:218",
}
LOSS_PER_PULSE = 0.95
LOSS_SOURCE = "0.95 for each suppression pulse; Garcia et al. 2005, Magn Reson Med 54:366"


SUPPRESSION_IN_USE = (
    (None, 0.95, "0.95 for each pulse: Garcia et al. 2005, ASLPrep"),
    (None, 0.93, "0.93 for each pulse: MRICloud"),
    (2, 0.83, "two pulses: ExploreASL"),
    (4, 0.81, "four pulses, Philips: ExploreASL"),
    (5, 0.75, "five pulses, GE 3D: ExploreASL"),
)
"""What toolkits take suppression pulses to leave of the label: number of pulses (None: any), value (for each pulse
where any), and who uses it. They differ by up to 9 % for two pulses, so that a person may have to choose."""


def suppression_in_use(n_pulses: int) -> tuple[Constant, ...]:
    """What toolkits would take this number of suppression pulses to leave of the label; the first is the default."""
    return tuple(
        Constant(value**n_pulses if pulses is None else value, "", source)
        for pulses, value, source in SUPPRESSION_IN_USE
        if pulses in (None, n_pulses)
    )


def t1_of_blood(field_t: float) -> Constant | None:
    """T1 of arterial blood at a field strength in T (within 0.2 T of 1.5, 3 or 7), or None."""
    for nominal, (value, source) in _T1_BLOOD_S.items():
        if abs(field_t - nominal) <= 0.2:
            return Constant(value, "s", f"{source}, {nominal:g} T")
    return None


def t1_of_blood_by_haematocrit(haematocrit: float, field_t: float) -> Constant | None:
    """T1 of arterial blood of one person, ``1 / (0.52 Hct + 0.38)`` s, measured at 3 T (Lu et al. 2004).

    None at other fields, where this relation was not measured.

    Parameters
    ----------
    haematocrit : fraction, 0.42 for 42 %
    field_t : field of the scanner, T
    """
    if abs(field_t - 3.0) > 0.2:
        return None
    source = f"haematocrit {haematocrit:g}; Lu et al. 2004, Magn Reson Med 52:679"
    return Constant(1 / (0.52 * haematocrit + 0.38), "s", source)


def labelling_efficiency(labelling: Labelling) -> Constant:
    """Fraction of the blood that the labelling inverts, without background suppression."""
    return Constant(_EFFICIENCY[labelling], "", f"usual for {labelling.value}; {_EFFICIENCY_SOURCE[labelling]}")


def loss_by_suppression(n_pulses: int) -> Constant:
    """What background-suppression pulses leave of the label; toolkits differ by up to 9 % for two pulses."""
    return Constant(LOSS_PER_PULSE**n_pulses, "", f"{n_pulses} pulses, {LOSS_SOURCE}")
