import pytest

from analysis.errors import DataError, FileFormatError
from analysis.network.brainnet import read_brainnet

# x, y, z, colour, size, name: the format of BrainNet Viewer's manual (section "Node file")
NODES = "# two nodes\n-38.65\t-5.68\t50.94\t1\t3.5\tPreCG.L\n41.37 -8.21 52.09 2 1 -\n"


def files(tmp_path, nodes=NODES, edges="0 0.5\n0.5 0\n"):
    (tmp_path / "a.node").write_text(nodes, "utf-8")
    (tmp_path / "a.edge").write_text(edges, "utf-8")
    return tmp_path / "a.node", tmp_path / "a.edge"


def test_that_nodes_and_edges_are_read(tmp_path):
    graph = read_brainnet(*files(tmp_path))
    assert [n.name for n in graph.nodes] == ["PreCG.L", "node 2"]
    assert graph.nodes[0].xyz_mm == (-38.65, -5.68, 50.94)
    assert [n.module for n in graph.nodes] == [1, 2]
    assert graph.nodes[0].size == 3.5
    assert graph.nodes[0].caption == "PreCG.L"
    assert graph.edges == ((0, 1, 0.5),)


def test_that_a_colour_that_is_no_module_is_a_value(tmp_path):
    nodes = "1 2 3 -0.7 1 a\n4 5 6 2 1 b\n"
    assert [n.value for n in read_brainnet(files(tmp_path, nodes)[0]).nodes] == [-0.7, 2.0]


@pytest.mark.parametrize(
    ("nodes", "words"), [("1 2 3\n", "Line 1"), ("# nothing\n", "no node"), ("a b c d e\n", "no node")]
)
def test_that_what_is_no_node_file_is_refused(tmp_path, nodes, words):
    with pytest.raises(FileFormatError, match=words):
        read_brainnet(files(tmp_path, nodes)[0])


def test_that_edges_must_fit_the_nodes(tmp_path):
    with pytest.raises(DataError, match="2 nodes"):
        read_brainnet(*files(tmp_path, edges="0 1 0\n1 0 0\n0 0 0\n"))
    with pytest.raises(FileFormatError, match="same length"):
        read_brainnet(*files(tmp_path, edges="0 1\n1\n"))
