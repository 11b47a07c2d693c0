"""The wheel over a box scrolls the page around it and leaves the choice as it is."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QScrollArea,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui.app import Composition
from gui.settings import SettingsStore
from gui.widgets.wheel_guard import WheelGuard
from tests.gui.conftest import delete


@pytest.fixture
def guard(qapp):
    made = WheelGuard(qapp)
    yield made
    made.stop()


def turn(widget: QWidget) -> None:
    """As the mouse does it: only such events go on to the widget around."""
    window = widget.window()
    QTest.wheelEvent(window.windowHandle(), QPointF(widget.mapTo(window, widget.rect().center())), QPoint(0, -120))
    QApplication.processEvents()


@pytest.fixture
def page(qtbot):
    area, content = QScrollArea(widgetResizable=True), QWidget()
    column = QVBoxLayout(content)
    for box in (QComboBox(), QComboBox(editable=True), QSpinBox(), QDoubleSpinBox()):
        column.addWidget(box)
        if isinstance(box, QComboBox):
            box.addItems(["one", "two", "three"])
            box.setCurrentIndex(1)
        else:
            box.setValue(5)
    column.addWidget(QSlider(Qt.Orientation.Horizontal, value=50))
    column.addStretch(1)
    content.setMinimumHeight(2000)
    area.setWidget(content)
    area.resize(300, 400)
    qtbot.addWidget(area)
    area.show()
    qtbot.waitExposed(area)
    return area


def values(page: QScrollArea) -> list[object]:
    return [box.currentIndex() for box in page.findChildren(QComboBox)] + [
        page.findChild(QSpinBox).value(), page.findChild(QDoubleSpinBox).value(),
    ]  # fmt: skip


def test_that_the_wheel_changes_no_box_and_scrolls_the_page(guard, page):
    before = values(page)
    for box in (*page.findChildren(QComboBox), page.findChild(QSpinBox), page.findChild(QDoubleSpinBox)):
        for focused in (False, True):
            if focused:
                box.setFocus()
            page.verticalScrollBar().setValue(0)
            turn(box)
            assert page.verticalScrollBar().value() > 0
    turn(page.findChild(QSpinBox).lineEdit())
    assert values(page) == before


def test_that_without_it_the_wheel_would(page):
    before = values(page)
    for box in (*page.findChildren(QComboBox), page.findChild(QSpinBox)):
        turn(box)
    assert values(page) != before


def test_that_a_slider_still_follows_the_wheel(guard, page):
    slider = page.findChild(QSlider)
    turn(slider)
    assert slider.value() != 50


def test_that_the_application_has_one_as_long_as_it_runs(qapp, tmp_path):
    composition = Composition(SettingsStore(tmp_path))
    try:
        assert len(qapp.findChildren(WheelGuard)) == 1
    finally:
        composition.stop()
        delete(composition.window)
    assert qapp.findChildren(WheelGuard) == []


def test_that_events_of_widgets_cost_nothing(qapp, page):
    seen: list[str] = []

    class Listening(WheelGuard):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            seen.append(type(watched).__name__)
            return super().eventFilter(watched, event)

    guard = Listening(qapp)
    try:
        for _ in range(3):
            QApplication.sendEvent(page.findChild(QComboBox), QEvent(QEvent.Type.StyleChange))
        assert seen == []
        turn(page.findChild(QComboBox))
        assert seen
    finally:
        guard.stop()


def test_that_a_box_in_a_dialog_that_is_opened_later_is_guarded_too(guard, page, qtbot):
    dialog = QDialog(page.window())
    box = QComboBox(dialog)
    box.addItems(["one", "two"])
    dialog.resize(200, 100)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    turn(box)
    assert box.currentIndex() == 0
