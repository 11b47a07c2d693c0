"""The large view of registrations: the other image while Space is held, squares, outlines, the next registration."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from analysis.plane import Convention
from gui.figures.quality_figures import Look, Registration
from gui.panels.quality.registration_view import RegistrationView

COLOURS = {Look.ONE: "#ff0000", Look.OTHER: "#0000ff", Look.SQUARES: "#00ff00", Look.OUTLINES: "#ffff00"}


def filled(colour):
    def make(sheet):
        def draw(painter):
            painter.fillRect(0, 0, int(sheet.width), int(sheet.width), QColor(colour))

        return sheet.figure(0.3 * sheet.width, draw, "test", colour)

    return make


@pytest.fixture
def view(qtbot, session) -> RegistrationView:
    makes = {look: filled(colour) for look, colour in COLOURS.items()}
    without = {look: filled("#808080") for look in Look if look is not Look.OUTLINES}
    found = (
        Registration("epi_and_t1", ("series", "T1"), makes),
        Registration("t1_and_template", ("T1", "template"), without),
    )
    made = RegistrationView(found, Convention.RADIOLOGICAL)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    qtbot.waitUntil(lambda: colour_of(made) == COLOURS[Look.ONE])
    return made


def colour_of(view: RegistrationView) -> str:
    return QColor(view.view.grab().toImage().pixel(view.view.width() // 2, view.view.height() // 2)).name()


def test_that_the_other_image_is_seen_as_long_as_space_is_held(view):
    assert colour_of(view) == COLOURS[Look.ONE]
    QTest.keyPress(view.view, Qt.Key.Key_Space)
    assert (colour_of(view), view.shown.text()) == (COLOURS[Look.OTHER], "T1")
    QTest.keyRelease(view.view, Qt.Key.Key_Space)
    assert (colour_of(view), view.shown.text()) == (COLOURS[Look.ONE], "series")
    view.look_at(Look.OTHER)
    QTest.keyPress(view.view, Qt.Key.Key_Space)
    assert colour_of(view) == COLOURS[Look.ONE]
    QTest.keyRelease(view.view, Qt.Key.Key_Space)


def test_that_the_mouse_held_on_the_picture_does_the_same(view, qtbot):
    qtbot.mousePress(view.view, Qt.MouseButton.LeftButton)
    assert colour_of(view) == COLOURS[Look.OTHER]
    qtbot.mouseRelease(view.view, Qt.MouseButton.LeftButton)
    assert colour_of(view) == COLOURS[Look.ONE]


def test_that_numbers_and_buttons_choose_how_it_is_looked_at(view, qtbot):
    for key, look in zip(
        (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_1), (*list(Look)[1:], Look.ONE), strict=True
    ):
        qtbot.keyClick(view.view, key)
        assert colour_of(view) == COLOURS[look]
        assert view.buttons[look].isChecked()
    qtbot.mouseClick(view.buttons[Look.SQUARES], Qt.MouseButton.LeftButton)
    assert view.look is Look.SQUARES


def test_that_arrows_go_round_the_registrations_and_leave_out_what_one_lacks(view, qtbot):
    view.show_registration("epi_and_t1", Look.OUTLINES)
    assert view.title.text() == "1 of 2: series and T1"
    qtbot.keyClick(view.view, Qt.Key.Key_Right)
    assert view.title.text() == "2 of 2: T1 and template"
    assert view.look is Look.ONE  # it has no outlines
    assert not view.buttons[Look.OUTLINES].isEnabled()
    qtbot.keyClick(view.view, Qt.Key.Key_4)
    assert view.look is Look.ONE
    qtbot.keyClick(view.view, Qt.Key.Key_Right)
    assert view.title.text() == "1 of 2: series and T1"
    qtbot.keyClick(view.view, Qt.Key.Key_Left)
    assert view.title.text() == "2 of 2: T1 and template"


def test_that_both_change_in_turn_until_nobody_looks(view, qtbot):
    qtbot.keyClick(view.view, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: view.look is Look.OTHER, timeout=3000)
    view.hide()
    assert not view._timer.isActive()


def test_that_it_says_the_keys_and_the_side(view):
    said = " ".join(label.text() for label in view.findChildren(QLabel))
    assert "Hold Space" in said
    assert "left of the slices is the patient's RIGHT" in said
