"""Results with arrays come back bit for bit; what was damaged, or is of another type, is refused."""

import enum
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from analysis.errors import FileFormatError
from analysis.files.archive import Packed, packed, read_archive, write_archive


class Way(enum.Enum):
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, eq=False)
class Table:
    values: np.ndarray
    name: str = ""


@dataclass(frozen=True)
class Point:
    x: float
    y: float = 0.0


@dataclass(frozen=True, eq=False)
class Whole:
    first: Table
    second: Table | None
    by_way: Mapping[Way, float] = field(default_factory=dict)
    mixed: tuple[Point | Table | int, ...] = ()
    pair: tuple[int, str] = (0, "")
    names: frozenset[str] = frozenset()
    anything: Any = None
    number: float | None = None
    flag: bool = False


def again(value, path, kind=Whole):
    write_archive(packed(value), path / "a.npz")
    return read_archive(kind, path / "a.npz")


def test_that_every_kind_of_field_comes_back(tmp_path):
    table = Table(np.asfortranarray(np.random.default_rng(1).random((3, 4), dtype=np.float32)), "ü\n")
    whole = Whole(
        table, None, {Way.LEFT: 0.1, Way.RIGHT: math.inf}, (Point(1 / 3), 7, table), (3, "x"), frozenset("ba"),
        {"list": [1, 2.5, None], "tuple": (True, "a"), "array": np.arange(3), "deep": {"nan": math.nan}},
        math.nan, True,
    )  # fmt: skip
    found = again(whole, tmp_path)
    assert found.first.values.dtype == np.float32
    assert np.array_equal(found.first.values, table.values)
    assert found.first.values.flags.f_contiguous
    assert found.first.name == "ü\n"
    assert (found.second, found.pair, found.names, found.flag) == (None, (3, "x"), frozenset("ba"), True)
    assert found.by_way == {Way.LEFT: 0.1, Way.RIGHT: math.inf}
    assert found.mixed[:2] == (Point(1 / 3), 7)
    assert found.anything["list"] == [1, 2.5, None]
    assert found.anything["tuple"] == (True, "a")
    assert found.anything["array"].tolist() == [0, 1, 2]
    assert math.isnan(found.anything["deep"]["nan"])
    assert math.isnan(found.number)


def test_that_what_was_shared_is_shared_again(tmp_path):
    table = Table(np.zeros(4))
    found = again(Whole(table, table, mixed=(Table(table.values),)), tmp_path)
    assert found.second is found.first
    assert found.mixed[0] is not found.first
    assert found.mixed[0].values is found.first.values


def test_that_arrays_arrive_read_only(tmp_path):
    with pytest.raises(ValueError, match="read-only"):
        again(Whole(Table(np.zeros(4)), None), tmp_path).first.values[0] = 1


def test_that_numbers_of_numpy_become_plain_ones(tmp_path):
    found = again(Whole(Table(np.zeros(1)), None, pair=(np.int64(3), "a"), number=np.float32(0.5)), tmp_path)
    assert type(found.pair[0]) is int
    assert type(found.number) is float


def test_that_equal_values_have_one_digest_and_others_another():
    one, same, other = (packed(Whole(Table(np.arange(3) + x), None)) for x in (0, 0, 1))
    assert one.digest == same.digest
    assert one.digest != other.digest
    assert packed(Whole(Table(np.arange(3), "n"), None)).digest != one.digest


def test_that_objects_are_not_kept():
    with pytest.raises(ValueError, match="objects"):
        packed(Table(np.array([object()])))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"x": 0.5', '"x": "0.5"'),  # words for a number
        ('"x": 0.5', '"x": true'),  # True is no number
        ('"$": "Point"', '"$": "Other"'),
        ('"x": 0.5, ', ""),  # one without a default is missing
        ('{"$array": "a0"}', '{"$array": "a9"}'),
        ('{"$array": "a0"}', "3"),
        ('"LEFT"', '"UP"'),
        ('{"$tuple": [4, "b"]}', '{"$tuple": [4]}'),
        ('{"$map": [[', '{"$map": [[1, 2, 3], ['),
        ('"$object": 0', '"$object": 99'),
        ('"algoscope-archive"', '"another"'),
    ],
)
def test_that_what_does_not_belong_there_is_refused(tmp_path, old, new):
    whole = Whole(Table(np.zeros(2)), None, {Way.LEFT: 1.0}, (Point(0.5),), (4, "b"))
    ready = packed(whole)
    assert old in ready.text
    write_archive(Packed(ready.text.replace(old, new), ready.arrays), tmp_path / "a.npz")
    with pytest.raises(FileFormatError):
        read_archive(Whole, tmp_path / "a.npz")


def test_that_one_of_a_newer_program_is_refused_in_words(tmp_path):
    ready = packed(Whole(Table(np.zeros(2)), None))
    newer = json.dumps({**json.loads(ready.text), "schema": 99})
    write_archive(Packed(newer, ready.arrays), tmp_path / "a.npz")
    with pytest.raises(FileFormatError, match="newer Algoscope"):
        read_archive(Whole, tmp_path / "a.npz")


def test_that_a_field_that_is_new_takes_its_default_and_one_that_went_is_left_out(tmp_path):
    ready = packed(Point(1.0))
    text = ready.text.replace('"y": 0.0', '"z": 4')
    write_archive(Packed(text, ready.arrays), tmp_path / "a.npz")
    assert read_archive(Point, tmp_path / "a.npz") == Point(1.0)


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"nothing of the kind"])
def test_that_a_damaged_file_is_a_sentence(tmp_path, damage):
    (tmp_path / "a.npz").write_bytes(damage)
    with pytest.raises(FileFormatError, match=r'"a\.npz"'):
        read_archive(Whole, tmp_path / "a.npz")


def test_that_a_cut_file_is_a_sentence(tmp_path):
    write_archive(packed(Whole(Table(np.random.default_rng(0).random(1000)), None)), tmp_path / "a.npz")
    whole = (tmp_path / "a.npz").read_bytes()
    (tmp_path / "a.npz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FileFormatError):
        read_archive(Whole, tmp_path / "a.npz")
