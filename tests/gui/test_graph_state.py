from analysis.network.graph import Graph, Node
from gui.session import Change

GRAPH = Graph((Node("Insula_L", (-36, 6, 3)),))


def test_that_a_graph_comes_and_goes_with_one_change_each(session, changes):
    session.graphs.show(GRAPH)
    assert session.graphs.graph is GRAPH
    session.graphs.clear()
    session.graphs.clear()
    assert session.graphs.graph is None
    assert changes == [Change.GRAPH, Change.GRAPH]


def test_that_closing_everything_closes_the_graph(session):
    session.graphs.show(GRAPH)
    session.close_all()
    assert session.graphs.graph is None
