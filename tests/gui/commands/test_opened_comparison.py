"""A comparison from a folder that lies elsewhere: shown as one that was made here; refused if of another patient."""

import shutil

import numpy as np
import pytest

from analysis.errors import FileFormatError, InputError
from analysis.files.session_places import HashBook
from analysis.files.session_record import ReportEntry, ViewEntry
from analysis.pipeline.routes import Space
from analysis.report.details import Details
from gui.commands import opened_comparison, reporting
from gui.commands.opened_comparison import OpenOrder
from gui.commands.sessions.capture import capture
from gui.commands.sessions.finding import examine
from gui.commands.sessions.keeping import write_session
from gui.commands.sessions.loading import load
from gui.commands.sessions.showing import show
from gui.panels.cohort_panel import CohortPanel
from gui.panels.compare.case_page import CasePage
from gui.panels.report_contents import ReportContents
from gui.session import Session
from gui.spaces import ProcessedPatient
from tests.alike import differences
from tests.analysis.report.made_case import write_case
from tests.gui.made_patient import ROUTES


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A processed patient, and the comparison of his map in a folder that is not his."""
    return write_case(tmp_path_factory.mktemp("elsewhere"))


@pytest.fixture
def patient(session, made):
    session.spaces.open(ProcessedPatient("sub-made", ROUTES, made[0]), Space.MNI)
    return session


def order(made, folder=None):
    return OpenOrder(folder or made[1], made[0], "made", ())


def test_that_a_comparison_from_elsewhere_is_shown_and_offered_to_the_report(patient, jobs, qtbot, finish, made):
    page, contents, panel = CasePage(patient, jobs), ReportContents(patient, jobs), CohortPanel(patient, jobs)
    for widget in (page, contents, panel):
        qtbot.addWidget(widget)
    contents.look()
    page.open_comparison(made[1])
    finish()
    opened = patient.comparing.newest
    assert opened.statistic == "malff"
    w = patient.layer(opened.w_id)
    assert w.display.visible
    assert np.isnan(w.volume(0).data[0, 0, 0])  # outside the mask there is no value
    words = opened.comparison.record
    assert not page.result.isHidden()
    assert page.result._caption.text() == words["caption"]
    assert words["sentences"][-1] in page.result._sentences.text()
    assert not page.result._save.isEnabled()  # it is in a folder already
    assert not panel._buttons.button(2).isEnabled()
    assert panel._rows.rowCount() == len(opened.comparison.rows("prespecified"))
    lines = [line.numbers["t"] for line in opened.comparison.rows("prespecified")]
    shown = [panel._rows.row(index).t for index in range(len(lines))]
    assert np.isfinite(lines).any()
    np.testing.assert_array_equal(shown, lines)
    qtbot.waitUntil(lambda: contents.list.count() > 0, timeout=20_000)
    assert contents.list.item(0).text() == "malff · with controls"
    document = reporting.build(reporting.order_of(patient, Details()))
    assert document.record["parameters"]["compared"] == ["malff"]
    patient.close_all()
    assert patient.comparing.patient == ()
    assert page.result.isHidden()


def test_that_a_comparison_of_another_patient_is_refused_in_a_sentence(patient, jobs, qtbot, made, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(made[1], other)
    record = other / "exchangeable.json"
    own = opened_comparison.read_comparison(other).patient_sha256
    record.write_text(record.read_text().replace(own, "0" * 64))
    failed = []
    jobs.failed.connect(lambda job: failed.append(job.sentence()))
    n = len(patient.layers)
    opened_comparison.start(patient, jobs, other)
    qtbot.waitUntil(lambda: bool(failed), timeout=20_000)
    assert "Two patients must not be mixed" in failed[0]
    assert len(patient.layers) == n
    assert patient.comparing.patient == ()


def test_that_a_map_of_another_comparison_in_the_folder_is_refused(made, tmp_path):
    mixed = tmp_path / "mixed"
    shutil.copytree(made[1], mixed)
    own = opened_comparison.read_comparison(mixed).patient_sha256
    record = mixed / "w.json"
    record.write_text(record.read_text().replace(own, "0" * 64))
    with pytest.raises(FileFormatError, match=r"w\.nii\.gz.*does not belong"):
        opened_comparison.read(order(made, mixed))


def test_that_a_folder_without_a_comparison_and_an_empty_window_are_told(session, jobs, made, tmp_path):
    with pytest.raises(InputError, match="holds no comparison"):
        opened_comparison.read(order(made, tmp_path))
    with pytest.raises(InputError, match="Open the patient first"):
        opened_comparison.start(session, jobs, made[1])


def test_that_it_comes_back_with_the_session_though_its_folder_is_gone(session, jobs, finish, made, tmp_path):
    folder = tmp_path / "mine"
    shutil.copytree(made[1], folder)
    of_a_file = OpenOrder(folder, None, "", (made[0] / "sub-made" / "maps" / "malff.nii.gz",))
    opened_comparison.show(session, opened_comparison.read(of_a_file))
    write_session(capture(session, ViewEntry(), ReportEntry()), tmp_path / "session", HashBook())
    shutil.rmtree(folder)
    other = Session()
    show(other, jobs, load(examine(tmp_path / "session", HashBook()), None), is_kept=True)
    finish()
    one, two = session.comparing.newest, other.comparing.newest
    assert differences(one.comparison, two.comparison) == []
    assert other.layer(two.w_id).name == session.layer(one.w_id).name


def test_that_the_newest_of_a_map_stands_for_it(patient, made):
    for _ in range(2):
        opened_comparison.show(patient, opened_comparison.read(order(made)))
    assert [one.statistic for one in patient.comparing.patient] == ["malff"]
