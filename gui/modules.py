"""Modules that the window needs after its start, imported by jobs.

Python holds the interpreter while the operating system loads a compiled library, 40 to 60 ms for the largest. Called
through `ctypes`, the same call lets the window go on, and the import finds the library loaded.
Source: documentation of `ctypes` ("releases the global interpreter lock"); POSIX, ``dlopen``.
"""

import ctypes
import importlib
import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

from analysis.progress import Progress, silent

LARGE_BYTES = 32 << 20


def import_module(name: str, progress: Progress = silent) -> ModuleType:
    """The job: import a module."""
    progress(0.0, "")
    if sys.platform != "win32" and name not in sys.modules:
        for path in large_libraries(name):
            _load(path)
    return importlib.import_module(name)


def large_libraries(name: str, least_bytes: int = LARGE_BYTES) -> tuple[Path, ...]:
    """Compiled libraries in the folder of the package that a module belongs to, of at least so many bytes."""
    spec = importlib.util.find_spec(name.partition(".")[0])
    places = [] if spec is None else [Path(place) for place in spec.submodule_search_locations or ()]
    found = (path for place in places for path in sorted(place.glob("*.so")))
    return tuple(path for path in found if path.stat().st_size >= least_bytes)


def _load(path: Path) -> None:
    """Where that fails nothing is lost: the import tries again, and says why."""
    load = ctypes.CDLL(None).dlopen
    load.argtypes, load.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
    load(os.fsencode(path), os.RTLD_NOW | os.RTLD_LOCAL)
