"""From raw scans to all maps: seconds and peak memory of each step, beside other engines in the same run.

Run ``python -m benchmarks.preprocess [--folder DIR] [--only chain|peers|large]``. The demonstration patient of full
size (T1 of 1 mm, 240 volumes of rest, ASL of five delays) is made in a temporary folder, or taken from DIR. It is
processed with the preset of the spinal-pain study. Then come the peers (`benchmarks.preprocess_peers`), and the T1 of
0.67 mm beside the checkout, if there is one. Linux only; processor seconds include the engines' processes.
"""

import argparse
import tempfile
from pathlib import Path

from analysis.blocks import set_thread_count
from analysis.demo import FULL, write_patient
from analysis.files import nifti
from analysis.image import Volume
from analysis.pipeline.case import Chosen, find_case
from analysis.pipeline.chain import process_patient
from analysis.pipeline.steps_anatomy import the_template
from analysis.preprocess.structural import analyse_t1
from analysis.presets import find_preset
from analysis.progress import Progress
from benchmarks import preprocess_peers
from benchmarks.process_tree import Watch, print_head, print_used
from benchmarks.report import print_machine
from benchmarks.scans import t1_path

PRESET, ASL = "spinal_pain_zhang2025", "acq-multi"
TARGET_S, TARGET_MB = 180.0, 3000.0
MB = 1e6


def by_message(watch: Watch) -> Progress:
    """A progress that begins a step of the watch with each new message."""

    def report(_fraction: float, message: str = "") -> None:
        if message:
            watch.step(message)

    return report


def chain(folder: Path) -> None:
    """The whole chain, each step by the words of its progress."""
    dataset = folder / "patient"
    if not dataset.exists():
        write_patient(dataset, FULL)
    with Watch() as watch:
        case = find_case(dataset, chosen=Chosen(asl=ASL))
        process_patient(case, folder / "results", find_preset(PRESET), progress=by_message(watch))
    print_head("raw scans to all maps")
    for name, used in watch.steps.items():
        if used.wall_s >= 0.5:
            print_used(name, used)
    slow = watch.whole.wall_s >= TARGET_S or watch.whole.peak_bytes >= TARGET_MB * MB
    verdict = "over" if slow else "PASS"
    print_used("all", watch.whole, f"targets {TARGET_S:.0f} s, {TARGET_MB:.0f} MB: {verdict}")


def large() -> None:
    """Memory of a T1 with voxels of 0.67 mm."""
    with tempfile.TemporaryDirectory() as place:
        t1 = nifti.read(t1_path(Path(place))).image
    assert isinstance(t1, Volume)
    print_head(f"T1 of {t1.grid.n_voxels / 1e6:.0f} million voxels")
    with Watch() as watch:
        analyse_t1(t1, the_template(), progress=by_message(watch))
    for name, used in watch.steps.items():
        print_used(name, used)
    print_used("all", watch.whole, f"target {TARGET_MB:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, help="where patient and results are put, and taken from")
    parser.add_argument("--only", choices=("chain", "peers", "large"))
    parser.add_argument("--threads", type=int)
    options = parser.parse_args()
    set_thread_count(options.threads)
    print_machine()
    with tempfile.TemporaryDirectory() as place:
        if options.only in (None, "chain"):
            chain(options.folder or Path(place))
    if options.only in (None, "peers"):
        preprocess_peers.cleaning()
        preprocess_peers.warping()
    if options.only in (None, "large"):
        large()


if __name__ == "__main__":
    main()
