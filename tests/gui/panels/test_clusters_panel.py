"""The table of clusters in the drawer: it is that of the function, follows the threshold and leads the views."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from analysis.stats.cluster_table import as_text
from analysis.stats.clusters import ClusterFinder
from analysis.stats.place import voxel_width_mm
from gui.jobs import JobRunner
from gui.panels.clusters_panel import ClustersPanel
from gui.session import Session
from tests.gui.made_scans import add_overlay, add_t1
from tests.gui.made_statistics import GRID, LEFT, RIGHT, add_t_map, t_volume


@pytest.fixture
def panel(qtbot: QtBot, session: Session, jobs: JobRunner) -> ClustersPanel:
    made = ClustersPanel(session, jobs)
    qtbot.addWidget(made)
    made.resize(1100, 220)
    made.show()
    return made


@pytest.fixture
def listed(qtbot: QtBot, panel: ClustersPanel, finish: Callable[[], None]) -> Callable[[], list[list[str]]]:
    """The cells of the table when everything has settled."""

    def cells() -> list[list[str]]:
        qtbot.wait(20)
        finish()
        qtbot.wait(20)
        rows = panel._rows
        return [
            [rows.index(row, column).data() for column in range(rows.columnCount())] for row in range(rows.rowCount())
        ]

    return cells


def test_that_the_rows_are_those_of_the_function(session, panel, listed):
    add_t_map(session, 3.0)
    cells = listed()
    clusters = ClusterFinder(t_volume()).find(3.0).rows
    assert [row[1] for row in cells] == [str(c.n_voxels) for c in clusters] == ["27", "8"]
    assert [row[3] for row in cells] == ["−6.50", "7.50"]
    assert cells[0][2] == "5832"
    assert cells[0][4:7] == ["−57  −9  30", "L", "Postcentral_L"]
    assert cells[1][5] == "R"
    assert cells[0][7] == "−57  −9  30"  # of a cube the centroid is in its middle
    assert all(r.name in cells[0][9] for r in clusters[0].regions)
    assert "|t| ≥ 3 · p < 0.00395 two-tailed · df 59" in panel._words.text()


def test_that_the_table_follows_the_threshold_and_the_signs(session, panel, listed):
    layer = add_t_map(session, 3.0)
    assert len(listed()) == 2
    session.scale_layer(layer.id, gap=(-6.8, 6.8))
    assert [row[3] for row in listed()] == ["7.50"]
    session.scale_layer(layer.id, gap=(-3.0, float("inf")))
    assert [row[3] for row in listed()] == ["−6.50"]


def test_that_a_small_cluster_goes_with_the_extent(session, panel, listed):
    add_t_map(session, 3.0)
    listed()
    panel._extent.setValue(9)
    assert [row[1] for row in listed()] == ["27"]
    panel._extent.setValue(100)
    assert listed() == []
    assert "No voxel" in panel._note.text()


def test_that_a_click_leads_the_views_to_the_peak(qtbot, session, panel, listed):
    add_t_map(session, 3.0)
    listed()
    place = panel._view.visualRect(panel._rows.index(1, 3)).center()
    qtbot.mouseClick(panel._view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert tuple(session.cursor_mm) == pytest.approx(RIGHT)
    panel._view.selectRow(0)
    assert tuple(session.cursor_mm) == pytest.approx(LEFT)


def test_that_a_column_sorts_the_rows(session, panel, listed):
    add_t_map(session, 3.0)
    listed()
    panel._view.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    assert [row[3] for row in listed()] == ["7.50", "−6.50"]
    panel._view.sortByColumn(5, Qt.SortOrder.DescendingOrder)
    assert [row[5] for row in listed()] == ["R", "L"]


def test_that_a_copy_is_the_table_of_the_files(session, panel, listed):
    add_t_map(session, 3.0)
    listed()
    panel.copy()
    expected = as_text(ClusterFinder(t_volume()).find(3.0).rows, voxel_mm=voxel_width_mm(GRID))
    assert QGuiApplication.clipboard().text() == expected


def test_that_a_saved_table_can_be_read(session, panel, listed, finish, tmp_path):
    add_t_map(session, 3.0)
    listed()
    panel.save(tmp_path / "table.tsv")
    finish()
    assert len((tmp_path / "table.tsv").read_text().splitlines()) >= 3


def test_that_a_map_without_a_record_gets_its_p_from_what_the_user_says(session, panel, listed):
    add_t_map(session, 3.0, recorded=False)
    listed()
    assert panel._words.text() == "|value| ≥ 3"
    panel._holds.setCurrentIndex(panel._holds.findText("t"))
    panel._holds.activated.emit(panel._holds.currentIndex())
    panel._dof.setValue(59)
    panel._dof.editingFinished.emit()
    listed()
    assert "p < 0.00395 two-tailed · df 59" in panel._words.text()


def test_that_what_cannot_be_listed_says_why(session, panel, listed):
    listed()
    assert "Show a map in MNI space" in panel._words.text()
    add_t1(session)
    add_overlay(session, "ReHo")
    assert listed() == []
    assert "ReHo is not in MNI space" in panel._words.text()


def test_that_a_table_that_is_not_seen_is_not_computed(qtbot, session, jobs, panel):
    panel.hide()
    add_t_map(session, 3.0)
    qtbot.wait(30)
    assert not jobs.jobs
    assert panel.table is None
    panel.show()
    qtbot.waitUntil(lambda: panel.table is not None)
