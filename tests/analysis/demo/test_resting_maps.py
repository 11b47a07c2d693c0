"""What a BOLD voxel is made of, in a patient whose anatomy is the template's own."""

import numpy as np
import pytest

from analysis.demo.anatomy import Anatomy
from analysis.demo.regions import NETWORKS
from analysis.demo.resting_maps import GRAY_SIGNAL, RestingMaps, blurred_tissues, make_resting_maps
from analysis.demo.settings import DemoSettings
from analysis.image import Volume
from analysis.sampling import at_point

GRID = DemoSettings(coarseness=3, n_volumes=20).bold_grid
NO_WAVES = np.zeros((0, 3))
TEMPLATE = Anatomy(np.eye(3), np.zeros(3), NO_WAVES, np.zeros(0), NO_WAVES)


@pytest.fixture(scope="module")
def maps() -> RestingMaps:
    return make_resting_maps(GRID, TEMPLATE, seed=0)


def at(data: np.ndarray, *xyz_mm: float) -> float:
    return at_point(Volume(GRID, data), np.array(xyz_mm))


def test_that_the_squared_weights_of_networks_whole_brain_and_local_part_add_up_to_one(maps: RestingMaps) -> None:
    total = sum(weight**2 for weight in maps.networks.values()) + maps.global_weight**2 + maps.local_weight**2
    np.testing.assert_allclose(total, 1, atol=1e-5)


def test_that_the_signal_is_the_sum_of_its_tissues_deep_in_the_brain_away_from_air(maps: RestingMaps) -> None:
    """900 (GM + 0.80 WM + 1.22 CSF): no rim and no scalp where the skull is far."""
    gray, white, csf = (maps.tissues[name] for name in ("GM", "WM", "CSF"))
    made = GRAY_SIGNAL * (gray + 0.80 * white + 1.22 * csf)
    ijk = np.argwhere(np.ones(GRID.shape, dtype=bool))
    deep = np.linalg.norm(GRID.to_mm(ijk) - [0, -20, 25], axis=1) < 30
    assert deep.sum() > 50
    np.testing.assert_allclose(maps.signal[tuple(ijk[deep].T)], made[tuple(ijk[deep].T)], rtol=0.01)


def test_that_air_takes_three_quarters_of_the_signal_above_the_sphenoid_sinus(maps: RestingMaps) -> None:
    """Loss 0.75 at (0, 38, -24), e⁻¹ of it 17 mm away; the occipital pole keeps all."""
    gray, white, csf = (maps.tissues[name] for name in ("GM", "WM", "CSF"))
    made = GRAY_SIGNAL * (gray + 0.80 * white + 1.22 * csf)
    ijk = np.rint(GRID.to_ijk(np.array([[0.0, 38.0, -24.0]]))).astype(int)
    away_mm = np.linalg.norm(GRID.to_mm(ijk)[0] - [0, 38, -24])
    assert at(maps.signal, *GRID.to_mm(ijk)[0]) < made[tuple(ijk[0])] * (1.05 - 0.75 * np.exp(-((away_mm / 17) ** 2)))


def test_that_pulsation_belongs_to_fluid_and_slow_fluctuation_to_gray_matter(maps: RestingMaps) -> None:
    gray, white, csf = (maps.tissues[name] for name in ("GM", "WM", "CSF"))
    assert maps.cardiac[csf > 0.5].mean() > 2 * maps.cardiac[white > 0.8].mean()
    plain = maps.amplitude / maps.amplitude_factor
    assert plain[gray > 0.6].mean() > 1.8 * plain[white > 0.8].mean()


def test_that_each_network_is_strong_in_its_own_regions_and_absent_in_the_others(maps: RestingMaps) -> None:
    places = {
        "DefaultMode": (0, -60, 35),
        "Sensorimotor": (-40, -25, 55),
        "Visual": (8, -82, 8),
        "Cerebellar": (30, -70, -38),
    }
    assert list(maps.networks) == list(NETWORKS)
    for name, xyz_mm in places.items():
        weights = {other: at(weight, *xyz_mm) for other, weight in maps.networks.items()}
        assert weights[name] > 0.25, weights
        assert all(weight < 0.5 * weights[name] for other, weight in weights.items() if other != name), weights


def test_that_the_seed_changes_the_unevenness_and_nothing_else(maps: RestingMaps) -> None:
    other = make_resting_maps(GRID, TEMPLATE, seed=1)
    np.testing.assert_array_equal(maps.signal, other.signal)
    np.testing.assert_array_equal(maps.amplitude_factor, other.amplitude_factor)
    gray = maps.tissues["GM"] > 0.5
    assert np.std(np.log(maps.amplitude[gray] / other.amplitude[gray])) == pytest.approx(0.13 * np.sqrt(2), rel=0.25)


def test_that_larger_voxels_see_blurred_tissue_that_still_adds_up_to_the_brain() -> None:
    fine = blurred_tissues(DemoSettings().bold_grid)
    coarse = blurred_tissues(GRID)
    for sharp, soft in zip(fine, coarse, strict=True):
        assert soft.data.max() < sharp.data.max()
        assert soft.data.sum() == pytest.approx(sharp.data.sum(), rel=0.01)
        np.testing.assert_allclose(sharp.grid.voxel_size_mm, (2, 2, 2))


def test_that_a_control_fluctuates_as_the_patient_would_without_the_changes(maps: RestingMaps) -> None:
    control = make_resting_maps(GRID, TEMPLATE, seed=0, is_patient=False)
    assert np.all(control.amplitude_factor == 1)
    np.testing.assert_allclose(control.amplitude * maps.amplitude_factor, maps.amplitude, rtol=1e-5)
    np.testing.assert_array_equal(control.signal, maps.signal)
