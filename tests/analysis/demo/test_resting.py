"""The BOLD series as written: known changes, networks, realistic noise and spectrum, slice times, the right side."""

import csv
from pathlib import Path

import numpy as np
import pytest

from analysis.atlas.parcellation import aal
from analysis.demo import QUICK
from analysis.demo.anatomy import make_anatomy
from analysis.demo.regions import DECREASED, INCREASED
from analysis.demo.resting_signal import amplitude_spectrum, physiology
from analysis.files import nifti

FUNC = "derivatives/truth/sub-demo/func/sub-demo_task-rest"


def read(path: Path) -> np.ndarray:
    image = nifti.read(path)
    nifti.finish(image)
    if hasattr(image.image, "data"):
        return image.image.data
    return np.stack([image.image.frames.frame(t) for t in range(image.image.n_timepoints)], axis=-1)


@pytest.fixture(scope="module")
def bold(patient: Path) -> np.ndarray:
    return read(patient / "sub-demo/func/sub-demo_task-rest_bold.nii.gz").astype(np.float64)


@pytest.fixture(scope="module")
def gray(patient: Path) -> np.ndarray:
    return read(patient / f"{FUNC}_label-GM_probseg.nii.gz")


@pytest.fixture(scope="module")
def band_amplitude(bold: np.ndarray) -> np.ndarray:
    """Mean amplitude at 0.01 to 0.08 Hz after a straight line is removed, in percent of the mean signal."""
    n = bold.shape[-1]
    line = np.column_stack([np.ones(n), np.arange(n)])
    flat = bold - (bold @ np.linalg.pinv(line).T) @ line.T
    hz = np.fft.rfftfreq(n, 2.0)
    band = (hz >= 0.01) & (hz <= 0.08)
    amplitude = 2 * np.abs(np.fft.rfft(flat, axis=-1))[..., band].mean(axis=-1) / n
    return 100 * amplitude / np.maximum(bold.mean(axis=-1), 1)


def around(patient: Path, names: tuple[str, ...], reach_mm: float) -> tuple[np.ndarray, np.ndarray]:
    """Voxels of some AAL regions, and those outside all changed regions within a reach of them."""
    labels = read(patient / f"{FUNC}_desc-aal_dseg.nii.gz")
    inside = np.isin(labels, [aal().label_of(name) for name in names])
    changed = np.isin(labels, [aal().label_of(name) for name in DECREASED + INCREASED])
    xyz = QUICK.bold_grid.to_mm(np.argwhere(np.ones(labels.shape, dtype=bool)))
    near = np.min(np.linalg.norm(xyz[:, None] - QUICK.bold_grid.to_mm(np.argwhere(inside))[None], axis=-1), axis=1)
    return inside, (near.reshape(labels.shape) < reach_mm) & ~changed


@pytest.mark.parametrize("name", DECREASED)
def test_that_the_amplitude_is_lower_in_each_postcentral_gyrus_than_around_it(
    patient: Path, band_amplitude: np.ndarray, gray: np.ndarray, name: str
) -> None:
    inside, beside = around(patient, (name,), 20)
    core = inside & (gray > 0.5)
    assert core.sum() >= 15
    assert band_amplitude[core].mean() < 0.8 * band_amplitude[beside & (gray > 0.5)].mean()


def test_that_the_amplitude_is_higher_in_the_right_lobule_ix_than_in_the_left(
    patient: Path, band_amplitude: np.ndarray, gray: np.ndarray
) -> None:
    right, _ = around(patient, ("Cerebelum_9_R",), 1)
    left, _ = around(patient, ("Cerebelum_9_L",), 1)
    x_mm = QUICK.bold_grid.to_mm(np.argwhere(right))[:, 0]
    assert x_mm.mean() > 3
    assert band_amplitude[right & (gray > 0.5)].mean() > 1.25 * band_amplitude[left & (gray > 0.5)].mean()


def test_that_the_factor_of_the_truth_is_1_far_from_the_changes(patient: Path) -> None:
    factor = read(patient / f"{FUNC}_desc-change_boldmap.nii.gz")
    _, beside = around(patient, DECREASED + INCREASED, 25)
    inside, _ = around(patient, DECREASED + INCREASED, 25)
    np.testing.assert_allclose(factor[~(inside | beside)], 1, atol=1e-4)
    assert factor.min() < 0.55
    assert factor.max() > 1.5


