"""Results with their arrays as one file, and back: any frozen dataclass of dataclasses, arrays and plain values.

An archive is an ``.npz``: its member ``record`` is JSON, and each array is a member of its own, bit for bit. Nothing in
it is executed when it is read: every field is checked against its declared type, as in `typed_json`, and what does not
belong there is an error. An array or an object that several fields share (a mask, a motion) is kept once and shared
again. Where a field may hold anything, plain values, lists, tuples, mappings and arrays come back; all else as words.
"""

import dataclasses
import hashlib
import json
import math
import types
import typing
import zipfile
from collections.abc import Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from analysis.errors import FileFormatError

FORMAT, SCHEMA = "algoscope-archive", 1
_RECORD = "record"
_Kind = TypeVar("_Kind")


@dataclasses.dataclass(frozen=True, eq=False)
class Packed:
    """A value ready to be written: its record, and the arrays that the record names."""

    text: str
    arrays: Mapping[str, np.ndarray]

    @property
    def digest(self) -> str:
        """SHA-256 of all of it: two equal values have the same."""
        found = hashlib.sha256(self.text.encode("utf-8", "surrogatepass"))
        for name, array in self.arrays.items():
            found.update(f"{name} {array.dtype.str} {array.shape} {array.flags.f_contiguous}".encode())
            found.update(array.tobytes(order="A"))
        return found.hexdigest()


def packed(value: Any) -> Packed:
    """A value as it is written; ValueError where an array holds something else than numbers, flags or letters."""
    packer = _Packer()
    content = packer.plain(value)
    whole = {"format": FORMAT, "schema": SCHEMA, "kind": type(value).__name__, "objects": packer.objects}
    return Packed(json.dumps({**whole, "value": content}, ensure_ascii=False, allow_nan=False), packer.arrays)


def write_archive(value: Packed, path: Path) -> None:
    """Write a packed value; raises OSError."""
    record = np.frombuffer(value.text.encode("utf-8", "surrogatepass"), dtype=np.uint8)
    with open(path, "wb") as stream:
        np.savez(stream, **{_RECORD: record, **value.arrays})  # type: ignore[arg-type]


def read_archive(kind: type[_Kind], path: Path) -> _Kind:
    """The value that was written.

    Parameters
    ----------
    kind : the class of the value
    path : of the archive

    Raises
    ------
    FileFormatError
        if the file cannot be read, holds something else, or was written by a newer Algoscope
    """
    damaged = f'"{path.name}" of this session is damaged.'
    try:
        with np.load(path, allow_pickle=False) as members:
            arrays = {name: members[name] for name in members.files}
        found = json.loads(arrays.pop(_RECORD).tobytes().decode("utf-8", "surrogatepass"))
    except OSError as error:
        raise FileFormatError(f'"{path.name}" could not be read ({error.strerror or error}).') from error
    except (ValueError, KeyError, zipfile.BadZipFile, EOFError, RecursionError) as error:
        raise FileFormatError(damaged) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT or not isinstance(found.get("objects"), list):
        raise FileFormatError(damaged)
    if not isinstance(found.get("schema"), int) or found["schema"] > SCHEMA:
        raise FileFormatError(f'"{path.name}" was written by a newer Algoscope; open it with that one.')
    try:
        value = _Unpacker(arrays, found["objects"]).value(kind, found.get("value"), kind.__name__)
    except (TypeError, ValueError, RecursionError) as error:
        raise FileFormatError(damaged) from error
    return typing.cast(_Kind, value)


