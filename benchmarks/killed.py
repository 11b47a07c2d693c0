"""The program killed again and again at random moments: whether anything that it had drawn or kept is lost.

Run from the project's folder: ``python -m benchmarks.killed --kills 200 --seed 1``. It is the test
``tests/gui/test_killed_at_any_moment.py`` with more kills; each run restores what the run before has left. The exit
code is 1 if anything was lost.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.report import print_machine
from tests.gui.test_killed_at_any_moment import Seen, kill_once, runs


def main() -> int:
    """Kill, restore, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    print_machine()
    seen, chance, start = Seen(), random.Random(arguments.seed), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="algoscope-killed-") as folder, runs(Path(folder)) as made:
        for number in range(arguments.kills):
            try:
                kill_once(made, seen, chance)
            except AssertionError as error:
                print(f"kill {number}: {error}")
                return 1
            if number % 10 == 9:
                print(f"{number + 1} kills, {seen.n_restored} sessions restored, {len(seen.drawn)} strokes", flush=True)
    print(f"{seen.n_kills} kills in {time.monotonic() - start:.0f} s, {seen.n_restored} sessions restored,")
    print(f"{len(seen.drawn)} strokes, none lost")
    return 0


if __name__ == "__main__":
    sys.exit(main())
