"""The controls that ship were made by the functions and with the settings that a patient's maps are made with now."""

import json
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from analysis.demo.reference_archive import read_archive
from analysis.demo.reference_controls import ARCHIVE
from analysis.demo.reference_making import PRESET
from analysis.demo.settings import FULL
from analysis.demo.sidecars import bold_sidecar
from analysis.files import nifti
from analysis.files.results import write_map
from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series
from analysis.metrics.catalogue import compute_prepared, metric
from analysis.preprocess.motion import Motion
from analysis.preprocess.preparation import Preparation
from analysis.presets import find_preset
from analysis.provenance import ALGOSCOPE_VERSION
from analysis.stats.map_profile import profile_of
from tests.analysis.stats.made_cohort import made_cohort

AGAIN = "the controls that ship are of another version; make them again: python packaging/demo_controls.py --work DIR"
GRID = Grid((9, 9, 9), np.diag([3.0, 3.0, 3.0, 1.0]))
BY_THE_CHAIN = ("preset", "processing", "acquisition.")  # what the chain adds to what a metric tells of itself


@pytest.fixture(scope="module")
def kept():
    return read_archive(ARCHIVE)


@pytest.fixture(scope="module")
def facts_of_shipped(kept, tmp_path_factory):
    """What must be alike, of the first control's maps."""
    folder = tmp_path_factory.mktemp("shipped")

    @cache
    def facts(statistic):
        path = kept.write_map(kept.subjects[0], statistic, folder / statistic)
        return profile_of(nifti.read(path), path).facts

    return facts


@pytest.fixture(scope="module")
def series():
    random = np.random.default_rng(0)
    data = (1000 + random.normal(0, 10, (*GRID.shape, 60))).astype(np.float32)
    return Series(GRID, ArrayFrames(np.asfortranarray(data)), 2.0, "made")


@pytest.mark.parametrize(("key", "statistic"), [("alff", "malff"), ("reho", "smreho")])
def test_that_a_metric_is_computed_now_as_it_was_of_the_controls(facts_of_shipped, series, key, statistic, tmp_path):
    preset, random = find_preset(PRESET), np.random.default_rng(1)
    tissues = []
    for place in (2, 6):
        inside = np.zeros(GRID.shape, dtype=bool)
        inside[place, 2:7, 2:7] = True
        tissues.append(Mask(GRID, inside, "made"))
    motion = Motion(np.cumsum(random.normal(0, 0.01, (60, 6)), axis=0))
    preparation = replace(preset.applied_to(Preparation(motion=motion)), n_dropped=0)
    preparation = replace(preparation, white_matter=tissues[0], csf=tissues[1])
    everywhere = Mask(GRID, np.ones(GRID.shape, dtype=bool), "brain")
    maps = compute_prepared(metric(key), series, everywhere, preset.options_for(key), preparation)
    path = write_map(next(m for m in maps if m.statistic == statistic), tmp_path, space="MNI152")
    now, then = profile_of(nifti.read(path), path).facts, facts_of_shipped(statistic)
    then = {name: value for name, value in then.items() if not name.startswith(BY_THE_CHAIN)}
    assert dict(now) == then, AGAIN


def test_that_everything_is_of_this_version_this_preset_and_the_demonstrations_scanner(facts_of_shipped, kept):
    for statistic in kept.maps:
        facts = facts_of_shipped(statistic)
        assert facts["version of Algoscope"] == ALGOSCOPE_VERSION, AGAIN
        assert facts["preset"] == json.dumps(PRESET), AGAIN
    scanner = bold_sidecar(FULL)
    facts = facts_of_shipped("malff")
    for name in ("Manufacturer", "ManufacturersModelName", "MagneticFieldStrength", "RepetitionTime", "EchoTime"):
        assert facts[f"acquisition.{name}"] == json.dumps(scanner[name]), AGAIN


def test_that_all_controls_are_alike_among_themselves(kept, tmp_path):
    for statistic in kept.maps:
        hashes = set()
        for subject in (kept.subjects[0], kept.subjects[-1]):
            path = kept.write_map(subject, statistic, tmp_path / subject)
            hashes.add(profile_of(nifti.read(path), path).pipeline_hash)
        assert len(hashes) == 1, statistic


def test_that_the_line_about_the_cohort_says_of_every_map_that_nobody_was_scanned(kept, tmp_path):
    cohort, _ = made_cohort(24)
    for statistic in kept.maps:
        path = kept.write_map(kept.subjects[1], statistic, tmp_path / statistic)
        maps = replace(cohort.maps, profile=profile_of(nifti.read(path), path))
        assert "n = 24 SIMULATED controls (nobody was scanned)" in replace(cohort, maps=maps).in_words(), statistic
    assert "n = 24 controls" in cohort.in_words()