class _Packer:
    """Turns values into JSON, setting arrays and shared objects aside."""

    def __init__(self) -> None:
        self.arrays: dict[str, np.ndarray] = {}
        self.objects: list[Any] = []
        self._numbers: dict[int, int] = {}
        self._names: dict[int, str] = {}
        self._held: list[Any] = []  # ids are those of living objects only

    def plain(self, value: Any) -> Any:
        """What stands for a value in the record."""
        if value is None or isinstance(value, str | bool | np.bool_):
            return bool(value) if isinstance(value, np.bool_) else value
        if isinstance(value, Enum):
            return {"$enum": value.name}
        if isinstance(value, np.ndarray):
            return {"$array": self._array(value)}
        if isinstance(value, int | float | np.integer | np.floating):
            return _number(value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return self._record(value)
        if isinstance(value, Mapping):
            return {"$map": [[self.plain(key), self.plain(item)] for key, item in value.items()]}
        if isinstance(value, tuple | list):
            return {"$tuple" if isinstance(value, tuple) else "$list": [self.plain(item) for item in value]}
        if isinstance(value, frozenset):
            return {"$set": [self.plain(item) for item in sorted(value, key=repr)]}
        return str(value)

    def _array(self, value: np.ndarray) -> str:
        if value.dtype.hasobject:
            raise ValueError("an array of objects cannot be kept")
        if id(value) not in self._names:
            name = f"a{len(self.arrays)}"
            self.arrays[name], self._names[id(value)] = value, name
            self._held.append(value)
        return self._names[id(value)]

    def _record(self, value: Any) -> Any:
        """A record; one that is only equal to itself is shared by whoever holds it."""
        fields = [field.name for field in dataclasses.fields(value) if field.init]
        if type(value).__dataclass_params__.eq:
            return self._fields(value, fields)
        if id(value) not in self._numbers:
            self._held.append(value)
            number = self._numbers[id(value)] = len(self.objects)
            self.objects.append(None)
            self.objects[number] = self._fields(value, fields)
        return {"$object": self._numbers[id(value)]}

    def _fields(self, value: Any, names: list[str]) -> Any:
        return {"$": type(value).__name__, **{name: self.plain(getattr(value, name)) for name in names}}


def _number(value: Any) -> Any:
    if isinstance(value, int | np.integer):
        return int(value)
    number = float(value)
    return number if math.isfinite(number) else {"$float": str(number)}


class _Unpacker:
    """Turns JSON back into values, each of its declared type."""

    def __init__(self, arrays: Mapping[str, np.ndarray], objects: list[Any]) -> None:
        self._arrays, self._objects = arrays, objects
        self._made: dict[int, Any] = {}
        for array in arrays.values():
            array.flags.writeable = False

    def value(self, hint: Any, found: Any, where: str) -> Any:
        """The value of a declared type."""
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if hint is Any:
            return self._anything(found, where)
        if origin in (types.UnionType, typing.Union):
            return self.value(self._one_of(arguments, found, where), found, where)
        if origin in (tuple, frozenset):
            return self._items(origin, arguments, found, where)
        if origin is not None and issubclass(origin, Mapping):
            pairs = _inner(found, "$map", where)
            return {
                self.value(arguments[0], k, where): self.value(arguments[1], v, where) for k, v in map(tuple, pairs)
            }
        if dataclasses.is_dataclass(hint):
            return self._record(hint, found, where)
        if hint is np.ndarray:
            return self._array(found, where)
        if isinstance(hint, type) and issubclass(hint, Enum):
            name = _inner(found, "$enum", where, str)
            if name not in hint.__members__:
                raise _wrong(where)
            return hint[name]
        return _plain(hint, found, where)

    def _one_of(self, hints: tuple[Any, ...], found: Any, where: str) -> Any:
        """The member of a union that a value is of."""
        if found is None and type(None) in hints:
            return type(None)
        others = [hint for hint in hints if hint is not type(None)]
        content = self._content(found)
        if isinstance(content, dict) and "$" in content:
            others = [hint for hint in others if getattr(hint, "__name__", "") == content["$"]]
        elif len(others) > 1:
            others = [hint for hint in others if not dataclasses.is_dataclass(hint) and _fits(hint, found)]
        if not others:
            raise _wrong(where)
        return others[0]

    def _content(self, found: Any) -> Any:
        if isinstance(found, dict) and type(number := found.get("$object")) is int and number < len(self._objects):
            return self._objects[number]
        return found

    def _record(self, kind: Any, found: Any, where: str) -> Any:
        number = found.get("$object") if isinstance(found, dict) else None
        if number in self._made:
            if not isinstance(self._made[number], kind):
                raise _wrong(where)
            return self._made[number]
        content = self._content(found)
        if not isinstance(content, dict) or content.get("$") != kind.__name__:
            raise _wrong(where)
        hints = _hints(kind)
        given = {
            name: self.value(hints[name], item, f"{where}.{name}")
            for name, item in content.items()
            if name in hints
        }  # fmt: skip
        try:
            made = kind(**given)
        except TypeError as error:
            raise FileFormatError(f"Something is missing in {where}.") from error
        if number is not None:
            self._made[number] = made
        return made

    def _items(self, origin: Any, hints: tuple[Any, ...], found: Any, where: str) -> Any:
        items = _inner(found, "$set" if origin is frozenset else "$tuple", where)
        if origin is tuple and hints[-1] is not Ellipsis:
            if len(hints) != len(items):
                raise _wrong(where)
            return tuple(self.value(hint, item, where) for hint, item in zip(hints, items, strict=True))
        return origin(self.value(hints[0], item, f"{where}[{n}]") for n, item in enumerate(items))

    def _array(self, found: Any, where: str) -> np.ndarray:
        name = _inner(found, "$array", where, str)
        if name not in self._arrays:
            raise _wrong(where)
        return self._arrays[name]

    def _anything(self, found: Any, where: str) -> Any:
        if not isinstance(found, dict):
            return found
        if "$map" in found:
            pairs = (tuple(pair) for pair in _inner(found, "$map", where))
            return {self._anything(k, where): self._anything(v, where) for k, v in pairs}
        if "$tuple" in found:
            return tuple(self._anything(item, where) for item in _inner(found, "$tuple", where))
        if "$list" in found:
            return [self._anything(item, where) for item in _inner(found, "$list", where)]
        if "$set" in found:
            return frozenset(self._anything(item, where) for item in _inner(found, "$set", where))
        if "$array" in found:
            return self._array(found, where)
        if "$float" in found:
            return _plain(float, found, where)
        if "$enum" in found:
            return found["$enum"]
        raise _wrong(where)


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind) if field.init}


def _inner(found: Any, key: str, where: str, kind: type = list) -> Any:
    if not isinstance(found, dict) or not isinstance(found.get(key), kind):
        raise _wrong(where)
    return found[key]


def _fits(hint: Any, found: Any) -> bool:
    """Whether a plain value, or a container, can be of a type."""
    try:
        if typing.get_origin(hint) is not None:
            return isinstance(found, dict)
        if hint is np.ndarray:
            return isinstance(found, dict) and "$array" in found
        if isinstance(hint, type) and issubclass(hint, Enum):
            return isinstance(found, dict) and "$enum" in found
        _plain(hint, found, "")
    except FileFormatError:
        return False
    return True


def _plain(hint: Any, found: Any, where: str) -> Any:
    if hint is type(None) and found is None:
        return None
    if hint is Path and isinstance(found, str):
        return Path(found)
    if hint is float:
        if type(found) in (int, float):
            return float(found)
        if isinstance(found, dict) and found.get("$float") in ("nan", "inf", "-inf"):
            return float(found["$float"])
    elif type(found) is hint:  # True is no number
        return found
    raise _wrong(where)


def _wrong(where: str) -> FileFormatError:
    return FileFormatError(f"What stands at {where} is not what belongs there.")
