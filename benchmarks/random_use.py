"""Hours of random use: whether the program crashes, leaks or loses an edit.

Run from the project's folder: ``python -m benchmarks.random_use --hours 8 --seed 1``. A random user (``tests/gui/
random_user``) uses the real window on an invisible screen, in rounds of ``--steps``; each round begins with a new
program in new folders, and closes everything now and then to see what is still held. After each step the drawings are
compared with their journals, and it is looked whether anything failed in silence. A step that broke something is
printed with what it broke and how to see it again: ``--seed N --round R --steps S --verbose``. ``--whole`` has plots
and 3D, too. The exit code is 1 if anything was found.

Memory is that of the process when everything is closed. It counts from the end of the round in which the last kind of
act was done for the third time: all modules are imported and all kernels compiled before the first round, and what else
is made at its first use, and kept, is there by then. The memory of the rounds before is printed, too.
"""

import argparse
import faulthandler
import os
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if os.environ["QT_QPA_PLATFORM"] == "offscreen":
    os.environ.pop("DISPLAY", None)  # before any import of VTK, which would look for a screen

from gui import heap

heap.share_one()  # before numpy is imported, as the program does

import numpy as np
from PySide6.QtWidgets import QApplication

from benchmarks.report import print_machine
from gui import collector
from tests.analysis.report.made_case import write_case
from tests.gui.random_user.checks import FaultError
from tests.gui.random_user.user import ACTS, Calm, RandomUser
from tests.gui.random_user.warm import load_every_module, warm_up

LIMIT_MB = 50.0
STUCK_S = 300.0
RESTS = 4  # in a round
WARM_TIMES = 3  # that each kind of act is done before memory counts
SECONDS_A_STEP = 2.0  # of a person who is busy all the time


def one_round(
    arguments: argparse.Namespace, number: int, results: Path, end: float
) -> tuple[int, list[Calm], list[str], dict[str, int]]:
    """One program from its start to its end: steps, what it held at rest, faults, and how often each act was done."""
    root = Path(tempfile.mkdtemp(prefix="algoscope-random-"))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "HOME"):
        os.environ[name] = str(root / name.lower())
    os.environ["ALGOSCOPE_CACHE_DIR"] = str(root / "cache")
    told = (lambda text: print(text, flush=True)) if arguments.verbose else None
    seed = f"{arguments.seed}.{number}"
    user = RandomUser(root / "world", seed, whole=arguments.whole, results=results, told=told)
    done, faults = 0, []
    try:
        for _ in range(RESTS):
            faulthandler.dump_traceback_later(STUCK_S + arguments.steps, exit=True)
            done += user.run(arguments.steps // RESTS, lambda: time.monotonic() > end)
            user.rest()
    except FaultError as fault:
        faults.append(str(fault))
        if arguments.verbose:
            traceback.print_exc()
    try:
        user.stop()
    except FaultError as fault:
        faults.append(f"seed {arguments.seed}.{number}, the end: {fault}")
    faulthandler.cancel_dump_traceback_later()
    shutil.rmtree(root, ignore_errors=True)
    return done, user.calm, faults, user.counted | {"journals compared": user.n_replayed}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hours", type=float, default=8.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--round", type=int, help="only this round of the seed, to see a fault again")
    parser.add_argument("--steps", type=int, default=1200, help="in a round (default: 1200)")
    parser.add_argument("--whole", action="store_true", help="with plots and 3D")
    parser.add_argument("--verbose", action="store_true", help="print each act before it is done")
    arguments = parser.parse_args()
    QApplication.instance() or QApplication(sys.argv[:1])
    print_machine()
    faulthandler.enable()
    collector.hold()
    load_every_module(whole=arguments.whole)
    warm_up()
    collector.settle()  # as the program does
    with tempfile.TemporaryDirectory(prefix="algoscope-random-results-") as folder:
        results, _ = write_case(Path(folder), perfusion=True)
        return all_rounds(arguments, results)


def all_rounds(arguments: argparse.Namespace, results: Path) -> int:
    """Round after round until the time is over; the exit code."""
    begin = time.monotonic()
    end = begin + arguments.hours * 3600
    number, n_steps, faults, counted = arguments.round or 0, 0, [], {}
    held: list[tuple[float, float]] = []  # minutes, MB at rest
    n_warm: int | None = None  # rounds until every kind of act was done
    while True:
        done, calm, found, acts = one_round(arguments, number, results, end)
        n_steps, faults = n_steps + done, faults + found
        counted = {act: counted.get(act, 0) + acts.get(act, 0) for act in counted | acts}
        minutes = (time.monotonic() - begin) / 60
        if n_warm is None and all(counted.get(act, 0) >= WARM_TIMES for act in ACTS):
            n_warm = len(held)
        held += [(minutes, one.resident_mb) for one in calm[-1:]]
        at_rest = ", ".join(f"{one.resident_mb:.0f} MB {one.objects} objects" for one in calm)
        print(f"round {number}: {done} steps, {minutes:.1f} min, at rest {at_rest}", flush=True)
        for fault in found:
            print(f"FAULT {fault}", flush=True)
        number += 1
        if arguments.round is not None or time.monotonic() > end:
            break
    minutes = (time.monotonic() - begin) / 60
    person = n_steps * SECONDS_A_STEP / 3600
    print(
        f"{n_steps} steps in {minutes:.1f} min ({n_steps / minutes:.0f} a minute; with one in {SECONDS_A_STEP:.0f} s "
        f"a person needs {person:.1f} hours), {number - (arguments.round or 0)} rounds, {len(faults)} faults"
    )
    growth = tell_growth(held, n_warm)
    print(f"the longest look for garbage took {collector.watch().longest_s * 1000:.0f} ms")
    print(", ".join(f"{act} {n}" for act, n in sorted(counted.items())))
    return 1 if faults or growth > LIMIT_MB else 0


def tell_growth(held: list[tuple[float, float]], n_warm: int | None) -> float:
    """Print and return by how many MB the memory at rest grew after `n_warm` rounds, None where it never got so far."""
    warm = [] if n_warm is None else held[n_warm:]
    if len(warm) < 2:
        print("too short to tell how memory grows")
        return 0.0
    growth, highest = warm[-1][1] - warm[0][1], max(mb for _, mb in warm) - warm[0][1]
    slope = float(np.polyfit([minutes / 60 for minutes, _ in warm], [mb for _, mb in warm], 1)[0])
    print(
        f"memory at rest: {held[0][1]:.0f} MB after the first round, {warm[0][1]:.0f} MB after {warm[0][0]:.0f} min, "
        f"when each kind of act had been done {WARM_TIMES} times, {warm[-1][1]:.0f} MB at the end: "
        f"{growth:+.0f} MB (limit {LIMIT_MB:.0f}), at most {highest:+.0f} MB, by a line {slope:+.0f} MB an hour"
    )
    return growth


if __name__ == "__main__":
    sys.exit(main())
