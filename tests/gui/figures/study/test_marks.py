import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from gui.figures.export import rgb_of
from gui.figures.study.marks import draw_mark, mark_of, marks_of


def test_that_the_first_five_groups_differ_in_colour_and_in_shape():
    marks = list(marks_of("abcde").values())
    assert len({mark.colour.name() for mark in marks}) == 5
    assert len({mark.shape for mark in marks}) == 5


def test_that_each_shape_covers_its_place_and_differs_from_the_others():
    pictures = []
    for index in range(5):
        image = QImage(40, 40, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        draw_mark(painter, QPointF(20, 20), mark_of(index), 10, solid=True)
        painter.end()
        pictures.append(rgb_of(image).min(axis=-1) < 200)
    for index, one in enumerate(pictures):
        rows, columns = np.nonzero(one)
        assert one[20, 20]
        assert max(abs(rows.mean() - 20), abs(columns.mean() - 20)) < 2.5
        assert all((one != other).sum() > 20 for other in pictures[:index])


def test_that_colours_are_lighter_on_black():
    for index in range(10):
        assert mark_of(index, is_dark=True).colour.lightnessF() > mark_of(index).colour.lightnessF()
