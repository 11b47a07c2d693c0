from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import OutputError
from analysis.grid import Grid
from analysis.image import Volume
from analysis.stats.cluster_table import COLUMNS, as_text, write_table
from analysis.stats.clusters import ClusterFinder
from analysis.stats.place import Side

GRID = Grid((61, 73, 61), np.array([[3.0, 0, 0, -90], [0, 3, 0, -126], [0, 0, 3, -72], [0, 0, 0, 1]]))


@pytest.fixture
def clusters():
    data = np.zeros(GRID.shape)
    i, j, k = GRID.voxel_at(np.array([15, -9, 69]))
    data[i : i + 6, j, k] = [-4.8, -3, -3, -3, -3, -4.2]
    return ClusterFinder(Volume(GRID, data)).find(2.0).rows


def test_that_peak_centroid_and_weighted_centre_have_columns_of_their_own(clusters, tmp_path):
    path = write_table(clusters, tmp_path / "c.tsv", voxel_mm=3.0)
    header, first, second = (line.split("\t") for line in path.read_text().splitlines())
    assert header == list(COLUMNS)
    row = dict(zip(header, first, strict=True))
    assert [row[f"{kind}_x"] for kind in ("peak", "centroid", "weighted")] == ["15", "22.5", "22.29"]
    assert row["side"] == "R"
    assert dict(zip(header, second, strict=True))["row"] == "sub-peak"


def test_that_csv_and_clipboard_hold_the_same(clusters, tmp_path):
    csv = write_table(clusters, tmp_path / "c.csv", voxel_mm=3.0).read_text().splitlines()
    text = as_text(clusters, voxel_mm=3.0).splitlines()
    assert csv[0] == ",".join(COLUMNS)
    assert len(csv) == len(text) == 3
    assert text[1].split("\t")[4] == "-4.8"


@pytest.mark.parametrize("name", ["Precentral_L", "left M1", "Precentral L"])
def test_that_a_name_that_contradicts_the_coordinate_fails_the_export(clusters, tmp_path, name):
    # published as Precentral L at x = +15 (Zhang et al. 2025, Table 9)
    names = {1: "Precentral_L"} if name == "left M1" else {1: name}
    with pytest.raises(OutputError, match=r"Cluster 1 is called left, but its peak is at x = \+15.0 mm"):
        write_table(clusters, tmp_path / "c.tsv", voxel_mm=3.0, names=names)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OutputError):
        as_text(clusters, voxel_mm=3.0, names=names)


def test_that_a_row_with_the_wrong_side_fails_the_export(clusters, tmp_path):
    wrong = replace(clusters[0], peak=replace(clusters[0].peak, side=Side.LEFT))
    with pytest.raises(OutputError, match="called left"):
        write_table([wrong], tmp_path / "c.tsv", voxel_mm=3.0)


def test_that_a_right_name_is_written(clusters, tmp_path):
    path = write_table(clusters, tmp_path / "c.tsv", voxel_mm=3.0, names={1: "Precentral R"})
    assert path.read_text().splitlines()[1].endswith("\tPrecentral R")
    with pytest.raises(OutputError, match="exists already"):
        write_table(clusters, path, voxel_mm=3.0)
