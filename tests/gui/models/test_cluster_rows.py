"""The table of clusters as a view asks for it."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from analysis.image import Volume
from analysis.stats.clusters import ClusterFinder
from gui.models.cluster_rows import MOST_ROWS, ClusterRows, number_text, place_text, region_text
from tests.gui.made_statistics import GRID, t_volume


def column(rows: ClusterRows, number: int) -> list[str]:
    return [rows.index(row, number).data() for row in range(rows.rowCount())]


def test_that_rows_are_in_the_order_of_size_and_turn_with_a_click(qapp):
    rows = ClusterRows()
    rows.show_table(ClusterFinder(t_volume()).find(3.0), "t")
    assert column(rows, 1) == ["27", "8"]
    assert rows.headerData(3, Qt.Orientation.Horizontal) == "Peak t"
    rows.sort(1, Qt.SortOrder.DescendingOrder)
    assert column(rows, 1) == ["8", "27"]
    rows.sort(3)
    assert column(rows, 3) == ["7.50", "−6.50"]
    assert rows.cluster(0).value == pytest.approx(7.5)
    assert rows.cluster(2) is None


def test_that_a_list_that_is_too_long_holds_the_largest(qapp):
    data = np.zeros(GRID.shape)
    data[::2, ::2, ::2] = 5.0
    data[:2, :2, :2] = 5.0
    table = ClusterFinder(Volume(GRID, data)).find(1.0)
    rows = ClusterRows()
    rows.show_table(table)
    assert len(table) > MOST_ROWS == rows.rowCount()
    assert rows.cluster(0).n_voxels == table.sizes.max()


def test_that_no_table_has_no_rows(qapp):
    rows = ClusterRows()
    assert rows.rowCount() == 0
    assert rows.columnCount() == 10


def test_that_a_peak_outside_the_atlas_tells_the_nearest_region_and_how_far_it_is():
    data = np.zeros(GRID.shape)
    data[GRID.voxel_at(np.array([-27.0, 15, 24]))] = 5.0  # white matter of the left frontal lobe
    cluster = ClusterFinder(Volume(GRID, data)).find(1.0)[0]
    assert cluster.region is None
    assert region_text(cluster) == f"none; {cluster.nearest.distance_mm:.1f} mm from {cluster.nearest.name}"


def test_that_minus_is_seen_and_zero_has_none():
    assert number_text(-2.346) == "−2.35"
    assert number_text(-0.001) == "0.00"
    assert place_text((-57.0, 0.04, 30.5)) == "−57  0  30.5"
