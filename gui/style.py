"""Colours, spacing and the style sheet of the window, in a dark and a light theme."""

from dataclasses import dataclass
from enum import Enum
from string import Template

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

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
        "#9a6700", "#c62828", "#1a7f4b",
    )  # fmt: skip


# Each plane has its colour everywhere: the frame of its view, its line in the others, its square in 3D.
PLANE_COLOURS = {
    Orientation.AXIAL: QColor("#ff6f61"),
    Orientation.CORONAL: QColor("#5fcf80"),
    Orientation.SAGITTAL: QColor("#f5c542"),
}
CROSSHAIR = QColor("#58e07a")
SLICE_TEXT = QColor("#f2f4f7")
SLICE_DIM_TEXT = QColor("#aab4c3")

_SHEET = Template("""
QWidget { background: $window; color: $text; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px; }
QFrame#card { background: $panel; border: 1px solid $line; border-radius: 8px; }
QFrame#card[selected="true"] { border: 1px solid $accent; }
QFrame#card QWidget, QFrame#panel QWidget { background: transparent; }
QFrame#panel { background: $panel; border: none; }
QFrame#rail { background: $panel; border-right: 1px solid $line; }
QFrame#notice { background: $raised; border: none; border-left: 4px solid $error; }
QFrame#notice QWidget { background: transparent; }
QLabel#title { font-weight: 600; }
QLabel#heading { font-weight: 600; color: $dim; }
QLabel#dim { color: $dim; }
QLabel#warning { color: $warning; }
QPushButton, QToolButton { background: $raised; border: 1px solid $line; border-radius: 6px; padding: 5px 12px; }
QFrame#card QPushButton, QFrame#panel QPushButton { background: $raised; }
QPushButton:hover, QToolButton:hover { border-color: $accent; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:disabled, QToolButton:disabled { color: $line; }
QPushButton#primary, QFrame#panel QPushButton#primary { background: $accent; color: $accent_text; border: none; font-weight: 600; }
QToolButton#rail { background: transparent; border: none; border-radius: 8px; padding: 8px 2px; color: $dim; }
QToolButton#rail:hover { background: $raised; color: $text; }
QToolButton#rail:checked { background: $raised; color: $accent; }
QToolButton#rail:disabled { color: $line; }
QToolButton#flat { background: transparent; border: none; padding: 2px 4px; }
QToolButton#flat:hover { background: $raised; }
QLineEdit, QComboBox, QDoubleSpinBox, QSpinBox, QPlainTextEdit, QListWidget, QTreeWidget, QTableWidget {
    background: $raised; border: 1px solid $line; border-radius: 5px; padding: 3px 6px; selection-background-color: $accent;
    selection-color: $accent_text; }
QFrame#card QLineEdit, QFrame#card QComboBox, QFrame#card QDoubleSpinBox, QFrame#panel QComboBox,
QFrame#panel QDoubleSpinBox, QFrame#panel QSpinBox { background: $raised; }
QLineEdit:focus, QComboBox:focus, QDoubleSpinBox:focus { border-color: $accent; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar::tab { background: transparent; color: $dim; padding: 6px 14px; border: none; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QScrollArea { border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: $line; border-radius: 4px; min-height: 24px; margin: 1px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: $line; border-radius: 4px; min-width: 24px; margin: 1px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; } QSplitter::handle:vertical { height: 1px; }
QMenuBar { background: $panel; border-bottom: 1px solid $line; } QMenuBar::item { padding: 5px 10px; background: transparent; }
QMenuBar::item:selected, QMenu::item:selected { background: $accent; color: $accent_text; }
QMenu { background: $raised; border: 1px solid $line; padding: 4px; } QMenu::item { padding: 5px 24px 5px 14px; }
QMenu::item:disabled { color: $dim; } QMenu::separator { height: 1px; background: $line; margin: 4px; }
QStatusBar { background: $panel; border-top: 1px solid $line; } QStatusBar::item { border: none; }
QStatusBar QLabel { background: transparent; color: $dim; padding: 0 6px; }
QSlider { background: transparent; } QSlider::groove:horizontal { height: 4px; background: $line; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { background: $text; width: 12px; margin: -4px 0; border-radius: 6px; }
QProgressBar { background: $line; border: none; border-radius: 3px; height: 6px; text-align: center; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QCheckBox { background: transparent; spacing: 6px; }
QTreeWidget, QListWidget, QTableWidget { alternate-background-color: $panel; }
QHeaderView::section { background: $panel; color: $dim; border: none; border-bottom: 1px solid $line; padding: 4px; }
""")


def apply_theme(application: QApplication, theme: Theme, family: str, font_percent: int) -> None:
    """Dress the whole application."""
    font = QFont(family)
    font.setPointSizeF(9.5 * font_percent / 100)
    application.setFont(font)
    application.setStyle("Fusion")
    application.setPalette(_palette(theme))
    application.setStyleSheet(_SHEET.substitute(vars(theme)))


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
