"""The watch over the event loop: CPU time without drawing in 3D, by the pace of the core."""

import pytest

from tests.gui import stalls
from tests.gui.stalls import Stalls


def test_that_a_turn_on_a_core_of_half_the_pace_counts_half():
    watch = Stalls()
    watch.note(0.040, 0.050)
    watch.drawing_s = 0.010
    watch.note(0.100, 0.200, pace=2.0)  # (100 - 10) / 2 = 45
    assert watch.even_ms["start"] == pytest.approx(45)
    assert watch.busy_ms["start"] == pytest.approx(90)
    assert watch.passed_ms["start"] == pytest.approx(200)


@pytest.mark.parametrize(("took_s", "expected"), [(0.5, 1.0), (1.0, 1.0), (1.8, 1.8), (40.0, stalls.SLOWEST)])
def test_that_the_pace_is_the_time_of_a_probe_by_the_usual_one_within_bounds(monkeypatch, took_s, expected):
    monkeypatch.setattr(stalls, "_probe_s", lambda: took_s * stalls.USUAL_PROBE_S)
    assert stalls.pace() == pytest.approx(expected)


def test_that_one_probe_that_was_disturbed_does_not_count(monkeypatch):
    probes = iter([1.1, 30.0, 1.2])
    monkeypatch.setattr(stalls, "_probe_s", lambda: next(probes) * stalls.USUAL_PROBE_S)
    assert stalls.pace() == pytest.approx(1.2)
