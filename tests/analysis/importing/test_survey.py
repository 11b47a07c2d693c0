"""What is found in folders as discs and exports are, with pydicom's own test files as bad company."""

import os
import shutil
import zipfile
from itertools import pairwise
from time import monotonic

import pytest
from pydicom.data import get_testdata_file

from analysis.errors import Cancelled, InputError
from analysis.importing.survey import survey
from tests.analysis.importing.made_dicom import identity, write_bold, write_series


def test_that_series_are_found_at_any_depth_and_ordered_by_number(tmp_path):
    write_series(tmp_path / "c", "third", 30)
    write_series(tmp_path / "a" / "b" / "c" / "d" / "e" / "f" / "g" / "h", "first", 10)
    write_bold(tmp_path, 20)
    found = survey(tmp_path)
    assert [(s.number, len(s.headers)) for s in found.series] == [(10, 5), (20, 120), (30, 5)]
    assert found.n_files == 130


def test_that_files_that_are_no_image_are_counted_and_left(tmp_path):
    write_series(tmp_path, "one")
    (tmp_path / "VIEWER.EXE").write_bytes(b"MZ" + bytes(1000))
    (tmp_path / "zero").write_bytes(b"")
    (tmp_path / "begins_like_dicom").write_bytes(b"\x08\x00" + b"junk" * 50)
    shutil.copy(get_testdata_file("DICOMDIR"), tmp_path)
    found = survey(tmp_path)
    assert (len(found.series), found.n_not_dicom, found.damaged) == (1, 4, ())
    assert found.remarks() == []


def test_that_a_file_cut_short_counts_as_damaged(tmp_path):
    paths = write_series(tmp_path, "one")
    paths[2].write_bytes(paths[2].read_bytes()[:-100])
    shutil.copy(get_testdata_file("MR_truncated.dcm"), tmp_path / "Sancho_Panza.dcm")
    found = survey(tmp_path)
    assert sorted(found.damaged) == ["001_00003.dcm", "Sancho_Panza.dcm"]
    assert found.remarks() == ["2 files cannot be read and were left out."]


def test_that_a_broken_link_counts_as_damaged_and_a_loop_ends(tmp_path):
    write_series(tmp_path / "in", "one")
    os.symlink(tmp_path / "nowhere", tmp_path / "in" / "gone")
    os.symlink(tmp_path, tmp_path / "in" / "round")
    found = survey(tmp_path / "in")
    assert (found.n_files, found.damaged) == (6, ("gone",))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files on this system")
def test_that_a_file_that_never_ends_is_not_opened(tmp_path):
    write_series(tmp_path, "one")
    os.mkfifo(tmp_path / "pipe")
    assert survey(tmp_path).n_files == 5


def test_that_a_copy_of_an_image_is_used_once(tmp_path):
    for path in write_series(tmp_path / "a", "one"):
        (tmp_path / "backup").mkdir(exist_ok=True)
        shutil.copy(path, tmp_path / "backup")
    found = survey(tmp_path)
    assert len(found.series[0].headers) == 5
    assert found.remarks() == ["5 files were there twice and used once."]


def test_that_an_archive_in_the_folder_is_mentioned(tmp_path):
    write_series(tmp_path, "one")
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("a", "b")
    assert "archives (zip)" in survey(tmp_path).remarks()[0]


def test_that_nothing_to_convert_is_said_with_a_way_on(tmp_path):
    for name in ("empty", "text", "zipped", "broken"):
        (tmp_path / name).mkdir()
    (tmp_path / "text" / "a.txt").write_text("hello")
    with zipfile.ZipFile(tmp_path / "zipped" / "a.zip", "w") as archive:
        archive.writestr("a", "b")
    (tmp_path / "broken" / "a.dcm").write_bytes(bytes(128) + b"DICM" + b"\xff" * 99)
    sentences = {
        "empty": "is empty; name the folder",
        "text": "None of the 1 file is DICOM; name the scanner's export",
        "zipped": "name the archive itself, or unpack it",
        "broken": "1 of them are damaged; copy the disc again",
    }
    for name, sentence in sentences.items():
        with pytest.raises(InputError, match=sentence):
            survey(tmp_path / name)


def test_that_old_files_without_the_usual_mark_are_read(tmp_path):
    shutil.copy(get_testdata_file("ExplVR_LitEndNoMeta.dcm"), tmp_path)
    assert len(survey(tmp_path).series) == 1


def test_that_a_disc_of_many_files_is_left_within_a_second_when_cancelled(tmp_path):
    template = write_series(tmp_path, "one", shape=(4, 4, 1))[0].read_bytes()
    for number in range(3000):
        (tmp_path / f"{number:05d}").write_bytes(template)
    moments = []

    def stop(fraction, message=""):
        moments.append(monotonic())
        if fraction > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        survey(tmp_path, stop)
    assert max(later - earlier for earlier, later in pairwise(moments)) < 0.5


def test_that_a_survey_tells_no_name_in_its_text_form(tmp_path):
    write_series(tmp_path, "Dulcinea", patient=identity())
    found = survey(tmp_path)
    shown = repr(found) + repr(found.series[0].first)
    assert not any(secret in shown for secret in ("Quixote", "Dulcinea", "ZZ4711", "1.2.826.77", "19471009"))
