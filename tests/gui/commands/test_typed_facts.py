"""What was typed about a scan goes with its layer."""

from pathlib import Path

import pytest

from analysis.scan import Fact, FactSource
from gui.commands import asl_form
from gui.commands.opening import open_paths
from gui.commands.typed_facts import as_told
from tests.gui.made_intake import ASL, save_patient

TYPED = {
    "LabelingDuration": Fact((1.5,), FactSource.TYPED),
    "PostLabelingDelay": Fact((1.5,), FactSource.TYPED),
}


@pytest.fixture
def series(tmp_path) -> Path:
    asl = {**ASL, "LabelingDuration": 1.5, "PostLabelingDelay": 1.5}
    return save_patient(tmp_path / "sub-77", asl=asl) / "perf" / "sub-77_asl.nii"


def test_that_typed_facts_are_known_on_the_form_as_typed_and_answer_the_doubts(session, jobs, finish, told, series):
    open_paths(session, jobs, [series], typed={series: TYPED})
    finish()
    [layer] = session.layers
    lines = {n: asl_form.read_form(session, layer.id).line(n) for n in TYPED}
    assert {n: (line.value, line.source) for n, line in lines.items()} == {
        n: (fact.value, FactSource.TYPED) for n, fact in TYPED.items()
    }
    assert asl_form.read_form(session, layer.id).contradictions == ()
    assert not [sentence for sentence in told if "confirm" in sentence]


def test_that_without_them_the_doubt_is_told(session, jobs, finish, told, series):
    open_paths(session, jobs, [series])
    finish()
    assert any("Please confirm both" in sentence for sentence in told)
    assert as_told(session, session.layers[0]) is session.layers[0].scan


def test_that_a_scan_is_told_with_typed_facts_and_their_source(session, jobs, finish, series):
    open_paths(session, jobs, [series])
    finish()
    [layer] = session.layers
    asl_form.type_fact(session, layer.id, "PostLabelingDelay", "1.7")
    scan = as_told(session, layer)
    assert (scan.facts["PostLabelingDelay"].value, scan.asl.plds_s) == ((1.7,), (1.7,))
    assert scan.facts["PostLabelingDelay"].source is FactSource.TYPED
    assert layer.scan.facts["PostLabelingDelay"].value == 1.5  # the file's stays


def test_that_a_typed_repetition_time_is_that_of_the_open_series(session, jobs, finish, tmp_path):
    path = save_patient(tmp_path / "sub-77") / "func" / "sub-77_task-rest_bold.nii"
    open_paths(session, jobs, [path], typed={path: {"RepetitionTime": Fact(2.5, FactSource.TYPED)}})
    finish()
    [layer] = session.layers
    assert (layer.image.tr_s, layer.scan.image.tr_s) == (2.5, 2.5)
    assert layer.image.is_complete
