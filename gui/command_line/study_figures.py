"""The figures that the analyses of a study write beside their tables: formats, resolution, width, captions."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gui.command_line.arguments import number, whole_number

if TYPE_CHECKING:
    from gui.figures.export import Figure
    from gui.figures.page import Page

FORMATS = ("pdf", "png", "svg", "tif", "tiff")
_NONE = "none"


def add_figures(parser: argparse.ArgumentParser) -> None:
    """``--figure-format``, ``--dpi``, ``--width-mm``."""
    group = parser.add_argument_group("figures")
    group.add_argument(
        "--figure-format", type=_formats, default=("pdf", "png"), metavar="A,B",
        help="pdf, png, svg, tif or none (default pdf,png); captions are written beside them",
    )  # fmt: skip
    group.add_argument(
        "--dpi", type=whole_number(30, 1200), default=300, metavar="N", help="dots per inch of pixels (default 300)"
    )
    group.add_argument(
        "--width-mm", type=number(30, 500), default=89.0, metavar="X",
        help="width of a figure: 89 for one column of a journal (default), 183 for two",
    )  # fmt: skip


def figure_files(arguments: argparse.Namespace, names: Sequence[str]) -> tuple[str, ...]:
    """What would be written for figures of these names."""
    from gui.figures.study.files import CAPTIONS, stems  # not needed for --help

    if not arguments.figure_format:
        return ()
    named = stems(names).values()
    pictures = [f"{stem}.{ending}" for stem in named for ending in arguments.figure_format]
    return (*pictures, *(f"{picture}.json" for picture in pictures), CAPTIONS)


def page_of(arguments: argparse.Namespace) -> "Page":
    """The page of the figures, once there is an application that has fonts."""
    from gui.figures.export import ensure_application
    from gui.figures.page import Page

    ensure_application()
    return Page(arguments.width_mm, dpi=arguments.dpi)


def write_figures(figures: Mapping[str, "Figure"], arguments: argparse.Namespace) -> tuple[Path, ...]:
    """Write each figure in each format, and their captions; raises `OutputError` as `save_figure`."""
    from gui.figures.study import files  # not needed for --help

    return files.write_figures(
        figures, arguments.out, arguments.figure_format, dpi=arguments.dpi, force=arguments.force
    )


def _formats(text: str) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(word.strip().lower().removeprefix(".") for word in text.split(",")))
    if words == (_NONE,):
        return ()
    unknown = next((word for word in words if word not in FORMATS), None)
    if unknown is not None:
        raise argparse.ArgumentTypeError(f"{unknown!r} is none of {', '.join((*FORMATS, _NONE))}")
    return words
