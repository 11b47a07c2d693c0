"""How soon a compressed 4D series is seen, and how soon it is all there.

Run from the project's folder: ``python -m benchmarks.opening [FILE] [--repeats N]``. The peers read the same file in
the same run, in turn with Algoscope: nibabel the first volume and all of them, Python's gzip the bare bytes. The
file is in the memory of the system for all of them. Nothing decoded is kept between two openings, but for the one
that is measured as "again".
"""

import argparse
import gzip
import time
from collections.abc import Callable
from pathlib import Path

import nibabel as nib
import numpy as np

from analysis.files import nifti
from analysis.image import Series
from benchmarks.report import Against, Figure, median, print_figures, print_machine
from benchmarks.scans import bold_path
from benchmarks.shown_window import ShownWindow

FIRST_SLICE_MS = 500.0


def read_first_frame(path: Path) -> None:
    """Header and first frame, as Algoscope reads them."""
    scan = nifti.read(path)
    assert isinstance(scan.image, Series)
    scan.image.volume(0)


def nibabel_first_volume(path: Path) -> None:
    np.asarray(nib.load(path).dataobj[..., 0])


def nibabel_all(path: Path) -> None:
    np.asarray(nib.load(path).dataobj)


def gzip_all(path: Path) -> None:
    with gzip.open(path) as stream:
        while stream.read(1 << 20):
            pass


def milliseconds(read: Callable[[Path], None], path: Path) -> float:
    start = time.perf_counter()
    read(path)
    return (time.perf_counter() - start) * 1000


def shown_slice(shown: ShownWindow, path: Path) -> tuple[float, float]:
    """From the wish to open a file to its first slices on the screen, and to its last frame, in ms."""
    start = time.perf_counter()
    with shown.until_painted(shown.slices):
        shown.window.open_paths([path])
        shown.wait_until(lambda: bool(shown.session.layers))
    first = time.perf_counter()
    image = shown.session.layers[0].image
    assert isinstance(image, Series)
    shown.wait_until(lambda: image.is_complete)
    whole = time.perf_counter()
    shown.settle()
    shown.session.close_all()
    shown.settle()
    return (first - start) * 1000, (whole - start) * 1000


PEERS: dict[str, Callable[[Path], None]] = {
    "nibabel, first volume": nibabel_first_volume,
    "nibabel, all volumes": nibabel_all,
    "gzip of Python, bytes only": gzip_all,
}


def opening_figures(shown: ShownWindow, path: Path, repeats: int) -> list[Figure]:
    """Medians; each repetition measures everything once."""
    times: dict[str, list[float]] = {name: [] for name in ("read", "first", "whole", "again", *PEERS)}
    for _ in range(repeats):
        shown.forget_decoded()
        times["read"].append(milliseconds(read_first_frame, path))
        first, whole = shown_slice(shown, path)
        times["first"].append(first)
        times["whole"].append(whole)
        times["again"].append(shown_slice(shown, path)[0])
        for name, read in PEERS.items():
            times[name].append(milliseconds(read, path))
    middle = {name: median(values) for name, values in times.items()}
    peers = tuple(Against(name, middle[name]) for name in PEERS)
    return [
        Figure("header and first frame", middle["read"], None, peers),
        Figure("first slices on the screen", middle["first"], FIRST_SLICE_MS, peers),
        Figure("the same, opened again", middle["again"], FIRST_SLICE_MS, peers),
        Figure("all frames read, in the background", middle["whole"], None, peers[1:]),
        *(Figure(f"peer: {peer.name}", peer.ms) for peer in peers),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", help="a 4D .nii.gz (default: a real one if at hand, else made)")
    parser.add_argument("--repeats", type=int, default=5, help="how often everything is measured (default 5)")
    options = parser.parse_args()
    print_machine()
    with ShownWindow() as shown:
        path = bold_path(shown.folder, options.file)
        shape = " × ".join(str(n) for n in nib.load(path).shape)
        size = path.stat().st_size / 1e6
        print_figures(f"opening {shape}, {size:.0f} MB compressed", opening_figures(shown, path, options.repeats))


if __name__ == "__main__":
    main()
