"""Themes: everything can be read, and each plane keeps its colour."""

import re
from dataclasses import asdict
from itertools import pairwise

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QStyle, QToolButton

from analysis.colour import RESOURCES
from analysis.plane import Orientation
from gui import style
from gui.fonts import load_fonts
from gui.style import PLANE_COLOURS, Themes

THEMES = [theme.value for theme in Themes]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [value / 255 for value in QColor(colour).getRgb()[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["window", "panel", "raised"])
@pytest.mark.parametrize("ink", ["text", "dim", "warning", "error", "good", "accent"])
def test_that_text_can_be_read_on_every_ground(theme, ground, ink):
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5  # WCAG 2, level AA


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_that_words_on_the_accent_can_be_read_and_what_has_the_keyboard_is_framed_visibly(theme):
    assert contrast(theme.accent_text, theme.accent) >= 4.5
    for ground in (theme.window, theme.panel, theme.raised):
        assert contrast(theme.accent, ground) >= 3  # WCAG 2.1, 1.4.11: parts of controls


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_that_every_colour_of_the_style_sheet_is_one_of_the_theme(theme):
    sheet = (RESOURCES / "style" / "window.qss").read_text("utf-8")
    wanted = set(re.findall(r"\$\{?(\w+)\}?", sheet))
    assert wanted <= {
        *asdict(theme),
        "family",
        "points",
        "display",
        "icons",
        "mark",
        "arrow",
        "drop",
        "step",
        "chevron",
    }
    assert {"text", "window", "accent"} <= wanted


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_that_the_application_is_dressed_without_a_complaint_of_qt(qapp, qtlog, theme):
    style.apply_theme(qapp, theme, load_fonts(), 125)
    assert QApplication.font().pointSizeF() == pytest.approx(9.5 * 1.25)
    assert qapp.palette().window().color() == QColor(theme.window)
    assert [record.message for record in qtlog.records if "style" in record.message.lower()] == []


def test_that_an_unknown_theme_is_the_dark_one():
    assert style.theme_named("pink") is Themes.DARK.value
    assert style.theme_named("light") is Themes.LIGHT.value


def test_that_the_planes_have_three_colours_that_can_be_told_apart():
    assert set(PLANE_COLOURS) == set(Orientation)
    hues = sorted(colour.hue() for colour in PLANE_COLOURS.values())
    assert min(b - a for a, b in pairwise(hues)) > 30


def test_that_every_icon_of_the_style_sheet_is_there():
    sheet = (RESOURCES / "style" / "window.qss").read_text("utf-8")
    names = re.findall(r"\$\{?icons\}?/([\w.-]+)", sheet)
    assert [name for name in names if not (RESOURCES / "icons" / name).is_file()] == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_that_the_buttons_of_a_file_dialog_show_their_pictures(theme, qapp, qtbot, tmp_path):
    style.apply_theme(qapp, theme, load_fonts(), 100)
    dialog = QFileDialog(None, "", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    button = dialog.findChild(QToolButton, "toParentButton")
    assert button.isEnabled()
    inside = button.grab(button.rect().adjusted(4, 4, -4, -4)).toImage()
    colours = {inside.pixelColor(x, y).name() for x in range(inside.width()) for y in range(inside.height())}
    assert max(contrast(one, theme.dim) for one in colours) >= 3  # WCAG 2: what graphics need


def test_that_marks_and_arrows_grow_with_the_text(qapp, qtbot):
    sizes = []
    for percent in (100, 200):
        style.apply_theme(qapp, Themes.DARK.value, load_fonts(), percent)
        box = QCheckBox("words")
        qtbot.addWidget(box)
        box.ensurePolished()
        sizes.append(box.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, box))
    assert sizes[1] > 1.8 * sizes[0]
