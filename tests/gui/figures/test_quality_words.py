"""The numbers of the lights in words: the window's language there, English in the report."""

import math

import pytest

from analysis.perfusion.quality import Check, Light
from gui import language
from gui.figures.quality_words import value_in_report, value_text


@pytest.fixture
def chinese(qapp):
    language.speak(qapp, "zh_CN")
    yield
    language.speak(qapp, "en")


def check(value: float, unit: str) -> Check:
    return Check("key", "caption", value, unit, Light.GREEN, "", "")


def test_that_the_report_stays_english_beside_a_chinese_window(chinese):
    regions = check(0.0, "of 116")
    assert (value_text(regions), value_in_report(regions)) == ("0 共 116", "0 of 116")
    assert value_in_report(check(math.nan, "mm")) == "no value" != value_text(check(math.nan, "mm"))


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(123.4, "%", "123 %"), (0.12345, "mm", "0.123 mm"), (-2.0, "°", "−2°"), (3.0, "", "3")],
)
def test_that_a_number_has_three_digits_and_its_unit(qapp, value, unit, expected):
    assert value_in_report(check(value, unit)) == expected
