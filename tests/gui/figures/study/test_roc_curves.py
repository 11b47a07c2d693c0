import numpy as np
import pytest

from analysis.stats.clinical.circularity import Circularity
from analysis.stats.clinical.roc_table import RocQuestion, roc_table
from gui.figures.page import Page
from gui.figures.study.roc_curves import RocPlot, area_in_words, draw_roc, points_of
from tests.gui.figures.study.made import LONG, is_near, people, picture, table_of

PAGE = Page(89)


def analysed(table=None, **question):
    asked = {"variables": ("phq9", LONG), "outcome": "group", "positive": "MOH", "covariates": ("age",), **question}
    return roc_table(table or people(), RocQuestion(**asked))


@pytest.fixture(scope="module")
def found():
    return analysed()


def test_that_the_corners_of_a_curve_are_where_hand_counting_puts_them():
    """Positives 3, 2, 1 and negatives 0, 2.5: AUC = (2 + 1 + 1) / 6."""
    table = table_of(group=["a"] * 3 + ["b"] * 2, x=[3, 2, 1, 0, 2.5])
    (curve,) = analysed(table, variables=("x",), positive="a", covariates=()).curves
    expected = [(0, 0), (0, 1 / 3), (0.5, 1 / 3), (0.5, 2 / 3), (0.5, 1), (1, 1)]
    np.testing.assert_allclose(points_of(curve), expected, atol=1e-12)
    assert curve.auc == pytest.approx(4 / 6)
    assert np.trapezoid(points_of(curve)[:, 1], points_of(curve)[:, 0]) == pytest.approx(4 / 6)


def test_that_the_frame_is_a_square_from_0_to_1(found):
    for width in (89, 183):
        axes = RocPlot(found, Page(width)).frame.axes
        assert axes.plot.width() == pytest.approx(axes.plot.height())
        assert (axes.x_range, axes.y_range) == ((0, 1), (0, 1))


def test_that_a_curve_has_its_colour_where_its_points_are(found):
    plot, pixels = RocPlot(found, PAGE), picture(draw_roc(found, PAGE))
    drawn = plot.curves[0]
    colour = drawn.mark.colour.getRgb()[:3]
    for x, y in points_of(drawn.curve)[1:-1]:
        at = plot.frame.axes.at(x, y)
        own = pixels[round(at.y()) - 2 : round(at.y()) + 3, round(at.x()) - 2 : round(at.x()) + 3]
        assert is_near(own, colour, 60).any(), (x, y)
    point = drawn.curve.youden
    at = plot.frame.axes.at(1 - point.specificity.value, point.sensitivity.value)
    own = pixels[round(at.y()) - 2 : round(at.y()) + 2, round(at.x()) - 2 : round(at.x()) + 2]
    assert is_near(own, colour, 40).sum() >= 12  # the disc of Youden's point


def test_that_chance_is_the_diagonal(found):
    plot, pixels = RocPlot(found, PAGE), picture(draw_roc(found, PAGE))
    for k in range(20, 180):  # dots: one within three units of each place
        at = plot.frame.axes.at(k / 200, k / 200)
        own = pixels[round(at.y()) - 2 : round(at.y()) + 3, round(at.x()) - 2 : round(at.x()) + 3]
        assert own.min() < 230, k


def test_that_apparent_left_out_and_covariates_only_stand_beside_each_other(found):
    words = [drawn.words for drawn in RocPlot(found, PAGE).curves]
    model, smaller = found.model, found.increment.covariates_only
    assert words[2] == f"phq9 + {LONG} + age, apparent: {area_in_words(model.curve)}"
    assert words[3] == f"phq9 + {LONG} + age, leave-one-out: AUC {model.left_out.curve.auc:.3f}"
    assert words[4] == f"age only, apparent: {area_in_words(smaller.curve)}"
    assert f"AUC {model.curve.auc:.3f} (95 % CI {model.curve.plain[0]:.3f} to" in words[2]
    assert "p" not in words[2].split("CI")[1]  # an apparent area has no p


def test_that_a_model_of_one_variable_is_not_drawn_twice():
    assert len(RocPlot(analysed(variables=("phq9",), covariates=()), PAGE).curves) == 1


def test_that_circular_curves_are_stamped_and_others_are_not(found):
    circular = analysed(said=Circularity.CIRCULAR)
    red = [int(is_near(picture(draw_roc(one, PAGE)), (179, 38, 30)).sum()) for one in (circular, found)]
    assert red[0] > 200
    assert red[1] == 0
    assert draw_roc(circular, PAGE).description.startswith("CIRCULAR")
    assert any("not told how they were chosen" in note for note in RocPlot(found, PAGE).sheet.notes)


@pytest.mark.parametrize("width", [60, 89, 183])
def test_that_key_and_curves_do_not_lie_on_each_other(found, width):
    plot = RocPlot(found, Page(width))
    below = plot.key_top >= plot.frame.bottom
    beside = plot.key_left >= plot.frame.axes.plot.right() + 5
    assert below or beside
    pixels = picture(draw_roc(found, Page(width)))
    assert (pixels[:, -3:] == 255).all()


def test_that_an_area_below_a_half_is_explained_and_a_point_at_infinity_is_not_drawn():
    table = table_of(group=["a"] * 3 + ["b"] * 3, x=[1, 2, 3, 4, 5, 6.5])
    plot = RocPlot(analysed(table, variables=("x",), positive="a", covariates=()), PAGE)
    (drawn,) = plot.curves
    assert not drawn.has_point
    assert drawn.words.endswith("no threshold is better than chance")
    assert "Below 0.5: a has lower values of x; nothing was turned round." in plot.sheet.notes
