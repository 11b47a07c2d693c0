"""Whether the window ever stands still on the whole way of a patient: from raw scans to report and session.

Run from the project's folder: ``python -m benchmarks.pipeline_stalls [--demo DIR] [--results DIR] [--cohort TABLE]
[--scene]``. The demonstration patient is opened, processed, looked at, computed, drawn on, compared, reported, saved,
closed and restored in the real window, while a timer of 5 ms beats in the GUI thread. For each part of the way the
longest turn of the event loop is printed: the CPU time of the GUI thread; the same by the pace of the core, which may
be half of the usual one (``tests/gui/stalls.py``); and the time of the clock, of that also the longest turn during
which the host of a virtual machine took no core away, for no program can keep it from that (Linux counts it in steps
of 10 ms). For each turn above the limit the lines of the program are printed in which it was most often.
``--results`` are those of an earlier run: they take the place of processing, which is another process anyway.
"""

import argparse
import os
import shutil
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from PySide6.QtWidgets import QApplication

from analysis.demo import presence
from benchmarks.report import Figure, print_figures, print_machine
from benchmarks.shown_window import ShownWindow  # first: it chooses the screen
from gui.app import Composition
from gui.commands import processing
from gui.turns import is_any_waiting
from tests.gui.stalls import Stalls, watched
from tests.gui.tour import PARTS, Tour

LIMIT_MS, SAMPLE_S, LATE_S = 50.0, 0.004, 0.015

Late = list[tuple[float, list[tuple[str, ...]]]]  # ms, and the places of each other thread


class Culprits:
    """Looks every few ms where the threads are, and keeps that for turns above a limit.

    Where the look itself comes late, another thread held the interpreter, or the machine was busy: then the places of
    the other threads are kept, too.
    """

    def __init__(self, above_ms: float = LIMIT_MS) -> None:
        self._above_ms = above_ms
        self._main = threading.get_ident()
        self._seen: Counter[tuple[str, ...]] = Counter()
        self._late: Late = []
        self.found: list[tuple[str, float, float, float, Counter[tuple[str, ...]], Late]] = []
        self.left_alone_ms: dict[str, float] = {}  # the longest turn of a part from which the host took nothing
        self._taken_ms = taken_by_host_ms()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()
        self._thread.join()

    def turn(self, part: str, busy_ms: float, passed_ms: float) -> None:
        """A turn has ended."""
        seen, self._seen = self._seen, Counter()
        late, self._late = self._late, []
        before, self._taken_ms = self._taken_ms, taken_by_host_ms()
        taken_ms = self._taken_ms - before
        if not taken_ms:
            self.left_alone_ms[part] = max(self.left_alone_ms.get(part, 0.0), passed_ms)
        if max(busy_ms, passed_ms) > self._above_ms:
            self.found.append((part, busy_ms, passed_ms, taken_ms, seen, late))

    def _look(self) -> None:
        last = time.monotonic()
        while not self._stop.wait(SAMPLE_S):
            frames = sys._current_frames()
            self._seen[places_in(frames.get(self._main))] += 1
            now = time.monotonic()
            if now - last > LATE_S:
                others = [one for ident, one in frames.items() if ident not in (self._main, threading.get_ident())]
                self._late.append((1000 * (now - last), [found for one in others if (found := places_in(one))]))
            last = now

    def print(self) -> None:
        """The three places that each long turn was most often in, and what went on beside it."""
        for part, busy_ms, passed_ms, taken_ms, seen, late in sorted(self.found, key=lambda one: -max(one[1:3]))[:40]:
            taken = f"; the host took {taken_ms:.0f} ms of the cores" if taken_ms else ""
            print(f"\n{part}: {busy_ms:.0f} ms of CPU, {passed_ms:.0f} ms{taken}")
            for places, n in seen.most_common(3):
                print(f"    {n:3d} × {' > '.join(places)}")
            for gap_ms, others in late:
                print(f"    for {gap_ms:.0f} ms no look was possible; beside it:")
                for places in others:
                    print(f"        {' > '.join(places[-4:])}")


