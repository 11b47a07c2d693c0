"""A stage, and a whole 3D view, for tests that draw; skipped where nothing can draw."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gui.jobs import JobRunner
from gui.scene3d.graphics import Graphics, probe_graphics
from gui.scene3d.mesh import SurfaceMesh
from gui.scene3d.panel import ScenePanel
from gui.session import Session


@pytest.fixture(scope="session")
def graphics() -> Graphics:
    """What can draw here."""
    found = probe_graphics()
    if not found.can_draw:
        pytest.skip(f"no 3D graphics on this machine: {found.detail}")
    found.prepare()
    return found


@pytest.fixture
def make_stage(graphics: Graphics) -> Iterator[Callable[..., object]]:
    """Makes stages of 300 × 300 pixels on an empty scene, and releases them after the test."""
    from gui.scene3d.scene import Scene
    from gui.scene3d.stage import Stage

    made = []

    def make(width: int = 300, height: int = 300) -> Stage:
        stage = Stage(Scene())
        stage.resize(width, height)
        stage.scene.show(letters=False, cursor=False)
        made.append(stage)
        return stage

    yield make
    for stage in made:
        stage.release()


@pytest.fixture
def window(qtbot: QtBot, graphics: Graphics) -> Iterator[tuple[Session, JobRunner, ScenePanel]]:
    """A session, its jobs, and a shown 3D view whose scene is there."""
    session, jobs = Session(), JobRunner()
    panel = ScenePanel(session, jobs)
    qtbot.addWidget(panel, before_close_func=ScenePanel.release)
    panel.resize(320, 280)
    panel.show()
    qtbot.waitUntil(lambda: panel.view.scene is not None, timeout=20_000)
    yield session, jobs, panel
    assert jobs.shutdown()


def ball(centre_mm: tuple[float, float, float], radius_mm: float, steps: int = 24) -> SurfaceMesh:
    """A closed ball whose triangles are counter-clockwise from outside."""
    polar, around = np.linspace(0, np.pi, steps)[1:-1], np.linspace(0, 2 * np.pi, steps, endpoint=False)
    rings = [(np.sin(p) * np.cos(a), np.sin(p) * np.sin(a), np.cos(p)) for p in polar for a in around]
    north, south = len(rings), len(rings) + 1
    triangles = []
    for i in range(steps):
        j, last = (i + 1) % steps, (len(polar) - 1) * steps
        triangles += [(north, i, j), (south, last + j, last + i)]
        for start in range(0, last, steps):
            a, b, c, d = start + i, start + j, start + steps + i, start + steps + j
            triangles += [(a, c, b), (b, c, d)]
    points = np.array([*rings, (0, 0, 1), (0, 0, -1)])
    return SurfaceMesh(points * radius_mm + np.array(centre_mm), np.array(triangles))


def reddish(picture: np.ndarray) -> np.ndarray:
    """Where a picture is clearly red."""
    red, green, blue = (picture[..., i].astype(int) for i in range(3))
    return (red > 90) & (red > 3 * green) & (red > 3 * blue)
