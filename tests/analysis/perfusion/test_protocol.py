"""A protocol knows what of the blood is inverted, and tells all that it rests on."""

from analysis.perfusion.constants import PARTITION, Constant, Labelling
from analysis.perfusion.protocol import AslProtocol
from analysis.scan import Fact, FactSource

PROTOCOL = AslProtocol(
    {"PostLabelingDelay": Fact((1.8,), FactSource.SIDECAR), "LabelingDuration": Fact(1.8, FactSource.TYPED)},
    Labelling.PCASL, ("label", "control"), (1.8, 1.8), (1.8, 1.8), 2, (), Constant(1.65, "s", "Alsop 2015"), PARTITION,
    Constant(0.85, "", "Alsop 2015"), Constant(0.75, "", "typed"), True, "Separate",
)  # fmt: skip


def test_that_efficiency_is_that_of_labelling_times_what_the_pulses_leave():
    assert PROTOCOL.total_efficiency == 0.85 * 0.75  # 0.6375


def test_that_facts_are_told_with_their_sources_in_the_order_of_their_names_and_constants_with_theirs():
    told = PROTOCOL.as_parameters()
    assert list(told["facts"].items()) == [
        ("LabelingDuration", {"value": 1.8, "source": FactSource.TYPED.value}),
        ("PostLabelingDelay", {"value": (1.8,), "source": FactSource.SIDECAR.value}),
    ]
    assert "1.65" in told["t1_blood"]
    assert "Alsop 2015" in told["t1_blood"]
    assert "0.75" in told["suppression_efficiency"]
    assert set(told) == {
        "facts", "t1_blood", "partition_coefficient", "labelling_efficiency", "suppression_efficiency",
    }  # fmt: skip
