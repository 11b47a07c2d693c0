import pytest

from analysis.stats.clinical.mediation import EXPLORATORY
from gui.figures.page import Page
from gui.figures.study.path_diagram import PathDiagram, draw_path_diagram, indirect_in_words
from tests.gui.figures.study.made import LONG, is_near, mediation, picture


@pytest.fixture(scope="module")
def found():
    return mediation(covariates=("age",))


@pytest.mark.parametrize("width", [89, 120, 183])
@pytest.mark.parametrize("standardised", [False, True])
def test_that_no_box_and_no_words_lie_on_each_other_and_all_are_on_the_page(found, width, standardised):
    plot = PathDiagram(found, Page(width), standardised=standardised)
    rects = {**{part: box.rect for part, box in plot.boxes.items()}, **plot.places()}
    assert set(rects) == {"X", "M", "Y", "a", "b", "c'", "c"}
    names = list(rects)
    for index, first in enumerate(names):
        assert rects[first].left() >= 0
        assert rects[first].right() <= plot.page.width
        assert plot.sheet.top <= rects[first].top()
        assert rects[first].bottom() <= plot.bottom
        for second in names[index + 1 :]:
            assert not rects[first].intersects(rects[second]), (first, second)


def test_that_arrows_go_from_box_to_box(found):
    plot = PathDiagram(found, Page(89))
    arrows, boxes = plot.arrows(), {part: box.rect for part, box in plot.boxes.items()}
    for key, start, end in (("a", "X", "M"), ("b", "M", "Y"), ("c'", "X", "Y")):
        assert boxes[start].adjusted(-0.01, -0.01, 0.01, 0.01).contains(arrows[key].p1())
        assert boxes[end].adjusted(-0.01, -0.01, 0.01, 0.01).contains(arrows[key].p2())
        tip = arrows[key].p2()
        pixels = picture(draw_path_diagram(found, Page(89)))
        assert is_near(pixels, (20, 20, 20), 60)[round(tip.y()) - 4 : round(tip.y()) + 4,
                                                 round(tip.x()) - 4 : round(tip.x()) + 4].sum() > 6  # fmt: skip


def test_that_the_whole_name_stands_in_its_box(found):
    box = PathDiagram(found, Page(89)).boxes["X"]
    assert "".join(box.lines) == LONG


def test_that_words_and_caption_have_the_numbers_of_the_model(found):
    plot = PathDiagram(found, Page(183))
    assert " ".join(plot.words["a"]).startswith(f"a = {found.a.estimate:.3g},".replace("-", "−"))
    assert " ".join(plot.words["c'"]).startswith("direct effect c′ = ")
    words = indirect_in_words(found)
    assert "200 resamples of people, seed 3" in words
    assert "(bias-corrected)" in words
    assert "(percentile)" in words
    figure = draw_path_diagram(found, Page(183))
    assert f"a ({LONG} → phq9): {found.a.estimate:.4g}" in figure.description
    assert figure.provenance.parameters["indirect"] == found.indirect.estimate
    standardised = draw_path_diagram(found, Page(183), standardised=True).provenance.parameters["paths"]
    assert standardised["b"][0] == found.b.standardised


def test_that_it_says_exploratory_not_causal_and_tells_a_proportion_only_as_the_model_does(found):
    sheet = PathDiagram(found, Page(89)).sheet
    assert sheet.strong == (EXPLORATORY,)
    assert found.proportion.sentence.replace("-", "−") in sheet.notes
    assert EXPLORATORY in draw_path_diagram(found, Page(89)).description


def test_that_a_circular_region_is_stamped():
    found = mediation(circular=frozenset([LONG]))
    assert PathDiagram(found, Page(89)).sheet.stamp.startswith("CIRCULAR")
