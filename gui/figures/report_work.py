"""The work behind the Report page: the document, and pictures of its pages by the same drawing as in the file."""

from dataclasses import dataclass

from PySide6.QtGui import QImage

from analysis.progress import Progress, part, silent
from analysis.report.document import Document
from gui.commands.reporting import ReportOrder, build
from gui.figures.report_pages import report_pages
from gui.figures.report_pdf import picture_of

PIXELS = 1240  # across: A4 at 150 dots per inch


@dataclass(frozen=True, eq=False)
class Preview:
    """A report that can be saved as it is shown."""

    document: Document
    pictures: tuple[QImage, ...]


def make_preview(order: ReportOrder, progress: Progress = silent) -> Preview:
    """The job; raises as `gui.commands.reporting.build`."""
    document = build(order, part(progress, 0.0, 0.5))
    pages = report_pages(document)
    pictures = []
    for index, page in enumerate(pages):
        progress(0.5 + 0.5 * index / len(pages), "Drawing the pages")
        pictures.append(picture_of(page, PIXELS))
    return Preview(document, tuple(pictures))
