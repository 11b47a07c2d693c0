"""The metrics within a run: which are computed, what is removed before, and what their records say of it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import ndimage

from analysis.files import nifti
from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.metrics.catalogue import compute_prepared, metric
from analysis.pipeline import steps_metrics
from analysis.pipeline.found import Resting, Way
from analysis.pipeline.masks import confound_masks, mni_brain, tissues_in_mni
from analysis.pipeline.names import Names
from analysis.pipeline.scans import RestingScan, Scans
from analysis.pipeline.steps import Run
from analysis.pipeline.steps_metrics import Metrics, brain_seen, find_metrics
from analysis.preprocess.coregister import Coregistration
from analysis.preprocess.motion import Motion
from analysis.preprocess.preparation import Preparation
from analysis.preprocess.realign import Realignment
from analysis.preprocess.resample import ResampledSeries, mni_grid
from analysis.preprocess.transforms import IDENTITY
from analysis.presets import Parameter, Preset, find_preset
from analysis.progress import silent
from analysis.provenance import InputRecord

MAPS = mni_grid(4.0)
N, TR_S = 80, 2.0
NOTHING: dict[str, Parameter] = {}


def values(**chosen: Any) -> dict[str, Parameter]:
    return {name: Parameter(value, "test") for name, value in chosen.items()}


def preset_of(**sections: dict[str, Parameter]) -> Preset:
    return replace(find_preset("restplus"), key="own", sections=sections)


CONFOUNDS = values(motion_model="FRISTON24", white_matter=True, csf=True, global_signal=False)
BAND = values(low_hz=0.01, high_hz=0.08)


@pytest.fixture(scope="module")
def resting(structure) -> Resting:
    """Noise on the standard brain, without its lowest slices; a head that drifts."""
    chance = np.random.default_rng(5)
    inside = mni_brain(MAPS).data.copy()
    inside[:, :, :6] = False
    data = np.full((*MAPS.shape, N), np.nan, dtype=np.float32)
    data[inside] = 100 + chance.normal(0, 1, (np.count_nonzero(inside), N)).cumsum(axis=1) / 3
    series = ResampledSeries(Series(MAPS, ArrayFrames(data), TR_S, "rest"), Mask(MAPS, inside, "coverage"), 0.9)
    motion = Motion(chance.normal(0, 0.01, (N, 6)).cumsum(axis=0) / 10)
    way = Way(structure.normalisation, Coregistration(IDENTITY, 0.9, 0.9, 0.5))
    return Resting(Realignment(motion, 0, Volume(MAPS, np.ones(MAPS.shape), "mean")), way, series)


def a_run(out: Path, preset: Preset, *, times: tuple[float, ...] | None = None, lesion: Mask | None = None) -> Run:
    scan = RestingScan(
        Series(MAPS, ArrayFrames(np.zeros((*MAPS.shape, 2))), TR_S, "rest"), times, 2, {"EchoTime": 0.03}
    )
    roles = ("t1", "bold", "asl", *(() if lesion is None else ("lesion",)))
    inputs = tuple(InputRecord(role, f"{role}-hash") for role in roles)
    run = Run(Names(out, "01"), Scans(resting=scan, lesion=lesion, inputs=inputs), preset, MAPS)
    run.arrays("series-1", "f", {}, ["bold"], lambda report: {"a": np.zeros(1)}, silent)
    return run


def record_of(image: Path) -> dict[str, Any]:
    return json.loads(image.with_name(image.name.replace(".nii.gz", ".json")).read_text("utf-8"))["provenance"]


def data_of(image: Path) -> np.ndarray:
    volume = nifti.read(image).image
    assert isinstance(volume, Volume)
    return volume.data


@pytest.fixture(scope="module")
def whole(structure, resting, tmp_path_factory) -> tuple[Run, Metrics]:
    preset = preset_of(
        trim=values(n_volumes=10),
        confounds=CONFOUNDS,
        filter=BAND,
        smooth=values(fwhm_mm=8.0),
        reho=values(fwhm_mm=0.0),
        alff=BAND,
        **{"seed-fc": values(regions=["Precentral_L"])},
    )
    run = a_run(tmp_path_factory.mktemp("metrics"), preset, times=(0.0, 1.0))
    return run, find_metrics(run, structure, resting, ("The T1 is oblique.",), silent)


def test_that_the_metrics_of_the_preset_are_written_in_the_order_of_the_catalogue(whole):
    _, found = whole
    names = [path.name.removesuffix(".nii.gz") for path in found.maps]
    for first, then in (("alff", "falff"), ("falff", "reho")):
        assert names.index(first) < names.index(then)
    assert {"malff", "zreho"} <= set(names)
    assert any(name.startswith("fc_") for name in names)
    assert not any(name.startswith(("dc", "sdc", "mdc")) for name in names)  # which it does not hold
    assert all(path.is_file() for path in found.maps)


def test_that_maps_reach_as_far_as_the_series_and_the_standard_brain_do(whole, resting):
    run, found = whole
    seen = brain_seen(run, resting)
    np.testing.assert_array_equal(seen.data, mni_brain(MAPS).data & resting.series.coverage.data)
    assert 0 < seen.n_voxels < mni_brain(MAPS).n_voxels
    for path in found.maps:
        data = data_of(path)
        assert not np.any(np.isfinite(data[~seen.data]) & (data[~seen.data] != 0)), path.name


def test_that_a_map_is_that_of_the_series_after_all_its_steps(whole, structure, resting):
    run, _ = whole
    coverage = resting.series.coverage
    masks = confound_masks(*tissues_in_mni(structure, coverage), coverage)
    by_hand = Preparation(
        filtering=run.preset.step("filter"),
        motion=resting.realignment.motion,
        white_matter=masks.white,
        csf=masks.csf,
        fwhm_mm=8.0,
    )  # nothing is dropped: the series has lost its first volumes before
    for key, name in (("reho", "reho"), ("alff", "alff")):
        entry = metric(key)
        maps = compute_prepared(
            entry, resting.series.series, brain_seen(run, resting), run.preset.options_for(key), by_hand
        )
        expected = next(m for m in maps if m.statistic == name).volume.data
        ours = data_of(run.names.maps / f"{name}.nii.gz")
        inside = np.isfinite(expected) & (expected != 0)
        assert np.count_nonzero(inside) > 10_000
        np.testing.assert_allclose(ours[inside], expected[inside], rtol=1e-5)


def test_that_a_record_says_what_was_done_before_and_with_which_scans(whole):
    run, _ = whole
    record = record_of(run.names.maps / "reho.nii.gz")
    parameters = record["parameters"]
    assert parameters["preset"] == "own"
    assert parameters["acquisition"] == {"EchoTime": 0.03}
    assert parameters["processing"] == [
        "drop the first 10 volumes",
        "shift slices to the middle acquired one",
        "estimate head motion against the first kept volume",
        "align the series with the T1, and the T1 with the MNI152 2009a template",
        "interpolate once, cubically, on voxels of 4 mm",
    ]
    hashes = {entry["role"]: entry["sha256"] for entry in record["inputs"]}
    assert (hashes["t1"], hashes["bold"]) == ("t1-hash", "bold-hash")
    assert "asl" not in hashes
    assert record["warnings"].count("The T1 is oblique.") == 1


def test_that_steps_that_were_not_done_are_not_told_and_a_lesion_is(tmp_path, structure, resting):
    lesion = Mask(MAPS, np.zeros(MAPS.shape, dtype=bool))
    run = a_run(tmp_path, preset_of(reho=values(fwhm_mm=0.0)), lesion=lesion)
    alone = replace(resting, way=Way(structure.normalisation, None))
    found = find_metrics(run, None, alone, (), silent)
    record = record_of(found.maps[0])
    steps = record["parameters"]["processing"]
    assert steps[0] == "drop the first 0 volumes"
    assert "leave the lesion out of every comparison of images" in steps
    assert "align the mean of the series with the MNI152 2009a template, without a T1" in steps
    assert not any("slices" in step for step in steps)
    assert "lesion" in {entry["role"] for entry in record["inputs"]}
    assert not list(run.names.work.glob("confound-masks*"))  # no signal is regressed out


def test_that_degrees_of_freedom_are_told_of_each_metric_and_lessen_a_correlation(whole):
    run, found = whole
    assert found.dof_left["alff"] == N - 24 - 2 - 2  # motion, two tissues, mean and trend; it needs all frequencies
    reho_left = record_of(run.names.maps / "reho.nii.gz")["parameters"]["preparation"]["filter"]["dof_left"]
    assert found.dof_left["reho"] == reho_left
    assert 0 < reho_left < found.dof_left["alff"]  # the band leaves a part of that
    of_correlations = [path for path in found.maps if path.name.startswith("fc_")]
    assert of_correlations
    for path in of_correlations:
        sidecar = json.loads(path.with_name(path.name.replace(".nii.gz", ".json")).read_text("utf-8"))
        assert sidecar["dof"] == found.dof_left["seed-fc"] - 1


def test_that_only_the_tissues_that_the_preset_names_are_averaged(tmp_path, structure, resting, monkeypatch):
    seen: list[Preparation] = []

    def compute(entry, series, mask, options, preparation, report, **given):
        seen.append(preparation)
        return compute_prepared(entry, series, mask, options, Preparation(), report, **given)

    monkeypatch.setattr(steps_metrics, "compute_prepared", compute)
    for white, csf in ((True, False), (False, True), (False, False)):
        chosen = {**CONFOUNDS, **values(white_matter=white, csf=csf)}
        run = a_run(tmp_path / f"{white}{csf}", preset_of(confounds=chosen, filter=BAND, reho=values(fwhm_mm=0.0)))
        find_metrics(run, structure, resting, (), silent)
        assert (seen[-1].white_matter is not None, seen[-1].csf is not None) == (white, csf)
        assert seen[-1].motion is resting.realignment.motion
    run = a_run(tmp_path / "none", preset_of(filter=BAND, reho=values(fwhm_mm=0.0)))
    find_metrics(run, structure, resting, (), silent)
    assert seen[-1].motion is None  # no section of confounds: none is regressed out
    assert not seen[-1].has_confounds


def test_that_metrics_are_computed_once_and_again_where_a_parameter_or_a_warning_changed(
    tmp_path, structure, resting, monkeypatch
):
    calls: list[str] = []

    def compute(entry, *given, **more):
        calls.append(entry.key)
        return compute_prepared(entry, *given, **more)

    monkeypatch.setattr(steps_metrics, "compute_prepared", compute)

    def again(fwhm_mm: float, *warnings: str) -> Metrics:
        return find_metrics(
            a_run(tmp_path, preset_of(reho=values(fwhm_mm=fwhm_mm))), structure, resting, warnings, silent
        )

    assert again(0.0) == again(0.0)
    assert len(calls) == 1
    again(4.0)
    assert len(calls) == 2
    again(4.0, "The T1 is oblique.")  # which is in the records of the maps
    assert len(calls) == 3


def test_that_small_ventricles_are_told_in_the_result_and_in_each_record(tmp_path, structure, resting):
    gray, white, csf = (getattr(structure.tissues, name) for name in ("gray", "white", "csf"))
    depth_mm = 14.0  # fluid no deeper than this is left
    brain = structure.tissues.brain
    deep = ndimage.distance_transform_edt(brain.data, sampling=brain.grid.voxel_size_mm) > depth_mm
    around = ndimage.distance_transform_edt(~deep, sampling=brain.grid.voxel_size_mm) < 8
    shallow = Volume(csf.grid, np.where(brain.data & ~deep & around, 1.0, np.where(deep, 0.0, csf.data)))
    small = replace(structure, tissues=replace(structure.tissues, gray=gray, white=white, csf=shallow))
    run = a_run(tmp_path, preset_of(confounds=CONFOUNDS, filter=BAND, reho=values(fwhm_mm=0.0)))
    found = find_metrics(run, small, resting, (), silent)
    (said,) = found.warnings
    assert "small ventricles?" in said
    assert said in record_of(found.maps[0])["warnings"]
