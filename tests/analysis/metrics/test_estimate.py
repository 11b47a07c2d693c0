import dataclasses
import tracemalloc

import numpy as np
import pytest

from analysis.blocks import set_thread_count
from analysis.errors import OptionError
from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series
from analysis.metrics.catalogue import METRICS
from analysis.metrics.estimate import estimate
from analysis.metrics.seeds import SphereSeed


@pytest.mark.parametrize("entry", METRICS, ids=lambda m: m.key)
def test_that_the_memory_needed_is_about_the_memory_told(entry):
    affine = np.diag([3.0, 3, 3, 1])
    affine[0, 3] = -40.5
    grid = Grid((28, 26, 24), affine)
    values = np.asfortranarray(np.random.default_rng(0).standard_normal((*grid.shape, 200)).astype(np.float32))
    series, mask = Series(grid, ArrayFrames(values), 2.0), Mask(grid, np.ones(grid.shape))
    options = entry.options_type()
    if entry.needs_seeds:
        options = dataclasses.replace(options, seeds=(SphereSeed("s", (0, 30, 30), 6),))
    entry.compute(series, mask, options)  # imports and caches do not count
    tracemalloc.start()
    entry.compute(series, mask, options)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    told = estimate(entry.key, mask.n_voxels, 200).memory_bytes
    assert peak <= 1.1 * told
    assert told <= 4 * peak + 40_000_000


def test_that_a_whole_head_of_2_mm_needs_less_than_a_gigabyte_for_any_metric():
    for entry in METRICS:
        assert estimate(entry.key, 230_000, 240).memory_bytes < 1_000_000_000


def test_that_centrality_grows_with_the_square_of_the_voxels_and_shrinks_with_threads():
    try:
        set_thread_count(1)
        one = estimate("dc", 50_000, 200).seconds
        assert estimate("dc", 100_000, 200).seconds == pytest.approx(4 * one, rel=0.05)
        set_thread_count(4)
        assert estimate("dc", 50_000, 200).seconds == pytest.approx(one / 4, rel=0.05)
    finally:
        set_thread_count(None)


def test_that_an_unknown_metric_is_refused():
    with pytest.raises(OptionError):
        estimate("nonsense", 1, 1)
