"""Records to JSON and back: what is damaged or of another type is an error, never a record that only looks right."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any

import pytest

from analysis.errors import FileFormatError
from analysis.files.typed_json import decoded, encoded


@dataclass(frozen=True)
class Inner:
    place: tuple[float, float]
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outer:
    name: str
    inner: Inner
    number: int = 0
    flag: bool = True
    limit: float | None = None
    more: Mapping[str, Inner] = field(default_factory=dict)
    free: Any = None


FULL = Outer("a", Inner((1 / 3, -inf), ("x", "y")), 3, False, inf, {"k": Inner((0.0, 1.0))}, {"z": [1, "two"]})


def test_that_a_record_comes_back_as_it_was():
    assert decoded(Outer, json.loads(json.dumps(encoded(FULL), allow_nan=False))) == FULL


def test_that_what_is_missing_takes_its_default_and_what_is_unknown_is_left_out():
    assert decoded(Outer, {"name": "a", "inner": {"place": [1, 2]}, "later": 5}) == Outer("a", Inner((1.0, 2.0)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": 3}, {"name": None}, {"inner": []}, {"inner": {"place": [1]}}, {"inner": {"place": ["a", 1]}},
        {"inner": {}}, {"number": True}, {"number": 1.5}, {"flag": 1}, {"limit": "wide"}, {"limit": True},
        {"more": []}, {"more": {"k": 3}},
    ],
)  # fmt: skip
def test_that_another_type_is_an_error(wrong):
    with pytest.raises(FileFormatError):
        decoded(Outer, {"name": "a", "inner": {"place": [1, 2]}, **wrong})


@pytest.mark.parametrize("wrong", [None, 3, [], "text"])
def test_that_what_is_no_object_is_no_record(wrong):
    with pytest.raises(FileFormatError):
        decoded(Outer, wrong)
