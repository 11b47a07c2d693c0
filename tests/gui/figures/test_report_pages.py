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
from analysis.report.document import RESEARCH_USE, Facts, Histogram, Paragraphs, Table
from analysis.report.wording import number
from gui.figures.export import ensure_application
from gui.figures.report_ink import BODY_BOTTOM, MARGIN, PAPER_HEIGHT, PAPER_WIDTH, Ink, broken
from gui.figures.report_pages import heading_height, report_pages
from gui.figures.report_pdf import save_report
from gui.figures.report_plots import draw_maxima
from tests.analysis.report.made_case import write_case

EDGE = 30.0  # white at every edge of the paper, about 8 mm


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return write_case(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module", params=["cohort", "alone", "long", "name", "longest name", "no T1"])
def document(request, made, tmp_path_factory):
    ensure_application()
    if request.param == "no T1":
        made = write_case(tmp_path_factory.mktemp("no_t1"), t1=False)
    compared = () if request.param == "alone" else (read_comparison(made[1]),)
    texts = Details(state="word " * 200, comment="line\n" * 12 + "y" * 400) if request.param == "long" else Details()
    found = report_of(read_case(made[0]), compared, texts, made_on="2026-01-02")
    names = {"name": "made" + "x" * 44, "longest name": "made" + "x" * 90}
    return replace(found, pseudonym=names.get(request.param, found.pseudonym), heading=found.heading * 3)


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
        assert f"Patient{document.pseudonym}" in "".join(text).replace(" ", "")  # whole, in one line or in several


def test_that_a_report_that_can_be_read_has_one_page_before_its_methods(made):
    """Without the sentences of a red verdict and with short limits, as most reports are."""
    ensure_application()
    found = report_of(read_case(made[0]), (read_comparison(made[1]),))
    lights, *rest = found.findings[0]
    calm = [replace(s, lines=s.lines[:2]) if getattr(s, "title", "") == "Limits" else s for s in rest]
    pages = report_pages(replace(found, stamp="", findings=((replace(lights, sentences=()), *calm),)))
    assert [page.title for page in pages][:2] == ["Report of one patient", "Methods"]


def test_that_a_comment_of_600_letters_stays_on_the_first_page_of_a_usual_report(made):
    ensure_application()
    comment = ("The amplitude in both postcentral gyri is low. " * 20)[:600]
    found = report_of(read_case(made[0]), (read_comparison(made[1]),), Details(comment=comment))
    lights, *rest = found.findings[0]
    calm = [replace(s, lines=s.lines[:3]) if getattr(s, "title", "") == "Limits" else s for s in rest]
    pages = report_pages(replace(found, stamp="", findings=((replace(lights, sentences=()), *calm),)))
    assert pages[1].title == "Methods"


def test_that_what_follows_a_comment_that_did_not_fit_fills_its_page(made):
    ensure_application()
    texts = Details(state="word " * 280, comment="line\n" * 14)
    pages = report_pages(report_of(read_case(made[0]), (read_comparison(made[1]),), texts))
    second = pages[1]
    assert second.title == "Report of one patient"
    assert len({placed.x for placed in second.placed}) == 2  # the two columns of the methods, below the comment
    columns = [placed for placed in second.placed if placed.x > MARGIN]
    assert min(placed.y for placed in columns) > heading_height(second.document) + MARGIN + 50


def test_that_the_ends_of_the_histogram_stand_below_its_bars(made):
    """The largest and the smallest control, wherever the patient is."""
    ensure_application()
    found = report_of(read_case(made[0]), (read_comparison(made[1]),))
    section = next(s for s in found.findings[0] if isinstance(s, Histogram))
    far = replace(section, patient=3 * float(section.controls.max()))
    image = QImage(400, 120, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    ink = Ink(painter)
    draw_maxima(ink, QRectF(0, 0, 400, 110), far)
    painter.end()
    places = {text: box.center().x() for box, text in ink.boxes}
    assert places[number(float(section.controls.max()))] < 200  # the patient's line is at the right
    assert places[number(float(section.controls.min()))] < places[number(float(section.controls.max()))]


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


def test_that_findings_a_little_too_long_for_their_sheet_are_drawn_smaller_and_much_too_long_ones_are_not(made):
    ensure_application()
    found = report_of(read_case(made[0]), (read_comparison(made[1]),))
    limits = next(s for s in found.findings[0] if getattr(s, "title", "") == "Limits")
    last = found.methods[-1:]
    seen = {}
    for n in (0, 300, 450, 600, 1400):
        longer = replace(limits, lines=(*limits.lines, "word " * n))
        sections = tuple(longer if s is limits else s for s in found.findings[0])
        pages = report_pages(replace(found, findings=(sections,), methods=last))
        seen[pages[0].scale] = [page.title for page in pages]
    smaller = [scale for scale in seen if scale < 1]
    assert smaller
    assert all(scale >= 0.85 and seen[scale][1] == "Methods" for scale in smaller)  # the findings stand on one sheet
    assert seen[1.0][1] == "Report of one patient"  # much too long: a second sheet, in the usual size


def test_that_flow_of_the_whole_brain_mask_is_not_called_that_of_grey_matter():
    from analysis.quality.lights import Check, Light
    from gui.figures.report_blocks import caption_of

    of = {place: Check("mean_cbf", f"mean in the {place}", 41.1, "mL/100 g/min", Light.GREEN, "", "")
          for place in ("grey matter", "brain mask")}  # fmt: skip
    assert {place: caption_of(check) for place, check in of.items()} == {
        "grey matter": "CBF, gray matter",
        "brain mask": "CBF, brain mask",
    }


def test_that_a_few_lines_of_the_methods_get_no_sheet_of_their_own_and_many_do(made):
    ensure_application()
    found = replace(report_of(read_case(made[0])), findings=())

    def pages(n):
        rows = tuple((f"parameter {i}", str(i)) for i in range(n))
        return report_pages(replace(found, methods=(Facts("All parameters", rows),)))

    fits = next(n for n in range(100, 200, 2) if pages(n)[0].scale < 1)  # the first that is a little too long
    assert len(pages(fits)) == 1
    assert [page.scale for page in pages(fits - 2)] == [1.0]
    assert [page.scale for page in pages(fits + 80)] == [1.0, 1.0]
