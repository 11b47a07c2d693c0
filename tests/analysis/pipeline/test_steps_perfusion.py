"""Perfusion within a run: maps in both spaces, relative where nothing calibrates, a sentence where nothing can be told.

The T1 is the standard brain itself and the ASL series lies where it lies, so the truth is known without registration.
"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analysis.files import nifti
from analysis.files.results import write_map
from analysis.grid import Grid
from analysis.image import ArrayFrames, Series, Volume
from analysis.pipeline import steps_perfusion
from analysis.pipeline.names import Names
from analysis.pipeline.scans import AslScan, Scans
from analysis.pipeline.steps import Run
from analysis.pipeline.steps_perfusion import find_perfusion
from analysis.preprocess.coregister import Coregistration
from analysis.preprocess.resample import mni_grid, volumes_onto
from analysis.preprocess.structural import Structure
from analysis.preprocess.transforms import IDENTITY
from analysis.presets import find_preset
from analysis.progress import silent
from analysis.provenance import InputRecord, Provenance
from analysis.scan import AslScheme, Fact, FactSource, Modality, Scan, StatMap

ASL_GRID = Grid((46, 56, 46), np.array([[-4.0, 0, 0, 90], [0, 4, 0, -126], [0, 0, 4, -72], [0, 0, 0, 1]]))
FACTS = {
    "ArterialSpinLabelingType": "PCASL",
    "PostLabelingDelay": 1.8,
    "LabelingDuration": 1.8,
    "MagneticFieldStrength": 3.0,
    "MRAcquisitionType": "3D",
    "BackgroundSuppression": False,
    "RepetitionTimePreparation": 6.0,
    "EchoTime": 0.014,
}


def asl_scan(structure: Structure, *, m0: bool = True, facts: dict | None = None) -> AslScan:
    """Four pairs whose difference is 1 % of the control in gray matter, half of it elsewhere."""
    gray, brain = volumes_onto(
        [structure.tissues.gray, Volume(structure.t1.grid, structure.tissues.brain.data)],
        ASL_GRID,
        np.asarray,
        outside=0.0,
    )
    control = 1000 * (brain.data > 0.5)
    label = control * (1 - 0.005 * (1 + gray.data))
    noise = np.random.default_rng(0).normal(0, 0.5, (*ASL_GRID.shape, 8))
    frames = np.stack([control, label] * 4, axis=-1) + noise * (control[..., None] > 0)
    known = {name: Fact(value, FactSource.SIDECAR) for name, value in (FACTS if facts is None else facts).items()}
    scheme = AslScheme("PCASL", ("control", "label") * 4, (1.8,) * 8, 1.8, False, "Separate" if m0 else "Absent")
    series = Series(ASL_GRID, ArrayFrames(frames.astype(np.float32)), 6.0, "asl")
    scan = Scan(Modality.ASL, series, facts=known, asl=scheme)
    separate = Scan(Modality.M0, Volume(ASL_GRID, control, "m0"), facts=known) if m0 else None
    return AslScan(scan, separate, {})


def a_run(out: Path, asl: AslScan, preset: str = "restplus") -> Run:
    inputs = tuple(InputRecord(role, "ab") for role in ("t1", "asl", "m0"))
    run = Run(Names(out, "01"), Scans(asl=asl, inputs=inputs), find_preset(preset), mni_grid(3.0))
    run.arrays("structure-2", "f", {}, ["t1"], lambda report: {"a": np.zeros(1)}, silent)
    return run


@pytest.fixture(autouse=True)
def aligned(monkeypatch):
    """The alignment is known here; it has tests of its own."""
    monkeypatch.setattr(steps_perfusion, "coregister", lambda *given: Coregistration(IDENTITY, 0.97, 0.99, 0.5))


def test_that_the_map_in_mni_space_holds_the_perfusion_of_the_native_one(tmp_path, structure):
    run = a_run(tmp_path, asl_scan(structure))
    found = find_perfusion(run, structure, silent)
    assert [p.name for p in found.maps][:1] == ["cbf.nii.gz"], found.warnings
    native, moved = nifti.read(run.names.perf("cbf.nii.gz")).image, nifti.read(found.maps[0]).image
    assert isinstance(native, Volume)
    assert isinstance(moved, Volume)
    assert moved.unit == "mL/100 g/min"
    assert moved.grid.matches(run.grid)
    inside = np.isfinite(moved.data) & (structure.tissues.brain.data)
    there = native.data[native.data > 0]
    assert np.median(moved.data[inside]) == pytest.approx(np.median(there), rel=0.05)
    assert np.isnan(moved.data).any()  # no zero outside the brain is taken for perfusion
    assert run.names.t1_to_asl.is_file()
    assert run.names.perf("desc-quality.tsv").is_file()


def test_that_without_m0_perfusion_is_relative_and_the_reason_is_said(tmp_path, structure):
    asl = asl_scan(
        structure, m0=False, facts={**FACTS, "BackgroundSuppression": True, "BackgroundSuppressionNumberPulses": 2}
    )
    scheme = replace(asl.scan.asl, background_suppression=True)
    found = find_perfusion(a_run(tmp_path, replace(asl, scan=replace(asl.scan, asl=scheme))), structure, silent)
    assert [p.name for p in found.maps][:1] == ["relative_perfusion.nii.gz"], found.warnings
    assert any("relative to the mean of the brain" in sentence for sentence in found.warnings)


def test_that_motion_is_corrected_and_an_m0_of_another_moment_is_aligned(tmp_path, structure):
    asl = asl_scan(structure)
    still = find_perfusion(a_run(tmp_path / "still", asl), structure, silent)
    moved = Volume(ASL_GRID, np.roll(asl.m0.image.data, 2, axis=1), "m0")  # 8 mm to the front
    run = a_run(tmp_path / "moved", replace(asl, m0=replace(asl.m0, image=moved)))
    found = find_perfusion(run, structure, silent)
    record = json.loads(found.maps[0].with_suffix("").with_suffix(".json").read_text("utf-8"))["provenance"]
    assert record["parameters"]["motion_correction"].startswith("rigid")
    assert any("The M0 was moved by 8" in w or "The M0 was moved by 7.9" in w for w in record["warnings"])
    ours, theirs = (nifti.read(f.maps[0]).image.data for f in (found, still))
    both = np.isfinite(ours) & np.isfinite(theirs) & (theirs > 0)
    assert np.median(np.abs(ours - theirs)[both]) < 0.02 * np.median(theirs[both])
    assert both.sum() > 0.97 * (theirs > 0).sum()


def test_that_missing_facts_end_in_a_sentence_and_in_no_map(tmp_path, structure):
    asl = asl_scan(structure, facts={})
    nothing = replace(asl, scan=replace(asl.scan, asl=AslScheme(volume_types=("control", "label") * 4)))
    found = find_perfusion(a_run(tmp_path, nothing), structure, silent)
    assert found.maps == ()
    assert found.warnings[0].startswith("Perfusion was not computed.")


def test_that_a_failed_alignment_ends_in_a_sentence(tmp_path, structure, monkeypatch):
    from analysis.errors import DataError

    def fails(*given):
        raise DataError("The series could not be aligned with the T1: only 40 % ...")

    monkeypatch.setattr(steps_perfusion, "coregister", fails)
    found = find_perfusion(a_run(tmp_path, asl_scan(structure)), structure, silent)
    assert found.maps == ()
    assert "could not be aligned" in found.warnings[0]


def test_that_coupling_is_computed_where_the_preset_wants_it(tmp_path, structure):
    run = a_run(tmp_path, asl_scan(structure), "migraine_coupling_lin2025")
    missing = find_perfusion(run, structure, silent)
    assert any("no map sreho" in sentence for sentence in missing.warnings)
    gray = structure.tissues.gray
    noise = np.random.default_rng(1).normal(0, 0.02, gray.grid.shape)
    reho = Volume(gray.grid, 0.2 + 0.3 * gray.data + noise, "ReHo")
    write_map(StatMap(reho, "sreho", Provenance("f"), structure.tissues.brain), run.names.maps, space="MNI152")
    found = find_perfusion(run, structure, silent)
    assert {"ratio.nii.gz", "zratio.nii.gz"} <= {p.name for p in found.maps}, found.warnings
    assert found.numbers["CouplingR"] > 0.3  # both follow gray matter
    assert (run.names.maps / "coupling.json").is_file()
