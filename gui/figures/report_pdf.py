"""The report as a file of PDF or HTML with its record inside and beside it (``NAME.pdf.json``); text is real text."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QMarginsF, QUuid
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter

from analysis.errors import OptionError, OutputError
from analysis.files.writing import encode_json, finite, staged
from analysis.progress import Progress, silent
from analysis.report.document import RESEARCH_USE, Document
from gui.figures import recipe
from gui.figures.export import ensure_application, in_memory
from gui.figures.page import UNITS_PER_INCH
from gui.figures.report_html import html_of
from gui.figures.report_ink import PAPER_HEIGHT, PAPER_WIDTH
from gui.figures.report_pages import ReportPage, report_pages

ENDINGS = (".pdf", ".html")
FORMAT = "algoscope-report-1"
_DPI = 300
_HINTS = (
    QPainter.RenderHint.Antialiasing
    | QPainter.RenderHint.SmoothPixmapTransform
    | QPainter.RenderHint.LosslessImageRendering
)


def check_ending(path: Path) -> None:
    """Raise `OptionError` unless the name ends as a report that can be written."""
    if path.suffix.lower() not in ENDINGS:
        raise OptionError(f'A report is written as .pdf or .html, but "{path.name}" ends otherwise.')


def record_of(document: Document) -> dict[str, Any]:
    """What is written into the report's file and beside it."""
    return finite({"format": FORMAT, "notice": RESEARCH_USE, "provenance": dict(document.record)})


def save_report(document: Document, path: Path, *, force: bool = False, progress: Progress = silent) -> Path:
    """Write a report and its record.

    Parameters
    ----------
    path : its ending, .pdf or .html, chooses the format
    force : whether an older report of this name may be replaced

    Raises
    ------
    OptionError
        if the ending is unknown
    OutputError
        if the file exists or cannot be written; then nothing was changed
    """
    check_ending(path)
    ensure_application()
    record = record_of(document)
    with staged([path.with_name(f"{path.name}.json"), path], force=force) as (json_part, part):
        encode_json(record, json_part)
        if path.suffix.lower() == ".pdf":
            with in_memory(part) as device:
                _paint_pdf(document, QPdfWriter(device), recipe.as_text(record), progress)
        else:
            part.write_bytes(html_of(document, recipe.as_text(record), progress).encode())
        if not part.is_file() or not part.stat().st_size:
            raise OutputError(f'"{path.name}" could not be written.')
    return path


def _paint_pdf(document: Document, writer: QPdfWriter, text: str, progress: Progress) -> None:
    progress(0.0, "Laying out the report")
    pages = report_pages(document)
    writer.setCreator("Algoscope")
    title = f"Report of patient {document.pseudonym}. {RESEARCH_USE}"
    writer.setTitle(title)
    writer.setDocumentXmpMetadata(QByteArray(recipe.xmp_packet(text, title)))
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), text.encode()))  # the same report has the same number
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF())
    writer.setResolution(_DPI)
    painter = QPainter()
    if not painter.begin(writer):
        raise OutputError("The report could not be written.")
    try:
        for index, page in enumerate(pages):
            progress(0.3 + 0.7 * index / len(pages), "Writing the report")
            if index:
                writer.newPage()
            painter.save()
            painter.setRenderHints(_HINTS)
            painter.scale(_DPI / UNITS_PER_INCH, _DPI / UNITS_PER_INCH)
            page.draw(painter)
            painter.restore()
    finally:
        painter.end()


def picture_of(page: ReportPage, width: int) -> QImage:
    """A page as a picture of so many pixels across: the same drawing as in the file."""
    scale = width / PAPER_WIDTH
    image = QImage(width, round(PAPER_HEIGHT * scale), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    try:
        painter.setRenderHints(_HINTS)
        painter.scale(scale, scale)
        page.draw(painter)
    finally:
        painter.end()
    return image
