"""The steps of the T1: computed once, in mL that add up, and with what was found in the record of the map."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import ndimage

from analysis.files import nifti
from analysis.image import Mask, Volume
from analysis.pipeline import steps_anatomy
from analysis.pipeline.names import ANATOMY_MM, Names
from analysis.pipeline.scans import Scans
from analysis.pipeline.steps import Run
from analysis.pipeline.steps_anatomy import find_anatomy, find_gray_volume, find_structure, the_template, write_gray_map
from analysis.preprocess.resample import mni_grid
from analysis.preprocess.segment import TissueVolumes
from analysis.preprocess.structural import Structure
from analysis.presets import Parameter, Preset, find_preset
from analysis.progress import silent
from analysis.provenance import InputRecord

MAPS = mni_grid(3.0)
VOLUMES = TissueVolumes(gray_ml=650.0, white_ml=520.0, csf_ml=330.0, lesion_ml=4.0)


def smoothed_by(fwhm_mm: float) -> Preset:
    preset = find_preset("restplus")
    return replace(preset, sections={**preset.sections, "gray_volume": {"fwhm_mm": Parameter(fwhm_mm, "test")}})


def a_run(
    out: Path, t1: Volume, *, sha256: str = "aa", lesion: Mask | None = None, preset: Preset | None = None
) -> Run:
    inputs = [InputRecord("t1", sha256), InputRecord("bold", "cc")]
    if lesion is not None:
        inputs.append(InputRecord("lesion", "bb"))
    scans = Scans(t1=t1, lesion=lesion, inputs=tuple(inputs), warnings=("The T1 is oblique.",))
    return Run(Names(out, "01"), scans, preset or find_preset("restplus"), MAPS)


@pytest.fixture
def asked(structure, monkeypatch) -> list[dict]:
    """What the analysis of the T1 was asked for, each time; its answer is known."""
    calls: list[dict] = []

    def analyse(t1: Volume, template: object, **given: object) -> Structure:
        calls.append({"t1": t1, "template": template, **given})
        return replace(structure, tissues=replace(structure.tissues, volumes=VOLUMES))

    monkeypatch.setattr(steps_anatomy, "analyse_t1", analyse)
    return calls


def test_that_the_t1_is_analysed_once_and_comes_back_as_it_was_found(tmp_path, structure, asked):
    first = find_structure(a_run(tmp_path, structure.t1), silent)
    again = find_structure(a_run(tmp_path, structure.t1), silent)
    assert len(asked) == 1
    assert asked[0]["t1"] is structure.t1
    assert asked[0]["template"] is the_template()
    assert asked[0]["lesion"] is None
    for found in (first, again):
        assert found.tissues.volumes == VOLUMES
        np.testing.assert_allclose(found.tissues.gray.data, structure.tissues.gray.data, atol=1e-6)
        np.testing.assert_array_equal(found.tissues.brain.data, structure.tissues.brain.data)
        assert found.t1.grid.matches(structure.t1.grid)


def test_that_another_t1_or_a_lesion_is_analysed_anew(tmp_path, structure, asked):
    lesion = Mask(structure.t1.grid, np.arange(structure.t1.grid.n_voxels).reshape(structure.t1.grid.shape) % 1000 == 0)
    for given in ({}, {"sha256": "other"}, {"lesion": lesion}):
        find_structure(a_run(tmp_path, structure.t1, **given), silent)
    assert len(asked) == 3
    assert asked[2]["lesion"] is lesion


def test_that_gray_matter_keeps_its_millilitres_on_both_grids(tmp_path, structure, asked):
    run = a_run(tmp_path, structure.t1)
    found = find_gray_volume(run, find_structure(run, silent), silent)
    there = structure.tissues.gray
    expected_ml = there.data.sum() * there.grid.voxel_volume_mm3 / 1000  # nothing is moved, so nothing is stretched
    assert found.total_ml == pytest.approx(expected_ml, rel=0.01)
    smoothed_ml = found.smoothed.data.sum() * MAPS.voxel_volume_mm3 / 1000
    assert smoothed_ml == pytest.approx(expected_ml, rel=0.01)
    assert found.modulated.grid.matches(mni_grid(ANATOMY_MM))
    assert found.smoothed.grid.matches(MAPS)
    assert found.modulated.unit == found.smoothed.unit == "mL/mL"


def test_that_the_preset_says_how_much_it_is_smoothed_and_8_mm_is_the_default(tmp_path, structure, asked):
    def height(preset: Preset | None) -> float:
        run = a_run(tmp_path, structure.t1, preset=preset)
        return float(find_gray_volume(run, find_structure(run, silent), silent).smoothed.data.std())

    usual, none, wide = height(None), height(smoothed_by(0.0)), height(smoothed_by(16.0))
    assert none > usual > wide
    assert height(smoothed_by(8.0)) == usual
    assert len(asked) == 1  # another smoothing needs no other anatomy


def test_that_the_map_has_its_unit_and_what_was_found_in_its_record(tmp_path, structure, asked):
    run = a_run(tmp_path, structure.t1, preset=smoothed_by(6.0))
    anatomy = find_anatomy(run, silent)
    (path,) = write_gray_map(run, anatomy, silent)
    assert path == run.names.maps / "gray_volume.nii.gz"
    record = json.loads((run.names.maps / "gray_volume.json").read_text("utf-8"))
    provenance = record["provenance"]
    parameters = provenance["parameters"]
    assert parameters["fwhm_mm"] == 6.0
    assert parameters["computed_in_voxels_mm"] == ANATOMY_MM
    assert parameters["gray_matter_ml"] == VOLUMES.gray_ml
    assert parameters["tiv_ml"] == 650 + 520 + 330 + 4
    assert parameters["modulated_total_ml"] == pytest.approx(anatomy.gray.total_ml)
    assert parameters["preset"] == "restplus"
    assert parameters["steps_in_words"] == [
        "align the T1 with the MNI152 2009a template",
        "correct the bias field of the T1, and find brain and tissues",
        "bring grey matter to voxels of 2 mm, times the determinant of the warp's Jacobian (modulation)",
        "smooth by 6 mm FWHM",
        "interpolate on voxels of 3 mm",
    ]
    assert [entry["role"] for entry in provenance["inputs"]] == ["t1"]  # no other scan has a part in it
    assert "The T1 is oblique." in provenance["warnings"]
    image = nifti.read(path).image
    assert isinstance(image, Volume)
    assert image.unit == "mL/mL"
    written = image.data
    inside = np.isfinite(written) & (written != 0)
    np.testing.assert_allclose(written[inside], anatomy.gray.smoothed.data[inside], rtol=1e-5)
    brain = structure.tissues.brain.data  # which is the standard brain, but for voxels at its border
    assert np.count_nonzero(inside & ~ndimage.binary_dilation(brain)) == 0
    assert np.count_nonzero(inside) > 0.95 * np.count_nonzero(brain)


def test_that_a_lesion_is_told_and_no_smoothing_that_was_not_done(tmp_path, structure, asked):
    lesion = Mask(structure.t1.grid, np.zeros(structure.t1.grid.shape, dtype=bool))
    run = a_run(tmp_path, structure.t1, lesion=lesion, preset=smoothed_by(0.0))
    (path,) = write_gray_map(run, find_anatomy(run, silent), silent)
    provenance = json.loads(path.with_name("gray_volume.json").read_text("utf-8"))["provenance"]
    steps = provenance["parameters"]["steps_in_words"]
    assert "leave the lesion out of every comparison of images" in steps
    assert not any("smooth" in step for step in steps)
    assert [entry["role"] for entry in provenance["inputs"]] == ["t1", "lesion"]


def test_that_a_finished_anatomy_is_not_written_again_and_a_lost_file_is(tmp_path, structure, asked):
    run = a_run(tmp_path, structure.t1)
    find_anatomy(run, silent)
    kept = run.names.anat("desc-brain_mask.nii.gz")
    before = kept.stat().st_mtime_ns
    find_anatomy(a_run(tmp_path, structure.t1), silent)
    assert kept.stat().st_mtime_ns == before
    lost = run.names.anat("label-GM_probseg.nii.gz")
    lost.unlink()
    find_anatomy(a_run(tmp_path, structure.t1), silent)
    assert lost.is_file()
    assert len(asked) == 1
