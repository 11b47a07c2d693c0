import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.network.views import VIEW_SETS, VIEWS, views_of

LETTERS = {"L": (-1, 0, 0), "R": (1, 0, 0), "A": (0, 1, 0), "P": (0, -1, 0), "S": (0, 0, 1), "I": (0, 0, -1)}


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda v: v.key)
def test_that_a_place_towards_a_letter_lies_towards_that_letter_on_the_screen(view):
    """So a node at x < 0 is drawn on the side that says L, in every view that has the letter."""
    left, right, top, bottom = view.edge_letters()
    assert view.project(np.array(LETTERS[left]))[0] == -1
    assert view.project(np.array(LETTERS[right]))[0] == 1
    assert view.project(np.array(LETTERS[top]))[1] == 1
    assert view.project(np.array(LETTERS[bottom]))[1] == -1


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda v: v.key)
def test_that_no_view_is_a_mirror_image(view):
    axes = np.array([view.right, view.up, view.towards_viewer])
    assert np.linalg.det(axes) == pytest.approx(1)


@pytest.mark.parametrize(
    ("key", "towards"),
    [("left", "L"), ("right", "R"), ("top", "S"), ("bottom", "I"), ("front", "A"), ("back", "P"),
     ("left_lateral", "L"), ("left_medial", "R"), ("right_lateral", "R"), ("right_medial", "L")],
)  # fmt: skip
def test_that_the_viewer_is_where_the_name_says(key, towards):
    assert tuple(VIEWS[key].towards_viewer) == LETTERS[towards]


def test_that_side_views_know_their_half():
    left, right_medial = VIEWS["left"], VIEWS["right_medial"]
    assert left.is_near(np.array([-30, 0, 0]))
    assert not left.is_near(np.array([30, 0, 0]))
    assert right_medial.is_near(np.array([30, 0, 0]))
    assert not right_medial.is_near(np.array([-30, 0, 0]))
    assert left.is_near(np.array([0, 0, 0]))
    assert VIEWS["right"].is_near(np.array([0, 0, 0]))
    assert all(VIEWS["top"].is_near(np.array([x, 0, 0])) for x in (-30, 30))


def test_that_sets_and_lists_of_views_are_found():
    assert [view.key for view in views_of("3")] == ["left", "top", "right"]
    assert [view.key for view in views_of("top, Front")] == ["top", "front"]
    assert {len(views_of(name)) == int(name) for name in VIEW_SETS} == {True}
    with pytest.raises(OptionError, match="no view 'above'"):
        views_of("above")
