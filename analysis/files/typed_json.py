"""Records (frozen dataclasses) to plain JSON values and back, each field checked against its declared type.

What is missing takes its default, what is unknown is left out, and what is of another type is an error: a file that
was damaged or written by hand never becomes a record that only looks right. Infinities, which JSON does not have, are
the words ``"inf"`` and ``"-inf"``.
"""

import dataclasses
import math
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from analysis.errors import FileFormatError

_Record = TypeVar("_Record")


def encoded(value: Any) -> Any:
    """A record, or what it is made of, as plain JSON values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: encoded(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): encoded(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [encoded(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if value is None or isinstance(value, str | int | float) else str(value)


def decoded(kind: type[_Record], value: Any) -> _Record:
    """The record that `encoded` made these values of.

    Raises
    ------
    FileFormatError
        if a field has a value of another type, or one without a default is missing
    """
    record = _record(kind, value, kind.__name__)
    assert isinstance(record, kind)
    return record


def _record(kind: type, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        raise _wrong(where)
    hints = _hints(kind)
    known = {field.name for field in dataclasses.fields(kind)}
    given = {name: _value(hints[name], item, f"{where}.{name}") for name, item in value.items() if name in known}
    try:
        return kind(**given)
    except TypeError as error:
        raise FileFormatError(f"Something is missing in {where}.") from error


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _value(hint: Any, value: Any, where: str) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any:
        return value
    if origin in (types.UnionType, typing.Union):  # of None and one other
        if value is None:
            return None
        return _value(next(kind for kind in arguments if kind is not type(None)), value, where)
    if origin is tuple:
        return _items(arguments, value, where)
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(value, dict):
            raise _wrong(where)
        return {str(key): _value(arguments[1], item, f"{where}.{key}") for key, item in value.items()}
    if dataclasses.is_dataclass(hint):
        assert isinstance(hint, type)
        return _record(hint, value, where)
    return _plain(hint, value, where)


def _items(arguments: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise _wrong(where)
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(_value(arguments[0], item, f"{where}[{n}]") for n, item in enumerate(value))
    if len(arguments) != len(value):
        raise _wrong(where)
    return tuple(_value(kind, item, where) for kind, item in zip(arguments, value, strict=True))


def _plain(hint: Any, value: Any, where: str) -> Any:
    if hint is float and (type(value) in (int, float) or value in ("inf", "-inf", "nan")):
        return float(value)
    if hint is float or type(value) is not hint:  # True is no number
        raise _wrong(where)
    return value


def _wrong(where: str) -> FileFormatError:
    return FileFormatError(f"What stands at {where} is not what belongs there.")
