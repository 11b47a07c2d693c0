"""Layers to a picture: the fast way and the slow one draw the same, and without layers it is black."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QImage

from analysis.colour import ColourScale
from analysis.image import Volume
from analysis.plane import Convention, Orientation, anatomical_plane
from analysis.sampling import Interpolation
from gui.session import Layer, LayerDisplay, Role
from gui.slices import painter
from tests.gui.made_scans import OVERLAY, TINT, grid, series
from tests.orientations import ORIENTATIONS, oriented_grid

RANDOM = np.random.default_rng(5)


def layers_on(on) -> list[Layer]:
    """An image, a two-sided map with holes on another grid, and a mask; each voxel drawn as it is."""
    values = RANDOM.uniform(0, 100, on.shape)
    overlay = np.where(RANDOM.uniform(size=grid().shape) < 0.2, np.nan, RANDOM.uniform(-6, 6, grid().shape))
    mask = (RANDOM.uniform(size=on.shape) < 0.5).astype(float)
    scale = ColourScale("gray", 0, 100)
    return [
        Layer(1, "T1", Volume(on, values), Role.UNDERLAY, LayerDisplay(scale, True, Interpolation.NEAREST)),
        Layer(
            2, "map", Volume(grid(), overlay), Role.OVERLAY, LayerDisplay(OVERLAY.scale, True, Interpolation.NEAREST)
        ),
        Layer(3, "mask", Volume(on, mask), Role.MASK, LayerDisplay(TINT.scale, True, Interpolation.NEAREST)),
    ]


def pixels(image: QImage) -> np.ndarray:
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 4].reshape(image.height(), image.width(), 4).astype(int)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(painter, "_ready", False)


@pytest.mark.parametrize("orientation", Orientation)
@pytest.mark.parametrize("name", ["RAS", "LPI", "SRP", "oblique"])
def test_that_the_fast_and_the_slow_picture_agree(name, orientation, monkeypatch):
    assert name in ORIENTATIONS
    stack = layers_on(oriented_grid(name, shape=(9, 9, 9)))
    plane = anatomical_plane(orientation, Convention.RADIOLOGICAL, np.array([0.3, 0.2, -0.1]), (24, 20), 0.31)
    monkeypatch.setattr(painter, "_ready", False)
    slow_picture = pixels(painter.picture(stack, 0, plane))
    painter.load_compositor()
    fast_picture = pixels(painter.picture(stack, 0, plane))
    assert slow_picture.shape == (*plane.shape, 4)
    assert np.ptp(slow_picture[..., :3]) > 100
    assert np.abs(slow_picture - fast_picture).max() <= 1


def test_that_without_layers_the_picture_is_black():
    plane = anatomical_plane(Orientation.AXIAL, Convention.RADIOLOGICAL, np.zeros(3), (30, 20), 1.0)
    picture = painter.picture([], 0, plane)
    assert (picture.width(), picture.height()) == (30, 20)
    assert pixels(picture)[..., :3].max() == 0


@pytest.mark.usefixtures("slow")
def test_that_a_series_is_drawn_at_its_timepoint():
    scale = ColourScale("gray", 0, 5000)
    layer = Layer(1, "BOLD", series(), Role.UNDERLAY, LayerDisplay(scale, True, Interpolation.NEAREST))
    plane = anatomical_plane(Orientation.AXIAL, Convention.RADIOLOGICAL, np.zeros(3), (6, 6), 1.0)
    levels = [pixels(painter.picture([layer], t, plane))[..., :3].mean() for t in (0, 2, 4)]
    assert levels[1] - levels[0] == pytest.approx(2000 / 5000 * 256, abs=2)
    assert levels[2] - levels[1] == pytest.approx(2000 / 5000 * 256, abs=2)


@pytest.mark.usefixtures("slow")
def test_that_the_picture_does_not_hang_on_the_memory_that_it_was_made_of():
    plane = anatomical_plane(Orientation.AXIAL, Convention.RADIOLOGICAL, np.zeros(3), (6, 6), 1.0)
    stack = layers_on(grid())
    picture = painter.picture(stack, 0, plane)
    before = pixels(picture).copy()
    for _ in range(20):
        painter.picture(stack[1:], 0, plane)
    np.testing.assert_array_equal(pixels(picture), before)


def test_that_a_picture_is_opaque():
    plane = anatomical_plane(Orientation.AXIAL, Convention.RADIOLOGICAL, np.zeros(3), (6, 6), 1.0)
    assert not painter.picture(layers_on(grid()), 0, plane).hasAlphaChannel()


# -- the picture again ---------------------------------------------------------------------------------------


PLANE = anatomical_plane(Orientation.AXIAL, Convention.RADIOLOGICAL, np.zeros(3), (16, 16), 1.0)
OTHER_PLANE = anatomical_plane(Orientation.AXIAL, Convention.RADIOLOGICAL, np.array([0, 0, 2.0]), (16, 16), 1.0)


def test_that_an_unchanged_picture_is_not_painted_again():
    kept, stack = painter.Painter(), layers_on(grid())
    first = kept.picture(stack, 0, PLANE)
    same_display = replace(stack[0], display=replace(stack[0].display))
    assert kept.picture([same_display, *stack[1:]], 0, PLANE).cacheKey() == first.cacheKey()


@pytest.mark.parametrize("what", ["plane", "values", "scale", "interpolation", "order", "layer gone"])
def test_that_whatever_changes_is_painted(what):
    kept, stack = painter.Painter(), layers_on(grid())
    kept.picture(stack, 0, PLANE)
    plane = OTHER_PLANE if what == "plane" else PLANE
    changed = {
        "values": [replace(stack[0], image=Volume(grid(), 100 - stack[0].image.data)), *stack[1:]],
        "scale": [replace(stack[0], display=LayerDisplay(ColourScale("gray", 0, 50))), *stack[1:]],
        "interpolation": [
            replace(stack[0], display=replace(stack[0].display, interpolation=Interpolation.LINEAR)),
            *stack[1:],
        ],
        "order": stack[::-1],
        "layer gone": stack[:2],
    }.get(what, stack)
    np.testing.assert_array_equal(pixels(kept.picture(changed, 0, plane)), pixels(painter.picture(changed, 0, plane)))


def test_that_another_timepoint_is_painted():
    layer = Layer(1, "BOLD", series(), Role.UNDERLAY, LayerDisplay(ColourScale("gray", 0, 12_000)))
    kept = painter.Painter()
    before = pixels(kept.picture([layer], 0, PLANE))
    after = pixels(kept.picture([layer], 9, PLANE))
    assert after[8, 8, 0] > before[8, 8, 0] + 100
    np.testing.assert_array_equal(pixels(kept.picture([layer], 0, PLANE)), before)


def test_that_the_fast_painter_replaces_the_slow_picture_once_it_is_there(monkeypatch):
    smooth = [Layer(1, "T1", layers_on(grid())[0].image, Role.UNDERLAY, LayerDisplay(ColourScale("gray", 0, 100)))]
    kept = painter.Painter()
    monkeypatch.setattr(painter, "_ready", False)
    slow_picture = pixels(kept.picture(smooth, 0, PLANE))
    painter.load_compositor()
    assert np.abs(pixels(kept.picture(smooth, 0, PLANE)) - slow_picture).max() > 5  # smooth, no longer voxels
