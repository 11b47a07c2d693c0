"""Steps are done once, in any order of accidents: a run that is killed ends like one that is not."""

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from analysis.errors import Cancelled
from analysis.pipeline.names import Names
from analysis.pipeline.scans import Scans
from analysis.pipeline.steps import Run
from analysis.pipeline.store import DoneFiles
from analysis.preprocess.resample import mni_grid
from analysis.presets import find_preset
from analysis.progress import silent
from analysis.provenance import InputRecord

ROOT = Path(__file__).resolve().parents[3]


def a_run(out: Path, sha256: str = "aa") -> Run:
    inputs = (InputRecord("t1", sha256),)
    return Run(Names(out, "01"), Scans(inputs=inputs), find_preset("restplus"), mni_grid(3.0))


def test_that_a_step_is_computed_once_and_again_where_something_before_it_changed(tmp_path):
    calls: list[int] = []

    def compute(report):
        calls.append(1)
        return {"a": np.arange(3)}

    def both(run: Run, size: int = 1) -> None:
        run.arrays("first-1", "f", {"size": size}, ["t1"], compute, silent)
        run.arrays("second-1", "g", {}, ["first"], compute, silent)

    both(a_run(tmp_path))
    assert len(calls) == 2
    both(a_run(tmp_path))
    assert len(calls) == 2
    both(a_run(tmp_path), size=2)  # the parameter of the first changes the key of the second
    assert len(calls) == 4
    both(a_run(tmp_path, "bb"))  # another scan
    assert len(calls) == 6


def test_that_files_are_written_again_where_one_was_changed(tmp_path):
    calls: list[int] = []
    path = Names(tmp_path, "01").maps / "a.txt"

    def write(report):
        calls.append(1)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("whole")
        return DoneFiles((path,), ("Mind this.",))

    def again() -> DoneFiles:
        return a_run(tmp_path).files("maps-1", {}, ["t1"], write, silent)

    assert again() == again()
    assert len(calls) == 1
    path.write_text("changed by hand")
    assert again().warnings == ("Mind this.",)
    assert path.read_text() == "whole"
    assert len(calls) == 2


def test_that_a_cancelled_step_leaves_nothing(tmp_path):
    run = a_run(tmp_path)

    def cancel(fraction: float, message: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        run.arrays("first-1", "f", {}, ["t1"], lambda report: {"a": np.zeros(1)}, cancel)
    assert list(run.names.work.iterdir()) == []


def test_that_leftovers_of_a_killed_run_are_removed(tmp_path):
    names = Names(tmp_path, "01")
    left = [names.maps / ".12345678.part.alff.nii.gz", names.work / "realign-x7" / "series.nii", names.work / ".1.part"]
    mine = names.maps / "alff.nii.gz"
    for path in (*left, mine):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    a_run(tmp_path)
    assert not any(path.exists() for path in left)
    assert mine.exists()


def test_that_the_performance_of_each_step_is_kept_also_after_a_resume(tmp_path):
    for kept in (False, True):
        run = a_run(tmp_path)
        run.arrays("first-1", "f", {}, ["t1"], lambda report: {"a": np.zeros(1)}, silent)
        record = json.loads(run.write_performance().read_text())
        assert record["steps"][0]["step"] == "first"
        assert record["steps"][0]["kept"] is kept
        assert record["steps"][0]["seconds"] >= 0


_SMALL_CHAIN = """
import sys
from pathlib import Path

import numpy as np

from analysis.files.results import write_volume
from analysis.image import Volume
from analysis.pipeline.store import DoneFiles
from analysis.progress import silent
from tests.analysis.pipeline.test_steps import a_run

run = a_run(Path(sys.argv[1]))
before = "t1"
for number in range(6):
    print(number, flush=True)

    def compute(report):
        return {"a": np.random.default_rng(number).random(run.grid.shape)}

    data = run.arrays(f"step{number}-1", "f", {}, [before], compute, silent)["a"]
    before = f"step{number}"

    def write(report):
        path = run.names.maps / f"map{number}.nii.gz"
        return DoneFiles((write_volume(Volume(run.grid, data), path, force=True),))

    run.files(f"files{number}-1", {}, [before], write, silent)
print("done", flush=True)
"""


def small_chain(out: Path, kill_after: tuple[int, float] | None = None) -> int:
    """Run the small chain in a process; kill it some time (s) after it has begun a step."""
    command = [sys.executable, "-c", _SMALL_CHAIN, str(out)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if kill_after is not None and line.strip() == str(kill_after[0]):
                with pytest.raises(subprocess.TimeoutExpired):
                    process.wait(kill_after[1])
                os.kill(process.pid, signal.SIGKILL)
        return process.wait()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_that_kills_at_random_moments_change_no_byte(tmp_path):
    assert small_chain(tmp_path / "whole") == 0
    chance = random.Random(4)
    for step in (0, 2, 4):
        assert small_chain(tmp_path / "killed", (step, chance.uniform(0.0, 0.04))) == -signal.SIGKILL
    assert small_chain(tmp_path / "killed") == 0
    whole, killed = (Names(tmp_path / name, "01").maps for name in ("whole", "killed"))
    assert sorted(p.name for p in killed.iterdir()) == sorted(p.name for p in whole.iterdir())
    assert all((killed / p.name).read_bytes() == p.read_bytes() for p in whole.iterdir())
