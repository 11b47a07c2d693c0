"""Colours by hand values: which values are drawn, with which entry of the map, and how layers blend."""

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.colour import (
    ColourScale,
    colormap,
    colormap_names,
    composite,
    one_sided,
    rgba,
    threshold_of,
    two_sided,
    with_threshold,
)
from analysis.errors import OptionError


def gray_of(value: float, low: float = 0, high: float = 256) -> int:
    return int(rgba(np.float32([value]), ColourScale("gray", low, high))[0, 0])


def alpha_of(values: list[float], scale: ColourScale) -> list[int]:
    return [int(a) for a in rgba(np.float32(values), scale)[:, 3]]


def test_that_each_entry_of_the_map_covers_the_same_range_of_values():
    assert [gray_of(v) for v in (0, 0.99, 1, 127.99, 128, 255, 255.99)] == [0, 0, 1, 127, 128, 255, 255]


def test_that_both_ends_hold_the_values_beyond_them():
    assert [gray_of(v) for v in (-1e30, -1, 256, 1e30)] == [0, 0, 255, 255]


@pytest.mark.parametrize("name", colormap_names())
def test_that_a_map_has_256_read_only_colours(name):
    table = colormap(name)
    assert table.shape == (256, 3)
    assert table.dtype == np.uint8
    assert not table.flags.writeable


def test_that_gray_is_linear():
    np.testing.assert_array_equal(colormap("gray"), np.arange(256)[:, None].repeat(3, 1))


def test_that_an_unknown_map_is_refused_with_the_names_that_exist():
    with pytest.raises(OptionError, match="viridis"):
        colormap("no such map")


def test_that_a_two_sided_gap_hides_what_is_strictly_inside():
    scale = two_sided(2, 5)
    assert scale.is_two_sided
    assert alpha_of([-6, -2, -1.999, 0, 1.999, 2, 6], scale) == [255, 255, 0, 0, 0, 255, 255]


def test_that_a_one_sided_gap_hides_everything_below():
    scale = one_sided(0.5, 0, 1)
    assert not scale.is_two_sided
    assert alpha_of([-9, 0, 0.499, 0.5, 2], scale) == [0, 0, 0, 255, 255]


def test_that_a_gap_up_to_infinity_shows_negative_values_only():
    assert alpha_of([-3, -2, -1, 3], ColourScale("hot", -5, 0, (-2, inf))) == [255, 255, 0, 0]


def test_that_without_a_gap_everything_is_drawn():
    assert alpha_of([-9, 0, 9], ColourScale("gray", 0, 1)) == [255, 255, 255]


def test_that_a_threshold_taken_from_a_number_of_another_precision_is_the_same():
    # 0.7 in single precision is below 0.7 in double precision; a voxel of exactly the threshold stays visible.
    threshold = np.float64(0.7)
    assert alpha_of([0.7], two_sided(threshold, 1)) == [255]


@pytest.mark.parametrize("value", [nan, inf, -inf])
def test_that_what_has_no_value_is_never_drawn(value):
    for scale in (ColourScale("gray", 0, 1), two_sided(1, 2), ColourScale("gray", 0, 1, (-1, 1), faint=1.0)):
        assert alpha_of([value], scale) == [0]


def test_that_hidden_values_are_as_faint_as_asked():
    scale = ColourScale("hot", 0, 1, (-inf, 0.5), opacity=0.8, faint=0.25)
    assert alpha_of([0.1, 0.9], scale) == [51, 204]  # 0.2 * 255 and 0.8 * 255


@given(value=st.floats(0, 10, width=32), maximum=st.floats(0.5, 8), threshold=st.floats(0, 4))
def test_that_a_two_sided_scale_treats_both_signs_alike(value, maximum, threshold):
    scale = two_sided(threshold, maximum)
    positive, negative = rgba(np.float32([value, -value]), scale)
    assert positive[3] == negative[3]
    table = colormap("cold_hot").astype(int)
    entries = [np.abs(table - colour[:3]).sum(1).argmin() for colour in (positive, negative)]
    same_distance = min(
        abs(i + j - 255)
        for i in np.flatnonzero((table == table[entries[0]]).all(1))
        for j in np.flatnonzero((table == table[entries[1]]).all(1))
    )
    assert same_distance <= 1  # a value on the border of two entries goes to the upper one on both sides


def test_that_the_two_halves_of_cold_hot_are_equally_bright():
    table = colormap("cold_hot").astype(int)
    np.testing.assert_array_equal(table.sum(1), table[::-1].sum(1))
    assert (table[:128, 2] >= table[:128, 0]).all()  # cold: blue leads
    assert (table[128:, 0] >= table[128:, 2]).all()  # hot: red leads


def picture(*layers: tuple[float, ColourScale], background: tuple[int, int, int] = (0, 0, 0)) -> list[int]:
    return composite([(np.float32([[value]]), scale) for value, scale in layers], background)[0, 0].tolist()


def test_that_layers_blend_by_their_opacity():
    under = (100, ColourScale("gray", 0, 256))
    over = (200, ColourScale("gray", 0, 256, opacity=0.4))  # 0.4 * 255 = 102 exactly
    assert picture(under, over) == [140] * 3  # 100 + 0.4 * (200 - 100)
    assert picture(over, background=(10, 20, 30)) == [86, 92, 98]  # 0.6 * 10 + 80, ...
    assert picture(over, under) == [100] * 3


def test_that_the_background_shows_where_nothing_is_drawn():
    assert picture((nan, ColourScale("gray", 0, 1)), background=(1, 2, 3)) == [1, 2, 3]
    assert picture((0.5, two_sided(1, 2)), background=(1, 2, 3)) == [1, 2, 3]


def test_that_a_picture_without_layers_is_refused():
    with pytest.raises(OptionError, match="no layer"):
        composite([], (0, 0, 0))


def test_that_values_are_not_changed_by_colouring():
    values = np.float32([[nan, 1, -3]])
    values.flags.writeable = False
    before = values.copy()
    composite([(values, two_sided(1, 2))], (0, 0, 0))
    np.testing.assert_array_equal(values, before)


@pytest.mark.parametrize(
    "options",
    [
        {"low": 1, "high": 1},
        {"low": 2, "high": 1},
        {"low": nan, "high": 1},
        {"low": 0, "high": inf},
        {"low": 0, "high": 1, "gap": (2, 1)},
        {"low": 0, "high": 1, "gap": (-nan, nan)},
        {"low": 0, "high": 1, "opacity": 1.5},
        {"low": 0, "high": 1, "opacity": -0.1},
        {"low": 0, "high": 1, "opacity": nan},
        {"low": 0, "high": 1, "faint": 2},
    ],
)
def test_that_a_scale_that_means_nothing_is_refused(options):
    with pytest.raises(OptionError):
        ColourScale("gray", **options)


@pytest.mark.parametrize(
    ("gap", "threshold"), [((-2, 2), 2), ((-inf, 3), 3), ((-4, inf), 4), (None, -6), ((-inf, inf), inf)]
)
def test_that_the_threshold_is_the_size_that_a_value_needs(gap, threshold):
    assert threshold_of(ColourScale("gray", -6, 6, gap)) == threshold


@pytest.mark.parametrize(
    ("gap", "moved"), [((-2, 2), (-5, 5)), ((-inf, 2), (-inf, 5)), ((-2, inf), (-5, inf)), ((-inf, inf), (-inf, inf))]
)
def test_that_a_new_threshold_moves_the_sides_that_are_drawn(gap, moved):
    assert with_threshold(gap, 5) == moved
