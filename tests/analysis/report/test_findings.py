"""The first page: what of a comparison is shown, in which order, and in which words."""

import numpy as np
import pytest

from analysis.grid import Grid
from analysis.image import Volume
from analysis.report.comparison import Comparison, RegionLine
from analysis.report.findings import (
    POSITIONS_MM,
    cohort_line,
    most_deviating,
    peak_height_mm,
    region_table,
    slice_heights,
)

# i runs to the left, so that a voxel's number along x says nothing of its height
GRID = Grid((5, 6, 7), np.array([[-4.0, 0, 0, 8], [0, 4, 0, -12], [0, 0, 4, -20], [0, 0, 0, 1]]))


def line(
    caption: str = "Insula, right", *, p_holm: float | None = 0.2, n_voxels: int = 40, **others: float
) -> RegionLine:
    numbers = {
        "value": 41.26, "expected": 52.0, "interval_low": 38.125, "interval_high": 66.5, "percentile": 3.14,
        "percentile_low": 0.523, "percentile_high": 9.96, "w_descriptive": -1.96, "t": -1.987, "p_two_tailed": 0.05,
        **others,
    }  # fmt: skip
    unit = "mL/100 g/min"
    return RegionLine("prespecified", caption, caption, unit, n_voxels, numbers, p_holm, np.arange(3.0))


def comparison(**record: object) -> Comparison:
    return Comparison(record, (), None, None, {})


# -- slices -----------------------------------------------------------------------------------------------


def test_that_the_peak_is_the_largest_in_size_at_its_height_in_mm():
    data = np.full(GRID.shape, np.nan)
    data[1, 2, 0], data[4, 0, 5] = 2.0, -3.5  # z = -20 mm and 0 mm
    assert peak_height_mm(Volume(GRID, data, "W")) == 0.0
    data[4, 0, 5] = -1.0
    assert peak_height_mm(Volume(GRID, data, "W")) == -20.0


def test_that_a_map_without_values_has_no_peak_and_the_usual_slices():
    assert peak_height_mm(Volume(GRID, np.full(GRID.shape, np.nan), "W")) is None
    assert slice_heights(None) == POSITIONS_MM


@pytest.mark.parametrize(
    ("peak_mm", "expected"),
    [
        (10.0, (-24.0, -8.0, 10.0, 24.0, 40.0, 56.0)),
        (-60.0, (-60.0, -8.0, 8.0, 24.0, 40.0, 56.0)),
        (72.0, (-24.0, -8.0, 8.0, 24.0, 40.0, 72.0)),
        (8.0, POSITIONS_MM),
    ],
)
def test_that_one_of_the_six_slices_goes_through_the_peak(peak_mm, expected):
    assert slice_heights(peak_mm) == expected


# -- regions ----------------------------------------------------------------------------------------------


def test_that_the_regions_that_deviate_most_come_first_to_whichever_side():
    rows = tuple(line(str(n), t=t) for n, t in enumerate((0.5, -4.0, 3.0, np.nan, 1.0, -2.0)))
    assert [row.caption for row in most_deviating(rows)] == ["1", "2", "5", "4"]


def test_that_a_row_has_the_patient_the_expected_the_range_and_the_percentile_with_its_interval():
    table = region_table(comparison(dof=28), (line(),), "Blood flow (CBF)")
    assert table.columns == (
        "Region", "Blood flow (CBF) (mL/100 g/min)", "Expected", "95 % prediction", "Percentile (95 % CI)", "W",
        "t(28)", "Holm p",
    )  # fmt: skip
    assert table.rows == (
        ("Insula, right", "41.3", "52.0", "38.1 to 66.5", "3.1 (0.52 to 10.0)", "−2.0", "−1.99", "0.200"),
    )


def test_that_only_regions_outside_the_range_of_the_cohort_are_marked():
    rows = (line(p_holm=0.05), line(p_holm=0.0501), line(p_holm=None), line(p_holm=0.001))
    assert region_table(comparison(dof=28), rows, "CBF").marked == (0, 3)


def test_that_a_region_that_was_not_measured_has_no_number():
    (row,) = region_table(comparison(dof=28), (line(n_voxels=0, value=0.0),), "CBF").rows
    assert row == ("Insula, right", "outside the search volume", "", "", "", "", "", "")


def test_that_a_value_that_is_not_known_is_a_dash_and_never_zero():
    (row,) = region_table(comparison(dof=28), (line(value=np.nan, t=np.nan, percentile=np.nan),), "CBF").rows
    assert row[1] == "–"
    assert row[4].startswith("– (")
    assert row[6] == "–"


# -- the cohort -------------------------------------------------------------------------------------------


def test_that_the_line_of_the_cohort_names_controls_covariates_leverage_and_calibration():
    found = comparison(
        caption="cbf of one patient against 30 controls, pipeline 0123456789ab; age and sex; t with 27 degrees.",
        controls={
            "counts": {"sex": {"women": 18, "men": 12}},
            "n_within": 12,
            "within_years": 5.0,
            "scanner": "Prisma",
            "leverage_limit": 0.2,
        },
        leverage=0.1234,
        calibration=["In the cohort itself 4 of 100 maps were called abnormal.", "Not shown."],
        provenance={"parameters": {"statistic": "cbf", "level": "regions only"}},
    )
    said = cohort_line(found, "Blood flow")
    assert said.startswith("Blood flow of one patient against 30 controls; age and sex; ")
    assert "0123456789ab" not in said  # stands in the heading
    assert "degrees" not in said  # stands above the column of t
    assert "; 18 women, 12 men; " in said
    assert "12 within 5 years of the patient's age" in said
    assert "scanner as the patient's (Prisma)" in said
    assert "leverage 0.123, limit 0.20" in said
    assert said.endswith("; regions only. In the cohort itself 4 of 100 maps were called abnormal.")


def test_that_a_cohort_of_which_little_is_known_is_not_made_better():
    said = cohort_line(comparison(caption="against 8 controls.", controls={"scanner": ""}), "ReHo")
    assert said == "against 8 controls; scanner not recorded. The cohort has not been calibrated."
