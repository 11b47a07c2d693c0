"""Regions of a patient in words: what was not tested has a dash, never a number."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from analysis.stats.patient_regions import Region, RegionRow
from gui.models.region_rows import RegionRows, number, p_text, percentile_text


def row(name: str, t: float, p_holm: float | None = 0.2) -> RegionRow:
    nan = float("nan")
    known = np.isfinite(t)
    return RegionRow(
        Region(name, name), "mL/100 g/min", 12, 41.23, 50.0, 40.0, 60.0, 7.31 if known else nan, 1.0, 20.0,
        -1.5, t, 29, 0.1, p_holm, np.arange(5.0),
    )  # fmt: skip


def test_that_cells_hold_the_numbers_with_their_unit(qapp):
    rows = RegionRows()
    rows.show_rows([row("left insula", -1.7, 0.0004)])
    cells = [rows.index(0, column).data() for column in range(rows.columnCount())]
    assert cells == [
        "left insula", "41.2 mL/100 g/min", "50", "40 to 60", "7.3 [1.0–20.0]", "−1.5", "−1.7", "< 0.001", "12",
    ]  # fmt: skip


def test_that_what_was_not_tested_is_a_dash_and_comes_last(qapp):
    rows = RegionRows()
    rows.show_rows([row("a", float("nan"), None), row("b", 2.0), row("c", -2.0)])
    assert rows.index(0, 7).data() == "–"
    assert percentile_text(row("a", float("nan"))) == "–"
    rows.sort(6, Qt.SortOrder.AscendingOrder)
    assert [rows.index(i, 0).data() for i in range(3)] == ["c", "b", "a"]
    rows.sort(-1)
    assert [rows.index(i, 0).data() for i in range(3)] == ["a", "b", "c"]


@pytest.mark.parametrize(("p", "words"), [(None, "–"), (float("nan"), "–"), (0.0123, "0.012"), (0.0001, "< 0.001")])
def test_that_p_is_told_to_three_digits(p, words):
    assert p_text(p) == words


def test_that_a_number_that_is_not_known_is_a_dash():
    assert number(None) == number(float("inf")) == "–"
