import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.stats.clinical.fit_line import fit_line
from analysis.stats.clinical.partial import Method
from gui.figures.page import Page
from gui.figures.study.marks import marks_of
from gui.figures.study.scatter import ScatterPlot, draw_scatter, numbers_in_words
from tests.gui.figures.study.made import LONG, correlations, is_near, picture

PAGE = Page(89)


def test_that_a_point_lies_where_its_values_are_on_the_axes():
    (row,) = correlations().rows
    axes = ScatterPlot([row], PAGE).frame.axes
    plot, (x0, x1), (y0, y1) = axes.plot, axes.x_range, axes.y_range
    pixels = picture(draw_scatter([row], PAGE))
    colours = {name: mark.colour.getRgb()[:3] for name, mark in marks_of(row.point_groups).items()}
    for x, y, group in zip(row.x, row.y, row.point_groups, strict=True):
        at = axes.at(float(x), float(y))
        assert at.x() == pytest.approx(plot.left() + (x - x0) / (x1 - x0) * plot.width())
        assert at.y() == pytest.approx(plot.bottom() - (y - y0) / (y1 - y0) * plot.height())
        own = pixels[round(at.y()) - 3 : round(at.y()) + 4, round(at.x()) - 3 : round(at.x()) + 4]
        assert is_near(own, colours[group], 90).any(), (x, y, group)


def test_that_line_and_band_are_those_of_fit_line_with_the_degrees_of_freedom_of_r():
    (row,) = correlations(covariates=("age",)).rows
    (part,) = ScatterPlot([row], PAGE).parts
    expected = fit_line(row.x_residual, row.y_residual, 1)
    assert part.line is not None
    for name in ("x", "y", "low", "high"):
        np.testing.assert_array_equal(getattr(part.line, name), getattr(expected, name))
    assert part.line.dof == row.correlation.dof == len(row.x) - 3
    t = part.line.slope / part.line.slope_error
    assert t == pytest.approx(row.correlation.t, rel=1e-10)  # the line drawn is that of the r printed


def test_that_the_band_is_painted_from_its_lower_to_its_upper_limit():
    (row,) = correlations().rows
    plot = ScatterPlot([row], PAGE)
    line, axes = plot.parts[0].line, plot.frame.axes
    pixels = picture(draw_scatter([row], PAGE))
    gray = (pixels.max(axis=-1) - pixels.min(axis=-1) < 8) & (pixels[..., 0] > 170) & (pixels[..., 0] < 235)
    index = 2
    column = gray[:, round(axes.at(float(line.x[index]), 0).x())]
    top, bottom = (axes.at(0, float(v[index])).y() for v in (line.high, line.low))
    inside = np.flatnonzero(column[round(plot.frame.axes.plot.top()) : round(plot.frame.axes.plot.bottom()) - 2])
    inside = inside + round(plot.frame.axes.plot.top())
    assert inside.min() == pytest.approx(top, abs=1.5)
    assert inside.max() == pytest.approx(bottom, abs=1.5)


def test_that_groups_differ_in_colour_and_shape_and_each_has_its_own_line():
    rows = correlations(by_group=True).rows
    plot = ScatterPlot(rows, PAGE)
    assert [entry.name for entry in plot.entries] == ["MOH", "EM"]
    first, second = (entry.mark for entry in plot.entries)
    assert first.colour != second.colour
    assert first.shape != second.shape
    assert first.dash != second.dash
    assert [part.line.dof for part in plot.parts] == [13, 13]


def test_that_values_as_measured_have_no_line_that_is_not_of_their_r():
    for options in ({"covariates": ("age",)}, {"method": Method.SPEARMAN}):
        (row,) = correlations(**options).rows
        (part,) = ScatterPlot([row], PAGE, as_measured=True).parts
        assert part.line is None
        np.testing.assert_array_equal(part.x, row.x)
    (row,) = correlations().rows
    assert ScatterPlot([row], PAGE, as_measured=True).parts[0].line is not None


def test_that_the_numbers_below_and_the_caption_are_those_of_the_row():
    (row,) = correlations(covariates=("age",)).rows
    c = row.correlation
    words = numbers_in_words(row)
    assert f"partial Pearson r = {c.r:.2f}".replace("-", "−") in words
    assert f"n = {c.n}, df = {c.dof}, raw p" in words
    assert "(m = 1)" in words
    figure = draw_scatter([row], PAGE, title="Insula")
    assert figure.description.startswith("Insula. ")
    assert f"Pearson r({c.dof}) = {c.r:.2f}" in figure.description
    (recorded,) = figure.provenance.parameters["rows"]
    assert (recorded["r"], recorded["p"], recorded["n"]) == (c.r, c.p, c.n)


@pytest.mark.parametrize("width", [89, 183])
def test_that_long_names_stay_on_the_page_whole(width):
    (row,) = correlations(covariates=("age",)).rows
    plot = ScatterPlot([row], Page(width))
    assert "".join(plot.frame.x_lines).replace(" ", "") == f"{LONG},residual"
    pixels = picture(draw_scatter([row], Page(width)))
    margin = np.concatenate([pixels[:, :3].ravel(), pixels[:, -3:].ravel(), pixels[-3:].ravel()])
    assert (margin == 255).all()


def test_that_a_circular_region_is_stamped_in_red():
    (row,) = correlations(circular=frozenset(["vas"])).rows
    (clean,) = correlations().rows
    red = [int(is_near(picture(draw_scatter([r], PAGE)), (179, 38, 30)).sum()) for r in (row, clean)]
    assert red[0] > 200
    assert red[1] == 0


def test_that_rows_of_different_pairs_are_refused():
    (row,) = correlations().rows
    with pytest.raises(OptionError, match="one pair"):
        draw_scatter([], PAGE)
    from dataclasses import replace

    with pytest.raises(OptionError, match="one pair"):
        draw_scatter([row, replace(row, x_name="other")], PAGE)
