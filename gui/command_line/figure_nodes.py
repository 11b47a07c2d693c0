"""``figure nodes``: a graph in a glass brain, from a table of clusters, BrainNet Viewer's files, or a matrix."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import OptionError
from analysis.provenance import InputRecord, sha256_of_file
from gui.command_line.arguments import number, path, whole_number
from gui.command_line.figure_options import add_page, page_of
from gui.command_line.outcome import DONE
from gui.command_line.terminal import Terminal

if TYPE_CHECKING:
    from analysis.network.graph import Graph
    from gui.figures.node_figure import NodeFigure

_WORDS = "nodes and edges in a translucent brain, seen from several sides"
_EXAMPLES = """examples:
  main.py figure nodes --clusters clusters.tsv --seed-region Postcentral_L --out seed_fc.pdf
  main.py figure nodes --example 5 --out published.png
  main.py figure nodes --node a.node --edge a.edge --colour module --views 6 --out graph.svg
  main.py figure nodes --matrix fc.tsv --density 0.05 --colour value --size value --out network.png
"""


def add_kind(commands) -> None:  # type: ignore[no-untyped-def] # argparse's action has no public type
    """Add ``nodes`` to the kinds of figures."""
    parser = commands.add_parser("nodes", help=_WORDS, description=f"Draw {_WORDS}.", epilog=_EXAMPLES)
    parser.set_defaults(draw=run)
    _add_source(parser)
    _add_look(parser)
    add_page(parser)


def _add_source(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("what to draw, one of")
    source = group.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "--clusters", type=path, metavar="TSV", help="a table of clusters, a result's or a published one"
    )
    source.add_argument("--node", type=path, metavar="FILE", help="nodes as BrainNet Viewer has them")
    source.add_argument("--matrix", type=path, metavar="FILE", help="a matrix between AAL regions, in their order")
    source.add_argument("--example", type=whole_number(5, 8), metavar="N", help="Table N (5 to 8) of Zhang et al. 2025")
    parser.add_argument("--edge", type=path, metavar="FILE", help="edges as BrainNet Viewer has them, with --node")
    parser.add_argument("--seed-region", metavar="NAME", help="AAL region from which edges go, with --clusters")
    parser.add_argument("--threshold", type=number(0), metavar="X", help="draw edges of at least this size")
    parser.add_argument("--density", type=number(0, 1, above=True), metavar="X", help="draw this share of all edges")


def _add_look(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--views", default="3", metavar="LIST",
        help="3 (left, top, right), 4 (each hemisphere from both sides), 6, 8, or a list such as left,top,front",
    )  # fmt: skip
    parser.add_argument("--columns", type=whole_number(1, 8), metavar="N", help="views in a row")
    parser.add_argument("--colour", choices=("kind", "module", "value"), default="kind")
    parser.add_argument("--size", choices=("fixed", "value", "own"), default="fixed", help="own: of the .node file")
    parser.add_argument("--radius-mm", type=number(1, 15), default=4.6, metavar="X", help="of a node on the brain")
    parser.add_argument("--edge-opacity", type=number(0, 1), default=0.85, metavar="X")
    parser.add_argument("--brain-opacity", type=number(0, 2), default=1.0, metavar="X", help="1 is the usual one")
    parser.add_argument(
        "--far", choices=("faint", "show", "hide"), default="faint", help="nodes of the other hemisphere in side views"
    )
    parser.add_argument("--no-captions", action="store_true", help="without the short names of the regions")


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Draw and write the figure; its path goes to stdout."""
    from gui.figures.export import check_ending, ensure_application, save_figure
    from gui.figures.node_graph import draw_nodes

    check_ending(arguments.out)
    terminal(0.1, "Reading")
    ensure_application()
    figure = planned(arguments)
    for node in figure.graph.contradictions:
        terminal.say(f"{node.name} lies at x = {node.xyz_mm[0]:g} mm: its name contradicts its side.")
    terminal(0.3, "Drawing")
    written = save_figure(draw_nodes(figure), arguments.out, dpi=arguments.dpi, force=arguments.force)
    terminal(1.0, "Drawing")
    terminal.clear()
    print(written.absolute())
    return DONE


def planned(arguments: argparse.Namespace) -> "NodeFigure":
    """The figure that the options ask for."""
    from analysis.network.views import views_of
    from gui.figures.node_figure import ColourBy, FarNodes, NodeFigure, NodeLook, SizeBy

    graph, files = _graph(arguments)
    look = NodeLook(
        ColourBy(arguments.colour), SizeBy(arguments.size), FarNodes(arguments.far), arguments.radius_mm,
        arguments.edge_opacity, not arguments.no_captions, arguments.brain_opacity,
    )  # fmt: skip
    inputs = tuple(InputRecord(role, sha256_of_file(file)) for role, file in files)
    return NodeFigure(
        graph, views_of(arguments.views), look, page_of(arguments), arguments.columns, arguments.title, inputs=inputs
    )


def _graph(arguments: argparse.Namespace) -> tuple["Graph", list[tuple[str, Path]]]:
    from analysis.network.brainnet import read_brainnet
    from analysis.network.cluster_table import published_examples, read_cluster_table, region_node

    if arguments.edge is not None and arguments.node is None:
        raise OptionError("--edge belongs to --node: the edges are those between its nodes.")
    if arguments.seed_region and arguments.clusters is None:
        raise OptionError("--seed-region belongs to --clusters: the seed of the edges to all clusters.")
    if arguments.node is not None:
        edge = [] if arguments.edge is None else [("edge", arguments.edge)]
        return _kept(read_brainnet(arguments.node, arguments.edge), arguments), [("node", arguments.node), *edge]
    if arguments.matrix is not None:
        return _of_matrix(arguments), [("matrix", arguments.matrix)]
    if arguments.example is not None:
        title = f"Zhang et al. 2025, Table {arguments.example}"
        file = published_examples()[title]
        return _kept(read_cluster_table(file, title=title), arguments), [("clusters", file)]
    seed = region_node(arguments.seed_region) if arguments.seed_region else None
    return _kept(read_cluster_table(arguments.clusters, seed), arguments), [("clusters", arguments.clusters)]


def _kept(graph: "Graph", arguments: argparse.Namespace) -> "Graph":
    """The graph with the edges that are to be drawn; all of them where no threshold is given."""
    from analysis.network.graph import Graph
    from analysis.network.matrix import thresholded

    if arguments.threshold is None and arguments.density is None:
        return graph
    weights = thresholded(graph.weights, threshold=arguments.threshold, density=arguments.density)
    return Graph(graph.nodes, weights, graph.title, graph.unit, graph.edge_unit)


def _of_matrix(arguments: argparse.Namespace) -> "Graph":
    from analysis.atlas.parcellation import aal
    from analysis.network.matrix import as_graph, read_matrix, thresholded

    if arguments.threshold is None and arguments.density is None:
        raise OptionError("A matrix needs --threshold or --density: all edges at once would hide the brain.")
    matrix = read_matrix(arguments.matrix, tuple(aal().names.values()))
    return as_graph(matrix, thresholded(matrix.values, threshold=arguments.threshold, density=arguments.density))
