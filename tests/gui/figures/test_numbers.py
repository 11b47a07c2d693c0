from math import inf, nan

import pytest

from gui.figures.numbers import format_scale, format_value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (2.35, "2.35"),
        (-2.0, "−2"),
        (12345, "12345"),
        (-12345, "−12345"),
        (1e-5, "1×10⁻⁵"),
        (-1.25e-5, "−1.25×10⁻⁵"),
        (3.2e7, "3.2×10⁷"),
        (0.001, "0.001"),
        (3.14159, "3.142"),
        (inf, "∞"),
        (-inf, "−∞"),
        (nan, "no value"),
    ],
)
def test_that_a_value_has_a_real_minus_and_no_more_digits_than_needed(value, text):
    assert format_value(value) == text


def test_that_values_of_one_scale_share_their_decimals():
    assert format_scale([-5, -2.35, 0, 2.35, 5]) == (["−5.00", "−2.35", "0", "2.35", "5.00"], "")


def test_that_values_of_one_scale_share_their_power_of_ten():
    assert format_scale([-1e-4, 0, 2.3e-5]) == (["−1.00", "0", "0.23"], "×10⁻⁴")


def test_that_a_value_far_smaller_than_its_scale_is_not_written_as_zero():
    captions, power = format_scale([1e-7, 5])
    assert (captions, power) == (["1×10⁻⁷", "5"], "")
