"""Nothing on a page of the report is cut off, lies over other text, or is lost."""

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from analysis.errors import OptionError
from analysis.report.assemble import report_of
from analysis.report.case import read_case
from analysis.report.comparison import read_comparison
from analysis.report.details import Details
from analysis.report.document import RESEARCH_USE, Paragraphs, Table
from gui.figures.export import ensure_application
from gui.figures.report_ink import BODY_BOTTOM, MARGIN, PAPER_HEIGHT, PAPER_WIDTH, broken
from gui.figures.report_pages import heading_height, report_pages
from gui.figures.report_pdf import save_report
from tests.analysis.report.made_case import write_case

EDGE = 30.0  # white at every edge of the paper, about 8 mm


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return write_case(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module", params=["cohort", "alone", "long"])
def document(request, made):
    ensure_application()
    compared = () if request.param == "alone" else (read_comparison(made[1]),)
    texts = Details(state="word " * 200, comment="line\n" * 12 + "y" * 400) if request.param == "long" else Details()
    return report_of(read_case(made[0]), compared, texts, made_on="2026-01-02")


def drawn(document):
    found = []
    for page in report_pages(document):
        image = QImage(800, 1130, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        found.append(page.draw(painter))
        painter.end()
    return found


def test_that_no_text_is_cut_off_or_lies_over_other_text(document):
    paper = QRectF(EDGE, EDGE, PAPER_WIDTH - 2 * EDGE, PAPER_HEIGHT - 2 * EDGE)
    for boxes in drawn(document):
        for index, (box, text) in enumerate(boxes):
            assert paper.contains(box), text
            inner = box.adjusted(0.5, 1.5, -0.5, -1.5)
            over = [
                other for rect, other in boxes[index + 1 :] if rect.adjusted(0.5, 1.5, -0.5, -1.5).intersects(inner)
            ]
            assert not over, (text, over)


def test_that_every_word_of_the_document_is_on_a_page(document):
    top = MARGIN + heading_height(document)
    body = [text for boxes in drawn(document) for box, text in boxes if top < box.center().y() < BODY_BOTTOM]
    text = "".join(body).replace(" ", "")
    for section in (*(s for page in document.findings for s in page), *document.methods):
        lines = section.lines if isinstance(section, Paragraphs) else ()
        cells = [c for row in section.rows for c in row] if isinstance(section, Table) else []
        for words in (*lines, *cells):
            assert words.replace(" ", "") in text


def test_that_every_page_says_that_it_is_no_diagnosis_and_whose_it_is(document):
    for boxes in drawn(document):
        text = [text for _, text in boxes]
        assert text.count(RESEARCH_USE) == 2
        assert "Patient made" in text


def test_that_a_report_that_can_be_read_has_one_page_before_its_methods(made):
    """Without the sentences of a red verdict and with short limits, as most reports are."""
    ensure_application()
    found = report_of(read_case(made[0]), (read_comparison(made[1]),))
    lights, *rest = found.findings[0]
    calm = [replace(s, lines=s.lines[:2]) if getattr(s, "title", "") == "Limits" else s for s in rest]
    pages = report_pages(replace(found, stamp="", findings=((replace(lights, sentences=()), *calm),)))
    assert [page.title for page in pages][:2] == ["Report of one patient", "Methods"]


def test_that_a_word_wider_than_its_place_is_broken_and_not_lost():
    ensure_application()
    lines = broken("a" * 64, 10, 100)
    assert len(lines) > 1
    assert "".join(lines) == "a" * 64


@pytest.mark.parametrize("ending", ["pdf", "html"])
def test_that_the_same_report_is_the_same_but_for_dates_and_holds_its_record(document, tmp_path, ending):
    path = save_report(document, tmp_path / f"a.{ending}")
    content = path.read_bytes()
    record = json.loads((tmp_path / f"a.{ending}.json").read_text())
    assert record["provenance"]["function"] == "analysis.report.assemble.report_of"
    assert record["provenance"]["inputs"][0]["sha256"].encode() in content
    assert b"erika" not in content
    if ending == "html":
        assert save_report(document, tmp_path / "b.html").read_bytes() == content
        assert b"http" not in content.replace(b"http://www.w3.org", b"")
        assert RESEARCH_USE.encode() in content


def test_that_another_ending_is_refused(document, tmp_path):
    with pytest.raises(OptionError, match=r"\.pdf or \.html"):
        save_report(document, tmp_path / "a.docx")
