import itertools
from math import inf

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from analysis.colour import ColourScale, two_sided
from analysis.errors import GeometryError, OptionError
from analysis.grid import Grid
from analysis.image import Volume
from analysis.plane import Convention, Orientation
from gui.figures import slice_tile, slices
from gui.figures.export import render
from gui.figures.page import Page
from gui.figures.slices import FigureLayer, SliceFigure, draw_slices

pytestmark = pytest.mark.usefixtures("qapp")

SIZE = (24, 28, 20)  # voxels of 4 mm along x, y, z
AXIS_ORDERS = [
    (order, flips) for order in itertools.permutations(range(3)) for flips in itertools.product((1, -1), repeat=3)
]


def head(order=(0, 1, 2), flips=(1, 1, 1)):
    """A gray box with a hot blob at the patient's right, front, top; stored with any axis order and direction."""
    gray = np.zeros(SIZE, np.float32)
    gray[3:21, 3:25, 3:17] = 100
    blob = np.zeros(SIZE, np.float32)
    blob[16:19, 19:22, 12:15] = 4
    affine = np.diag([4.0, 4, 4, 1])
    affine[:3, 3] = -2.0 * (np.array(SIZE) - 1)
    columns = affine[:3, :3].copy()
    origin = affine[:3, 3].copy()
    for axis, flip in enumerate(flips):
        if flip < 0:
            gray, blob = np.flip(gray, axis), np.flip(blob, axis)
            origin = origin + columns[:, axis] * (SIZE[axis] - 1)
            columns[:, axis] *= -1
    affine[:3, :3], affine[:3, 3] = columns[:, order], origin
    gray, blob = np.transpose(gray, order), np.transpose(blob, order)
    grid = Grid(gray.shape, affine)
    return Volume(grid, gray, "T1"), Volume(grid, blob, "zALFF", "z")


def figure(orientation=Orientation.AXIAL, positions=(16.0,), scale=None, volumes=None, **options):
    underlay, overlay = volumes or head()
    layer = FigureLayer(overlay, scale or two_sided(2, 5))
    return SliceFigure(
        FigureLayer(underlay, ColourScale("gray", 0, 100)),
        layer,
        orientation,
        positions,
        page=options.pop("page", Page(180, 8.25, dpi=48)),
        **options,
    )


def pixels(drawn, dpi=48):
    """``(rows, columns, 3)`` of a figure."""
    image = render(drawn, dpi)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return rows[..., 2::-1].astype(int)


def blob_position(picture):
    """(column, row) of the hot blob within the gray head, 0..1 from the left and from the top."""
    air = np.argwhere(picture.max(axis=-1) == 0)
    low, high = air.min(axis=0), air.max(axis=0)
    tile = picture[low[0] : high[0] + 1, low[1] : high[1] + 1]
    hot = np.argwhere(tile[..., 0] - tile[..., 2] > 100)
    row, column = hot.mean(axis=0) / (high - low)
    return column, row


EXPECTED = {  # towards the patient's right, front, top: which half of the picture
    (Orientation.AXIAL, Convention.RADIOLOGICAL): ("left", "top"),
    (Orientation.AXIAL, Convention.NEUROLOGICAL): ("right", "top"),
    (Orientation.CORONAL, Convention.RADIOLOGICAL): ("left", "top"),
    (Orientation.CORONAL, Convention.NEUROLOGICAL): ("right", "top"),
    (Orientation.SAGITTAL, Convention.RADIOLOGICAL): ("left", "top"),
}


@pytest.mark.parametrize(("view", "halves"), EXPECTED.items(), ids=str)
@pytest.mark.parametrize(("order", "flips"), AXIS_ORDERS[::5], ids=str)
def test_that_the_patients_right_front_and_top_are_where_they_belong(view, halves, order, flips):
    orientation, convention = view
    position = {Orientation.AXIAL: 16.0, Orientation.CORONAL: 26.0, Orientation.SAGITTAL: 22.0}[orientation]
    drawn = draw_slices(figure(orientation, (position,), volumes=head(order, flips), convention=convention))
    column, row = blob_position(pixels(drawn))
    assert ("left" if column < 0.4 else "right" if column > 0.6 else "middle") == halves[0]
    assert ("top" if row < 0.45 else "bottom") == halves[1]


def test_that_all_48_axis_orders_give_the_same_figure():
    pictures = [
        pixels(draw_slices(figure(volumes=head(order, flips), positions=(-6.0, 6.0, 16.0))), 24)
        for order, flips in AXIS_ORDERS
    ]
    # one step of the colour map, which a rounding of 1e-7 can cause, is up to 11 of 255
    assert max(np.abs(picture - pictures[0]).max() for picture in pictures) <= 12
    assert max(np.abs(picture - pictures[0]).mean() for picture in pictures) < 0.05


