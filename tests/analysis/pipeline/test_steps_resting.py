"""The steps of the resting-state series: each voxel's signal arrives at its place in MNI space, from the right volumes.

The series holds its own coordinates as values, so what stands in a voxel tells where it came from.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.grid import Grid
from analysis.image import ArrayFrames, Series, Volume
from analysis.pipeline import steps_resting
from analysis.pipeline.found import Resting
from analysis.pipeline.masks import mni_brain
from analysis.pipeline.names import Names
from analysis.pipeline.scans import RestingScan, Scans
from analysis.pipeline.steps import Run
from analysis.pipeline.steps_anatomy import the_template
from analysis.pipeline.steps_resting import find_resting
from analysis.preprocess.coregister import Coregistration
from analysis.preprocess.motion import Motion
from analysis.preprocess.realign import Realignment
from analysis.preprocess.resample import mni_grid
from analysis.preprocess.slice_timing import correct_slice_timing
from analysis.preprocess.structural import Structure
from analysis.preprocess.transforms import IDENTITY, LinearTransform
from analysis.presets import Parameter, Preset, find_preset
from analysis.progress import silent
from analysis.provenance import InputRecord

MAPS = mni_grid(6.0)
EPI = Grid((48, 56, 46), np.array([[-5.0, 0, 0, 120], [0, 5, 0, -150], [0, 0, 5, -110], [0, 0, 0, 1]]))
N, TR_S = 14, 2.0


def preset_that_drops(n_volumes: int) -> Preset:
    return replace(find_preset("restplus"), sections={"trim": {"n_volumes": Parameter(n_volumes, "test")}})


def shift(x: float, y: float = 0.0, z: float = 0.0) -> LinearTransform:
    matrix = np.eye(4)
    matrix[:3, 3] = x, y, z
    return LinearTransform(matrix)


@pytest.fixture(scope="module")
def places() -> Series:
    """Values of volume t: 1000 + x mm + 300 t, so that a value tells side and volume."""
    index = np.stack(np.meshgrid(*[np.arange(n) for n in EPI.shape], indexing="ij"), axis=-1)
    x_mm = EPI.to_mm(index)[..., 0]
    frames = 1000 + x_mm[..., None] + 300.0 * np.arange(N)
    return Series(EPI, ArrayFrames(frames.astype(np.float32)), TR_S, "rest")


def a_run(
    out: Path, series: Series, n_dropped: int = 3, times: tuple[float, ...] | None = None, sha256: str = "aa"
) -> Run:
    scan = RestingScan(series, times, 2)
    inputs = (InputRecord("t1", "t1"), InputRecord("bold", sha256))
    run = Run(Names(out, "01"), Scans(resting=scan, inputs=inputs), preset_that_drops(n_dropped), MAPS)
    run.arrays("structure-2", "f", {}, ["t1"], lambda report: {"a": np.zeros(1)}, silent)
    return run


class Engines:
    """Stand-ins for what finds motion and alignment, which have tests of their own; what they were given."""

    def __init__(self) -> None:
        self.realigned: list[Series] = []
        self.to_t1: list[tuple[Any, ...]] = []
        self.to_template: list[tuple[Any, ...]] = []
        self.t1_to_series = IDENTITY
        self.motion: np.ndarray | None = None
        self.structure: Structure | None = None

    def realign(self, series: Series, **given: Any) -> Realignment:
        self.realigned.append(series)
        parameters = np.zeros((series.n_timepoints, 6)) if self.motion is None else self.motion
        return Realignment(Motion(parameters), 0, Volume(series.grid, series.frames.frame(0), "mean"))

    def coregister(self, *given: Any) -> Coregistration:
        self.to_t1.append(given)
        return Coregistration(self.t1_to_series, 0.9, 0.9, 0.5)

    def normalise_epi(self, *given: Any) -> Any:
        self.to_template.append(given)
        assert self.structure is not None
        return self.structure.normalisation


@pytest.fixture
def engines(monkeypatch, structure) -> Engines:
    made = Engines()
    made.structure = structure
    for name in ("realign", "coregister", "normalise_epi"):
        monkeypatch.setattr(steps_resting, name, getattr(made, name))
    return made


def x_in_mni() -> np.ndarray:
    index = np.stack(np.meshgrid(*[np.arange(n) for n in MAPS.shape], indexing="ij"), axis=-1)
    return MAPS.to_mm(index)[..., 0]


def inside(found: Resting) -> np.ndarray:
    return mni_brain(MAPS).data & found.series.coverage.data


def test_that_left_is_left_and_the_first_kept_volume_comes_first(tmp_path, structure, places, engines):
    found = find_resting(a_run(tmp_path, places), structure, silent)
    series, where = found.series.series, inside(found)
    assert np.count_nonzero(where) > 0.99 * mni_brain(MAPS).n_voxels
    assert series.n_timepoints == N - 3
    assert series.tr_s == TR_S
    for timepoint in (0, N - 4):
        expected = 1000 + x_in_mni()[where] + 300 * (timepoint + 3)
        np.testing.assert_allclose(series.frames.frame(timepoint)[where], expected, atol=0.05)


def test_that_the_alignment_with_the_t1_is_gone_in_the_right_direction(tmp_path, structure, places, engines):
    engines.t1_to_series = shift(7.0)  # a place of the T1 lies 7 mm further right in the series
    found = find_resting(a_run(tmp_path, places), structure, silent)
    where = inside(found)
    np.testing.assert_allclose(found.series.series.frames.frame(0)[where], 1900 + x_in_mni()[where] + 7, atol=0.05)
    mean, t1, brain, _ = engines.to_t1[0]
    assert mean.grid.matches(EPI)
    assert t1 is structure.t1
    assert brain is structure.tissues.brain


def test_that_motion_is_undone_in_the_same_interpolation(tmp_path, structure, places, engines):
    engines.motion = np.zeros((N - 3, 6))
    engines.motion[4, 0] = 2.0
    found = find_resting(a_run(tmp_path, places), structure, silent)
    where = inside(found)
    still, moved = (found.series.series.frames.frame(t)[where] - 300 * t for t in (3, 4))
    offset = moved - still
    # a row brings its volume back by 2 mm to the right, so what is at x lay at x - 2
    np.testing.assert_allclose(offset, -2.0, atol=0.05)


def test_that_slices_are_brought_to_one_moment_before_the_head_is_followed(tmp_path, structure, engines):
    times = tuple(np.linspace(0, TR_S, EPI.shape[2], endpoint=False))
    chance = np.random.default_rng(2)
    wave = 1000 + 10 * np.sin(2 * np.pi * 0.05 * TR_S * np.arange(N))
    frames = np.broadcast_to(wave, (*EPI.shape, N)) + chance.normal(0, 0.1, (*EPI.shape, N))
    series = Series(EPI, ArrayFrames(frames.astype(np.float32)), TR_S, "rest")
    find_resting(a_run(tmp_path, series, times=times), structure, silent)
    expected = correct_slice_timing(Series(EPI, ArrayFrames(frames[..., 3:].astype(np.float32)), TR_S, "rest"), times)
    (given,) = engines.realigned
    assert given.n_timepoints == N - 3
    np.testing.assert_allclose(given.frames.frame(5), expected.frames.frame(5), rtol=1e-5)
    untimed = frames[..., 8]
    assert np.abs(given.frames.frame(5) - untimed).max() > 1  # it does something here


def test_that_without_a_t1_the_series_goes_its_own_way_and_the_files_say_so(tmp_path, places, engines):
    run = a_run(tmp_path, places)
    found = find_resting(run, None, silent)
    assert found.way.coregistration is None
    assert not engines.to_t1
    mean, template, _ = engines.to_template[0]
    assert mean.grid.matches(EPI)
    assert template is the_template()
    where = inside(found)
    np.testing.assert_allclose(found.series.series.frames.frame(0)[where], 1900 + x_in_mni()[where], atol=0.05)
    assert run.names.way("func", "boldref").warp.is_file()
    assert not run.names.t1_to_bold.exists()


def test_that_what_is_kept_comes_back_the_same(tmp_path, structure, places, engines):
    first = find_resting(a_run(tmp_path, places), structure, silent)
    again = find_resting(a_run(tmp_path, places), structure, silent)
    assert len(engines.realigned) == len(engines.to_t1) == 1
    np.testing.assert_array_equal(first.series.coverage.data, again.series.coverage.data)
    for timepoint in (0, N - 4):
        there = inside(first)
        np.testing.assert_array_equal(
            first.series.series.frames.frame(timepoint)[there], again.series.series.frames.frame(timepoint)[there]
        )


@pytest.mark.parametrize("changed", ["scan", "volumes dropped", "slice times", "TR"])
def test_that_what_depends_on_the_change_is_done_again(tmp_path, structure, places, engines, changed):
    times = tuple(np.zeros(EPI.shape[2]))
    find_resting(a_run(tmp_path, places, times=times), structure, silent)
    other = {
        "scan": lambda: a_run(tmp_path, places, times=times, sha256="bb"),
        "volumes dropped": lambda: a_run(tmp_path, places, 4, times),
        "slice times": lambda: a_run(tmp_path, places, times=(0.5, *times[1:])),
        "TR": lambda: a_run(tmp_path, Series(EPI, places.frames, 2.5, "rest"), times=times),
    }[changed]
    found = find_resting(other(), structure, silent)
    assert len(engines.realigned) == 2
    assert len(engines.to_t1) == 2
    assert found.series.series.tr_s == (2.5 if changed == "TR" else TR_S)
    assert found.series.series.n_timepoints == (N - 4 if changed == "volumes dropped" else N - 3)


def test_that_without_a_t1_another_mean_image_is_aligned_anew(tmp_path, places, engines):
    times = tuple(np.zeros(EPI.shape[2]))
    for slice_times in (times, times, (0.5, *times[1:])):
        find_resting(a_run(tmp_path, places, times=slice_times), None, silent)
    assert len(engines.realigned) == len(engines.to_template) == 2


def test_that_a_series_that_lies_elsewhere_is_refused(tmp_path, structure, places, engines):
    engines.t1_to_series = shift(150.0)
    run = a_run(tmp_path, places)
    with pytest.raises(DataError, match="lies within the series"):
        find_resting(run, structure, silent)
    assert not list(run.names.folder.rglob("*.nii.gz"))


def test_that_too_few_volumes_are_refused_before_anything_is_computed(tmp_path, structure, places, engines):
    with pytest.raises(DataError, match="leaves too few"):
        find_resting(a_run(tmp_path, places, N - 2), structure, silent)
    assert not engines.realigned
