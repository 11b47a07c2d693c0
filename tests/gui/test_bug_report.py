"""What is copied for a bug report names nobody: hostile names, in every place where a log may hold them."""

import logging
from pathlib import Path

import pytest

from gui import log
from gui.bug_report import at_least, bug_report, entries, read_log, without_identity

HEAD = "2026-01-02 03:04:05,678 "


@pytest.fixture(autouse=True)
def nothing_hidden(monkeypatch):
    monkeypatch.setattr(log, "_hidden", {})


HOSTILE = [
    'read "/data/Zhang Wei 1970/scan one.nii.gz" in 3 s',
    "cannot open /data/Zhang Wei/T1w: no such file",
    r"cannot open C:\\Users\\Wei\\Zhang Wei\\scan: denied",
    r"cannot open C:\Users\Wei\scan.txt",
    r"network \\server\Zhang\Wei is gone",
    "PatientName is Zhang^Wei^^Dr",
    "opened file:///home/zhang/Wei%20Zhang/x.json",
    "FileNotFoundError: [Errno 2] No such file or directory: '/mnt/Zhang Wei/a b'",
    "~/Zhang/Wei.csv is damaged",
    "the table of Zhang Wei has no column",
    "ZHANG_WEI: no T1 (zhang-wei)",
    "folder=/x/Zhang,/y/Wei",
    "张伟 was opened from /数据/张伟/扫描",
]


@pytest.mark.parametrize("line", HOSTILE)
def test_that_no_name_and_no_path_is_left(line):
    text = without_identity(line, ["Zhang Wei", "/data/Zhang Wei/T1w", "张伟"]).lower()
    for word in ("zhang", "wei", "张伟", "扫描", "/data", "/mnt", "c:", "server"):
        assert word not in text


@pytest.mark.parametrize("line", HOSTILE[:9])
def test_that_paths_go_even_where_nobody_announced_the_name(line):
    text = without_identity(line).lower()
    assert "zhang" not in text
    assert "wei" not in text


def test_that_the_program_can_still_be_found_in_a_traceback():
    here = Path(log.__file__)
    text = f'  File "{here}", line 12, in read\n    value = a / b\n           ~~^~~\nZeroDivisionError: 1/0'
    kept = without_identity(text)
    assert f'File "gui/{here.name}", line 12, in read' in kept.replace("\\", "/")
    assert "ZeroDivisionError" in kept
    assert "value = a / b" in kept


def test_that_the_report_tells_versions_system_and_graphics(qapp):
    text = bug_report(entries(f"{HEAD}ERROR a: failed"), "3D graphics: software.", [])
    for word in ("algoscope", "numpy", "Qt 6", "System: ", "3D graphics: software.", "ERROR a: failed"):
        assert word in text


def test_that_a_real_failure_with_names_everywhere_reaches_the_report_without_them(qapp, tmp_path):
    folder = tmp_path / "Maria Müller 1961"
    logger, text = logging.getLogger("test"), []
    handler = logging.Handler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.emit = lambda record: text.append(handler.format(record))  # type: ignore[method-assign]
    logger.addHandler(handler)
    try:
        (folder / "Müller^Maria.txt").read_text()
    except OSError:
        logger.exception("reading %s of Maria Müller failed", folder)
    finally:
        logger.removeHandler(handler)
    report = bug_report(entries("\n".join(text)), "", [str(folder), "Maria Müller"]).lower()
    assert "filenotfounderror" in report
    for word in ("maria", "müller", "1961", str(tmp_path).lower()):
        assert word not in report


def test_that_a_traceback_belongs_to_its_entry_and_levels_are_told_apart():
    text = f"half a line\n{HEAD}INFO a: one\n{HEAD}ERROR b: two\nTraceback\n  more\n{HEAD}WARNING c: three"
    found = entries(text)
    assert [entry.level for entry in found] == ["INFO", "ERROR", "WARNING"]
    assert found[1].text.endswith("Traceback\n  more")
    assert [entry.level for entry in at_least(found, "WARNING")] == ["ERROR", "WARNING"]
    assert [entry.level for entry in at_least(found, "ERROR")] == ["ERROR"]


def test_that_a_log_that_cannot_be_read_is_empty(tmp_path):
    assert read_log(None) == ""
    assert read_log(tmp_path / "none.log") == ""
