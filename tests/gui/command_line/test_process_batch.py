"""``main.py process --all-subjects`` over a night that nobody watches: broken scans, Ctrl+C, and going on."""

import csv
import gzip
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic

import numpy as np
import pytest

from analysis.errors import OutputError
from analysis.files.results import write_json, write_map, write_series
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.pipeline import dataset
from analysis.pipeline.chain import process_patient
from analysis.pipeline.names import Names
from analysis.provenance import Provenance
from analysis.quality.folder import processed_files
from analysis.scan import StatMap
from tests.analysis.quality.made_patient import write_patient

pytestmark = pytest.mark.usefixtures("qapp")
ROOT = Path(__file__).resolve().parents[3]
SLOW = """
import sys, time
from analysis.pipeline import dataset
from gui.command_line.entry import run
from tests.gui.command_line.test_process_batch import pretend

def never_done(case, out, preset, *, voxel_mm, progress):
    if case.subject == "01":
        pretend(case, out, preset, voxel_mm=voxel_mm, progress=progress)
    while case.subject != "01":
        progress(0.5, "Anatomy")
        time.sleep(0.05)

dataset.process_patient = never_done
sys.exit(run(sys.argv[1:]))
"""


def pretend(case, out, preset, *, voxel_mm, progress):
    """What minutes of registration would leave: a series for the page of quality, a map and the record."""
    names = Names(out, case.subject)
    if names.folder.exists():
        return
    write_patient(out, t1=False)
    (out / "sub-made").rename(names.folder)
    for path in names.folder.rglob("sub-made_*"):
        path.rename(path.with_name(path.name.replace("sub-made", f"sub-{case.subject}")))
    grid = Grid((2, 2, 2), np.diag([3.0, 3, 3, 1]))
    mask = Mask(grid, np.ones((2, 2, 2), bool))
    volume = Volume(grid, np.ones((2, 2, 2), np.float32))
    write_map(StatMap(volume, "malff", Provenance("made", {}), mask), names.maps, space="MNI152")
    write_json({"Maps": ["malff"], "Scans": ["bold"]}, names.record)


@pytest.fixture
def raw(tmp_path, series) -> Path:
    """A dataset of three subjects, each with a resting-state series."""
    for label in ("01", "02", "03"):
        write_series(series, tmp_path / "raw" / f"sub-{label}" / "func" / f"sub-{label}_task-rest_bold.nii.gz")
    return tmp_path / "raw"


@pytest.fixture
def processed_in_no_time(monkeypatch):
    monkeypatch.setattr(dataset, "process_patient", pretend)


@pytest.fixture
def quick_pages(monkeypatch):
    """A page takes a second; here it is empty. Who is in the list that it gives has none, but this error."""
    failing: dict[str, Exception] = {}

    def measure_and_write(out, subject, preset, progress, *, controls=None):
        if subject in failing:
            raise failing[subject]
        page = processed_files(out, subject).page
        page.touch()
        return page

    monkeypatch.setattr("gui.figures.quality_work.measure_and_write", measure_and_write)
    return failing


def bold(raw: Path, label: str) -> Path:
    return raw / f"sub-{label}" / "func" / f"sub-{label}_task-rest_bold.nii.gz"


def status(out: Path) -> list[str]:
    with (out / dataset.SUMMARY).open(newline="") as stream:
        return [row["status"] for row in csv.DictReader(stream, delimiter="\t")]


def pages(out: Path) -> list[str]:
    return sorted(path.name for path in out.glob("sub-*/*_quality.html"))


def leftovers(out: Path) -> list[str]:
    return [path.name for path in out.rglob(".*") if path.name != ".bidsignore"]


def cut_short(raw: Path) -> None:
    path = bold(raw, "02")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def without_tr(raw: Path) -> None:
    path = bold(raw, "02")
    content = bytearray(gzip.decompress(path.read_bytes()))
    content[92:96] = bytes(4)  # pixdim[4] of the header
    path.write_bytes(gzip.compress(content))
    path.with_name(path.name.replace(".nii.gz", ".json")).unlink(missing_ok=True)


def without_scans(raw: Path) -> None:
    bold(raw, "02").rename(raw / "sub-02" / "notes.txt")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (cut_short, 'sub-02: "sub-02_task-rest_bold.nii.gz" is cut short'),
        (without_tr, "sub-02: The repetition time (TR) of the BOLD series is unknown"),
        (without_scans, 'sub-02: The folder "sub-02" holds no image'),
    ],
)
def test_that_a_broken_subject_is_one_sentence_and_the_others_are_finished(
    call, raw, tmp_path, monkeypatch, quick_pages, spoil, said
):
    def process(case, out, preset, *, voxel_mm, progress):
        chain = process_patient if case.subject == "02" else pretend  # the broken one is really opened
        return chain(case, out, preset, voxel_mm=voxel_mm, progress=progress)

    monkeypatch.setattr(dataset, "process_patient", process)
    spoil(raw)
    out = tmp_path / "out"
    answer = call("process", raw, "--all-subjects", "--out", out)
    assert answer.code == 1
    assert sum(line.startswith("algoscope: sub-02: ") for line in answer.err.splitlines()) == 1, answer.err
    assert said in answer.err
    assert status(out) == ["done", "failed", "done"]
    assert pages(out) == ["sub-01_quality.html", "sub-03_quality.html"]
    assert leftovers(out) == []


def test_that_a_page_is_written_before_the_next_subject_begins(call, raw, tmp_path, monkeypatch, quick_pages):
    seen, out = [], tmp_path / "out"

    def process(case, out, preset, *, voxel_mm, progress):
        seen.append(len(pages(out)))
        pretend(case, out, preset, voxel_mm=voxel_mm, progress=progress)

    monkeypatch.setattr(dataset, "process_patient", process)
    assert call("process", raw, "--all-subjects", "--out", out).code == 0
    assert seen == [0, 1, 2]


@pytest.mark.parametrize("error", [OutputError("The drive is full."), ZeroDivisionError()])
def test_that_a_page_that_fails_stops_no_other_and_is_told_by_the_exit_code(
    call, raw, tmp_path, processed_in_no_time, quick_pages, error
):
    quick_pages["02"] = error
    answer = call("process", raw, "--all-subjects", "--out", tmp_path / "out")
    assert answer.code == 1
    assert "The quality page could not be made" in answer.err
    assert pages(tmp_path / "out") == ["sub-01_quality.html", "sub-03_quality.html"]
    assert status(tmp_path / "out") == ["done"] * 3


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_that_ctrl_c_leaves_whole_results_within_a_moment_and_resume_goes_on(call, raw, tmp_path, processed_in_no_time):
    shutil.rmtree(raw / "sub-03")
    out, state = tmp_path / "out", str(tmp_path / "state")
    words = ["process", str(raw), "--all-subjects", "--out", str(out)]
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, *words],
        cwd=ROOT,
        env={**os.environ, "XDG_STATE_HOME": state, "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    next(line for line in process.stderr if "sub-02: Anatomy" in line)
    start = monotonic()
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)[1]
    assert monotonic() - start < 3  # usually half a second, with the end of the interpreter
    assert process.returncode == 4, said
    assert pages(out) == ["sub-01_quality.html"]
    assert status(out) == ["done"]
    assert "quality_tsnr" in (out / dataset.COHORT).read_text()
    assert leftovers(out) == []
    assert call(*words).code == 1  # never mixed unasked
    assert call(*words, "--resume").code == 0
    assert status(out) == ["done"] * 2
    assert len(pages(out)) == 2
