import numpy as np
import pytest

from analysis.colour import rgba, two_sided
from analysis.grid import Grid
from analysis.image import Volume
from analysis.network.views import VIEWS, views_of
from gui.figures.glass_brain import brain_parts, frame_mm
from gui.figures.page import Page
from gui.figures.slice_figure import FigureLayer
from gui.figures.triptych import SurfaceFigure, draw_painted, draw_surface, values_at

pytestmark = pytest.mark.usefixtures("qapp")

GRID = Grid((50, 60, 50), np.array([[4.0, 0, 0, -98], [0, 4, 0, -134], [0, 0, 4, -90], [0, 0, 0, 1]]))
X = GRID.to_mm(np.indices(GRID.shape).reshape(3, -1).T)[:, 0].reshape(GRID.shape)
LEFT_IS_HOT = FigureLayer(Volume(GRID, np.where(X < 0, 4.0, -4.0), "t"), two_sided(2, 5))


def painted(key):
    view = VIEWS[key]
    return draw_painted(view, LEFT_IS_HOT, frame_mm(view, brain_parts(view)), 1.0).astype(int)


@pytest.mark.parametrize(
    ("key", "is_hot"), [("left", True), ("right", False), ("left_medial", True), ("right_medial", False)]
)
def test_that_each_hemisphere_has_the_colour_of_its_own_side(key, is_hot):
    picture = painted(key)
    warm = picture[..., 0] > picture[..., 2] + 40
    cold = picture[..., 2] > picture[..., 0] + 40
    assert (warm.sum() > 20 * cold.sum()) if is_hot else (cold.sum() > 20 * warm.sum())


def test_that_seen_from_above_the_left_is_at_the_left():
    picture = painted("top")
    columns = np.nonzero(picture[..., 0] > picture[..., 2] + 40)[1]
    assert columns.mean() < picture.shape[1] / 2 - 10


def test_that_what_does_not_pass_the_threshold_is_bare():
    weak = FigureLayer(Volume(GRID, np.full(GRID.shape, 1.0)), two_sided(2, 5))
    view = VIEWS["top"]
    picture = draw_painted(view, weak, frame_mm(view, brain_parts(view)), 1.5).astype(int)
    assert np.abs(np.ptp(picture[picture[..., 3] > 250][:, :3], axis=1)).max() < 30


def test_that_of_the_values_under_the_surface_the_furthest_from_zero_counts():
    part = brain_parts(VIEWS["left"])[0]
    values = values_at(LEFT_IS_HOT.volume, part)
    assert set(np.unique(values[np.isfinite(values)])) <= {-4.0, 4.0}
    assert (values == 4.0).mean() > 0.95
    assert next(iter(rgba(np.array(4.0), LEFT_IS_HOT.scale)[:3])) > 200


def test_that_the_figure_says_what_it_shows():
    drawn = draw_surface(SurfaceFigure(LEFT_IS_HOT, views_of("top"), Page(60, 7, dpi=72), unit="t"))
    assert "≤ −2 or ≥ 2" in drawn.description
    assert "from −4 to 4" in drawn.description
