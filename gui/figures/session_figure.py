"""A figure of what is open: planned in the window's thread, drawn in the background."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from analysis.atlas.template import mni_template
from analysis.errors import DataError, OptionError
from analysis.files.source import stem
from analysis.image import Series, Volume
from analysis.network.cluster_table import published_examples, read_cluster_table
from analysis.network.graph import Graph
from analysis.network.views import views_of
from analysis.perfusion.acknowledged import sentences_of
from analysis.pipeline.routes import Space
from analysis.plane import Convention, Orientation
from analysis.progress import Progress, silent
from analysis.provenance import InputRecord, sha256_of_array, sha256_of_file
from gui.figures.charts import Course, draw_course
from gui.figures.export import Figure
from gui.figures.hatching import Veil, veil_of
from gui.figures.montage import Arrangement, draw_crosshair, draw_montage, stepped_positions
from gui.figures.node_figure import ColourBy, FarNodes, NodeFigure, NodeLook, SizeBy
from gui.figures.node_graph import draw_nodes
from gui.figures.options import FigureKind, FigureOptions, Where
from gui.figures.page import Page
from gui.figures.panels import PanelSheet, compose, panel_page
from gui.figures.slice_figure import FigureLayer, SliceFigure
from gui.figures.slice_plan import gray_scale, plan_cuts
from gui.figures.slice_positions import foreground_box_mm
from gui.figures.triptych import SurfaceFigure, draw_surface
from gui.session import Layer, Role, Session

_FACTS = ("n", "groups", "correction", "voxel_p", "alpha", "tails", "permutations")
_FAINT = 0.3
_PANEL_BRAIN_MM = 35.0  # so that four panels fit on the page of a journal


@dataclass(frozen=True, eq=False)
class Shown:
    """A layer of the figure, and how it is known again: the file it came from, or else its values."""

    layer: FigureLayer
    role: str
    path: Path | None
    unit: str = ""

    def record(self) -> InputRecord:
        """Its role and hash; reads the whole file."""
        digest = sha256_of_array(self.layer.volume.data) if self.path is None else sha256_of_file(self.path)
        return InputRecord(self.role, digest)


@dataclass(frozen=True, eq=False)
class FigurePlan:
    """Everything that a figure is drawn from; nothing of it changes any more."""

    options: FigureOptions
    underlay: Shown | None = None
    overlay: Shown | None = None
    convention: Convention = Convention.RADIOLOGICAL
    cursor_mm: tuple[float, float, float] = (0.0, 0.0, 0.0)
    graph: Graph | None = None
    course: tuple[Course, Path | None] | None = None
    warnings: tuple[str, ...] = ()
    veils: tuple[Veil, ...] = ()


def plan_figure(session: Session, options: FigureOptions) -> FigurePlan:
    """What a figure of the open images needs.

    Raises
    ------
    OptionError
        if what the kind of figure shows is not open
    """
    kind = FigureKind(options.kind)
    x, y, z = (float(mm) for mm in session.cursor_mm)
    plan = FigurePlan(options, convention=session.convention, cursor_mm=(x, y, z))
    if kind is FigureKind.PUBLISHED:
        return plan
    if kind is FigureKind.NODES:
        if session.graphs.graph is None:
            raise OptionError(
                "No graph is open: open a table of clusters or a .node file, or take a published example."
            )
        return replace(plan, graph=session.graphs.graph)
    if kind is FigureKind.COURSE:
        return replace(plan, course=_course(session, plan.cursor_mm))
    overlay = _overlay(session)
    if any(not layer.sides_are_known for layer in session.visible_layers):
        raise OptionError("An open image does not say where left and right are, so no figure with sides can be drawn.")
    if kind is FigureKind.SURFACE:
        if overlay is None or not _is_mni(session):
            raise OptionError(
                "The surface is that of the standard brain: open a map in MNI space, or show the MNI space."
            )
        return replace(plan, overlay=overlay, warnings=_not_acknowledged(session))
    underlay = _underlay(session)
    if underlay is None and overlay is None:
        raise OptionError("Nothing is open that slices could show: open an image or a map.")
    if underlay is None and not _is_mni(session):
        raise OptionError("There is no image under the map; open the T1 of the patient.")
    veils = tuple(veil_of(layer) for layer in session.visible_layers if layer.role is Role.VEIL)
    return replace(plan, underlay=underlay, overlay=overlay, warnings=_not_acknowledged(session), veils=veils)


def draw_plan(plan: FigurePlan, with_hashes: bool = True, progress: Progress = silent) -> Figure:
    """The job: draw the figure.

    Parameters
    ----------
    with_hashes : whether the inputs' hashes go into the recipe; a preview leaves out what takes time
    """
    progress(0.1, "Drawing")
    kind, options = FigureKind(plan.options.kind), plan.options
    inputs = tuple(shown.record() for shown in (plan.underlay, plan.overlay) if shown is not None and with_hashes)
    progress(0.3, "Drawing")
    if kind is FigureKind.PUBLISHED:
        return _published(options, with_hashes)
    if kind is FigureKind.NODES:
        assert plan.graph is not None
        return draw_nodes(_node_figure(plan.graph, options, options.page()))
    if kind is FigureKind.COURSE:
        assert plan.course is not None
        course, path = plan.course
        records = (InputRecord("bold", sha256_of_file(path)),) if path is not None and with_hashes else ()
        return draw_course(course, options.page(), title=options.title, inputs=records)
    if kind is FigureKind.SURFACE:
        assert plan.overlay is not None
        return draw_surface(
            SurfaceFigure(
                plan.overlay.layer, views_of(options.views), options.page(), options.columns or None, options.title,
                plan.overlay.unit, inputs, plan.warnings,
            )
        )  # fmt: skip
    return _of_slices(plan, inputs)


def _of_slices(plan: FigurePlan, inputs: tuple[InputRecord, ...]) -> Figure:
    options = plan.options
    if plan.underlay is None:
        template = mni_template()
        underlay = FigureLayer(template, gray_scale(template))
        inputs = (InputRecord("template", sha256_of_array(template.data)), *inputs)
    else:
        underlay = plan.underlay.layer
    overlay = None if plan.overlay is None else plan.overlay.layer
    if overlay is not None and options.faint:
        overlay = replace(overlay, scale=replace(overlay.scale, faint=_FAINT))
    orientation = Orientation[options.orientation.upper()]
    positions, warnings = _positions(options, underlay, overlay, orientation)
    figure = SliceFigure(
        underlay, overlay, orientation, positions, plan.convention, options.columns or None, options.title,
        "" if plan.overlay is None else plan.overlay.unit, options.page(), inputs, (*plan.warnings, *warnings),
        has_outlines=options.outlines, veils=plan.veils,
    )  # fmt: skip
    if FigureKind(options.kind) is FigureKind.CROSSHAIR:
        return draw_crosshair(underlay, overlay, plan.cursor_mm, replace(figure, warnings=plan.warnings))
    overlays = [] if overlay is None else [overlay]
    return draw_montage(underlay, overlays, [""] * len(overlays), figure, Arrangement(slice_columns=figure.columns))


def _positions(
    options: FigureOptions, underlay: FigureLayer, overlay: FigureLayer | None, orientation: Orientation
) -> tuple[tuple[float, ...], tuple[str, ...]]:
    if Where(options.where) is Where.CLUSTERS:
        cuts = plan_cuts(underlay, overlay, orientation, options.slices)
        return cuts.positions_mm, cuts.warnings
    low, high = foreground_box_mm(underlay.volume, underlay.scale)[:, orientation.value]
    wanted = stepped_positions(options.from_mm, options.to_mm, options.step_mm)
    inside = tuple(mm for mm in wanted if low <= mm <= high)
    if not inside:
        raise OptionError(f"No slice from {options.from_mm:g} to {options.to_mm:g} mm cuts the head.")
    return inside, ()


def _node_figure(
    graph: Graph, options: FigureOptions, page: Page, *, longest_mm: float | None = None, **more: Any
) -> NodeFigure:
    look = NodeLook(
        ColourBy(options.colour_by), SizeBy(options.size_by), FarNodes(options.far), captions=options.captions,
        longest_mm=longest_mm,
    )  # fmt: skip
    columns = options.columns or None
    return NodeFigure(graph, views_of(options.views), look, page, columns, more.pop("title", options.title), **more)


def _published(options: FigureOptions, with_hashes: bool) -> Figure:
    """One of the published tables, or all four as panels."""
    examples = published_examples()
    chosen = {options.example: examples[options.example]} if options.example in examples else examples
    if not chosen:
        raise DataError("The published tables are missing; please reinstall Algoscope.")
    records = {name: (InputRecord("clusters", sha256_of_file(path)),) * with_hashes for name, path in chosen.items()}
    graphs = {name: read_cluster_table(path) for name, path in chosen.items()}
    if len(chosen) == 1:
        ((name, graph),) = graphs.items()
        return draw_nodes(
            _node_figure(graph, options, options.page(), title=options.title or name, inputs=records[name])
        )
    page = panel_page(options.page(), 1)
    drawn, captions = [], []
    for number, (name, graph) in enumerate(graphs.items()):
        is_last = number == len(graphs) - 1
        figure = _node_figure(
            graph,
            options,
            page,
            title="",
            shows_notes=False,
            shows_legend=is_last,
            inputs=records[name],
            longest_mm=_PANEL_BRAIN_MM,
        )
        drawn.append(draw_nodes(figure))
        captions.append(f"Seed {graph.nodes[0].caption}: {name}")
    return compose(drawn, captions, PanelSheet(options.page(), 1, options.title, _shared_notes(graphs.values())))


def _shared_notes(graphs: Sequence[Graph] | Any) -> tuple[str, ...]:
    doubtful = [node for graph in graphs for node in graph.contradictions]
    notes = ["Seeds are drawn at the middle of their AAL region; the tables give no coordinate of them."]
    if doubtful:
        listed = ", ".join(f"{n.caption} at x = {n.xyz_mm[0]:g} mm".replace("-", "\N{MINUS SIGN}") for n in doubtful)
        notes.append(f"\N{DAGGER} The side in the name contradicts the coordinate: {listed}.")
    return tuple(notes)


def _is_mni(session: Session) -> bool:
    if session.spaces.current is not None:
        return session.spaces.current is Space.MNI
    return bool(session.layers) and all(layer.space == "MNI152" for layer in session.layers)


def _not_acknowledged(session: Session) -> tuple[str, ...]:
    """What stands on the figure while no person has acknowledged a red light of its map."""
    layer = _overlay_layer(session)
    if layer is None:
        return ()
    said = () if layer.scan is None else layer.scan.warnings
    return sentences_of((*said, *(() if layer.stat_map is None else layer.stat_map.provenance.warnings)))


def _overlay(session: Session) -> Shown | None:
    layer = _overlay_layer(session)
    return None if layer is None else _shown(session, layer, "overlay")


def _overlay_layer(session: Session) -> Layer | None:
    """The selected map if it is seen, else the topmost one."""
    maps = [layer for layer in session.visible_layers if layer.role is Role.OVERLAY and layer.names is None]
    selected = session.selected_layer
    chosen = next((layer for layer in maps if selected is not None and layer.id == selected.id), None)
    return chosen or (maps[-1] if maps else None)


def _underlay(session: Session) -> Shown | None:
    images = [layer for layer in session.visible_layers if layer.role is Role.UNDERLAY]
    return _shown(session, images[0], "underlay") if images else None


def _shown(session: Session, layer: Layer, role: str) -> Shown:
    volume = layer.volume(session.timepoint)
    path = layer.scan.path if layer.scan is not None and not layer.is_computed and not layer.is_series else None
    is_file_name = layer.scan is not None and layer.scan.path is not None and volume.name == stem(layer.scan.path)
    safe = Volume(volume.grid, volume.data, "", volume.unit) if is_file_name else volume
    shown = FigureLayer(safe, layer.display.scale, layer.display.interpolation, _facts(layer))
    unit = f"{safe.name} ({safe.unit})" if safe.name and safe.unit else safe.name or safe.unit
    return Shown(shown, role, path, unit if role == "overlay" else "")


def _facts(layer: Layer) -> dict[str, Any]:
    if layer.stat_map is None:
        return {}
    parameters = layer.stat_map.provenance.parameters
    facts = {name: parameters[name] for name in _FACTS if name in parameters}
    if isinstance(facts.get("groups"), dict):
        facts["n"] = "+".join(str(n) for n in facts["groups"].values())
    if layer.stat_map.dof is not None:
        facts["dof"] = layer.stat_map.dof
    return facts


def _course(session: Session, place_mm: tuple[float, float, float]) -> tuple[Course, Path | None]:
    layer = session.series_layer
    if layer is None or not isinstance(layer.image, Series):
        raise OptionError("No series is open, so there is no time course to draw.")
    if layer.image.tr_s is None:
        raise OptionError("The series does not say its repetition time, so its time course has no time axis.")
    voxel = layer.grid.voxel_at(session.place_in(layer))
    if voxel is None:
        raise OptionError("The crosshair is outside the series.")
    layer.image.require_complete()
    values = np.array(layer.image.frames.time_course(voxel))
    path = None if layer.scan is None or layer.is_computed else layer.scan.path
    return Course(values, layer.image.tr_s, place_mm, layer.image.unit), path
