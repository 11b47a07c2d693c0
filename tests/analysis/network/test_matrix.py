import numpy as np
import pytest

from analysis.atlas.parcellation import Parcellation
from analysis.errors import DataError, OptionError
from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series
from analysis.network.matrix import (
    ConnectivityMatrix,
    as_graph,
    correlations,
    network_order,
    read_matrix,
    thresholded,
)

R = np.array([[1, 0.8, -0.6, 0.1], [0.8, 1, 0.3, np.nan], [-0.6, 0.3, 1, 0.2], [0.1, np.nan, 0.2, 1]])


def test_that_a_threshold_keeps_edges_of_both_signs_from_that_size_on():
    kept = thresholded(R, threshold=0.3)
    assert kept[0, 1] == 0.8
    assert kept[0, 2] == -0.6
    assert kept[1, 2] == 0.3
    assert np.count_nonzero(kept) == 6
    assert not kept.diagonal().any()


def test_that_a_density_keeps_the_strongest_positive_edges():
    """Four regions have six possible edges; a third of them are two."""
    kept = thresholded(R, density=1 / 3)
    assert np.count_nonzero(np.triu(kept)) == 2
    assert kept[0, 1] == 0.8
    assert kept[1, 2] == 0.3


def test_that_a_density_never_keeps_edges_that_are_not_positive():
    assert np.count_nonzero(np.triu(thresholded(R, density=1.0))) == 4


@pytest.mark.parametrize("options", [{}, {"threshold": 1, "density": 0.1}, {"density": 0}, {"threshold": -1}])
def test_that_impossible_options_are_refused(options):
    with pytest.raises(OptionError):
        thresholded(R, **options)


def test_that_regions_with_edges_become_nodes_at_their_places():
    matrix = ConnectivityMatrix(("Precentral_L", "Precentral_R", "Insula_L", "Cuneus_R"), R)
    graph = as_graph(matrix, thresholded(R, threshold=0.5))
    assert [(n.name, n.value) for n in graph.nodes] == [
        ("Precentral_L", pytest.approx(1.4)), ("Precentral_R", 0.8), ("Insula_L", 0.6)
    ]  # fmt: skip
    assert graph.nodes[0].side == "left"
    assert graph.nodes[1].side == "right"
    assert len(as_graph(matrix, thresholded(R, threshold=0.5), isolated=True).nodes) == 4
    with pytest.raises(DataError, match="No edge"):
        as_graph(matrix, thresholded(R, threshold=2))


def test_that_correlations_are_those_of_numpy_and_absent_regions_have_none():
    rng = np.random.default_rng(3)
    data = rng.normal(size=(4, 3, 2, 50)).astype(np.float32)
    grid = Grid((4, 3, 2), np.diag([2.0, 2, 2, 1]))
    labels = np.zeros((4, 3, 2), int)
    labels[0], labels[1], labels[3] = 1, 2, 3
    mask = np.ones((4, 3, 2), bool)
    mask[3] = False
    atlas = Parcellation("three", grid, labels, {1: "a", 2: "b", 3: "c"})
    found = correlations(Series(grid, ArrayFrames(data), 2.0), atlas, Mask(grid, mask))
    expected = np.corrcoef(data[0].mean(axis=(0, 1)), data[1].mean(axis=(0, 1)))[0, 1]
    assert found.values[0, 1] == pytest.approx(expected, abs=1e-6)
    assert found.values[0, 0] == pytest.approx(1)
    assert np.isnan(found.values[2]).all()


def test_that_a_matrix_is_read_with_its_names(tmp_path):
    path = tmp_path / "r.tsv"
    path.write_text("Insula_L\tInsula_R\n1\t0.5\n0.5\t1\n", "utf-8")
    assert read_matrix(path, ()).names == ("Insula_L", "Insula_R")
    path.write_text("1 0.5\n0.4 1\n", "utf-8")
    with pytest.raises(DataError, match="not symmetric"):
        read_matrix(path, ("a", "b"))
    path.write_text("1 0.5 3\n0.4 1 3\n", "utf-8")
    with pytest.raises(DataError, match="no square"):
        read_matrix(path, ("a", "b"))


def test_that_regions_of_one_network_come_together_in_their_order():
    assert network_order([2, 1, 2, 1]).tolist() == [1, 3, 0, 2]
