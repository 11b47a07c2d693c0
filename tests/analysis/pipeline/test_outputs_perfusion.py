"""The files about perfusion in the ASL series' own space: names, units, and the way that was really gone."""

import json
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.perfusion.cbf import CbfResult
from analysis.perfusion.quality import BLOCKED, Check, Light
from analysis.pipeline.found import Way
from analysis.pipeline.names import Names
from analysis.pipeline.outputs_perfusion import write_perfusion
from analysis.pipeline.scans import Scans
from analysis.pipeline.steps import Run
from analysis.pipeline.transform_files import read_linear, read_way
from analysis.preprocess.coregister import Coregistration
from analysis.preprocess.normalise import Normalisation
from analysis.preprocess.resample import mni_grid
from analysis.preprocess.transforms import LinearTransform, Warp
from analysis.presets import find_preset
from analysis.progress import silent
from analysis.provenance import InputRecord, Provenance
from analysis.scan import StatMap

GRID = Grid((4, 5, 6), np.array([[-3.0, 0, 0, 10], [0, 3, 0, -20], [0, 0, 3, 5], [0, 0, 0, 1]]))
MOVED = LinearTransform(np.array([[1, 0, 0, 2.0], [0, 1, 0, -3], [0, 0, 1, 1], [0, 0, 0, 1]]))
STILL = Warp(Grid((3, 3, 3), np.diag([100.0, 100, 100, 1])), np.zeros((3, 3, 3, 3)))
UNITS = {
    "cbf": "mL/100 g/min",
    "att": "s",
    "cbf_gm": "mL/100 g/min",
    "cbf_wm": "mL/100 g/min",
    "cbf_se": "mL/100 g/min",
}


def measured() -> CbfResult:
    brain = Mask(GRID, np.arange(120).reshape(GRID.shape) >= 60)
    inputs = (InputRecord("asl", "ab" * 32),)
    maps = tuple(
        StatMap(
            Volume(GRID, np.where(brain.data, 40.0 + n, np.nan), statistic, unit),
            statistic, Provenance("analysis.perfusion.cbf", {"n": n}, inputs), brain,
        )
        for n, (statistic, unit) in enumerate(UNITS.items())
    )  # fmt: skip
    checks = (
        Check("gm", "Mean of grey matter", 44.0, "mL/100 g/min", Light.GREEN, "20 to 120", "a source"),
        Check("negative", "Share below 0", 0.4, "", Light.RED, "at most 0.1", "a source"),
    )
    return CbfResult(maps, checks, (), (), "an equation")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(Names(tmp_path, "01"), Scans(), find_preset("restplus"), mni_grid(3.0))


def through_t1() -> Way:
    return Way(Normalisation(LinearTransform(np.eye(4)), STILL, STILL, 0.9), Coregistration(MOVED, 0.9, 0.9, 0.5))


def test_that_each_map_has_its_name_of_bids_its_unit_and_how_it_was_made(run):
    write_perfusion(run, measured(), Volume(GRID, np.ones(GRID.shape), "m0"), through_t1(), silent)
    names = {
        "cbf": "sub-01_cbf", "att": "sub-01_att", "cbf_gm": "sub-01_desc-gm_cbf", "cbf_wm": "sub-01_desc-wm_cbf",
        "cbf_se": "sub-01_stat-cbfse_statmap",
    }  # fmt: skip
    for n, (statistic, name) in enumerate(names.items()):
        image = nib.load(run.names.folder / "perf" / f"{name}.nii.gz")
        np.testing.assert_allclose(image.affine, GRID.affine)
        assert np.asarray(image.dataobj)[-1, -1, -1] == pytest.approx(40.0 + n)
        about = json.loads((run.names.folder / "perf" / f"{name}.json").read_text())
        assert about["Units"] == UNITS[statistic]
        assert about["Provenance"]["parameters"] == {"n": n}
        assert about["Provenance"]["inputs"][0]["sha256"] == "ab" * 32


def test_that_the_mask_tells_where_a_number_is_a_measurement(run):
    write_perfusion(run, measured(), Volume(GRID, np.ones(GRID.shape), "m0"), through_t1(), silent)
    mask = np.asarray(nib.load(run.names.perf("desc-brain_mask.nii.gz")).dataobj)
    np.testing.assert_array_equal(mask > 0, np.arange(120).reshape(GRID.shape) >= 60)


def test_that_every_written_file_is_told_and_is_there(run):
    written = write_perfusion(run, measured(), Volume(GRID, np.ones(GRID.shape), "m0"), through_t1(), silent)
    assert len(set(written)) == len(written)
    assert all(path.is_file() for path in written)
    there = set((run.names.folder / "perf").iterdir())
    assert there - set(written) == {run.names.t1_to_asl.with_suffix(".json")}  # beside the transform


def test_that_a_red_light_stands_in_the_table_of_quality(run):
    write_perfusion(run, measured(), Volume(GRID, np.ones(GRID.shape), "m0"), through_t1(), silent)
    table = run.names.perf("desc-quality.tsv")
    header, first, second = (line.split("\t") for line in table.read_text("utf-8").splitlines())
    light, report = header.index("light"), header.index("report")
    assert (first[light], first[report]) == ("green", "")
    assert (second[light], second[report]) == ("red", BLOCKED)


def test_that_with_a_t1_the_way_leads_through_it(run):
    write_perfusion(run, measured(), Volume(GRID, np.ones(GRID.shape), "m0"), through_t1(), silent)
    np.testing.assert_allclose(read_linear(run.names.t1_to_asl).matrix, MOVED.matrix)
    about = json.loads(run.names.t1_to_asl.with_suffix(".json").read_text())
    assert (about["MapsPointsFrom"], about["MapsPointsTo"]) == ("T1w", "aslref")
    assert not run.names.way("perf", "aslref").warp.exists()


def test_that_without_a_t1_the_way_of_the_series_itself_is_kept(run):
    way = Way(Normalisation(MOVED, STILL, STILL, 0.8, (0.5, 2.0)), None)
    write_perfusion(run, measured(), Volume(GRID, np.ones(GRID.shape), "mean"), way, silent)
    assert not run.names.t1_to_asl.exists()
    found = read_way(run.names.way("perf", "aslref"), 0.8, (0.5, 2.0))
    point = np.array([[10.0, 20.0, 30.0]])
    np.testing.assert_allclose(found.from_mni(point), [[12.0, 17.0, 31.0]])  # 2, -3 and 1 mm further
