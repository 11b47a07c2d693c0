"""What a batch keeps: memory of the process after each subject that ``main.py process --all-subjects`` has finished.

Run from the project's folder: ``python -m benchmarks.batch_memory [--subjects N] [--full] [--own-heaps]``. Simulated
controls are processed one after the other in this process as the command does it, each with its page of quality.
Printed is the resident memory when a subject is done and the highest so far; the growth is that from the second subject
on, because libraries, templates and atlases are loaded once. Scans are half as fine as usual along each axis, a minute
each; ``--full`` takes those of a real examination. ``--own-heaps`` leaves threads the heaps of their own that the C
library gives them. Needs Linux.
"""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from gui import heap

if "--own-heaps" not in sys.argv:
    heap.share_one()  # before numpy is imported, as the program does

from analysis.demo.patient import write_control
from analysis.demo.person import controls
from analysis.demo.settings import FULL, DemoSettings
from analysis.pipeline.dataset import Outcome, process_dataset
from analysis.presets import find_preset
from analysis.progress import Progress
from benchmarks.report import print_machine
from gui.figures.quality_work import measure_and_write

TARGET_MB = 10.0
PRESET = find_preset("spinal_pain_zhang2025")
SMALL = DemoSettings(coarseness=2, n_volumes=80, n_pairs=3, n_pairs_per_delay=2)


def write_dataset(root: Path, n: int, settings: DemoSettings) -> Path:
    """A dataset of simulated controls."""
    for person in controls(n):
        alone = write_control(root.with_name("alone"), person, settings)
        shutil.move(alone / person.subject, root / person.subject)
        shutil.rmtree(alone)
    return root


def memory_mb() -> tuple[float, float]:
    """What the process holds now, and the most that it has held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    lines = dict(line.split(":", 1) for line in status.splitlines())
    now, most = (int(lines[name].split()[0]) * 1024 / 1e6 for name in ("VmRSS", "VmHWM"))
    return now, most


def measure(dataset: Path, out: Path) -> list[float]:
    """MB held after each subject; a line is printed as soon as it is done."""
    held: list[float] = []
    start = time.perf_counter()

    def finished(outcome: Outcome, _cohort: Path, progress: Progress) -> None:
        if outcome.is_done:
            measure_and_write(out, outcome.subject, PRESET, progress)
        heap.give_back()
        now, most = memory_mb()
        held.append(now)
        seconds = time.perf_counter() - start
        print(f"{outcome.subject:12} {outcome.sentence:32} {now:8.0f} {most:8.0f} {seconds:8.0f}", flush=True)

    process_dataset(dataset, out, PRESET, finished=finished)
    return held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--subjects", type=int, default=4, help="at least 3; default 4")
    parser.add_argument("--full", action="store_true", help="scans of the size of a real examination")
    parser.add_argument("--own-heaps", action="store_true", help="let threads have heaps of their own")
    options = parser.parse_args()
    if options.subjects < 3:
        parser.error("at least 3 subjects: the growth is that from the second one on")
    print_machine()
    with tempfile.TemporaryDirectory() as place:
        (root := Path(place, "scans")).mkdir()
        dataset = write_dataset(root, options.subjects, FULL if options.full else SMALL)
        print(f"\n{'subject':12} {'':32} {'held, MB':>8} {'most, MB':>8} {'s':>8}")
        held = measure(dataset, Path(place, "results"))
    growth = (held[-1] - held[1]) / (len(held) - 2)
    verdict = "PASS" if growth < TARGET_MB else "over"
    print(f"\ngrowth per subject, from the second on: {growth:.1f} MB (target {TARGET_MB:.0f}) {verdict}")


if __name__ == "__main__":
    main()
