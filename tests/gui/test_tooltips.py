"""Whoever points at a field or a button is told what it is; a number with a unit says its unit."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from gui.live_seed import LiveSeed
from gui.plots.panels import CouplingPanel, SeedPanel, TimeCoursePanel
from gui.style import theme_named
from tests.gui.made_scans import add_overlay, add_series, add_t1

KINDS = (QSpinBox, QDoubleSpinBox, QComboBox, QToolButton, QLineEdit)
DIALOGS = ("open_patient", "preferences", "figure", "log", "about", "shortcuts", "palette")


def fields_of(root: QWidget) -> Iterator[QWidget]:
    """What is asked for a tip; Qt's own parts of a field or of a tab bar are not."""
    for kind in KINDS:
        for field in root.findChildren(kind):
            parent = field.parentWidget()
            own = field.objectName().startswith("qt_") or type(parent).__name__ in ("QTabBar", "QToolBar", "QMenuBar")
            if not own and not isinstance(parent, QAbstractSpinBox | QComboBox):
                yield field


def captions_of(root: QWidget) -> set[int]:
    """The fields that have a caption beside them: a buddy, or a row of a form."""
    labels = [label for label in root.findChildren(QLabel) if isValid(label)]
    captioned = {id(label.buddy()) for label in labels if label.buddy() is not None}
    for form in root.findChildren(QFormLayout):
        for row in range(form.rowCount()):
            label, item = (
                form.itemAt(row, role) for role in (QFormLayout.ItemRole.LabelRole, QFormLayout.ItemRole.FieldRole)
            )
            if label is not None and item is not None and item.widget() is not None:
                captioned.add(id(item.widget()))
    return captioned


def untold(root: QWidget) -> list[str]:
    captioned = captions_of(root)
    return [
        f"{type(field).__name__} {field.objectName() or getattr(field, 'text', str)()!r} in "
        + " < ".join(type(p).__name__ for p in parents(field)[:4])
        for field in fields_of(root)
        if isValid(field) and not field.toolTip() and id(field) not in captioned
    ]


def parents(widget: QWidget) -> list[QWidget]:
    found = []
    while widget.parentWidget() is not None:
        widget = widget.parentWidget()
        found.append(widget)
    return found


def test_that_everything_in_the_window_says_what_it_is(window, session, jobs, qtbot):
    theme, seed = theme_named("dark"), LiveSeed(session, jobs, window)
    window.drawer.set_plots(TimeCoursePanel(session, theme), SeedPanel(session, seed, theme))
    window.drawer.set_coupling_plot(CouplingPanel(session, theme))
    add_t1(session)
    add_series(session)
    add_overlay(session)
    qtbot.wait(50)
    assert "\n".join(sorted(set(untold(window)))) == ""


@pytest.mark.parametrize("key", DIALOGS)
def test_that_everything_in_a_dialog_says_what_it_is(window, session, qtbot, key):
    add_t1(session)
    window.actions_.action(key).trigger()
    (dialog,) = [one for one in window.findChildren(QDialog) if one.isVisible()]
    assert "\n".join(sorted(set(untold(dialog)))) == ""
    dialog.close()
