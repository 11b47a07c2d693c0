import itertools

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from analysis.errors import OptionError
from analysis.network.cluster_table import published_examples, read_cluster_table
from analysis.network.graph import Graph, Kind, Node, star
from analysis.network.views import VIEWS, views_of
from gui.figures.export import render, rgb_of
from gui.figures.node_figure import (
    KIND_COLOURS,
    ColourBy,
    FarNodes,
    NodeFigure,
    NodeLook,
    SizeBy,
    caption_of,
    caption_text,
    colour_of,
    radius_of,
)
from gui.figures.node_graph import draw_nodes, lay_out
from gui.figures.page import Page

pytestmark = pytest.mark.usefixtures("qapp")

LEFT, RIGHT = Node("Insula_L", (-36, 6, 3), 4.0, Kind.INCREASED), Node("Insula_R", (38, 6, 2), -3.0, Kind.DECREASED)
SEED = Node("Precuneus_L", (-8, -56, 48), kind=Kind.SEED)
GRAPH = star(SEED, [LEFT, RIGHT])
PAGE = Page(183, 8, dpi=72)


def figure(**options):
    return NodeFigure(options.pop("graph", GRAPH), page=options.pop("page", PAGE), **options)


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda v: v.key)
def test_that_a_node_lies_on_the_side_of_the_letter_that_its_coordinate_says(view):
    (cell,) = lay_out(figure(views=(view,))).cells
    letters = {letter: rect.center() for letter, rect in cell.letters}
    middle = cell.to_page(*view.project(np.zeros(3))[:2])
    for place in cell.nodes:
        x, y, _ = GRAPH.nodes[place.index].xyz_mm
        towards = {"L": -x, "R": x, "A": y, "P": -y}
        for letter, where in letters.items():
            same_side = (place.centre.x() - middle.x()) * (where.x() - middle.x()) > 0
            assert same_side is (towards[letter] > 0)


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda v: v.key)
def test_that_a_node_is_drawn_where_its_coordinate_lies_on_the_brain(view):
    """By the scale of the brain's own frame: so many units of the page per mm, counted from its lower left."""
    (cell,) = lay_out(figure(views=(view,))).cells
    scale = cell.brain.width() / (cell.frame[1, 0] - cell.frame[0, 0])
    for place in cell.nodes:
        right, up, _ = view.project(np.array(GRAPH.nodes[place.index].xyz_mm))
        assert place.centre.x() == pytest.approx(cell.brain.left() + (right - cell.frame[0, 0]) * scale)
        assert place.centre.y() == pytest.approx(cell.brain.bottom() - (up - cell.frame[0, 1]) * scale)


def test_that_all_published_nodes_lie_inside_the_brain():
    for path in published_examples().values():
        for cell in lay_out(NodeFigure(read_cluster_table(path), views=views_of("6"), page=PAGE)).cells:
            assert all(cell.brain.contains(place.centre) for place in cell.nodes)


def test_that_a_node_has_its_colour_where_it_is_drawn():
    drawn = figure(views=views_of("top"))
    cell = lay_out(drawn).cells[0]
    pixels = rgb_of(render(draw_nodes(drawn), 96)).astype(int)
    for place in cell.nodes:
        at = place.centre + QPointF(0, 0.2 * place.radius)
        red, _, blue = pixels[round(at.y()), round(at.x())]
        kind = GRAPH.nodes[place.index].kind
        assert (red - blue > 60) if kind is Kind.INCREASED else (blue - red > 60)


def test_that_seeds_are_dark_blue_increases_orange_and_decreases_light_blue():
    seed, more, less = (KIND_COLOURS[kind] for kind in (Kind.SEED, Kind.INCREASED, Kind.DECREASED))
    assert seed.lightness() < 90
    assert seed.blue() > seed.red()
    assert more.red() > 200
    assert more.blue() < 100
    assert less.lightness() > 140
    assert less.blue() > less.red()


