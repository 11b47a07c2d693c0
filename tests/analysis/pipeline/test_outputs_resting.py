"""The files about the resting-state series: what a row of motion means, what was covered, and the way that was gone."""

import json
from dataclasses import replace
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from analysis.atlas.template import mni_brain_mask
from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.pipeline.found import Resting, Way
from analysis.pipeline.names import Names
from analysis.pipeline.outputs_resting import MOTION_COLUMNS, write_resting
from analysis.pipeline.scans import Scans
from analysis.pipeline.steps import Run
from analysis.pipeline.transform_files import read_linear
from analysis.preprocess.coregister import Coregistration
from analysis.preprocess.motion import Motion
from analysis.preprocess.realign import Realignment
from analysis.preprocess.resample import ResampledSeries, mni_grid
from analysis.preprocess.transforms import IDENTITY
from analysis.presets import find_preset
from analysis.progress import silent
from analysis.sampling import onto_grid

MAPS = mni_grid(6.0)
EPI = Grid((30, 36, 28), np.array([[-6.0, 0, 0, 87], [0, 6, 0, -120], [0, 0, 6, -70], [0, 0, 0, 1]]))
N = 3
# mm and rad; between the rows one mm along x, and one tenth of a degree about z
PARAMETERS = np.array([[0.0, 0, 0, 0, 0, 0], [1.0, 0, 0, 0, 0, 0], [1.0, 0, 0, 0, 0, np.radians(0.1)]])


@pytest.fixture(scope="module")
def found(structure) -> Resting:
    """A series that reaches the front half of the standard brain only, after a T1 that lies on it."""
    place = MAPS.to_mm(np.stack(np.meshgrid(*[np.arange(n) for n in MAPS.shape], indexing="ij"), axis=-1))
    coverage = Mask(MAPS, place[..., 1] > 0.0)
    data = np.full((*MAPS.shape, N), 7.0, dtype=np.float32)
    series = ResampledSeries(Series(MAPS, ArrayFrames(data), 2.5, "rest"), coverage, 0.5)
    mean = Volume(EPI, np.where(np.arange(EPI.n_voxels).reshape(EPI.shape) == 0, np.nan, 100.0), "mean")
    way = Way(structure.normalisation, Coregistration(IDENTITY, 0.9, 0.9, 0.5))
    return Resting(Realignment(Motion(PARAMETERS), 0, mean), way, series)


def a_run(folder: Path) -> Run:
    return Run(Names(folder, "01"), Scans(), find_preset("restplus"), MAPS)


@pytest.fixture(scope="module")
def names(found, structure, tmp_path_factory) -> Names:
    run = a_run(tmp_path_factory.mktemp("resting"))
    written = write_resting(run, structure, found, silent)
    assert all(path.is_file() for path in written)
    return run.names


def values(path: Path) -> np.ndarray:
    return np.asarray(nib.load(path).dataobj)


def test_that_the_table_of_motion_has_the_parameters_and_displacement_by_two_definitions(names):
    path = names.func("desc-confounds_timeseries.tsv")
    header, *rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    assert tuple(header) == MOTION_COLUMNS
    table = np.array([[float(cell) for cell in row] for row in rows])
    np.testing.assert_allclose(table[:, :6], PARAMETERS, atol=1e-6)
    # Power et al. 2012: sum of absolute differences, rotations as arcs of a sphere of 50 mm
    np.testing.assert_allclose(table[:, 6], [0.0, 1.0, 50 * np.radians(0.1)], atol=1e-5)
    assert table[:, 7] == pytest.approx([0.0, 1.0, table[2, 7]], abs=1e-5)  # Jenkinson: a shift is as long as it is
    assert 0 < table[2, 7] < 80 * np.radians(0.1)
    assert json.loads(path.with_suffix(".json").read_text())["Units"] == "mm, rad"


def test_that_the_series_is_zero_where_it_was_not_covered_and_as_it_was_elsewhere(names, found):
    image = nib.load(names.func_mni("desc-preproc_bold.nii.gz"))
    data = np.asarray(image.dataobj)
    assert data.shape == (*MAPS.shape, N)
    np.testing.assert_array_equal(data[found.series.coverage.data], 7.0)
    np.testing.assert_array_equal(data[~found.series.coverage.data], 0.0)
    assert image.header.get_zooms()[3] == pytest.approx(2.5)
    about = json.loads(names.func_mni("desc-preproc_bold.json").read_text())
    assert (about["RepetitionTime"], about["TaskName"]) == (2.5, "rest")


def test_that_the_brain_in_mni_space_is_what_was_covered_of_the_standard_brain(names, found):
    coverage = values(names.func_mni("desc-coverage_mask.nii.gz")) > 0
    np.testing.assert_array_equal(coverage, found.series.coverage.data)
    brain = values(names.func_mni("desc-brain_mask.nii.gz")) > 0
    standard = onto_grid(Volume(mni_brain_mask().grid, mni_brain_mask().data.astype(float)), MAPS).data
    inside, outside = np.nan_to_num(standard) > 0.95, np.nan_to_num(standard) < 0.05
    assert (brain[inside] == coverage[inside]).all()  # edges depend on how the mask is interpolated
    assert not brain[outside].any()


def test_that_a_voxel_without_a_mean_is_zero_in_the_files(names):
    mean = values(names.func("boldref.nii.gz"))
    assert mean.flat[0] == 0
    assert np.isfinite(values(names.func_mni("boldref.nii.gz"))).all()


def test_that_with_a_t1_the_way_leads_through_it_and_its_brain_is_taken(names, structure):
    np.testing.assert_allclose(read_linear(names.t1_to_bold).matrix, np.eye(4), atol=1e-9)
    assert not names.way("func", "boldref").warp.exists()
    brain = values(names.func("desc-brain_mask.nii.gz")) > 0
    assert brain.sum() * 6.0**3 == pytest.approx(structure.tissues.brain.volume_mm3, rel=0.03)


def test_that_without_a_t1_the_brain_is_what_is_seen_in_the_mean_image(found, structure, tmp_path):
    i, j, k = np.meshgrid(*[np.arange(n) for n in EPI.shape], indexing="ij")
    away_mm = np.linalg.norm(EPI.to_mm(np.stack([i, j, k], axis=-1)) - EPI.centre_mm, axis=-1)
    ball = away_mm < 60
    realigned = replace(found.realignment, mean=Volume(EPI, np.where(ball, 1000.0, 5.0), "mean"))
    alone = Resting(realigned, Way(structure.normalisation, None), found.series)
    run = a_run(tmp_path)
    write_resting(run, None, alone, silent)
    assert not run.names.t1_to_bold.exists()
    assert run.names.way("func", "boldref").warp.is_file()
    brain = values(run.names.func("desc-brain_mask.nii.gz")) > 0
    assert (brain & ball).sum() > 0.9 * ball.sum()
    assert not (brain & (away_mm > 60 + 2 * 6)).any()  # the mask of a mean image may be a voxel or two too large
