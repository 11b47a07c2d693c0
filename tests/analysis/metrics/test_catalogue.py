import dataclasses
import subprocess
import sys

import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.grid import Grid
from analysis.image import Mask, Series
from analysis.metrics.catalogue import METRICS, compute_prepared, metric, suited
from analysis.metrics.seeds import SphereSeed
from analysis.preprocess.filter import FilterOptions
from analysis.preprocess.preparation import Preparation, prepare
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


def test_that_each_metric_gets_the_form_of_the_series_that_it_needs():
    preparation = Preparation(filtering=FilterOptions(), global_signal=True, fwhm_mm=6)
    forms = {m.key: suited(m, preparation) for m in METRICS}
    filtered = {key for key, form in forms.items() if form.filtering.has_band}
    smoothed = {key for key, form in forms.items() if form.fwhm_mm}
    # RESTplus: ALFF before the filter and smoothed; ReHo and DC filtered, their results smoothed afterwards.
    assert filtered == {"reho", "dc", "seed-fc", "vmhc"}
    assert smoothed == {"alff", "seed-fc", "vmhc", "bands"}


def test_that_a_prepared_metric_is_the_metric_of_the_prepared_series():
    series, mask = rough_data()
    preparation = Preparation(n_dropped=3, filtering=FilterOptions(low_hz=0.02, high_hz=0.1))
    options = metric("reho").options_type(fwhm_mm=0)
    maps = compute_prepared(metric("reho"), series, mask, options, preparation)
    expected = metric("reho").compute(prepare(series, mask, preparation).series, mask, options)
    for made, wanted in zip(maps, expected, strict=True):
        np.testing.assert_array_equal(made.volume.data, wanted.volume.data)
    parameters = maps[0].provenance.parameters
    assert parameters["preparation"]["steps"] == list(preparation.steps())
    assert parameters["neighbours"] == expected[0].provenance.parameters["neighbours"]
