"""The memory that the anatomy of a T1 with very small voxels needs, its engines included."""

import sys

import pytest

from analysis.files import nifti
from analysis.image import Volume
from analysis.pipeline.steps_anatomy import the_template
from analysis.preprocess.structural import analyse_t1
from benchmarks.process_tree import Watch, memory_of_tree


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


@pytest.mark.slow
@pytest.mark.accuracy
@pytest.mark.skipif(sys.platform != "linux", reason="measured on Linux only")
def test_that_a_t1_of_forty_million_voxels_needs_less_than_three_gigabytes(fixtures):
    t1 = nifti.read(fixtures / "real" / "studyforrest" / "T1w_defaced.nii.gz").image
    assert isinstance(t1, Volume)
    assert t1.grid.n_voxels > 40_000_000
    with Watch() as watch:
        analyse_t1(t1, the_template())
    print(f"{watch.whole.peak_bytes / 1e9:.2f} GB")
    assert watch.whole.peak_bytes < 3e9
