import numpy as np
import pytest

from analysis.atlas.surface import BrainSurface
from analysis.network.views import VIEWS
from gui.figures.glass_brain import Glass, brain_parts, draw_glass, frame_mm


def square(x0, x1, y0, y1, z, shade):
    """A square in the plane z, seen from above."""
    points = np.array([[x0, y0, z], [x1, y0, z], [x1, y1, z], [x0, y1, z]], np.float32)
    return BrainSurface(points, np.array([[0, 1, 2], [0, 2, 3]]), np.full(4, shade))


FRAME = np.array([[-10.0, -10], [10, 10]])


def test_that_a_surface_covers_exactly_its_pixels():
    picture = draw_glass(VIEWS["top"], [square(-6, 2, -4, 8, 0, 1)], FRAME, 1.0)
    rows, columns = np.nonzero(picture[..., 3])
    assert picture.shape == (20, 20, 4)
    assert (columns.min(), columns.max()) == (4, 11)  # right is x: from -6 to 2 mm
    assert (rows.min(), rows.max()) == (2, 13)  # up is y: from 8 down to -4 mm
    assert len(rows) == 8 * 12


def test_that_what_is_nearer_hides_what_lies_behind_in_any_order():
    high, low = square(-5, 5, -5, 5, 3, 1.0), square(-5, 5, -5, 5, -3, 0.0)
    alone = draw_glass(VIEWS["top"], [high], FRAME, 1.0)
    for parts in ([high, low], [low, high]):
        assert np.array_equal(draw_glass(VIEWS["top"], parts, FRAME, 1.0), alone)
    assert not np.array_equal(draw_glass(VIEWS["top"], [low], FRAME, 1.0), alone)


def test_that_what_looks_away_is_not_drawn():
    assert not draw_glass(VIEWS["bottom"], [square(-5, 5, -5, 5, 0, 1)], FRAME, 1.0).any()


def test_that_what_reaches_beyond_the_picture_is_cut():
    assert (draw_glass(VIEWS["top"], [square(-50, 50, -50, 50, 0, 1)], FRAME, 1.0)[..., 3] > 0).all()


@pytest.mark.parametrize("key", ["left", "top", "front", "left_medial"])
def test_that_the_brain_is_one_picture_without_holes_and_always_the_same(key):
    from scipy.ndimage import binary_fill_holes, label

    view = VIEWS[key]
    parts = brain_parts(view)
    picture = draw_glass(view, parts, frame_mm(view, parts), 1.0, Glass())
    drawn = picture[..., 3] > 0
    assert label(drawn)[1] == 1
    assert (binary_fill_holes(drawn) & ~drawn).sum() < 0.01 * drawn.sum()
    assert 0.5 < drawn.mean() < 0.85
    assert np.array_equal(picture, draw_glass(view, parts, frame_mm(view, parts), 1.0, Glass()))
