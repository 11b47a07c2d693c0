import numpy as np
import pytest

from gui.live_seed import SeedReading
from gui.plots.seed_plot import SeedPanel
from gui.style import Themes
from tests.gui import made_scans


class _Live:
    reading = None


@pytest.fixture
def live():
    return _Live()


@pytest.fixture
def panel(qtbot, session, live):
    made_scans.add_series(session)
    widget = SeedPanel(session, live, Themes.DARK.value)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_that_it_says_how_to_begin(panel):
    assert "Shift + Ctrl" in panel.caption
    assert not panel.plots_are_shown


def test_that_both_courses_are_drawn_in_units_of_their_sd(panel, live, session):
    seed = np.array([1.0, -1.0, 2.0, -2.0])
    live.reading = SeedReading(seed, 10 * seed, 1.0)
    panel.show_reading()
    times, drawn = panel._seed.getData()
    np.testing.assert_allclose(times, [0, 2, 4, 6])  # the series' TR is 2 s
    np.testing.assert_allclose(drawn, seed / seed.std(ddof=1))
    np.testing.assert_allclose(panel._voxel.getData()[1], drawn)
    assert "r = 1.000" in panel.caption


def test_that_a_negative_r_has_a_minus_sign_and_a_falling_line(panel, live):
    seed = np.array([1.0, -1.0, 2.0, -2.0])
    live.reading = SeedReading(seed, -seed, -1.0)
    panel.show_reading()
    assert "r = −1.000" in panel.caption
    x, y = panel._line.getData()
    assert np.diff(x)[0] > 0 > np.diff(y)[0]


def test_that_all_values_are_seen_and_axes_change_only_by_whole_sd(panel, live, monkeypatch):
    rng = np.random.default_rng(1)
    seed, voxel = rng.normal(size=(2, 200))
    live.reading = SeedReading(seed, voxel, 0.0)
    panel.show_reading()
    spike = voxel.copy()
    spike[50] = 60
    low, high = panel.left.viewRange()[1]
    assert low < -3.9
    assert high > max(3.9, (voxel / voxel.std(ddof=1)).max())
    changes = []
    monkeypatch.setattr(type(panel.left), "setRange", lambda *_, **__: changes.append(1))
    live.reading = SeedReading(seed, voxel * 1.01, 0.0)
    panel.show_reading()
    assert changes == []
    monkeypatch.undo()
    live.reading = SeedReading(seed, spike, 0.0)
    panel.show_reading()
    assert panel.left.viewRange()[1][1] > (spike / spike.std(ddof=1)).max() > 10
