"""Only what the text cites is listed, in full, with its DOI."""

from analysis.report.document import Facts, Paragraphs
from analysis.report.references import references


def test_that_only_cited_papers_are_listed_each_once():
    sections = (
        Paragraphs("Methods", ("t with 23 degrees of freedom (Crawford & Howell 1998).", "Crawford & Howell 1998")),
        Facts("Parameters", (("function", "analysis.metrics.reho.compute_reho"),)),
    )
    (found,) = references(sections)
    assert found.title == "References"
    assert [line.split(" (")[0] for line in found.lines] == ["Zang Y, et al.", "Crawford JR, Howell DC"]
    assert all("doi:10." in line for line in found.lines)


def test_that_a_text_without_citations_has_no_list():
    assert list(references((Paragraphs("Methods", ("Nothing.",)),))) == []
