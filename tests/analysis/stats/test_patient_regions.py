import numpy as np
import pytest

from analysis.errors import DataError
from analysis.stats.multiple import holm
from analysis.stats.patient_regions import (
    COLUMNS,
    Region,
    aal_regions,
    compare_asymmetries,
    compare_regions,
    prespecified_regions,
    region_means,
    region_members,
    table_rows,
)
from analysis.stats.single_case import Transform, case_model, compare_case
from tests.analysis.stats.made_cohort import GRID, MASK


def test_that_the_prespecified_set_has_fourteen_rows_on_their_own_side():
    regions = prespecified_regions()
    assert len(regions) == 14
    assert [r.key for r in regions][:3] == ["periaqueductal_gray", "nucleus_accumbens_L", "nucleus_accumbens_R"]
    for region in regions:
        names = " ".join(region.aal_names)
        if region.key.endswith("_L"):
            assert region.caption.startswith("left ")
            assert "_R" not in names
            assert region.centre_mm is None or region.centre_mm[0] < 0
        if region.key.endswith("_R"):
            assert region.caption.startswith("right ")
            assert "_L" not in names
            assert region.centre_mm is None or region.centre_mm[0] > 0
        assert region.source


def test_that_all_regions_of_aal_are_there():
    assert len(aal_regions()) == 116


def test_that_left_regions_hold_voxels_left_of_the_midline():
    xyz = GRID.to_mm(np.argwhere(MASK.data))
    regions = [r for r in prespecified_regions() if r.key[-2:] in ("_L", "_R") and r.centre_mm is None]
    for region, rows in zip(regions, region_members(regions, MASK), strict=True):
        sign = -1 if region.key.endswith("_L") else 1
        assert (sign * xyz[rows, 0]).mean() > 0
        assert len(rows) > 0


def test_that_a_sphere_holds_the_voxels_within_its_radius():
    sphere = Region("a", "a", (), (4.0, 16.0, 10.0), 9.0)
    (rows,) = region_members([sphere], MASK)
    xyz = GRID.to_mm(np.argwhere(MASK.data))
    inside = np.linalg.norm(xyz - (4, 16, 10), axis=1) <= 9
    assert rows.tolist() == np.flatnonzero(inside).tolist()
    assert len(rows) == 7  # the voxel at its centre and one step along each axis


def test_that_the_mean_is_over_the_voxels_that_everyone_has():
    values = np.array([[1.0, 3, 5, 9], [2, 4, np.nan, 1]])
    means, counts = region_means(values, [np.array([0, 1, 2]), np.array([2])])
    assert means[:, 0].tolist() == [2, 3]
    assert np.isnan(means[:, 1]).all()
    assert counts.tolist() == [2, 0]


def made_means():
    rng = np.random.default_rng(4)
    return np.exp(rng.normal(size=(21, 4)) * 0.2), np.full(4, 10)


PLACES = tuple(Region(key, key.replace("_", " ")) for key in ("A_L", "A_R", "B_L", "B_R"))


def test_that_a_row_is_the_single_case_of_the_logarithm_in_the_unit_of_the_map():
    means, counts = made_means()
    rows = compare_regions(means, counts, PLACES, case_model(20), Transform.LOG, "mL", prespecified=True)
    case = compare_case(np.log(means[0]), np.log(means[1:]), case_model(20))
    assert [row.t for row in rows] == pytest.approx(case.t.tolist())
    assert rows[1].value == means[0, 1]
    assert rows[1].expected == pytest.approx(np.exp(np.log(means[1:, 1]).mean()))
    assert (rows[1].low, rows[1].high) == pytest.approx((np.exp(case.low[1]), np.exp(case.high[1])))
    assert rows[1].percentile_low < rows[1].percentile < rows[1].percentile_high
    assert [row.p_holm for row in rows] == pytest.approx(holm(case.p).tolist())
    assert rows[0].controls.tolist() == means[1:, 0].tolist()


def test_that_a_region_that_was_not_named_beforehand_has_no_corrected_p():
    means, counts = made_means()
    rows = compare_regions(means, counts, PLACES, case_model(20), Transform.LOG, "", prespecified=False)
    assert all(row.p_holm is None for row in rows)
    assert table_rows("aal", rows)[0][COLUMNS.index("p_holm")] is None


def test_that_asymmetry_is_left_minus_right_in_percent():
    means, counts = made_means()
    means[0, :2] = (30.0, 20.0)
    rows = compare_asymmetries(means, counts, PLACES, case_model(20), "mL", prespecified=True)
    assert len(rows) == 2
    assert rows[0].value == pytest.approx(200 * 10 / 50)
    assert (rows[0].unit, rows[0].region.key) == ("%", "A_asymmetry")
    assert "left minus right" in rows[0].region.caption
    swapped = means[:, [1, 0, 3, 2]]
    assert compare_asymmetries(swapped, counts, PLACES, case_model(20), "mL", prespecified=True)[0].t == pytest.approx(
        -rows[0].t
    )


def test_that_asymmetry_of_values_around_0_is_a_difference():
    means, counts = made_means()
    rows = compare_asymmetries(means - 1, counts, PLACES, case_model(20), "z", prespecified=False)
    assert rows[0].value == pytest.approx(means[0, 0] - means[0, 1])
    assert rows[0].unit == "z"
    assert compare_asymmetries(means[:, :1], counts, PLACES[:1], case_model(20), "", prespecified=False) == ()


def test_that_a_mean_without_a_logarithm_is_refused():
    means, counts = made_means()
    with pytest.raises(DataError, match="A logarithm needs values above 0"):
        compare_regions(means - 1, counts, PLACES, case_model(20), Transform.LOG, "", prespecified=True)
