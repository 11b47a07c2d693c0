"""From a scanner's folder to layers: what is opened, what is told, and that nobody is named."""

import pytest

from analysis.importing.report import ImportedSeries, ImportReport
from analysis.scan import Modality
from gui.commands import importing
from tests.analysis.importing.made_dicom import SECRETS, write_bold, write_series, write_t1


@pytest.fixture
def export(tmp_path):
    folder = tmp_path / "Quixote_Dulcinea" / "DICOM"
    write_series(folder, "localizer", 1, shape=(16, 16, 3))
    write_t1(folder)
    write_bold(folder, n_volumes=4)
    return folder


def test_that_the_scans_are_converted_and_opened(session, jobs, finish, told, export, tmp_path):
    importing.import_scans(session, jobs, export, tmp_path / "study")
    finish()
    assert [layer.scan.modality for layer in session.layers] == [Modality.T1, Modality.BOLD]
    assert (tmp_path / "study" / "dataset_description.json").is_file()
    names = [layer.name for layer in session.layers]
    assert not [secret for secret in SECRETS if any(secret.lower() in text.lower() for text in (*names, *told))]


def test_that_a_folder_without_scans_is_told_and_nothing_is_written(session, jobs, finish, tmp_path):
    (tmp_path / "empty").mkdir()
    failed = []
    jobs.failed.connect(lambda job: failed.append(job.sentence()))
    importing.import_scans(session, jobs, tmp_path / "empty", tmp_path / "study")
    finish()
    assert len(failed) == 1
    assert "DICOM" in failed[0]
    assert not (tmp_path / "study").exists()
    assert session.layers == ()


def test_that_a_series_that_failed_is_told_and_one_that_was_left_out_is_not(tmp_path):
    report = ImportReport(
        tmp_path,
        "sub-X",
        (
            ImportedSeries(3, 40, "BOLD", "", skipped="the converter stopped", failed=True),
            ImportedSeries(1, 3, "localiser", "", skipped="a localiser"),
        ),
        ("Facial features are not removed.",),
    )
    assert importing.left_out(report) == (
        "Series 3 was not converted: the converter stopped",
        "Facial features are not removed.",
    )
