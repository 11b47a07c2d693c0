"""A figure as a file: PNG, SVG or PDF, with the record of how it was made beside it (``NAME.png.json``).

A figure is a size and a function that draws in units of 1/96 inch; here it meets a device. No window and no screen is
needed.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from analysis.errors import OptionError, OutputError
from analysis.files.writing import encode_json, staged
from analysis.provenance import Provenance

UNITS_PER_INCH = 96.0
FORMAT = "algoscope-figure-1"
ENDINGS = (".png", ".svg", ".pdf")
_LARGEST_PIXELS = 20_000


@dataclass(frozen=True, eq=False)
class Figure:
    """Something that can be drawn.

    ``width`` and ``height`` are in 1/96 inch; ``draw(painter)`` fills that rectangle; ``description`` is a sentence
    for those who cannot see it, without any name.
    """

    width: float
    height: float
    draw: Callable[[QPainter], None]
    provenance: Provenance
    description: str = ""


def ensure_application() -> QCoreApplication:
    """The running application of Qt, or one without a screen, which is enough to draw into files."""
    application = QGuiApplication.instance()
    if application is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        application = _kept.setdefault("application", QGuiApplication(["algoscope"]))
    return application


_kept: dict[str, QCoreApplication] = {}


def check_ending(path: Path) -> None:
    """Raise `OptionError` unless the name ends as a figure that can be written."""
    if path.suffix.lower() not in ENDINGS:
        raise OptionError(f'A figure is written as .png, .svg or .pdf, but "{path.name}" ends otherwise.')


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
    record = {"format": FORMAT, "dpi": dpi, "description": figure.description}
    record["provenance"] = figure.provenance.as_dict()
    with staged([path.with_name(f"{path.name}.json"), path], force=force) as (json_part, picture):
        encode_json(record, json_part)
        _write(figure, picture, dpi)
        if not picture.is_file() or picture.stat().st_size == 0:
            raise OutputError(f'"{path.name}" could not be written.')
    return path


def render(figure: Figure, dpi: int) -> QImage:
    """The figure as a picture on white."""
    scale = dpi / UNITS_PER_INCH
    image = QImage(round(figure.width * scale), round(figure.height * scale), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
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


def _write(figure: Figure, path: Path, dpi: int) -> None:
    if path.suffix.lower() == ".svg":
        _write_svg(figure, path)
    elif path.suffix.lower() == ".pdf":
        _write_pdf(figure, path, dpi)
    else:
        _write_png(figure, path, dpi)


def _write_png(figure: Figure, path: Path, dpi: int) -> None:
    image = render(figure, dpi)
    image.setText("Description", figure.description)
    if not image.save(str(path)):
        raise OutputError(f'"{path.name}" could not be written.')


def _write_svg(figure: Figure, path: Path) -> None:
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setFileName(str(path))
    generator.setResolution(round(UNITS_PER_INCH))
    generator.setSize(QSize(round(figure.width), round(figure.height)))
    generator.setViewBox(QRectF(0, 0, figure.width, figure.height))
    generator.setTitle("Algoscope figure")
    generator.setDescription(figure.description)
    _paint_on(generator, figure, 1.0)


def _write_pdf(figure: Figure, path: Path, dpi: int) -> None:
    writer = QPdfWriter(str(path))
    writer.setCreator("Algoscope")
    writer.setTitle("Algoscope figure")
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
        painter.fillRect(QRectF(0, 0, figure.width * scale, figure.height * scale), QColor("white"))
        _draw(figure, painter, scale)
    finally:
        painter.end()
