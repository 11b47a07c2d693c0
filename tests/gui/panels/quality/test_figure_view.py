"""A figure fits the width it has, two images change place, and nothing runs that nobody sees."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from gui.figures.quality_figures import PageFigure
from gui.panels.quality.figure_view import FigureCard, FigureView, LargeFigure, sheet_for
from gui.style import Themes, apply_theme, theme_named


def filled(colour, ratio=0.5):
    """A figure of one colour, half as high as wide."""

    def make(sheet):
        return sheet.figure(
            ratio * sheet.width,
            lambda painter: painter.fillRect(0, 0, int(sheet.width), int(sheet.width), QColor(colour)),
            "test",
            f"all {colour}",
        )

    return make


def card(qtbot, other=True):
    made = FigureCard(
        PageFigure("x", "Title", "Caption", filled("#ff0000"), filled("#0000ff") if other else None, ("one", "two"))
    )
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.show()
    qtbot.waitUntil(lambda: colour_of(made.view) == "#ff0000")
    return made


def colour_of(view):
    return QColor(view.grab().toImage().pixel(view.width() // 2, view.height() // 2)).name()


def test_that_a_figure_is_laid_out_for_its_width(qtbot, session):
    view = FigureView(filled("#ff0000"))
    qtbot.addWidget(view)
    view.show()
    for width in (200, 500):
        view.resize(width, 10)
        assert view.figure.width == width
        assert view.height() == width / 2
    assert view.accessibleName() == "all #ff0000"


def test_that_figures_that_come_into_sight_are_drawn_in_turns_of_their_own(qtbot, session):
    window = QWidget()
    column = QVBoxLayout(window)
    views = [FigureView(filled("#ff0000")) for _ in range(3)]
    for view in views:
        column.addWidget(view)
    qtbot.addWidget(window)
    window.resize(300, 500)
    window.show()
    seen = set()
    watch = QTimer(window, interval=0)
    watch.timeout.connect(lambda: seen.add(sum(bool(view._pixels) for view in views)))
    watch.start()
    qtbot.waitUntil(lambda: 3 in seen)
    assert seen >= {1, 2, 3}
    assert {colour_of(view) for view in views} == {"#ff0000"}


def test_that_a_flick_draws_the_other_image_and_names_it(qtbot, session):
    made = card(qtbot)
    assert made.shown_name == "one"
    assert colour_of(made.view) == "#ff0000"
    made.flick()
    assert made.shown_name == "two"
    assert colour_of(made.view) == "#0000ff"
    made.flick()
    assert colour_of(made.view) == "#ff0000"


def test_that_images_change_by_themselves_until_they_are_hidden(qtbot, session):
    made = card(qtbot)
    made._turn.setChecked(True)
    qtbot.waitUntil(lambda: made.shown_name == "two", timeout=3000)
    made.hide()
    assert not made.is_turning


def test_that_a_single_image_stays(qtbot, session):
    made = card(qtbot, other=False)
    made.flick()
    assert colour_of(made.view) == "#ff0000"


@pytest.mark.parametrize("by", ["click", "double click", "Enter", "button"])
def test_that_a_click_enter_and_a_button_open_it_larger_once(qtbot, session, by):
    made = card(qtbot)
    ways = {
        "click": lambda: qtbot.mouseClick(made.view, Qt.MouseButton.LeftButton),
        "double click": lambda: qtbot.mouseDClick(made.view, Qt.MouseButton.LeftButton),
        "Enter": lambda: qtbot.keyClick(made.view, Qt.Key.Key_Return),
        "button": lambda: qtbot.mouseClick(made.larger, Qt.MouseButton.LeftButton),
    }
    ways[by]()
    assert len(made.window().findChildren(LargeFigure)) == 1
    ways[by]()  # it is open already
    first = made.window().findChild(LargeFigure)
    assert first is not None
    assert first.isVisible()
    assert first.card.view.width() > made.view.width()
    qtbot.keyClick(first.card.view, Qt.Key.Key_Return)  # is large already
    assert len(made.window().findChildren(LargeFigure)) == 1
    with qtbot.waitSignal(first.destroyed):
        first.close()
    ways[by]()
    assert len(made.window().findChildren(LargeFigure)) == 1  # anew


@pytest.mark.parametrize("name", ["dark", "light"])
def test_that_the_sheet_has_the_colours_and_the_text_size_of_the_theme(qtbot, session, name):
    before = QApplication.font()
    try:
        apply_theme(QApplication.instance(), theme_named(name), before.family(), 150)
        view = FigureView(filled("#ff0000"))
        qtbot.addWidget(view)
        sheet = sheet_for(view, 300)
        assert sheet.ink == theme_named(name).text
        assert sheet.text == pytest.approx(1.5, abs=0.02)
    finally:
        apply_theme(QApplication.instance(), Themes.DARK.value, before.family(), 100)


def test_that_keys_flick_while_the_figure_has_the_focus(qtbot, session):
    made = card(qtbot)
    assert made.view.focusPolicy() & Qt.FocusPolicy.TabFocus
    for key, name in ((Qt.Key.Key_Space, "two"), (Qt.Key.Key_Left, "one"), (Qt.Key.Key_Right, "two")):
        qtbot.keyClick(made.view, key)
        assert made.shown_name == name
    qtbot.keyClick(made._turn, Qt.Key.Key_Space)  # a button keeps its own key
    assert made.is_turning
    assert made.shown_name == "two"
