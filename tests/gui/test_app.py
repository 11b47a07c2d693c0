"""The composition of the application: what takes long to import comes after the window."""

import subprocess
import sys

SLOW = ("numba", "vtkmodules", "pyqtgraph", "nilearn", "pandas", "scipy.stats", "scipy.optimize", "matplotlib")


def test_that_the_window_is_composed_without_packages_that_take_long_to_import():
    code = f"import sys, gui.app; print([name for name in {SLOW} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
