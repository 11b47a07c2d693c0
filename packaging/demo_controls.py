"""Makes resources/demo/simulated_controls.zip anew: simulated scans, processed by the chain that processes a patient.

    python packaging/demo_controls.py --work DIR [--controls 24]

Each control takes one to two minutes. What is in DIR already is not made again, so a run that was stopped goes on; use
an empty DIR after a change to the simulator, to a metric or to the chain.
"""

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def main() -> int:
    """Make the controls and say how far it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, required=True, help="folder for what is made on the way")
    parser.add_argument("--controls", type=int, default=24, help="how many; default 24")
    parser.add_argument("--out", type=Path, help="the archive; default: where it is kept in resources/demo")
    arguments = parser.parse_args()
    from gui import heap

    heap.share_one()  # before numpy is imported
    from analysis.demo.person import controls
    from analysis.demo.reference_archive import keep, write_archive
    from analysis.demo.reference_controls import ARCHIVE
    from analysis.demo.reference_making import STATISTICS, make_controls, table_of

    people, folder = tuple(controls(arguments.controls)), arguments.work.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    for person in make_controls(people, folder):
        print(f"{person.subject} after {time.perf_counter() - start:.0f} s", flush=True)
    kept = keep(folder, [person.subject for person in people], STATISTICS, table_of(people, folder))
    path = write_archive(kept, arguments.out or ARCHIVE)
    print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
