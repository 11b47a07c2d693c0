"""The series read back for its links: confounds regressed out and the band kept as the run's preset says."""

from pathlib import Path

import numpy as np
import pytest

from analysis.errors import AlgoscopeError, InputError
from analysis.image import ArrayFrames, Mask, Series
from analysis.pipeline.derivative import ProcessedFolder
from analysis.pipeline.masks import ConfoundMasks, confound_masks, mni_brain, tissues_in_mni
from analysis.pipeline.names import Names
from analysis.pipeline.outputs import put_mask, put_series, put_tsv
from analysis.pipeline.outputs_resting import MOTION_COLUMNS
from analysis.pipeline.prepared_again import connectivity_series
from analysis.preprocess.resample import mni_grid
from analysis.progress import silent

MAPS = mni_grid(4.0)
N, TR_S = 120, 2.0
IN_BAND, ABOVE_BAND = 0.05, 0.2  # Hz; the bands of all presets end at 0.08 or 0.1


@pytest.fixture(scope="module")
def brain() -> Mask:
    return mni_brain(MAPS)


@pytest.fixture(scope="module")
def tissues(brain: Mask) -> ConfoundMasks:
    """Where the signals of white matter and fluid are averaged, without files of the patient's own tissues."""
    return confound_masks(*tissues_in_mni(None, brain, silent), brain)


def waves() -> dict[str, np.ndarray]:
    time_s = np.arange(N) * TR_S
    random = np.random.default_rng(5)
    slow = [np.convolve(random.standard_normal(N + 10), np.ones(11) / 11, "valid")[:N] for _ in range(2)]
    return {
        "kept": np.sin(2 * np.pi * IN_BAND * time_s),
        "fast": np.sin(2 * np.pi * ABOVE_BAND * time_s),
        "white": slow[0],
        "fluid": slow[1],
        "motion": np.cumsum(random.standard_normal(N)) * 0.05,
    }


SIZES = {"kept": 10.0, "fast": 8.0, "white": 50.0, "fluid": 40.0, "motion": 30.0}


def leave(folder: Path, brain: Mask, tissues: ConfoundMasks, preset: str = "restplus") -> ProcessedFolder:
    """A run that left a series: all waves in gray matter, in white matter and in fluid the one of each alone."""
    found = {name: size * wave for (name, wave), size in zip(waves().items(), SIZES.values(), strict=True)}
    data = np.empty((*MAPS.shape, N), dtype=np.float32)
    data[:] = 1000 + sum(found.values())
    data[tissues.white.data] = 1000 + found["white"]
    data[tissues.csf.data] = 1000 + found["fluid"]
    data += np.random.default_rng(1).normal(0, 0.5, data.shape).astype(np.float32)
    names = Names(folder, "01")
    series = Series(MAPS, ArrayFrames(data), TR_S, "rest")
    put_series(series, brain, names.func_mni("desc-preproc_bold.nii.gz"), {"TaskName": "rest"})
    put_mask(brain, names.func_mni("desc-brain_mask.nii.gz"))
    table = np.zeros((N, len(MOTION_COLUMNS)))
    table[:, 0] = waves()["motion"]
    put_tsv(MOTION_COLUMNS, table.tolist(), names.func("desc-confounds_timeseries.tsv"), {})
    return ProcessedFolder("01", names, {"Preset": preset, "Scans": ["bold"]})


def gray_places(brain: Mask, tissues: ConfoundMasks) -> np.ndarray:
    return np.argwhere(brain.data & ~tissues.white.data & ~tissues.csf.data)


def share(course: np.ndarray, wave: np.ndarray) -> float:
    """How much of a wave is in a course: the slope of a least-squares fit."""
    wave = wave - wave.mean()
    return float((course - course.mean()) @ wave / (wave @ wave))


def test_that_confounds_and_other_frequencies_are_gone_and_the_signal_stays(tmp_path, brain, tissues):
    series, mask = connectivity_series(leave(tmp_path, brain, tissues))
    np.testing.assert_array_equal(mask.data, brain.data)
    assert series.tr_s == TR_S
    assert series.n_timepoints == N  # the first volumes were dropped in the run already
    places = gray_places(brain, tissues)[::400]
    course = np.mean([series.frames.time_course(tuple(int(n) for n in place)) for place in places], axis=0)
    left = {name: share(course, wave) for name, wave in waves().items()}
    assert left.pop("kept") == pytest.approx(SIZES["kept"], rel=0.15)
    assert {name: abs(found) < 0.1 * SIZES[name] for name, found in left.items()} == dict.fromkeys(left, True), left


def test_that_regions_are_means_of_a_series_that_is_not_smoothed(tmp_path, brain, tissues):
    series, _ = connectivity_series(leave(tmp_path, brain, tissues))
    i, j, k = (int(n) for n in gray_places(brain, tissues)[2000])
    a, b = (series.frames.time_course((i + step, j, k)) for step in (0, 1))
    noise = a - b  # the same signal in both, so what differs is the noise of each voxel
    assert np.std(noise) > 0.1  # smoothing by 6 mm would leave less than a tenth of it


def test_that_a_patient_without_a_resting_series_is_told_so(tmp_path, brain, tissues):
    left = leave(tmp_path, brain, tissues)
    other = ProcessedFolder("01", left.names, {"Preset": "restplus", "Scans": ["t1", "asl"]})  # an earlier run's files
    with pytest.raises(InputError, match="no resting series"):
        connectivity_series(other)


def test_that_a_preset_that_is_not_known_here_is_refused_by_its_name(tmp_path, brain, tissues):
    with pytest.raises(AlgoscopeError, match="of_elsewhere"):
        connectivity_series(leave(tmp_path, brain, tissues, preset="of_elsewhere"))
