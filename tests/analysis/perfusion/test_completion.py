"""A scheme is complete, or every missing field is asked for by its name."""

from pathlib import Path
from typing import Any

import pytest

from analysis.errors import DataError
from analysis.files import asl_scheme
from analysis.files.sidecar import Sidecar
from analysis.perfusion.completion import complete, open_questions
from analysis.perfusion.constants import Labelling
from analysis.scan import FactSource, Modality, Scan
from tests.analysis.perfusion.made_asl import PASL, PCASL, scan_of, typed

TYPES = ("m0scan", "control", "label")


def scan(types: tuple[str, ...] = TYPES, **changes: Any) -> Scan:
    return scan_of([1000.0, 1000.0, 990.0][: len(types) or 3], types, **(PCASL | changes))


def asked(opened: Scan, **given: Any) -> list[str]:
    return [question.field for question in open_questions(opened, typed(**given))]


def test_that_a_complete_scheme_needs_nothing_and_names_its_sources() -> None:
    protocol = complete(scan())
    assert protocol.labelling is Labelling.PCASL
    assert protocol.delays_s == (0, 1.8, 1.8)
    assert protocol.durations_s == (0, 1.8, 1.8)
    assert protocol.total_efficiency == 0.85
    assert protocol.slice_delays_s == ()
    assert protocol.facts["PostLabelingDelay"].source is FactSource.SIDECAR
    assert protocol.warnings == ()
    assert "1.65 s (Alsop" in protocol.as_parameters()["t1_blood"]


@pytest.mark.parametrize(
    "missing",
    [
        "ArterialSpinLabelingType", "PostLabelingDelay", "LabelingDuration", "BackgroundSuppression",
        "MagneticFieldStrength", "MRAcquisitionType",
    ],
)  # fmt: skip
def test_that_each_missing_field_is_asked_for_by_its_name(missing: str) -> None:
    incomplete = scan(**{missing: None})
    assert asked(incomplete) == [missing]
    with pytest.raises(DataError, match=f"before this is known: {missing} "):
        complete(incomplete)


def test_that_all_missing_fields_are_asked_for_at_once() -> None:
    nothing = scan_of([1.0, 2.0], ())
    assert asked(nothing) == [
        "ArterialSpinLabelingType", "VolumeTypes", "PostLabelingDelay", "MRAcquisitionType", "BackgroundSuppression",
        "MagneticFieldStrength",
    ]  # fmt: skip


def test_that_a_typed_fact_completes_and_a_contradicted_file_is_told() -> None:
    given = typed(PostLabelingDelay=(1.5,))
    assert complete(scan(PostLabelingDelay=None), given).delays_s == (0, 1.5, 1.5)
    protocol = complete(scan(), given)
    assert protocol.delays_s == (0, 1.5, 1.5)
    assert protocol.warnings == ("PostLabelingDelay was typed as 1.5; the files say 1.8.",)
    assert protocol.facts["PostLabelingDelay"].source is FactSource.TYPED
    assert complete(scan(), typed(PostLabelingDelay=(1.8,))).warnings == ()


@pytest.mark.parametrize("missing", ["BolusCutOffTechnique", "BolusCutOffDelayTime"])
def test_that_pulsed_labelling_needs_the_length_of_its_bolus(missing: str) -> None:
    assert asked(scan_of([1.0, 2.0], ("control", "label"), **(PASL | {missing: None}))) == [missing]


@pytest.mark.parametrize(
    ("technique", "cut", "bolus"), [("QUIPSSII", 0.8, 0.8), ("Q2TIPS", [0.7, 1.6], 0.7), ("QUIPSS", 0.8, 1.0)]
)
def test_that_the_bolus_is_what_the_saturation_leaves(technique: str, cut: Any, bolus: float) -> None:
    """QUIPSS II and Q2TIPS cut the tail (TI1); QUIPSS saturates the slice, so that TI - 0.8 s of 1.8 s are left."""
    fields = PASL | {"BolusCutOffTechnique": technique, "BolusCutOffDelayTime": cut}
    protocol = complete(scan_of([1.0, 2.0], ("control", "label"), **fields))
    assert protocol.durations_s == pytest.approx((bolus, bolus))
    assert protocol.total_efficiency == 0.98


def test_that_an_inversion_time_before_the_cut_is_refused() -> None:
    with pytest.raises(DataError, match=r"cut 0\.8 s after labelling"):
        complete(scan_of([1.0, 2.0], ("control", "label"), **(PASL | {"PostLabelingDelay": 0.7})))


def test_that_background_suppression_costs_label_by_the_number_of_pulses() -> None:
    suppressed = {"BackgroundSuppression": True}
    assert asked(scan(**suppressed)) == ["BackgroundSuppressionNumberPulses"]
    two = complete(scan(**suppressed, BackgroundSuppressionNumberPulses=2))
    assert two.total_efficiency == pytest.approx(0.85 * 0.9025)
    assert complete(scan(**suppressed), typed(SuppressionEfficiency=0.75)).total_efficiency == pytest.approx(0.6375)


