"""Graphs in the brain: from a table of clusters, BrainNet Viewer's files or the published examples."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.atlas.template import mni_template
from analysis.errors import OptionError
from analysis.image import Volume
from analysis.network.brainnet import read_brainnet
from analysis.network.cluster_table import published_examples, read_cluster_table
from analysis.network.graph import Graph
from analysis.pipeline.routes import Space
from analysis.progress import Progress, silent
from analysis.scan import Fact, FactSource, Modality, Scan
from gui import log
from gui.commands.first_look import first_look
from gui.jobs import Job, JobRunner
from gui.session import Session


@dataclass(frozen=True, eq=False)
class ReadGraph:
    """A graph, and the template to show it on where nothing is open."""

    graph: Graph
    template: Volume | None


def _tr(text: str) -> str:
    return QCoreApplication.translate("graphs", text)


def show_graph_files(session: Session, jobs: JobRunner, paths: Sequence[Path]) -> Job:
    """Show the graph of a table of clusters, or of a ``.node`` file with or without its ``.edge`` file.

    Raises
    ------
    OptionError
        if it is not known where MNI space is in what is open, or the files are no such files
    """
    _require_mni(session)
    for path in paths:
        log.hide(path)
    nodes = [path for path in paths if path.suffix.lower() == ".node"]
    edges = [path for path in paths if path.suffix.lower() == ".edge"]
    if len(nodes) > 1 or len(edges) > 1 or (len(paths) != len(nodes) + len(edges) and len(paths) > 1):
        raise OptionError(_tr("Choose one table of clusters, or one .node file with its .edge file."))
    if edges and not nodes:
        raise OptionError(_tr("Edges alone have no place: choose the .node file, too."))
    source = nodes[0] if nodes else paths[0]
    done = partial(_show, session)
    return jobs.submit(_tr("Graph"), read_graph, source, edges[0] if edges else None, not session.layers, on_done=done)


def show_published(session: Session, jobs: JobRunner, name: str) -> Job:
    """Show a published table as a graph; raises `OptionError` as `show_graph_files`, or for an unknown name."""
    _require_mni(session)
    if name not in published_examples():
        raise OptionError(_tr("There is no published example called {name}.").format(name=name))
    path, done = published_examples()[name], partial(_show, session)
    return jobs.submit(_tr("Published example"), read_graph, path, None, not session.layers, name, on_done=done)


def read_graph(
    path: Path, edges: Path | None, with_template: bool, title: str = "", progress: Progress = silent
) -> ReadGraph:
    """The job: read a graph, and the template where nothing is open."""
    progress(0.0, _tr("Reading the graph"))
    is_brainnet = path.suffix.lower() == ".node"
    graph = read_brainnet(path, edges, title=title) if is_brainnet else read_cluster_table(path, title=title)
    progress(0.5, _tr("Reading the template"))
    return ReadGraph(graph, mni_template() if with_template else None)


def show_graph(session: Session, graph: Graph, template: Volume | None = None) -> None:
    """Show a graph, on the template where nothing is open; contradictions of names and sides are told."""
    with session.batch():
        if template is not None and not session.layers:
            scan = Scan(
                Modality.OTHER, template, reason=_tr("the standard brain"),
                facts={"SpatialReference": Fact("MNI152", FactSource.HEADER)},
            )  # fmt: skip
            look = first_look(scan)
            session.add_layer(template.name, template, look.role, look.display, scan=scan)
        session.graphs.show(graph)
    for node in graph.contradictions:
        session.tell(
            _tr("{name} lies at x = {x:g} mm: its name contradicts its side. It is drawn at its coordinate.").format(
                name=node.name, x=node.xyz_mm[0]
            )
        )


def hide_graph(session: Session) -> None:
    """Show no graph."""
    session.graphs.clear()


def node_places(session: Session) -> np.ndarray | None:
    """``(n, 3)`` mm of the nodes in the space that the views show; None where that is not known."""
    graph = session.graphs.graph
    if graph is None:
        return None
    places = np.array([node.xyz_mm for node in graph.nodes])
    if session.spaces.current is None:
        return places if _all_in_mni(session) else None
    return np.array([session.spaces.point(place, Space.MNI, session.spaces.current) for place in places])


def in_words(graph: Graph, index: int) -> str:
    """A node as the pointer is told of it: name, coordinate, value."""
    node = graph.nodes[index]
    place = ", ".join(f"{mm:g}" for mm in node.xyz_mm).replace("-", "\N{MINUS SIGN}")
    value = ""
    if node.value is not None:
        value = f"\n{graph.unit or _tr('value')} = {node.value:.4g}".replace("-", "\N{MINUS SIGN}")
    doubt = "\n" + _tr("The side in the name contradicts the coordinate.") if node.contradicts_its_name else ""
    return f"{node.name} ({node.caption})\nMNI ({place}) mm{value}{doubt}"


def _show(session: Session, read: ReadGraph) -> None:
    show_graph(session, read.graph, read.template)


def _all_in_mni(session: Session) -> bool:
    return bool(session.layers) and all(layer.space == "MNI152" for layer in session.layers)


def _require_mni(session: Session) -> None:
    if session.layers and session.spaces.current is None and not _all_in_mni(session):
        raise OptionError(
            _tr(
                "The graph lies in MNI space, and where that is in what is open is not known yet: process the patient "
                "first (Patient page), or close everything to see the graph on the template."
            )
        )
