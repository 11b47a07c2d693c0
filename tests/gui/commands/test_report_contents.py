"""What stands in the report: the usual while nothing is chosen, then exactly what is ticked, in its order."""

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.errors import OptionError
from analysis.files.session_record import ContentsEntry
from gui.commands.report_contents import (
    Offered,
    OfferedMap,
    contents_of,
    in_order,
    lines_of,
    moved,
    n_maps,
    require_contents,
)

NAMES = ("cbf", "malff", "mreho", "vmhc")
OFFERED = Offered(Path("results"), tuple(OfferedMap(name, name.upper()) for name in NAMES), ("cbf", "malff"))
ALONE = Offered(Path("results"), OFFERED.maps, ())


def shown(lines):
    """The ticked lines: comparisons with a star."""
    return [f"{line.statistic}{'*' if line.is_comparison else ''}" for line in lines if line.is_ticked]


def test_that_the_usual_is_every_comparison_those_of_the_window_first():
    lines = lines_of(OFFERED, ["mreho", "malff"], None)
    assert shown(lines) == ["mreho*", "malff*", "cbf*"]
    assert [line.statistic for line in lines if not line.is_comparison] == list(NAMES)


def test_that_without_a_comparison_the_usual_maps_show_their_own_values():
    assert shown(lines_of(ALONE, [], None)) == ["cbf", "malff", "mreho"]  # VMHC is none of the usual ones


def test_that_maps_that_were_drawn_do_not_take_the_place_of_computed_ones():
    drawn = Offered(Path("results"), (OfferedMap("cbf", "CBF", is_drawn=True), OfferedMap("malff", "mALFF")), ("cbf",))
    assert shown(lines_of(drawn, [], None)) == ["cbf*", "cbf", "malff"]
    assert n_maps(lines_of(drawn, [], None)) == 1  # CBF is compared above


def test_that_what_was_chosen_comes_back_in_its_order_and_what_is_new_stands_first():
    contents = ContentsEntry(("malff",), ("cbf",), ("vmhc", "mreho"))
    lines = lines_of(OFFERED, [], contents)
    assert shown(lines) == ["malff*", "vmhc", "mreho"]
    assert contents_of(lines) == contents
    assert shown(lines_of(OFFERED, ["smreho"], contents)) == ["smreho*", "malff*", "vmhc", "mreho"]
    assert in_order(("smreho", "cbf", "malff"), contents) == ("smreho", "malff")


def test_that_a_line_moves_among_its_own_kind_only():
    lines = lines_of(OFFERED, [], None)
    down, row = moved(lines, 0, 1)
    assert (shown(down), row) == (["malff*", "cbf*"], 1)
    assert moved(down, 1, 1) == (down, 1)  # below it are the maps
    assert moved(lines, 0, -1) == (lines, 0)
    assert moved(lines, -1, 1) == (lines, -1)


def test_that_a_line_that_was_ticked_far_below_moves_at_once_past_the_next_that_is_ticked():
    lines = lines_of(ALONE, [], ContentsEntry((), (), ("cbf",)))
    ticked = (*lines[:3], replace(lines[3], is_ticked=True))
    assert shown(ticked) == ["cbf", "vmhc"]
    up, row = moved(ticked, 3, -1)
    assert (shown(up), row) == (["vmhc", "cbf"], 0)
    assert moved(up, 0, 1) == ((up[1], up[0], *up[2:]), 1)
    assert moved(lines, 2, -1) == (lines, 2)  # it is not ticked


def test_that_what_makes_no_report_is_refused_with_the_reason():
    require_contents(lines_of(OFFERED, [], None))
    with pytest.raises(OptionError, match="Nothing is ticked"):
        require_contents(lines_of(OFFERED, [], ContentsEntry((), ("cbf", "malff"), ())))
    with pytest.raises(OptionError, match=r"Not there any more.*falff"):
        require_contents(lines_of(OFFERED, [], ContentsEntry(("cbf",), (), ("falff",))))
    many = Offered(Path("results"), tuple(OfferedMap(f"m{n}", f"M{n}") for n in range(6)), ())
    six = lines_of(many, [], ContentsEntry((), (), tuple(f"m{n}" for n in range(6))))
    with pytest.raises(OptionError, match=r"6 maps are ticked.*room for 5"):
        require_contents(six)
    compared = Offered(many.folder, many.maps, ("m0",))
    require_contents(lines_of(compared, [], ContentsEntry(("m0",), (), tuple(f"m{n}" for n in range(6)))))
