import itertools

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.stats.clinical.describe import Choice, DescribeOptions, describe
from gui.figures.page import Page
from gui.figures.study.group_values import RADIUS, Bracket, GroupPlot, draw_coupling, draw_group_values
from tests.gui.figures.study.made import coupling, is_near, picture, table_of

PAGE = Page(89)
GROUPS = {
    "MOH": [1.0, 2, 3, 4, 5, 6],
    "EM with a long name of the group": [3.0, 4, 5, 6, 7, 8.5],
    "HC": [8.0, 9, 10, 11, 12.5, 14],
}


def described(groups, **options):
    table = table_of(
        group=[name for name, values in groups.items() for _ in values],
        z=[value for values in groups.values() for value in values],
    )
    row = describe(table, ["z"], DescribeOptions("group", **options)).rows[0]
    return row, {name: np.array(values) for name, values in groups.items()}


def plotted(groups, page=PAGE, **options):
    row, values = described(groups, **options)
    return GroupPlot(values, page, "Coupling (Fisher z)", row, describe_quantiles())


def describe_quantiles():
    return DescribeOptions().quantiles


def test_that_dots_and_boxes_lie_at_their_values():
    row, values = described(GROUPS)
    plot = plotted(GROUPS)
    pixels = picture(draw_group_values(row, values, PAGE))
    for group in GROUPS:
        colour = plot.marks[group].colour.getRgb()[:3]
        for value, offset in zip(plot.violins[group].values, plot.violins[group].offsets, strict=True):
            y = plot.frame.axes.at(0, float(value)).y()
            x = plot.middle(group) + offset * RADIUS
            own = pixels[round(y) - 2 : round(y) + 3, round(x) - 2 : round(x) + 3]
            assert is_near(own, colour, 90).any(), (group, value)
        median = plot.frame.axes.at(0, float(np.median(values[group]))).y()
        across = pixels[
            round(median) - 2 : round(median) + 3, round(plot.middle(group) - 4) : round(plot.middle(group) + 4)
        ]
        assert (across.max(axis=-1) < 80).any(axis=0).all(), group  # the thick line of the median


def test_that_groups_stand_at_equal_steps_in_their_order():
    plot = plotted(GROUPS)
    step = plot.frame.axes.plot.width() / 3
    for index, group in enumerate(GROUPS):
        assert plot.middle(group) == pytest.approx(plot.frame.axes.plot.left() + (index + 0.5) * step)
    assert 2 * plot.half_width < step


def test_that_two_groups_have_the_p_of_the_test_and_three_those_of_the_pairs():
    two = {name: GROUPS[name] for name in ("MOH", "HC")}
    row, _ = described(two, tests={"z": Choice.T})
    assert row.test.p < 0.001
    assert plotted(two, tests={"z": Choice.T}).brackets == (Bracket(0, 1, "p < .001"),)
    row, _ = described(GROUPS, tests={"z": Choice.T})
    brackets = plotted(GROUPS, tests={"z": Choice.T}).brackets
    assert [(b.first, b.second) for b in brackets] == [(0, 1), (1, 2), (0, 2)]
    p = {frozenset((pair.first, pair.second)): pair.p for pair in row.pairs}
    first, second, _ = GROUPS
    assert brackets[0].words == f"p = {p[frozenset((first, second))]:.3f}".replace("0.", ".")


def test_that_brackets_stand_above_each_other_within_the_figure():
    plot = plotted(GROUPS)
    heights = [plot.frame.axes.plot.top() - (index + 0.35) * 1.5 * plot.line for index in range(3)]
    assert min(heights) - plot.line >= plot.sheet.top - 1
    assert all(b - a <= -plot.line for a, b in itertools.pairwise(heights))


@pytest.mark.parametrize("width", [89, 183])
def test_that_names_of_groups_are_whole_and_do_not_touch(width):
    from gui.figures.text import text_width

    page = Page(width)
    plot = plotted(GROUPS, page)
    step = plot.frame.axes.plot.width() / 3
    for group, lines in zip(plot.groups, plot.names, strict=True):
        assert " ".join(lines[:-1]) == group
        assert lines[-1] == "n = 6"
        assert all(text_width(line, page.caption_font) <= step for line in lines)
    assert plot.frame.bottom >= plot.frame.axes.plot.bottom() + max(map(len, plot.names)) * plot.line


def test_that_test_and_effect_stand_below_and_all_of_it_in_the_caption():
    row, values = described(GROUPS, tests={"z": Choice.T})
    figure = draw_group_values(row, values, PAGE)
    (note,) = plotted(GROUPS, tests={"z": Choice.T}).sheet.notes
    assert note.startswith("One-way ANOVA: F(2, 15) = ")
    assert "Brackets: Tukey-Kramer." in note
    assert "η² = " in note
    assert "MOH n = 6" in figure.description
    assert "type 6, as SPSS" in figure.description
    assert figure.provenance.parameters["p"] == row.test.p


def test_that_a_circular_region_is_stamped_and_a_group_without_values_left_out():
    row, values = described(GROUPS, circular=frozenset(["z"]))
    assert "CIRCULAR" in draw_group_values(row, values, PAGE).description
    assert GroupPlot(values, PAGE, "z", row, describe_quantiles()).sheet.stamp.startswith("CIRCULAR")
    values = {**values, "HC": np.full(6, np.nan)}
    assert GroupPlot(values, PAGE, "z", row, describe_quantiles()).groups == tuple(GROUPS)[:2]
    with pytest.raises(DataError, match="Nobody"):
        draw_group_values(row, {"a": np.array([np.nan])}, PAGE)


def test_that_coupling_is_drawn_in_z_with_the_r_of_each_mean_below():
    found = coupling()
    figure = draw_coupling(found, PAGE)
    r = [f"r = {mean.r[0]:.3f}." for mean in found.means]
    plot = GroupPlot({g: found.z_of(g) for g in found.groups}, PAGE, "z", found.comparison, describe_quantiles())
    for group in found.groups:
        np.testing.assert_array_equal(plot.violins[group].values, np.sort(found.z_of(group)))
    assert figure.provenance.parameters["p"] == found.comparison.test.p
    assert all(word[:-1] in figure.description for word in r)
    assert "the number of voxels is no sample size" in figure.description


def test_that_an_effect_without_limits_says_so():
    apart = {"a": [1.0, 2, 3, 4, 5, 6.5], "b": [11.0, 12, 13, 14, 15, 17]}
    (note,) = plotted(apart, tests={"z": Choice.RANKS}).sheet.notes
    assert note.endswith("= −1 (no interval).")
