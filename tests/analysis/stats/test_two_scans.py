import numpy as np
import pytest

from analysis.atlas.parcellation import aal
from analysis.errors import DataError, GeometryError
from analysis.image import Volume
from analysis.preprocess.resample import mni_grid
from analysis.stats.region_values import region_labels
from analysis.stats.two_scans import compare_two, table_of

GRID = mni_grid(6.0)
LABELS = region_labels(GRID)


def of(values: np.ndarray | float, unit: str = "s") -> Volume:
    return Volume(GRID, np.broadcast_to(values, GRID.shape).astype(np.float32), "m", unit)


def test_that_the_difference_is_second_less_first_where_it_changed() -> None:
    """50 to 40 in the left insula: -10, -20 %; nowhere else."""
    after = np.where(aal().label_of("Insula_L") == LABELS, 40.0, 50.0)
    found = compare_two(of(50.0), of(after))
    first, second = found.largest[:2]
    assert (first.name, first.first, first.second) == ("Insula_L", 50.0, 40.0)
    assert (first.difference, first.percent) == (-10.0, pytest.approx(-20.0))
    assert second.difference == 0.0
    values = found.difference.volume.data
    assert (values[aal().label_of("Insula_L") == LABELS] == -10).all()
    assert (values[aal().label_of("Insula_R") == LABELS] == 0).all()


def test_that_exchanging_the_scans_turns_the_sign() -> None:
    rng = np.random.default_rng(5)
    a, b = of(rng.normal(5, 1, GRID.shape)), of(rng.normal(5, 1, GRID.shape))
    np.testing.assert_array_equal(compare_two(a, b).difference.volume.data, -compare_two(b, a).difference.volume.data)


def test_that_only_voxels_of_both_scans_count() -> None:
    holed = np.full(GRID.shape, 2.0)
    holed[:20] = np.nan
    found = compare_two(of(1.0), of(holed))
    assert np.isnan(found.difference.volume.data[:20]).all()
    assert found.whole.n_voxels == int(np.isfinite(holed).sum())
    assert found.whole.difference == 1.0


def test_that_maps_with_both_signs_have_no_percent() -> None:
    found = compare_two(of(-1.0), of(1.0))
    assert found.whole.difference == 2.0
    assert np.isnan(found.whole.percent)


def test_that_unlike_maps_are_refused() -> None:
    with pytest.raises(DataError, match="in s, the other in mL"):
        compare_two(of(1.0), of(1.0, "mL"))
    other = mni_grid(3.0)
    with pytest.raises(GeometryError, match="different grids"):
        compare_two(of(1.0), Volume(other, np.ones(other.shape), "m", "s"))
    with pytest.raises(DataError, match="Only 0 voxels"):
        compare_two(of(1.0), of(np.nan))


def test_that_the_table_begins_with_the_largest_difference() -> None:
    after = np.where(aal().label_of("Putamen_R") == LABELS, 3.0, 1.5)
    columns, rows = table_of(compare_two(of(1.0), of(after)))
    assert len(columns) == len(rows[0])
    assert rows[0][0] == "Putamen_R"
    assert rows[0][4] == 2.0
