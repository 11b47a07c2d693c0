"""Names and captions of files, and what every figure of a study promises of the file it becomes."""

import numpy as np
import pytest

from analysis.errors import OutputError
from analysis.stats.clinical.describe import DescribeOptions, describe
from analysis.stats.clinical.roc_table import RocQuestion, roc_table
from gui.figures.export import render, rgb_of, save_figure
from gui.figures.page import Page
from gui.figures.recipe import read_recipe
from gui.figures.study.files import captions, characteristic_figures, correlation_figures, stems, write_figures
from gui.figures.study.path_diagram import draw_path_diagram
from gui.figures.study.roc_curves import draw_roc
from tests.gui.figures.study.made import LONG, correlations, mediation, people


def test_that_names_of_files_are_plain_and_never_the_same():
    assert stems(["groups_VAS (mm)", "groups_VAS/mm", "groups_vas_mm", "a.b"]) == {
        "groups_VAS (mm)": "groups_VAS_mm",
        "groups_VAS/mm": "groups_VAS_mm_2",
        "groups_vas_mm": "groups_vas_mm_3",
        "a.b": "a_b",
    }


def test_that_each_pair_has_a_figure_with_all_groups_and_each_numeric_variable_one():
    figures = correlation_figures(correlations(by_group=True), Page(89))
    assert list(figures) == [f"scatter_{LONG}_vas"]
    table = people()
    found = describe(table, ["age", "vas"], DescribeOptions("group", ("EM", "MOH")))
    figures = characteristic_figures(table, found, Page(89))
    assert list(figures) == ["groups_age", "groups_vas"]
    assert figures["groups_vas"].provenance.parameters["groups"] == {"EM": 15, "MOH": 15}
    assert captions(figures).count("## groups_") == 2
    assert figures["groups_vas"].description in captions(figures)


def test_that_without_groups_everyone_is_one():
    table = people()
    figures = characteristic_figures(table, describe(table, ["vas"]), Page(89))
    assert figures["groups_vas"].provenance.parameters["groups"] == {"all": 30}


@pytest.fixture(scope="module")
def figures():
    page = Page(89)
    roc = roc_table(people(), RocQuestion(("phq9",), "group", "MOH"))
    return {
        "scatter": correlation_figures(correlations(), page)[f"scatter_{LONG}_vas"],
        "paths": draw_path_diagram(mediation(), page),
        "roc": draw_roc(roc, page),
    }


@pytest.mark.parametrize("name", ["scatter", "paths", "roc"])
def test_that_the_same_figure_is_the_same_file_of_its_size_with_its_recipe(figures, tmp_path, name):
    figure = figures[name]
    for ending in ("png", "tif", "svg"):
        first, second = (save_figure(figure, tmp_path / f"{k}.{ending}", dpi=150) for k in "ab")
        assert first.read_bytes() == second.read_bytes()
        assert read_recipe(first)["provenance"]["function"].startswith("gui.figures.study.")
    pixels = rgb_of(render(figure, 300))
    assert pixels.shape[1] == round(89 / 25.4 * 300)
    pdf = save_figure(figure, tmp_path / "c.pdf")
    assert read_recipe(pdf)["description"] == figure.description


def test_that_words_are_text_in_svg_and_nothing_is_a_picture(figures, tmp_path):
    svg = save_figure(figures["scatter"], tmp_path / "a.svg").read_text()
    assert "zreho_Frontal_Inf_Oper_L_of_the_second_" in svg
    assert "Pearson r = −" in svg
    assert "<image" not in svg


def test_that_width_in_mm_and_dpi_do_not_change_where_things_are(figures):
    small, large = (rgb_of(render(figures["scatter"], dpi)).astype(float) for dpi in (96, 192))
    rows, columns = (n // 2 * 2 for n in large.shape[:2])
    halved = large[:rows, :columns].reshape(rows // 2, 2, columns // 2, 2, 3).mean(axis=(1, 3))
    h, w = min(len(halved), len(small)), min(halved.shape[1], small.shape[1])
    assert np.abs(halved[:h, :w] - small[:h, :w]).mean() < 6  # of 255: text is drawn anew at each size


def test_that_all_figures_are_written_with_their_captions_and_none_makes_no_file(figures, tmp_path):
    two = {"ROC of PHQ-9": figures["roc"], "paths": figures["paths"]}
    told = []
    written = write_figures(two, tmp_path, ("pdf", "png"), dpi=100, progress=lambda part, _: told.append(part))
    names = ["ROC_of_PHQ-9.pdf", "ROC_of_PHQ-9.png", "paths.pdf", "paths.png", "captions.md"]
    assert [path.name for path in written] == names
    assert told == [0.0, 0.5]
    assert (tmp_path / "captions.md").read_text("utf-8") == captions(two)
    with pytest.raises(OutputError):
        write_figures(two, tmp_path, ("pdf",), dpi=100)
    assert write_figures(two, tmp_path, ("pdf",), dpi=100, force=True)
    assert write_figures({}, tmp_path / "none", ("pdf",), dpi=100) == ()
    assert not (tmp_path / "none").exists()
