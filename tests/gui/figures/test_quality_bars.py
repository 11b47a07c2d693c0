"""Bars say what the record says."""

from analysis.preprocess.segment import TissueVolumes
from analysis.quality.measures import RegionCoverage
from gui.figures.export import render
from gui.figures.quality_bars import coverage_figure, volumes_figure
from gui.figures.quality_sheet import PAPER, Sheet, round_ticks

REGIONS = [RegionCoverage(f"Region_{n}", 100.0) for n in range(40)] + [RegionCoverage("Low_L", 20.0)]


def test_that_the_least_covered_region_comes_first_in_words_and_colour(qapp):
    figure = coverage_figure(REGIONS, PAPER)
    assert figure.description.startswith("Coverage of 41 AAL regions; the least covered: Low_L 20 %")
    picture = render(figure, 96)
    colours = {picture.pixelColor(x, y).name() for x in range(0, 280) for y in range(0, 60, 2)}
    assert PAPER.error in colours
    assert coverage_figure([], PAPER) is None


def test_that_a_narrow_sheet_shows_the_few_that_matter(qapp):
    narrow, wide = coverage_figure(REGIONS, Sheet(280)), coverage_figure(REGIONS, Sheet(860))
    assert narrow.height < wide.height


def test_that_the_parts_of_the_bar_are_as_long_as_the_volumes(qapp):
    figure = volumes_figure(TissueVolumes(500, 300, 200), PAPER)
    assert "gray matter 500 mL (50 %)" in figure.description
    assert "total within the brain mask 1000 mL" in figure.description
    picture = render(figure, 96)
    row = [picture.pixelColor(x, 2).name() for x in range(picture.width())]
    lengths = [row.count(colour) for colour in dict.fromkeys(row)]
    assert [round(100 * n / picture.width()) for n in lengths if n > 20] == [50, 30, 20]


def test_that_ticks_are_round_and_within_the_range():
    assert round_ticks(0, 458, 5) == (0, 200, 400)
    assert round_ticks(-0.5, 0.5, 4) == (-0.5, 0, 0.5)
    assert round_ticks(1, 1) == (1,)
