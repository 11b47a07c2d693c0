import numpy as np
import pytest

from analysis.colour import ColourScale
from analysis.errors import OptionError
from analysis.grid import Grid
from analysis.image import Volume
from analysis.network.cluster_table import published_examples, read_cluster_table
from analysis.network.graph import Graph, Node
from analysis.scan import Fact, FactSource, Modality, Scan
from gui.commands.graphs import in_words, node_places, show_graph, show_graph_files, show_published
from gui.session import LayerDisplay, Role

TABLE_8 = "Zhang et al. 2025, Table 8"
VOLUME = Volume(Grid((8, 8, 8), np.diag([20.0, 20, 20, 1])), np.ones((8, 8, 8)), "T1")


def add(session, space):
    scan = Scan(Modality.T1, VOLUME, facts={"SpatialReference": Fact(space, FactSource.HEADER)})
    session.add_layer("T1", VOLUME, Role.UNDERLAY, LayerDisplay(ColourScale("gray", 0, 1)), scan=scan)


def test_that_a_published_example_is_shown_on_the_template_and_its_contradictions_are_told(session, jobs, finish, told):
    show_published(session, jobs, TABLE_8)
    finish()
    assert len(session.graphs.graph.nodes) == 7
    assert [layer.space for layer in session.layers] == ["MNI152"]
    assert any("Temporal_Sup_R lies at x = -45 mm" in sentence for sentence in told)
    assert np.array_equal(node_places(session)[1], (30, -75, -36))


def test_that_a_graph_is_not_put_into_a_patient_whose_mni_space_is_unknown(session, jobs):
    add(session, "scanner")
    with pytest.raises(OptionError, match="process the patient first"):
        show_published(session, jobs, TABLE_8)
    show_graph(session, read_cluster_table(published_examples()[TABLE_8]))
    assert node_places(session) is None


def test_that_nothing_is_added_where_maps_in_mni_space_are_open(session, jobs, finish):
    add(session, "MNI152")
    show_published(session, jobs, TABLE_8)
    finish()
    assert len(session.layers) == 1
    assert len(node_places(session)) == 7


def test_that_files_of_brainnet_viewer_are_shown(session, jobs, finish, tmp_path):
    (tmp_path / "a.node").write_text("-36 6 3 1 2 INS.L\n36 6 3 2 2 INS.R\n", "utf-8")
    (tmp_path / "a.edge").write_text("0 .5\n.5 0\n", "utf-8")
    show_graph_files(session, jobs, [tmp_path / "a.edge", tmp_path / "a.node"])
    finish()
    assert session.graphs.graph.edges == ((0, 1, 0.5),)
    with pytest.raises(OptionError, match="Edges alone"):
        show_graph_files(session, jobs, [tmp_path / "a.edge"])
    with pytest.raises(OptionError, match="Choose one"):
        show_graph_files(session, jobs, [tmp_path / "a.node", tmp_path / "a.tsv"])


def test_that_a_node_is_told_with_name_place_value_and_doubt():
    graph = Graph((Node("Temporal_Sup_R", (-45, -18, 12), -5.1304),), unit="t")
    assert in_words(graph, 0) == (
        "Temporal_Sup_R (STG.R)\nMNI (−45, −18, 12) mm\nt = −5.13\nThe side in the name contradicts the coordinate."
    )
