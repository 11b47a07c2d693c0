"""A field for one number: what is typed is what is sent, in every country."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, Qt
from pytestqt.qtbot import QtBot

from gui.widgets.number_field import NumberField


@pytest.fixture
def field(qtbot: QtBot) -> NumberField:
    made = NumberField()
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


@pytest.fixture
def sent(field: NumberField) -> list[float]:
    values: list[float] = []
    field.edited.connect(values.append)
    return values


@pytest.fixture(params=["C", "en_US", "de_DE", "zh_CN"])
def country(request: pytest.FixtureRequest) -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield
    QLocale.setDefault(before)


def type_in(qtbot: QtBot, field: NumberField, text: str) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("text", "value"), [("3", 3), ("0.5", 0.5), ("0,5", 0.5), ("-2.25", -2.25), ("1e-5", 1e-5), ("2.5E6", 2.5e6)]
)
def test_that_a_typed_number_is_sent(country, qtbot, field, sent, text, value):
    type_in(qtbot, field, text)
    assert sent == [value]


def test_that_a_comma_for_thousands_is_never_taken_for_one(country, qtbot, field, sent):
    type_in(qtbot, field, "1,000.5")
    assert field.text() == "1.0005"
    assert sent == [1.0005]  # what stands in the field, for everyone to see


@pytest.mark.parametrize("text", ["abc", "", "-", "1e"])
def test_that_what_is_no_number_is_not_sent(qtbot, field, sent, text):
    field.show_value(7)
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    type_in(qtbot, field, text)
    assert sent == []


@pytest.mark.parametrize(
    ("value", "text"), [(0.123456, "0.1235"), (1234567.0, "1.235e+06"), (-3.0, "-3"), (1e-7, "1e-07")]
)
def test_that_four_digits_are_shown(field, value, text):
    field.show_value(value)
    assert field.text() == text


def test_that_a_number_that_is_being_typed_is_not_replaced(qtbot, field, sent):
    field.show_value(1)
    field.selectAll()
    qtbot.keyClicks(field, "12")
    field.show_value(99)
    assert field.text() == "12"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert sent == [12]


def test_that_leaving_the_field_untouched_sends_nothing(qtbot, field, sent):
    field.show_value(0.123456)
    field.clearFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert sent == []


def test_that_the_same_number_typed_again_is_no_change(qtbot, field, sent):
    field.show_value(3)
    type_in(qtbot, field, "3.0")
    assert sent == []
