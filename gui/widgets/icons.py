"""Icons from the resources, in the colours of the theme."""

from functools import cache, lru_cache

from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from analysis.colour import RESOURCES
from gui.style import USUAL_POINTS

_FINE = 2.0  # dots per point: a screen that is connected later gets this one made smaller


@lru_cache(maxsize=256)
def tinted(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """An icon in one colour (``"#rrggbb"``), ``size`` logical pixels wide: the file's ``currentColor`` is replaced."""
    source = _drawing(name).replace("currentColor", colour)
    pixels = round(size * ratio)
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(source.encode()).render(painter)
    painter.end()
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@cache
def _drawing(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8")


def beside_text(pixels: int, widget: QWidget) -> int:
    """How wide an icon is beside the text that a widget wears, if it is `pixels` wide beside text of the usual size."""
    return round(pixels * max(1.0, widget.font().pointSizeF() / USUAL_POINTS))


def add_tinted(
    icon: QIcon,
    name: str,
    colour: str,
    size: int,
    mode: QIcon.Mode = QIcon.Mode.Normal,
    state: QIcon.State = QIcon.State.Off,
) -> None:
    """Give an icon one look, with the dots of every screen on which its window may come to lie."""
    for ratio in sorted({_FINE, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}):
        icon.addPixmap(tinted(name, colour, size, ratio), mode, state)


def icon(name: str, colour: str, size: int) -> QIcon:
    """An icon of one colour."""
    made = QIcon()
    add_tinted(made, name, colour, size)
    return made
