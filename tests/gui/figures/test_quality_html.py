"""The page in a file: the numbers of the record, nothing from outside, nobody's name."""

import re
from html.parser import HTMLParser

import pytest

from analysis.plane import Convention
from analysis.presets import find_preset
from analysis.quality.folder import processed_files
from analysis.quality.measuring import measure_quality
from gui.figures.quality_figures import page_figures
from gui.figures.quality_html import html_of, write_page
from gui.figures.quality_images import quality_images
from gui.figures.quality_words import value_text
from tests.analysis.quality.made_patient import write_patient


class Reader(HTMLParser):
    """Text, tags and their attributes, with a check that tags are closed in turn."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.tags, self.open = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "img", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


@pytest.fixture(scope="module")
def page(quality, images):
    return html_of(quality, page_figures(quality, images), Convention.RADIOLOGICAL)


def test_that_every_number_of_the_record_is_there_as_text_with_its_limits_and_source(page, quality):
    cells = Reader(page).texts
    for group in quality.groups:
        for check in group.checks:
            assert check.caption in cells
            assert value_text(check) in cells
            assert check.limits in cells
            assert not check.source or check.source in cells


def test_that_the_rule_of_exclusion_sides_and_warnings_are_said(page):
    text = " ".join(Reader(page).texts)
    assert "Excluded by rule: no (1.20 mm, 0.50°; the rule is more than 3 mm" in text
    assert "left of the slices is the patient's RIGHT" in text
    assert "Odd scan." in text
    assert "Not interpretable in regions that are not covered" in text
    assert "Perfusion is not interpretable: spatial CoV" in text


def test_that_it_is_well_formed_and_loads_nothing_from_elsewhere(page):
    reader = Reader(page)
    assert reader.open == []
    tags = [tag for tag, _ in reader.tags]
    assert "script" not in tags
    assert "link" not in tags
    assert tags.count("img") == 14
    for _, attributes in reader.tags:
        assert all(not name.startswith("on") for name in attributes)
        if "src" in attributes:
            assert attributes["src"].startswith(("data:image/png;base64,", "data:image/svg+xml;base64,"))
        assert "href" not in attributes
    style = page[page.index("<style>") : page.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    assert not re.search(r"https?://", re.sub(r"base64,[A-Za-z0-9+/=]+", "", page))


def test_that_each_picture_has_words_for_those_who_cannot_see_it(page):
    assert all(attributes["alt"] for tag, attributes in Reader(page).tags if tag == "img")


def test_that_a_flick_has_two_pictures_of_one_size_and_their_names(page):
    assert page.count('class="stack"') == 2
    assert page.count('class="second"') == 2
    assert page.count('<span class="name">T1</span>') == 2
    assert page.count('<span class="name">template</span>') == 1


def test_that_words_of_files_cannot_become_markup(quality, images):
    from dataclasses import replace

    wicked = replace(quality, warnings=("<script>alert(1)</script>",), subject="x<b>")
    made = html_of(wicked, (), Convention.RADIOLOGICAL)
    assert "<script" not in made
    assert "sub-x&lt;b&gt;" in made


def test_that_the_written_page_holds_the_pseudonym_and_no_path(processed, quality):
    write_page(processed, quality)
    text = processed.page.read_text(encoding="utf-8")
    assert "sub-made" in text
    assert str(processed.folder.parent) not in text
    assert ".nii" not in text
    assert processed.page.name == "sub-made_quality.html"


def test_that_a_patient_without_t1_and_perfusion_has_a_page_with_the_rest(tmp_path):
    files = processed_files(write_patient(tmp_path, t1=False))
    quality = measure_quality(files, find_preset("restplus")).quality
    images = quality_images(files, Convention.NEUROLOGICAL)
    figures = page_figures(quality, images)
    assert [f.key for f in figures] == ["motion", "carpet", "epi", "coverage"]
    made = html_of(quality, figures, Convention.NEUROLOGICAL)
    assert "left of the slices is the patient's LEFT" in " ".join(Reader(made).texts)
    assert "Perfusion" not in made


def test_that_a_patient_with_nothing_has_a_page_that_says_so(tmp_path):
    (tmp_path / "sub-x").mkdir()
    files = processed_files(tmp_path)
    quality = measure_quality(files, find_preset("restplus")).quality
    write_page(files, quality)
    text = files.page.read_text(encoding="utf-8")
    assert "Nothing could be measured" in text
    assert "Excluded by rule: not known" in text
