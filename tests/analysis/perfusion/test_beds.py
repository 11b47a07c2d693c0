import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from analysis.atlas.territories import Side, Territory
from analysis.errors import DataError, GeometryError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.perfusion.beds import asymmetry_index, measure_beds, place_beds, table_of
from tests.analysis.perfusion.made_brain import brain_mask, flow, same, sphere, tissues


def test_that_the_asymmetry_index_is_200_times_difference_over_sum() -> None:
    """L 40, R 60: 200 x (-20) / 100 = -40 %."""
    assert asymmetry_index(40, 60) == -40
    assert asymmetry_index(60, 40) == 40
    assert np.isnan(asymmetry_index(1, -1))
    assert np.isnan(asymmetry_index(np.nan, 50))


def test_that_constant_flow_per_side_gives_its_values_in_every_territory() -> None:
    grid = tissues()[0]
    x = grid.to_mm(np.moveaxis(np.indices(grid.shape), 0, -1))[..., 0]
    pairs = measure_beds(Volume(grid, np.where(x < 0, 40.0, 60.0)), place_beds(brain_mask(), same))
    assert [p.left.bed.territory for p in pairs] == list(Territory)
    for pair in pairs:
        assert pair.left.mean == pytest.approx(40)
        assert pair.right.mean == pytest.approx(60)
        assert pair.left.bed.side is Side.LEFT
        assert pair.left.volume_ml == pytest.approx(pair.left.n_voxels * 0.064)


def test_that_a_lesion_on_the_right_lowers_only_its_territory_on_the_right() -> None:
    beds = place_beds(brain_mask(), same)
    before = measure_beds(flow(), beds)
    after = measure_beds(flow(sphere((48, -10, 30), 18, 0.5)), beds)
    changed = {
        value.bed.in_words()
        for a, b in zip(before, after, strict=True)
        for value, other in ((a.left, b.left), (a.right, b.right))
        if other.mean < 0.995 * value.mean
    }
    assert changed == {"MCA right"}
    assert after[1].asymmetry > before[1].asymmetry + 2


@pytest.mark.parametrize("flip", [(1, 1, 1), (-1, 1, 1), (1, -1, -1)])
def test_that_the_patients_own_grid_and_space_change_no_side(flip: tuple[int, int, int]) -> None:
    """The same brain stored with other directions of its axes, turned and shifted in the scanner."""
    volume, mask = flow(sphere((-40, -20, 40), 20, 0.5)), brain_mask()
    expected = measure_beds(volume, place_beds(mask, same))
    turn = np.eye(4)
    turn[:3, :3] = Rotation.from_euler("xyz", [10, 20, -15], degrees=True).as_matrix()
    turn[:3, 3] = (30, -12, 8)
    steps = tuple(slice(None, None, f) for f in flip)
    affine = volume.grid.affine @ np.diag([*flip, 1.0])
    affine[:3, 3] = volume.grid.to_mm(
        np.array([0 if f > 0 else n - 1 for f, n in zip(flip, volume.grid.shape, strict=True)])
    )
    grid = Grid(volume.grid.shape, turn @ affine)

    def to_mni(xyz: np.ndarray) -> np.ndarray:
        back = np.linalg.inv(turn)
        return np.asarray(xyz @ back[:3, :3].T + back[:3, 3])

    found = measure_beds(Volume(grid, volume.data[steps]), place_beds(Mask(grid, mask.data[steps]), to_mni))
    for a, b in zip(expected, found, strict=True):
        assert b.asymmetry == pytest.approx(a.asymmetry, abs=0.5)
        assert b.left.mean == pytest.approx(a.left.mean, rel=0.005)


def test_that_a_territory_outside_the_image_is_not_covered_rather_than_zero() -> None:
    grid, *_, brain = tissues()
    z = grid.to_mm(np.moveaxis(np.indices(grid.shape), 0, -1))[..., 2]
    pairs = measure_beds(flow(), place_beds(Mask(grid, brain & (z > 20)), same))
    vb = pairs[-1]
    assert vb.left.n_voxels == 0
    assert np.isnan(vb.left.mean)
    assert np.isnan(vb.asymmetry)


def test_that_only_counted_voxels_count_and_the_table_names_every_bed() -> None:
    _, gray, _, brain = tissues()
    beds = place_beds(brain_mask(), same)
    pairs = measure_beds(flow(), beds, gray[brain] > 0.9)
    assert pairs[1].left.mean == pytest.approx(60, abs=4)
    columns, rows = table_of(pairs, "mL/100 g/min")
    assert len(rows) == 8
    assert rows[2][:2] == ("MCA", "left")
    assert len(columns) == len(rows[0])
    assert pairs[1].left.relative == pytest.approx(1, abs=0.05)


def test_that_a_wrong_way_to_mni_and_empty_or_other_images_are_refused() -> None:
    grid = tissues()[0]
    with pytest.raises(DataError, match="check its alignment"):
        place_beds(brain_mask(), lambda xyz: xyz + np.array([0, 120.0, 0]))
    with pytest.raises(DataError, match="mask is empty"):
        place_beds(Mask(grid, np.zeros(grid.shape)), same)
    beds = place_beds(brain_mask(), same)
    with pytest.raises(DataError, match="No voxel"):
        measure_beds(Volume(grid, np.full(grid.shape, np.nan)), beds)
    other = Grid(grid.shape, grid.affine @ np.diag([-1, 1, 1, 1]))
    with pytest.raises(GeometryError):
        measure_beds(Volume(other, np.ones(grid.shape)), beds)
