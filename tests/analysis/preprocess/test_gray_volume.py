"""Grey-matter volume: what a stretched patient must give, and that no mL gets lost on the way."""

import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.grid import Grid
from analysis.image import Volume
from analysis.preprocess.gray_volume import UNIT, gray_volume
from analysis.preprocess.normalise import Normalisation
from analysis.preprocess.resample import mni_grid
from analysis.preprocess.transforms import LinearTransform, Warp
from tests.orientations import oriented_grid, rotation

FINE, MAPS = mni_grid(2.0), mni_grid(3.0)
TEMPLATE = Grid((49, 59, 49), np.array([[4.0, 0, 0, -96], [0, 4, 0, -132], [0, 0, 4, -76], [0, 0, 0, 1]]))


def ball_ml(grid: Grid, centre_mm: np.ndarray, radius_mm: float) -> tuple[Volume, float]:
    """A ball with a soft border, and its volume."""
    ijk = np.stack(np.meshgrid(*[np.arange(n) for n in grid.shape], indexing="ij"), axis=-1)
    distance = np.linalg.norm(grid.to_mm(ijk) - centre_mm, axis=-1)
    data = np.clip((radius_mm - distance) / 4 + 0.5, 0, 1)
    return Volume(grid, data), float(data.sum() * grid.voxel_volume_mm3 / 1000)


def way(scale: tuple[float, float, float], amplitude_mm: float = 0.0) -> Normalisation:
    """An affine map, after a smooth wave of displacements that nearly folds at 15 mm."""
    matrix = np.eye(4)
    matrix[:3, :3] = rotation(6, -4, 3) @ np.diag(scale)
    matrix[:3, 3] = 4, -7, 2
    ijk = np.stack(np.meshgrid(*[np.arange(n) for n in TEMPLATE.shape], indexing="ij"), axis=-1)
    x, y, z = np.moveaxis(TEMPLATE.to_mm(ijk), -1, 0)
    wave = amplitude_mm * np.stack([np.sin(y / 15), np.sin(z / 14 + 1), np.sin(x / 16 + 2)], axis=-1)
    wave += amplitude_mm * np.stack([np.sin(x / 17), np.sin(y / 13), np.cos(z / 15)], axis=-1)
    return Normalisation(LinearTransform(matrix), Warp(TEMPLATE, wave), Warp(TEMPLATE, -wave), 1.0)


def patient_grid(orientation: str = "oblique") -> Grid:
    grid = oriented_grid(orientation, (90, 92, 94), (1.5, 1.5, 1.5))
    affine = grid.affine.copy()
    affine[:3, 3] -= grid.centre_mm
    return Grid(grid.shape, affine)


def test_that_a_head_twice_as_large_has_twice_the_density():
    full = Volume(patient_grid(), np.ones(patient_grid().shape))
    found = gray_volume(full, way((2.0, 1.0, 1.0)), FINE, MAPS, fwhm_mm=0.0)
    centre = tuple(np.rint(MAPS.to_ijk(np.zeros(3))).astype(int))
    assert found.smoothed.data[centre] == pytest.approx(2.0, abs=1e-5)
    assert found.smoothed.unit == UNIT


@pytest.mark.parametrize(("orientation", "amplitude_mm"), [("RAS", 0.0), ("LPS", 4.0), ("oblique", 4.0)])
def test_that_no_millilitre_is_lost_by_affine_and_warp(orientation, amplitude_mm):
    gray, ml = ball_ml(patient_grid(orientation), np.array([10.0, -5.0, 8.0]), 35.0)
    found = gray_volume(gray, way((1.1, 0.9, 1.05), amplitude_mm), FINE, MAPS)
    assert found.total_ml == pytest.approx(ml, rel=0.01)
    in_maps = found.smoothed.data.sum(dtype=np.float64) * MAPS.voxel_volume_mm3 / 1000
    assert in_maps == pytest.approx(ml, rel=0.01)  # 8 mm of smoothing moves it, and loses none


def test_that_the_warp_changes_where_it_is_dense():
    gray, _ = ball_ml(patient_grid(), np.zeros(3), 40.0)
    plain, waved = (gray_volume(gray, way((1, 1, 1), mm), FINE, MAPS).modulated.data for mm in (0.0, 4.0))
    inside = plain > 0.99
    assert plain[inside].std() < 0.01
    assert waved[inside].std() > 0.1


def test_that_smoothing_out_of_range_is_refused():
    gray, _ = ball_ml(patient_grid(), np.zeros(3), 30.0)
    with pytest.raises(OptionError):
        gray_volume(gray, way((1, 1, 1)), FINE, MAPS, fwhm_mm=-1.0)
