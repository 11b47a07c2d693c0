import numpy as np
import pytest

from analysis.atlas.parcellation import aal
from analysis.errors import DataError, GeometryError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.perfusion.coupling_regions import regional_ratios, table_of
from tests.analysis.perfusion.made_brain import brain_mask, same, tissues

GRID = tissues()[0]


def ones(value: float) -> Volume:
    return Volume(GRID, np.full(GRID.shape, value))


def test_that_each_region_has_the_ratio_of_its_means() -> None:
    """CBF 50 everywhere but 30 in the left precentral gyrus, metric 0.5: ratios 100 and 60."""
    number = aal().label_of("Precentral_L")
    labels = aal().labels_at(GRID.to_mm(np.moveaxis(np.indices(GRID.shape), 0, -1)))
    cbf = Volume(GRID, np.where(labels == number, 30.0, 50.0))
    rows = {row.name: row for row in regional_ratios(cbf, ones(0.5), brain_mask(), same)}
    assert len(rows) == 116
    assert rows["Precentral_L"].ratio == pytest.approx(60)
    assert rows["Precentral_R"].ratio == pytest.approx(100)
    assert rows["Precentral_L"].z < -5
    assert rows["Precentral_L"].n_voxels > 200
    columns, table = table_of(tuple(rows.values()))
    assert len(table[0]) == len(columns)


def test_that_means_are_divided_and_not_averaged_ratios() -> None:
    """Metric 0.1 and 0.9 by turns, CBF 50: 50 / 0.5 = 100, while the mean of ratios would be 278."""
    i = np.indices(GRID.shape).sum(axis=0) % 2
    metric = Volume(GRID, np.where(i, 0.1, 0.9))
    row = next(r for r in regional_ratios(ones(50.0), metric, brain_mask(), same) if r.name == "Frontal_Mid_L")
    assert row.ratio == pytest.approx(100, rel=0.05)


def test_that_regions_without_ten_voxels_have_no_value() -> None:
    z = GRID.to_mm(np.moveaxis(np.indices(GRID.shape), 0, -1))[..., 2]
    mask = Mask(GRID, brain_mask().data & (z > 0))
    row = next(r for r in regional_ratios(ones(50.0), ones(0.5), mask, same) if r.name == "Cerebelum_8_L")
    assert row.n_voxels == 0
    assert np.isnan([row.cbf, row.metric, row.ratio, row.z]).all()


def test_that_other_spaces_and_grids_are_refused() -> None:
    with pytest.raises(DataError, match="are the maps in MNI space"):
        regional_ratios(ones(50.0), ones(0.5), brain_mask(), lambda xyz: xyz + 1000)
    other = Grid(GRID.shape, GRID.affine @ np.diag([-1, 1, 1, 1]))
    with pytest.raises(GeometryError):
        regional_ratios(ones(50.0), Volume(other, np.ones(GRID.shape)), brain_mask(), same)
