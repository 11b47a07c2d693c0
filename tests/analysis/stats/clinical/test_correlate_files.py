import json
from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import OutputError
from analysis.provenance import InputRecord
from analysis.stats.clinical.correlate import CorrectedP, CorrelateOptions, correlate
from analysis.stats.clinical.correlate_files import COLUMNS, FILES, POINTS, in_words, sentence, write_correlations
from analysis.stats.clinical.partial import Method, residuals
from tests.analysis.stats.clinical.people_tables import table_of
from tests.analysis.stats.clinical.r_datasets import OZONE_111, SOLAR_111, TEMP_111, WIND_111

GIVEN = CorrelateOptions(covariates=("wind", "temp"))


@pytest.fixture
def air(tmp_path):
    columns = {"ozone": OZONE_111, "solar": SOLAR_111, "wind": WIND_111, "temp": TEMP_111}
    return table_of(tmp_path, {**columns, "half": ["a"] * 55 + ["b"] * 56})


def rows_of(path):
    lines = [line.split("\t") for line in path.read_text().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def test_that_a_row_holds_every_number_under_its_name(air, tmp_path):
    written = write_correlations(correlate(air, ["solar"], ["ozone"], GIVEN), GIVEN, tmp_path / "out")
    assert tuple(path.name for path in written) == FILES
    (row,) = rows_of(written[0])
    assert tuple(row) == COLUMNS
    # R 4.2.2, airquality: see test_partial
    assert [float(row[name]) for name in ("r", "t", "p_raw")] == pytest.approx(
        [0.242002244651688, 2.5799787738168, 0.0112366354972334], rel=1e-8
    )
    assert (row["n"], row["dof"], row["m"], row["n_missing"]) == ("111", "107", "1", "0")
    assert (row["x"], row["y"], row["covariates"]) == ("solar", "ozone", "wind, temp")
    # Fisher: tanh(atanh(r) ± 1.96 / sqrt(n - k - 3))
    limits = np.tanh(np.arctanh(0.242002244651688) + np.array([-1, 1]) * 1.959964 / np.sqrt(111 - 2 - 3))
    assert [float(row["low"]), float(row["high"])] == pytest.approx(limits.tolist(), abs=1e-6)
    least, most = float(row["r_without_one_least"]), float(row["r_without_one_most"])
    assert least < 0.242 < most


def test_that_corrected_p_stand_under_their_own_names(air, tmp_path):
    table = correlate(air, ["solar"], ["ozone"], GIVEN)
    corrected = CorrectedP("everyone: 4 correlations", 4, 0.04, 0.03, 0.02)
    found = replace(table, rows=(replace(table.rows[0], corrected=corrected),))
    (row,) = rows_of(write_correlations(found, GIVEN, tmp_path / "out")[0])
    assert (row["family"], row["m"]) == ("everyone: 4 correlations", "4")
    assert [float(row[name]) for name in ("p_bonferroni", "p_holm", "q_fdr")] == [0.04, 0.03, 0.02]
    words = sentence(found.rows[0])
    assert words.endswith("raw p = .011, Bonferroni p = .040, Holm p = .030, FDR q = .020 (m = 4)")


def test_that_each_point_is_written_with_its_values_residuals_and_group(air, tmp_path):
    options = replace(GIVEN, group="half", by_group=True)
    points = rows_of(write_correlations(correlate(air, ["solar"], ["ozone"], options), options, tmp_path / "out")[1])
    assert tuple(points[0]) == POINTS
    assert [point["group"] for point in points] == ["a"] * 55 + ["b"] * 56
    assert {point["group_of_point"] for point in points[:55]} == {"a"}
    np.testing.assert_allclose([float(p["value_x"]) for p in points], SOLAR_111)
    np.testing.assert_allclose([float(p["value_y"]) for p in points], OZONE_111)
    given = np.column_stack([WIND_111, TEMP_111])[:55]
    np.testing.assert_allclose(
        [float(p["residual_y"]) for p in points[:55]], residuals(np.array(OZONE_111[:55], float), given), atol=1e-6
    )


def test_that_a_tiny_p_is_not_told_as_zero_and_q_keeps_its_letter(air):
    row = correlate(air, ["temp"], ["ozone"], CorrelateOptions(method=Method.SPEARMAN)).rows[0]
    words = sentence(row)
    assert words.startswith("temp with ozone: Spearman r(109) = 0.77 (95 % CI ")
    assert "adjusted" not in words
    assert words.endswith("raw p < .001, Bonferroni p < .001, Holm p < .001, FDR q < .001 (m = 1)")


def test_that_warnings_and_notes_are_in_the_words(air):
    table = correlate(air, ["solar"], ["ozone"], GIVEN)
    told = replace(table, rows=(replace(table.rows[0], warnings=("only few",)),), notes=("n differs",))
    lines = in_words(told).splitlines()
    assert lines[0] == "# Correlations"
    assert lines[2].startswith("- solar with ozone")
    assert lines[3:] == ["  - only few", "", "- n differs"]


def test_that_the_record_says_what_was_asked_and_names_no_person(air, tmp_path):
    options = replace(GIVEN, group="half", order=("a",), by_group=True)
    table = correlate(air, ["solar"], ["ozone"], options)
    path = write_correlations(table, options, tmp_path / "out", inputs=(InputRecord("table", "abc"),))[3]
    asked = json.loads(path.read_text())["provenance"]["parameters"]
    assert (asked["method"], asked["covariates"], asked["groups"]) == ("pearson", ["wind", "temp"], ["a"])
    assert list(asked["families"].values()) == [1]
    assert asked["within_groups"] is True
    assert "abc" in path.read_text()
    for written in (tmp_path / "out").iterdir():
        assert "sub-" not in written.read_text("utf-8")


def test_that_older_results_stay_unless_asked(air, tmp_path):
    table = correlate(air, ["solar"], ["ozone"], GIVEN)
    points = write_correlations(table, GIVEN, tmp_path / "out")[1]
    points.write_text("older")
    with pytest.raises(OutputError, match=r'"correlations\.tsv" exists already'):
        write_correlations(table, GIVEN, tmp_path / "out")
    assert points.read_text() == "older"
    write_correlations(table, GIVEN, tmp_path / "out", force=True)
    assert points.read_text().startswith("x\ty\t")


def test_that_the_words_hold_n_df_m_and_raw_p(air):
    words = in_words(correlate(air, ["solar"], ["ozone"], GIVEN))
    assert (
        "solar with ozone: Pearson r(107) = 0.24 (95 % CI 0.06 to 0.41; Fisher z, n - k - 3), n = 111, adjusted for "
        "wind, temp; raw p = .011, Bonferroni p = .011, Holm p = .011, FDR q = .011 (m = 1)"
    ) in words
