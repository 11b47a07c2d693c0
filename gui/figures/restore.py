"""From a figure back to its view: the maps are found by their hashes, and drawn as the recipe says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.atlas.template import mni_template
from analysis.errors import AlgoscopeError, DataError
from analysis.image import Volume
from analysis.network.graph import Graph, Kind, Node
from analysis.plane import Convention, Orientation
from analysis.progress import Progress, part, silent
from analysis.provenance import sha256_of_array, sha256_of_file
from analysis.sampling import Interpolation
from analysis.scan import Fact, FactSource, Modality, Scan
from gui.commands import graphs, opening
from gui.figures.export import ENDINGS
from gui.figures.recipe import read_recipe
from gui.jobs import Job, JobRunner
from gui.session import Layer, Role, Session

_MOST_FILES = 400
_MOST_BYTES = 500_000_000
_IMAGES = (".nii", ".nii.gz", ".hdr")


@dataclass(frozen=True, eq=False)
class Candidate:
    """An open layer that may be an input: its file, or its values where it was computed here."""

    layer_id: int
    path: Path | None
    volume: Volume


@dataclass(frozen=True, eq=False)
class Found:
    """Which hash is which open layer, and what was read from files for the others; ``missing`` is by role."""

    layer_ids: Mapping[str, int]
    paths: Mapping[str, Path]
    outcomes: tuple[opening.Outcome, ...]
    missing: tuple[tuple[str, str], ...]
    template: Volume | None


def _tr(text: str) -> str:
    return QCoreApplication.translate("restore", text)


def restore(session: Session, jobs: JobRunner, record: Mapping[str, Any], folders: Iterable[Path]) -> Job | None:
    """Show again what a figure shows.

    Parameters
    ----------
    record : as `gui.figures.recipe.read_recipe` gives it
    folders : where images may lie that are not open, the likeliest first

    Raises
    ------
    DataError
        if the recipe lacks what it needs
    """
    provenance = _object(record.get("provenance"))
    views = _panels(provenance)
    of_graph = next((panel for panel in views if str(panel.get("function", "")).endswith("draw_nodes")), None)
    if of_graph is not None:
        graph = graph_of(_object(of_graph.get("parameters")))
        template = None if session.layers else mni_template()
        graphs.show_graph(session, graph, template)
        return None
    inputs = [(str(i.get("role")), str(i.get("sha256"))) for i in provenance.get("inputs") or [] if isinstance(i, dict)]
    if not inputs:
        raise DataError("This figure does not say of which images it was made, so its view cannot be restored.")
    candidates = tuple(_candidate(session, layer) for layer in session.layers if not layer.is_series)
    done = partial(_show, session, jobs, views, inputs)
    return jobs.submit(
        _tr("Restore the view of a figure"), find, tuple(inputs), candidates, tuple(folders), on_done=done
    )


def recipe_of(path: Path) -> dict[str, Any] | None:
    """The recipe of a file that is dropped, or None where it is no figure of Algoscope, or cannot be read."""
    if path.suffix.lower() not in ENDINGS:
        return None
    try:
        return read_recipe(path)
    except AlgoscopeError:
        return None


def graph_of(parameters: Mapping[str, Any]) -> Graph:
    """The graph in the recipe of a node graph; raises `DataError` where it is damaged."""
    try:
        nodes = tuple(
            Node(
                str(n["name"]), tuple(n["xyz_mm"]), n["value"], Kind(n["kind"]), int(n["module"]), float(n["size"]),
                str(n["note"]),
            )
            for n in parameters["nodes"]
        )  # fmt: skip
        weights = np.zeros((len(nodes), len(nodes)))
        for i, j, weight in parameters["edges"]:
            weights[int(i), int(j)] = weights[int(j), int(i)] = float(weight)
        title, unit = str(parameters["graph_title"]), str(parameters["unit"])
        return Graph(nodes, weights, title, unit, str(parameters["edge_unit"]))
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise DataError("The graph in the recipe of this figure is damaged.") from error


def find(
    inputs: tuple[tuple[str, str], ...],
    candidates: tuple[Candidate, ...],
    folders: tuple[Path, ...],
    progress: Progress = silent,
) -> Found:
    """The job: find the inputs among what is open, then in folders, and read those that are not open."""
    wanted = {digest for _, digest in inputs}
    layer_ids: dict[str, int] = {}
    for candidate in candidates:
        for digest in _hashes(candidate):
            if digest in wanted:
                layer_ids.setdefault(digest, candidate.layer_id)
    template = None
    if any(role == "template" for role, _ in inputs):
        template = mni_template()
        wanted.discard(sha256_of_array(template.data))
    progress(0.2, _tr("Looking for the images of the figure"))
    paths = _in_folders(wanted - set(layer_ids), folders, part(progress, 0.2, 0.7))
    outcomes = opening.read_all(tuple(paths.values()), part(progress, 0.7, 1.0)) if paths else ()
    missing = tuple((role, d) for role, d in inputs if d in wanted and d not in layer_ids and d not in paths)
    return Found(layer_ids, paths, outcomes, missing, template)


def _in_folders(wanted: set[str], folders: tuple[Path, ...], progress: Progress) -> dict[str, Path]:
    found: dict[str, Path] = {}
    files = [path for folder in dict.fromkeys(folders) for path in _images_in(folder)][:_MOST_FILES]
    for number, path in enumerate(files):
        if not wanted - set(found):
            break
        progress(number / len(files), _tr("Looking for the images of the figure"))
        try:
            digest = sha256_of_file(path) if path.stat().st_size <= _MOST_BYTES else ""
        except OSError:
            continue
        if digest in wanted:
            found.setdefault(digest, path)
    return found


def _images_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.name.lower().endswith(_IMAGES) and path.is_file())
    except OSError:
        return []


def _candidate(session: Session, layer: Layer) -> Candidate:
    path = layer.scan.path if layer.scan is not None and not layer.is_computed else None
    return Candidate(layer.id, path, layer.volume(session.timepoint))


def _hashes(candidate: Candidate) -> tuple[str, ...]:
    """The hash of the file, where there is one, and of the values."""
    of_values = sha256_of_array(candidate.volume.data)
    if candidate.path is None:
        return (of_values,)
    try:
        return sha256_of_file(candidate.path), of_values
    except OSError:
        return (of_values,)


def _show(
    session: Session, jobs: JobRunner, views: list[dict[str, Any]], inputs: list[tuple[str, str]], found: Found
) -> None:
    before = {layer.id for layer in session.layers}
    with session.batch():
        if found.outcomes:
            opening.add_scans(session, jobs, None, found.outcomes)
        if found.template is not None and not any(layer.image is found.template for layer in session.layers):
            _add_template(session, found.template)
        of_file = {
            layer.scan.path: layer.id
            for layer in session.layers
            if layer.id not in before and layer.scan is not None and layer.scan.path is not None
        }
        ids = {**found.layer_ids, **{digest: of_file[p] for digest, p in found.paths.items() if p in of_file}}
        try:
            _apply(session, views, [(role, ids.get(digest)) for role, digest in inputs])
        except (KeyError, TypeError, ValueError, AlgoscopeError):
            session.tell(_tr("The recipe of this figure is damaged: its images are open, but not as they were drawn."))
    for role, digest in found.missing:
        session.tell(
            _tr(
                "The {role} of this figure is not open (SHA-256 {digest}…): open it, then drop the figure again."
            ).format(role=role, digest=digest[:12])
        )


def _add_template(session: Session, template: Volume) -> None:
    facts = {"SpatialReference": Fact("MNI152", FactSource.HEADER)}
    look = opening.first_look(Scan(Modality.OTHER, template, facts=facts))
    scan = Scan(Modality.OTHER, template, reason=_tr("the standard brain"), facts=facts)
    session.add_layer(template.name, template, look.role, look.display, scan=scan)


def _apply(session: Session, views: list[dict[str, Any]], ids: list[tuple[str, int | None]]) -> None:
    """Scales, visibility, convention and crosshair as the recipe has them."""
    own = [layer_id for _, layer_id in ids if layer_id is not None]
    for layer in session.layers:
        if layer.role is Role.OVERLAY:
            session.show_layer(layer.id, visible=layer.id in own)
    overlays = [layer_id for role, layer_id in ids if role == "overlay" and layer_id is not None]
    first = _object(views[0].get("parameters"))
    drawn = [_object(_object(view.get("parameters")).get("overlay")) for view in views]
    for layer_id, look in zip(overlays, drawn, strict=False):
        if look:
            _draw_as(session, layer_id, look)
    for shown in own:
        session.show_layer(shown, visible=True)
    if "convention" in first:
        session.set_convention(Convention(first["convention"]))
    place = np.array(session.cursor_mm)
    if first.get("crosshair_mm"):
        place = np.array(first["crosshair_mm"], dtype=float)
    elif first.get("positions_mm") and first.get("orientation"):
        positions = first["positions_mm"]
        place[Orientation[str(first["orientation"]).upper()].value] = float(positions[len(positions) // 2])
    session.move_cursor(place)
    if overlays:
        session.select_layer(overlays[0])


def _draw_as(session: Session, layer_id: int, look: Mapping[str, Any]) -> None:
    gap = look.get("hidden_between")
    session.scale_layer(
        layer_id, colormap=str(look["colormap"]), low=float(look["low"]), high=float(look["high"]),
        gap=None if gap is None else (float(gap[0]), float(gap[1])), opacity=float(look.get("opacity", 1.0)),
        faint=float(look.get("faint", 0.0)),
    )  # fmt: skip
    if "interpolation" in look:
        session.interpolate_layer(layer_id, Interpolation(look["interpolation"]))


def _panels(provenance: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The provenances of the panels of a figure; of one that has none, its own."""
    panels = _object(provenance.get("parameters")).get("panels")
    if isinstance(panels, list) and panels:
        return [_object(panel) for panel in panels]
    return [dict(provenance)]


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
