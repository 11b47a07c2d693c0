"""What a node graph shows, how its nodes look, and how it says so in words and in its provenance."""

from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from PySide6.QtGui import QColor

from analysis.colour import ColourScale, colormap
from analysis.network.graph import Graph, Kind, Node
from analysis.network.views import VIEW_SETS, VIEWS, View
from analysis.provenance import InputRecord, Provenance
from gui.figures.numbers import MINUS, format_value
from gui.figures.page import Page, page_parameters

KIND_COLOURS = {
    Kind.SEED: QColor(27, 41, 122),
    Kind.INCREASED: QColor(240, 138, 36),
    Kind.DECREASED: QColor(104, 186, 232),
    Kind.PLAIN: QColor(150, 154, 162),
}
"""Dark blue, orange, light blue, gray."""

MODULE_COLOURS = tuple(
    QColor(name)
    for name in (
        "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#b8a900", "#7a5195", "#8c564b", "#3b3b3b"
    )
)  # fmt: skip
"""Okabe & Ito 2008, which colour-blind readers can tell apart, and three more; they begin again after the last."""


class ColourBy(Enum):
    """What the colour of a node says."""

    KIND = "kind"
    MODULE = "module"
    VALUE = "value"


class SizeBy(Enum):
    """What the size of a node says."""

    FIXED = "fixed"
    VALUE = "value"
    OWN = "own"  # the size column of a BrainNet Viewer file


class FarNodes(Enum):
    """What a side view does with the nodes of the other hemisphere."""

    SHOW = "show"
    FAINT = "faint"
    HIDE = "hide"


@dataclass(frozen=True)
class NodeLook:
    """How nodes, edges and captions are drawn.

    Parameters
    ----------
    radius_mm : of a node of normal size, in mm of the brain
    edge_opacity : 0 to 1
    captions : whether nodes bear their short names
    glass : opacity of the brain, 0 to 1, relative to the usual one
    longest_mm : most that the longest brain measures on the page; None takes what the page has
    """

    colour_by: ColourBy = ColourBy.KIND
    size_by: SizeBy = SizeBy.FIXED
    far: FarNodes = FarNodes.FAINT
    radius_mm: float = 4.6
    edge_opacity: float = 0.85
    captions: bool = True
    glass: float = 1.0
    scale: ColourScale | None = None
    longest_mm: float | None = None


@dataclass(frozen=True, eq=False)
class NodeFigure:
    """What a figure of a graph shows."""

    graph: Graph
    views: tuple[View, ...] = field(default_factory=lambda: tuple(VIEWS[key] for key in VIEW_SETS["3"]))
    look: NodeLook = field(default_factory=NodeLook)
    page: Page = field(default_factory=Page)
    columns: int | None = None
    title: str = ""
    shows_notes: bool = True
    shows_legend: bool = True
    inputs: tuple[InputRecord, ...] = ()
    warnings: tuple[str, ...] = ()


def caption_of(node: Node) -> str:
    """The short name; with a dagger where its side contradicts the coordinate."""
    return node.caption + ("\N{DAGGER}" if node.contradicts_its_name else "")


def colour_of(node: Node, figure: NodeFigure) -> QColor:
    """The colour of a node."""
    by = figure.look.colour_by
    if by is ColourBy.MODULE and node.module > 0:
        return MODULE_COLOURS[(node.module - 1) % len(MODULE_COLOURS)]
    if by is ColourBy.VALUE and node.value is not None:
        scale = value_scale(figure)
        position = (node.value - scale.low) / (scale.high - scale.low)
        red, green, blue = colormap(scale.colormap)[int(np.clip(position * 256, 0, 255))]
        return QColor(int(red), int(green), int(blue))
    return KIND_COLOURS[node.kind]


def value_scale(figure: NodeFigure) -> ColourScale:
    """The colours of values: the given ones, or blue to red around 0 up to the largest size."""
    if figure.look.scale is not None:
        return figure.look.scale
    values = [node.value for node in figure.graph.nodes if node.value is not None]
    largest = max((abs(v) for v in values), default=1.0) or 1.0
    if values and min(values) >= 0:
        return ColourScale("viridis", 0.0, largest)
    return ColourScale("blue_red", -largest, largest)


