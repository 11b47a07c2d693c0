"""Coupling within a run: which maps are coupled, over which voxels, and a sentence where it cannot be."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.files import nifti
from analysis.files.results import write_map
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.pipeline import steps_coupling
from analysis.pipeline.names import Names
from analysis.pipeline.scans import Scans
from analysis.pipeline.steps import Run
from analysis.pipeline.steps_coupling import Coupled, find_coupling
from analysis.preprocess.resample import mni_grid
from analysis.presets import Parameter, Preset, find_preset
from analysis.progress import silent
from analysis.provenance import Provenance, sha256_of_file
from analysis.scan import StatMap

MAPS = mni_grid(3.0)  # the grid of the T1 of these tests, so that its gray matter needs no interpolation


def preset_with(fwhm_mm: float, metric: str = "sreho") -> Preset:
    chosen = {"fwhm_mm": Parameter(fwhm_mm, "test"), "metric": Parameter(metric, "test")}
    preset = find_preset("restplus")
    return replace(preset, sections={**preset.sections, "coupling": chosen})


def a_run(out: Path, preset: Preset) -> Run:
    run = Run(Names(out, "01"), Scans(), preset, MAPS)
    for step in ("structure-2", "perfusion-1"):
        run.arrays(step, "f", {}, [], lambda report: {"a": np.zeros(1)}, silent)
    return run


def put(run: Run, data: np.ndarray, statistic: str, unit: str = "") -> Path:
    volume = Volume(MAPS, data.astype(np.float32), statistic, unit)
    stat_map = StatMap(volume, statistic, Provenance("test"), Mask(MAPS, np.isfinite(data), "brain"))
    return write_map(stat_map, run.names.maps, space="MNI152", force=True)


@pytest.fixture(scope="module")
def pair(structure) -> tuple[np.ndarray, np.ndarray]:
    """Perfusion and activity with a known part in common, in the brain; NaN outside."""
    chance = np.random.default_rng(3)
    common, own, other = chance.normal(0, 1, (3, *MAPS.shape))
    inside = structure.tissues.brain.data
    flow = np.where(inside, 50 + 8 * (common + own), np.nan)
    activity = np.where(inside, 0.4 + 0.05 * (common + other), np.nan)
    return flow, activity


def test_that_r_is_that_of_the_voxels_of_the_patients_gray_matter(tmp_path, structure, pair):
    run = a_run(tmp_path, preset_with(0.0))
    flow, activity = put(run, pair[0], "cbf", "mL/100 g/min"), put(run, pair[1], "sreho")
    found = find_coupling(run, structure, [flow], silent)
    gray = structure.tissues.gray.data >= 0.5
    both = gray & np.isfinite(pair[0])
    expected = np.corrcoef(pair[0][both], pair[1][both])[0, 1]  # one half by construction
    assert expected == pytest.approx(0.5, abs=0.02)
    assert found.warnings == ()
    assert found.numbers["CouplingR"] == pytest.approx(expected, abs=1e-3)
    assert found.numbers["CouplingFisherZ"] == pytest.approx(np.arctanh(expected), abs=2e-3)
    assert found.numbers["CouplingVoxels"] == pytest.approx(np.count_nonzero(both), rel=0.01)
    assert [path.name for path in found.maps] == ["ratio.nii.gz", "zratio.nii.gz"]
    record = json.loads((run.names.maps / "coupling.json").read_text("utf-8"))
    assert (record["metric"], record["fwhm_mm"]) == ("sreho", 0.0)
    hashes = {entry["role"]: entry["sha256"] for entry in record["provenance"]["inputs"]}
    assert hashes["cbf"] == sha256_of_file(flow)
    assert hashes["metric"] == sha256_of_file(activity)


def test_that_the_ratio_is_flow_by_activity_in_each_voxel(tmp_path, structure, pair):
    run = a_run(tmp_path, preset_with(0.0))
    flow = put(run, pair[0], "cbf")
    put(run, pair[1], "sreho")
    ratio = nifti.read(find_coupling(run, structure, [flow], silent).maps[0]).image
    assert isinstance(ratio, Volume)
    inside = (structure.tissues.gray.data > 0.6) & (ratio.data != 0)
    assert np.count_nonzero(inside) > 1000
    np.testing.assert_allclose(ratio.data[inside], (pair[0] / pair[1])[inside], rtol=1e-4)


def test_that_without_a_t1_the_gray_matter_is_that_of_the_template(tmp_path, structure, pair):
    run = a_run(tmp_path, preset_with(0.0))
    flow = put(run, pair[0], "cbf")
    put(run, pair[1], "sreho")
    gray, n = structure.tissues.gray, MAPS.shape[0] // 2
    left = Grid((n, *MAPS.shape[1:]), MAPS.affine)  # a T1 that ends in the middle of the head
    half = replace(structure, tissues=replace(structure.tissues, gray=Volume(left, gray.data[:n])))
    own = find_coupling(run, half, [flow], silent).numbers["CouplingVoxels"]
    template = find_coupling(run, None, [flow], silent).numbers["CouplingVoxels"]
    assert own == pytest.approx(template / 2, rel=0.05)


def test_that_smoothing_neither_darkens_the_border_nor_reaches_beyond_it(tmp_path, structure, pair, monkeypatch):
    seen: list[Volume] = []

    def couple(flow: Volume, *others: object) -> None:
        seen.append(flow)
        raise DataError("That is enough.")

    monkeypatch.setattr(steps_coupling, "couple", couple)
    run = a_run(tmp_path, preset_with(8.0))
    inside = structure.tissues.brain.data
    flow = put(run, np.where(inside, 50.0, np.nan), "cbf")
    put(run, pair[1], "sreho")
    find_coupling(run, structure, [flow], silent)
    np.testing.assert_allclose(seen[0].data[inside], 50.0, rtol=1e-5)
    assert np.isnan(seen[0].data[~inside]).all()


def test_that_flow_is_smoothed_by_what_the_preset_says_and_activity_is_not(tmp_path, structure, pair, monkeypatch):
    seen: list[tuple[Volume, Volume]] = []
    real = steps_coupling.couple

    def couple(flow: Volume, activity: Volume, *others: object) -> object:
        seen.append((flow, activity))
        return real(flow, activity, *others)

    monkeypatch.setattr(steps_coupling, "couple", couple)
    inside = structure.tissues.brain.data
    for fwhm_mm in (0.0, 4.0):
        run = a_run(tmp_path / f"{fwhm_mm:g}", preset_with(fwhm_mm))
        flow = put(run, pair[0], "cbf")
        put(run, pair[1], "sreho")
        find_coupling(run, structure, [flow], silent)
    (flat, activity), (smooth, same) = seen
    np.testing.assert_allclose(flat.data[inside], pair[0][inside], rtol=1e-5)
    assert smooth.data[inside].std() < 0.6 * flat.data[inside].std()
    assert np.nanmean(smooth.data) == pytest.approx(np.nanmean(flat.data), rel=0.005)
    np.testing.assert_array_equal(same.data[inside], activity.data[inside])


def test_that_relative_perfusion_serves_and_maps_of_something_else_do_not(tmp_path, structure, pair):
    run = a_run(tmp_path, preset_with(0.0))
    put(run, pair[1], "sreho")
    relative, other = put(run, pair[0] / 50, "relative_perfusion"), put(run, pair[0], "att")
    assert find_coupling(run, structure, [other], silent) == Coupled()
    assert len(find_coupling(run, structure, [other, relative], silent).maps) == 2


def test_that_nothing_is_coupled_where_the_preset_does_not_want_it(tmp_path, structure, pair):
    run = a_run(tmp_path, find_preset("restplus"))
    flow = put(run, pair[0], "cbf")
    put(run, pair[1], "sreho")
    assert find_coupling(run, structure, [flow], silent) == Coupled()
    assert not (run.names.maps / "coupling.json").exists()


def test_that_a_map_that_is_not_there_or_does_not_vary_ends_in_a_sentence(tmp_path, structure, pair):
    run = a_run(tmp_path, preset_with(0.0, "sdc"))
    flow = put(run, pair[0], "cbf")
    assert find_coupling(run, structure, [flow], silent).warnings == (
        "Coupling was not computed: there is no map sdc of this patient.",
    )
    put(run, np.where(np.isfinite(pair[1]), 0.3, np.nan), "sdc")
    (said,) = find_coupling(run, structure, [flow], silent).warnings
    assert said.startswith("Coupling was not computed. ")
    assert not (run.names.maps / "coupling.json").exists()


def test_that_a_changed_map_is_coupled_anew_and_an_unchanged_one_is_not(tmp_path, structure, pair):
    run = a_run(tmp_path, preset_with(0.0))
    flow = put(run, pair[0], "cbf")
    put(run, pair[1], "sreho")
    first = find_coupling(run, structure, [flow], silent)
    written = first.maps[0].stat().st_mtime_ns
    assert find_coupling(run, structure, [flow], silent) == first
    assert first.maps[0].stat().st_mtime_ns == written
    put(run, 2 * pair[1] - pair[0] / 100, "sreho")
    assert find_coupling(run, structure, [flow], silent).numbers["CouplingR"] < first.numbers["CouplingR"]
