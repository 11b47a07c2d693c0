"""The page of a processed patient shows the numbers of its record; without T1 and ASL it shows the rest."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QLabel

from analysis.plane import Convention
from analysis.presets import find_preset
from analysis.quality.folder import processed_files
from analysis.quality.kept import read_quality, write_quality
from analysis.quality.measuring import measure_quality
from analysis.stats.single_patient import compare_patient
from gui.compare_state import CaseShown
from gui.figures.quality_words import limits_text, value_text
from gui.figures.quality_work import load_content
from gui.panels.quality import patient_view
from gui.panels.quality.figure_view import FigureCard
from gui.panels.quality_page import QualityPage
from gui.turns import Turns
from tests.analysis.quality.made_patient import write_patient
from tests.analysis.stats.made_cohort import made_cohort


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = write_patient(tmp_path_factory.mktemp("processed"), perfusion=True, warnings=("Odd scan.",))
    files = processed_files(root)
    write_quality(measure_quality(files, find_preset("spinal_pain_zhang2025")), files)
    return root


@pytest.fixture(scope="module")
def little(tmp_path_factory):
    return write_patient(tmp_path_factory.mktemp("little"), t1=False)


@pytest.fixture(scope="module")
def loaded():
    return {}


@pytest.fixture(autouse=True)
def loaded_once(monkeypatch, loaded):
    """The same patient is read once for all tests here; cutting its slices takes a second."""

    def load(folder, subject, convention, progress):
        if (folder, convention) not in loaded:
            loaded[folder, convention] = load_content(folder, subject, convention, progress)
        return loaded[folder, convention]

    monkeypatch.setattr(patient_view, "load_content", load)


@pytest.fixture
def page(qtbot, session, jobs):
    made = QualityPage(session, jobs)
    qtbot.addWidget(made)
    made.resize(320, 600)
    return made


@pytest.fixture
def finish(finish, page, qtbot):
    """Until all jobs are over and all parts of the page are there."""

    def finished() -> None:
        finish()
        qtbot.waitUntil(lambda: not any(turns.n_waiting for turns in page.findChildren(Turns)))

    return finished


def texts(page):
    return [label.text() for label in page.findChildren(QLabel) if not label.isHidden()]


def figures(page):
    return [card.view.figure.description for card in page.findChildren(FigureCard)]


def test_that_the_page_shows_every_number_and_limit_of_the_record(page, folder, finish):
    page.show()
    page.show_processed(folder)
    finish()
    shown, quality = texts(page), read_quality(processed_files(folder))
    for group in quality.groups:
        for check in group.checks:
            assert check.caption in shown
            assert value_text(check) in shown
            if check.limits != "no limit known":
                assert limits_text(check) in shown or check.light.value == "none"
    assert any("Excluded by rule: no" in text for text in shown)
    assert any("patient's RIGHT" in text for text in shown)
    assert "⚠ Odd scan." in shown
    assert len(figures(page)) == 12


def test_that_nothing_is_read_before_the_page_is_seen(page, folder, jobs, finish):
    page.show_processed(folder)
    assert jobs.jobs == ()
    page.show()
    assert [job.key for job in jobs.jobs] == ["quality"]
    finish()
    assert page.patient.content is not None


def test_that_a_patient_without_t1_and_asl_has_the_rest_and_a_record_from_now_on(page, little, finish):
    page.show()
    page.show_processed(little, "made")
    finish()
    assert [card.view.figure.description.split()[0] for card in page.findChildren(FigureCard)] == [
        "Head",
        "Carpet",
        "tSNR,",
        "Series",
        "Coverage",
    ]
    assert "Perfusion" not in texts(page)
    assert read_quality(processed_files(little)).tissue_source == "the template"


def test_that_after_a_comparison_each_number_stands_among_those_of_the_controls(page, folder, session, finish):
    page.show()
    page.show_processed(folder)
    finish()
    assert not any("controls" in text for text in texts(page))
    quality = read_quality(processed_files(folder))
    own = {check.key: check.value for group in quality.groups for check in group.checks}
    cohort, patient = made_cohort(n=20)
    numbers = own["mean_fd"] + np.array([-0.03, -0.02, -0.01, 0.01])
    result = compare_patient(replace(cohort, quality={"mean_fd": numbers}), patient)
    session.comparing.set_case(CaseShown(result, None))
    expected = f"Percentile 75 among 4 controls (median {np.median(numbers):.3g})."  # three of four are lower
    assert [text for text in texts(page) if "controls" in text] == [expected]
    page.patient.write()
    finish()
    assert expected in processed_files(folder).page.read_text(encoding="utf-8")
    session.comparing.forget_all()
    assert not any("controls" in text for text in texts(page))


def test_that_another_convention_turns_the_slices_and_the_sentence(page, little, session, finish):
    page.show()
    page.show_processed(little)
    finish()
    session.set_convention(Convention.NEUROLOGICAL)
    page.show_processed(little)
    finish()
    assert page.patient.content.images.convention is Convention.NEUROLOGICAL
    assert any("patient's LEFT" in text for text in texts(page))
    assert page.patient.content.images.epi[0].plane.edge_letters()[0] == "L"


def test_that_no_part_comes_of_a_patient_who_was_closed_before_its_turn(page, folder, qtbot, session, jobs):
    page.show()
    page.show_processed(folder)
    while page.patient.content is None:
        QApplication.processEvents()
    n_at_once = len(page.findChildren(FigureCard))
    page.show_processed(None)
    qtbot.wait(60)
    assert n_at_once < 12
    assert all(card.isHidden() for card in page.findChildren(FigureCard))


def test_that_no_patient_leaves_the_page_as_it_is_for_open_files(page, little, finish):
    page.show()
    page.show_processed(little)
    finish()
    page.show_processed(None)
    assert page.patient.isHidden()
    assert all(card.isHidden() for card in page.findChildren(FigureCard))
    assert any("Nothing to check yet" in text for text in texts(page))


def test_that_the_page_is_written_beside_the_results(page, little, finish):
    page.show()
    page.show_processed(little)
    finish()
    page.patient.write()
    finish()
    written = processed_files(little).page
    assert written.is_file()
    assert any(str(written) in text for text in texts(page))


def test_that_what_cannot_be_read_is_said_on_the_page(page, tmp_path, finish):
    page.show()
    page.show_processed(tmp_path)
    finish()
    assert any("holds no processed patient" in text for text in texts(page))