def radius_of(node: Node, figure: NodeFigure) -> float:
    """Radius in mm of the brain; areas are as the values or the sizes, but never below a quarter of the usual one."""
    look, nodes = figure.look, figure.graph.nodes
    share = 1.0
    if look.size_by is SizeBy.VALUE and node.value is not None:
        largest = max(abs(n.value) for n in nodes if n.value is not None)
        share = 1.5 * abs(node.value) / largest if largest else 1.0
    elif look.size_by is SizeBy.OWN:
        share = 1.5 * node.size / max(n.size for n in nodes)
    return float(look.radius_mm * np.sqrt(max(share, 0.25)))


def notes_of(figure: NodeFigure, n_without_caption: int = 0) -> list[str]:
    """What a reader must know, in words."""
    graph = figure.graph
    notes = []
    if len(figure.views) and any(view.key in ("left", "right") for view in figure.views):
        words = {
            FarNodes.FAINT: "Side views show the nodes of the other hemisphere faintly, without a caption.",
            FarNodes.HIDE: "Side views leave out the nodes of the other hemisphere.",
            FarNodes.SHOW: "Side views show the nodes of both hemispheres.",
        }
        notes.append(words[figure.look.far])
    notes += [node.note for node in graph.nodes if node.note]
    notes += _contradictions(graph)
    if n_without_caption:
        plural = "s are" if n_without_caption > 1 else " is"
        notes.append(
            f"{n_without_caption} caption{plural} left out for want of room; draw it wider, or with smaller text."
        )
    notes += figure.warnings
    return notes


def _contradictions(graph: Graph) -> list[str]:
    if not graph.contradictions:
        return []
    listed = ", ".join(f"{node.caption} at x = {_signed(node.xyz_mm[0])} mm" for node in graph.contradictions)
    return [f"\N{DAGGER} The side in the name contradicts the coordinate, at which the node is drawn: {listed}."]


def caption_text(figure: NodeFigure) -> str:
    """A caption for a paper, made of the same numbers as the picture."""
    graph = figure.graph
    counts = {kind: [n for n in graph.nodes if n.kind is kind] for kind in Kind}
    title = figure.title or graph.title
    parts = [f"{title.rstrip('.')}." if title else "Node graph."]
    for kind, word in ((Kind.SEED, "seed"), (Kind.INCREASED, "increased"), (Kind.DECREASED, "decreased")):
        if counts[kind]:
            named = ", ".join(_with_value(node, graph.unit) for node in counts[kind])
            colour = {"seed": "dark blue", "increased": "orange", "decreased": "light blue"}[word]
            about = f", {colour}" if figure.look.colour_by is ColourBy.KIND else ""
            parts.append(f"{word.capitalize()} ({len(counts[kind])}{about}): {named}.")
    if counts[Kind.PLAIN]:
        parts.append(f"{len(counts[Kind.PLAIN])} regions, {len(graph.edges)} edges.")
    views = ", ".join(view.caption.lower() for view in figure.views)
    parts.append(f"Views: {views}; MNI space; surface: fsaverage5 and the cerebellum of the MNI152 template.")
    return " ".join([*parts, *notes_of(figure)])


def _with_value(node: Node, unit: str) -> str:
    if node.value is None:
        return caption_of(node)
    return f"{caption_of(node)} ({unit + ' = ' if unit else ''}{format_value(node.value)})"


def _signed(mm: float) -> str:
    return f"{mm:g}".replace("-", MINUS)


def provenance_of(figure: NodeFigure) -> Provenance:
    """How the figure was made; its nodes are part of it, so that it can be drawn again from the file alone."""
    look, page = figure.look, figure.page
    parameters = {
        "views": [view.key for view in figure.views],
        "nodes": [
            {"name": n.name, "xyz_mm": n.xyz_mm, "value": n.value, "kind": n.kind.value, "module": n.module,
             "size": n.size, "note": n.note}
            for n in figure.graph.nodes
        ],
        "edges": [list(edge) for edge in figure.graph.edges],
        "graph_title": figure.graph.title,
        "unit": figure.graph.unit,
        "edge_unit": figure.graph.edge_unit,
        "title": figure.title,
        "look": {
            "colour_by": look.colour_by.value, "size_by": look.size_by.value, "far": look.far.value,
            "radius_mm": look.radius_mm, "edge_opacity": look.edge_opacity, "captions": look.captions,
            "glass": look.glass,
        },
        "page": page_parameters(page),
    }  # fmt: skip
    return Provenance("gui.figures.node_graph.draw_nodes", parameters, figure.inputs, figure.warnings)
