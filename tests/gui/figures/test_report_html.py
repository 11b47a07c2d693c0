"""The report as HTML: one file that loads nothing, tables that are tables, sides, the notice, and no identity."""

import base64
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from PySide6.QtGui import QImage

from analysis.report.assemble import report_of
from analysis.report.case import read_case
from analysis.report.comparison import read_comparison
from analysis.report.details import Details
from analysis.report.document import RESEARCH_USE, Dots, Histogram, Table
from gui.figures.export import ensure_application
from gui.figures.report_html import html_of
from gui.figures.report_slices import SIDES
from tests.analysis.report.made_case import write_case

VOID = {"meta", "img", "br", "hr"}


class Reader(HTMLParser):
    """The tables as rows of cells, the pictures, and everything that would be loaded; tags must close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[list[list[tuple[str, str]]]] = []
        self.images: list[dict[str, str | None]] = []
        self.loaded: list[str] = []
        self.tags: set[str] = set()
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.add(tag)
        self.loaded += [found[name] for name in ("src", "href", "srcset", "data", "action") if found.get(name)]
        if tag not in VOID:
            self._open.append(tag)
        if tag == "img":
            self.images.append(found)
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append((tag, ""))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if self._open and self._open[-1] in ("td", "th"):
            kind, before = self.tables[-1][-1][-1]
            self.tables[-1][-1][-1] = (kind, before + data)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return write_case(tmp_path_factory.mktemp("html"))


@pytest.fixture(scope="module")
def document(made):
    ensure_application()
    details = Details(comment="2 < 3 & <b>low</b>\nsecond line")
    return report_of(read_case(made[0]), (read_comparison(made[1]),), details, made_on="2026-01-02")


@pytest.fixture(scope="module")
def text(document):
    return html_of(document, '{"a": "</script>"}')


def test_that_the_file_loads_nothing_and_runs_nothing(text):
    read = Reader(text)
    assert all(address.startswith("data:image/") for address in read.loaded)
    assert not read.tags & {"link", "iframe", "object", "embed", "form", "a"}
    assert "url(" not in text
    assert "@import" not in text
    outside = re.sub(r"base64,[A-Za-z0-9+/=]+", "", text)
    assert not re.search(r"https?://|\bon\w+=", outside)
    assert outside.count("<script") == 1  # the record, which is data
    assert '<script type="application/json"' in outside
    assert outside.count("</script>") == 1


def test_that_the_table_of_regions_is_a_table_with_heads_of_columns_and_rows(text, document):
    wanted = next(section for section in document.findings[0] if isinstance(section, Table))
    table = next(table for table in Reader(text).tables if [cell for _, cell in table[0]] == list(wanted.columns))
    assert [[cell for _, cell in row] for row in table[1:]] == [list(row) for row in wanted.rows]
    assert {kind for kind, _ in table[0]} == {"th"}
    assert all([kind for kind, _ in row] == ["th", *["td"] * (len(row) - 1)] for row in table[1:])


def test_that_pictures_are_inside_say_what_they_show_and_have_sides(text, document):
    images = Reader(text).images
    png = [image for image in images if image["src"].startswith("data:image/png")]
    first = QImage.fromData(base64.b64decode(png[0]["src"].split(",")[1]))
    assert first.width() > 1000
    assert SIDES in unescape(text)
    assert SIDES in png[0]["alt"]
    described = " ".join(image["alt"] for image in images)
    histogram = next(section for section in document.findings[0] if isinstance(section, Histogram))
    dots = next(section for section in document.findings[0] if isinstance(section, Dots))
    assert f"the patient {histogram.patient:.2f}" in described
    assert all(f"{plot.caption}: the patient" in described for plot in dots.plots)


def test_that_it_says_research_use_first_and_last_and_names_nobody(text, made):
    body = text[text.index("<main>") :]
    assert body.index(RESEARCH_USE) < body.index("Patient made")
    assert body.rindex(RESEARCH_USE) > body.rindex("</table>")
    for word in ("erika", str(made[0].parent), "sub-00"):
        assert word not in text


def test_that_what_a_person_typed_is_text_and_not_markup(text):
    assert "2 &lt; 3 &amp; &lt;b&gt;low&lt;/b&gt;<br>second line" in text
