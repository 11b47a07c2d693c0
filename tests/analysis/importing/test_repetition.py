"""The repetition time by tag and clock. The trap is that of a public Philips series (dcm2niix issues 560 and 911)."""

from dataclasses import replace

import pytest

from analysis.importing import header, repetition
from tests.analysis.importing.made_dicom import write_bold


@pytest.fixture(scope="module")
def series(tmp_path_factory):
    """24 volumes of 5 slices, TR 2 s by tag and clock."""
    return tuple(header.read(path) for path in write_bold(tmp_path_factory.mktemp("bold")))


def with_clock(series, seconds_of):
    """The series with another clock: ``seconds_of(volume)``, None for no time."""
    return tuple(replace(h, acquisition_s=seconds_of((h.instance - 1) // 5)) for h in series)


def test_that_tag_and_clock_agree_in_the_source(series):
    found = repetition.settle(series, 2.0)
    assert (found.tr_s, found.warnings) == (2.0, ())
    assert found.source == "DICOM (0018,0080) and the acquisition times of 24 volumes"


def test_that_a_jump_of_the_clock_does_not_move_the_settled_time(series):
    jumped = with_clock(series, lambda v: 1000 + 2.0 * v - (440 if v >= 20 else 0))
    found = repetition.settle(jumped, 1.794)
    assert found.tr_s == 2.0
    assert found.warnings[0].startswith("The converter computed a repetition time of 1.794 s, but it is 2 s")
    assert "uneven at 1 of 23 steps" in found.warnings[1]


def test_that_midnight_is_a_jump_like_another(series):
    late = with_clock(series, lambda v: (86_390 + 2.0 * v) % 86_400)
    assert repetition.settle(late, 0.9).tr_s == 2.0


def test_that_a_pause_between_volumes_makes_the_step_count(series):
    """Issue 560: a repetition time of 3 s in the tag, volumes every 6 s."""
    paused = with_clock(series, lambda v: 6.0 * v)
    found = repetition.settle([replace(h, tr_ms=3000.0) for h in paused], 6.0)
    assert (found.tr_s, found.excitation_s) == (6.0, 3.0)
    assert "Volumes follow each other in 6 s" in found.warnings[0]


def test_that_volumes_cannot_follow_faster_than_excitations(series):
    found = repetition.settle(with_clock(series, lambda v: 1.5 * v), 1.5)
    assert found.tr_s == 2.0
    assert any("impossible" in warning for warning in found.warnings)


def test_that_a_clock_that_stands_still_is_no_witness(series):
    found = repetition.settle(with_clock(series, lambda v: 500.0), 2.0)
    assert (found.tr_s, found.source, found.warnings) == (2.0, "DICOM (0018,0080)", ())


def test_that_trigger_times_stand_in_for_a_clock_that_is_missing(series):
    silent = with_clock(series, lambda v: None)
    triggered = [replace(h, trigger_ms=2000.0 * ((h.instance - 1) // 5)) for h in silent]
    assert repetition.clock_of(triggered) == repetition.Clock(2.0, 23, 0)


def test_that_without_any_witness_the_converter_is_believed_and_named(series):
    blind = [replace(h, tr_ms=None) for h in with_clock(series, lambda v: None)]
    assert repetition.settle(blind, 1.8) == repetition.Repetition(1.8, "dcm2niix")
    assert repetition.settle(blind, None).tr_s is None


def test_that_a_converter_below_the_tag_is_not_believed(series):
    found = repetition.settle(with_clock(series, lambda v: None), 1.794)
    assert found.tr_s == 2.0
    assert "1.794 s" in found.warnings[0]
