"""The fields of a form as plain words, to be kept with a session, and put back where they are still offered."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from enum import Enum
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from analysis.stats.corrections import GrfPreset
from gui.panels.study.pick_list import PickList
from gui.widgets.number_field import NumberField

_MANY = ("choices", "_boxes", "_known")  # fields that stand for one column each


def fields_of(form: QWidget) -> dict[str, Any]:
    """What stands in the fields: ticked columns, chosen entries, numbers, words."""
    found: dict[str, Any] = {}
    for name, field in _fields(form):
        if isinstance(field, PickList):
            found[name] = list(field.chosen)
        elif isinstance(field, QComboBox):
            found[name] = _word(field.currentData())
        elif isinstance(field, QSpinBox):
            found[name] = field.value()
        elif isinstance(field, QCheckBox):
            found[name] = field.isChecked()
        elif isinstance(field, QLineEdit):
            found[name] = field.text()
    return found


def put_back(form: QWidget, kept: Mapping[str, Any]) -> None:
    """Put words back into the fields; a column that the table no longer has is left out.

    Some fields are offered only once others are chosen, so that it is done twice.
    """
    for _ in range(2):
        for name, field in tuple(_fields(form)):
            if name in kept:
                _put(field, kept[name])


def _put(field: QWidget, value: Any) -> None:
    if isinstance(field, PickList) and isinstance(value, list):
        field.choose(*map(str, value))
    elif isinstance(field, QComboBox):
        row = next((row for row in range(field.count()) if _word(field.itemData(row)) == value), -1)
        if row >= 0 and row != field.currentIndex():
            field.setCurrentIndex(row)
            field.activated.emit(row)
    elif isinstance(field, QSpinBox) and type(value) is int:
        field.setValue(value)
    elif isinstance(field, QCheckBox) and type(value) is bool:
        if value != field.isChecked():
            field.setChecked(value)
            field.clicked.emit()
    elif isinstance(field, NumberField) and isinstance(value, str):
        with suppress(ValueError):
            field.show_value(float(value))
    elif isinstance(field, QLineEdit) and isinstance(value, str):
        field.setText(value)


def _fields(form: QWidget) -> Iterator[tuple[str, QWidget]]:
    """The fields by their names; those that stand for one variable each, by its name, too."""
    for name, value in tuple(vars(form).items()):
        if isinstance(value, PickList | QComboBox | QSpinBox | QCheckBox | QLineEdit):
            yield name, value
        elif name in _MANY and isinstance(value, dict):
            yield from ((f"{name.strip('_')} {key}", box) for key, box in tuple(value.items()))


def _word(data: object) -> str:
    if isinstance(data, Enum | GrfPreset):
        return data.name
    if isinstance(data, tuple):
        return "|".join(map(_word, data))
    return "" if data is None else str(data)