@pytest.mark.parametrize("width_mm", [89, 183])
@pytest.mark.parametrize("table", range(4))
def test_that_no_caption_touches_another_a_node_or_a_letter(width_mm, table):
    graph = read_cluster_table(list(published_examples().values())[table])
    layout = lay_out(NodeFigure(graph, page=Page(width_mm, 7)))
    for cell in layout.cells:
        boxes = [place.caption for place in cell.nodes if place.caption is not None]
        letters = [rect for _, rect in cell.letters]
        assert not any(a.intersects(b) for a, b in itertools.combinations(boxes + letters, 2))
        assert all(cell.area.contains(box) for box in boxes)
        assert cell.n_without_caption == 0


def test_that_captions_name_the_nodes_and_mark_those_whose_side_is_contradicted():
    graph = read_cluster_table(published_examples()["Zhang et al. 2025, Table 8"])
    captions = [caption_of(node) for node in graph.nodes]
    assert "STG.R†" in captions
    assert "PCUN.R†" in captions
    assert "PreCG.R" in captions
    words = caption_text(NodeFigure(graph, page=PAGE))
    assert "STG.R at x = −45 mm" in words
    assert "CRBLCrus1.R (t = 5.025)" in words


def test_that_side_views_show_the_other_hemisphere_as_asked():
    for far, n in ((FarNodes.FAINT, 3), (FarNodes.SHOW, 3), (FarNodes.HIDE, 2)):
        (cell,) = lay_out(figure(views=views_of("left"), look=NodeLook(far=far))).cells
        assert len(cell.nodes) == n
        named = [place.index for place in cell.nodes if place.caption is not None]
        assert (2 in named) is (far is FarNodes.SHOW)
    (cell,) = lay_out(figure(views=views_of("left_medial"))).cells
    assert {place.index for place in cell.nodes} == {0, 1}


def test_that_sizes_and_colours_follow_values():
    by_value = figure(look=NodeLook(colour_by=ColourBy.VALUE, size_by=SizeBy.VALUE))
    assert radius_of(LEFT, by_value) > radius_of(RIGHT, by_value)
    assert radius_of(LEFT, by_value) ** 2 / radius_of(RIGHT, by_value) ** 2 == pytest.approx(4 / 3)
    warm, cold = colour_of(LEFT, by_value), colour_of(RIGHT, by_value)
    assert warm.red() > warm.blue()
    assert cold.blue() > cold.red()


def test_that_modules_have_colours_of_their_own():
    nodes = tuple(Node(f"n{m}", (m, 0, 0), module=m) for m in range(1, 11))
    drawn = figure(graph=Graph(nodes), look=NodeLook(colour_by=ColourBy.MODULE))
    assert len({colour_of(node, drawn).rgb() for node in nodes}) == 10


def test_that_many_nodes_leave_captions_out_rather_than_on_each_other():
    rng = np.random.default_rng(0)
    nodes = tuple(Node("Cerebelum_Crus1_L", tuple(rng.uniform(-40, -20, 3))) for _ in range(60))
    drawn = NodeFigure(Graph(nodes), views=views_of("top"), page=Page(60, 8))
    (cell,) = lay_out(drawn).cells
    assert cell.n_without_caption > 0
    assert f"{cell.n_without_caption} captions are left out for want of room" in " ".join(lay_out(drawn).notes)


def test_that_a_figure_without_a_view_is_refused():
    with pytest.raises(OptionError, match="no view"):
        draw_nodes(figure(views=()))


def test_that_a_black_page_is_black_and_the_width_is_as_asked():
    image = render(draw_nodes(figure(page=Page(89, 7, is_dark=True, dpi=100))), 100)
    assert image.width() == round(89 / 25.4 * 100)
    assert image.pixelColor(1, 1).lightness() == 0


def test_that_of_very_many_nodes_those_of_the_largest_values_have_captions():
    rng = np.random.default_rng(1)
    nodes = tuple(Node("Insula_L", tuple(rng.uniform(-60, 60, 3)), value=float(k)) for k in range(90))
    (cell,) = lay_out(NodeFigure(Graph(nodes), views=views_of("top"), page=Page(183, 5))).cells
    named = [place.index for place in cell.nodes if place.caption is not None]
    assert 20 < len(named) <= 36
    assert min(named) >= 90 - 36
