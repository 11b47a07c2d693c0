"""A figure as a file: PNG, TIFF, SVG or PDF, with the record of how it was made inside it and beside it
(``NAME.png.json``). In SVG and PDF text is text and lines are lines; only pictures are pixels.

A figure is a size and a function that draws in units of 1/96 inch; here it meets a device. No window and no screen is
needed.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMarginsF, QRectF, QSize, QSizeF, QUuid
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from analysis.errors import OptionError, OutputError
from analysis.files.writing import encode_json, finite, staged
from analysis.provenance import Provenance
from gui.figures import recipe
from gui.figures.page import UNITS_PER_INCH
from gui.figures.svg_text import with_fixed_widths
from gui.figures.tiff import encode_tiff

ENDINGS = (".png", ".tif", ".tiff", ".svg", ".pdf")
_LARGEST_PIXELS = 20_000


@dataclass(frozen=True, eq=False)
class Figure:
    """Something that can be drawn.

    ``width`` and ``height`` are in 1/96 inch; ``draw(painter)`` fills that rectangle; ``description`` is a sentence
    for those who cannot see it, without any name; ``paper`` is the colour of the background.
    """

    width: float
    height: float
    draw: Callable[[QPainter], None]
    provenance: Provenance
    description: str = ""
    paper: QColor = field(default_factory=lambda: QColor("white"))


def ensure_application() -> QCoreApplication:
    """The running application of Qt, or one without a screen, which is enough to draw into files."""
    application = QGuiApplication.instance()
    if application is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        application = _kept.setdefault("application", QGuiApplication(["algoscope"]))
    return application


_kept: dict[str, QCoreApplication] = {}


@contextmanager
def in_memory(path: Path) -> Iterator[QBuffer]:
    """A device for Qt to write to; what it holds at the end becomes the file, or `OSError` says why not.

    Qt itself does not tell that a disk is full: half a file would look like a whole one.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    yield buffer
    path.write_bytes(buffer.data().data())


def check_ending(path: Path) -> None:
    """Raise `OptionError` unless the name ends as a figure that can be written."""
    if path.suffix.lower() not in ENDINGS:
        raise OptionError(f'A figure is written as .png, .tif, .svg or .pdf, but "{path.name}" ends otherwise.')


def save_figure(figure: Figure, path: Path, *, dpi: int = 300, force: bool = False) -> Path:
    """Write a figure and its record.

    Parameters
    ----------
    path : its ending chooses the format
    dpi : dots per inch of a PNG file, and of the pictures inside an SVG or PDF file
    force : whether an older figure of this name may be replaced

    Raises
    ------
    OptionError
        if the ending is unknown or the picture would be absurdly large
    OutputError
        if the file exists or cannot be written; then nothing was changed
    """
    check_ending(path)
    if not 30 <= dpi <= 1200 or max(figure.width, figure.height) * dpi / UNITS_PER_INCH > _LARGEST_PIXELS:
        raise OptionError(f"A figure of this size cannot be written at {dpi} dots per inch; choose from 30 to 1200.")
    ensure_application()
    record = record_of(figure, dpi)
    text = recipe.as_text(record)
    with staged([path.with_name(f"{path.name}.json"), path], force=force) as (json_part, picture):
        encode_json(record, json_part)
        _write(figure, picture, dpi, text)
        if not picture.is_file() or recipe.read_recipe(picture) is None:
            raise OutputError(f'"{path.name}" could not be written.')
    return path


def record_of(figure: Figure, dpi: int) -> dict[str, Any]:
    """What is written into a figure's file and beside it; its numbers are finite, as JSON asks."""
    record = {"format": recipe.FORMAT, "dpi": dpi, "description": figure.description}
    record["provenance"] = figure.provenance.as_dict()
    return finite(record)


def render(figure: Figure, dpi: int) -> QImage:
    """The figure as a picture."""
    scale = dpi / UNITS_PER_INCH
    image = QImage(round(figure.width * scale), round(figure.height * scale), QImage.Format.Format_RGB32)
    image.fill(figure.paper)
    painter = QPainter(image)
    try:
        _draw(figure, painter, scale)
    finally:
        painter.end()
    image.setDotsPerMeterX(round(dpi / 0.0254))
    image.setDotsPerMeterY(round(dpi / 0.0254))
    return image


def _draw(figure: Figure, painter: QPainter, scale: float) -> None:
    hints = QPainter.RenderHint
    # Lossless: a PDF would else hold the slices as JPEG, with colours that no value has along the edges of clusters.
    painter.setRenderHints(hints.Antialiasing | hints.SmoothPixmapTransform | hints.LosslessImageRendering)
    painter.scale(scale, scale)
    figure.draw(painter)


def _write(figure: Figure, path: Path, dpi: int, text: str) -> None:
    ending = path.suffix.lower()
    if ending == ".svg":
        _write_svg(figure, path, text)
    elif ending == ".pdf":
        _write_pdf(figure, path, dpi, text)
    elif ending == ".png":
        _write_png(figure, path, dpi, text)
    else:
        path.write_bytes(encode_tiff(rgb_of(render(figure, dpi)), dpi, text))


def rgb_of(image: QImage) -> np.ndarray:
    """``(rows, columns, 3)`` uint8 of a picture."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return lines[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def _write_png(figure: Figure, path: Path, dpi: int, text: str) -> None:
    image = render(figure, dpi)
    image.setText("Description", figure.description)
    image.setText(recipe.PNG_KEY, text)
    with in_memory(path) as device:
        if not image.save(device, "PNG"):  # type: ignore[call-overload]  # the stub wants a name only
            raise OutputError(f'"{path.name}" could not be written.')


def _write_svg(figure: Figure, path: Path, text: str) -> None:
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    device = QBuffer()
    generator.setOutputDevice(device)
    generator.setResolution(round(UNITS_PER_INCH))
    generator.setSize(QSize(round(figure.width), round(figure.height)))
    generator.setViewBox(QRectF(0, 0, figure.width, figure.height))
    generator.setTitle("Algoscope figure")
    generator.setDescription(figure.description)
    _paint_on(generator, figure, 1.0)
    content = with_fixed_widths(bytes(device.data().data()).decode())
    content = content.replace("<svg ", f"<svg {recipe.svg_prefix()} ", 1)
    path.write_bytes(content.replace("<defs>", f"{recipe.svg_metadata(text)}\n<defs>", 1).encode())


def _write_pdf(figure: Figure, path: Path, dpi: int, text: str) -> None:
    with in_memory(path) as device:
        _paint_pdf(QPdfWriter(device), figure, dpi, text)


def _paint_pdf(writer: QPdfWriter, figure: Figure, dpi: int, text: str) -> None:
    writer.setCreator("Algoscope")
    writer.setTitle("Algoscope figure")
    writer.setDocumentXmpMetadata(QByteArray(recipe.xmp_packet(text, figure.description)))
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), text.encode()))  # the same figure has the same number
    points = QSizeF(figure.width, figure.height) * (72.0 / UNITS_PER_INCH)
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF())
    writer.setResolution(dpi)
    _paint_on(writer, figure, dpi / UNITS_PER_INCH)


def _paint_on(device: QSvgGenerator | QPdfWriter, figure: Figure, scale: float) -> None:
    painter = QPainter()
    if not painter.begin(device):
        raise OutputError("The figure could not be written.")
    try:
        painter.fillRect(QRectF(0, 0, figure.width * scale, figure.height * scale), figure.paper)
        _draw(figure, painter, scale)
    finally:
        painter.end()
