"""The Report page: empty without a patient, a preview of what will be saved, and never an older one."""

import numpy as np
import pytest

from analysis.pipeline.routes import Space
from analysis.provenance import sha256_of_file
from analysis.report.regions import read_regions
from analysis.scan import FactSource
from gui.commands.about_patient import Told, write_about
from gui.panels.report_page import ReportPage
from gui.spaces import ProcessedPatient
from tests.analysis.report.made_case import write_case
from tests.analysis.report.test_drawn import cells, written
from tests.gui.made_patient import ROUTES


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return write_case(tmp_path_factory.mktemp("report"))


@pytest.fixture
def page(qtbot, session, jobs):
    shown = ReportPage(session, jobs)
    qtbot.addWidget(shown)
    shown.resize(300, 600)
    return shown


def open_patient(session, folder):
    session.spaces.open(ProcessedPatient("sub-made", ROUTES, folder), Space.MNI)


def test_that_what_was_said_when_the_patient_was_opened_stands_here_with_its_source(page, session, tmp_path):
    told = {"age": Told("42", FactSource.DICOM), "scan_date": Told("2025-03-17", FactSource.TYPED)}
    write_about(tmp_path / "results", "sub-made", told)
    page.fields["scanned"].setText("in March")  # what stands there already stays
    open_patient(session, tmp_path / "results")
    assert (page.fields["age"].text(), page.fields["sex"].text()) == ("42", "")
    assert page.fields["scanned"].text() == "in March"
    assert page._sources.text() == "As the patient was opened: Age (DICOM)"
    page.fields["age"].setText("43")
    session.show_space(Space.MNI)
    assert page.fields["age"].text() == "43"
    session.close_all()
    assert page.fields["age"].text() == ""
    assert not page._sources.isVisibleTo(page)


def test_that_without_a_patient_the_page_leads_to_one(page, qtbot):
    assert page.currentIndex() == 0
    with qtbot.waitSignal(page.patient_wanted):
        page._empty.findChild(type(page._make)).click()


def test_that_a_red_light_waits_for_a_person_who_says_so(page, qtbot, session, tmp_path):
    folder, _ = write_case(tmp_path, perfusion=True)
    open_patient(session, folder)
    page.make()
    qtbot.waitUntil(lambda: not page.seen.isHidden(), timeout=20_000)
    assert page.preview is None
    assert "spatial CoV" in page._said.text()
    page.seen.setChecked(True)
    page.make()
    qtbot.waitUntil(lambda: page.preview is not None, timeout=20_000)
    assert page.preview.document.record["parameters"]["acknowledged"] == ["spatial_cov"]
    assert page._pdf.isEnabled()
    page.seen.setChecked(False)  # taken back: what is shown must not be saved any more
    assert not page._pdf.isEnabled()
    assert not page._html.isEnabled()
    page.save(tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


def test_that_the_preview_is_saved_as_it_is_shown_and_a_change_asks_for_a_new_one(page, qtbot, session, made, tmp_path):
    open_patient(session, made[0])
    assert page.currentIndex() == 1
    page.comment.setPlainText("As expected.")
    page.make()
    qtbot.waitUntil(lambda: page.preview is not None, timeout=20_000)
    assert page._pdf.isEnabled()
    first = page.preview.pictures[0]
    pixels = np.frombuffer(first.constBits(), np.uint8)
    assert 0.5 < (pixels > 200).mean() < 0.999  # a page of paper with something on it
    page.comment.setPlainText("Changed.")
    assert not page._pdf.isEnabled()
    page.save(tmp_path / "early.html")
    page.make()
    qtbot.waitUntil(page._pdf.isEnabled, timeout=20_000)
    page.save(tmp_path / "a.html")
    qtbot.waitUntil((tmp_path / "a.html").is_file, timeout=20_000)
    assert not (tmp_path / "early.html").exists()
    assert "Changed." in (tmp_path / "a.html").read_text()


def test_that_drawn_regions_stand_in_the_report_until_they_are_left_out(page, qtbot, session, made, tmp_path):
    open_patient(session, made[0])
    assert page._without.isHidden()
    digest = sha256_of_file(made[0] / "sub-made" / "maps" / "malff.nii.gz")
    session.drawing.put_into_report(read_regions(written(tmp_path, [cells("Left thalamus", "mALFF")], digest)))
    assert not page._without.isHidden()
    page.make()
    qtbot.waitUntil(page._pdf.isEnabled, timeout=20_000)
    titles = [getattr(one, "title", "") for one in page.preview.document.findings[0]]
    assert "Drawn regions" in titles
    page._without.click()
    assert page._without.isHidden()
    assert not page._pdf.isEnabled()  # the preview still shows them


def test_that_a_table_of_another_patient_is_told_and_makes_no_report(page, qtbot, session, made, tmp_path):
    open_patient(session, made[0])
    session.drawing.put_into_report(read_regions(written(tmp_path, [cells("Left thalamus", "mALFF")], "0" * 64)))
    page.make()
    qtbot.waitUntil(lambda: "no map of this patient" in page._said.text(), timeout=20_000)
    assert page.preview is None
