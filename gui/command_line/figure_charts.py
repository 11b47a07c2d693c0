"""Other kinds of figures: the painted surface, the crosshair's slices, courses, motion, matrices, means, histograms."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.colour import colormap_names
from analysis.errors import DataError, OptionError
from analysis.image import Volume
from analysis.provenance import InputRecord, sha256_of_file
from gui.command_line.arguments import number, path, whole_number
from gui.command_line.figure_options import add_page, page_of
from gui.command_line.inputs import open_mask, open_series, open_volume
from gui.command_line.outcome import DONE
from gui.command_line.placing import about_places, without_file_name
from gui.command_line.terminal import Terminal

if TYPE_CHECKING:
    from gui.figures.export import Figure
    from gui.figures.slice_figure import FigureLayer

_KINDS = {
    "triptych": "the brain from several sides with a map painted on its surface (MNI space)",
    "crosshair": "the three slices through a place",
    "course": "the time course at a place, and its spectrum",
    "motion": "head motion over time",
    "matrix": "a connectivity matrix, ordered by network",
    "histogram": "how values of a cohort are distributed, with the patient marked",
    "means": "the mean map of each group of a table, as rows",
}


def add_kinds(commands) -> None:  # type: ignore[no-untyped-def] # argparse's action has no public type
    """Add these kinds of figures."""
    parsers = {}
    for kind, words in _KINDS.items():
        parsers[kind] = commands.add_parser(kind, help=words, description=f"Draw {words}.")
        parsers[kind].set_defaults(draw=run, plan=_PLANS[kind])
    _add_map(parsers["triptych"], needed=True)
    parsers["triptych"].add_argument("--views", default="3", metavar="LIST", help="3, 4, 6, 8, or left,top,right …")
    parsers["triptych"].add_argument("--columns", type=whole_number(1, 8), metavar="N", help="views in a row")
    parsers["crosshair"].add_argument("--underlay", type=path, required=True, metavar="FILE", help="3D image")
    _add_map(parsers["crosshair"], needed=False)
    _add_place(parsers["crosshair"])
    parsers["crosshair"].add_argument("--convention", choices=("radiological", "neurological"), default="radiological")
    parsers["course"].add_argument("--bold", type=path, required=True, metavar="FILE", help="4D series")
    parsers["course"].add_argument("--tr-s", type=number(0, above=True), metavar="X", help="instead of the header's")
    _add_place(parsers["course"])
    parsers["motion"].add_argument("--motion", type=path, required=True, metavar="TXT", help="six columns, as SPM's rp")
    parsers["motion"].add_argument("--fsl", action="store_true", help="the columns are those of FSL's .par")
    parsers["motion"].add_argument("--tr-s", type=number(0, above=True), metavar="X", help="for the time axis")
    _add_matrix(parsers["matrix"])
    _add_histogram(parsers["histogram"])
    _add_means(parsers["means"])
    for kind, parser in parsers.items():
        add_page(parser, width_mm=89.0 if kind == "histogram" else 183.0)


def _add_map(parser: argparse.ArgumentParser, *, needed: bool) -> None:
    parser.add_argument("--overlay", type=path, required=needed, metavar="FILE", help="3D map")
    parser.add_argument("--threshold", type=number(), required=needed, metavar="X", help="below 0: values of at most X")
    parser.add_argument("--two-sided", action="store_true", help="both signs, at least X in size")
    parser.add_argument(
        "--max", type=number(0, above=True), dest="maximum", metavar="X", help="at the end of the colours"
    )
    parser.add_argument("--colormap", choices=colormap_names())
    parser.add_argument("--unit", default="", help="under the colour bar")


def _add_place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--at-mm", type=number(), nargs=3, required=True, metavar=("X", "Y", "Z"), help="place in mm")


def _add_matrix(parser: argparse.ArgumentParser) -> None:
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--matrix", type=path, metavar="FILE", help="numbers; a header line names the regions")
    source.add_argument(
        "--bold", type=path, metavar="FILE", help="filtered 4D series in MNI space, between AAL regions"
    )
    parser.add_argument("--mask", type=path, metavar="FILE", help="with --bold")
    parser.add_argument("--networks", type=path, metavar="TSV", help="columns region and network, to order by")


def _add_histogram(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--table", type=path, required=True, metavar="TSV", help="a row for each person")
    parser.add_argument("--column", required=True, metavar="NAME", help="the numbers")
    parser.add_argument("--patient", type=number(), metavar="X", help="the patient's value")
    parser.add_argument("--caption", default="", metavar="TEXT", help="below the axis; default: the column's name")


def _add_means(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--table", type=path, required=True, metavar="TSV", help="a row for each person")
    parser.add_argument("--maps", required=True, metavar="NAME", help="column of the maps")
    parser.add_argument("--group", metavar="NAME", help="column of the groups; default: all in one")
    parser.add_argument("--mask", type=path, required=True, metavar="FILE", help="on the grid of the maps")
    parser.add_argument("--slices", type=whole_number(1, 40), default=9, metavar="N", help="in each row; default 9")
    parser.add_argument("--unit", default="", help="under the colour bar; default: that of the maps")
    parser.add_argument("--colormap", choices=colormap_names())


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Draw and write the figure; its path goes to stdout."""
    from gui.figures.export import check_ending, ensure_application, save_figure

    check_ending(arguments.out)
    terminal(0.1, "Reading")
    ensure_application()
    figure = arguments.plan(arguments, terminal)
    terminal(0.7, "Drawing")
    written = save_figure(figure, arguments.out, dpi=arguments.dpi, force=arguments.force)
    terminal(1.0, "Drawing")
    terminal.clear()
    print(written.absolute())
    return DONE


