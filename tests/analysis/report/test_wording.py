"""How numbers stand on the report: digits that mean something, no exponent, no sign of nothing, never 0 of a people."""

import math

import pytest

from analysis.report.wording import fixed, flattened, in_words, number, p_value, percent, recorded


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (2.3456, "2.35"),
        (2.0, "2.00"),
        (123.4, "123"),
        (999.7, "1000"),  # to three digits this is 1.00e+03
        (1234.5, "1234"),
        (-0.1234, "−0.123"),
        (0.0000512, "0.0000512"),
        (-0.000009999, "−0.0000100"),
        (0.0, "0.00"),
        (math.nan, "–"),
        (math.inf, "–"),
    ],
)
def test_that_a_number_has_three_digits_and_no_exponent(value: float, words: str) -> None:
    assert number(value) == words


def test_that_what_rounds_to_nothing_has_no_sign() -> None:
    assert fixed(-0.004, 2) == "0.00"
    assert fixed(-0.006, 2) == "−0.01"
    assert fixed(math.nan, 2) == "–"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "< 0.01"),
        (0.0049, "< 0.01"),
        (0.5, "0.50"),
        (43.21, "43.2"),
        (99.5, "99.50"),
        (99.996, "> 99.99"),
        (100.0, "> 99.99"),
    ],
)
def test_that_no_share_of_people_is_nobody_or_everybody(value: float, words: str) -> None:
    assert percent(value) == words


def test_that_a_p_is_never_zero_and_its_absence_is_a_dash() -> None:
    assert [p_value(p) for p in (0.0, 0.00099, 0.001, 0.0456, None, math.nan)] == [
        "< 0.001", "< 0.001", "0.001", "0.046", "–", "–",
    ]  # fmt: skip


def test_that_a_recorded_value_is_one_line_and_its_absence_is_said() -> None:
    assert recorded(None) == recorded("") == "not recorded"
    assert recorded(True) == "yes"
    assert recorded(-1.5) == "−1.5"
    assert recorded([]) == recorded({}) == "none"
    assert recorded({"a": 1, "b": [2, 3]}) == "a: 1; b: 2, 3"
    assert recorded({"check": "tSNR", "value": 41.0, "unit": "", "light": "green"}) == "tSNR 41 green"


def test_that_a_long_list_is_told_by_its_length_and_what_differs() -> None:
    assert recorded([1.8] * 12) == ", ".join(["1.8"] * 12)
    assert recorded([1.8, 2.0] * 7) == "14 values: 1.8, 2"
    assert recorded(list(range(13))) == ", ".join(str(n) for n in range(13))


def test_that_parameters_are_named_by_their_path_with_their_source() -> None:
    record = {"ExclusionRule": {"TranslationMm": 3.0}, "TR": {"value": 2.0, "source": "sidecar"}, "band": None}
    assert flattened(record) == [
        ("exclusion rule: translation mm", "3"),
        ("TR", "2 (sidecar)"),
        ("band", "none"),
    ]
    assert in_words("fwhm_mm") == "fwhm mm"
