"""The Report page: empty without a patient, a preview of what will be saved, and never an older one."""

import shutil

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from analysis.files.session_record import ContentsEntry, ReportEntry
from analysis.pipeline.routes import Space
from analysis.provenance import sha256_of_file
from analysis.report.regions import read_regions
from analysis.scan import FactSource
from gui.commands.about_patient import Told, write_about
from gui.panels.report_page import ReportPage
from gui.spaces import ProcessedPatient
from tests.analysis.report.made_case import add_vmhc, edit_json, write_case
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
    shown.red.mark.setChecked(True)  # the made patient has red lights; what waits for a tick is marked
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


def test_that_every_red_light_waits_for_its_own_tick(page, qtbot, session, tmp_path):
    folder, _ = write_case(tmp_path, perfusion=True)
    open_patient(session, folder)
    page.red.mark.setChecked(False)
    page.make()
    qtbot.waitUntil(lambda: page.preview is not None, timeout=20_000)
    lights = page.preview.document.red_lights
    assert {"spatial_cov", "minutes"} <= {one.key for one in lights}  # of perfusion and of the series: one rule
    assert list(page.red.boxes) == [one.words for one in lights]
    assert not page._pdf.isEnabled()
    page.save(tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()
    for box in list(page.red.boxes.values())[1:]:
        box.click()
    qtbot.waitUntil(lambda: not page._is_stale, timeout=20_000)
    assert page.preview.document.record["parameters"]["not_acknowledged"] == [lights[0].key]
    assert not page._pdf.isEnabled()  # one still waits
    page.red.boxes[lights[0].words].click()
    qtbot.waitUntil(page._pdf.isEnabled, timeout=20_000)
    assert page.preview.document.record["parameters"]["acknowledged"] == [one.key for one in lights]
    assert page.entry().seen == tuple(sorted(one.words for one in lights))
    page.red.boxes[lights[0].words].click()  # taken back: what is shown must not be saved any more
    assert not page._pdf.isEnabled()
    assert not page._html.isEnabled()


def test_that_what_nobody_ticked_is_saved_only_marked_and_ticks_go_with_the_patient(page, qtbot, session, made):
    open_patient(session, made[0])
    page.restore(ReportEntry({}, None, ("length of the series: 0.01 min",)))  # of another number than it has now
    page.red.mark.setChecked(False)
    page.make()
    qtbot.waitUntil(lambda: page.preview is not None, timeout=20_000)
    assert page.preview.document.record["parameters"]["acknowledged"] == []
    assert not page._pdf.isEnabled()
    page.red.mark.click()
    assert page._pdf.isEnabled()
    assert page.preview.document.stamp == "NOT INTERPRETABLE"
    session.close_all()
    assert page.red.seen == frozenset()
    assert not page.red.mark.isChecked()
    assert page.red.isHidden()


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


@pytest.fixture
def two_maps(made, tmp_path):
    """A patient with two maps, one of which processing has compared."""
    folder = add_vmhc(shutil.copytree(made[0], tmp_path / "two"))
    shutil.copytree(made[1], folder / "sub-made" / "compared" / "malff")
    return folder


def rows(page):
    """What the list says, with a cross before what is ticked."""
    items = [page.contents.list.item(row) for row in range(page.contents.list.count())]
    return [f"{'x ' if item.checkState() is Qt.CheckState.Checked else ''}{item.text()}" for item in items]


def press(page, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(page.contents.list, key, modifier)


def test_that_maps_and_comparisons_are_ticked_by_key_and_the_preview_follows(page, qtbot, session, two_maps):
    open_patient(session, two_maps)
    page.contents.look()
    qtbot.waitUntil(lambda: page.contents.list.count() == 3, timeout=20_000)
    assert rows(page) == ["x malff · with controls", "malff · compared above", "malff (2)"]
    assert page.contents.contents is None
    page.make()
    qtbot.waitUntil(page._pdf.isEnabled, timeout=20_000)
    assert len(page.preview.document.findings) == 1
    page.contents.list.setCurrentRow(0)
    press(page, Qt.Key.Key_Down)  # past the map that is compared above
    press(page, Qt.Key.Key_Space)
    assert rows(page)[2] == "x malff (2)"
    assert not page._pdf.isEnabled()  # what is shown lacks the map
    qtbot.waitUntil(page._pdf.isEnabled, timeout=20_000)
    assert len(page.preview.document.findings) == 2
    press(page, Qt.Key.Key_Up)
    press(page, Qt.Key.Key_Space)
    qtbot.waitUntil(page._pdf.isEnabled, timeout=20_000)
    assert page.preview.document.record["parameters"]["compared"] == []
    press(page, Qt.Key.Key_Down)  # the other map may be chosen now
    press(page, Qt.Key.Key_Space)
    press(page, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.contents.contents == ContentsEntry((), ("malff",), ("vmhc", "malff"))
    page.contents.usual.click()
    assert page.contents.contents is None


def test_that_a_report_of_nothing_is_refused_and_what_was_shown_is_not_saved(page, qtbot, session, two_maps):
    open_patient(session, two_maps)
    page.contents.look()
    qtbot.waitUntil(lambda: page.contents.list.count() == 3, timeout=20_000)
    page.contents.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert "Nothing is ticked" in page.contents._wrong.text()
    page.make()
    assert "Nothing is ticked" in page._said.text()
    assert page.preview is None


def test_that_what_was_chosen_goes_with_its_patient_and_comes_back_with_the_session(page, qtbot, session, two_maps):
    open_patient(session, two_maps)
    chosen = ContentsEntry((), ("malff",), ("vmhc",))
    page.restore(ReportEntry({"comment": "Seen."}, chosen))
    qtbot.waitUntil(lambda: page.contents.list.count() == 3, timeout=20_000)
    assert rows(page) == ["malff · with controls", "x malff (2)", "malff"]
    assert page.entry().contents == chosen
    session.close_all()
    assert page.entry().contents is None
    assert page.contents.list.count() == 0


def test_that_a_patient_without_maps_is_told_so(page, qtbot, session, made, tmp_path):
    folder = shutil.copytree(made[0], tmp_path / "none")
    edit_json(folder / "sub-made" / "sub-made_desc-processing_record.json", Maps=[])
    open_patient(session, folder)
    page.contents.look()
    qtbot.waitUntil(lambda: page.contents.list.isHidden(), timeout=20_000)
    assert "no maps of this patient" in page.contents._note.text()


def test_that_words_typed_while_the_pages_are_made_are_not_taken_for_shown(page, qtbot, session, made):
    open_patient(session, made[0])
    page.make()
    page.comment.setPlainText("Typed meanwhile.")
    qtbot.waitUntil(lambda: page.preview is not None, timeout=20_000)
    assert not page._pdf.isEnabled()
    assert "Something was changed" in page._said.text()


def test_that_a_folder_that_cannot_be_read_is_said_on_the_page_and_nowhere_else(page, qtbot, session, jobs, tmp_path):
    failed = []
    jobs.failed.connect(failed.append)
    open_patient(session, tmp_path / "gone")
    page.contents.look()
    qtbot.waitUntil(lambda: page.contents.list.isHidden(), timeout=20_000)
    assert page.contents._note.text().endswith(".")
    assert "no maps of this patient yet" not in page.contents._note.text()
    assert failed == []
