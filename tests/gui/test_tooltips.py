"""Whoever points at a field or a button is told what it is; a number with a unit says its unit."""

import re
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
    QSlider,
    QSpinBox,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from analysis.scan import Modality
from gui.live_seed import LiveSeed
from gui.panels.report_page import ReportPage
from gui.plots.panels import CouplingPanel, SeedPanel, TimeCoursePanel
from gui.style import theme_named
from gui.widgets.number_field import NumberField
from tests.gui.made_scans import add_overlay, add_series, add_t1

KINDS = (QSpinBox, QDoubleSpinBox, QComboBox, QToolButton, QLineEdit)
UNIT = re.compile(
    r"(?<![A-Za-z])(mm³?|m?s|Hz|%|µm|mL/100 g/min|[Vv]oxels?|volumes|SD|points|dots per inch|years|T)(?![A-Za-z])"
    r"|Without a unit|in the unit"
)
# what has no unit: counts, probabilities, correlations, degrees of freedom
PURE = re.compile(
    r"(?<![A-Za-z])(p|r|df|of the t|[Ss]eed|Permutations|Resamples|Repeats of folds|excitations|How many|In a row|"
    r"polynomial of degree)(?![A-Za-z])"
)
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


def opened_dialog(window, session, key) -> QDialog:
    add_t1(session)
    window.actions_.action(key).trigger()
    (dialog,) = [one for one in window.findChildren(QDialog) if one.isVisible()]
    return dialog


@pytest.mark.parametrize("key", DIALOGS)
def test_that_everything_in_a_dialog_says_what_it_is(window, session, finish, key):
    dialog = opened_dialog(window, session, key)
    assert "\n".join(sorted(set(untold(dialog)))) == ""
    dialog.close()
    finish()  # the log tries 3D graphics in a process of its own, which a busy computer does slowly


def numbers_of(root: QWidget) -> Iterator[QWidget]:
    """Every field that takes a number, and every slider of a part of the whole."""
    yield from (field for field in root.findChildren(QAbstractSpinBox) if isValid(field))
    yield from root.findChildren(NumberField)
    yield from (slider for slider in root.findChildren(QSlider) if slider.maximum() == 100)


def words_of(root: QWidget, field: QWidget) -> str:
    """All that is said of a field: beside it, in it, and to whoever points at it."""
    said = [field.toolTip(), field.accessibleName()]
    said += [label.text() for label in root.findChildren(QLabel) if label.buddy() is field]
    if isinstance(field, QSpinBox | QDoubleSpinBox):
        said += [field.prefix(), field.suffix()]
    for form in root.findChildren(QFormLayout):
        for one in (field, field.parentWidget()):
            label = form.labelForField(one)
            said += [label.text()] if isinstance(label, QLabel) else []
    return " | ".join(said)


def without_unit(root: QWidget) -> list[str]:
    said = [(field, words_of(root, field)) for field in numbers_of(root)]
    return [
        f"{type(field).__name__} {words!r} in " + " < ".join(type(p).__name__ for p in parents(field)[:3])
        for field, words in said
        if not UNIT.search(words) and not PURE.search(words)
    ]


def test_that_every_number_in_the_window_says_its_unit(window, session, qtbot):
    add_t1(session)
    add_series(session)
    add_series(session, "ASL", Modality.ASL)
    shown = add_overlay(session, unit="mL/100 g/min")
    session.select_layer(shown.id)
    for key in ("quality", "maps", "compare", "report"):
        window.show_page(key)
    qtbot.waitUntil(lambda: any("mL/100 g/min" in field.toolTip() for field in numbers_of(window)))
    assert len(list(numbers_of(window))) > 30
    assert "\n".join(sorted(set(without_unit(window)))) == ""
    (report,) = window.findChildren(ReportPage)
    assert report.fields["age"].placeholderText() == "years"
    assert " in mm" in window.statusBar().coordinate.toolTip()
    assert " in mm" in window.statusBar().standard.toolTip()


@pytest.mark.parametrize("key", ["preferences", "figure"])
def test_that_every_number_in_a_dialog_says_its_unit(window, session, qtbot, key):
    dialog = opened_dialog(window, session, key)
    assert "\n".join(sorted(set(without_unit(dialog)))) == ""
    dialog.close()
