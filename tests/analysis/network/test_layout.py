import itertools

import numpy as np
import pytest

from analysis.network.layout import place_captions

BOUNDS = (0.0, 0.0, 300.0, 200.0)


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def distance_to(box, point):
    nearest = np.clip(point, box[:2], box[2:])
    return np.hypot(*(nearest - point))


@pytest.mark.parametrize("seed", range(6))
def test_that_captions_lie_on_no_caption_no_node_and_inside_the_bounds(seed):
    rng = np.random.default_rng(seed)
    centres = rng.uniform((40, 30), (260, 170), (14, 2))
    obstacle = np.array([[0.0, 90, 14, 104]])
    placed = place_captions(centres, [5] * 14, [(46, 10)] * 14, BOUNDS, obstacles=obstacle)
    boxes = [p.box for p in placed if p is not None]
    assert len(boxes) == 14
    assert not any(overlap(a, b) for a, b in itertools.combinations([*boxes, tuple(obstacle[0])], 2))
    for index, p in enumerate(placed):
        assert BOUNDS[0] <= p.left
        assert BOUNDS[1] <= p.top
        assert p.box[2] <= BOUNDS[2]
        assert p.box[3] <= BOUNDS[3]
        assert all(distance_to(p.box, centre) >= 5 for k, centre in enumerate(centres) if k != index)


def test_that_a_lonely_node_has_its_caption_beside_it():
    (placed,) = place_captions(np.array([[150.0, 100]]), [5], [(40, 10)], BOUNDS)
    assert 5 <= distance_to(placed.box, np.array([150.0, 100])) < 12


def test_that_two_nodes_at_one_place_both_have_captions():
    placed = place_captions(np.array([[150.0, 100], [150, 100]]), [5, 5], [(40, 10)] * 2, BOUNDS)
    assert not overlap(placed[0].box, placed[1].box)


def test_that_a_caption_without_a_free_place_is_left_out():
    placed = place_captions(np.full((9, 2), 30.0), [3] * 9, [(28, 10)] * 9, (0, 0, 60, 60))
    assert 0 < sum(p is not None for p in placed) < 9


def test_that_a_node_without_a_caption_gets_none():
    assert place_captions(np.array([[10.0, 10]]), [3], [(0, 0)], BOUNDS) == [None]


def test_that_captions_prefer_to_leave_edges_free():
    nodes = np.array([[150.0, 100]])
    edge = np.array([[150.0, 100, 300, 100]])
    (placed,) = place_captions(nodes, [5], [(40, 10)], BOUNDS, segments=edge)
    assert not overlap(placed.box, (155.0, 99.9, 300.0, 100.1))
