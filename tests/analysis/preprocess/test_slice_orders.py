"""Orders of slices by name; the sequences are those of scanners' manuals (slices counted from one there)."""

import pytest

from analysis.errors import DataError
from analysis.preprocess.slice_orders import ORDERS, order_of, sequence_of, times_of


@pytest.mark.parametrize(
    ("order", "five", "six"),
    [
        ("ascending", [0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5]),
        ("descending", [4, 3, 2, 1, 0], [5, 4, 3, 2, 1, 0]),
        ("interleaved, odd first", [0, 2, 4, 1, 3], [0, 2, 4, 1, 3, 5]),
        ("interleaved, even first", [1, 3, 0, 2, 4], [1, 3, 5, 0, 2, 4]),
    ],
)
def test_that_slices_are_taken_as_the_manuals_say(order, five, six):
    assert sequence_of(order, 5).tolist() == five
    assert sequence_of(order, 6).tolist() == six


def test_that_times_are_even_and_within_the_repetition_time():
    assert times_of("interleaved, odd first", 4, 2.0) == pytest.approx((0.0, 1.0, 0.5, 1.5))
    assert max(times_of("descending", 40, 2.0)) == pytest.approx(2.0 - 2.0 / 40)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("n_slices", [4, 5, 33, 40])
def test_that_a_name_is_found_again_in_its_times(order, n_slices):
    rounded = [round(t, 4) for t in times_of(order, n_slices, 2.0)]
    assert order_of(rounded) == order


def test_that_several_slices_at_a_time_have_no_usual_name():
    assert order_of([0, 0.5, 1.0, 0, 0.5, 1.0]) is None
    assert order_of([0.0]) is None
    assert order_of([0.0, 0.3, 1.9]) is None


def test_that_another_word_is_refused_with_the_choices():
    with pytest.raises(DataError, match="descending"):
        sequence_of("sideways", 5)
