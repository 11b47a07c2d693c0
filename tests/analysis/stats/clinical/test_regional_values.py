import json

import numpy as np
import pytest

from analysis.errors import DataError, GeometryError, OptionError
from analysis.files.results import write_map
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.labels.label_map import LabelMap, Region
from analysis.provenance import InputRecord, Provenance
from analysis.scan import StatMap
from analysis.stats.clinical.regional_files import write_regional_values
from analysis.stats.clinical.regional_values import (
    Places,
    aal_places,
    cluster_places,
    column_name,
    label_places,
    regional_values,
)
from analysis.stats.cohort_table import CohortMaps
from analysis.stats.map_profile import MapProfile
from tests.analysis.stats.clinical.people_tables import table_of

GRID = Grid((20, 22, 18), np.array([[8.0, 0, 0, -76], [0, 8, 0, -104], [0, 0, 8, -56], [0, 0, 0, 1]]))
MASK = Mask(GRID, np.ones(GRID.shape, dtype=bool))
N = 4


def maps_of(values, statistic="cbf"):
    profile = MapProfile(False, "mL/100 g/min", statistic, "MNI152", {})
    inputs = tuple(InputRecord("cbf", f"hash{i}") for i in range(len(values)))
    return CohortMaps(np.asarray(values, np.float32), MASK, "mL/100 g/min", statistic, "MNI152", inputs, (), profile)


@pytest.fixture
def x_maps():
    """The x coordinate of each voxel, plus the number of the person: the left of the head is negative."""
    x_mm = GRID.to_mm(np.argwhere(MASK.data))[:, 0]
    return maps_of([x_mm + 1000 * i for i in range(N)])


def test_that_a_left_region_is_left_and_the_mean_is_in_the_unit_of_the_map(x_maps):
    found = regional_values(x_maps, aal_places(MASK, ("Insula_L", "Insula_R")))
    assert found.names == ("cbf_Insula_L", "cbf_Insula_R")
    assert found.unit == "mL/100 g/min"
    # AAL: the insulae lie 25 to 50 mm left and right of the midline
    assert (found.values[:, 0] - 1000 * np.arange(N) < -25).all()
    assert (found.values[:, 1] - 1000 * np.arange(N) > 25).all()
    assert not found.is_circular


def test_that_the_mean_is_of_voxels_in_which_everyone_has_a_value(x_maps):
    values = x_maps.values.copy()
    places = Places(("three",), (np.array([0, 1, 2]),), "by hand")
    values[:, :3] = [[1, 2, 3], [4, 5, 6], [7, np.nan, 9], [10, 11, 12]]
    found = regional_values(maps_of(values), places)
    np.testing.assert_allclose(found.values[:, 0], [2, 5, 8, 11])
    assert (found.n_voxels, found.n_voxels_of_region) == ((2,), (3,))
    assert found.warnings == ("three: 2 of 3 voxels, in the others someone has no value",)


def test_that_drawn_regions_are_found_by_millimetres_on_a_flipped_grid(x_maps):
    # the regions are on a grid of 4 mm whose first axis runs to the left
    fine = Grid((40, 44, 36), np.array([[-4.0, 0, 0, 78], [0, 4, 0, -106], [0, 0, 4, -58], [0, 0, 0, 1]]))
    xyz = fine.to_mm(np.stack(np.meshgrid(*(np.arange(n) for n in fine.shape), indexing="ij"), axis=-1))
    inside = (np.abs(xyz[..., 0] + 36) < 12) & (np.abs(xyz[..., 1]) < 12) & (np.abs(xyz[..., 2] - 8) < 12)
    labels = LabelMap(fine, inside.astype(np.uint16), [Region(1, "left spot", (255, 0, 0))])
    found = regional_values(x_maps, label_places(labels, MASK))
    assert found.names == ("cbf_left_spot",)
    assert found.values[0, 0] == pytest.approx(-36, abs=4)


def clusters(folder, made_of):
    data = np.full(GRID.shape, np.nan, dtype=np.float32)
    i, j, k = GRID.voxel_at(np.array([-36.0, -24, 48]))
    data[i : i + 2, j, k] = [5.0, 4.0]
    a, b, c = GRID.voxel_at(np.array([36.0, -24, 48]))
    data[a, b, c] = -6.0
    inputs = (*(InputRecord("cbf", one) for one in made_of), InputRecord("mask", "hash0"))
    kept = StatMap(Volume(GRID, data, "thresholded"), "thresholded", Provenance("compare", {}, inputs), None)
    return Volume(GRID, data, "t"), write_map(kept, folder, space="MNI152")


