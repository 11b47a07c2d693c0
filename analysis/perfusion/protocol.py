"""The complete description of an ASL acquisition, and the questions that may still be open about one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.perfusion.constants import Constant, Labelling
from analysis.scan import Fact

PERFUSION_TYPES = ("control", "label", "deltam")


@dataclass(frozen=True)
class Question:
    """A field that must be known, and why it is asked."""

    field: str
    why: str


@dataclass(frozen=True)
class AslProtocol:
    """How an ASL series was acquired, complete.

    Parameters
    ----------
    facts : what it rests on, by field, each with its source
    labelling : how blood was labelled
    volume_types : BIDS name of each volume
    delays_s : for each volume, s: post-labelling delay, or inversion time of PASL; 0 where it is no perfusion volume
    durations_s : for each volume, s: labelling duration, or duration of the PASL bolus
    slice_axis, slice_delays_s : the axis of slices, and what each slice's readout adds to the delay, s; empty for 3D
    t1_blood, partition, efficiency, suppression : constants of the equation with their sources; ``suppression`` is
        what background-suppression pulses leave of the label
    background_suppression : whether static tissue was suppressed
    m0_type : BIDS M0Type, or None
    difference_scale : by what the stored differences must be divided
    warnings : what was contradicted or assumed, as sentences
    """

    facts: Mapping[str, Fact]
    labelling: Labelling
    volume_types: tuple[str, ...]
    delays_s: tuple[float, ...]
    durations_s: tuple[float, ...]
    slice_axis: int
    slice_delays_s: tuple[float, ...]
    t1_blood: Constant
    partition: Constant
    efficiency: Constant
    suppression: Constant
    background_suppression: bool
    m0_type: str | None
    difference_scale: float = 1.0
    warnings: tuple[str, ...] = ()

    @property
    def total_efficiency(self) -> float:
        """Fraction of the blood that is inverted at readout."""
        return self.efficiency.value * self.suppression.value

    def as_parameters(self) -> dict[str, Any]:
        """For the provenance: each fact with its source, and each constant."""
        return {
            "facts": {name: {"value": f.value, "source": f.source.value} for name, f in sorted(self.facts.items())},
            "t1_blood": self.t1_blood.in_words(),
            "partition_coefficient": self.partition.in_words(),
            "labelling_efficiency": self.efficiency.in_words(),
            "suppression_efficiency": self.suppression.in_words(),
        }
