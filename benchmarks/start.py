"""How long from the start of the program until its window can be used.

Run from the project's folder: ``python -m benchmarks.start [--repeats N]``. Each start is a new process; the clock
runs from before it is made until it says that the window has been painted. The bound, in turn in the same run, is an
empty window of Qt. Python's compiled files are kept in a folder of this run: the first start has to make them, as
after an installation, the others find them.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.report import Against, Figure, median, print_figures, print_machine

START_MS = 3000.0
_ROOT = Path(__file__).resolve().parents[1]

_EMPTY_WINDOW = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.show()
while not window.windowHandle().isExposed():
    application.processEvents()
window.repaint()
print("shown", flush=True)
"""

# as gui.app.run, but for the end: it stops when fast drawing, plots and the 3D view are there as well
_ALGOSCOPE = """
from pathlib import Path
from PySide6.QtWidgets import QApplication
from gui import collector
from gui.app import Composition
from gui.settings import SettingsStore
application = QApplication([])
collector.hold()
composition = Composition(SettingsStore(Path({folder!r})))
composition.start((), demo=False)
while not composition.window.windowHandle().isExposed():
    application.processEvents()
composition.window.repaint()
print("shown", flush=True)
application.processEvents()
while composition._scene is None:
    application.processEvents()
print("complete", flush=True)
composition.stop()
"""


def start(code: str, folder: Path) -> list[float]:
    """Run code in a new Python; ms from its start to each line that it says."""
    environment = dict(os.environ, PYTHONPATH=str(_ROOT), PYTHONPYCACHEPREFIX=str(folder / "compiled"))
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if environment["QT_QPA_PLATFORM"] == "offscreen":
        environment.pop("DISPLAY", None)
    begin = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        times = [(time.perf_counter() - begin) * 1000 for line in process.stdout if line.strip()]
        problems = process.stderr.read()
    if process.returncode != 0:
        raise RuntimeError(f"the process failed:\n{problems}")
    return times


def start_figures(repeats: int) -> list[Figure]:
    """Medians of the starts, and the very first one."""
    with tempfile.TemporaryDirectory(prefix="algoscope-benchmark-") as name:
        folder = Path(name)
        algoscope = _ALGOSCOPE.format(folder=str(folder / "settings"))
        start(_EMPTY_WINDOW, folder)
        first = start(algoscope, folder)
        starts = [(start(_EMPTY_WINDOW, folder), start(algoscope, folder)) for _ in range(repeats)]
    empty = Against("an empty window of Qt", median([bare[0] for bare, _ in starts]))
    return [
        Figure("window shown and ready for files", median([full[0] for _, full in starts]), START_MS, (empty,)),
        Figure("the same, the first time after installation", first[0], START_MS, (empty,)),
        Figure("fast drawing, plots and 3D are there as well", median([full[1] for _, full in starts])),
        Figure(f"bound: {empty.name}", empty.ms),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=5, help="starts that are measured (default 5)")
    repeats = parser.parse_args().repeats
    print_machine()
    print_figures("from the start of the process", start_figures(repeats))


if __name__ == "__main__":
    main()
