import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from analysis.colour import CLASSES, classes_scale, colormap, rgba
from gui.figures.categories import is_categorical, legend_height, legend_width
from gui.figures.colour_bar import colour_bar_height, draw_colour_bar
from gui.figures.text import figure_font

SCALE = classes_scale("concordance")


def test_that_each_class_has_one_colour_and_0_none() -> None:
    colours = rgba(np.array([0.0, 1, 2, 3, 4]), SCALE)
    assert colours[0, 3] == 0
    assert (colours[1:, 3] == 255).all()
    hexes = ["".join(f"{v:02x}" for v in colour[:3]) for colour in colours[1:]]
    assert hexes == ["0072b2", "d55e00", "f0e442", "cc79a7"]  # Okabe & Ito 2008


def test_that_every_map_of_classes_has_as_many_words_as_colours() -> None:
    for name, words in CLASSES.items():
        assert len({tuple(colour) for colour in colormap(name)}) == len(words)
        assert is_categorical(classes_scale(name))


def test_that_a_wide_legend_has_two_columns_and_a_narrow_one_is_higher(qapp) -> None:
    font = figure_font(12)
    one = legend_width(font, SCALE)
    assert legend_height(font, SCALE, "", 3 * one) < 0.6 * legend_height(font, SCALE, "", one)
    assert colour_bar_height(font, SCALE, "", one) == legend_height(font, SCALE, "", one)


def test_that_the_legend_shows_every_class_in_its_colour(qapp) -> None:
    image = QImage(500, 80, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    painter.setFont(figure_font(12))
    draw_colour_bar(painter, QRectF(0, 0, 500, 80), SCALE, "CBF and ReHo", text_colour=QColor("white"))
    painter.end()
    seen = np.frombuffer(image.constBits(), np.uint8).reshape(80, 500, 4)[..., 2::-1].reshape(-1, 3)
    for value in (1, 2, 3, 4):
        wanted = rgba(np.array([float(value)]), SCALE)[0, :3]
        assert (np.abs(seen.astype(int) - wanted).max(axis=1) <= 1).sum() >= 30
