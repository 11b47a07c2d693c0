import numpy as np
import pytest

from analysis.network.graph import Graph, Kind, Node, star
from gui.scene3d.mesh import Ray
from gui.scene3d.nodes import nearest_ball
from gui.scene3d.scene import Scene
from gui.scene3d.stage import Stage

LEFT = Node("Insula_L", (-40, 0, 0), 4.0, Kind.INCREASED)
RIGHT = Node("Insula_R", (40, 0, 0), -4.0, Kind.DECREASED)
GRAPH = star(Node("Precuneus_L", (-5, -50, 40), kind=Kind.SEED), [LEFT, RIGHT])
PLACES = np.array([node.xyz_mm for node in GRAPH.nodes])


@pytest.fixture
def stage(graphics):
    graphics.prepare()
    made = Stage(Scene())
    made.resize(300, 300)
    made.scene.nodes.show(GRAPH, PLACES)
    made.scene.letters.place(made.scene.box_mm)
    yield made
    made.release()


@pytest.mark.parametrize(("side", "left_is_left"), [("S", True), ("A", False), ("P", True), ("I", False)])
def test_that_a_node_of_the_left_is_on_the_side_of_the_letter_l(stage, side, left_is_left):
    stage.scene.look_from(side)
    picture = stage.render().astype(int)
    orange = np.argwhere((picture[..., 0] > 140) & (picture[..., 2] < 90))
    assert len(orange) > 20
    assert bool(orange[:, 1].mean() < 150) is left_is_left
    letter = stage.to_pixel(stage.scene.letters.position_mm("L"))[0]
    assert (letter < 150) is left_is_left


def test_that_a_click_on_a_node_finds_its_centre(stage):
    stage.scene.look_from("S")
    stage.render()
    for index, place in enumerate(PLACES):
        column, row = stage.to_pixel(place)
        assert stage.node_at(column, row) == index
        assert np.allclose(stage.pick(column, row), place)
    assert stage.node_at(5, 5) is None


def test_that_nodes_go_when_there_is_no_graph(stage):
    stage.scene.look_from("S")
    stage.scene.letters.show(False)
    stage.scene.corner.cube.SetVisibility(False)
    stage.scene.cursor.show(False)
    with_nodes = stage.render()
    stage.scene.nodes.show(None, None)
    without = stage.render()
    assert not np.array_equal(with_nodes, without)
    assert stage.node_at(150, 150) is None
    assert np.ptp(without.astype(int), axis=1).max() <= 3  # nothing but the background, which changes downwards


def test_that_the_nearest_of_two_balls_on_a_ray_is_found():
    ray = Ray(np.array([0.0, 0, 100]), np.array([0.0, 0, -1]))
    assert nearest_ball(ray, [(0, 0, -30), (1, 0, 20), (30, 0, 50)], 4.0) == 1
    assert nearest_ball(ray, [(0, 0, 200)], 4.0) is None  # behind the viewer


def test_that_a_graph_of_many_nodes_has_no_names():
    nodes = tuple(Node("Insula_L", (-float(k), 0, 0)) for k in range(1, 60))
    scene = Scene()
    scene.nodes.show(Graph(nodes), np.array([n.xyz_mm for n in nodes]))
    assert scene.nodes.places_mm.shape == (59, 3)