def test_that_the_labels_of_the_changes_are_at_the_sides_their_names_say(patient: Path) -> None:
    labels = read(patient / f"{FUNC}_desc-change_dseg.nii.gz")
    with open(patient / f"{FUNC}_desc-change_dseg.tsv", encoding="utf-8") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    assert [row["name"] for row in rows] == ["Postcentral_L", "Postcentral_R", "Cerebelum_9_R"]
    for row in rows:
        x_mm = QUICK.bold_grid.to_mm(np.argwhere(labels == int(row["index"])))[:, 0]
        assert x_mm.mean() * (1 if row["name"].endswith("_R") else -1) > 3


def test_that_the_regions_are_where_the_deformation_puts_them(patient: Path) -> None:
    """Centre of the labelled voxels against the AAL voxels taken through the inverse of the anatomy.

    The two means weigh places differently where the anatomy is stretched, hence 3 mm; a flip would be 20 mm or more.
    """
    labels = read(patient / f"{FUNC}_desc-aal_dseg.nii.gz")
    for name in ("Precentral_L", "Calcarine_R", "Frontal_Mid_R", "Cerebelum_6_L"):
        seen = QUICK.bold_grid.to_mm(np.argwhere(labels == aal().label_of(name))).mean(axis=0)
        points = aal().grid.to_mm(np.argwhere(aal().region_mask(name).data)[::11])
        np.testing.assert_allclose(seen, make_anatomy(0).from_mni(points).mean(axis=0), atol=3)


def test_that_gray_matter_has_a_plausible_temporal_snr(bold: np.ndarray, gray: np.ndarray) -> None:
    n = bold.shape[-1]
    line = np.column_stack([np.ones(n), np.arange(n)])
    voxels = bold[gray > 0.75]
    flat = voxels - (voxels @ np.linalg.pinv(line).T) @ line.T
    assert 40 < np.median(voxels.mean(axis=1) / flat.std(axis=1)) < 110


def test_that_gray_matter_fluctuates_more_than_white_and_slowly(
    patient: Path, bold: np.ndarray, band_amplitude: np.ndarray, gray: np.ndarray
) -> None:
    white = read(patient / f"{FUNC}_label-WM_probseg.nii.gz")
    assert band_amplitude[gray > 0.75].mean() > 1.5 * band_amplitude[white > 0.85].mean()
    hz = np.fft.rfftfreq(bold.shape[-1], 2.0)
    power = (np.abs(np.fft.rfft(bold[gray > 0.75], axis=-1)) ** 2).mean(axis=0)
    assert power[(hz > 0.02) & (hz < 0.06)].mean() > 2 * power[hz > 0.18].mean()


def test_that_a_network_is_more_similar_within_than_to_another(patient: Path, bold: np.ndarray) -> None:
    weights = {
        name: read(patient / f"{FUNC}_desc-{name}_weight.nii.gz") for name in ("DefaultMode", "Visual", "Cerebellar")
    }
    x_mm = QUICK.bold_grid.to_mm(np.argwhere(np.ones(QUICK.bold_grid.shape, dtype=bool)))[:, 0]
    left = (x_mm < 0).reshape(QUICK.bold_grid.shape)
    courses = {}
    for name, weight in weights.items():
        for side, half in (("left", left), ("right", ~left)):
            courses[name, side] = bold[(weight > 0.4) & half].mean(axis=0)
    for name in weights:
        within = np.corrcoef(courses[name, "left"], courses[name, "right"])[0, 1]
        others = [np.corrcoef(courses[name, "left"], courses[o, "right"])[0, 1] for o in weights if o != name]
        assert within > 0.6, name
        assert within > max(others) + 0.1, name


def test_that_the_spectrum_falls_and_has_unit_variance() -> None:
    hz = np.arange(1, 100) / 600
    amplitude = amplitude_spectrum(hz)
    assert np.sum(amplitude**2) == pytest.approx(1)
    assert np.all(np.diff(amplitude) <= 0)


def test_that_breathing_is_seen_at_its_true_frequency_when_sampled_by_slices() -> None:
    """Slices every 0.1 s are fast enough to see 0.27 Hz; a TR of 2 s alone would show it as 0.23 Hz."""
    times = np.arange(20) * 0.1
    _, breath = physiology(times, 60, seed=0)
    course = breath.ravel()
    hz = np.fft.rfftfreq(course.size, 0.1)
    power = np.abs(np.fft.rfft(course - course.mean())) ** 2
    assert hz[power.argmax()] == pytest.approx(0.27, abs=0.03)
