from dataclasses import replace

import numpy as np
import pytest

from analysis.colour import ColourScale, rgba, two_sided
from analysis.errors import OptionError
from analysis.grid import Grid
from analysis.image import Volume
from analysis.plane import Convention, Orientation
from analysis.sampling import Interpolation
from gui.figures import slices
from gui.figures.export import render, rgb_of
from gui.figures.montage import Arrangement, continuous_scale, draw_montage, stepped_positions
from gui.figures.page import Page
from gui.figures.slice_figure import FigureLayer, SliceFigure
from gui.figures.slices import _layout, draw_slices

pytestmark = pytest.mark.usefixtures("qapp")

GRID = Grid((40, 48, 40), np.array([[4.0, 0, 0, -78], [0, 4, 0, -110], [0, 0, 4, -70], [0, 0, 0, 1]]))
XYZ = GRID.to_mm(np.indices(GRID.shape).reshape(3, -1).T).reshape(*GRID.shape, 3)
HEAD = np.where(np.abs(XYZ - (0, -16, 8)).max(axis=-1) < 60, 100.0, 0.0)
UNDER = FigureLayer(Volume(GRID, HEAD), ColourScale("gray", 0, 100))


def layer(values, scale=None, name="t", **facts):
    return FigureLayer(Volume(GRID, values, name), scale or two_sided(2, 5), Interpolation.NEAREST, facts)


def template(positions=(-30.0, 0.0, 30.0), **options):
    return SliceFigure(UNDER, None, Orientation.AXIAL, positions, page=Page(120, 8, dpi=72), **options)


def tiles(figure):
    """The pixels of each slice, as drawn at 96 dpi, and its rectangle."""
    layout = _layout(figure)
    pixels = rgb_of(render(draw_slices(figure), 96)).astype(int)
    for index in range(len(figure.positions_mm)):
        rect = layout.tile_rect(index).toRect()
        yield pixels[rect.top() : rect.bottom(), rect.left() : rect.right()]


def test_that_the_slice_captioned_z_30_is_that_slice():
    """Every slice of this map has its own value, so its colour tells where it was cut."""
    scale = ColourScale("viridis", -70, 90)
    drawn = replace(template((-30.0, 2.0, 30.0)), overlay=layer(XYZ[..., 2], scale), is_montage=True, shows_notes=False)
    for tile, mm in zip(tiles(drawn), drawn.positions_mm, strict=True):
        centre = tile[tile.shape[0] // 2, tile.shape[1] // 2]
        expected = rgba(np.array(mm), scale)[:3]
        assert np.abs(centre - expected).max() <= 2


def test_that_the_colour_of_a_voxel_is_that_of_the_bar_at_its_value():
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QImage, QPainter

    from gui.figures.colour_bar import cut_to, draw_colour_bar, shown_range

    scale = cut_to(two_sided(2, 6), -5.4, 4.84)
    image = QImage(600, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setFont(Page().caption_font)
    draw_colour_bar(painter, QRectF(0, 0, 600, 40), scale, "", text_colour=QColor("black"))
    painter.end()
    pixels = rgb_of(image).astype(int)
    coloured = np.flatnonzero(np.ptp(pixels[3], axis=1) > 60)
    assert shown_range(scale) == (-5.4, 4.84)
    for value in (-5.0, -3.0, 2.5, 4.5):
        drawn = replace(template((0.0,)), overlay=layer(np.full(GRID.shape, value), two_sided(2, 6)), is_montage=True)
        (tile,) = tiles(replace(drawn, shows_notes=False))
        voxel = tile[tile.shape[0] // 2, tile.shape[1] // 2]
        # The ends of the bar are the outermost coloured pixels, a pixel inside its frame.
        left, right = coloured.min() - 1, coloured.max() + 1
        at = left + (value + 5.4) / (4.84 + 5.4) * (right - left)
        near = pixels[3, round(at) - 3 : round(at) + 4]
        assert np.abs(near - voxel).max(axis=1).min() <= 25


def test_that_letters_left_and_right_are_in_the_corners_of_their_side(monkeypatch):
    from gui.figures import slice_tile

    for convention, order in ((Convention.RADIOLOGICAL, "RL"), (Convention.NEUROLOGICAL, "LR")):
        drawn = []
        monkeypatch.setattr(slice_tile, "draw_text", lambda p, rect, a, text, to=drawn: to.append((rect, text)))
        render(draw_montage(UNDER, [], [], replace(template((0.0,)), convention=convention)), 40)
        assert "".join(text for _, text in sorted(drawn, key=lambda d: d[0].left())) == order


def test_that_several_maps_become_panels_with_letters_captions_and_one_bar(monkeypatch):
    from gui.figures import panels

    words, bars = [], []
    monkeypatch.setattr(panels, "draw_text", lambda p, r, a, text: words.append(text))
    monkeypatch.setattr(panels, "draw_colour_bar", lambda *a, **k: bars.append(a))
    monkeypatch.setattr(slices, "draw_colour_bar", lambda *a, **k: bars.append(a))
    maps = [layer(XYZ[..., 0] / 15), layer(XYZ[..., 1] / 30)]
    drawn = draw_montage(UNDER, maps, ["ALFF", "ReHo"], template(unit="t"))
    render(drawn, 40)
    assert [word for word in words if word in ("(a)", "(b)", "ALFF", "ReHo")] == ["(a)", "ALFF", "(b)", "ReHo"]
    assert len(bars) == 1
    assert "(a) ALFF." in drawn.description
    assert len(drawn.provenance.parameters["panels"]) == 2
    bars.clear()
    other = [maps[0], layer(XYZ[..., 1] / 30, two_sided(2, 4))]
    render(draw_montage(UNDER, other, ["ALFF", "ReHo"], template(unit="t"), Arrangement(columns=2)), 40)
    assert len(bars) == 2


def test_that_the_width_of_the_page_is_as_asked_for_any_number_of_slices():
    for n in (1, 3, 11):
        drawn = draw_montage(UNDER, [], [], template(tuple(np.linspace(-40, 50, n))))
        assert drawn.width == pytest.approx(120 / 25.4 * 96)


def test_that_the_caption_holds_threshold_extremes_n_and_correction():
    values = np.where(HEAD > 0, -5.4, 0)
    values[20, 20, 20] = 4.84
    drawn = draw_montage(UNDER, [layer(values, n="31+32", correction="GRF")], [""], template(unit="t"))
    assert "−5.40 to 4.84" in drawn.description
    assert "n = 31+32; correction: GRF." in drawn.description
    assert "≤ −2 or ≥ 2" in drawn.description
    assert drawn.provenance.parameters["overlay"]["facts"] == {"n": "31+32", "correction": "GRF"}


def test_that_positions_go_from_end_to_end_in_steps():
    """The spinal-pain study's figures: 36 slices from -70 to +105 mm in steps of 5 mm."""
    positions = stepped_positions(-70, 106, 5)
    assert len(positions) == 36
    assert (positions[0], positions[-1]) == (-70, 105)
    for low, high, step in ((10, 0, 1), (0, 10, 0), (0, 1000, 1)):
        with pytest.raises(OptionError):
            stepped_positions(low, high, step)


def test_that_continuous_maps_share_a_sequential_or_a_symmetrical_scale():
    flow, change = Volume(GRID, np.abs(XYZ[..., 0])), Volume(GRID, XYZ[..., 0])
    assert continuous_scale([flow]).low == 0
    assert continuous_scale([flow, change]).low == -continuous_scale([flow, change]).high
    assert continuous_scale([flow], low=10, high=50, colormap="hot") == ColourScale("hot", 10, 50)
