"""``figure montage``: slices side by side as published figures have them, of one map or of several."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.colour import CLASSES, classes_scale, colormap_names
from analysis.errors import OptionError
from analysis.image import Volume
from analysis.plane import Convention, Orientation
from analysis.provenance import InputRecord
from analysis.sampling import Interpolation
from gui.command_line.arguments import number, path, whole_number
from gui.command_line.figure_options import add_page, page_of
from gui.command_line.inputs import OpenedVolume, open_volume
from gui.command_line.outcome import DONE
from gui.command_line.placing import about_places, without_file_name
from gui.command_line.terminal import Terminal

if TYPE_CHECKING:
    from gui.figures.export import Figure
    from gui.figures.slice_figure import FigureLayer, SliceFigure

_WORDS = "slices of one map, or of several as rows or panels, over the T1 or the template"
_EXAMPLES = """examples:
  main.py figure montage --overlay t.nii.gz --threshold 2.7 --two-sided --step-mm 5 --out figure1.pdf
  main.py figure montage --overlay alff.nii.gz reho.nii.gz --caption ALFF ReHo --threshold 2.3 --two-sided \\
      --at-mm -30 0 30 60 --out rows.png
  main.py figure montage --underlay T1w.nii.gz --overlay cbf.nii.gz --unit "mL/100 g/min" --slices 12 --out cbf.png
"""
_STEP_MM = 8.0
_OUTSIDE = 0.1  # no measured map has so many exact zeros
_FACTS = ("n", "groups", "correction", "voxel_p", "alpha", "tails", "permutations", "k_min_voxels")


def add_kind(commands) -> None:  # type: ignore[no-untyped-def] # argparse's action has no public type
    """Add ``montage`` to the kinds of figures."""
    parser = commands.add_parser("montage", help=_WORDS, description=f"Draw {_WORDS}.", epilog=_EXAMPLES)
    parser.set_defaults(draw=run)
    parser.add_argument("--overlay", type=path, nargs="+", required=True, metavar="FILE", help="3D maps in one space")
    parser.add_argument("--caption", nargs="+", default=[], metavar="TEXT", help="one for each map; no patient's name")
    parser.add_argument("--underlay", type=path, metavar="FILE", help="3D image; default: the MNI152 template")
    _add_values(parser)
    _add_slices(parser)
    add_page(parser)


def _add_values(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("values")
    group.add_argument("--threshold", type=number(), metavar="X", help="show values of at least X; below 0: at most X")
    group.add_argument("--two-sided", action="store_true", help="show values of both signs, at least X in size")
    group.add_argument(
        "--max", type=number(0, above=True), dest="maximum", metavar="X",
        help="size at the end of the colours; default: the largest of all maps",
    )  # fmt: skip
    group.add_argument("--low", type=number(), metavar="X", help="low end of the colours, without --threshold")
    group.add_argument("--colormap", choices=colormap_names())
    group.add_argument("--faint", action="store_true", help="draw what does not pass the threshold faintly")
    group.add_argument("--outlines", action="store_true", help="draw lines around what passes the threshold")
    group.add_argument("--own-scales", action="store_true", help="a colour bar for each map")
    group.add_argument("--unit", default="", help="under the colour bar; default: name and unit of the map")
    group.add_argument("--interpolation", choices=[i.value for i in Interpolation], default="linear")
    group.add_argument("--n", metavar="TEXT", help="number of people, for the caption, such as 31+32")
    group.add_argument("--correction", metavar="TEXT", help="for the caption, such as 'GRF p < .01, cluster p < .05'")


def _add_slices(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("slices")
    group.add_argument("--orientation", choices=[o.name.lower() for o in Orientation], default="axial")
    where = group.add_mutually_exclusive_group()
    where.add_argument("--at-mm", type=number(), nargs="+", metavar="MM", help="where to cut")
    where.add_argument("--step-mm", type=number(0, above=True), metavar="X", help="from --from-mm to --to-mm in steps")
    where.add_argument("--slices", type=whole_number(1, 120), metavar="N", help="N slices through all clusters")
    group.add_argument("--from-mm", type=number(), metavar="MM", help="default -70, or where the head begins")
    group.add_argument("--to-mm", type=number(), metavar="MM", help="default 106, or where the head ends")
    group.add_argument("--columns", type=whole_number(1, 40), metavar="N", help="slices in a row")
    group.add_argument("--panel-columns", type=whole_number(1, 6), default=1, metavar="N", help="maps side by side")
    group.add_argument(
        "--convention", choices=[c.value for c in Convention], default="radiological",
        help="radiological (the default): the left of a slice is the patient's right",
    )  # fmt: skip


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Draw and write the figure; its path goes to stdout."""
    from gui.figures.export import check_ending, ensure_application, save_figure

    check_ending(arguments.out)
    if arguments.caption and len(arguments.caption) != len(arguments.overlay):
        raise OptionError(f"There are {len(arguments.overlay)} maps and {len(arguments.caption)} captions.")
    terminal(0.1, "Reading")
    ensure_application()
    drawn = planned(arguments, terminal)
    terminal(0.5, "Drawing")
    written = save_figure(drawn, arguments.out, dpi=arguments.dpi, force=arguments.force)
    terminal(1.0, "Drawing")
    terminal.clear()
    print(written.absolute())
    return DONE


