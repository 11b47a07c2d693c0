import pytest

from analysis.errors import OptionError
from analysis.perfusion.fields import accept, parse_typed
from analysis.scan import FactSource


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("PostLabelingDelay=1.8", "PostLabelingDelay", (1.8,)),
        ("postlabelingdelay = 0, 2*1.5,2", "PostLabelingDelay", (0, 1.5, 1.5, 2)),
        ("BackgroundSuppression=Yes", "BackgroundSuppression", True),
        ("BackgroundSuppression=off", "BackgroundSuppression", False),
        ("BackgroundSuppressionNumberPulses=2", "BackgroundSuppressionNumberPulses", 2),
        ("ArterialSpinLabelingType=pcasl", "ArterialSpinLabelingType", "PCASL"),
        ("LabelingEfficiency=0.77", "LabelingEfficiency", 0.77),
        (
            "VolumeTypes=m0scan,n/a,2*label/control",
            "VolumeTypes",
            ("m0scan", "n/a", "label", "control", "label", "control"),
        ),
        ("VolumeTypes=2*deltam,m0scan", "VolumeTypes", ("deltam", "deltam", "m0scan")),
    ],
)
def test_that_a_text_is_read_as_its_field_means(text: str, name: str, value: object) -> None:
    facts = parse_typed([text])
    assert list(facts) == [name]
    assert facts[name].value == value
    assert facts[name].source is FactSource.TYPED


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("PostLabelingDelay", "no FIELD=VALUE"),
        ("PostLabelingDelay=", "no FIELD=VALUE"),
        ("PostLabellingDelay=1.8", "Did you mean PostLabelingDelay?"),
        ("Banana=1", "There are ArterialSpinLabelingType"),
        ("PostLabelingDelay=1800", "0 s to 10 s"),
        ("PostLabelingDelay=soon", "a number, or several"),
        ("PostLabelingDelay=nan", "a number, or several"),
        ("LabelingEfficiency=85", "0.1 to 1"),
        ("LabelingEfficiency=0.8,0.9", "a number"),
        ("BackgroundSuppression=maybe", "yes or no"),
        ("BackgroundSuppressionNumberPulses=1.5", "whole number"),
        ("VolumeTypes=label,tag", "control"),
        ("MRAcquisitionType=4D", "2D, 3D"),
    ],
)
def test_that_what_a_field_cannot_hold_is_refused_in_a_sentence(text: str, words: str) -> None:
    with pytest.raises(OptionError) as error:
        parse_typed([text])
    assert words in str(error.value).replace("from 0 to 10 s", "0 s to 10 s")


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("SliceTiming", [0, 0.05], (0.0, 0.05)),
        ("SliceTiming", ["0", "1"], None),
        ("LabelingEfficiency", "0.85", None),
        ("LabelingEfficiency", True, None),
        ("LabelingEfficiency", 85, None),
        ("MRAcquisitionType", "3d", "3D"),
        ("BackgroundSuppression", "yes", None),
        ("BolusCutOffDelayTime", 0.7, (0.7,)),
    ],
)
def test_that_a_sidecar_counts_only_where_it_holds_what_the_field_means(
    name: str, value: object, found: object
) -> None:
    assert accept(name, value) == found