def _map_layer(arguments: argparse.Namespace, terminal: Terminal) -> tuple["FigureLayer", Any]:
    from gui.figures.slice_figure import FigureLayer
    from gui.figures.slice_plan import threshold_scale

    if arguments.threshold is None:
        raise OptionError("Give --overlay and --threshold together: a map is drawn where it passes a threshold.")
    opened = open_volume(arguments.overlay, "overlay", terminal)
    scale = threshold_scale(
        opened.volume, arguments.threshold, both_signs=arguments.two_sided, maximum=arguments.maximum,
        colormap=arguments.colormap,
    )  # fmt: skip
    return FigureLayer(without_file_name(opened), scale), opened


def _triptych(arguments: argparse.Namespace, terminal: Terminal) -> "Figure":
    from analysis.files.results import space_of
    from analysis.network.views import views_of
    from gui.figures.triptych import SurfaceFigure, draw_surface

    layer, opened = _map_layer(arguments, terminal)
    warnings = about_places(opened.scan)
    if space_of(opened.scan) != "MNI152":
        warnings += ("The file of the map does not say that it is in MNI space, where this surface is.",)
    for warning in warnings:
        terminal.say(warning)
    return draw_surface(
        SurfaceFigure(
            layer, views_of(arguments.views), page_of(arguments), arguments.columns, arguments.title, arguments.unit,
            (opened.record,), warnings,
        )
    )  # fmt: skip


def _crosshair(arguments: argparse.Namespace, terminal: Terminal) -> "Figure":
    from analysis.plane import Convention, Orientation
    from gui.figures.montage import draw_crosshair
    from gui.figures.slice_figure import FigureLayer, SliceFigure
    from gui.figures.slice_plan import gray_scale

    opened = open_volume(arguments.underlay, "underlay", terminal)
    underlay = FigureLayer(opened.volume, gray_scale(opened.volume))
    layer, above = (None, None) if arguments.overlay is None else _map_layer(arguments, terminal)
    scans = [opened.scan] if above is None else [opened.scan, above.scan]
    inputs = (opened.record,) if above is None else (opened.record, above.record)
    warnings = about_places(*scans)
    template = SliceFigure(
        underlay, layer, Orientation.AXIAL, (0.0,), Convention(arguments.convention), None, arguments.title,
        arguments.unit, page_of(arguments), inputs, warnings,
    )  # fmt: skip
    x, y, z = arguments.at_mm
    return draw_crosshair(underlay, layer, (x, y, z), template)


def _course(arguments: argparse.Namespace, terminal: Terminal) -> "Figure":
    from gui.figures.charts import Course, draw_course

    opened = open_series(arguments.bold, "bold", terminal, terminal)
    tr_s = arguments.tr_s or opened.series.tr_s
    if tr_s is None:
        raise DataError("The series does not say its repetition time; give it with --tr-s.")
    x, y, z = arguments.at_mm
    voxel = opened.series.grid.voxel_at(np.array([x, y, z]))
    if voxel is None:
        raise DataError(f"The place ({x:g}, {y:g}, {z:g}) mm is outside the series.")
    values = opened.series.frames.time_course(voxel)
    course = Course(values, tr_s, (x, y, z), opened.series.unit)
    return draw_course(course, page_of(arguments), title=arguments.title, inputs=(opened.record,))


def _motion(arguments: argparse.Namespace, _terminal: Terminal) -> "Figure":
    from analysis.files.tables import read_numbers
    from analysis.preprocess.motion import MotionColumns, framewise_displacement_power, motion_of
    from gui.figures.charts import draw_motion

    columns = MotionColumns.FSL if arguments.fsl else MotionColumns.SPM
    motion = motion_of(read_numbers(arguments.motion).values, columns)
    record = InputRecord("motion", sha256_of_file(arguments.motion))
    return draw_motion(
        motion.parameters, framewise_displacement_power(motion), arguments.tr_s, page_of(arguments),
        title=arguments.title, inputs=(record,),
    )  # fmt: skip


