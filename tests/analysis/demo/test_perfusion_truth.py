"""Perfusion: known values, the RIGHT posterior hypoperfusion, and that the written series show it."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analysis.demo import QUICK
from analysis.demo.anatomy import make_anatomy
from analysis.demo.perfusion_truth import lesion_by_territory, lesion_weight, make_perfusion
from analysis.demo.person import controls
from analysis.files import nifti
from analysis.image import Volume
from analysis.perfusion.kinetics import EFFICIENCY
from analysis.sampling import at_point

PERF = "derivatives/truth/sub-demo/perf/sub-demo"
GRID = QUICK.asl_grid


def volume(path: Path) -> Volume:
    image = nifti.read(path).image
    assert isinstance(image, Volume)
    return image


def frames(path: Path) -> np.ndarray:
    scan = nifti.read(path)
    nifti.finish(scan)
    return np.stack([scan.image.frames.frame(t) for t in range(scan.image.n_timepoints)], axis=-1).astype(np.float64)


def right_and_left(data: np.ndarray, gray: np.ndarray) -> tuple[float, float]:
    """Mean in the gray matter of the posterior right hemisphere and of its mirror, found through MNI mm."""
    ijk = np.argwhere(gray > 0.6)
    mni = make_anatomy(0).to_mni(GRID.to_mm(ijk))
    posterior = (np.abs(mni[:, 1] + 70) < 18) & (np.abs(mni[:, 2] - 15) < 18) & (np.abs(mni[:, 0]) > 18)
    values = data[tuple(ijk.T)]
    return float(values[posterior & (mni[:, 0] > 0)].mean()), float(values[posterior & (mni[:, 0] < 0)].mean())


def test_that_the_hypoperfusion_is_on_the_right_and_behind() -> None:
    weight = lesion_weight()
    xyz = weight.grid.to_mm(np.argwhere(weight.data > 0))
    assert xyz[:, 0].min() > 0
    assert xyz[:, 1].max() < -30


def test_that_the_true_cbf_is_lower_in_the_right_posterior_cortex_than_in_its_mirror(patient: Path) -> None:
    gray = volume(patient / f"{PERF}_label-GM_probseg.nii.gz").data
    right, left = right_and_left(volume(patient / f"{PERF}_cbf.nii.gz").data, gray)
    assert right < 0.85 * left
    late, usual = right_and_left(volume(patient / f"{PERF}_att.nii.gz").data, gray)
    assert late > usual + 0.1


def test_that_the_hypoperfusion_crosses_two_territories() -> None:
    volumes_ml = lesion_by_territory()
    share = {name: ml / sum(volumes_ml.values()) for name, ml in volumes_ml.items()}
    assert share["PCA"] > 0.2
    assert share["MCA"] > 0.2
    assert min(volumes_ml["PCA"], volumes_ml["MCA"]) > 5


def test_that_gray_and_white_matter_have_the_perfusion_they_should(patient: Path) -> None:
    cbf = volume(patient / f"{PERF}_cbf.nii.gz").data
    gray, white = (volume(patient / f"{PERF}_label-{name}_probseg.nii.gz").data for name in ("GM", "WM"))
    healthy = volume(patient / f"{PERF}_desc-hypoperfusion_mask.nii.gz").data == 0
    assert cbf[(gray > 0.85) & healthy].mean() == pytest.approx(60, abs=5)
    assert cbf[(white > 0.9) & healthy].mean() == pytest.approx(22, abs=4)


def test_that_the_written_single_delay_series_gives_the_true_cbf_back(patient: Path) -> None:
    """White paper equation on the files alone, the mean over gray matter within 5 %, and lower on the right."""
    series = frames(patient / "sub-demo/perf/sub-demo_acq-single_asl.nii.gz")
    m0 = volume(patient / "sub-demo/perf/sub-demo_acq-single_m0scan.nii.gz").data
    record = json.loads((patient / "sub-demo/perf/sub-demo_acq-single_asl.json").read_text())
    pld, tau = record["PostLabelingDelay"], record["LabelingDuration"]
    assert record["LabelingEfficiency"] == pytest.approx(EFFICIENCY, abs=1e-5)
    difference = (series[..., 1::2] - series[..., 0::2]).mean(axis=-1)  # label first, as aslcontext says
    factor = 6000 * 0.9 * np.exp(pld / 1.65) / (2 * record["LabelingEfficiency"] * 1.65 * (1 - np.exp(-tau / 1.65)))
    cbf = factor * difference / np.maximum(m0, 1)
    gray = volume(patient / f"{PERF}_label-GM_probseg.nii.gz").data
    truth = volume(patient / f"{PERF}_cbf.nii.gz").data
    assert cbf[gray > 0.75].mean() == pytest.approx(truth[gray > 0.75].mean(), rel=0.05)
    right, left = right_and_left(cbf, gray)
    assert right < 0.9 * left


def test_that_later_delays_see_more_of_the_late_side(patient: Path) -> None:
    """The signal of several delays peaks when the label has arrived and decays after."""
    series = frames(patient / "sub-demo/perf/sub-demo_acq-multi_asl.nii.gz")
    delays = np.array(
        json.loads((patient / "sub-demo/perf/sub-demo_acq-multi_asl.json").read_text())["PostLabelingDelay"]
    )
    gray = volume(patient / f"{PERF}_label-GM_probseg.nii.gz").data > 0.75
    difference = series[..., 1::2] - series[..., 0::2]
    by_delay = [difference[gray][:, delays[::2] == pld].mean() for pld in (0.5, 1.0, 1.5, 2.0, 2.5)]
    assert by_delay[0] < by_delay[1] > by_delay[2] > by_delay[3] > by_delay[4] > 0


def test_that_the_mask_of_the_hypoperfusion_lies_right_in_patient_mm(patient: Path) -> None:
    mask = nifti.read_mask(patient / f"{PERF}_desc-hypoperfusion_mask.nii.gz")
    xyz = mask.grid.to_mm(np.argwhere(mask.data))
    assert xyz[:, 0].min() > 0
    assert mask.volume_mm3 == pytest.approx(85_000, rel=0.25)
    centre = make_anatomy(0).from_mni(np.array([[38.0, -67.0, 17.0]]))[0]
    assert at_point(Volume(mask.grid, mask.data), centre) == 1


def test_that_a_control_has_flow_of_its_own_and_no_hypoperfusion() -> None:
    grid, person = QUICK.asl_grid, replace(next(iter(controls(1))), seed=0, cbf_factor=0.8, arrival_later_s=0.1)
    anatomy = make_anatomy(0)
    control, patient = make_perfusion(grid, anatomy, 0, person=person), make_perfusion(grid, anatomy, 0)
    assert not control.lesion.any()
    away = (patient.lesion == 0) & (patient.tissues["GM"] > 0.6)
    assert away.sum() > 500
    np.testing.assert_allclose((control.att_s - patient.att_s)[away], 0.1, atol=1e-5)
    log = np.log(control.cbf[away] / patient.cbf[away])
    assert abs(log.mean() - np.log(0.8)) < 0.06  # the brain holds some twenty independent patches of SD 8 %: 3 SE
    assert 0.05 < log.std() < 0.11  # 8 % from place to place
    right, left = right_and_left(control.cbf, control.tissues["GM"])
    lower, usual = right_and_left(patient.cbf, patient.tissues["GM"])
    assert abs(right / left - 1) < 0.12
    assert lower / usual < 0.8
