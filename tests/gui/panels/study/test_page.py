"""The Study page: from a table to numbers, figures and files, which are those of the functions."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton

from analysis.files.results import write_volume
from analysis.image import Volume
from analysis.stats.clinical.circularity import STAMP, Circularity
from analysis.stats.clinical.correlate import CorrelateOptions, correlate
from analysis.stats.clinical.describe import Choice, DescribeOptions, describe
from analysis.stats.clinical.mediation import EXPLORATORY
from analysis.stats.clinical.mediation_table import MediationQuestion, mediate_table
from analysis.stats.clinical.participant_flow import participant_flow
from analysis.stats.clinical.roc_table import RocQuestion, roc_table
from analysis.stats.cohort_table import read_cohort_table
from gui.commands.study_state import Section
from gui.panels.study.form import choose
from gui.panels.study.large_view import LargeView
from gui.panels.study.page import StudyPage
from tests.gui.made_statistics import GRID, brain

N = 24


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """Two groups of 12 with a score that is larger in one, a mediator, maps of flow and activity, two excluded."""
    folder, rng = tmp_path_factory.mktemp("study"), np.random.default_rng(8)
    lines = ["participant_id\tgroup\tage\tsex\tphq9\tvas\tcbf\treho\texcluded"]
    for index in range(N):
        ill = index % 2
        phq9 = rng.normal(6 + 3 * ill, 2)
        vas = 0.5 * phq9 + rng.normal(2, 1)
        reho = rng.uniform(0.2, 0.8, GRID.shape)
        cbf = 30 + (20 + 40 * ill) * reho + rng.normal(0, 12, GRID.shape)
        for name, data in (("cbf", cbf), ("reho", reho)):
            write_volume(Volume(GRID, np.where(brain(), data, np.nan)), folder / f"{name}{index}.nii.gz",
                         space="MNI152")  # fmt: skip
        reason = "motion" if index in (3, 8) else ""
        lines.append(
            f"p{index}\t{('control', 'pain')[ill]}\t{rng.normal(40, 9):.1f}\t{'FM'[index % 3 == 0]}\t{phq9:.3f}"
            f"\t{vas:.3f}\tcbf{index}.nii.gz\treho{index}.nii.gz\t{reason}"
        )
    table = folder / "people.tsv"
    table.write_text("\n".join(lines) + "\n")
    return table


@pytest.fixture
def page(qtbot, session, jobs, path):
    made = StudyPage(session, jobs)
    qtbot.addWidget(made)
    made.resize(300, 800)
    made.show()
    made.open_table(path)
    return made


def run(page, section, finish):
    page.choose_section(section)
    page.run_button.click()
    finish()
    assert not page.wrong.text()
    outcome = page.state.outcome(section)
    assert page.result.outcome is outcome
    assert page.result.figure.drawn
    assert all(not image.isNull() for _, image in page.result.figure.drawn.values())
    return outcome.found


def test_that_an_empty_page_has_a_button_and_no_form(qtbot, session, jobs):
    empty = StudyPage(session, jobs)
    qtbot.addWidget(empty)
    empty.show()
    assert empty.empty.findChildren(QPushButton)[0].isVisible()
    assert not empty.run_button.isVisible()


def test_that_characteristics_and_an_overruled_gate_are_those_of_the_function(page, path, finish):
    form = page.forms[Section.DESCRIBE]
    form.variables.choose("age", "sex", "vas")
    choose(form.group, "group")
    found = run(page, Section.DESCRIBE, finish)
    expected = describe(read_cohort_table(path), ("age", "sex", "vas"), DescribeOptions("group"))
    assert [row.test.p for row in found.rows] == [row.test.p for row in expected.rows]
    assert found.rows[0].gate.in_words in page.result.sentences.text()
    form.choices["vas"].setCurrentIndex(3)
    asked = run(page, Section.DESCRIBE, finish)
    options = DescribeOptions("group", tests={"vas": Choice.RANKS})
    ranks = describe(read_cohort_table(path), ("vas",), options).rows[0]
    assert asked.rows[2].test.name == ranks.test.name
    assert asked.rows[2].test.p == ranks.test.p


def test_that_the_flow_is_counted_from_the_table(page, path, finish):
    page.forms[Section.FLOW].excluded.choose("excluded")
    found = run(page, Section.FLOW, finish)
    assert found == participant_flow(read_cohort_table(path), ("excluded",))
    assert (found.recruited, found.excluded, found.analysed) == (24, 2, 22)


def test_that_correlations_are_those_of_the_function_and_are_copied(page, path, finish):
    form = page.forms[Section.CORRELATE]
    form.first.choose("phq9")
    form.second.choose("vas")
    form.covariates.choose("age", "sex")
    row = run(page, Section.CORRELATE, finish).rows[0]
    options = CorrelateOptions(("age", "sex"))
    expected = correlate(read_cohort_table(path), ("phq9",), ("vas",), options).rows[0]
    assert (row.correlation.r, row.correlation.p) == (expected.correlation.r, expected.correlation.p)
    assert row.correlation.dof == N - 2 - 2
    page.result.copy_table()
    head, line = QGuiApplication.clipboard().text().split("\n")
    cells = dict(zip(head.split("\t"), line.split("\t"), strict=True))
    assert (cells["n"], cells["df"], cells["r"]) == ("24", "20", f"{expected.correlation.r:.3f}")


def test_that_only_one_group_is_correlated_where_that_is_asked(page, finish):
    form = page.forms[Section.CORRELATE]
    form.first.choose("phq9")
    form.second.choose("vas")
    choose(form.only, "group\tpain")
    rows = run(page, Section.CORRELATE, finish).rows
    assert [(row.group, row.correlation.n) for row in rows] == [("pain", 12)]


def test_that_a_mediation_is_that_of_the_function_and_says_that_it_is_exploratory(page, path, finish):
    form = page.forms[Section.MEDIATE]
    choose(form.predictor, "group")
    choose(form.mediator, "phq9")
    choose(form.outcome, "vas")
    form.covariates.choose("age")
    found = run(page, Section.MEDIATE, finish)
    expected = mediate_table(read_cohort_table(path), MediationQuestion("group", "phq9", "vas", ("age",)))
    assert found.indirect.n_resamples == 5000
    assert found.indirect.estimate == expected.indirect.estimate
    assert found.indirect.bias_corrected == expected.indirect.bias_corrected
    assert page.result.exploratory.text() == EXPLORATORY


def test_that_roc_areas_are_those_of_the_function_and_a_circular_choice_is_stamped(page, path, finish):
    form = page.forms[Section.ROC]
    form.columns.choose("phq9")
    choose(form.outcome, "group")
    page.choose_section(Section.ROC)
    page.run_button.click()
    assert "which group is positive" in page.wrong.text()
    choose(form.positive, "pain")
    choose(form.said, Circularity.CIRCULAR)
    form.covariates.choose("age")
    found = run(page, Section.ROC, finish)
    question = RocQuestion(("phq9",), "group", "pain", covariates=("age",))
    expected = roc_table(read_cohort_table(path), question)
    assert found.curves[0].auc == expected.curves[0].auc
    assert found.model.left_out.curve.auc == expected.model.left_out.curve.auc
    assert page.result.stamp.text().startswith(STAMP)


def test_that_coupling_is_each_persons_correlation_inside_the_mask(page, finish):
    form = page.forms[Section.COUPLING]
    choose(form.flow, "cbf")
    choose(form.activity, "reho")
    found = run(page, Section.COUPLING, finish)
    assert len(found.people) == N
    pain, control = (found.z_of(group).mean() for group in ("pain", "control"))
    assert pain > control + 0.2  # twice the slope, the same noise


def test_that_values_of_regions_become_columns(page, finish):
    page.regions.fold.setChecked(True)
    choose(page.regions.maps, "reho")
    page.regions.names.choose("Postcentral_L")
    page.regions.button.click()
    finish()
    name = page.state.study.table.names[-1]
    assert name.endswith("Postcentral_L")
    values = [float(cell) for cell in page.state.study.table.column(name)]
    assert np.all((np.array(values) > 0.4) & (np.array(values) < 0.6))  # means of uniform values of 0.2 to 0.8
    assert not page.state.study.circular((name,))  # an atlas was chosen beforehand


def test_that_text_among_numbers_is_refused_by_row_and_column(page, tmp_path):
    bad = tmp_path / "bad.tsv"
    bad.write_text("participant_id\tgroup\tvas\na\tx\t5,5\nb\tx\t6\nc\ty\t7\nd\ty\t8\n")
    page.open_table(bad)
    assert '"vas"' in page.error.text()
    assert '"5,5"' in page.error.text()
    assert "line 2" in page.error.text()


def test_that_a_file_that_is_no_table_leaves_the_open_one(page, path, tmp_path):
    none = tmp_path / "none.tsv"
    none.write_text("")
    page.open_table(none)
    assert page.error.isVisible()
    assert page.state.study.path == path


def test_that_saving_writes_the_files_of_the_command_line_and_replaces_none(page, finish, tmp_path, jobs):
    form = page.forms[Section.CORRELATE]
    form.first.choose("phq9")
    form.second.choose("vas")
    run(page, Section.CORRELATE, finish)
    page.result.save(tmp_path / "out")
    finish()
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        "correlations.tsv", "points.tsv", "correlations.md", "correlations.json", "scatter_phq9_vas.pdf",
        "scatter_phq9_vas.pdf.json", "scatter_phq9_vas.png", "scatter_phq9_vas.png.json", "captions.md",
    }  # fmt: skip
    failed = []
    jobs.failed.connect(failed.append)
    page.result.save(tmp_path / "out")
    finish()
    assert len(failed) == 1


def test_that_a_column_that_was_chosen_in_these_people_shows_its_mark(page):
    page.state.open(replace(page.state.study, chosen={"vas": True, "phq9": False}))
    page._fill()
    picked = page.forms[Section.ROC].columns
    shown = [picked.item(row).text() for row in range(picked.count())]
    assert "↺ vas" in shown
    assert "phq9" in shown


def test_that_a_result_is_seen_large_with_its_whole_table_and_exported_from_there(
    page, qtbot, finish, tmp_path, monkeypatch
):
    page.forms[Section.FLOW].excluded.choose("excluded")
    run(page, Section.FLOW, finish)
    view = page.result.figure
    view.large.click()
    (large,) = page.window().findChildren(LargeView)
    assert large.table.text() == page.result.table.text()
    qtbot.waitUntil(lambda: large.picture.pixmap().width() > 2 * view.picture.pixmap().width())
    asked = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *a: (asked.append(a[2]), (str(tmp_path / "f"), "*.svg)"))[1]
    )
    large.export.click()
    finish()
    assert asked[0].endswith("flow_chart.pdf")
    assert (tmp_path / "f.svg").is_file()
    large.close()


def test_that_the_width_of_a_figure_can_be_read_in_a_narrow_column(page, finish):
    page.forms[Section.FLOW].excluded.choose("excluded")
    run(page, Section.FLOW, finish)
    box = page.result.figure.width_mm
    assert box.fontMetrics().horizontalAdvance(box.currentText()) < box.width() - 24  # of the arrow and its edge


@pytest.mark.parametrize("percent", [90, 200])
def test_that_a_table_with_a_long_name_is_offered_without_a_wider_page(page, qtbot, tmp_path, percent):
    font = page.font()
    font.setPointSizeF(9.5 * percent / 100)
    page.setFont(font)
    page.resize(3 * percent, 800)
    page.offer_table(tmp_path / f"{'participants_of_all_centres_' * 3}.tsv")
    qtbot.wait(20)
    assert page.offer.isVisible()
    assert page.offer.toolTip().endswith("_.tsv from Compare")
    assert page.offer.minimumSizeHint().width() <= page.viewport().width()
    assert page.horizontalScrollBar().maximum() == 0
