"""What is drawn over a slice: a ruler that is right, and words that leave no doubt about the sides."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from analysis.plane import Convention, Orientation
from gui.slices import decorations
from gui.slices.frame import Frame
from gui.style import PLANE_COLOURS

pytestmark = pytest.mark.usefixtures("qapp")
SIZE = (400, 300)


def frame(orientation=Orientation.AXIAL, convention=Convention.RADIOLOGICAL, mm_per_pixel=0.5) -> Frame:
    return Frame(orientation, convention, np.zeros(3), mm_per_pixel, SIZE)


def drawn(draw, *arguments, **options) -> np.ndarray:
    """``(300, 400, 3)`` what a function draws on black."""
    image = QImage(*SIZE, QImage.Format.Format_RGB888)
    image.fill(QColor("black"))
    painter = QPainter(image)
    draw(painter, *arguments, **options)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(SIZE[1], image.bytesPerLine())
    return rows[:, : SIZE[0] * 3].reshape(SIZE[1], SIZE[0], 3).astype(int)


@pytest.mark.parametrize("mm_per_pixel", [0.1, 0.37, 0.5, 1.0, 2.0])
def test_that_the_ruler_is_as_long_as_it_says(monkeypatch, mm_per_pixel):
    texts = []
    monkeypatch.setattr(decorations, "draw_text", lambda painter, place, text, colour: texts.append(text))
    picture = drawn(decorations.draw_ruler, frame(mm_per_pixel=mm_per_pixel))
    length_mm = float(texts[0].removesuffix(" mm"))
    columns = np.flatnonzero(picture.max(axis=(0, 2)) > 60)
    assert (columns[-1] - columns[0] + 1) * mm_per_pixel == pytest.approx(length_mm, abs=3 * mm_per_pixel)
    assert length_mm in (1, 2, 5, 10, 20, 50, 100)
    assert 4 < len(columns) < 0.25 * SIZE[0]


# Which plane each line of the crosshair stands for: the one that it is the edge of.
LINES = {
    Orientation.AXIAL: (Orientation.SAGITTAL, Orientation.CORONAL),
    Orientation.CORONAL: (Orientation.SAGITTAL, Orientation.AXIAL),
    Orientation.SAGITTAL: (Orientation.CORONAL, Orientation.AXIAL),
}


@pytest.mark.parametrize("convention", Convention)
@pytest.mark.parametrize(("orientation", "planes"), LINES.items())
def test_that_each_line_of_the_crosshair_has_the_colour_of_its_plane(orientation, planes, convention):
    picture = drawn(decorations.draw_crosshair, frame(orientation, convention), 150.0, 100.0)
    for place, plane in (((20, 150), planes[0]), ((100, 20), planes[1])):
        colour = PLANE_COLOURS[plane]
        np.testing.assert_allclose(picture[place], (colour.red(), colour.green(), colour.blue()), atol=3)
    assert picture[93:108, 143:158].max() == 0  # the gap


@pytest.mark.parametrize("sure", [True, False])
def test_that_letters_stand_at_their_edges_and_are_large_enough(sure):
    picture = drawn(decorations.draw_letters, frame(), ("R", "L", "A", "P"), sure=sure).max(axis=-1) > 120
    left, right = picture[100:200, :60], picture[100:200, -60:]
    top, bottom = picture[:60, 150:250], picture[-60:, 150:250]
    for edge in (left, right, top, bottom):
        rows = np.flatnonzero(edge.any(axis=1))
        assert 9 <= rows[-1] - rows[0] + 1 <= 30
    assert not picture[70:230, 70:330].any()


def test_that_unsure_letters_have_another_colour():
    sure = drawn(decorations.draw_letters, frame(), ("R", "L", "A", "P"), sure=True)
    unsure = drawn(decorations.draw_letters, frame(), ("R", "L", "A", "P"), sure=False)
    assert np.ptp(sure.reshape(-1, 3)[sure.max(axis=-1).argmax()]) < 20
    assert np.ptp(unsure.reshape(-1, 3)[unsure.max(axis=-1).argmax()]) > 80


@pytest.mark.parametrize("orientation", Orientation)
def test_that_every_plane_has_a_name_of_its_own(orientation):
    names = {decorations.orientation_name(other) for other in Orientation}
    assert len(names) == 3
    assert decorations.orientation_name(orientation) == orientation.name.capitalize()


@pytest.mark.parametrize("orientation", Orientation)
@pytest.mark.parametrize("width", [160, 200, 240, 265, 290, 320, 400])
def test_that_no_letter_is_hidden_by_the_title_or_the_badge_of_a_narrow_view(orientation, width):
    centre = np.zeros(3)
    centre[orientation.value] = -100.0
    narrow = Frame(orientation, Convention.RADIOLOGICAL, centre, 1.0, (width, 200))
    letters = drawn(decorations.draw_letters, narrow, ("R", "L", "A", "P"), sure=True).max(axis=2) > 0
    assert letters[:, width // 2 - 3 : width // 2 + 3].any()
    for draw in (decorations.draw_title, decorations.draw_badge):
        other = drawn(draw, narrow).max(axis=2) > 0
        rows, columns = np.nonzero(other)
        box = letters[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        assert not box.any()


def test_that_a_letter_does_not_jump_from_slice_to_slice():
    pictures = []
    for place in (0.0, -100.0):
        narrow = Frame(Orientation.CORONAL, Convention.RADIOLOGICAL, np.array([0, place, 0]), 1.0, (265, 200))
        pictures.append(drawn(decorations.draw_letters, narrow, ("R", "L", "S", "I"), sure=True))
    np.testing.assert_array_equal(*pictures)
