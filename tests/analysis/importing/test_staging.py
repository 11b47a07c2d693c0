"""A scanner's export as images in a temporary place: one patient, and one bad series never stops the rest."""

import zipfile

import pytest

from analysis.errors import InputError
from analysis.importing import staging
from analysis.importing.report import ImportedSeries
from analysis.importing.survey import survey
from analysis.progress import silent
from tests.analysis.importing.made_dicom import SECRETS, identity, write_series, write_t1


@pytest.fixture
def folder(tmp_path):
    write_t1(tmp_path / "DICOM")
    return tmp_path / "DICOM"


def test_that_the_export_knows_whom_no_output_may_name(folder):
    export = staging.identified(survey(folder))
    assert (export.age, export.sex) == (73, "F")
    assert {"quixote", "dulcinea"} <= export.known
    assert not [secret for secret in SECRETS if secret.lower() in repr(export).lower()]


def test_that_ages_that_differ_or_tell_who_it_is_are_left_out(folder):
    write_series(folder, "t2", 4, patient=identity(PatientAge="074Y", PatientSex="M"))
    export = staging.identified(survey(folder))
    assert (export.age, export.sex) == (None, None)


def test_that_two_patients_are_refused_by_stand_ins(folder):
    write_series(folder, "t2", 4, patient=identity(PatientName="Panza^Sancho", PatientID="AA1"))
    with pytest.raises(InputError, match="scans of 2 patients") as refused:
        staging.identified(survey(folder))
    assert not [word for word in ("Quixote", "Panza", "ZZ4711", "AA1") if word in str(refused.value)]


def test_that_an_archive_is_unpacked_for_as_long_as_it_is_needed(folder, tmp_path):
    with zipfile.ZipFile(tmp_path / "scans.zip", "w") as archive:
        for path in folder.rglob("*"):
            archive.write(path, path.name)
    with staging.opened(tmp_path / "scans.zip", silent) as (place, n_damaged):
        assert n_damaged == 0
        assert len(list(place.iterdir())) == len(list(folder.iterdir()))
    assert not place.exists()
    with staging.opened(folder, silent) as (place, _):
        assert place == folder


@pytest.mark.parametrize(("name", "words"), [("gone", "may have been moved"), ("note.txt", "neither a folder nor")])
def test_that_what_is_neither_folder_nor_archive_is_refused(tmp_path, name, words):
    (tmp_path / "note.txt").write_text("hello")
    with pytest.raises(InputError, match=words), staging.opened(tmp_path / name, silent):
        pass


def test_that_a_series_that_fails_unforeseen_is_told_by_its_kind_alone(folder, tmp_path, monkeypatch):
    def fail(*_):
        raise ValueError("Quixote^Dulcinea has no slices")

    monkeypatch.setattr(staging, "images_of", fail)
    (tmp_path / "workshop").mkdir()
    made, [row] = staging.stage(staging.identified(survey(folder)), tmp_path / "workshop", silent)
    assert made == []
    assert (row.failed, row.skipped) == (True, "it failed unexpectedly (ValueError); the others went on")


def test_that_nothing_converted_lists_five_reasons_and_counts_the_rest():
    rows = [ImportedSeries(n, 1, "other", "it is a localiser") for n in range(1, 8)]
    said = staging.nothing_in(rows)
    assert said.startswith("None of the 7 series could be converted (series 1: it is a localiser; ")
    assert said.endswith("; and 2 more); nothing was written.")