def test_that_clusters_of_the_same_people_are_circular(x_maps, tmp_path):
    volume, image = clusters(tmp_path, ["hash0", "hash1", "hash2", "hash3"])
    found = regional_values(x_maps, cluster_places(volume, MASK, image=image, sha256="abc"))
    assert found.is_circular
    assert found.shared_people == N
    told = "Circular: the clusters were chosen from a result that holds the maps of 4 of these 4 people"
    assert any(warning.startswith(told) for warning in found.warnings)
    assert found.names[0].startswith("cbf_cluster1_")
    assert found.values[0, 0] < 0 < found.values[0, 1]


def test_that_clusters_of_other_people_are_not_circular(x_maps, tmp_path):
    volume, image = clusters(tmp_path, ["other1", "other2"])
    found = regional_values(x_maps, cluster_places(volume, MASK, image=image))
    assert (found.shared_people, found.is_circular) == (0, False)
    unknown = regional_values(x_maps, cluster_places(volume, MASK))
    assert unknown.shared_people is None
    assert "no record of the people" in unknown.warnings[-1]


def test_that_height_and_extent_choose_the_clusters(tmp_path):
    volume, _ = clusters(tmp_path, [])
    assert len(cluster_places(volume, MASK).names) == 2
    assert len(cluster_places(volume, MASK, height=4.5).members[0]) == 1
    assert len(cluster_places(volume, MASK, extent=2).names) == 1
    with pytest.raises(DataError, match="no cluster"):
        cluster_places(volume, MASK, height=7.0)


def test_that_the_table_gets_columns_with_their_unit_and_origin(x_maps, tmp_path):
    columns = {"age": [30, 40, 50, 60], "cbf": [f"maps/{i}.nii.gz" for i in range(N)], "years": [1, 2, "n/a", 4]}
    table = table_of(tmp_path, columns)
    volume, image = clusters(tmp_path / "result", ["hash0"])
    found = regional_values(x_maps, cluster_places(volume, MASK, image=image, sha256="abc"))
    tsv, described = write_regional_values(table, found, tmp_path / "out", described={"age": {"Units": "years"}})
    head = tsv.read_text().splitlines()[0].split("\t")
    assert head == ["participant_id", "age", "years", *found.names]  # paths of maps do not move with the table
    assert [row.split("\t")[2] for row in tsv.read_text().splitlines()[1:]] == ["1", "2", "n/a", "4"]
    entry = json.loads(described.read_text())[found.names[0]]
    assert (entry["Units"], entry["SelectedFrom"], entry["Circular"]) == ("mL/100 g/min", "abc", True)
    assert json.loads(described.read_text())["age"]["Units"] == "years"
    with pytest.raises(DataError, match="has a column"):
        write_regional_values(table_of(tmp_path, {found.names[0]: [1] * N}), found, tmp_path / "again")


def test_that_regions_without_voxels_are_refused(x_maps):
    small = Mask(GRID, np.zeros(GRID.shape, dtype=bool))
    with pytest.raises(DataError, match="holds no voxel of the mask"):
        regional_values(x_maps, Places(("nowhere",), (np.array([], dtype=int),), "by hand"))
    nothing = maps_of(np.full((N, GRID.n_voxels), np.nan))
    with pytest.raises(DataError, match="no voxel in which everyone has a value"):
        regional_values(nothing, Places(("there",), (np.array([3]),), "by hand"))
    with pytest.raises(OptionError, match="no region called 'Insula_X'"):
        aal_places(small, ("Insula_X",))
    with pytest.raises(DataError, match="The map of regions is empty"):
        label_places(LabelMap(GRID), MASK)
    other = Grid((2, 2, 2), np.eye(4))
    with pytest.raises(GeometryError, match="not on the grid of the mask"):
        cluster_places(Volume(other, np.ones((2, 2, 2), np.float32)), MASK)


def test_that_two_regions_of_one_name_are_refused():
    data = np.zeros(GRID.shape, np.uint16)
    data[10, 10, 10], data[11, 10, 10] = 1, 2
    labels = LabelMap(GRID, data, [Region(1, "spot", (1, 1, 1)), Region(2, "spot", (2, 2, 2))])
    with pytest.raises(DataError, match='Two regions are called "spot"'):
        label_places(labels, MASK)


def test_that_any_name_becomes_a_column():
    assert column_name(" left S1 (hand) ") == "left_S1__hand"
    with pytest.raises(OptionError, match="cannot name a column"):
        column_name("--")