def _matrix(arguments: argparse.Namespace, terminal: Terminal) -> "Figure":
    from analysis.atlas.parcellation import aal
    from analysis.network.matrix import correlations, read_matrix
    from gui.figures.charts import draw_matrix

    if arguments.matrix is not None:
        matrix = read_matrix(arguments.matrix, tuple(aal().names.values()))
        record = InputRecord("matrix", sha256_of_file(arguments.matrix))
    else:
        if arguments.mask is None:
            raise OptionError("--bold needs --mask: the voxels that belong to the regions.")
        opened = open_series(arguments.bold, "bold", terminal, terminal)
        record = opened.record
        matrix = correlations(opened.series, aal(), open_mask(arguments.mask)[0], terminal)
    modules, names = None, None
    if arguments.networks is not None:
        modules, names = _networks(arguments.networks, matrix.names)
    return draw_matrix(
        matrix, page_of(arguments), modules=modules, networks=names, title=arguments.title, inputs=(record,)
    )


def _networks(table: Path, regions: tuple[str, ...]) -> tuple[list[int], dict[int, str]]:
    """The number of the network of each region, and the names of the networks."""
    rows = _rows(table)
    if not rows or not {"region", "network"} <= set(rows[0]):
        raise DataError(f'"{table.name}" needs the columns region and network.')
    of = {row["region"]: row["network"] for row in rows}
    missing = [region for region in regions if region not in of]
    if missing:
        raise DataError(f'"{table.name}" has no network for {missing[0]}.')
    names = list(dict.fromkeys(of[region] for region in regions))
    return [names.index(of[region]) + 1 for region in regions], dict(enumerate(names, start=1))


def _histogram(arguments: argparse.Namespace, _terminal: Terminal) -> "Figure":
    from gui.figures.charts import draw_histogram

    rows = _rows(arguments.table)
    if not rows or arguments.column not in rows[0]:
        raise DataError(f'"{arguments.table.name}" has no column {arguments.column!r}.')
    values = np.array([_number(row[arguments.column], arguments.table.name) for row in rows])
    record = InputRecord("table", sha256_of_file(arguments.table))
    return draw_histogram(
        values, page_of(arguments), marked=arguments.patient, caption=arguments.caption or arguments.column,
        title=arguments.title, inputs=(record,),
    )  # fmt: skip


def _means(arguments: argparse.Namespace, terminal: Terminal) -> "Figure":
    from analysis.atlas.template import mni_template
    from analysis.plane import Orientation
    from analysis.stats.cohort_table import load_maps, read_cohort_table
    from gui.figures.montage import Arrangement, continuous_scale, draw_montage
    from gui.figures.slice_figure import FigureLayer, SliceFigure
    from gui.figures.slice_plan import gray_scale, plan_cuts

    table = read_cohort_table(arguments.table)
    mask, _ = open_mask(arguments.mask)
    maps = load_maps(table, arguments.maps, mask, terminal)
    groups = table.groups(arguments.group) if arguments.group else ("",) * len(maps.values)
    volumes, captions = [], []
    for name in dict.fromkeys(groups):
        own = maps.values[[group == name for group in groups]]
        data = np.full(mask.grid.shape, np.nan, dtype=np.float32)
        data[mask.data] = own.mean(axis=0)  # NaN where someone has no value: a mean of others would be of other people
        volumes.append(Volume(mask.grid, data, maps.statistic, maps.unit))
        captions.append(f"{name or 'all'} (n = {len(own)})")
    scale = continuous_scale(volumes, colormap=arguments.colormap)
    layers = [FigureLayer(v, scale, facts={"n": c}) for v, c in zip(volumes, captions, strict=True)]
    underlay = FigureLayer(mni_template(), gray_scale(mni_template()))
    cuts = plan_cuts(underlay, layers[0], Orientation.AXIAL, arguments.slices)
    template = SliceFigure(
        underlay, None, Orientation.AXIAL, cuts.positions_mm, title=arguments.title, unit=arguments.unit,
        page=page_of(arguments), inputs=maps.inputs, warnings=(*maps.warnings, *cuts.warnings),
    )  # fmt: skip
    return draw_montage(underlay, layers, captions, template, Arrangement(slice_columns=len(cuts.positions_mm)))


def _rows(table: Path) -> list[dict[str, str]]:
    from analysis.files.tables import read_text_table

    found = read_text_table(table)
    return [dict(zip(found.names, row, strict=True)) for row in found.rows]


def _number(cell: str, file_name: str) -> float:
    if cell.strip().lower() in ("", "n/a", "na", "nan"):
        return float("nan")
    try:
        return float(cell.replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        raise DataError(f'"{file_name}" holds {cell!r}, which is no number.') from None


_PLANS = {
    "triptych": _triptych,
    "crosshair": _crosshair,
    "course": _course,
    "motion": _motion,
    "matrix": _matrix,
    "histogram": _histogram,
    "means": _means,
}