def taken_by_host_ms() -> float:
    """Time for which the host of a virtual machine ran others on the cores of this one; 0 where nobody counts it.

    Source: proc_stat(5), the eighth number, in ticks.
    """
    try:
        words = Path("/proc/stat").read_text("ascii").split("\n", 1)[0].split()
    except OSError:
        return 0.0
    return 1000.0 * int(words[8]) / os.sysconf("SC_CLK_TCK")


def places_in(frame: FrameType | None) -> tuple[str, ...]:
    """The lines of the program in which a thread is, and the last of what it calls."""
    stack = [] if frame is None else traceback.extract_stack(frame, limit=40)
    ours = [one for one in stack if "/gui/" in one.filename or "/analysis/" in one.filename]
    if ours and stack[-1] is not ours[-1]:
        ours.append(stack[-1])  # what it called of others
    return tuple(f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in ours[-7:])


def without_scene(_composition: Composition, _module: object) -> None:
    """Drawing in 3D depends on the graphics of the machine."""


def reuse(results: Path) -> Callable[..., tuple[str, ...]]:
    """Stands for the process that processes: the results of an earlier run are put where they belong."""

    def copied(_case: object, out: Path, *_: object, **__: object) -> tuple[str, ...]:
        shutil.copytree(results, out, dirs_exist_ok=True)
        return ()

    return copied


def tour(arguments: argparse.Namespace, place: Path) -> tuple[Stalls, Culprits]:
    """Go all the way once."""
    demo = arguments.demo or presence.ensure_patient(place / "demo")
    if not arguments.scene:
        Composition._add_scene = without_scene  # type: ignore[method-assign]
    if arguments.results:
        processing.process_in_worker = reuse(arguments.results)
    shown = ShownWindow()
    culprits = Culprits(arguments.above)
    with watched() as stalls:
        note = stalls.note

        def note_both(busy_s: float, passed_s: float, pace: float) -> None:
            note(busy_s, passed_s, pace)
            culprits.turn(stalls.part, busy_s * 1000, passed_s * 1000)

        stalls.note = note_both  # type: ignore[method-assign]

        def rest(part: str) -> None:
            if part != "start":
                shown.wait_until(lambda: shown.composition.is_ready)
                settle(shown)
            stalls.part = part

        try:
            Tour(shown.composition, demo / "sub-demo", place, rest, arguments.cohort).go()
        finally:
            culprits.stop()
    shown.__exit__(None, None, None)
    return stalls, culprits


def settle(shown: ShownWindow) -> None:
    """Until neither a job nor a piece of work of the window is left for a while.

    `QApplication.processEvents` takes nearly no CPU while nothing happens.
    """
    quiet = time.perf_counter()
    limit = quiet + 1800
    autosave = shown.window.sessions.files.autosave._runner
    while time.perf_counter() - quiet < 0.4:
        QApplication.processEvents()
        time.sleep(0.001)
        if shown.jobs.jobs or autosave.jobs or is_any_waiting():
            quiet = time.perf_counter()
        if quiet > limit:
            raise RuntimeError("the window did not get there in time")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--demo", type=Path, help="the demonstration patient, where it is made already")
    parser.add_argument("--results", type=Path, help="results of the demonstration patient, instead of processing")
    parser.add_argument("--cohort", type=Path, help="table of controls with maps in MNI space")
    parser.add_argument("--above", type=float, default=LIMIT_MS, help="print where turns above so many ms were")
    parser.add_argument("--scene", action="store_true", help="with the 3D view, whose drawing depends on the graphics")
    arguments = parser.parse_args()
    print_machine()
    place = Path(tempfile.mkdtemp(prefix="algoscope-stalls-"))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        os.environ[name] = str(place / name.lower())
    try:
        stalls, culprits = tour(arguments, place)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    figures = []
    for part in (*PARTS, "end"):
        if part in stalls.busy_ms:
            figures.append(Figure(f"{part}: CPU of the GUI thread in a turn", stalls.busy_ms[part], LIMIT_MS))
            figures.append(Figure("    CPU by the pace of the core", stalls.even_ms[part]))
            figures.append(Figure("    wall", stalls.passed_ms[part]))
            figures.append(Figure("    wall, with nothing taken by the host", culprits.left_alone_ms.get(part, 0.0)))
    print_figures("The way of the demonstration patient", figures)
    culprits.print()


if __name__ == "__main__":
    main()