def test_that_a_stated_efficiency_counts_and_whether_it_holds_the_pulses_is_asked_unless_arithmetic_tells() -> None:
    assert complete(scan(LabelingEfficiency=0.8)).total_efficiency == 0.8
    pulses = {"BackgroundSuppression": True, "BackgroundSuppressionNumberPulses": 2}
    told = complete(scan(**pulses, LabelingEfficiency=0.767125))
    assert told.total_efficiency == 0.767125
    assert "contain the loss" in told.warnings[0]
    unclear = scan(**pulses, LabelingEfficiency=0.8)
    assert asked(unclear) == ["EfficiencyIncludesSuppression"]
    assert complete(unclear, typed(EfficiencyIncludesSuppression=True)).total_efficiency == 0.8
    assert complete(unclear, typed(EfficiencyIncludesSuppression=False)).total_efficiency == pytest.approx(0.722)


def test_that_labelling_blocks_that_contradict_the_duration_must_be_settled_by_a_person() -> None:
    """The sidecar of Siemens 3D pCASL: LabelingDuration 1.2 s is the delay; 82 blocks of 18.4 ms are 1.5088 s."""
    fields = PCASL | {"LabelingDuration": 1.2, "NumRFBlocks": 82, "PostLabelingDelay": 1.2}
    plain = scan_of([1000.0, 1000.0, 990.0], TYPES, **fields)
    scheme, _ = asl_scheme.read(Path("x_asl.nii.gz"), Sidecar(fields), 3)
    opened = Scan(Modality.ASL, plain.image, facts=plain.facts, asl=scheme)
    questions = {q.field: q.why for q in open_questions(opened)}
    assert "1.2 s, but its labelling blocks last 1.5088 s" in questions["LabelingDuration"]
    settled = complete(opened, typed(LabelingDuration=(1.5088,), VolumeTypes=TYPES))
    assert settled.durations_s == (0, 1.5088, 1.5088)


def test_that_control_and_label_can_be_exchanged() -> None:
    protocol = complete(scan(), typed(SwapControlLabel=True))
    assert protocol.volume_types == ("m0scan", "label", "control")
    assert "exchanged" in protocol.warnings[0]


def test_that_an_unknown_field_strength_asks_for_the_t1_of_blood() -> None:
    assert asked(scan(MagneticFieldStrength=4.7)) == ["T1Blood"]
    assert complete(scan(MagneticFieldStrength=4.7), typed(T1Blood=1.8)).t1_blood.value == 1.8


def test_that_constants_may_be_typed() -> None:
    protocol = complete(scan(), typed(PartitionCoefficient=0.98, T1Blood=1.6))
    assert (protocol.partition.value, protocol.t1_blood.value) == (0.98, 1.6)
    assert protocol.t1_blood.source == "typed"


def test_that_durations_may_differ_between_volumes() -> None:
    types = ("control", "label", "control", "label")
    fields = PCASL | {"PostLabelingDelay": [1.0, 1.0, 1.5, 1.5], "LabelingDuration": [0.5, 0.5, 0.9, 0.9]}
    assert complete(scan_of([1.0] * 4, types, **fields)).durations_s == (0.5, 0.5, 0.9, 0.9)


def test_that_the_scale_of_differences_of_ge_must_be_said() -> None:
    ge = scan_of([1.0, 2.0], ("deltam", "m0scan"), **PCASL, Manufacturer="GE MEDICAL SYSTEMS")
    assert asked(ge) == ["DifferenceScale"]
    assert complete(ge, typed(DifferenceScale=96.0)).difference_scale == 96
    assert asked(scan_of([1.0, 2.0], ("deltam", "m0scan"), **PCASL, Manufacturer="Siemens")) == []
    assert asked(scan(Manufacturer="GE")) == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"VolumeTypes": ("control", "label")}, "names 2 volumes, but the series has 3"),
        ({"PostLabelingDelay": (1.8, 1.8)}, "has 2 values, but the series has 3"),
        ({"VolumeTypes": ("cbf",) * 3}, "already is CBF"),
        ({"VolumeTypes": ("m0scan",) * 3}, "no control, label or deltam"),
        ({"LabelingDuration": (0.0,)}, "duration of 0 s"),
    ],
)
def test_that_impossible_facts_are_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(DataError, match=words):
        complete(scan(), typed(**given))


def test_that_a_2d_readout_needs_the_time_of_each_slice() -> None:
    assert asked(scan(MRAcquisitionType="2D")) == ["SliceTiming"]
    times = [0.0, 0.05, 0.1, 0.15]
    assert complete(scan(MRAcquisitionType="2D", SliceTiming=times)).slice_delays_s == (0, 0.05, 0.1, 0.15)


def test_that_haematocrit_tells_t1_of_blood_at_3_t_and_asks_elsewhere() -> None:
    given = typed(Haematocrit=0.3)
    protocol = complete(scan_of([1.0, 0.9], ("control", "label"), **PCASL), given)
    assert protocol.t1_blood.value == pytest.approx(1 / 0.536)
    other = scan_of([1.0, 0.9], ("control", "label"), **{**PCASL, "MagneticFieldStrength": 1.5})
    assert [q.field for q in open_questions(other, given)] == ["T1Blood"]
