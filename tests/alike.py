"""Whether two results are the same: every field of every record, every number of every array."""

import dataclasses
import math
from collections.abc import Mapping
from typing import Any

import numpy as np


def differences(one: Any, other: Any, where: str = "", skipped: tuple[str, ...] = ()) -> list[str]:
    """Where they differ; nothing where they are alike. ``skipped`` are names of fields that are not compared."""
    kinds = (int | float, Mapping)
    if type(one) is not type(other) and not any(isinstance(one, k) and isinstance(other, k) for k in kinds):
        return [f"{where}: {type(one).__name__} became {type(other).__name__}"]
    if dataclasses.is_dataclass(one) and not isinstance(one, type):
        names = [field.name for field in dataclasses.fields(one) if field.init and field.name not in skipped]
        return [d for n in names for d in differences(getattr(one, n), getattr(other, n), f"{where}.{n}", skipped)]
    if isinstance(one, np.ndarray):
        alike = one.dtype == other.dtype and np.array_equal(one, other, equal_nan=one.dtype.kind in "fc")
        return [] if alike else [f"{where}: another array"]
    if isinstance(one, Mapping):
        if list(one) != list(other):
            return [f"{where}: {list(one)} became {list(other)}"]
        return [d for key in one for d in differences(one[key], other[key], f"{where}[{key}]", skipped)]
    if isinstance(one, tuple | list):
        if len(one) != len(other):
            return [f"{where}: {len(one)} became {len(other)}"]
        return [
            d
            for n, pair in enumerate(zip(one, other, strict=True))
            for d in differences(*pair, f"{where}[{n}]", skipped)
        ]
    if isinstance(one, float) and math.isnan(one) and math.isnan(other):
        return []
    return [] if one == other else [f"{where}: {one!r} became {other!r}"]
