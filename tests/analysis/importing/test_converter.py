"""The converter as a process that crashes, hangs, is cancelled, or makes nothing; on Unix, by small stand-ins."""

import os
import sys
from time import monotonic

import dcm2niix
import pytest

from analysis.errors import Cancelled
from analysis.importing import converter
from tests.analysis.importing.made_dicom import write_series

unix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Put a shell script in place of the converter; it notes its process."""

    def put(line):
        path = tmp_path / "stand_in"
        path.write_text(f"#!/bin/sh\necho $$ > {tmp_path / 'pid'}\n{line}\n")
        path.chmod(0o700)
        monkeypatch.setattr(dcm2niix, "bin", str(path))

    return put


@pytest.fixture
def files(tmp_path):
    return write_series(tmp_path / "in of Jane Doe; rm -rf $HOME", "one")


@pytest.fixture
def workspace(tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


def is_alive(tmp_path):
    try:
        os.kill(int((tmp_path / "pid").read_text()), 0)
    except ProcessLookupError:
        return False
    return True


def test_that_a_series_becomes_an_image_with_a_sidecar(files, workspace):
    made = converter.convert(files, workspace)
    assert [path.name for path in made.images] == ["series.nii"]
    assert made.images[0].with_suffix(".json").is_file()
    assert made.warnings == ()


def test_that_the_converter_sees_no_name_of_a_file_or_folder(files, workspace, stand_in, tmp_path):
    stand_in(f'echo "$@" > {tmp_path / "seen"}; ls {workspace / "in"} >> {tmp_path / "seen"}')
    with pytest.raises(converter.ConversionError):
        converter.convert(files, workspace)
    seen = (tmp_path / "seen").read_text()
    assert "000004.dcm" in seen
    assert "Jane" not in seen


@unix
def test_that_a_native_crash_is_a_sentence(files, workspace, stand_in):
    stand_in("kill -SEGV $$")
    with pytest.raises(converter.ConversionError, match="the converter crashed on it"):
        converter.convert(files, workspace)


@unix
def test_that_a_converter_that_hangs_is_stopped(files, workspace, stand_in, tmp_path):
    stand_in("exec sleep 60")
    with pytest.raises(converter.ConversionError, match="did not end within"):
        converter.convert(files, workspace, timeout_s=0.5)
    assert not is_alive(tmp_path)


@unix
def test_that_cancelling_kills_the_converter_within_a_second(files, workspace, stand_in, tmp_path):
    stand_in("exec sleep 60")
    cancelled_s = []

    def stop(fraction, message=""):
        if (tmp_path / "pid").exists() and (tmp_path / "pid").read_text():
            cancelled_s.append(monotonic())
            raise Cancelled

    with pytest.raises(Cancelled):
        converter.convert(files, workspace, stop)
    assert monotonic() - cancelled_s[0] < 1
    assert not is_alive(tmp_path)


def test_that_files_without_an_image_are_said(workspace, tmp_path):
    (tmp_path / "junk").write_text("hello")
    with pytest.raises(converter.ConversionError, match="found no image in it; export it from the scanner again"):
        converter.convert([tmp_path / "junk"], workspace)


@unix
def test_that_a_doubt_of_the_converter_is_repeated_in_our_words(files, workspace, stand_in):
    stand_in(f'echo "Warning: Missing images? Jane Doe"; echo x > {workspace}/out/series.nii; exit 8')
    made = converter.convert(files, workspace)
    assert made.warnings == (
        "The converter suspects that images are missing.",
        "The converter ended with code 8; check the image.",
    )


def test_that_a_converter_that_is_not_there_is_said(files, workspace, tmp_path, monkeypatch):
    monkeypatch.setattr(dcm2niix, "bin", str(tmp_path / "nowhere"))
    with pytest.raises(converter.ConversionError, match="cannot be started"):
        converter.convert(files, workspace)
