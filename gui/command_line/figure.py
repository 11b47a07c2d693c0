"""Draw a figure without a window, as PNG, TIFF, SVG or PDF, with the record of how it was made in it and beside it."""

import argparse
from typing import TYPE_CHECKING

from analysis.colour import colormap_names
from analysis.errors import OptionError
from analysis.plane import Convention, Orientation
from analysis.sampling import Interpolation
from gui.command_line import figure_charts, figure_montage, figure_nodes
from gui.command_line.arguments import Parser, add_force, add_threads, number, path, whole_number
from gui.command_line.inputs import OpenedVolume, open_volume
from gui.command_line.outcome import DONE
from gui.command_line.placing import about_places, without_file_name
from gui.command_line.terminal import Terminal

if TYPE_CHECKING:
    from gui.figures.slices import SliceFigure

EXAMPLE = """example:
  main.py figure slices --underlay T1w.nii.gz --overlay zalff.nii.gz --threshold 2 --two-sided --out zalff.png
"""
_EXAMPLES = """examples:
  main.py figure slices --underlay T1w.nii.gz --overlay zalff.nii.gz --threshold 2 --two-sided --out zalff.png
  main.py figure slices --underlay T1w.nii.gz --overlay t.nii.gz --threshold -2.3 --orientation coronal \\
      --at-mm -60 -40 -20 --out decrease.pdf
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One subcommand for each kind of figure."""
    commands = parser.add_subparsers(
        dest="kind", required=True, metavar="KIND", parser_class=Parser, title="kinds of figures, each with --help"
    )
    words = "slices of an image, with a thresholded map over it"
    slices = commands.add_parser("slices", help=words, description=f"Draw {words}.", epilog=_EXAMPLES)
    slices.set_defaults(draw=_run_slices)
    _add_what(slices)
    _add_look(slices)
    slices.add_argument(
        "--out",
        type=path,
        required=True,
        metavar="FILE",
        help="the figure; its ending, .png .tif .svg or .pdf, decides",
    )
    slices.add_argument(
        "--dpi", type=whole_number(30, 1200), default=300, metavar="N", help="dots per inch; default 300"
    )
    add_force(slices)
    add_threads(slices)
    for kind in (figure_montage, figure_nodes):
        kind.add_kind(commands)
    figure_charts.add_kinds(commands)


def _add_what(slices: argparse.ArgumentParser) -> None:
    slices.add_argument("--underlay", type=path, required=True, metavar="FILE", help="3D image, such as the T1")
    slices.add_argument("--overlay", type=path, metavar="FILE", help="3D map in the same space; any grid")
    slices.add_argument(
        "--threshold", type=number(), metavar="X", help="show values of at least X; below 0: of at most X"
    )
    slices.add_argument("--two-sided", action="store_true", help="show values of both signs, at least X in size")
    slices.add_argument(
        "--max", type=number(0, above=True), dest="maximum", metavar="X", help="size at the end of the colours"
    )  # fmt: skip
    slices.add_argument("--orientation", choices=[o.name.lower() for o in Orientation], default="axial")
    slices.add_argument(
        "--at-mm", type=number(), nargs="+", metavar="MM", help="where to cut; default: through the clusters of the map"
    )
    slices.add_argument("--slices", type=whole_number(1, 60), default=12, metavar="N", help="how many; default 12")


def _add_look(slices: argparse.ArgumentParser) -> None:
    slices.add_argument("--columns", type=whole_number(1, 20), metavar="N", help="slices in a row")
    slices.add_argument(
        "--convention",
        choices=[c.value for c in Convention],
        default="radiological",
        help="radiological (the default): the left of a slice is the patient's right",
    )
    slices.add_argument("--colormap", choices=colormap_names(), help="default: cold_hot for two sides, hot for one")
    slices.add_argument("--interpolation", choices=[i.value for i in Interpolation], default="linear")
    slices.add_argument("--opacity", type=number(0, 1), default=1.0, metavar="X", help="of the map, 0 to 1")
    slices.add_argument("--title", default="", help="in the figure; write no name of a patient")
    slices.add_argument("--unit", default="", help="under the colour bar; default: name and unit of the map")


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Draw and write the figure of the kind that was asked for; its path goes to stdout."""
    return int(arguments.draw(arguments, terminal))


def _run_slices(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from gui.figures.export import check_ending, ensure_application, save_figure  # not needed for --help
    from gui.figures.slices import draw_slices

    check_ending(arguments.out)
    if (arguments.overlay is None) != (arguments.threshold is None):
        raise OptionError("Give --overlay and --threshold together: a map is drawn where it passes a threshold.")
    underlay = open_volume(arguments.underlay, "underlay", terminal)
    overlay = None if arguments.overlay is None else open_volume(arguments.overlay, "overlay", terminal)
    warnings = about_places(*(opened.scan for opened in (underlay, overlay) if opened is not None))
    terminal(0.2, "Drawing")
    ensure_application()
    plan = _plan(arguments, underlay, overlay, warnings)
    for warning in plan.warnings:
        terminal.say(warning)
    written = save_figure(draw_slices(plan), arguments.out, dpi=arguments.dpi, force=arguments.force)
    terminal(1.0, "Drawing")
    terminal.clear()
    print(written.absolute())
    return DONE


def _plan(
    arguments: argparse.Namespace, underlay: OpenedVolume, overlay: OpenedVolume | None, warnings: tuple[str, ...]
) -> "SliceFigure":
    from gui.figures.page import Page
    from gui.figures.slice_plan import Cuts, gray_scale, plan_cuts, threshold_scale
    from gui.figures.slices import FigureLayer, SliceFigure

    below = FigureLayer(underlay.volume, gray_scale(underlay.volume))
    above = None
    if overlay is not None:
        scale = threshold_scale(
            overlay.volume,
            arguments.threshold,
            both_signs=arguments.two_sided,
            maximum=arguments.maximum,
            colormap=arguments.colormap,
            opacity=arguments.opacity,
        )
        above = FigureLayer(without_file_name(overlay), scale, Interpolation(arguments.interpolation))
    orientation = Orientation[arguments.orientation.upper()]
    at_mm = arguments.at_mm
    cuts = Cuts(tuple(at_mm)) if at_mm else plan_cuts(below, above, orientation, arguments.slices)
    return SliceFigure(
        below,
        above,
        orientation,
        cuts.positions_mm,
        Convention(arguments.convention),
        arguments.columns,
        arguments.title,
        arguments.unit,
        Page(180, 8.25, dpi=arguments.dpi),
        tuple(opened.record for opened in (underlay, overlay) if opened is not None),
        (*warnings, *cuts.warnings),
    )
