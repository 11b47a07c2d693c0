"""The memory that the anatomy of a T1 with very small voxels needs, its engines included."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.process_tree import Watch, memory_of_tree

ROOT = Path(__file__).resolve().parents[3]


def test_that_memory_is_measured_with_that_of_children():
    if sys.platform != "linux":
        pytest.skip("measured on Linux only")
    with Watch() as watch:
        watch.step("large")
        block = bytearray(200_000_000)
        block[::4096] = b"x" * len(block[::4096])
        assert memory_of_tree() > 200_000_000
        watch.step("small")
    assert watch.whole.peak_bytes > 200_000_000
    assert list(watch.steps) == ["large", "small"]
    assert sum(step.wall_s for step in watch.steps.values()) == pytest.approx(watch.whole.wall_s, rel=0.2)


MEASURED = """
import sys
from pathlib import Path
from analysis.files import nifti
from analysis.pipeline.steps_anatomy import the_template
from analysis.preprocess.structural import analyse_t1
from benchmarks.process_tree import Watch

t1 = nifti.read(Path(sys.argv[1])).image
with Watch() as watch:
    analyse_t1(t1, the_template())
print(t1.grid.n_voxels, watch.whole.peak_bytes)
"""


@pytest.mark.slow
@pytest.mark.accuracy
@pytest.mark.skipif(sys.platform != "linux", reason="measured on Linux only")
def test_that_a_t1_of_forty_million_voxels_needs_less_than_three_gigabytes(fixtures):
    """In a process of its own: what other tests have left in memory is no part of it."""
    path = fixtures / "real" / "studyforrest" / "T1w_defaced.nii.gz"
    command = [sys.executable, "-c", MEASURED, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    n_voxels, peak_bytes = map(int, done.stdout.split()[-2:])
    print(f"{peak_bytes / 1e9:.2f} GB")
    assert n_voxels > 40_000_000
    assert peak_bytes < 3e9
