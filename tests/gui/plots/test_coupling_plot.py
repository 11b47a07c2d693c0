import numpy as np
import pytest
from PySide6.QtCore import QPointF

from gui.commands import coupling
from gui.commands.coupling import CouplingChoices
from gui.plots.coupling_plot import CouplingPanel, density_of
from gui.style import Themes
from tests.gui.commands.test_coupling import SHAPE, add
from tests.gui.made_scans import grid


@pytest.fixture
def panel(qtbot, session, jobs, finish):
    rng = np.random.default_rng(5)
    metric = rng.uniform(0.2, 0.8, SHAPE)
    cbf = add(session, "cbf", 60 * metric + rng.normal(0, 6, SHAPE))
    reho = add(session, "reho", metric)
    made = CouplingPanel(session, Themes.DARK.value)
    qtbot.addWidget(made)
    made.resize(500, 260)
    made.show()
    coupling.couple_maps(session, jobs, CouplingChoices(cbf.id, reho.id))
    finish()
    return made


def place_of(panel, x, y):
    return panel.plot.getPlotItem().vb.mapViewToScene(QPointF(x, y))


def test_that_a_click_takes_the_crosshair_to_the_voxel_of_the_point(session, panel):
    points = session.perfusion.coupled
    number = int(np.argmax(points.y))  # at the rim, so that no other point is nearer
    panel.plot.setYRange(float(points.y.min()), float(points.y.max()), padding=0.1)
    panel.go_to(place_of(panel, float(points.x[number]), float(points.y[number])))
    np.testing.assert_allclose(session.cursor_mm, grid(SHAPE).to_mm(points.ijk[number]), atol=1e-6)


def test_that_a_click_far_from_all_points_changes_nothing(session, panel):
    before = session.cursor_mm
    points = session.perfusion.coupled
    panel.go_to(place_of(panel, float(points.x.max()) + 5, float(points.y.max()) + 500))
    assert session.cursor_mm is before


def test_that_the_ring_is_at_the_crosshairs_voxel_and_gone_outside(qtbot, session, panel):
    points = session.perfusion.coupled
    session.move_cursor(grid(SHAPE).to_mm(points.ijk[40]))
    panel.show_place()
    x, y = panel._here.getData()
    assert (x[0], y[0]) == pytest.approx((points.x[40], points.y[40]))
    add(session, "wide", np.ones((40, 40, 40)), grid((40, 40, 40)))
    session.move_cursor(np.array([35.0, 35.0, 35.0]))
    panel.show_place()
    assert len(panel._here.getData()[0]) == 0


def test_that_axes_and_caption_say_what_is_seen(panel):
    assert panel.plot.getAxis("bottom").labelText == "reho"
    assert panel.plot.getAxis("left").labelText == "cbf"
    assert panel.caption.startswith("r = ")


def test_that_crowded_places_are_known():
    x = np.concatenate([np.full(99, 1.0), [5.0]])
    density = density_of(x, x)
    assert density[0] == 1
    assert density[-1] == pytest.approx(np.sqrt(1 / 99), rel=0.01)  # both places are blurred alike
