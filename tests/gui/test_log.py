import logging
import sys
from pathlib import Path

import pytest

from analysis.errors import FileFormatError
from gui import log


@pytest.fixture
def log_file(tmp_path, monkeypatch):
    """A log in a folder of its own; the root logger is put back afterwards."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    for handler in handlers:
        root.removeHandler(handler)
    monkeypatch.setattr(log, "_hidden", {})
    path = log.start_log(tmp_path / "log")
    assert path is not None
    yield path
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    for handler in handlers:
        root.addHandler(handler)
    root.setLevel(level)
    logging.captureWarnings(False)


def logged_failure(error: Exception) -> None:
    """Log an error with its traceback, as the window and the command line do."""
    try:
        try:
            raise OSError(f"cannot map {error}")
        except OSError as cause:
            raise error from cause
    except Exception:
        logging.getLogger("test").exception("a job failed")


@pytest.mark.parametrize(
    "place", ["Jane_Doe_1970/T1w.nii.gz", "scans/Jane_Doe_1970.nii.gz", "张伟 1970/Jane Doe/b.img"]
)
def test_that_no_part_of_an_opened_path_reaches_the_log(log_file, tmp_path, place):
    path = tmp_path / place
    log.hide(path)
    logged_failure(FileFormatError(f'"{path.name}" is damaged'))
    logged_failure(FileNotFoundError(2, "No such file or directory", str(path)))
    logging.getLogger("test").warning("read %s in %s (%r)", path.name, path.parent, str(path))
    text = log_file.read_text("utf-8")
    assert "a job failed" in text
    assert "FileFormatError" in text
    for name in ("jane", "doe", "1970", "张伟", path.name.lower(), str(tmp_path).lower()):
        assert name not in text.lower(), name


def test_that_names_of_images_are_hidden_even_if_nobody_announced_them(log_file):
    logging.getLogger("test").error('"Jane Doe 1970.nii.gz" and /data/Jane_Doe.hdr and Jane_Doe.dcm')
    assert "jane" not in log_file.read_text("utf-8").lower()


def test_that_the_home_folder_is_a_tilde(log_file, tmp_path, monkeypatch):
    home = tmp_path / "folder of someone"
    monkeypatch.setattr(Path, "home", lambda: home)
    logging.getLogger("test").error("in %s", home / "algoscope" / "main.py")
    text = log_file.read_text("utf-8")
    assert "someone" not in text
    assert "~/algoscope/main.py" in text.replace("\\", "/")


def test_that_a_hidden_name_has_one_code_in_a_run(log_file):
    log.hide("/data/Jane_Doe/T1w.nii.gz")
    logging.getLogger("test").error("first Jane_Doe")
    logging.getLogger("test").error("again jane_doe")
    first, again = (line.rsplit(" ", 1)[1] for line in log_file.read_text("utf-8").splitlines())
    assert first == again == log.code_of("Jane_Doe")


def test_that_source_files_and_error_types_stay_readable(log_file, tmp_path):
    log.hide(tmp_path / "Jane_Doe" / "T1w.nii.gz")
    logged_failure(ValueError("bad"))
    text = log_file.read_text("utf-8")
    assert Path(__file__).name in text
    assert "ValueError: bad" in text


def test_that_the_log_does_not_grow_without_end(log_file):
    for _ in range(60):
        logging.getLogger("test").info("x" * 100_000)
    files = list(log_file.parent.iterdir())
    assert 1 < len(files) <= 4
    assert sum(f.stat().st_size for f in files) < 5_000_000


def test_that_a_second_start_writes_each_line_once(log_file):
    assert log.start_log(log_file.parent) == log_file
    logging.getLogger("test").info("once")
    assert log_file.read_text("utf-8").count("once") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a file can be used as a folder's name there")
def test_that_a_folder_that_cannot_be_written_does_not_stop_the_program(tmp_path, monkeypatch):
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    (tmp_path / "file").write_text("")
    assert log.start_log(tmp_path / "file") is None


def test_that_a_chinese_name_of_two_characters_is_hidden_within_a_sentence(log_file, tmp_path):
    log.hide(tmp_path / "张伟" / "扫描.nii")
    logging.getLogger("test").error("the table of 张伟的 is empty")
    assert "张伟" not in log_file.read_text("utf-8")
