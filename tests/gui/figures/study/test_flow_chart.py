from itertools import combinations

import pytest

from analysis.stats.clinical.participant_flow import participant_flow
from gui.figures.page import Page
from gui.figures.study.flow_chart import FlowPlot, caption_of, draw_flow
from gui.figures.text import text_width
from tests.gui.figures.study.made import picture, table_of

REASON = "incidental finding of a very-long-named condition"


def flow(n_groups):
    names = [f"Group {k} of migraine without aura" for k in range(n_groups)]
    group = [name for name in names for _ in range(8)] + ["n/a"] * 3
    first = (["head motion", REASON] + [""] * 6) * n_groups + ["declined"] * 3
    second = (["", "", "questionnaire_missing_at_follow_up"] + [""] * 5) * n_groups + [""] * 3
    table = table_of(group=group, excluded=first, excluded_at_analysis=second)
    return participant_flow(table, ["excluded", "excluded_at_analysis"], group="group")


@pytest.mark.parametrize("n_groups", [1, 3])
@pytest.mark.parametrize("width", [89, 183])
def test_that_boxes_do_not_touch_and_hold_their_words(n_groups, width):
    plot = FlowPlot(flow(n_groups), Page(width))
    for first, second in combinations(plot.boxes.values(), 2):
        assert not first.rect.adjusted(-2, -2, 2, 2).intersects(second.rect), (first.box.key, second.box.key)
    for placed in plot.boxes.values():
        assert placed.rect.left() >= 0
        assert placed.rect.right() <= plot.page.width
        for index, line in enumerate(placed.lines):
            font = plot.page.strong_font if index < placed.n_title else plot.page.note_font
            assert text_width(line, font) <= placed.rect.width()
        assert "".join(placed.lines).replace(" ", "") == "".join(placed.box.lines).replace(" ", "")


def test_that_the_line_of_a_group_passes_beside_its_exclusions():
    plot = FlowPlot(flow(3), Page(89))
    for placed in plot.boxes.values():
        if placed.box.role == "excluded":
            assert plot.stem(placed.box.column) < placed.rect.left() - 5
        elif placed.box.role in ("group", "analysed"):
            assert placed.rect.left() < plot.stem(placed.box.column) < placed.rect.right()


def test_that_analysed_boxes_end_at_one_height_and_rows_follow_each_other():
    plot = FlowPlot(flow(3), Page(183))
    assert len({placed.rect.top() for placed in plot.boxes.values() if placed.box.role == "analysed"}) == 1
    for start, end in plot.chart.arrows:
        assert plot.boxes[start].rect.bottom() < plot.boxes[end].rect.top()


def test_that_every_count_is_in_caption_and_record():
    found = flow(3)
    figure = draw_flow(found, Page(89))
    assert figure.provenance.parameters["boxes"]["recruited"] == 27
    assert sum(v for k, v in figure.provenance.parameters["boxes"].items() if k.startswith("analysed")) == 15
    assert figure.description == caption_of(found)
    assert "In all 27 recruited, 12 excluded, 15 analysed." in figure.description
    assert "not assigned: 3 recruited, 3 excluded (declined (n = 3)), 0 analysed." in figure.description


def test_that_something_stands_in_each_box():
    plot, pixels = FlowPlot(flow(3), Page(89)), picture(draw_flow(flow(3), Page(89)))
    for placed in plot.boxes.values():
        inside = placed.rect.adjusted(2, 2, -2, -2).toRect()
        own = pixels[inside.top() : inside.bottom(), inside.left() : inside.right()]
        assert (own.max(axis=-1) < 120).any(), placed.box.key


def test_that_every_exclusion_hangs_on_a_line_from_its_group():
    plot, pixels = FlowPlot(flow(2), Page(89)), picture(draw_flow(flow(2), Page(89)))
    for start, end in plot.chart.arrows:
        upper, lower = plot.boxes[start].rect, plot.boxes[end].rect
        if plot.boxes[end].box.role == "excluded":
            x = round(plot.stem(plot.boxes[end].box.column))
            rows = pixels[round(upper.bottom()) + 2 : round(lower.center().y()) - 2, x - 1 : x + 2]
            assert (rows.min(axis=(1, 2)) < 160).all(), end