def planned(arguments: argparse.Namespace, terminal: Terminal) -> "Figure":
    """The figure that the options ask for."""
    from gui.figures.montage import Arrangement, draw_montage

    maps = [open_volume(file, "overlay", terminal) for file in arguments.overlay]
    underlay, record, warnings = _underlay(arguments, maps, terminal)
    overlays, told = _overlays(arguments, maps)
    for warning in (*warnings, *told):
        terminal.say(warning)
    template = _template(arguments, underlay, overlays, terminal)
    inputs = (record, *(opened.record for opened in maps))
    captions = arguments.caption or ([""] if len(maps) == 1 else [layer.volume.name for layer in overlays])
    template = _with(template, inputs=inputs, warnings=(*warnings, *told, *template.warnings))
    arrangement = Arrangement(arguments.panel_columns, arguments.columns or _row_of(arguments, template))
    return draw_montage(underlay, overlays, captions, template, arrangement)


def _with(template: "SliceFigure", **changes: Any) -> "SliceFigure":
    from dataclasses import replace

    return replace(template, **changes)


def _row_of(arguments: argparse.Namespace, template: "SliceFigure") -> int | None:
    """Several maps one below the other have a row of slices each, if there is room for it."""
    is_rows = len(arguments.overlay) > 1 and arguments.panel_columns == 1
    return len(template.positions_mm) if is_rows and len(template.positions_mm) <= 12 else None


def _underlay(
    arguments: argparse.Namespace, maps: list[OpenedVolume], terminal: Terminal
) -> tuple["FigureLayer", InputRecord, tuple[str, ...]]:
    from gui.figures.slice_figure import FigureLayer
    from gui.figures.slice_plan import gray_scale

    scans = [opened.scan for opened in maps]
    if arguments.underlay is not None:
        opened = open_volume(arguments.underlay, "underlay", terminal)
        warnings = about_places(opened.scan, *scans)
        return FigureLayer(opened.volume, gray_scale(opened.volume)), opened.record, warnings
    from analysis.atlas.template import mni_template
    from analysis.provenance import sha256_of_array

    warnings = about_places(*scans)
    spaces = {str(s.facts["SpatialReference"].value) for s in scans if "SpatialReference" in s.facts}
    if spaces & {"scanner", "aligned"}:
        warnings += ("The template lies below the map, but the map's file does not say that it is in MNI space.",)
    template = mni_template()
    record = InputRecord("template", sha256_of_array(template.data))
    return FigureLayer(template, gray_scale(template)), record, warnings


def _overlays(arguments: argparse.Namespace, maps: list[OpenedVolume]) -> tuple[list["FigureLayer"], tuple[str, ...]]:
    """The maps with their colours, and what the reader must be told of their values."""
    from gui.figures.slice_figure import FigureLayer

    warnings: list[str] = []
    volumes = [without_file_name(opened) for opened in maps]
    if arguments.threshold is None:
        hidden = [_without_zeros(volume) for volume in volumes]
        if any(new is not old for new, old in zip(hidden, volumes, strict=True)):
            warnings.append("Voxels of exactly 0 are taken as no value.")
        volumes = hidden
    scales = _scales(arguments, volumes)
    interpolation = Interpolation(arguments.interpolation)
    layers = [
        FigureLayer(volume, scale, interpolation, _facts(arguments, opened))
        for volume, scale, opened in zip(volumes, scales, maps, strict=True)
    ]
    layers = [_as_classes(layer, opened) for layer, opened in zip(layers, maps, strict=True)]
    return layers, tuple(warnings)


def _as_classes(layer: "FigureLayer", opened: OpenedVolume) -> "FigureLayer":
    """A map of classes has its own colours and no value between two of them; other maps stay as they are."""
    from dataclasses import replace

    statistic = _record(opened.scan.path).get("statistic") if opened.scan.path is not None else None
    if statistic not in CLASSES:
        return layer
    return replace(layer, scale=classes_scale(str(statistic)), interpolation=Interpolation.NEAREST)


def _without_zeros(volume: Volume) -> Volume:
    """NaN for exact zeros where they are more than a tenth of all voxels, as other tools write "outside the mask"."""
    zeros = volume.data == 0
    if zeros.mean() < _OUTSIDE:
        return volume
    return Volume(volume.grid, np.where(zeros, np.nan, volume.data), volume.name, volume.unit)


