import numpy as np
import pytest

from analysis.atlas.parcellation import aal
from analysis.errors import FileFormatError, InputError
from analysis.network.cluster_table import published_examples, read_cluster_table, region_node
from analysis.network.graph import Kind


def table(tmp_path, *lines):
    path = tmp_path / "clusters.tsv"
    path.write_text("\n".join("\t".join(map(str, cells)) for cells in lines) + "\n", "utf-8")
    return path


def test_that_a_published_table_becomes_a_graph_from_its_seed():
    """Table 5 of Zhang et al. 2025: five clusters, two increased, seed Postcentral_L."""
    graph = read_cluster_table(published_examples()["Zhang et al. 2025, Table 5"])
    assert [node.caption for node in graph.nodes] == ["PoCG.L", "CRBLCrus1.L", "THA.L", "PreCG.R", "PoCG.L", "PCL.R"]
    assert [node.kind for node in graph.nodes].count(Kind.INCREASED) == 2
    assert graph.nodes[1].xyz_mm == (-42, -63, -36)
    assert graph.nodes[1].value == 4.4727
    assert {edge[0] for edge in graph.edges} == {0}
    assert len(graph.edges) == 5


def test_that_all_four_published_tables_are_read():
    """Rows of Tables 5 to 8, with the seed: 5, 6, 8 and 6."""
    graphs = [read_cluster_table(path) for path in published_examples().values()]
    assert [len(graph.nodes) - 1 for graph in graphs] == [5, 6, 8, 6]
    assert [node.name for graph in graphs for node in graph.contradictions] == ["Temporal_Sup_R", "Precuneus_R"]


@pytest.mark.parametrize("names", [("peak_x_mm", "peak_y_mm", "peak_z_mm"), ("x", "y", "z"), ("x_mm", "y_mm", "z_mm")])
@pytest.mark.parametrize("value", ["t", "peak_t", "peak_value"])
def test_that_usual_names_of_columns_are_known(tmp_path, names, value):
    path = table(tmp_path, ("cluster", "region", *names, value), (1, "Insula_L", -36, 6, 3, "\N{MINUS SIGN}3.5"))
    (node,) = read_cluster_table(path).nodes
    assert (node.name, node.xyz_mm, node.value, node.kind) == ("Insula_L", (-36, 6, 3), -3.5, Kind.DECREASED)


def test_that_a_seed_lies_inside_its_region_on_its_side():
    for name in ("Postcentral_L", "Precentral_R", "Insula_R"):
        node = region_node(name)
        assert aal().name_at(np.array(node.xyz_mm)) == name
        assert not node.contradicts_its_name


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([("a", "b"), (1, 2)], "no table of clusters"),
        ([("x", "y", "z", "t")], "no row"),
        ([("x", "y", "z", "t"), (1, 2, "n/a", 4)], "Row 1 .* 'n/a' is no number"),
        ([("x", "y", "z", "t"), (1, 2, 3)], "Row 1 .* 3 cells"),
    ],
)
def test_that_what_is_no_table_of_clusters_is_refused(tmp_path, lines, words):
    with pytest.raises(FileFormatError, match=words):
        read_cluster_table(table(tmp_path, *lines))


def test_that_a_missing_file_is_said(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_cluster_table(tmp_path / "none.tsv")


def test_that_a_cluster_of_our_own_tables_is_one_node_named_by_its_region_or_the_nearest(tmp_path):
    """The columns that `analysis.stats.cluster_table` writes."""
    path = table(
        tmp_path,
        ("cluster", "row", "value", "peak_x", "peak_y", "peak_z", "side", "region", "nearest_region", "name"),
        (1, "peak", 4.1, -36, 6, 3, "left", "Insula_L", "Insula_L", ""),
        (1, "sub-peak", 3.9, -30, 9, 3, "left", "Insula_L", "n/a", ""),
        (2, "peak", -5.0, 21, 30, 30, "right", "n/a", "Frontal_Mid_R", ""),
    )
    assert [node.name for node in read_cluster_table(path).nodes] == ["Insula_L", "Frontal_Mid_R"]
