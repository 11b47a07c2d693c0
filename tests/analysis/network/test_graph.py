import numpy as np
import pytest

from analysis.errors import DataError, OptionError
from analysis.network.graph import Graph, Kind, Node, star


def test_that_a_name_and_a_coordinate_that_disagree_are_noticed():
    assert Node("Temporal_Sup_R", (-45, -18, 12)).contradicts_its_name  # Zhang et al. 2025, Table 8
    assert Node("Cuneus_R", (0, -84, 27)).contradicts_its_name
    assert not Node("Temporal_Sup_L", (-45, -18, 12)).contradicts_its_name
    assert not Node("Vermis_6", (1, -60, -20)).contradicts_its_name


def test_that_a_star_has_an_edge_from_the_seed_to_each_other_node_with_its_value():
    others = [Node("Thalamus_L", (-18, -21, 12), 4.2), Node("Precentral_R", (39, -15, 51), -4.5)]
    graph = star(Node("Postcentral_L", (-42, -23, 49), kind=Kind.SEED), others)
    assert graph.edges == ((0, 1, 4.2), (0, 2, -4.5))
    assert graph.nodes[0].kind is Kind.SEED


def test_that_edges_need_values():
    with pytest.raises(OptionError, match="value"):
        star(Node("a", (0, 0, 0)), [Node("b", (1, 1, 1))])


def test_that_weights_that_do_not_fit_or_have_a_direction_are_refused():
    nodes = (Node("a", (0, 0, 0)), Node("b", (1, 1, 1)))
    with pytest.raises(DataError, match="2 nodes"):
        Graph(nodes, np.eye(3))
    with pytest.raises(DataError, match="not symmetric"):
        Graph(nodes, np.array([[0, 1], [2, 0]]))
    with pytest.raises(DataError, match="no node"):
        Graph(())


def test_that_the_diagonal_and_nan_are_no_edges():
    nodes = (Node("a", (0, 0, 0)), Node("b", (1, 1, 1)))
    assert Graph(nodes, np.array([[1, np.nan], [np.nan, 1]])).edges == ()


def test_that_a_node_without_a_place_is_refused():
    with pytest.raises(DataError, match="no place"):
        Node("a", (np.nan, 0, 0))
