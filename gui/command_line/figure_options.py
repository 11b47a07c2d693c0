"""Options that all kinds of figures share: size, type, background, where it goes."""

import argparse

from gui.command_line.arguments import add_force, add_threads, number, path, whole_number


def add_page(parser: argparse.ArgumentParser, *, width_mm: float = 183.0) -> None:
    """``--out``, size, resolution, type size, background, title."""
    page = parser.add_argument_group("page")
    page.add_argument(
        "--out",
        type=path,
        required=True,
        metavar="FILE",
        help="the figure; its ending, .png .tif .svg or .pdf, decides",
    )
    page.add_argument("--dpi", type=whole_number(30, 1200), default=300, metavar="N", help="dots per inch; default 300")
    size = page.add_mutually_exclusive_group()
    size.add_argument(
        "--width-mm", type=number(30, 500), metavar="X",
        help=f"width of the page, such as 89 or 183 for one or two columns of a journal; default {width_mm:g}",
    )  # fmt: skip
    size.add_argument("--width-px", type=whole_number(100, 20_000), metavar="N", help="width in pixels at --dpi")
    page.add_argument("--font-pt", type=number(4, 20), default=8.0, metavar="X", help="size of captions; default 8")
    page.add_argument("--background", choices=("white", "black"), default="white")
    page.add_argument("--title", default="", help="in the figure; write no name of a patient")
    parser.set_defaults(default_width_mm=width_mm)
    add_force(parser)
    add_threads(parser)


def page_of(arguments: argparse.Namespace):  # type: ignore[no-untyped-def] # Page, which --help must not import
    """The page that the options ask for; raises `OptionError` for an impossible one."""
    from gui.figures.page import Page

    width_mm = arguments.width_mm or arguments.default_width_mm
    if arguments.width_px:
        width_mm = arguments.width_px / arguments.dpi * 25.4
    return Page(width_mm, arguments.font_pt, arguments.background == "black", arguments.dpi)