@pytest.mark.parametrize("view", EXPECTED, ids=str)
def test_that_the_letters_are_those_of_the_plane(view, monkeypatch):
    orientation, convention = view
    drawn = []
    monkeypatch.setattr(slice_tile, "draw_text", lambda painter, rect, alignment, text: drawn.append((rect, text)))
    render(draw_slices(figure(orientation, (6.0,), convention=convention)), 24)
    letters = {text: rect.center() for rect, text in drawn if text in "RLAPSI"}
    if orientation is Orientation.SAGITTAL:
        assert letters["A"].x() < letters["P"].x()
    else:
        radiological = convention is Convention.RADIOLOGICAL
        assert (letters["R"].x() < letters["L"].x()) is radiological
    top, bottom = ("A", "P") if orientation is Orientation.AXIAL else ("S", "I")
    assert letters[top].y() < letters[bottom].y()


@pytest.mark.parametrize(
    ("n", "title", "unit", "scale"),
    [
        (1, "", "", two_sided(2, 5)),
        (1, "A title that is much too long for one narrow slice and needs several lines", "mL/100 g/min", None),
        (24, "Twenty-four", "a unit with far more words than the colour bar has room for below it", two_sided(4.9, 5)),
        (5, "Negative", "t", ColourScale("cold_hot", -12345, 12345, (-2000, inf))),
        (7, "Tiny", "", two_sided(1e-5, 3e-5)),
    ],
)
def test_that_no_text_is_clipped_and_none_overlaps(monkeypatch, n, title, unit, scale):
    texts: list[tuple[QRectF, str]] = []
    from gui.figures import colour_bar, text

    def note(painter, rect, alignment, words):
        width = text.text_width(words, painter.font())
        box = QRectF(rect)
        if alignment & text.CENTRE:
            box.setLeft(rect.center().x() - width / 2)
        box.setWidth(width)
        height = 0.7 * painter.font().pixelSize()
        texts.append((QRectF(box.left(), box.center().y() - height / 2, width, height), words))

    monkeypatch.setattr(slices, "draw_text", note)
    monkeypatch.setattr(slice_tile, "draw_text", note)
    monkeypatch.setattr(colour_bar, "draw_text", note)
    positions = tuple(float(mm) for mm in np.linspace(-30, 30, n))
    drawn = draw_slices(figure(positions=positions, title=title, unit=unit, scale=scale))
    render(drawn, 24)
    page = QRectF(0, 0, drawn.width, drawn.height)
    assert all(page.contains(box) for box, _ in texts)
    overlapping = [(a[1], b[1]) for a, b in itertools.combinations(texts, 2) if a[0].intersects(b[0])]
    assert overlapping == []
    assert len([words for _, words in texts if words.endswith(" mm")]) == n


def test_that_the_words_name_convention_threshold_and_the_exact_extremes():
    words = draw_slices(figure(convention=Convention.NEUROLOGICAL)).description
    assert "Neurological convention: the left of each slice is the patient's left." in words
    assert "Shown where ≤ −2 or ≥ 2." in words
    assert "The map goes from 0 to 4;" in words


def test_that_a_sagittal_slice_says_on_which_side_it_lies():
    assert slices.position_in_words(Orientation.SAGITTAL, -30) == "x = −30 mm, left"
    assert slices.position_in_words(Orientation.SAGITTAL, 30) == "x = 30 mm, right"


def test_that_the_provenance_holds_what_is_needed_to_draw_it_again():
    record = draw_slices(figure()).provenance.as_dict()
    assert record["parameters"]["positions_mm"] == [16.0]
    assert record["parameters"]["convention"] == "radiological"
    assert record["parameters"]["overlay"]["hidden_between"] == ["-2.0", "2.0"]


def test_that_a_slice_outside_the_head_is_refused_in_words():
    with pytest.raises(OptionError, match=r"z = 200 mm does not cut the underlay, which reaches from −40 to 40 mm"):
        draw_slices(figure(positions=(0.0, 200.0)))


def test_that_a_figure_without_a_slice_is_refused():
    with pytest.raises(OptionError, match="no slice"):
        draw_slices(figure(positions=()))


def test_that_an_overlay_of_another_space_is_refused():
    underlay, overlay = head()
    elsewhere = overlay.grid.affine.copy()
    elsewhere[0, 3] += 500
    with pytest.raises(GeometryError, match="do not share a space"):
        draw_slices(figure(volumes=(underlay, Volume(Grid(overlay.grid.shape, elsewhere), overlay.data))))


def test_that_the_same_figure_is_the_same_picture_again_and_again():
    drawn = draw_slices(figure(positions=(-6.0, 6.0, 16.0)))
    first = pixels(drawn, 24)
    # Edges that are read past the end of a line would differ within a few pictures.
    assert all(np.array_equal(pixels(drawn, 24), first) for _ in range(60))
