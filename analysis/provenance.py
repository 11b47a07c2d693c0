"""Where a number came from: inputs, function, parameters, versions and warnings, kept with every result.

A provenance holds no file name and no path, because names of files often hold names of patients. An
input is known by its role and its SHA-256, which is enough to find it again and to recompute the result.
"""

import hashlib
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np

ALGOSCOPE_VERSION = "0.1.0"
STEPS_IN_WORDS = "steps_in_words"
"""The parameter that tells a reader what was done before; other parameters hold the settings themselves."""
LESION_LEFT_OUT = "leave the lesion out of every comparison of images"
"""The one step before a map that depends on the person and not on settings."""
_LIBRARIES = ("numpy", "scipy", "nibabel", "numba")


@cache
def library_versions() -> Mapping[str, str]:
    """Versions of Algoscope, Python and the libraries that computed the numbers."""
    versions = {"algoscope": ALGOSCOPE_VERSION, "python": platform.python_version()}
    versions.update({name: metadata.version(name) for name in _LIBRARIES})
    return versions


@dataclass(frozen=True)
class InputRecord:
    """One input of a result: its role ("bold", "mask") and the SHA-256 of its bytes."""

    role: str
    sha256: str


@dataclass(frozen=True)
class Provenance:
    """How a result was made.

    ``function`` is the dotted name of the function, ``parameters`` its options with units in their names.
    """

    function: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    inputs: tuple[InputRecord, ...] = ()
    warnings: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=library_versions)

    def as_dict(self) -> dict[str, Any]:
        """The provenance as plain JSON types."""
        return {
            "function": self.function,
            "parameters": {name: _plain(value) for name, value in self.parameters.items()},
            "inputs": [{"role": i.role, "sha256": i.sha256} for i in self.inputs],
            "warnings": list(self.warnings),
            "versions": dict(self.versions),
        }


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    return value


def sha256_of_file(path: Path) -> str:
    """SHA-256 of a file's bytes, as lower-case hex."""
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sha256_of_array(array: np.ndarray) -> str:
    """SHA-256 of an array's shape, type and values, for an input that is on no disk."""
    digest = hashlib.sha256(f"{array.shape}{array.dtype.str}".encode())
    digest.update(np.ascontiguousarray(array).data)  # no other thread could go on while a copy of its bytes was made
    return digest.hexdigest()
