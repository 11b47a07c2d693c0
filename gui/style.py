"""Colours, spacing and the style sheet of the window, in a dark and a light theme."""

from dataclasses import asdict, dataclass
from enum import Enum
from string import Template

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from analysis.colour import RESOURCES
from analysis.plane import Orientation


@dataclass(frozen=True)
class Theme:
    """The colours of a theme, as #rrggbb."""

    name: str
    window: str
    panel: str
    raised: str
    line: str
    text: str
    dim: str
    accent: str
    accent_text: str
    warning: str
    error: str
    good: str


class Themes(Enum):
    """The themes there are."""

    DARK = Theme(
        "dark", "#15181d", "#1c2027", "#262b34", "#343b47", "#e8ebf0", "#98a2b3", "#4da3ff", "#0b1420",
        "#f0b429", "#ff6b6b", "#4fc38a",
    )  # fmt: skip
    LIGHT = Theme(
        "light", "#eef0f3", "#ffffff", "#f4f6f9", "#cfd5de", "#1b2430", "#5c6878", "#1769c7", "#ffffff",
        "#8f5f00", "#c62828", "#177a47",
    )  # fmt: skip


_DRESSED = "algoscope_style_is_set"

# Each plane has its colour everywhere: the frame of its view, its line in the others, its square in 3D.
PLANE_COLOURS = {
    Orientation.AXIAL: QColor("#ff6f61"),
    Orientation.CORONAL: QColor("#5fcf80"),
    Orientation.SAGITTAL: QColor("#f5c542"),
}
SEED_COLOUR = QColor("#ff7ad9")
SLICE_TEXT = QColor("#f2f4f7")
SLICE_DIM_TEXT = QColor("#aab4c3")
USUAL_POINTS = 9.5
"""Of the window's text at 100 %."""


def apply_theme(application: QApplication, theme: Theme, family: str, font_percent: int) -> None:
    """Dress the whole application."""
    font = set_colours(application, theme, family, font_percent)
    if set_sheet(application, theme, font):
        for widget in dressed(application):
            redress(widget)


def set_colours(application: QApplication, theme: Theme, family: str, font_percent: int) -> QFont:
    """The palette of a theme and the font of the window's text, which is returned."""
    font = QFont(family)
    font.setPointSizeF(USUAL_POINTS * font_percent / 100)
    application.setFont(font)
    if application.property(_DRESSED) is None:  # setting the style again would dress every widget once more
        application.setStyle("Fusion")
        application.setProperty(_DRESSED, True)
    application.setPalette(_palette(theme))
    return font


def set_sheet(application: QApplication, theme: Theme, font: QFont) -> bool:
    """Let everything that is made or shown from now on wear a theme; whether `dressed` still wears another.

    Each of those widgets is to be given to `redress`. Qt would dress them all before it comes back, each many times,
    because what a widget wears is handed down to all in it; so it is made to forget which there are.
    """
    before, now = application.styleSheet(), _sheet(theme, font)
    if now == before:
        return False
    if before:
        application.style().unpolish(application)
    application.setStyleSheet(now)
    return bool(before)


def dressed(application: QApplication) -> list[QWidget]:
    """All that wears the style sheet, or an earlier one, each widget before those that are in it."""
    found: list[QWidget] = []
    for window in application.topLevelWidgets():
        if window.parent() is None:
            found += [window, *window.findChildren(QWidget)]
    return [widget for widget in found if widget.testAttribute(Qt.WidgetAttribute.WA_StyleSheet)]


def redress(widget: QWidget) -> None:
    """Dress a widget, not what is in it, in what was chosen last."""
    widget.style().polish(widget)
    QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    widget.updateGeometry()
    widget.update()


def _sheet(theme: Theme, font: QFont) -> str:
    sheet = Template((RESOURCES / "style" / "window.qss").read_text("utf-8"))
    points = font.pointSizeF()
    larger = points / USUAL_POINTS
    return sheet.substitute(
        asdict(theme),
        family=font.family(),
        points=f"{points:.2f}",
        display=f"{2.6 * points:.2f}",
        mark=round(13 * larger),
        arrow=round(12 * larger),
        drop=round(16 * larger),
        step=round(18 * larger),
        chevron=round(10 * larger),
        icons=(RESOURCES / "icons").as_posix(),
    )


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, theme.window), (roles.Base, theme.raised), (roles.AlternateBase, theme.panel),
        (roles.Button, theme.raised), (roles.Text, theme.text), (roles.WindowText, theme.text),
        (roles.ButtonText, theme.text), (roles.Highlight, theme.accent), (roles.HighlightedText, theme.accent_text),
        (roles.PlaceholderText, theme.dim), (roles.ToolTipBase, theme.raised), (roles.ToolTipText, theme.text),
    ):  # fmt: skip
        palette.setColor(role, QColor(colour))
    return palette


def theme_named(name: str) -> Theme:
    """The theme of that name, dark for any other."""
    return next((theme.value for theme in Themes if theme.value.name == name), Themes.DARK.value)