def _scales(arguments: argparse.Namespace, volumes: list[Volume]) -> list[Any]:
    from dataclasses import replace

    from gui.figures.montage import continuous_scale
    from gui.figures.slice_plan import threshold_scale

    groups = [[volume] for volume in volumes] if arguments.own_scales else [volumes]
    found = []
    for group in groups:
        if arguments.threshold is None:
            scale = continuous_scale(group, low=arguments.low, high=arguments.maximum, colormap=arguments.colormap)
        else:
            scale = threshold_scale(
                group[0], arguments.threshold, both_signs=arguments.two_sided, colormap=arguments.colormap,
                maximum=arguments.maximum or _largest(group, arguments),
            )  # fmt: skip
        found += [replace(scale, faint=0.3 if arguments.faint else 0.0)] * len(group)
    return found


def _largest(volumes: list[Volume], arguments: argparse.Namespace) -> float | None:
    """The exact extreme of all maps on the sides that are shown; None where nothing passes the threshold."""
    values = np.concatenate([v.data[np.isfinite(v.data)].ravel() for v in volumes])
    if not values.size:
        return None
    sizes = np.abs(values) if arguments.two_sided else (values if arguments.threshold >= 0 else -values)
    largest = float(sizes.max())
    return largest if largest > abs(arguments.threshold) else None


def _facts(arguments: argparse.Namespace, opened: OpenedVolume) -> dict[str, Any]:
    """n, degrees of freedom and correction: as typed, else from the record beside the map."""
    facts: dict[str, Any] = {}
    source = opened.scan.path
    record = _record(source) if source is not None else {}
    parameters = record.get("provenance", {}).get("parameters", {})
    facts.update({name: parameters[name] for name in _FACTS if name in parameters})
    if isinstance(facts.get("groups"), dict):
        facts["n"] = "+".join(str(n) for n in facts["groups"].values())
    if record.get("dof") is not None:
        facts["dof"] = record["dof"]
    facts.update({name: value for name in ("n", "correction") if (value := getattr(arguments, name))})
    return facts


def _record(image: Path) -> dict[str, Any]:
    from analysis.files.source import stem

    try:
        found = json.loads(image.with_name(f"{stem(image)}.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and str(found.get("format", "")).startswith("algoscope") else {}


def _template(
    arguments: argparse.Namespace, underlay: "FigureLayer", overlays: list["FigureLayer"], terminal: Terminal
) -> "SliceFigure":
    from gui.figures.slice_figure import SliceFigure
    from gui.figures.slice_plan import plan_cuts

    orientation = Orientation[arguments.orientation.upper()]
    warnings: tuple[str, ...] = ()
    if arguments.at_mm:
        positions = tuple(arguments.at_mm)
    elif arguments.slices:
        cuts = plan_cuts(underlay, _together(overlays), orientation, arguments.slices)
        positions, warnings = cuts.positions_mm, cuts.warnings
    else:
        positions = _stepped(arguments, underlay, orientation)
    for warning in warnings:
        terminal.say(warning)
    return SliceFigure(
        underlay, None, orientation, positions, Convention(arguments.convention), None, arguments.title,
        arguments.unit, page_of(arguments), warnings=warnings, has_outlines=arguments.outlines,
    )  # fmt: skip


def _stepped(arguments: argparse.Namespace, underlay: "FigureLayer", orientation: Orientation) -> tuple[float, ...]:
    """From one end to the other in steps; an end that is not given is where the head begins or ends."""
    from gui.figures.montage import AXIAL_RANGE_MM, stepped_positions
    from gui.figures.slice_positions import foreground_box_mm

    head = foreground_box_mm(underlay.volume, underlay.scale)[:, orientation.value]
    usual = AXIAL_RANGE_MM if orientation is Orientation.AXIAL else (float(head[0]), float(head[1]))
    step = arguments.step_mm or _STEP_MM
    low, high = (usual[k] if given is None else given for k, given in enumerate((arguments.from_mm, arguments.to_mm)))
    positions = stepped_positions(round(low), high, step)
    return tuple(
        mm
        for mm in positions
        if (arguments.from_mm is not None or mm >= head[0]) and (arguments.to_mm is not None or mm <= head[1])
    )


def _together(overlays: list["FigureLayer"]) -> "FigureLayer":
    """One map for planning: of several on one grid the value that is furthest from zero, else the first map."""
    from gui.figures.slice_figure import FigureLayer

    first = overlays[0]
    if not all(layer.volume.grid.matches(first.volume.grid) for layer in overlays):
        return first
    stack = np.stack([layer.volume.data for layer in overlays])
    sizes = np.where(np.isfinite(stack), np.abs(stack), -1.0)
    extreme = np.take_along_axis(stack, sizes.argmax(axis=0)[None], axis=0)[0]
    return FigureLayer(Volume(first.volume.grid, extreme, first.volume.name, first.volume.unit), first.scale)
