import dataclasses
import subprocess
import sys

import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.grid import Grid
from analysis.image import Mask, Series
from analysis.metrics.catalogue import METRICS, metric
from analysis.metrics.seeds import SphereSeed
from tests.reference_case import rough_data


def test_that_a_metric_is_found_by_its_key():
    assert all(metric(m.key) is m for m in METRICS)
    with pytest.raises(OptionError, match="no metric called nonsense"):
        metric("nonsense")


@pytest.mark.parametrize("entry", METRICS, ids=lambda m: m.key)
def test_that_options_are_those_of_the_record_with_its_defaults(entry):
    record = entry.options_type()
    seeds = {"seeds"} if entry.needs_seeds else set()
    assert {o.name for o in entry.options} == {f.name for f in dataclasses.fields(record)} - seeds
    for option in entry.options:
        assert getattr(record, option.name) == option.default
        assert not option.choices or option.default in option.choices
        assert option.minimum is None or option.minimum <= option.default <= option.maximum


@pytest.mark.parametrize("entry", METRICS, ids=lambda m: m.key)
def test_that_the_maps_come_as_announced(entry):
    series, mask = rough_data()
    # About x = 0, for the metric that compares left with right.
    affine = np.diag([3.0, 3, 3, 1])
    affine[0, 3] = -9
    grid = Grid(series.grid.shape, affine)
    series, mask = Series(grid, series.frames, 2.0), Mask(grid, mask.data)
    options = entry.options_type()
    if entry.needs_seeds:
        options = dataclasses.replace(options, seeds=(SphereSeed("here", (0, 12, 9), 4),))
    maps = entry.compute(series, mask, options)
    assert tuple(m.statistic for m in maps) == entry.outputs
    assert maps[0].volume.unit == entry.unit


def test_that_importing_the_catalogue_loads_no_compiled_code():
    code = "import sys, analysis.metrics.catalogue; print([m for m in ('numba', 'nilearn') if m in sys.modules])"
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "[]"
