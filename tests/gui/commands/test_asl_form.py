import pytest

from analysis.errors import OptionError
from analysis.perfusion.fields import FIELDS, parse
from analysis.scan import FactSource
from gui.commands import asl_form
from tests.gui.made_asl_layers import add_asl, add_m0

ASKED = {
    "ArterialSpinLabelingType": "PCASL",
    "PostLabelingDelay": "1.8",
    "LabelingDuration": "1.8",
    "MRAcquisitionType": "3D",
    "BackgroundSuppression": "no",
    "MagneticFieldStrength": "3",
}


def test_that_a_complete_series_has_no_question_and_names_its_sources(session):
    layer = add_asl(session)
    add_m0(session)
    form = asl_form.read_form(session, layer.id)
    assert form.is_complete
    assert form.line("PostLabelingDelay").source is FactSource.SIDECAR
    assert form.line("T1Blood").published.value == 1.65
    assert form.line("BolusCutOffTechnique") is None


@pytest.mark.parametrize("name", ASKED)
def test_that_what_no_source_tells_is_asked_for_and_answered_by_typing(session, name):
    layer = add_asl(session, **{name: None})
    add_m0(session)
    form = asl_form.read_form(session, layer.id)
    assert name in [q.field for q in form.questions]
    assert form.line(name).question
    assert form.line(name).value is None
    asl_form.type_fact(session, layer.id, name, ASKED[name])
    form = asl_form.read_form(session, layer.id)
    assert form.is_complete
    assert form.line(name).source is FactSource.TYPED
    asl_form.type_fact(session, layer.id, name, "")
    assert not asl_form.read_form(session, layer.id).is_complete


def test_that_pulses_are_asked_for_where_static_tissue_was_suppressed(session):
    layer = add_asl(session)
    add_m0(session)
    asl_form.type_fact(session, layer.id, "BackgroundSuppression", "yes")
    form = asl_form.read_form(session, layer.id)
    assert [q.field for q in form.questions] == ["BackgroundSuppressionNumberPulses"]
    asl_form.type_fact(session, layer.id, "BackgroundSuppressionNumberPulses", "2")
    assert asl_form.read_form(session, layer.id).line("SuppressionEfficiency").published.value == 0.95**2


def test_that_nonsense_is_refused_and_changes_nothing(session):
    layer = add_asl(session)
    with pytest.raises(OptionError, match="a number"):
        asl_form.type_fact(session, layer.id, "MagneticFieldStrength", "strong")
    assert session.perfusion.case(layer.id).typed == {}


def test_that_a_delay_equal_to_the_labelling_duration_is_flagged_unless_both_are_usual(session):
    odd = add_asl(session, PostLabelingDelay=1.5, LabelingDuration=1.5)
    usual = add_asl(session)
    add_m0(session)
    assert "both 1.5 s" in " ".join(asl_form.read_form(session, odd.id).contradictions)
    assert asl_form.read_form(session, usual.id).contradictions == ()


def test_that_an_impossible_combination_is_a_sentence(session):
    layer = add_asl(session)
    asl_form.type_fact(session, layer.id, "PostLabelingDelay", "1.8, 1.9")
    form = asl_form.read_form(session, layer.id)
    assert form.problem == "PostLabelingDelay has 2 values, but the series has 8 volumes."
    assert not form.is_complete


def test_that_a_typed_value_that_contradicts_the_files_is_said(session):
    layer = add_asl(session)
    asl_form.type_fact(session, layer.id, "MagneticFieldStrength", "1.5")
    assert "the files say 3" in " ".join(asl_form.read_form(session, layer.id).contradictions)


def test_that_the_separate_m0_is_found_and_can_be_chosen(session):
    layer = add_asl(session)
    first = add_m0(session)
    assert asl_form.m0_layer_of(session, layer.id) is first
    second = add_m0(session)
    assert asl_form.m0_layer_of(session, layer.id) is None  # which of them cannot be told
    asl_form.choose_m0(session, layer.id, second.id)
    assert asl_form.m0_layer_of(session, layer.id) is second


def test_that_a_series_with_its_own_m0_takes_no_other(session):
    layer = add_asl(session, ("m0scan", "control", "label"))
    add_m0(session)
    assert asl_form.m0_layer_of(session, layer.id) is None


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PostLabelingDelay", (0.0, 1.8, 1.8, 1.8), "0, 3*1.8"),
        ("VolumeTypes", ("m0scan", *("control", "label") * 10), "m0scan, 10*control/label"),
        ("VolumeTypes", ("control",) * 3 + ("label",) * 3, "3*control, 3*label"),
        (
            "VolumeTypes",
            ("control", "label", "n/a", "n/a", "control", "label"),
            "control, label, 2*n/a, control, label",
        ),
        ("BackgroundSuppression", True, "yes"),
        ("MagneticFieldStrength", 3.0, "3"),
        ("BackgroundSuppressionNumberPulses", 2, "2"),
    ],
)
def test_that_a_value_is_shown_as_one_would_type_it(name, value, words):
    assert asl_form.value_in_words(FIELDS[name], value) == words
    assert parse(FIELDS[name], words) == value
