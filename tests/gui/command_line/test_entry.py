import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gui.command_line import entry, metric, outcome

ROOT = Path(__file__).resolve().parents[3]


def main(*words, **environment):
    """``main.py`` in a process of its own."""
    return subprocess.run(
        [sys.executable, "main.py", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("words", [["--help"], ["info", "--help"]])
def test_that_help_is_fast_because_nothing_heavy_is_imported(words):
    code = (
        "import sys; from gui.command_line.entry import run; assert run(sys.argv[1:]) == 0; "
        "print('LOADED', [m for m in ('PySide6', 'vtkmodules', 'numba', 'scipy', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert "LOADED []" in done.stdout, done.stdout + done.stderr


def test_that_the_process_ends_with_the_exit_code_and_one_sentence(tmp_path):
    missing = main("metric", "alff", "--bold", tmp_path / "no.nii.gz", "--out", tmp_path / "o", XDG_STATE_HOME=tmp_path)
    assert missing.returncode == 3
    assert missing.stderr == 'algoscope: There is no file "no.nii.gz"; it may have been moved or renamed.\n'
    wrong = main("metric", "alff", "--low-hz", "-1", XDG_STATE_HOME=tmp_path)
    assert wrong.returncode == 2
    assert len(wrong.stderr.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_that_a_process_that_is_told_to_stop_ends_with_4_and_leaves_no_file(tmp_path, number):
    process = subprocess.Popen(
        [sys.executable, "main.py", "demo", "--out", str(tmp_path / "demo")],
        cwd=ROOT,
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path / "log")},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    process.stderr.readline()  # the first progress: the work has begun
    process.send_signal(number)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 4, said
    assert said.splitlines()[-1] == "algoscope: Cancelled; no file is left half-written."
    assert [path.name for path in tmp_path.iterdir() if path.name != "log"] == []


def test_that_each_command_is_listed_and_has_help_with_an_example(call):
    overview = call("--help").out
    for command in entry.COMMANDS:
        assert command.name in overview
        answer = call(command.name, "--help")
        assert answer.code == 0
        assert f"main.py {command.name}" in answer.out.split("example", 1)[1]


def test_that_words_that_are_no_command_are_files_for_the_window(call, bold_path, t1_path, monkeypatch):
    opened = []
    monkeypatch.setattr("gui.app.run", lambda paths: opened.append(list(paths)) or 0)
    assert call(bold_path, t1_path).code == 0
    assert call().code == 0
    assert opened == [[bold_path, t1_path], []]


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (["inof"], 2, "Did you mean the command info?"),
        (["nowhere/T1.nii.gz"], 3, 'There is no file, folder or command "T1.nii.gz".'),
        (["--fast"], 2, "There is no option --fast"),
        (["info"], 2, "The following arguments are required: PATH"),
        (["metric"], 2, "required: METRIC"),
        (["metric", "alfff"], 2, "invalid choice: 'alfff'"),
        (["demo"], 2, "--out DIR"),
        (["selftest", "--threads", "0"], 2, "must be at least 1"),
        (["metric", "reho", "--bold", "b.nii", "--out", "o", "--neighbours", "8"], 2, "'8' is none of 7, 19, 27"),
        (["metric", "alff", "--bold", "b.nii", "--out", "o", "--tr-s", "0"], 2, "must be above 0"),
        (["metric", "seed-fc", "--bold", "b.nii", "--out", "o"], 2, "Name a seed"),
        (["figure", "slices", "--underlay", "a.nii", "--out", "a.jpg"], 2, 'but "a.jpg" ends otherwise'),
        (["figure", "slices", "--underlay", "a.nii", "--out", "a.png", "--overlay", "b.nii"], 2, "together"),
    ],
)
def test_that_wrong_words_are_answered_in_one_sentence(call, words, code, part):
    answer = call(*words)
    assert answer.code == code
    assert part in answer.err
    assert len(answer.err.splitlines()) == 1
    assert answer.out == ""


def test_that_an_unexpected_error_names_the_log_and_not_the_patient(call, log_folder, tmp_path, monkeypatch):
    path = tmp_path / "Jane_Doe_1970.nii.gz"
    path.write_bytes(b"not an image")

    def fail(arguments, terminal):
        raise RuntimeError(f"cannot digest {arguments.bold} of {arguments.bold.parent}")

    monkeypatch.setattr(metric, "run", fail)
    answer = call("metric", "alff", "--bold", path, "--out", tmp_path / "o")
    assert answer.code == 1
    assert str(log_folder / "algoscope.log") in answer.err
    assert len(answer.err.splitlines()) == 1
    text = (log_folder / "algoscope.log").read_text("utf-8")
    assert "RuntimeError: cannot digest" in text
    assert "Traceback" in text
    for name in ("jane", "doe", "1970", tmp_path.name.lower()):
        assert name not in text.lower()


def test_that_a_window_that_cannot_start_ends_in_one_sentence(call, log_folder, monkeypatch):
    def fail(paths):
        raise ImportError("libEGL.so.1: cannot open shared object file")

    monkeypatch.setattr("gui.app.run", fail)
    answer = call()
    assert answer.code == 1
    assert len(answer.err.splitlines()) == 1
    assert "libEGL.so.1" in (log_folder / "algoscope.log").read_text("utf-8")


def test_that_a_damaged_file_is_named_to_the_person_and_not_to_the_log(call, log_folder, tmp_path):
    path = tmp_path / "Jane_Doe_1970.nii.gz"
    path.write_bytes(b"not an image")
    answer = call("metric", "alff", "--bold", path, "--out", tmp_path / "o")
    assert answer.code == 3
    assert "Jane_Doe_1970" in answer.err
    assert len(answer.err.splitlines()) == 1
    text = (log_folder / "algoscope.log").read_text("utf-8")
    assert "FileFormatError" in text
    assert "jane" not in text.lower()


def test_that_threads_are_limited_as_asked(call, bold_path):
    from analysis import blocks

    call("info", bold_path, "--threads", 1)
    assert blocks.thread_count() == 1


def test_that_info_answers_in_words_and_in_json(call, bold_path, t1_path):
    words = call("info", t1_path, bold_path)
    assert words.code == 0
    assert "sub-01_task-rest_bold.nii.gz: BOLD" in words.out
    assert "60 volumes, TR 2 s" in words.out
    records = json.loads(call("info", "--json", t1_path, bold_path).out)
    assert [(r["role"], r["n_volumes"], r["tr_s"]) for r in records] == [("T1", 1, None), ("BOLD", 60, 2.0)]
    assert records[1]["axis_codes"] == "LAS"


def test_that_one_bad_file_does_not_stop_info(call, tmp_path, t1_path):
    bad = tmp_path / "bad.nii"
    bad.write_bytes(b"")
    answer = call("info", bad, t1_path)
    assert answer.code == 3
    assert '"bad.nii" is empty' in answer.err
    assert "sub-01_T1w.nii.gz: T1" in answer.out


def test_that_info_lists_the_images_of_a_folder(call, bold_path, t1_path):
    out = call("info", bold_path.parent).out
    assert out.index("T1w") < out.index("bold")


def test_that_every_command_shares_one_heap_before_numpy_takes_heaps_of_its_own(call, monkeypatch):
    shared = []
    monkeypatch.setattr(entry.heap, "share_one", lambda: shared.append(1))
    assert call("--version").code == 0
    assert shared == [1]
    loaded = "import sys, gui.command_line.entry; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0


def test_that_a_cancelled_process_does_not_wait_for_work_that_cannot_be_interrupted():
    work = (
        "import time; from concurrent.futures import ThreadPoolExecutor; from gui.command_line import outcome; "
        "ThreadPoolExecutor().submit(time.sleep, 60); outcome.leave(outcome.CANCELLED)"
    )
    assert (
        subprocess.run([sys.executable, "-c", work], cwd=ROOT, timeout=30, check=False).returncode == outcome.CANCELLED
    )
