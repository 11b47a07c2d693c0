"""An icon is sharp on whatever screen its window lies, and grows with the text beside it."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel

from gui.style import USUAL_POINTS
from gui.widgets.icons import add_tinted, beside_text, icon


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_that_an_icon_has_the_dots_of_the_screen(qtbot, ratio):
    shown = icon("maps", "#ffffff", 24).pixmap(QSize(24, 24), ratio)
    assert shown.width() == round(24 * ratio)
    assert shown.devicePixelRatio() == ratio


def test_that_each_state_has_its_own_colour_on_every_screen(qtbot):
    made = QIcon()
    add_tinted(made, "maps", "#ff0000", 24)
    add_tinted(made, "maps", "#00ff00", 24, state=QIcon.State.On)
    for ratio in (1.0, 2.0):
        for state, red in ((QIcon.State.Off, True), (QIcon.State.On, False)):
            image = made.pixmap(QSize(24, 24), ratio, QIcon.Mode.Normal, state).toImage()
            places = [(x, y) for x in range(image.width()) for y in range(image.height())]
            strong = [image.pixelColor(x, y) for x, y in places if image.pixelColor(x, y).alpha() > 200]
            assert strong
            assert all((colour.red() > 200) is red for colour in strong)


def test_that_an_icon_grows_with_the_text_but_is_never_smaller_than_drawn(qtbot):
    label = QLabel("text")
    qtbot.addWidget(label)
    for percent, pixels in ((90, 20), (100, 20), (200, 40)):
        font = label.font()
        font.setPointSizeF(USUAL_POINTS * percent / 100)
        label.setFont(font)
        assert beside_text(20, label) == pixels
