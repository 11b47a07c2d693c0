import subprocess
import sys
from pathlib import Path

import pytest

from gui import modules
from gui.modules import import_module, large_libraries

ROOT = Path(__file__).parents[2]
CHECK = """
import sys
from gui import modules
order = []
load = modules._load
modules._load = lambda path: (order.append("SimpleITK" in sys.modules), load(path))
found = modules.import_module("SimpleITK")
loaded = open("/proc/self/maps").read()
print(order, found.Version_MajorVersion() >= 2, "_SimpleITK" in loaded)
"""


def test_that_large_compiled_libraries_of_a_package_are_found(tmp_path, monkeypatch):
    package = tmp_path / "with_libraries"
    package.mkdir()
    (package / "__init__.py").touch()
    for name, size in (("_large.so", 3000), ("_small.so", 10), ("table.csv", 5000)):
        (package / name).write_bytes(bytes(size))
    monkeypatch.syspath_prepend(tmp_path)
    assert large_libraries("with_libraries.inside", 1000) == (package / "_large.so",)
    assert large_libraries("not_installed_anywhere", 1000) == ()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc tells what is loaded on Linux only")
def test_that_the_library_is_loaded_before_its_module_is_imported():
    done = subprocess.run([sys.executable, "-c", CHECK], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "[False] True True"


def test_that_a_library_that_cannot_be_loaded_is_left_to_the_import(tmp_path, monkeypatch):
    broken = tmp_path / "_broken.so"
    broken.write_bytes(b"not a library")
    monkeypatch.setattr(modules, "large_libraries", lambda _: (broken,))
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    assert import_module("colorsys").rgb_to_hsv(0, 0, 0) == (0.0, 0.0, 0)
